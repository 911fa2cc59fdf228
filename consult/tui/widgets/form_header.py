"""Two lines at the head of a form: what it is, how far it is filled, whether it is kept."""

from __future__ import annotations

from textual.content import Content

from consult.tui.plain_text import plain
from consult.tui.widgets.head_lines import HeadLines

SAVED = 10
"""Cells that the state of saving has in any case, so that a long title beside it stays as it is."""


class FormHeader(HeadLines):
    """Title and state of saving above, place and progress below."""

    def write(self, title: str, place: str, done: int, total: int, progress: str) -> None:
        """Draws title, place and progress; `progress` says `done` of `total` in words. Without a total there is no bar."""
        self.write_title(title)
        self.put_left(1, plain(place, "$text-muted", one_line=True))
        self.put_right(1, bar(done, total) + plain(f"  {progress}") if total or progress else Content(""))

    def write_title(self, title: str, style: str = "") -> None:
        """Draws another title, in `style` beside bold."""
        self.put_left(0, plain(title, f"bold {style}", one_line=True))

    def write_saved(self, words: str, *, fine: bool = True) -> None:
        """Draws whether the answers are kept."""
        saved = plain(words, "$success" if fine else "bold $error", one_line=True)
        self.put_right(0, saved.pad_left(max(0, SAVED - saved.cell_length)))


def bar(done: int, total: int, width: int = 20) -> Content:
    """A bar of `width` cells, thick as far as it is done."""
    filled = round(width * done / total) if total else 0
    filled = max(filled, 1) if done else 0
    return Content.styled("━" * filled, "$accent") + Content.styled("─" * (width - filled), "$quiet-border")
