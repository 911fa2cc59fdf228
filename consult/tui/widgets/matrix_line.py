"""One row of a matrix: its label and a circle for every point."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from consult.tui.plain_text import plain
from consult.tui.widgets.hanging_line import HangingLine

NARROW = 4
"""Cells of a column that is headed by its key alone."""


class MatrixLine(HangingLine):
    """One row of the grid: its label and a circle for every point."""

    @dataclass
    class Clicked(Message):
        """The line was clicked, on the point at `place` or on the label."""

        line: MatrixLine
        place: int | None

    def __init__(self, code: str, points: int):
        super().__init__()
        self.code = code
        self.widths = [NARROW] * points
        self.taken: int | None = None
        self._drawn: int | None = None
        self.label = code

    def draw(self, *, current: bool, wrong: bool) -> None:
        """Draws the row in its state."""
        mark = ("›", "bold $accent") if current else ("!", "bold $error") if wrong else (" ", "")
        done = ("✓ ", "$success") if self.taken is not None else ("  ", "")
        self.set_class(current, "-current")
        self.write(Content.assemble(mark, done), plain(self.label, "bold" if current else "", one_line=True))
        if self._drawn != self.taken:
            self._drawn = self.taken
            self.refresh()

    def lines_at(self, width: int) -> list[Content]:
        """The label in lines that leave room for the points, with the points behind the first."""
        room = max(8, width - self.lead.cell_length - sum(self.widths))
        first, *others = self.body.wrap(room - 1) or [Content("")]
        return [first.truncate(room, pad=True) + self._circles(), *others]

    def _circles(self) -> Content:
        cells = []
        for place, cell in enumerate(self.widths):
            taken = place == self.taken
            glyph = Content.styled("●" if taken else "○", "bold $accent" if taken else "$text-muted")
            left = (cell - 1) // 2
            cells.append(Content(" " * left) + glyph + Content(" " * (cell - 1 - left)))
        return Content("").join(cells)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The whole width."""
        return container.width

    def on_click(self, event: events.Click) -> None:
        """Takes the point under the mouse."""
        event.stop()
        at = event.x - (self.content_size.width - sum(self.widths))
        place = None if at < 0 else next((p for p in range(len(self.widths)) if at < sum(self.widths[: p + 1])), None)
        self.post_message(self.Clicked(self, place))
