"""What the person takes along after sending: the receipt code."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from consult.i18n import N_, _
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import spoken


class ReceiptScreen(ConsultScreen[None]):
    """Shows the receipt `code` until a key closes it."""

    CSS_PATH = "receipt.tcss"
    ABOUT = N_("Note the code down: by it the organiser can find these answers.")
    ACTIONS = (Action("close", "enter,escape,space,q", N_("close")),)

    def __init__(self, code: str):
        super().__init__()
        self.code = code

    def compose(self) -> ComposeResult:
        """Thanks, code, one sentence."""
        with Vertical(id="receipt"):
            yield Static(id="thanks", markup=False)
            yield Static(plain(self.code, "bold", one_line=True), id="code", markup=False)
            yield Static(id="sentence", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Words come when the screen knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.query_one("#receipt").border_title = plain(_("Receipt"))
        self.query_one("#thanks", Static).update(plain("✓ ", "bold $success") + plain(_("Thank you! Your answers are stored.")))
        self.query_one("#sentence", Static).update(plain(_("Note this code down: by it the organiser can find your answers.")))
        super().tell()

    def way_out(self) -> Callable[[], object] | None:
        """As if it was read."""
        return self.action_close

    def action_close(self) -> None:
        """The person has noted the code."""
        self.dismiss()

    def copied(self) -> str:
        """The code."""
        return self.code
