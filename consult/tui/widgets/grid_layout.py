"""How wide the columns of a grid are, and which of them are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from consult.model.question import Question, QuestionType

LEAD = 3
"""Cells of the arrow and the glyph in front of a row."""

NARROWEST_LABEL, WIDEST_NUMBER, WIDEST_CHOICE, TEXT_WIDTH = 18, 16, 20, 20
TOTAL_WIDTH = 11


@dataclass(frozen=True, slots=True)
class Layout:
    """Cells of the label and of each column seen, the first of which is number `first`."""

    label: int
    widths: tuple[int, ...]
    first: int = 0

    @property
    def seen(self) -> range:
        """The numbers of the columns that are seen."""
        return range(self.first, self.first + len(self.widths))


def wanted_width(part: Question, head: str, texts: Sequence[str]) -> int:
    """The cells that a column wants for its `head` and the `texts` in it, a free cell at either side among them."""
    word = max((cell_len(word) for word in head.split()), default=0)
    longest = max(map(cell_len, texts), default=0)
    if part.type is QuestionType.TEXT:
        return max(TEXT_WIDTH, min(word, WIDEST_NUMBER) + 2)
    if part.type is QuestionType.NUMBER:
        return min(WIDEST_NUMBER, max(8, min(word, 12) + 2, longest + 2))
    if part.type is QuestionType.DATE:
        return max(12, min(WIDEST_NUMBER, word + 2))
    return min(WIDEST_CHOICE, max(8, word + 2, longest + 2))


def laid_out(width: int, label: int, wanted: Sequence[int], *, totals: bool, current: int, first: int) -> Layout:
    """The layout of a grid `width` cells wide whose labels want `label` cells and whose columns want `wanted`.

    Where not all columns fit, as many are seen as do, beginning at `first` or where column `current` is among them.
    """
    room, narrowest = _room(width, label, totals=totals)
    if sum(wanted) + narrowest <= room:
        return Layout(min(label, room - sum(wanted)), tuple(wanted))
    first = min(first, current)
    while sum(wanted[first : current + 1]) + narrowest > room and first < current:
        first += 1
    last = first
    while last < len(wanted) and sum(wanted[first : last + 1]) + narrowest <= room:
        last += 1
    last = max(last, first + 1)
    while first and sum(wanted[first - 1 : last]) + narrowest <= room:
        first -= 1
    widths = [min(one, max(6, room - narrowest)) for one in wanted[first:last]]
    return Layout(max(8, min(label, room - sum(widths))), tuple(widths), first)


def _room(width: int, label: int, *, totals: bool) -> tuple[int, int]:
    """The cells for label and columns, and the fewest that the label takes of them."""
    room = width - LEAD - (TOTAL_WIDTH if totals else 0)
    return room, min(label, max(NARROWEST_LABEL, room // 4))


def fits(width: int, label: int, wanted: Sequence[int], *, totals: bool) -> bool:
    """Whether columns of these widths are all seen at once."""
    room, narrowest = _room(width, label, totals=totals)
    return sum(wanted) + narrowest <= room


def wrapped_head(head: str, width: int, most: int = 3) -> list[str]:
    """`head` in lines of `width` cells, broken between words; what does not fit in `most` lines ends with …."""
    lines = [""]
    for word in head.split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [line if cell_len(line) <= width else line[: max(1, width - 1)] + "…" for line in lines]
