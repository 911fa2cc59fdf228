"""Lines of a table kept small: a million rows of thirty cells are a quarter of a gigabyte, and not two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

Line = tuple[int, list[str]]
"""One line of a table: its number in the file, counted from 1, and its cells."""
_BETWEEN = "\x1f"


class PackedLines(Sequence[Line]):
    """A sequence of lines; each is kept as one piece of UTF-8 and taken apart when it is asked for."""

    def __init__(self, lines: Iterable[Line] = ()):
        self._numbers: list[int] = []
        self._packed: list[bytes | list[str]] = []
        for n, cells in lines:
            self._numbers.append(n)
            self._packed.append(_packed(cells))

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> PackedLines: ...
    def __getitem__(self, at: int | slice) -> Line | PackedLines:
        """The line at an index, or the lines of a slice."""
        if isinstance(at, slice):
            part = PackedLines()
            part._numbers, part._packed = self._numbers[at], self._packed[at]
            return part
        return self._numbers[at], _unpacked(self._packed[at])

    def __iter__(self) -> Iterator[Line]:
        return zip(self._numbers, map(_unpacked, self._packed), strict=True)

    def __len__(self) -> int:
        return len(self._packed)


def _packed(cells: list[str]) -> bytes | list[str]:
    joined = _BETWEEN.join(cells)
    if not cells or joined.count(_BETWEEN) != len(cells) - 1:
        return cells  # the mark stands in a cell
    try:
        return joined.encode()
    except UnicodeEncodeError:
        return cells


def _unpacked(packed: bytes | list[str]) -> list[str]:
    return packed.decode().split(_BETWEEN) if isinstance(packed, bytes) else [*packed]
