"""The line in which responses are sought, with completion, and the quick choices below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from consult.i18n import _, number
from consult.model.response import Review
from consult.service.browsing.response_filter import Names, completed
from consult.service.reviewing import state_name
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.response_glyphs import STATES
from consult.tui.speaking import spoken

QUICK: Mapping[str, Review | None] = {
    "1": None,
    "2": Review.RECEIVED,
    "3": Review.HAS_ISSUES,
    "4": Review.APPROVED,
    "5": Review.EDITED,
    "6": Review.EXCLUDED,
}
"""Key → the state that it shows alone; none for all."""


class _Completion(Suggester):
    """Completes the last word of the line; → takes it."""

    def __init__(self, line: FilterLine):
        super().__init__(use_cache=False, case_sensitive=True)
        self.line = line

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last word completed."""
        return self.line.complete(value) or None


class FilterLine(Vertical):
    """What is sought, and quick choices; tells with `Input.Changed` what was typed and with `Chosen` which key was meant."""

    DEFAULT_CSS = """
    FilterLine {
        height: 2; padding: 0 1;
        Horizontal { height: 1; }
        .slash { width: 2; color: $accent; text-style: bold; }
        Input, Input:focus { width: 1fr; background: $background; }
        Input:focus { background: $panel; }
        #quick { height: 1; text-wrap: nowrap; text-overflow: ellipsis; color: $text-muted; }
        #fault { width: auto; max-width: 50%; color: $warning; margin-left: 1; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A click on a quick choice, by its key."""

        key: str

    def __init__(self, names: Callable[[], Names]):
        super().__init__()
        self.names = names
        self._ends: list[tuple[int, str]] = []

    def compose(self) -> ComposeResult:
        """The line, what is wrong with it, the quick choices."""
        with Horizontal():
            yield Static("/", classes="slash", markup=False)
            yield Input(
                highlighter=PlainHighlighter(), compact=True, suggester=_Completion(self), select_on_focus=False, id="sought"
            )
            yield Static(id="fault", markup=False)
        yield Static(id="quick", markup=False)

    @property
    def field(self) -> Input:
        """The field that is typed in."""
        return self.query_one("#sought", Input)

    @spoken
    def complete(self, value: str) -> str:
        """`value` with its last word completed; empty where there is nothing to add."""
        return completed(value, self.names())

    def tell(self, counts: Counter[Review], shown: Review | str | None, faults: tuple[str, ...]) -> None:
        """Draws the quick choices with their counts; call it in the language of the app."""
        self.field.placeholder = _("words, or area:… group:… channel:… state:… wave:… flag:duplicate")
        self.query_one("#fault", Static).update(plain("! " + "; ".join(faults) if faults else "", "$warning", one_line=True))
        room = self.query_one("#quick").content_size.width or 1000
        parts = self._quick(counts, shown, terse=False)
        if sum(part.cell_length + 2 for part in parts) > room + 2:
            parts = self._quick(counts, shown, terse=True)
        ends = accumulate(part.cell_length + 2 for part in parts)
        self._ends = list(zip(ends, QUICK, strict=True))
        self.query_one("#quick", Static).update(Content("  ").join(parts))

    def _quick(self, counts: Counter[Review], shown: Review | str | None, *, terse: bool) -> list[Content]:
        """One for each key; with `terse` those that nothing stands behind have no names."""
        parts = []
        for key, state in QUICK.items():
            n = counts.total() if state is None else counts[state]
            glyph = f"{STATES[state][0]} " if state else ""
            name = (state_name(state) if state else _("all")) + " " if n or not terse else ""
            words = plain(f"{glyph}{name}{number(n)}", "bold $foreground" if state == shown else "$text-muted")
            parts.append(Content.assemble((key, "bold $accent" if n else "$text-muted"), " ", words))
        return parts

    def on_click(self, event: events.Click) -> None:
        """A click on a quick choice."""
        offset = event.get_content_offset(self.query_one("#quick"))
        if offset is not None and event.widget is self.query_one("#quick"):
            self.post_message(self.Chosen(next((key for end, key in self._ends if offset.x < end), "1")))
