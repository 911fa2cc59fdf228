"""One response on a screen of its own, and the next and previous of the list that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from consult.errors import ConsultError
from consult.i18n import N_, _, number
from consult.service import reading_over
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.browsing.response_steps import STEPS, FewResponses
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.response_body import ResponseBody

if TYPE_CHECKING:
    from consult.service.consultation import Consultation


class ResponseScreen(FewResponses):
    """Reads one response after the other; gives back the id of the last."""

    CSS_PATH = "responses.tcss"
    ABOUT = N_("One response with all its answers, and what became of it: who looked at it and what was corrected.")
    FIELD_KEYS = (("✓ ◐ ? ○ · –", N_("answered, partly answered, a reason why not, left blank, not asked, not reached")),)
    ACTIONS = (
        Action("turn(1)", "n,right", N_("next"), N_("The next response of the list")),
        Action("turn(-1)", "p,left", N_("previous"), N_("The previous response of the list")),
        *(step._replace(in_bar=step.in_bar or step.does in ("exclude", "correct")) for step in STEPS),
        Action("corrections", "r", N_("changes"), N_("Go to who looked at it and what was corrected"), in_bar=False),
        Action("step_back", "escape", N_("back"), N_("Back to the list")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "step_back", show=False)]

    def __init__(self, consultation: Consultation, ids: Sequence[str], at: int = 0):
        super().__init__()
        self.consultation, self.ids, self.at = consultation, list(ids), at

    def compose(self) -> ComposeResult:
        """Head, response, keys."""
        yield Static(id="head", markup=False)
        yield ResponseBody()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Shows the response."""
        self.tell()
        self.query_one(ResponseBody).focus()

    @spoken
    def renew(self) -> None:
        """Reads the response anew."""
        place = _("{n} of {total}").format(n=number(self.at + 1), total=number(len(self.ids)))
        try:
            whole = reading_over.read(self.consultation, self.ids[self.at], language_of(self))
        except ConsultError as error:
            self.show_fault(error.problems)
            whole = None
        self.query_one(ResponseBody).show(whole)
        head = Content.assemble(plain(_("Response"), "bold"), plain(f"  {place}", "$text-muted"))
        self.query_one("#head", Static).update(head)

    def action_turn(self, by: int) -> None:
        """Reads the next or the previous response."""
        self.at = max(0, min(self.at + by, len(self.ids) - 1))
        self.renew()

    @spoken
    def action_corrections(self) -> None:
        """Goes to what became of the response."""
        if not self.query_one(ResponseBody).to_corrections():
            self.say(_("Nobody marked or corrected it."))

    def meant(self) -> list[str]:
        """The response that is read."""
        return [self.ids[self.at]]

    def action_step_back(self) -> None:
        """Back to the list, on the response that was read last."""
        self.dismiss(self.ids[self.at])
