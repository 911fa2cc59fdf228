"""Fields of one line that are typed into."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from consult.i18n import _
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import PlainHighlighter


class LineField(Input):
    """One line of text, a number or a date. The arrows up and down leave it."""

    DEFAULT_CSS = """
    LineField, LineField:focus {
        border: none; height: 1; padding: 0 1; background: $panel; background-tint: transparent;
        &>.input--placeholder { color: $text-muted; }
    }
    """

    def __init__(self, value: str = "", placeholder: str = ""):
        super().__init__(value, placeholder, PlainHighlighter(), select_on_focus=False, validate_on=())

    @property
    def content_width(self) -> int:
        """The cells of the text, or of the field where it fits: a letter more is then no reason to lay the screen out anew."""
        return max(super().content_width, self.content_size.width)

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Enter next")

    def on_key(self, event: events.Key) -> None:
        """Leaves with the arrows up and down."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(GoBack() if event.key == "up" else GoOn())

    def on_paste(self, event: events.Paste) -> None:
        """Keeps every line of a pasted text, not the first alone."""
        event.text = " ".join(event.text.splitlines())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on."""
        event.stop()
        self.post_message(GoOn(turn_page=True))


class FigureField(LineField):
    """A number or a date, in place of which a missing reason may stand: the key ? takes the next one."""

    DEFAULT_CSS = """
    FigureField.-reason, FigureField.-reason:focus { &>.input--placeholder { color: $foreground; } }
    """

    @dataclass(eq=False, repr=False)
    class ReasonWanted(Message):
        """The person wants the next missing reason, or none."""

        field: FigureField
        none: bool = False

    def __init__(self, value: str = "", *, reasons: bool = False):
        super().__init__(value)
        self.reasons, self.example = reasons, ""

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("? no figure · Enter next") if self.reasons else _("Enter next")

    def show_reason(self, words: str) -> None:
        """Shows that a reason stands here, or, without `words`, that a figure is expected."""
        self.set_class(bool(words), "-reason")
        self.placeholder = f"— {words}" if words else self.example
        if words and self.value:
            self.value = ""

    def on_key(self, event: events.Key) -> None:
        """Takes reasons and gives them back."""
        taken_back = self.has_class("-reason") and event.key in ("backspace", "delete") and not self.value
        if taken_back or (self.reasons and event.character == "?"):
            event.stop()
            event.prevent_default()
            self.post_message(self.ReasonWanted(self, taken_back))
