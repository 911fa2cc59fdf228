"""Jump mode: a letter on everything that can have the focus; typing the letter goes there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.errors import NoWidget
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from consult.tui.blank_ground import Ground

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class JumpScreen(ModalScreen[Widget | None]):
    """Shows the letters over the screen below and gives back the widget whose letters were typed."""

    CSS_PATH = "jumping.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+o", "dismiss(None)", show=False)]

    def __init__(self, below: Screen[Any]):
        super().__init__()
        self._seen = {widget: region for widget in below.focus_chain if (region := _seen_of(widget, below))}
        self.widgets = dict(zip(_names(len(self._seen)), self._seen, strict=False))
        self._ground = Ground([strip.text for strip in below._compositor.render_strips()])
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A mark on each place."""
        for name, widget in self.widgets.items():
            words, offset = self._ground.place(name, self._seen[widget])
            mark = Static(words, classes="mark", markup=False)
            mark.absolute_offset = offset
            yield mark

    def on_key(self, event: events.Key) -> None:
        """Takes letters until one place is meant; any other key leaves."""
        if event.key in ("escape", "ctrl+o"):
            return
        event.stop()
        self._typed += event.character or "\0"
        if self._typed in self.widgets:
            self.dismiss(self.widgets[self._typed])
        elif not any(name.startswith(self._typed) for name in self.widgets):
            self.dismiss(None)


def _seen_of(widget: Widget, screen: Screen[Any]) -> Region:
    """What can be seen of `widget`; empty where it is scrolled away."""
    try:
        return screen.find_widget(widget).visible_region
    except NoWidget:
        return Region()


def _names(n: int) -> Iterator[str]:
    """As many names of letters as there are places: one letter each, or two where there are more places than letters."""
    yield from _LETTERS if n <= len(_LETTERS) else ("".join(pair) for pair in product(_LETTERS, repeat=2))
