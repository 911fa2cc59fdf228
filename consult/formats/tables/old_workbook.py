"""How large an area the cells of an XLS workbook span, read from its records before any of it is laid out.

Sources: [MS-CFB] for the compound file, [MS-XLS] for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from consult.errors import TableError
from consult.formats.tables.usual_sheet import Area
from consult.i18n import _

_FREE = 0xFFFFFFFA  # sectors from here on are marks: end of chain, free, table of sectors
_BOOKS = ("workbook", "book")
_SHEET_BEGINS = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_CELLS = frozenset(
    {0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E, 0x007E, 0x0205, 0x0006, 0x0206, 0x0406, 0x0003, 0x0004, 0x0002, 0x0005}
)
_SEVERAL = frozenset({0x00BD})  # MULRK: a row, a column, figures, and the last column


def old_areas(content: bytes, name: str) -> list[Area]:
    """The areas of the sheets in the XLS file `content`. Raises TableError where its records cannot be followed."""
    try:
        books = list(_streams(content))
    except (struct.error, IndexError, ValueError, MemoryError):
        raise TableError(
            _("the workbook cannot be read"), _("open it in a spreadsheet program and save it again as XLSX"), place=name
        ) from None
    return [area for book in books for area in _areas(book)]


def _areas(book: bytes) -> Iterator[Area]:
    rows = columns = written = 0
    for kind, at, size in _records(book):
        if kind in _SHEET_BEGINS:
            yield Area(rows, columns, written)
            rows = columns = written = 0
        elif (kind in _CELLS or kind in _SEVERAL) and size >= 4:
            row, column = struct.unpack_from("<HH", book, at)
            if kind in _SEVERAL:
                column = max(column, struct.unpack_from("<H", book, at + size - 2)[0])
            rows, columns, written = max(rows, row + 1), max(columns, column + 1), written + 1
    yield Area(rows, columns, written)


def _records(book: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of every record."""
    at, end = 0, len(book)
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", book, at)
        if at + 4 + size > end:
            return
        yield kind, at + 4, size
        at += 4 + size


def _streams(content: bytes) -> Iterator[bytes]:
    """The streams of the compound file that hold a workbook; ValueError where there is none."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    if sector not in (512, 4096) or small != 64:
        raise ValueError
    tables = _tables(content, sector)
    chain = [
        following
        for table in tables
        for following in struct.unpack_from(f"<{sector // 4}I", content, (table + 1) * sector)
    ]  # fmt: skip
    first, least = struct.unpack_from("<I", content, 48)[0], struct.unpack_from("<I", content, 56)[0]
    folder = _joined(content, first, chain, sector, sector)
    entries = [folder[at : at + 128] for at in range(0, len(folder), 128)]
    root = entries[0]
    books = [entry for entry in entries if entry[:64].decode("utf-16-le", "replace").partition("\0")[0].lower() in _BOOKS]
    if not books:
        raise ValueError
    small_chain = list(memoryview(_joined(content, struct.unpack_from("<I", content, 60)[0], chain, sector, sector)).cast("I"))
    inside = _joined(content, struct.unpack_from("<I", root, 116)[0], chain, sector, sector)
    for book in books:
        start, size = struct.unpack_from("<II", book, 116)
        if size >= least:
            yield _joined(content, start, chain, sector, sector)[:size]
        else:
            yield _joined(inside, start, small_chain, small, 0)[:size]


def _tables(content: bytes, sector: int) -> list[int]:
    """The sectors that hold the table of sectors: 109 are named in the header, further ones in a chain."""
    tables = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while following < _FREE and following not in seen:
        seen.add(following)
        *more, following = struct.unpack_from(f"<{sector // 4}I", content, (following + 1) * sector)
        tables += more
    return [table for table in tables if table < _FREE]


def _joined(content: bytes, start: int, chain: list[int], sector: int, before: int) -> bytes:
    """The sectors of a chain, one after the other; `before` is the length of the header. ValueError where it is a ring."""
    parts: list[bytes] = []
    while start < _FREE:
        if len(parts) > len(chain):
            raise ValueError
        parts.append(content[before + start * sector : before + (start + 1) * sector])
        start = chain[start]
    return b"".join(parts)
