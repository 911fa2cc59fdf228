"""A list of lines to go through with the arrows, in a quiet frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class LineList(OptionList):
    """Options without markup that keep their place when they are read anew."""

    DEFAULT_CSS = """
    LineList, LineList:focus {
        height: 1fr;
        border: round $quiet-border;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        padding: 0 1;
        background: $background;
        scrollbar-size: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        & > .option-list--option-hover { background: $surface; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
    }
    LineList:focus {
        border: round $accent;
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: bold; }
    }
    LineList:nocolor:focus { border: heavy $accent; }
    LineList:nocolor > .option-list--option-highlighted { text-style: underline; }
    LineList:nocolor:focus > .option-list--option-highlighted { text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("k", "cursor_up", show=False), Binding("j", "cursor_down", show=False)]

    def __init__(self, *, id: str | None = None):
        super().__init__(id=id, markup=False, compact=False)

    def show(self, options: Iterable[Option]) -> None:
        """Shows other lines; the place stays."""
        at = self.highlighted
        self.set_options(options)
        if self.option_count:
            self.highlighted = min(at or 0, self.option_count - 1)

    @property
    def name_at(self) -> str:
        """The id of the line that the arrow stands on; empty where there is none."""
        at = self.highlighted
        return (self.get_option_at_index(at).id or "") if at is not None else ""

    def copied(self) -> str:
        """The line that the arrow stands on."""
        at = self.highlighted
        return str(self.get_option_at_index(at).prompt) if at is not None else ""
