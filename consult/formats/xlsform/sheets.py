"""A workbook to the rows of the sheets of an XLSForm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.errors import SurveyError, TableError
from consult.formats.file_bytes import bytes_of
from consult.formats.tables.workbook import is_workbook, read_all_sheets
from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.headers import Column, columns
from consult.i18n import _, quoted
from consult.model.typed_values import normalise
from consult.system_faults import reason

_SMART = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "\N{NO-BREAK SPACE}": " "}
)
_MOST_ROWS = 20_000
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, and its cells by column and language (as written)."""

    number: int
    cells: Mapping[Column, str]

    def text(self, name: str) -> str:
        """The text of a column, in whichever language it has one."""
        return next((text for column, text in self.cells.items() if column.name == name), "")

    def logic(self, name: str) -> str:
        """The text of a column that a machine reads: on one line, quotation marks straight."""
        return " ".join(self.text(name).translate(_SMART).split())


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name as written, its columns and its rows that hold anything."""

    name: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()


Sheets = Mapping[str, Sheet]
"""The sheets of a form: survey, choices, external_choices, settings."""


def read_sheets(path: Path, findings: Findings) -> Sheets:
    """The sheets of the workbook at `path` by their names in small letters. Raises SurveyError where it cannot be read."""
    try:
        content = bytes_of(path, _LARGEST)
    except OSError as error:
        told = _("the file cannot be read ({reason})").format(reason=reason(error))
        raise SurveyError(told, place=findings.file) from None
    if not is_workbook(content):
        raise SurveyError(_("this is not a workbook"), _("save the form as XLSX"), place=findings.file)
    try:
        found = read_all_sheets(content, findings.file)
    except TableError as error:
        raise SurveyError(problems=error.problems) from None
    sheets = {_key(name): _sheet(name, lines, findings) for name, lines in found.items()}
    if not sheets.get("survey", Sheet("")).rows:
        names = ", ".join(map(quoted, found))
        raise SurveyError(
            _("there is no sheet {sheet} with questions").format(sheet=quoted("survey")) + (f" ({names})" if names else ""),
            _("write the questions on a sheet called {sheet}, with the columns type, name and label").format(
                sheet=quoted("survey")
            ),
            place=findings.file,
        )
    return sheets


def _key(name: str) -> str:
    return "_".join(name.lower().split())


def _sheet(name: str, lines: Sequence[tuple[int, Sequence[str]]], findings: Findings) -> Sheet:
    filled = [(n, cells) for n, cells in lines if any(map(str.strip, cells))]
    if not filled or _key(name) not in ("survey", "choices", "external_choices", "settings"):
        return Sheet(name)
    if len(filled) > _MOST_ROWS:
        findings.problem(name, filled[_MOST_ROWS][0], "", _("the sheet is far too long"), _("look for stray text below the form"))
        filled = filled[:_MOST_ROWS]
    header, *body = filled
    named = columns(header[1])
    rows = (Row(n, dict(_cells(named, cells))) for n, cells in body)
    sheet = Sheet(name, tuple(dict.fromkeys(column for column in named if column.name)), tuple(row for row in rows if row.cells))
    for column in sorted({column.name for column in named if column.name and named.count(column) > 1}):
        told = _("The column {column} stands twice; the first that is filled was read.").format(column=quoted(column))
        findings.note(name, header[0], told)
    return sheet


def _cells(named: Sequence[Column], cells: Sequence[str]) -> Iterator[tuple[Column, str]]:
    seen: set[Column] = set()
    for column, cell in zip(named, cells, strict=False):
        text = normalise(cell)
        if column.name and text and column not in seen:
            seen.add(column)
            yield column, text
