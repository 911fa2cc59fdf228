"""Help for a screen: what it is for and every key that works there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from consult.i18n import _
from consult.tui.actions import Action, shown
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import spoken
from consult.tui.widgets.hanging_line import HangingLine


class HelpScreen(ModalScreen[None]):
    """Tells what the screen `below` is for and its keys, until Esc or F1."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter,q,question_mark", "dismiss", show=False)]

    def __init__(self, below: ConsultScreen[Any]):
        super().__init__()
        self.below, self._actions = below, [*below.actions]  # what can be done may change while this is read

    def compose(self) -> ComposeResult:
        """What it is for, and the keys, in a list that scrolls."""
        with Vertical(id="help"), VerticalScroll():
            yield Static(id="about", markup=False)
            yield from (HangingLine() for _key in self._keys())

    def on_mount(self) -> None:
        """Words come when the screen knows its app."""
        self.query_one(VerticalScroll).focus()
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        box, about = self.query_one("#help"), self.query_one("#about", Static)
        box.border_title, box.border_subtitle = _("Help"), _("Esc closes")
        about.update(plain(_(self.below.ABOUT)) if self.below.ABOUT else "")
        about.display = bool(self.below.ABOUT)
        keys = [*self._keys()]
        width = max((len(key) for key, _does in keys), default=0) + 2
        for line, (key, does) in zip(self.query(HangingLine), keys, strict=True):
            line.write(plain(f"{key:<{width}}", "bold $accent"), plain(does))

    def _keys(self) -> Iterator[tuple[str, str]]:
        """The keys of the screen, of its fields, and those that work everywhere."""
        own = set(self.below.ACTIONS)
        yield from _told(action for action in self._actions if action in own)
        for key, does in self.below.FIELD_KEYS:
            yield _(key), (words := _(does))[:1].upper() + words[1:]
        yield from _told(action for action in self._actions if action not in own)


def _told(actions: Iterable[Action]) -> Iterator[tuple[str, str]]:
    for action in actions:
        if action.keys:
            yield " ".join(shown(key) for key in action.keys.split(",")), action.sentence
