"""Drawing no more than is needed, so that every keystroke is answered at once."""

from __future__ import annotations

from textual.content import Content
from textual.dom import NoScreen
from textual.widget import Widget
from textual.widgets import Static


def rewrite(static: Static, content: Content) -> None:
    """Draws `content` in `static`, and lays the screen out anew only where its text became another."""
    before = static.content
    if not isinstance(before, Content):
        static.update(content)
    elif not content.is_same(before):
        static.update(content, layout=content.plain != before.plain)


def has_keys(widget: Widget) -> bool:
    """Whether the keys go to `widget`; never where its screen is gone already."""
    try:
        return widget.screen.focused is widget
    except NoScreen:
        return False
