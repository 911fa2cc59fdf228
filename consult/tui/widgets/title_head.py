"""Two lines at the head of a screen: title and figures above, who and where below."""

from __future__ import annotations

from textual.content import Content

from consult.tui.plain_text import plain
from consult.tui.widgets.head_lines import HeadLines


class TitleHead(HeadLines):
    """Title, figures, and a second line of quieter words."""

    def write(self, title: str, figures: Content, under: str, aside: Content) -> None:
        """Draws all four."""
        self.put_left(0, plain(title, "bold", one_line=True))
        self.put_right(0, figures)
        self.put_left(1, plain(under, "$text-muted", one_line=True))
        self.put_right(1, aside)
