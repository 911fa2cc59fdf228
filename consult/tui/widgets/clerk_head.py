"""The head above paper forms: survey and batch, number and clerk, how many forms are done."""

from __future__ import annotations

from textual.widgets import Static

from consult.tui.plain_text import plain
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.words import redraw, rewrite


class ClerkHead(FormHeader):
    """A head without a bar: what counts is the pile and not the one form."""

    DEFAULT_CSS = """
    ClerkHead #saved { width: 14; text-align: right; }
    ClerkHead #saved.-fault { width: 1fr; }
    """

    def tell(self, title: str, place: str, progress: str) -> None:
        """Draws the words."""
        redraw(self.query_one("#title", Static), plain(title, "bold", one_line=True))
        redraw(self.query_one("#place", Static), plain(place, one_line=True))
        rewrite(self.query_one("#progress", Static), plain(progress, "$text-muted", one_line=True))

    def write_saved(self, words: str, *, fine: bool = True) -> None:
        """Draws whether the form is kept; the room for it stays, so that nothing is laid out anew."""
        saved = self.query_one("#saved", Static)
        saved.set_class(not fine, "-fault")
        saved.update(plain(words, "$success" if fine else "bold $error", one_line=True), layout=False)
