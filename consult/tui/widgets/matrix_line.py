"""One row of a matrix: its label and a circle for every point."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from consult.model.question import Cell
from consult.tui.plain_text import plain
from consult.tui.telling import TAKEN_BEFORE
from consult.tui.widgets.hanging_line import HangingLine

TAKEN, FREE = "●", "○"
"""A point that is taken, one that is not, and one that was taken in the wave before."""

NARROW = 4
"""Cells of a column that is headed by its key alone."""


class MatrixLine(HangingLine):
    """One row of the grid: its label and a circle for every point."""

    @dataclass
    class Clicked(Message):
        """The line was clicked, on the point at `place` or on the label."""

        line: MatrixLine
        place: int | None

    def __init__(self, cell: Cell, at: int = 0, sides: int = 1):
        super().__init__()
        self.cell, self.at, self.sides = cell, at, sides
        self.widths: list[int] = []
        self.side_width = 0
        self.taken: int | None = None
        self.before: int | None = None
        """The place of the point that was taken in the wave before."""
        self._drawn: object = None
        self.label, self.side = cell.row, ""

    @property
    def name_of_field(self) -> str:
        """The field that the line answers."""
        return self.cell.name

    def draw(self, *, current: bool, mark: tuple[str, str]) -> None:
        """Draws the row in its state."""
        done = ("✓ ", "$success") if self.taken is not None else ("  ", "")
        self.set_class(current, "-current")
        lead = Content.assemble(("›", "bold $accent") if current else mark, done)
        self.write(lead, plain(self.label, "bold" if current and not self.side else "", one_line=True))
        drawn = (self.taken, self.before, self.side)
        if self._drawn != drawn:
            self._drawn = drawn
            self.refresh()

    def lines_at(self, width: int) -> list[Content]:
        """The label in lines that leave room for the side and the points, which stand behind the first.

        The lines of a label are shared out among the sides of its row, so that two sides cost no more lines than a long label.
        """
        room = max(8, width - self.lead.cell_length - sum(self.widths) - self.side_width)
        lines = self.body.wrap(room - 1) or [Content("")]
        mine = lines[self.at :] if self.at + 1 == self.sides else lines[self.at : self.at + 1]
        first, *others = mine or [Content("")]
        behind = self._side() + self._circles()
        return [first.truncate(room, pad=True) + behind, *others]

    def _side(self) -> Content:
        style = "bold" if self.has_class("-current") else "$text-muted"
        return (
            plain(self.side, style, one_line=True).truncate(self.side_width, ellipsis=True, pad=True)
            if self.side_width
            else Content("")
        )

    def _circles(self) -> Content:
        cells = []
        for place, cell in enumerate(self.widths):
            taken = place == self.taken
            free = TAKEN_BEFORE if place == self.before else FREE
            glyph = Content.styled(TAKEN if taken else free, "bold $accent" if taken else "$text-muted")
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
