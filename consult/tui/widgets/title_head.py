"""Two lines at the head of a screen: title and figures above, who and where below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from consult.tui.plain_text import plain
from consult.tui.widgets.words import rewrite


class TitleHead(Vertical):
    """Title, figures, and a second line of quieter words."""

    DEFAULT_CSS = """
    TitleHead { dock: top; height: 2; padding: 0 1; background: $panel; }
    TitleHead Horizontal { height: 1; }
    TitleHead Static { text-wrap: nowrap; text-overflow: ellipsis; height: 1; }
    TitleHead #title, TitleHead #under { width: 1fr; }
    TitleHead #figures, TitleHead #aside { width: auto; margin-left: 2; }
    """

    def compose(self) -> ComposeResult:
        """Four places for words."""
        with Horizontal():
            yield Static(id="title", markup=False)
            yield Static(id="figures", markup=False)
        with Horizontal():
            yield Static(id="under", markup=False)
            yield Static(id="aside", markup=False)

    def write(self, title: str, figures: Content, under: str, aside: Content) -> None:
        """Draws all four."""
        rewrite(self.query_one("#title", Static), plain(title, "bold", one_line=True))
        rewrite(self.query_one("#figures", Static), figures)
        rewrite(self.query_one("#under", Static), plain(under, "$text-muted", one_line=True))
        rewrite(self.query_one("#aside", Static), aside)
