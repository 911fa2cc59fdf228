"""A line that leads somewhere: what it is at the left, figures at the right; Enter or a click opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from consult.tui.widgets.words import has_keys

_ENOUGH = 16
"""Cells below which words are cut: in fewer they would make a column of single words."""

Row = tuple[Content, Content]
"""What stands at the left, and at the right; the left is cut, or goes on below, where there is no room for both."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a line leads, and what stands on it."""

    name: str
    rows: Sequence[Row]
    glyph: Content = field(default_factory=lambda: Content(""))
    """A sign of state in front of the first row."""
    whole: bool = False
    """Whether what has no room goes on in the next line instead of being cut."""

    def is_same(self, other: Door) -> bool:
        """Whether it looks the same."""
        if len(self.rows) != len(other.rows) or not self.glyph.is_same(other.glyph):
            return False
        pairs = zip(self.rows, other.rows, strict=True)
        return all(one.is_same(two) for row, own in pairs for one, two in zip(row, own, strict=True))


class DoorLine(Widget, can_focus=True):
    """Draws a door; `Opened` is sent where it is opened."""

    DEFAULT_CSS = """
    DoorLine { width: 1fr; height: auto; }
    DoorLine:hover { background: $surface; }
    DoorLine:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", show=False),
        Binding("up,k", "app.focus_previous", show=False),
        Binding("down,j", "app.focus_next", show=False),
    ]

    @dataclass
    class Opened(Message):
        """The door was opened."""

        name: str

    @dataclass
    class Reached(Message):
        """The door has the keys now."""

        name: str

    def __init__(self, door: Door):
        super().__init__()
        self.door = door

    def write(self, door: Door) -> None:
        """Draws another door from now on."""
        if door.name == self.door.name and door.is_same(self.door):
            return
        before = len(self._lines(self.content_size.width))
        self.door = door
        self.refresh(layout=before != len(self._lines(self.content_size.width)))

    def render(self) -> Content:
        """The rows, each as wide as the widget."""
        pointer = Content.styled("› " if has_keys(self) else "  ", "bold $accent") + self.door.glyph
        first, *others = self._lines(self.content_size.width)
        lead = Content(" " * pointer.cell_length)
        return Content("\n").join([pointer + first, *(lead + line for line in others)])

    def _lines(self, width: int) -> list[Content]:
        """The rows in as many lines as they take, without what stands before them."""
        lines = []
        for left, right in self.door.rows:
            gap = 2 if right.cell_length else 0
            room = max(4, width - self.door.glyph.cell_length - 2 - right.cell_length - gap)
            shown, *more = self._folded(left, room)
            lines.append(shown + Content(" " * (room - shown.cell_length + gap)) + right)
            lines += more
        return lines

    def _folded(self, left: Content, room: int) -> list[Content]:
        if left.cell_length <= room:
            return [left]
        if not self.door.whole or room < _ENOUGH:
            return [left.truncate(room, ellipsis=True)]
        return [line.rstrip() for line in left.wrap(room)]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the room there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as its rows take."""
        return len(self._lines(width))

    def on_focus(self) -> None:
        """Tells that it has the keys."""
        self.refresh()
        self.post_message(self.Reached(self.door.name))

    def on_blur(self) -> None:
        """Takes the pointer away."""
        self.refresh()

    def action_open(self) -> None:
        """Opens the door."""
        self.post_message(self.Opened(self.door.name))

    def on_click(self) -> None:
        """A click opens it too."""
        self.action_open()

    def copied(self) -> str:
        """What stands on it."""
        return "\n".join("  ".join(part.plain.strip() for part in row if part.plain.strip()) for row in self.door.rows)
