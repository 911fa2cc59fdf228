"""Asks for one line of words in the middle of the screen, with proposals that one key takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from consult.errors import ConsultError
from consult.i18n import _
from consult.tui.faults import sentence
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.speaking import spoken

LOW = 16
"""Lines below which there is no room for empty ones."""

DRAWN_AGAIN = 0.2
"""Seconds after which all of the dialog is drawn a second time."""


@dataclass(frozen=True, slots=True)
class LineAsked:
    """What is asked for: a heading, a sentence, and what the keys 1, 2, 3 … put while the line is empty."""

    heading: str
    told: str = ""
    proposals: tuple[str, ...] = ()


class Line(Input):
    """The line. While it is empty, a digit takes a proposal."""

    @dataclass
    class Proposed(Message):
        """The proposal number `nth`, from 1, is wanted."""

        nth: int

    def __init__(self, value: str, *, select: bool):
        super().__init__(value, highlighter=PlainHighlighter(), compact=True, select_on_focus=select)
        self.proposals = 0

    def on_key(self, event: events.Key) -> None:
        """A digit of a proposal."""
        nth = int(event.character) if event.character and event.character in "123456789" else 0
        if not self.value and 0 < nth <= self.proposals:
            event.stop()
            event.prevent_default()
            self.post_message(self.Proposed(nth))


class OneLine(ModalScreen[str | None]):
    """Gives back the line, or None after Esc. `take` may refuse it with a ConsultError, which is shown.

    `value` stands there at first; what is typed replaces it, or with `select` off goes on from it.
    """

    CSS_PATH = "one_line.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down,pagedown", "scroll(1)", show=False),
        Binding("up,pageup", "scroll(-1)", show=False),
    ]

    def __init__(
        self, ask: Callable[[], LineAsked], value: str = "", take: Callable[[str], object] | None = None, *, select: bool = True
    ):
        super().__init__()
        self.ask, self.value, self.take, self.select = ask, value, take, select

    def compose(self) -> ComposeResult:
        """The words and the line."""
        with Vertical(id="box"):
            with VerticalScroll(id="words", can_focus=False):
                yield Static(id="told", markup=False)
            yield Line(self.value, select=self.select)
            yield Static(id="fault", markup=False)

    def on_mount(self) -> None:
        """Words come when the dialog knows its app."""
        self.tell()
        # It was seen open and not drawn, on a busy machine: then a digit would take what nobody saw. So it is drawn once more.
        self.set_timer(DRAWN_AGAIN, self.refresh)

    def on_resize(self) -> None:
        """The line stays in view: the words above it scroll on a low screen."""
        self.set_class(self.size.height < LOW, "-low")
        self.query_one("#words").styles.max_height = max(1, self.size.height - (5 if self.size.height < LOW else 8))

    def action_scroll(self, by: int) -> None:
        """Shows more of the words."""
        self.query_one("#words").scroll_relative(y=by, animate=False, immediate=True)

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        asked = self.ask()
        box = self.query_one("#box")
        box.border_title, box.border_subtitle = plain(asked.heading, one_line=True), plain(_("Enter takes it · Esc back"))
        lines = [plain(asked.told)] if asked.told else []
        lines += [Content.assemble((f" {key} ", "bold $accent"), plain(words)) for key, words in enumerate(asked.proposals, 1)]
        self.query_one("#told", Static).update(Content("\n").join(lines))
        self.query_one("#words").display = bool(lines)
        self.query_one(Line).proposals = len(asked.proposals)

    @spoken
    def on_line_proposed(self, event: Line.Proposed) -> None:
        """Takes a proposal."""
        self._take(self.ask().proposals[event.nth - 1])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the line."""
        event.stop()
        self._take(event.value)

    @spoken
    def _take(self, line: str) -> None:
        try:
            if self.take is not None:
                self.take(line)
        except ConsultError as error:
            self.query_one("#fault", Static).update(plain("! " + " ".join(map(sentence, error.problems)), "$error"))
            return
        self.dismiss(line)
