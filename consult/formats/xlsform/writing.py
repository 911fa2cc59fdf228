"""Surveys to XLSForms: a workbook that ODK, KoboToolbox and pyxform read, and that `reading` reads back."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.formats.xlsform.codes import unused
from consult.formats.xlsform.form_rows import FormRows
from consult.formats.xlsform.form_telling import Telling
from consult.formats.xlsform.languages import name_of
from consult.formats.xlsform.lists import FormLists
from consult.formats.xlsform.names import names_of
from consult.formats.xlsform.to_xpath import Translator
from consult.i18n import _
from consult.model.survey import Survey

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A form that was written."""

    content: bytes
    """The workbook (XLSX)."""
    notes: tuple[str, ...]
    """What an XLSForm cannot say: a sentence each."""


def write(survey: Survey, answered_in: str = "") -> Written:
    """`survey` as an XLSForm that opens in the language `answered_in`, else in the first one of the survey."""
    first = answered_in if answered_in in survey.languages else survey.languages[0]
    languages = {language: name_of(language) for language in survey.languages}
    for language, name in languages.items():  # two codes may have one name
        languages[language] = unused(name, {other for code, other in languages.items() if code != language})
    names = names_of(survey)
    lists = FormLists(survey, languages)
    telling = Telling(names, lists, Translator(survey, names, lists.names), languages)
    rows = FormRows(survey, telling)
    rows.write()
    notes = list(telling.notes)
    if survey.migrations:
        notes.append(_("What became of earlier questions (“migrations”) was left out."))
    content = _workbook({"survey": rows.rows, "choices": lists.rows, "settings": [_settings(survey, languages[first])]})
    return Written(content, tuple(dict.fromkeys(notes)))


def _settings(survey: Survey, opens_in: str) -> Cells:
    titles = {f"consult_title_{language}": text for language, text in survey.title.items()}
    return {
        "form_title": survey.title_in(survey.languages[0]),
        "form_id": survey.id,
        "version": str(survey.version or 1),
        "default_language": opens_in,
        "consult_survey": survey.id,
        "consult_languages": " ".join(survey.languages),
        "consult_identity": survey.identity.value,
        "consult_change": repr(survey.change) if survey.change is not None else "",
    } | titles


def _workbook(sheets: Mapping[str, Sequence[Cells]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = workbook.add_format({"bold": True})
    for title, rows in sheets.items():
        sheet = workbook.add_worksheet(title)
        columns = list(dict.fromkeys(column for row in rows for column, text in row.items() if text))
        for at, column in enumerate(columns or ["list_name", "name"]):
            sheet.write_string(0, at, column, bold)
        for line, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                if row.get(column):
                    sheet.write_string(line, at, row[column])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(columns) - 1), 24)
    workbook.close()
    return out.getvalue()
