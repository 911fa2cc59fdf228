"""Responses out of the consultation into files."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from consult.errors import UsageError
from consult.formats.export.placing import written_whole
from consult.i18n import _, quoted
from consult.model.versions.history import History
from consult.service.consultation import Consultation
from consult.service.exchange.bringing_back import BroughtBack, bring_back, is_own
from consult.service.exchange.export_work import ExportWork, Wanted
from consult.service.history import history
from consult.service.progress import Progress
from consult.store import answer_rows

__all__ = ["FORMATS", "ON_STDOUT", "SUFFIXES", "BroughtBack", "Exported", "Wanted", "bring_back", "export", "is_own"]

FORMATS = ("csv", "tsv", "xlsx", "jsonl", "frictionless", "spss")
ON_STDOUT = ("csv", "tsv", "jsonl")
"""Formats that are text and may go to standard output."""
SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".sav": "spss", ".zip": "frictionless"}


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    responses: int
    notes: tuple[str, ...] = ()
    """What did not fit into the format."""


def export(
    consultation: Consultation, survey_id: str, wanted: Wanted, to: Path | BinaryIO, progress: Progress | None = None
) -> Exported:
    """Writes the responses to a survey to a file (a folder or .zip for a data package), or as text to an open stream.

    A file appears whole or not at all. Raises NotFoundError where there is no such survey or version, UsageError where the
    format cannot be written so, ReportError where the table does not fit it, ConsultationError where the place cannot be written.
    """
    found = history(consultation, survey_id)
    _refuse_impossible(wanted, found, to)
    with answer_rows.reading(consultation.database):
        work = ExportWork(consultation, found, wanted, progress)
        if isinstance(to, Path):
            with written_whole(to) as path:
                notes = work.write(path, archive=to.suffix.lower() == ".zip")
        else:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "export"
                notes = work.write(path)
                with path.open("rb") as file:
                    shutil.copyfileobj(file, to, 1 << 20)
    return Exported(work.total, tuple(notes))


def _refuse_impossible(wanted: Wanted, found: History, to: Path | BinaryIO) -> None:
    if wanted.format not in FORMATS:
        raise UsageError(_("there is no format {name}").format(name=quoted(wanted.format)), ", ".join(FORMATS))
    if wanted.long and wanted.format not in ("csv", "tsv"):
        raise UsageError(_("--long goes with csv and tsv"))
    if wanted.labels is not None and wanted.format not in ("csv", "tsv", "xlsx"):
        raise UsageError(_("--labels goes with csv, tsv and xlsx"))
    if wanted.labels is not None and wanted.labels not in found.survey.languages:
        raise UsageError(
            _("the survey has no language {name}").format(name=quoted(wanted.labels)),
            _("use one of {names}").format(names=", ".join(found.survey.languages)),
        )
    if not isinstance(to, Path) and wanted.format not in ON_STDOUT:
        raise UsageError(_("this format needs a file"), _("name one with -o"))
    if len(wanted.delimiter) > 1 or (wanted.delimiter and wanted.delimiter not in ",;\t|"):
        raise UsageError(_("cells can be separated by , ; | or tab"))
    if wanted.decimal not in (".", ",") or (wanted.decimal == "," == (wanted.delimiter or ",") and wanted.format == "csv"):
        raise UsageError(_("a decimal comma needs another delimiter"), _("use --delimiter “;” or --excel"))
