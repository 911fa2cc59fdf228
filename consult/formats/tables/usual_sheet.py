"""A quick look into a sheet of an XLSX file while it is being unpacked: what area a sheet spans that is written as usual.

Nearly every sheet has cells that say first where they stand, and none of them far off. Such a sheet is looked through a
megabyte at a time and is never held as a whole.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

_AT_A_TIME = 1_000_000
_LONGEST_START = 64
"""More than the usual start of a row or a cell is long: `<c r="XFD1048576"`."""
_ROW_NUMBER = re.compile(rb'<row r="([1-9][0-9]{0,6})"')


@dataclass(frozen=True, slots=True)
class Area:
    """The rows and columns that the filled cells of a sheet span."""

    rows: int
    columns: int
    written: int
    """How many filled cells are written out, at least."""
    filled: int = 0
    """How many there are, each as often as it is repeated."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a quick look found."""

    area: Area | None
    """Bounds of the area; None where the sheet is not written as usual, or a cell seems to stand far off."""
    formulas: bool
    """Whether there may be formulas in it."""


def unpacked(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part of `archive` in pieces; BadZipFile where there is more or less of it than the directory of the archive says.

    Python stops after the size that the directory tells, whatever follows; what reads the workbook later may not.
    """
    info = copy.copy(archive.getinfo(part))
    told = info.file_size
    info.file_size += 1
    length = 0
    with archive.open(info) as file:
        while piece := file.read(_AT_A_TIME):
            length += len(piece)
            yield piece
    if length != told:
        raise zipfile.BadZipFile


def quick_look(pieces: Iterator[bytes]) -> Look:
    """What can be told of a sheet from its `pieces`, without looking at its cells one by one.

    One search of each piece asks for any cell beyond about twice the rows and columns that the sheet has there.
    """
    row = highest = widest = cells = 0
    usual, formulas = True, False
    for piece, end in _at_tags(pieces):
        formulas = formulas or (b"f" in piece and b"<f" in piece)
        if not usual:
            continue
        there = piece.count(b'<c r="', 0, end // 2)  # half of them tell enough
        above, row = row, _last_row(piece, end) or row
        limit, near_row = rows_up_to(max(row, 1))
        width, near_column = columns_up_to(max(widest, 4 * there // max(row - above, 1) + 1))
        far = re.compile(rb'<c(?! r="%s(?:%s)"|[A-Za-z])' % (near_column, near_row))
        usual = not (b":" in piece and b":c" in piece) and not far.search(piece, 0, end)
        highest, widest, cells = max(highest, limit), max(widest, width), cells + there
    return Look(Area(highest, widest, cells) if usual and row else None, formulas)


def _at_tags(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """The pieces, and where each ends so that no start of a tag and no prefix is cut; the rest comes again with the next one."""
    rest = b""
    for piece in pieces:
        piece = rest + piece
        end = piece.rfind(b"<", max(len(piece) - _LONGEST_START, 0))
        end = len(piece) - 1 if end < 0 else end
        yield piece, end
        rest = piece[end:]
    yield rest, len(rest)


def _last_row(piece: bytes, end: int) -> int:
    found = _ROW_NUMBER.match(piece, max(piece.rfind(b"<row ", 0, end), 0), end)
    return int(found[1]) if found else 0


def rows_up_to(rows: int) -> tuple[int, bytes]:
    """A round number above `rows`, and a pattern that fits the numbers below it."""
    digits = len(str(rows))
    first = rows // 10 ** (digits - 1) + 1
    if first == 10:
        return 10**digits, rb"[0-9]{1,%d}" % digits
    if digits == 1:
        return first, rb"[1-%d]" % (first - 1)
    return first * 10 ** (digits - 1), rb"[1-%d][0-9]{%d}|[0-9]{1,%d}" % (first - 1, digits - 1, digits - 1)


def columns_up_to(columns: int) -> tuple[int, bytes]:
    """A number of at least `columns` columns, and a pattern that fits the letters of those up to it."""
    if columns <= 26:
        return 26, rb"[A-Z]"
    first = -(-columns // 26) - 1
    if first > 26:
        return 18_278, rb"[A-Z]{1,3}"
    return (first + 1) * 26, rb"[A-%c]?[A-Z]" % (64 + first)
