"""Short questions in the middle of the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.types import CSSPathType
from textual.widgets import Button

from consult import i18n
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.hanging_line import HangingLine


class Asked(NamedTuple):
    """What a dialog says: a heading, lines of a lead and words, and the ways out: name in code → words on the button."""

    heading: str
    lines: Sequence[tuple[Content, Content]]
    ways: dict[str, str]


class Dialog(ModalScreen[str]):
    """Asks and gives back the name of the way chosen; Esc takes the last.

    `ask` makes the words anew whenever the language changes; the names of the ways stay.
    """

    # Dialogs in other folders are made of this one: what is relative would be looked for there.
    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "last_way", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("down,pagedown", "scroll(1)", show=False),
        Binding("up,pageup", "scroll(-1)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012 (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012

    def __init__(self, ask: Callable[[], Asked]):
        super().__init__()
        self.ask = ask

    def compose(self) -> ComposeResult:
        """The words and a button for every way."""
        with Vertical(id="box"):
            asked = self.ask()
            with VerticalScroll(id="words", can_focus=False):
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
        asked, lines, buttons = self.ask(), self.query(HangingLine), self.query(Button)
        if len(lines) != len(asked.lines) or [button.name for button in buttons] != [*asked.ways]:
            self.call_later(self._build_anew)  # what it asks about changed meanwhile
            return
        self.query_one("#box").border_title = plain(asked.heading, one_line=True)
        for line, (lead, body) in zip(lines, asked.lines, strict=True):
            line.write(lead, body)
        for button, words in zip(buttons, asked.ways.values(), strict=True):
            button.label = plain(words)

    async def _build_anew(self) -> None:
        with i18n.using(language_of(self)):
            await self.recompose()
        self.on_resize()
        self.tell()
        self.query(Button).first().focus()

    def on_resize(self) -> None:
        """Leaves room for the ways out: what is asked scrolls above them."""
        ways = len(self.query(Button)) if self.size.width < 60 else 1
        frame = 2 if self.size.height < 16 else 5
        self.query_one("#words").styles.max_height = max(1, int(self.size.height * 0.96) - frame - ways)

    def action_scroll(self, by: int) -> None:
        """Shows more of what is asked."""
        self.query_one("#words").scroll_relative(y=by, animate=False, immediate=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Takes the way that was pressed."""
        self.dismiss(event.button.name)

    def action_last_way(self) -> None:
        """Takes the last way."""
        self.dismiss([*self.ask().ways][-1])

    def way_out(self) -> Callable[[], object] | None:
        """An answer."""
        return self.action_leave

    def action_leave(self) -> None:
        """Takes the way that leaves if there is one, else the last."""
        ways = [*self.ask().ways]
        self.dismiss("leave" if "leave" in ways else ways[-1])
