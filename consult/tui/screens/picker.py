"""A list to choose one thing from: it is found by its first letters or with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from consult.i18n import _
from consult.model.typed_values import without_marks
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.speaking import spoken

WIDEST_NAME = 44
"""Cells that names may take before what is told of them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose."""

    value: str
    name: str
    told: str = ""
    glyph: str = ""


Offers = Callable[[], tuple[str, Sequence[Offer]]]
"""Makes the heading and what is on offer, in the language that is spoken."""


class Picker(ModalScreen[str | None]):
    """Gives back the value chosen, None where nothing was.

    `at` is the value to stand on first. With `own`, what was typed and fits nothing is given back as it is.
    """

    CSS_PATH = "picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "move('down')", show=False, priority=True),
        Binding("up", "move('up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
    ]

    def __init__(self, offers: Offers, at: str = "", *, own: bool = False):
        super().__init__()
        self.offers, self.at, self.own = offers, at, own
        self.all: Sequence[Offer] = ()
        self.found: list[Offer] = []

    def compose(self) -> ComposeResult:
        """What is sought, and what is found."""
        with Vertical(id="picker"):
            yield Input(highlighter=PlainHighlighter(), compact=True)
            yield OptionList(compact=True)
            yield Static(id="nothing", markup=False)
            yield Static(id="told", markup=False)

    def on_mount(self) -> None:
        """Shows all."""
        self.query_one(OptionList).can_focus = False
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        heading, self.all = self.offers()
        box = self.query_one("#picker")
        box.border_title = plain(heading, one_line=True)
        box.border_subtitle = _("letters find · Enter takes · Esc back")
        words = _("Enter takes it as it is typed.") if self.own else _("Nothing matches; try another word.")
        self.query_one("#nothing", Static).update(plain(words))
        self._find(self.query_one(Input).value)

    def on_resize(self) -> None:
        """What is told of the lines stands beside them where there is room for all of it, else below."""
        self.call_after_refresh(lambda: self._find(self.query_one(Input).value))

    def _told_below(self, width: int) -> bool:
        room = self.query_one(OptionList).size.width - 3
        return 0 < room < max((_line(offer, width).cell_length for offer in self.all), default=0)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What is told of the line on which the bar stands is seen whole."""
        event.stop()
        self._tell_below()

    def _tell_below(self) -> None:
        at, line = self.query_one(OptionList).highlighted, self.query_one("#told", Static)
        told = self.found[at].told if at is not None and at < len(self.found) else ""
        line.update(plain(told, "$text-muted", one_line=True))

    @spoken
    def on_input_changed(self, event: Input.Changed) -> None:
        """Finds again."""
        self._find(event.value)

    def _find(self, sought: str) -> None:
        words = without_marks(sought).split()
        self.found = sorted((offer for offer in self.all if _rank(offer, words) < 9), key=lambda offer: _rank(offer, words))
        choices = self.query_one(OptionList)
        width = min(WIDEST_NAME, max((plain(offer.name).cell_length for offer in self.found), default=0))
        below = self._told_below(width)
        self.query_one("#told").display = below
        choices.set_options(Option(_line(replace(offer, told="") if below else offer, width)) for offer in self.found)
        places = [offer.value for offer in self.found]
        choices.highlighted = places.index(self.at) if not words and self.at in places else 0 if self.found else None
        choices.display = bool(self.found)
        self.query_one("#nothing").display = not self.found
        self._tell_below()

    def action_move(self, way: str) -> None:
        """Goes to another line."""
        choices = self.query_one(OptionList)
        getattr(choices, f"action_cursor_{way}" if way in ("up", "down") else f"action_{way}")()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the line on which the bar stands."""
        event.stop()
        at = self.query_one(OptionList).highlighted
        if at is not None and self.found:
            self.dismiss(self.found[at].value)
        elif self.own and event.value.strip():
            self.dismiss(event.value.strip())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes a line."""
        event.stop()
        self.dismiss(self.found[event.option_index].value)


def _rank(offer: Offer, words: Sequence[str]) -> int:
    """How well an offer fits what is sought: 0 its name begins so, 1 a word of it, 2 somewhere, 9 nowhere."""
    if not words:
        return 0
    name, all_words = without_marks(offer.name), without_marks(f"{offer.name} {offer.value} {offer.told}")
    if not all(word in all_words for word in words):
        return 9
    if name.startswith(words[0]):
        return 0
    return 1 if any(part.startswith(words[0]) for part in name.split()) else 2


def _line(offer: Offer, width: int) -> Content:
    name = plain(offer.name, one_line=True)
    lead = plain(f"{offer.glyph} ", "$accent") if offer.glyph else Content("")
    gap = Content(" " * max(2, width - name.cell_length + 2))
    return Content.assemble(lead, name, gap, plain(offer.told, "$text-muted", one_line=True)) if offer.told else lead + name
