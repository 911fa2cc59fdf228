"""Drawing no more than is needed, so that every keystroke is answered at once."""

from __future__ import annotations

from textual.content import Content
from textual.dom import NoScreen
from textual.widget import Widget
from textual.widgets import Static


def rewrite(static: Static, content: Content, *, room: int = 0) -> None:
    """Draws `content` in `static`, and lays the screen out anew only where its text became another.

    A text of one line that has `room` in any case, in cells, never needs that: nothing beside it moves.
    """
    before = static.content
    if not isinstance(before, Content):
        static.update(content)
    elif not content.is_same(before):
        within = max(content.cell_length, before.cell_length) <= room
        static.update(content, layout=content.plain != before.plain and not within)


def redraw(static: Static, content: Content) -> None:
    """Draws `content` in a place whose size does not depend on it, where it is another than there is."""
    before = static.content
    if not (isinstance(before, Content) and content.is_same(before)):
        static.update(content, layout=False)


def has_keys(widget: Widget) -> bool:
    """Whether the keys go to `widget`; never where its screen is gone already."""
    try:
        return widget.screen.focused is widget
    except NoScreen:
        return False
