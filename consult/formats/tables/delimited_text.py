"""Delimited text, as CSV and TSV files hold it, to lines of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from consult.errors import TableError
from consult.formats.encoding import decode
from consult.i18n import _, quoted

Line = tuple[int, list[str]]
"""One line of a table: its number in the file, counted from 1, and its cells."""
_DELIMITERS = ",;\t|"


def text_lines(content: bytes, name: str, delimiter: str = "", encoding: str = "") -> tuple[list[Line], str]:
    """The lines in `content` and how it was read; raises TableError where it is no text or a quotation mark stays open.

    `delimiter` and `encoding` are found out where they are empty.
    """
    text, found = decode(content, name, encoding)
    text = text.removeprefix("\ufeff")
    delimiter = delimiter or _delimiter(text)
    lines = list(_csv_lines(text, delimiter, name))
    _refuse_open_quote(text, lines, name)
    shown = {"\t": "TAB"}.get(delimiter, delimiter)
    return lines, _("text, {encoding}, separated by {delimiter}").format(
        encoding=found.removesuffix("-sig"), delimiter=quoted(shown)
    )


def _refuse_open_quote(text: str, lines: Sequence[Line], name: str) -> None:
    """A quotation mark that is never closed swallows all rows behind it: say so instead of reading one long cell."""
    if text.count('"') % 2 and lines and any("\n" in cell for cell in lines[-1][1]):
        raise TableError(
            _("a quotation mark opens here and is never closed"),
            _("close it, or write it twice"),
            place=f"{name}, " + _("row {row}").format(row=lines[-1][0]),
        )


def _csv_lines(text: str, delimiter: str, name: str) -> Iterator[Line]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number_in_file = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(
                _("the line cannot be read ({reason})").format(reason=error),
                _("check the quotation marks around it"),
                place=f"{name}:{reader.line_num}",
            ) from None
        number_in_file += 1
        yield number_in_file, [cell.strip() for cell in cells]


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the same number of cells most often."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = []
        try:
            for cells in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
                if any(cells):
                    widths.append(len(cells))
                if len(widths) == 60:
                    break
        except csv.Error:
            return 0, 0
        width = max(set(widths), key=widths.count, default=1)
        return (widths.count(width) / len(widths), width) if width > 1 else (0, 0)

    best = max(_DELIMITERS, key=evenness)
    return best if evenness(best)[0] > 0 else ","
