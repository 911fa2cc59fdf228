"""Paper forms of the batch that were sent before: opened again in the version in which they were typed, and corrected."""

from __future__ import annotations

from textual.content import Content

from consult.errors import ConsultError
from consult.i18n import _
from consult.model.paper import TypedForm
from consult.service.paper.paper_entry import Batch
from consult.tui.clerk_form import ClerkForm
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog
from consult.tui.screens.one_line import LineAsked, OneLine
from consult.tui.screens.paper.form_typing import FormTyping
from consult.tui.screens.paper.paper_left import left_told
from consult.tui.screens.paper.typed_forms import TypedForms
from consult.tui.speaking import spoken


class FormCorrecting(FormTyping):
    """Opens a form of the batch again. What is typed then is kept apart from the form that is typed next."""

    def __init__(self, batch: Batch):
        self.pile = batch
        self.correcting, self._broken_off = "", False
        """The number of the form that is corrected, and whether that was begun earlier."""
        self._forms: tuple[TypedForm, ...] = batch.typed
        super().__init__(batch)

    @property
    def number(self) -> str:
        """The number of the form on the screen."""
        return self.correcting or self.pile.next_number

    @property
    def is_new(self) -> bool:
        """A form that is corrected was sent before, and asks for the reason."""
        return not self.correcting

    def keep_draft(self) -> None:
        """What is corrected is kept apart from the form that is typed next."""
        if self.correcting:
            self.pile.keep_correction(self.correcting, self.form.kept, self.form.unclear, self.form.survey.version)
        else:
            super().keep_draft()

    @spoken
    def action_typed(self) -> None:
        """Lists the forms of the batch, the last one first."""
        self._end_typing()
        self.keep()
        if self.correcting:
            return
        self._forms = self.pile.typed
        if not self._forms:
            self._say(_("No form of this batch was typed yet."))
        else:
            self.app.push_screen(TypedForms(self._forms), self._reopen)

    @spoken
    def _reopen(self, number: str | None, told: str = "") -> None:
        """Opens the form of this number, and tells what is to be done with it, or what is `told`."""
        if number is None:
            return
        try:
            version = self.pile.version_of(number)
            begun = self.pile.correction(number, version)
            raw = begun.raw if begun else self.pile.reopen(number, version)
            unclear = begun.unclear if begun else self.pile.unclear_of(number)
        except ConsultError as error:
            self.refuse(error)
            return
        self.form, self.correcting = ClerkForm(self.pile.version(version), raw, unclear), number
        self._broken_off = begun is not None
        self._past, self._undone = [], []
        self.action_first_field()
        if not begun:
            told = _("Correct it and send it; Esc leaves it as it was.")
        self._say(told or _("Here is what you corrected before."))

    def ask_reason(self) -> None:
        """Asks why the form is corrected, and stores that."""
        self.app.push_screen(OneLine(_about_correcting, take=self._correct), self._corrected)

    def _correct(self, reason: str) -> TypedForm:
        form = self.form
        return self.pile.correct(self.correcting, form.sent, reason or _("mistyped"), form.unclear, form.survey.version)

    @spoken
    def _corrected(self, reason: str | None) -> None:
        if reason is not None:
            self._say("✓ " + _("No. {number} corrected").format(number=self.correcting))
            self._end_correcting()

    def _end_correcting(self) -> None:
        self.correcting = ""
        self._forms = self.pile.typed
        self.next_form()

    def leave_correcting(self) -> None:
        """Leaves the form as it was; where something was corrected that is asked first."""
        if self._past or self._broken_off:
            self.app.push_screen(Dialog(_about_throwing_away), self._throw_away)
        else:
            self._tell_news(Content(""))
            self._end_correcting()

    def _throw_away(self, way: str | None) -> None:
        if way == "away":
            self._drop_correction()
            self._tell_news(Content(""))
            self._end_correcting()

    def _drop_correction(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        self.on_disk(lambda: self.pile.drop_correction(self.correcting))

    def left_told(self) -> str:
        """What was begun and not sent, forms and corrections."""
        return left_told(self.pile, self.pile.corrections)

    def told_corrections(self) -> str:
        """Which corrections were broken off, in words; empty where none was."""
        numbers = ", ".join(self.pile.corrections)
        return plain(_("Corrected but not sent: {numbers}. Ctrl+B opens it.").format(numbers=numbers)).plain if numbers else ""


def _about_correcting() -> LineAsked:
    proposals = _("mistyped"), _("read again"), _("the respondent corrected it")
    return LineAsked(
        _("Why is the form corrected?"), _("What stood there before is kept. An empty line means: mistyped."), proposals
    )


def _about_throwing_away() -> Asked:
    return Asked(_("Leave the form as it was?"), [], {"away": _("Leave it as it was"), "stay": _("Go on correcting")})
