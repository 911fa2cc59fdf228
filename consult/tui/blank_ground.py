"""Where on a screen a mark covers nothing that is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.geometry import Offset, Region

_FRAMES = frozenset(map(chr, range(0x2500, 0x2580))) - {"\N{BOX DRAWINGS HEAVY HORIZONTAL}"}  # bars are drawn with that
_BLANK = frozenset(" \N{NO-BREAK SPACE}›") | _FRAMES
"""Signs that may be covered: blanks, lines of frames, and the arrow before the line that has the keys."""
_BEFORE = 3
"""Cells before a place in which its mark may stand."""


class Ground:
    """What stands on a screen, cell by cell, and the marks put there so far."""

    def __init__(self, lines: Sequence[str]):
        self._free = [[*_cells(line)] for line in lines]

    def place(self, name: str, seen: Region) -> tuple[str, Offset]:
        """The words of a mark called `name` for a place of which `seen` is seen, and where to put it.

        It stands over blank cells as near to the beginning of the place as there are any, with a space on both sides where there
        is room; over the beginning itself where nothing is blank.
        """
        for words, at in self._tried(name, seen):
            if self._is_free(at, len(words)):
                self._take(at, len(words))
                return words, at
        return f" {name} ", seen.offset

    def _tried(self, name: str, seen: Region) -> Iterator[tuple[str, Offset]]:
        near = [x for x in (seen.x - 1, seen.x, *range(seen.x - 2, seen.x - _BEFORE - 1, -1)) if x >= 0]
        yield from ((words, Offset(x, seen.y)) for words in (f" {name} ", name) for x in near)
        for y in range(seen.y, seen.bottom):
            yield from ((f" {name} ", Offset(x, y)) for x in range(seen.x, seen.right - len(name) - 1))

    def _is_free(self, at: Offset, width: int) -> bool:
        if not 0 <= at.y < len(self._free):
            return False
        cells = self._free[at.y][at.x : at.x + width]
        return len(cells) == width and all(cells)

    def _take(self, at: Offset, width: int) -> None:
        self._free[at.y][at.x : at.x + width] = [False] * width


def _cells(line: str) -> Iterator[bool]:
    for sign in line:
        yield from [sign in _BLANK] * cell_len(sign)
