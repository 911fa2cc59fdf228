"""The room of an empty field of several lines, until somebody wants to type there."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widget import Widget


def seen_lines(lines: int) -> int:
    """How many lines a field for about `lines` lines shows."""
    return min(8, max(2, lines))


class TextRoom(Widget, can_focus=True):
    """Looks as the empty field will, for about `lines` lines: that loads much, and the first key need not wait for it."""

    DEFAULT_CSS = """
    TextRoom { background: $panel; }
    """

    class Wanted(Message):
        """The keys go here: the field is to be made."""

    keys_hint = ""

    def __init__(self, lines: int):
        super().__init__()
        self.styles.height = seen_lines(lines)
        self.typed: list[events.Key] = []
        """Keys that came before the field was there."""

    def render(self) -> str:
        """Nothing."""
        return ""

    def on_focus(self) -> None:
        """Asks for the field."""
        self.post_message(self.Wanted())

    def on_key(self, event: events.Key) -> None:
        """Keeps what is typed for the field."""
        if event.is_printable or event.key in ("enter", "backspace"):
            event.stop()
            event.prevent_default()
            self.typed.append(event)
