"""Differences between two typings as lines: form, question, first, second, which was taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from consult.i18n import _
from consult.model.double_entry import Difference
from consult.model.visible_text import visible
from consult.tui.cell_fitting import cut_within, fitted, on_ground
from consult.tui.speaking import spoken

FRAME = 2 + 3 + 4
"""Cells of a line that are no column: the arrow, what was taken, the gaps."""
SHORTEST = 8
"""Cells below which the beginning and end of a question tell nothing."""
LONGEST = 200
"""Characters of a value that may come into a line."""

GLYPHS = {"first": "1 ✓", "second": "2 ✓", "other": "o ✓", "corrected": "= ✓", "": "○  "}


class DifferenceLines(Widget):
    """Draws differences around the one where the clerk stands, below a line of heads."""

    DEFAULT_CSS = """
    DifferenceLines { height: 1fr; width: 1fr; }
    """

    @dataclass
    class Clicked(Message):
        """Line number `at` was clicked."""

        at: int

    def __init__(self) -> None:
        super().__init__()
        self.differences: Sequence[Difference] = ()
        self.at = self._top = 0

    def draw(self, differences: Sequence[Difference], at: int) -> None:
        """Draws `differences`, with the arrow at number `at`."""
        self.differences, self.at = differences, at
        self.refresh()

    @spoken
    def render(self) -> Content:
        """The lines in view."""
        width, height = self.content_size
        room = max(1, height - 1)
        self._top = max(0, min(self._top, self.at), self.at - room + 1)
        columns = self._columns(width)
        heads = (_("No."), _("Question"), _("1 first"), _("2 second"))
        lines = [Content.styled("  " + " ".join(map(fitted, heads, columns)), "$text-muted")]
        for place, one in enumerate(self.differences[self._top : self._top + room], self._top):
            lines.append(self._line(one, place == self.at, columns, width))
        return Content("\n").join(lines)

    def _columns(self, width: int) -> tuple[int, int, int, int]:
        """Cells for number, question, first, second: the question comes first, and what values do not need is its room."""
        numbers = min(8, self._longest(_("No."), (one.number for one in self.differences)))
        rest = width - numbers - FRAME
        first, second = (
            self._longest(head, map(_value, values))
            for head, values in (
                (_("1 first"), (one.first for one in self.differences)),
                (_("2 second"), (one.second for one in self.differences)),
            )
        )
        wanted = self._longest(_("Question"), (_asked(one, width) for one in self.differences))
        question = max(10, min(wanted, max(rest - first - second, rest * 3 // 5)))
        values = max(2, rest - question)
        half, spare = values // 2, values - second
        first = max(first, min(half, spare)) if first <= half else min(first, max(half, spare))
        return numbers, question, first, values - first

    @staticmethod
    def _longest(head: str, words: Iterable[str]) -> int:
        return max(map(cell_len, (head, *words)))

    def _line(self, one: Difference, here: bool, columns: tuple[int, int, int, int], width: int) -> Content:
        numbers, question, *values = columns
        first, second = (
            fitted(cut_within(_value(words), cells), cells) for words, cells in zip((one.first, one.second), values, strict=True)
        )
        chosen = {"first": ("bold $success", "$text-muted"), "second": ("$text-muted", "bold $success")}
        styles = chosen.get(one.taken, ("$text-muted", "$text-muted") if one.taken else ("", ""))
        line = Content.assemble(
            ("› " if here else "  ", "bold $accent"),
            (fitted(visible(one.number, one_line=True), numbers) + " ", "$text-muted"),
            (fitted(_asked(one, question), question) + " ", "bold" if here else ""),
            (first + " ", styles[0]), (second + " ", styles[1]),
            (GLYPHS[one.taken], "bold $success" if one.taken else "$text-muted"),
        )  # fmt: skip
        return on_ground(line, width) if here else line

    def on_click(self, event: events.Click) -> None:
        """A click goes to a line."""
        place = event.get_content_offset(self)
        if place and 0 < place.y <= len(self.differences) - self._top:
            self.post_message(self.Clicked(self._top + place.y - 1))


def _value(words: str) -> str:
    half = LONGEST // 2
    short = words if len(words) <= LONGEST else words[:half] + words[-half:]
    return visible(short, one_line=True) or "— " + _("blank")


def _asked(one: Difference, width: int) -> str:
    """Row and column before the question, for they tell lines of one question apart, in at most `width` cells."""
    asked = visible(one.label.removesuffix(f" – {one.place}") if one.place else one.label, one_line=True)
    if not one.place:
        return cut_within(asked, width)
    place = f"{visible(one.place, one_line=True)} · "
    left = width - cell_len(place)
    return place + cut_within(asked, left) if left >= SHORTEST else cut_within(place.removesuffix(" · "), width)
