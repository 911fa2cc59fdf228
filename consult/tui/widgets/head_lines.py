"""Two lines at the head of a screen, each with words at the left and at the right."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

GAP = 2
"""Cells between the words at the left and those at the right."""


class HeadLines(Widget):
    """Draws both lines as one; what is too long at the left ends in „…”, at the right only beyond two thirds of the line."""

    DEFAULT_CSS = """
    HeadLines { dock: top; height: 2; padding: 0 1; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lefts, self._rights = [Content("")] * 2, [Content("")] * 2

    def put_left(self, line: int, words: Content) -> None:
        """Draws `words` at the left of `line`, 0 or 1."""
        self._put(self._lefts, line, words)

    def put_right(self, line: int, words: Content) -> None:
        """Draws `words` at the right of `line`, 0 or 1."""
        self._put(self._rights, line, words)

    def _put(self, side: list[Content], line: int, words: Content) -> None:
        if not words.is_same(side[line]):
            side[line] = words
            self.refresh()

    def render(self) -> Content:
        """The two lines."""
        width = self.content_size.width
        return Content("\n").join(beside(left, right, width) for left, right in zip(self._lefts, self._rights, strict=True))


def beside(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of a line of `width` cells."""
    if not right:
        return left.truncate(width, ellipsis=True)
    right = right.truncate(max(width - left.cell_length - GAP, 2 * width // 3), ellipsis=True)
    room = max(0, width - right.cell_length - GAP)
    left = left.truncate(room, ellipsis=True)
    return left.pad_right(max(0, width - left.cell_length - right.cell_length)) + right
