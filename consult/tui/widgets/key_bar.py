"""The keys that matter here, at the foot of a screen; each can also be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from consult.tui.speaking import spoken

Key = tuple[str, str, str]
"""The key as Textual calls it, as people see it, and what it does."""


GAP = 2
"""Cells between two keys."""


NEEDED = ("ctrl+s", "escape", "f1", "ctrl+p")
"""What nobody can do without on a narrow terminal: send or save, leave, help, all actions."""


class KeyCap(Static):
    """One key and what it does."""

    def __init__(self, key: str):
        super().__init__(markup=False)
        self.key = key
        self.words = Content("")

    def on_click(self) -> None:
        """Does what the key does."""
        self.app.simulate_key(self.key)


class KeyBar(Horizontal):
    """A row of keys. `keys` is asked anew whenever the language changes."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; padding: 0 1; }
    KeyCap { width: auto; margin-right: 2; color: $text-muted; }
    KeyCap:hover { color: $foreground; background: $surface; }
    """

    def __init__(self, keys: Callable[[], Sequence[Key]]):
        super().__init__()
        self.keys = keys

    def compose(self) -> ComposeResult:
        """One cap a key."""
        for key, _shown, _does in self.keys():
            yield KeyCap(key)

    def on_mount(self) -> None:
        """Words come when the bar knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        for cap, (_key, shown, does) in zip(self.query(KeyCap), self.keys(), strict=True):
            cap.words = Content.assemble((shown, "bold $accent"), " ", does)
            cap.update(cap.words)
        self.on_resize()

    def on_resize(self) -> None:
        """Shows as many keys as fit whole, those of `NEEDED` before the others."""
        room = self.content_size.width
        for cap in sorted(self.query(KeyCap), key=lambda cap: cap.key not in NEEDED):
            room -= cap.words.cell_length
            cap.display = room >= 0 or not self.content_size.width
            room -= GAP
