"""A frame with doors in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from consult.tui.plain_text import plain
from consult.tui.widgets.door_line import Door, DoorLine
from consult.tui.widgets.words import rewrite


class DoorPanel(Vertical):
    """A title, doors, and words below them; the doors may become others while it is open."""

    DEFAULT_CSS = """
    DoorPanel {
        height: auto;
        padding: 0 1;
        border: round $quiet-border;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        &:focus-within { border: round $accent; border-title-color: $accent; border-title-style: bold; }
        &:nocolor:focus-within { border: heavy $accent; }
    }
    DoorPanel .below { height: auto; padding: 0 2; }
    """

    def compose(self) -> ComposeResult:
        """The words; doors come later."""
        yield Static(classes="below", markup=False)

    def show(self, title: str, doors: Sequence[Door], *, count: str = "", below: Content | None = None) -> None:
        """Draws title, doors, words below them, and a count in the frame."""
        self.border_title, self.border_subtitle = plain(title, one_line=True), plain(count, one_line=True)
        lines = [*self.query(DoorLine)]
        for line, door in zip(lines, doors, strict=False):
            line.write(door)
        for line in lines[len(doors) :]:
            line.remove()
        words = self.query_one(".below", Static)
        self.mount_all([DoorLine(door) for door in doors[len(lines) :]], before=words)
        rewrite(words, below or Content(""))
        words.display = bool(below and below.plain)

    @property
    def lines(self) -> list[DoorLine]:
        """The doors in their order."""
        return [*self.query(DoorLine)]
