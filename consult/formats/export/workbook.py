"""Tables to the sheets of one XLSX workbook: figures as numbers, everything typed as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consult.errors import ReportError
from consult.i18n import _, ngettext, number
from consult.model.packed_answers import shortest

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS, MOST_COLUMNS, LONGEST_TEXT = 1_048_576, 16_384, 32_767
ANSWERS, LONG, CODEBOOK = "answers", "answers long", "codebook"
"""The names of the sheets: they are how the file is known again, so they are the same in every language."""
_MADE = datetime(2000, 1, 1)  # the same database makes the same bytes, whenever it does


class Exact(float):
    """A number that the workbook gets in all its figures; the library would round it to 16."""

    def __format__(self, _spec: str) -> str:
        return shortest(float(self))


class AnswerBook:
    """A workbook that is being written row by row; call `close` at the end. `notes` says what did not fit."""

    def __init__(self, path: Path):
        import xlsxwriter

        self._book: Workbook = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.use_zip64()
        self._book.set_properties({"created": _MADE})
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._cut = 0

    def sheet(self, name: str, header: Sequence[str], rows: Iterable[Sequence[str]], figures: Iterable[int]) -> None:
        """Writes a table; the numbers in the columns `figures` are numbers. Raises ReportError where it is too wide or long."""
        if len(header) > MOST_COLUMNS:
            raise ReportError(
                _("a sheet holds {most} columns, and the table has {n}").format(most=number(MOST_COLUMNS), n=number(len(header))),
                _("write it with --format csv"),
            )
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for at, title in enumerate(header):
            sheet.write_string(0, at, title, self._bold)
        numeric = [False] * len(header)
        for at in figures:
            numeric[at] = True
        for line, cells in enumerate(rows, 1):
            if line >= MOST_ROWS:
                raise ReportError(
                    _("the table has more rows than a sheet holds ({most})").format(most=number(MOST_ROWS)),
                    _("write it with --format csv"),
                )
            self._row(sheet, line, cells, numeric)

    def _row(self, sheet: Worksheet, line: int, cells: Sequence[str], numeric: Sequence[bool]) -> None:
        for at, cell in enumerate(cells):
            if not cell:
                continue
            if numeric[at]:
                try:
                    sheet.write_number(line, at, Exact(cell))
                    continue
                except (ValueError, TypeError):  # a missing reason stands there, or own words
                    pass
            if len(cell) > LONGEST_TEXT:
                self._cut += 1
                cell = cell[: LONGEST_TEXT - 1] + "…"
            sheet.write_string(line, at, cell)

    def close(self) -> list[str]:
        """Finishes the file; returns what is to be said of it. Raises OSError."""
        from xlsxwriter.exceptions import XlsxFileError

        try:
            self._book.close()
        except XlsxFileError as error:
            raise error.__cause__ if isinstance(error.__cause__, OSError) else OSError(str(error)) from error
        if not self._cut:
            return []
        said = ngettext(
            "{n} text was longer than a cell of a workbook holds and was cut; --format csv writes it whole.",
            "{n} texts were longer than a cell of a workbook holds and were cut; --format csv writes them whole.",
            self._cut,
        )
        return [said.format(n=number(self._cut))]
