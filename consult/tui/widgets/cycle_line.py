"""One of a few words, changed with the arrows left and right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from consult.tui.plain_text import plain
from consult.tui.widgets.words import has_keys


class CycleLine(Widget, can_focus=True):
    """Shows one of `words` between two arrows; `Changed` tells which is shown now."""

    DEFAULT_CSS = """
    CycleLine { height: 1; width: 1fr; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Another word is shown now."""

        at: int

    def __init__(self, at: int = 0, *, id: str | None = None):
        super().__init__(id=id)
        self.words: Sequence[str] = ()
        self.at = at

    def write(self, words: Sequence[str]) -> None:
        """The words in the language of the app."""
        self.words = words
        self.refresh()

    def render(self) -> Content:
        """The word, with arrows that show that there are others."""
        style = "bold $accent" if has_keys(self) else "$text-muted"
        word = self.words[self.at] if self.words else ""
        return Content.assemble(("‹ ", style), plain(word, one_line=True), (" ›", style))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def on_focus(self) -> None:
        """The arrows tell that they work."""
        self.refresh()

    def on_blur(self) -> None:
        """They work no more."""
        self.refresh()

    def on_click(self) -> None:
        """A click shows the next word."""
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Another word."""
        if self.words:
            self.at = (self.at + by) % len(self.words)
            self.refresh()
            self.post_message(self.Changed(self.at))
