"""The report: results counted, composed and written to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.errors import ReportError
from consult.i18n import _
from consult.service.consultation import Consultation, log
from consult.service.progress import Progress
from consult.service.reports.results import results
from consult.store.files import write_whole

FORMATS = ("html", "pdf")


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
    """Writes the report in `language`, one file a format, to `output` (a folder, or a name without its ending).

    Without `output` it is reports/report-LANGUAGE.

    The same answers give the same bytes. Raises ReportError where a template is faulty, ConsultationError where a file
    cannot be written; files are written only when all of them are ready.
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
    name = f"report-{language}"
    stem = output or consultation.folder / "reports" / name
    if stem.is_dir() or not stem.name:
        stem = stem / name
    contents: dict[Path, bytes] = {}
    notes: tuple[str, ...] = ()
    for format_ in formats:
        path = stem.with_name(f"{stem.name}.{format_}")
        if format_ == "html":
            contents[path] = html.render(report, templates).encode("utf-8")
        else:
            printed = pdf.render(report, templates)
            contents[path], notes = printed.content, printed.notes
    for path, content in contents.items():
        write_whole(path, content)
    with consultation.database.atomic():
        log(consultation, "build report", found.fingerprint, {"files": [path.name for path in contents], "language": language})
    return Built(tuple(contents), notes)
