"""The report: results counted, composed and written to files."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.errors import ReportError
from consult.i18n import _
from consult.service.consultation import Consultation, log
from consult.service.results import results

FORMATS = ("html", "pdf")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """The files that were written, and what went less well than it should."""

    files: tuple[Path, ...]
    notes: tuple[str, ...]


def build(
    consultation: Consultation,
    *,
    language: str,
    output: Path | None = None,
    formats: Sequence[str] = FORMATS,
    progress: Progress | None = None,
) -> Built:
    """Writes the report in `language`, one file a format, to `output` (without its ending) or reports/report-LANGUAGE.

    The same answers give the same bytes. Raises ReportError where a file cannot be written.
    """
    from consult.report import html, pdf
    from consult.report.composing import compose

    found = results(consultation, language)
    if not any(survey.turnout.responses for survey in found.surveys):
        raise ReportError(
            _("there are no answers to report"), _("import a table, or answer a survey"), place=str(consultation.folder)
        )
    report = compose(found, progress=progress)
    own = consultation.folder / "reports" / "templates"
    templates = own if own.is_dir() else None
    stem = output or consultation.folder / "reports" / f"report-{language}"
    files: list[Path] = []
    notes: list[str] = []
    for format_ in formats:
        path = stem.with_name(f"{stem.name}.{format_}")
        if format_ == "html":
            _write(path, html.render(report, templates).encode("utf-8"))
        else:
            printed = pdf.render(report, templates)
            notes.extend(printed.notes)
            _write(path, printed.content)
        files.append(path)
    with consultation.database.atomic():
        log(consultation, "build report", found.fingerprint, {"files": [path.name for path in files], "language": language})
    return Built(tuple(files), tuple(notes))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: the new file takes the place of the old one in one step."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ReportError(
            _("the file cannot be written ({reason})").format(reason=error.strerror),
            _("close it elsewhere, or choose another place"),
            place=str(path),
        ) from None  # fmt: skip
