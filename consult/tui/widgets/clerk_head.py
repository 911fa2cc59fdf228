"""The head above paper forms: survey and batch, number and clerk, how many forms are done."""

from __future__ import annotations

from consult.tui.plain_text import plain
from consult.tui.widgets.form_header import FormHeader


class ClerkHead(FormHeader):
    """A head without a bar: what counts is the pile and not the one form."""

    def tell(self, title: str, place: str, progress: str) -> None:
        """Draws the words."""
        self.write_title(title)
        self.put_left(1, plain(place, one_line=True))
        self.put_right(1, plain(progress, "$text-muted", one_line=True))
