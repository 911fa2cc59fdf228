"""Many lines with leads, wrapped beside them, to be read and scrolled: another text needs no new layout."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

Line = tuple[Content, Content]
"""What stands in front, and the words beside it."""


class HangingLines(ScrollView, can_focus=True):
    """Draws lines below one another; what is wrapped hangs under the words, to the right of the lead."""

    DEFAULT_CSS = """
    HangingLines {
        height: 1fr; padding: 0 1; border: round $quiet-border; background: $background;
        scrollbar-size: 0 1; overflow-x: hidden; overflow-y: scroll;
        border-title-color: $text-muted; border-subtitle-color: $text-muted; border-subtitle-align: right;
    }
    HangingLines:focus { border: round $accent; border-title-color: $accent; }
    HangingLines:nocolor:focus { border: heavy $accent; }
    """

    def __init__(self, *, id: str | None = None):
        super().__init__(id=id)
        self.lines: Sequence[Line] = ()
        self._rows: list[Content] = []
        self._starts: list[int] = []
        self._strips: dict[int, Strip] = {}

    def write(self, lines: Sequence[Line]) -> None:
        """Draws these lines from now on."""
        self.lines = lines
        self._wrap()

    def row_of(self, line: int) -> int:
        """The row, from 0, on which a line begins."""
        return self._starts[line] if line < len(self._starts) else 0

    def copied(self) -> str:
        """The lines as text."""
        return "\n".join(f"{lead.plain}{body.plain}" for lead, body in self.lines)

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        self._rows, self._starts = [], []
        for lead, body in self.lines if width else ():
            self._starts.append(len(self._rows))
            first, *others = body.wrap(max(8, width - lead.cell_length)) or [Content("")]
            indent = Content(" " * lead.cell_length)
            self._rows += [lead + first, *(indent + other for other in others)]
        self._strips.clear()
        size = Size(0, len(self._rows))
        self.set_reactive(HangingLines.virtual_size, size)  # set in the usual way, it would lay the whole screen out anew
        self._scroll_update(size)
        self.refresh()

    def on_resize(self) -> None:
        """Wraps for the new width."""
        self._wrap()

    def notify_style_update(self) -> None:
        """Other colours: nothing that was drawn fits any more."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """The row at so many rows from the top of the widget."""
        width, at = self.scrollable_content_region.width, y + round(self.scroll_y)
        if at >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        if at not in self._strips:
            row = self._rows[at]
            strips = Visual.to_strips(self, row, width, 1, self.visual_style, pad=True, apply_selection=False)
            self._strips[at] = strips[0]
        return self._strips[at]
