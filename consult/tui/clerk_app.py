"""The terminal app for paper forms: typed in, typed a second time, differences decided."""

from __future__ import annotations

from rich.text import Text

from consult.model.visible_text import visible
from consult.service.paper.double_entry import Second
from consult.service.paper.paper_entry import Batch
from consult.tui.app import ConsultApp
from consult.tui.ending import keep_at_the_end
from consult.tui.screens.paper.clerk import ClerkScreen
from consult.tui.screens.paper.form_typing import FormTyping
from consult.tui.screens.paper.second_entry import SecondScreen
from consult.tui.speaking import spoken


class PaperApp(ConsultApp):
    """Opens one screen and ends with it; says what was begun and not sent."""

    def __init__(self, opened: FormTyping, language: str):
        super().__init__(language, opened.typing.newest.languages)
        self.opened = opened

    def on_mount(self) -> None:
        """Opens the screen."""
        keep_at_the_end(self)
        self.push_screen(self.opened, self._left)

    @spoken
    def _left(self, _none: None) -> None:
        told = self.opened.left_told()
        self.exit(message=Text(visible(told, one_line=True)) if told else None)


class ClerkApp(PaperApp):
    """Types the forms of a batch in."""

    def __init__(self, batch: Batch, language: str):
        super().__init__(ClerkScreen(batch), language)


class SecondApp(PaperApp):
    """Types the forms of a batch a second time, blind."""

    def __init__(self, second: Second, language: str):
        super().__init__(SecondScreen(second), language)
