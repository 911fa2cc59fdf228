"""Asks why, in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from consult.i18n import _
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.speaking import spoken


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """What the dialog says: a heading, a sentence, and the reason that stands in the line at first."""

    heading: str
    told: str
    proposed: str = ""


class ReasonDialog(ModalScreen[str | None]):
    """Gives back the reason, None where the person went back; an empty one is not taken."""

    CSS_PATH = "reason.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, ask: Callable[[], WhyAsked]):
        super().__init__()
        self.ask = ask

    def compose(self) -> ComposeResult:
        """What it is for, and one line."""
        with Vertical(id="why"):
            yield Static(id="told", markup=False)
            yield Input(highlighter=PlainHighlighter(), compact=True, select_on_focus=False)
            yield Static(id="fault", markup=False)

    @spoken
    def on_mount(self) -> None:
        """The reason that is proposed stands there already."""
        self.query_one(Input).value = self.ask().proposed
        self.query_one(Input).cursor_position = len(self.query_one(Input).value)
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        asked, box = self.ask(), self.query_one("#why")
        box.border_title = plain(asked.heading, one_line=True)
        box.border_subtitle = _("Enter stores · Esc back")
        self.query_one("#told", Static).update(plain(asked.told))
        self.query_one(Input).placeholder = _("why?")

    @spoken
    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the reason."""
        event.stop()
        reason = " ".join(event.value.split())
        if reason:
            self.dismiss(reason)
        else:
            self.query_one("#fault", Static).update(
                plain("! " + _("Write a word or two; the report counts the reasons."), "$error")
            )
