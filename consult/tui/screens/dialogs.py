"""Short questions in the middle of the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button

from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.hanging_line import HangingLine


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dialog says: a heading, lines of a lead and words, and the ways out: name in code → words on the button."""

    heading: str
    lines: Sequence[tuple[Content, Content]]
    ways: dict[str, str]


class Dialog(ModalScreen[str]):
    """Asks and gives back the name of the way chosen; Esc takes the last.

    `ask` makes the words anew whenever the language changes; the names of the ways stay.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "last_way", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("left", "app.focus_previous", show=False),
    ]

    def __init__(self, ask: Callable[[], Asked]):
        super().__init__()
        self.ask = ask

    def compose(self) -> ComposeResult:
        """The words and a button for every way."""
        with Vertical(id="box"):
            asked = self.ask()
            yield from (HangingLine() for _line in asked.lines)
            with Horizontal(id="ways"):
                for name in asked.ways:
                    yield Button(name=name, compact=True)

    def on_mount(self) -> None:
        """Words come when the dialog knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        asked = self.ask()
        self.query_one("#box").border_title = plain(asked.heading, one_line=True)
        for line, (lead, body) in zip(self.query(HangingLine), asked.lines, strict=True):
            line.write(lead, body)
        for button, words in zip(self.query(Button), asked.ways.values(), strict=True):
            button.label = plain(words)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Takes the way that was pressed."""
        self.dismiss(event.button.name)

    def action_last_way(self) -> None:
        """Takes the last way."""
        self.dismiss([*self.ask().ways][-1])

    def action_leave(self) -> None:
        """Takes the way that leaves if there is one, else the last."""
        ways = [*self.ask().ways]
        self.dismiss("leave" if "leave" in ways else ways[-1])
