"""Text that people wrote, made safe to draw: never markup, and no character that a terminal would obey.

Every dangerous character becomes exactly one visible mark, so places in the text stay where they were.
"""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual.content import Content

from consult.model.visible_text import visible

__all__ = ["PlainHighlighter", "plain", "plain_line", "visible"]


def plain(text: str, style: str = "", *, one_line: bool = False) -> Content:
    """`text` as content that Textual draws letter by letter, in `style` if given."""
    return Content.styled(visible(text, one_line=one_line), style)


def plain_line(text: str) -> Text:
    """One line of typed text for the inside of an input, with the same number of characters."""
    return Text(visible(text, one_line=True), no_wrap=True, overflow="ignore", end="")


class PlainHighlighter(Highlighter):
    """Draws what stands in an input as marked plain text."""

    def __call__(self, text: str | Text) -> Text:
        """The text to draw in place of `text`."""
        return plain_line(text if isinstance(text, str) else text.plain)

    def highlight(self, text: Text) -> None:
        """Adds no colours."""
