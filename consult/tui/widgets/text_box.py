"""A field of several lines that is typed into."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import TextArea

from consult.i18n import _
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain_line
from consult.tui.widgets.text_room import seen_lines


class TextBox(TextArea):
    """Several lines of text. The arrows leave it at its first and last line."""

    DEFAULT_CSS = """
    TextBox, TextBox:focus {
        border: none; padding: 0 1; background: $panel; scrollbar-size-vertical: 1;
        & .text-area--cursor { color: $background; background: $foreground; }
    }
    """

    def __init__(self, text: str, lines: int):
        super().__init__(text, highlight_cursor_line=False, show_line_numbers=False, tab_behavior="focus")
        self.styles.height = seen_lines(lines)

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Enter new line · Tab next")

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn: dangerous characters as marks."""
        return plain_line(self.document.get_line(line_index))

    def on_key(self, event: events.Key) -> None:
        """Leaves upwards from the first line and downwards from the last."""
        if event.key == "up" and self.navigator.is_first_wrapped_line(self.cursor_location):
            event.prevent_default()
            self.post_message(GoBack())
        elif event.key == "down" and self.navigator.is_last_wrapped_line(self.cursor_location):
            event.prevent_default()
            self.post_message(GoOn())
        else:
            return
        event.stop()
