"""Delimited text, as CSV and TSV files hold it, to lines of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TextIO

from consult.errors import TableError
from consult.formats.encoding import encoding_of
from consult.formats.tables.packed_lines import Line, PackedLines
from consult.i18n import _, ngettext, number, quoted

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 5_000_000
"""A cell beyond this is no answer, but a quotation mark that was left open or a file that is no table."""
_MOST_SEPARATORS = 100_000
"""Spreadsheets write up to 16,384 columns, blank ones included."""


def text_lines(content: bytes, name: str, delimiter: str = "", encoding: str = "") -> tuple[PackedLines, str]:
    """The lines in `content` and how it was read; raises TableError where it is no text or a quotation mark stays open.

    `delimiter` and `encoding` are found out where they are empty.
    """
    _refuse_endless_line(content, delimiter, name)
    found = encoding_of(content, name, encoding)
    delimiter = delimiter or _delimiter(_text(content, found).read(200_000))
    lines = PackedLines(_csv_lines(_text(content, found), delimiter, name))
    _refuse_open_quote(content, lines, name)
    shown = {"\t": "TAB"}.get(delimiter, delimiter)
    return lines, _("text, {encoding}, separated by {delimiter}").format(
        encoding=found.removesuffix("-sig"), delimiter=quoted(shown)
    )


def _refuse_endless_line(content: bytes, delimiter: str, name: str) -> None:
    """A file whose first megabytes are one cell, in whatever encoding, is no table: the rest need not be read."""
    beginning = content[: 4 * _LONGEST_CELL + 1]
    signs = {*f"\0\r\n{_DELIMITERS}{delimiter}"}
    if len(beginning) > 4 * _LONGEST_CELL and not any(sign.encode() in beginning for sign in signs):
        raise _endless_cell(name, 1)


def _endless_cell(name: str, line: int) -> TableError:
    return TableError(
        _("a cell that begins here holds over {n} characters").format(n=number(_LONGEST_CELL)),
        _("close the quotation mark that is open, or look whether this is a table"),
        place=f"{name}:{line}",
    )


def _text(content: bytes, encoding: str) -> TextIO:
    """The text read as it is needed: a large file is never held twice."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    if text.read(1) != "\ufeff":
        text.seek(0)
    return text


def _refuse_open_quote(content: bytes, lines: Sequence[Line], name: str) -> None:
    """A quotation mark that is never closed swallows all rows behind it: say so instead of reading one long cell."""
    if content.count(b'"') % 2 and lines and any("\n" in cell for cell in lines[-1][1]):
        raise _open_quote(name, lines[-1][0])


def _open_quote(name: str, row: int) -> TableError:
    return TableError(
        _("a quotation mark opens here and is never closed"),
        _("close it, or write it twice"),
        place=f"{name}, " + _("row {row}").format(row=row),
    )


def _csv_lines(text: TextIO, delimiter: str, name: str) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(_of_sane_width(text, delimiter, name), delimiter=delimiter)
    number_in_file = width = 0
    while True:
        start = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(error, name, start + 1, reader.line_num) from None
        number_in_file += 1
        if reader.line_num - start > 3 and any(_swallows_rows(cell, delimiter, width) for cell in cells):
            raise _open_quote(name, number_in_file)
        width = max(width, len(cells))
        yield number_in_file, [cell.strip() for cell in cells]


def _of_sane_width(text: TextIO, delimiter: str, name: str) -> Iterator[str]:
    """The lines of `text`; TableError before one of millions of cells is taken apart."""
    for number_in_file, line in enumerate(text, 1):
        if len(line) > _MOST_SEPARATORS and line.count(delimiter) > _MOST_SEPARATORS:
            width = line.count(delimiter) + 1
            raise TableError(
                ngettext("the line has {n} cell", "the line has {n} cells", width).format(n=number(width)),
                _("look whether this is a table, and name what separates its cells with --delimiter"),
                place=f"{name}:{number_in_file}",
            )
        yield line


def _unreadable(error: csv.Error, name: str, start: int, end: int) -> TableError:
    if "field larger than" in str(error):
        return _endless_cell(name, start)
    return TableError(
        _("the line cannot be read ({reason})").format(reason=error),
        _("check the quotation marks around it"),
        place=f"{name}:{end}",
    )


def _swallows_rows(cell: str, delimiter: str, width: int) -> bool:
    """Whether the cell holds what look like whole rows of the table: a quotation mark opened before and closed after them."""
    inside = cell.splitlines()[1:-1]
    # A paragraph or two of an answer may have as many commas as a narrow table has; many lines in a row do not.
    many = (width > 3 and len(inside) > 1) or (width > 1 and len(inside) > 5)
    return many and all(line.count(delimiter) == width - 1 for line in inside)


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the same number of cells most often."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = []
        try:
            for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
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
