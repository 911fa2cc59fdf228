"""What is copied from a screen."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual.screen import Screen
from textual.widgets import Input, TextArea


@runtime_checkable
class Copied(Protocol):
    """A widget that knows what of it is worth copying."""

    def copied(self) -> str:
        """The text to copy; empty where there is none."""


def text_of(screen: Screen[Any]) -> str:
    """What was marked with the mouse; else what the widget with the focus, or the nearest around it, gives to copy."""
    marked = screen.get_selected_text()
    if marked:
        return marked
    for node in screen.focused.ancestors_with_self if screen.focused else (screen,):
        if isinstance(node, Input):
            return node.selected_text or node.value
        if isinstance(node, TextArea):
            return node.selected_text or node.text
        if isinstance(node, Copied):
            return node.copied()
    return ""
