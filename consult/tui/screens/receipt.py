"""What the person takes along after sending: the receipt code."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from consult.i18n import _
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.key_bar import KeyBar


class ReceiptScreen(Screen[None]):
    """Shows the receipt `code` until a key closes the app."""

    CSS_PATH = "receipt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,space,q", "close", show=False)]

    def __init__(self, code: str):
        super().__init__()
        self.code = code

    def compose(self) -> ComposeResult:
        """Thanks, code, one sentence."""
        with Vertical(id="receipt"):
            yield Static(id="thanks", markup=False)
            yield Static(plain(self.code, "bold", one_line=True), id="code", markup=False)
            yield Static(id="sentence", markup=False)
        yield KeyBar(lambda: [("enter", "Enter", _("close"))])

    def on_mount(self) -> None:
        """Words come when the screen knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.query_one("#receipt").border_title = plain(_("Receipt"))
        self.query_one("#thanks", Static).update(plain("✓ ", "bold $success") + plain(_("Thank you! Your answers are stored.")))
        self.query_one("#sentence", Static).update(plain(_("Note this code down: by it the organiser can find your answers.")))
        self.query_one(KeyBar).tell()

    def action_close(self) -> None:
        """Ends the app with the code as its result."""
        self.app.exit(self.code)
