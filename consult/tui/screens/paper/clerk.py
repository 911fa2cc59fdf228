"""Paper forms typed in for the first time, one after the other, and corrected."""

from __future__ import annotations

from datetime import date, datetime

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext, number
from consult.model.clerk_pace import forms_per_hour
from consult.model.paper import TypedForm
from consult.service.paper.paper_entry import Batch
from consult.tui.actions import Action
from consult.tui.clerk_form import ClerkForm
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog
from consult.tui.screens.one_line import LineAsked, OneLine
from consult.tui.screens.paper.form_typing import COMMON, FormTyping
from consult.tui.screens.paper.typed_forms import TypedForms
from consult.tui.speaking import spoken


class ClerkScreen(FormTyping):
    """The first typing of a batch."""

    ABOUT = N_("Type paper forms in, the eyes on the paper. A field moves on by itself; nothing typed is lost.")
    ACTIONS = (
        *COMMON,
        Action("typed", "ctrl+b", N_("forms"), N_("Forms typed so far: open one again and correct it"), first=True),
        Action("number", "f2", N_("number"), N_("Another number for this form"), in_bar=False, first=True),
        Action("leave", "escape", N_("leave"), N_("Leave; what was typed is kept")),
    )

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

    @spoken
    def send(self) -> None:
        """Sends the form and begins the next, or asks why a form is corrected."""
        if self.correcting:
            self.app.push_screen(OneLine(_about_correcting, take=self._correct), self._corrected)
            return
        number = self.number
        try:
            sent = self.pile.send(self.form.sent, self.form.unclear)
        except ConsultError as error:
            self.refuse(error)
            return
        self.last = {**self.last, **dict.fromkeys(self.form.named, ""), **self.form.sent}
        self._forms = self.pile.typed
        self._told_sent(sent, number)
        self.next_form()

    def _told_sent(self, sent: TypedForm, before: str) -> None:
        if sent.number != before:
            told = _("No. {before} was taken meanwhile: this form is No. {number} now, write it on the paper")
            self._tell_news(plain("△ " + told.format(before=before, number=sent.number), "bold $warning", one_line=True))
            return
        told = _("No. {number} saved, {receipt}") if sent.receipt else _("No. {number} saved")
        words = told.format(number=sent.number, receipt=sent.receipt)
        self._tell_news(plain(f"✓ {words}", "bold $success", one_line=True))

    def _correct(self, reason: str) -> TypedForm:
        return self.pile.correct(self.correcting, self.form.sent, reason or _("mistyped"), self.form.unclear)

    @spoken
    def _corrected(self, reason: str | None) -> None:
        if reason is not None:
            self._say("✓ " + _("No. {number} corrected").format(number=self.correcting))
            self._end_correcting()

    def _end_correcting(self) -> None:
        self.correcting = ""
        self._forms = self.pile.typed
        self.next_form()

    def _throw_away(self, way: str | None) -> None:
        if way == "away":
            self._drop_correction()
            self._end_correcting()

    def _drop_correction(self) -> None:
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        self.on_disk(lambda: self.pile.drop_correction(self.correcting))

    def keep_draft(self) -> None:
        """What is corrected is kept apart from the form that is typed next."""
        if self.correcting:
            self.pile.keep_correction(self.correcting, self.form.kept, self.form.unclear)
        else:
            super().keep_draft()

    @spoken
    def look(self) -> None:
        """Tells which corrections were broken off."""
        if self.pile.corrections:
            told = _("Corrected but not sent: {numbers}. Ctrl+B opens it.").format(numbers=", ".join(self.pile.corrections))
            self._tell_news(plain(f"△ {told}", "$warning", one_line=True))

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
    def _reopen(self, number: str | None) -> None:
        if number is None:
            return
        try:
            begun = self.pile.correction(number)
            raw, unclear = (begun.raw, begun.unclear) if begun else (self.pile.reopen(number), self.pile.unclear_of(number))
        except ConsultError as error:
            self.refuse(error)
            return
        self.form, self.correcting, self._broken_off = ClerkForm(self.pile.survey, raw, unclear), number, begun is not None
        self._past, self._undone = [], []
        self.action_first_field()
        told = _("Here is what you corrected before.") if begun else _("Correct it and send it; Esc leaves it as it was.")
        self._say(told)

    @spoken
    def action_number(self) -> None:
        """Asks for another number; a form that was begun under it is gone on with where nothing was typed in this one."""
        if not self.correcting:
            self._end_typing()
            self.keep()
            self.app.push_screen(OneLine(_about_number, self.number, self.pile.renumber), self._renumbered)

    @spoken
    def _renumbered(self, number: str | None) -> None:
        if number and self.on_disk(self.pile.draft) != self.form.kept:
            self.next_form()
        else:
            self.draw()

    def action_leave(self) -> None:
        """Leaves a correction, or the batch; what was typed is kept."""
        self._end_typing()
        if self.correcting and (self._past or self._broken_off):
            self.app.push_screen(Dialog(_about_throwing_away), self._throw_away)
        elif self.correcting:
            self._end_correcting()
        else:
            self.keep()
            self.dismiss(None)

    def _mine_today(self) -> list[datetime]:
        mine = (form.at for form in self._forms if form.typed_by == self.pile.by and form.at[:10] == date.today().isoformat())
        return sorted(datetime.fromisoformat(at).replace(tzinfo=None) for at in mine)

    def progress(self) -> str:
        """Forms today, forms an hour."""
        mine = self._mine_today()
        pace = forms_per_hour(mine[-30:])
        today = ngettext("{n} form today", "{n} forms today", len(mine)).format(n=number(len(mine)))
        return " · ".join(filter(None, (today, _("{n} an hour").format(n=number(round(pace))) if pace else "")))


def _about_number() -> LineAsked:
    return LineAsked(_("Number of the form"), _("As it stands on the paper; the next forms count on from it."))


def _about_correcting() -> LineAsked:
    proposals = _("mistyped"), _("read again"), _("the respondent corrected it")
    return LineAsked(
        _("Why is the form corrected?"), _("What stood there before is kept. An empty line means: mistyped."), proposals
    )


def _about_throwing_away() -> Asked:
    return Asked(_("Leave the form as it was?"), [], {"away": _("Leave it as it was"), "stay": _("Go on correcting")})
