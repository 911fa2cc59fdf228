"""Screens that show what was read, and draw it anew only where it became another."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult

from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import spoken
from consult.tui.widgets.line_list import LineList
from consult.tui.widgets.title_head import TitleHead


class ReadScreen(ConsultScreen[None]):
    """Reads what it shows: `found` is what was read last, None before the first time."""

    found: Any = None

    def read(self) -> Any:
        """What there is now, to be compared with what was read before; None where it is gone."""
        raise NotImplementedError

    def draw(self, found: Any) -> None:
        """Draws what was read."""
        raise NotImplementedError

    @spoken
    def renew(self) -> None:
        """Reads anew, and draws what became another; closes where it is gone."""
        found = self.read()
        if found is None:
            self.dismiss(None)
        elif found != self.found:
            self.found = found
            self.draw(found)

    def tell(self) -> None:
        """Draws all words in the language of the app, also where nothing else changed."""
        if self.found is not None:
            self.found = None
            self.renew()
        super().tell()

    def on_screen_resume(self) -> None:
        """Another screen may have written."""
        if self.found is not None:
            self.renew()


class ListScreen(ReadScreen):
    """What was read as a list to go through."""

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield TitleHead()
        yield LineList()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Reads."""
        self.query_one(LineList).focus()
        self.renew()
