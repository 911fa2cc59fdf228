"""What can be typed next, in a list below the field that is typed into."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from consult.service.building import Completion
from consult.tui.plain_text import plain

MOST_SHOWN = 40
"""How many completions are offered."""


class CompletionList(OptionList, can_focus=False):
    """Completions below the field that is typed into; the field tells it where the bar goes."""

    DEFAULT_CSS = """
    CompletionList, CompletionList:focus {
        height: auto; max-height: 7; margin: 0 1; padding: 0 1; border: none; background: $surface; scrollbar-size: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis; display: none;
        & > .option-list--option-highlighted { background: $accent; color: $on-accent; text-style: none; }
    }
    CompletionList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    """

    def __init__(self) -> None:
        super().__init__(compact=True)
        self.found: Sequence[Completion] = ()

    def offer(self, found: Sequence[Completion]) -> None:
        """Shows these; hides where there are none. The bar stands on none of them yet."""
        self.found = found[:MOST_SHOWN]
        width = min(18, max((len(one.text) for one in self.found), default=0))
        self.set_options(Option(_line(one, width)) for one in self.found)
        self.highlighted = None
        self.display = bool(self.found)
        if self.found:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def close(self) -> None:
        """Hides the list."""
        self.offer(())

    @property
    def open(self) -> bool:
        """Whether the list is seen."""
        return bool(self.found)

    @property
    def chosen(self) -> Completion | None:
        """The one on which the bar stands."""
        return self.found[self.highlighted] if self.highlighted is not None and self.found else None

    def step(self, by: int) -> None:
        """Another one; above the first is none."""
        at = -1 if self.highlighted is None else self.highlighted
        at = min(len(self.found) - 1, at + by)
        self.highlighted = at if at >= 0 else None


def _line(one: Completion, width: int) -> Content:
    gap = " " * max(2, width - len(one.text) + 2)
    return plain(one.text, "bold", one_line=True) + Content(gap) + plain(one.meaning, "", one_line=True)
