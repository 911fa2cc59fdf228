"""The keys that matter here, at the foot of a screen; each can also be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget

from consult.tui.speaking import spoken

Key = tuple[str, str, str]
"""The key as Textual calls it, as people see it, and what it does."""

GAP = 2
"""Cells between two keys."""

NEEDED = ("ctrl+s", "escape", "f1", "ctrl+p")
"""What nobody can do without on a narrow terminal: send or save, leave, help, all actions."""


class KeyCap(NamedTuple):
    """One key and what it does."""

    key: str
    words: Content


class KeyBar(Widget):
    """A row of keys, drawn as one line. `keys` is asked anew whenever the language changes."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $text-muted; padding: 0 1; }
    """

    def __init__(self, keys: Callable[[], Sequence[Key]]):
        super().__init__()
        self.keys = keys
        self.caps: tuple[KeyCap, ...] = ()
        """All keys, also those that do not fit."""
        self._under_mouse = ""

    def on_mount(self) -> None:
        """Words come when the bar knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.caps = tuple(KeyCap(key, Content.assemble((shown, "bold $accent"), " ", does)) for key, shown, does in self.keys())
        self.refresh()

    @property
    def seen(self) -> list[KeyCap]:
        """The keys that fit whole, those of `NEEDED` before the others, in their order."""
        room, fitting = self.content_size.width, set()
        for cap in sorted(self.caps, key=lambda cap: cap.key not in NEEDED):
            room -= cap.words.cell_length
            if room >= 0:
                fitting.add(cap.key)
            room -= GAP
        return [cap for cap in self.caps if cap.key in fitting]

    def render(self) -> Content:
        """The keys that are seen, side by side."""
        return Content(" " * GAP).join(
            cap.words.stylize("$foreground on $surface") if cap.key == self._under_mouse else cap.words for cap in self.seen
        )

    def place_of(self, key: str) -> int:
        """The column, from the left end of the bar, where the cap of `key` begins; raises ValueError where it is not seen."""
        seen = self.seen
        before = seen[: [cap.key for cap in seen].index(key)]
        return self.gutter.left + sum(cap.words.cell_length + GAP for cap in before)

    def _at(self, event: events.MouseEvent) -> str:
        """The key under the mouse; empty between two."""
        places = ((cap, self.place_of(cap.key)) for cap in self.seen)
        return next((cap.key for cap, at in places if at <= event.x < at + cap.words.cell_length), "")

    def on_click(self, event: events.Click) -> None:
        """Does what the key does."""
        if key := self._at(event):
            self.app.simulate_key(key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Shows the key that a click would press."""
        self._hover(self._at(event))

    def on_leave(self) -> None:
        """No key is under the mouse any more."""
        self._hover("")

    def _hover(self, key: str) -> None:
        if key != self._under_mouse:
            self._under_mouse = key
            self.refresh()
