"""Where the key of a kiosk is asked for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from consult.i18n import _, ngettext
from consult.service.kiosk import KioskKey
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.speaking import spoken


class KeyScreen(ModalScreen[bool]):
    """Asks for the key; gives back whether it was the right one, False where the person went back."""

    CSS_PATH = "kiosk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", show=False)]

    def __init__(self, key: KioskKey):
        super().__init__()
        self.key, self._wrong = key, False

    def compose(self) -> ComposeResult:
        """A hidden line, and what came of it."""
        with Vertical(id="key"):
            yield Input(password=True, highlighter=PlainHighlighter(), compact=True)
            yield Static(id="said", markup=False)

    def on_mount(self) -> None:
        """Words come when the screen knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app, and how long to wait."""
        box, said, seconds = self.query_one("#key"), self.query_one("#said", Static), self.key.waiting
        box.border_title, box.border_subtitle = plain(_("Password of the kiosk")), plain(_("Enter opens · Esc back"))
        self.query_one(Input).disabled = bool(seconds)
        if seconds:
            words = ngettext("Too many wrong passwords. Wait {n} second.", "Too many wrong passwords. Wait {n} seconds.", seconds)
            said.update(plain("! ", "bold $error") + plain(words.format(n=seconds), "$error"))
        elif self._wrong:
            said.update(plain("! ", "bold $error") + plain(_("This is not the password."), "$error"))
        else:
            said.update(plain(_("It was chosen when the kiosk was opened."), "$text-muted"))

    def count(self) -> None:
        """Shows anew how long to wait; once that is over, the line takes keys again."""
        for line in self.query(Input):  # none yet where the clock is looked at before the screen is built
            if line.disabled:
                self._wrong = False
                self.tell()
                if not line.disabled:
                    line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tries the key."""
        tried, event.input.value = event.value, ""
        if self.key.opens(tried):
            self.dismiss(True)
            return
        self._wrong = True
        self.tell()
