"""Two lines at the head of a form: what it is, how far it is filled, whether it is kept."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from consult.tui.plain_text import plain
from consult.tui.widgets.words import rewrite


class FormHeader(Vertical):
    """Title and state of saving above, place and progress below."""

    DEFAULT_CSS = """
    FormHeader { dock: top; height: 2; padding: 0 1; background: $panel; }
    FormHeader Horizontal { height: 1; }
    FormHeader Static { text-wrap: nowrap; text-overflow: ellipsis; height: 1; }
    FormHeader #title, FormHeader #place { width: 1fr; }
    FormHeader #saved, FormHeader #progress { width: auto; margin-left: 2; text-align: right; }
    FormHeader #saved { min-width: 10; }
    FormHeader #progress { min-width: 40; }
    """

    def compose(self) -> ComposeResult:
        """Four places for words."""
        with Horizontal():
            yield Static(id="title", markup=False)
            yield Static(id="saved", markup=False)
        with Horizontal():
            yield Static(id="place", markup=False)
            yield Static(id="progress", markup=False)

    def write(self, title: str, place: str, done: int, total: int, progress: str) -> None:
        """Draws title, place and progress; `progress` says `done` of `total` in words. Without a total there is no bar."""
        rewrite(self.query_one("#title", Static), plain(title, "bold", one_line=True))
        rewrite(self.query_one("#place", Static), plain(place, "$text-muted", one_line=True))
        how_far = bar(done, total) + plain(f"  {progress}") if total or progress else plain("")
        rewrite(self.query_one("#progress", Static), how_far, room=40)

    def write_saved(self, words: str, *, fine: bool = True) -> None:
        """Draws whether the answers are kept."""
        rewrite(self.query_one("#saved", Static), plain(words, "$success" if fine else "bold $error", one_line=True), room=10)


def bar(done: int, total: int, width: int = 20) -> Content:
    """A bar of `width` cells, thick as far as it is done."""
    filled = round(width * done / total) if total else 0
    filled = max(filled, 1) if done else 0
    return Content.styled("━" * filled, "$accent") + Content.styled("─" * (width - filled), "$quiet-border")
