"""Paper forms typed in for the first time, one after the other, and corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext, number
from consult.model.clerk_pace import forms_per_hour
from consult.model.paper import TypedForm
from consult.model.response import Raw
from consult.service.paper.paper_entry import NumberTaken
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Dialog
from consult.tui.screens.one_line import LineAsked, OneLine
from consult.tui.screens.paper.form_correcting import FormCorrecting
from consult.tui.screens.paper.form_typing import COMMON
from consult.tui.screens.paper.number_taken import about_taken
from consult.tui.screens.picker import Offer, Picker
from consult.tui.speaking import language_of, spoken


class ClerkScreen(FormCorrecting):
    """The first typing of a batch."""

    ABOUT = N_("Type paper forms in, the eyes on the paper. A field moves on by itself; nothing typed is lost.")
    ACTIONS = (
        *COMMON,
        Action("typed", "ctrl+b", N_("forms"), N_("Forms typed so far: open one again and correct it"), first=True),
        Action("number", "f2", N_("number"), N_("Another number for this form"), in_bar=False, first=True),
        Action("version", "f9", N_("version"), N_("The version of the survey that the papers are of"), in_bar=False, first=True),
        Action("leave", "escape", N_("leave"), N_("Leave; what was typed is kept")),
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Another version can be chosen where there are several."""
        return len(self.pile.versions) > 1 if action == "version" else True

    @spoken
    def send(self) -> None:
        """Sends the form and begins the next, or asks why a form is corrected."""
        if self.correcting:
            self.ask_reason()
        else:
            self._send(self.pile.send)

    @spoken
    def _send(self, way: Callable[[Raw, Mapping[str, str]], TypedForm]) -> None:
        before = self.number
        try:
            sent = way(self.form.sent, self.form.unclear)
        except NumberTaken:
            self._ask_whether_same()
            return
        except ConsultError as error:
            self.refuse(error)
            return
        self.last = {**self.last, **dict.fromkeys(self.form.named, ""), **self.form.sent}
        self._forms = self.pile.typed
        self._told_sent(sent, before)
        self.next_form()

    def _told_sent(self, sent: TypedForm, before: str) -> None:
        if sent.number != before:
            told = _("No. {before} was taken meanwhile: this form is No. {number} now, write it on the paper")
            self._tell_news(plain("△ " + told.format(before=before, number=sent.number), "bold $warning", one_line=True))
            return
        told = _("No. {number} saved, {receipt}") if sent.receipt else _("No. {number} saved")
        words = told.format(number=sent.number, receipt=sent.receipt)
        self._tell_news(plain(f"✓ {words}", "bold $success", one_line=True))

    # A form of this number was sent already

    def _ask_whether_same(self) -> None:
        form, pile = self.form, self.pile
        try:
            there, differing = pile.form(self.number), pile.differing(form.sent, form.unclear)
        except ConsultError as error:
            self.refuse(error)
            return
        following = pile.next_free
        ask = lambda: about_taken(there, differing, form, following, language_of(self))  # noqa: E731 (asked anew in another language)
        self.app.push_screen(Dialog(ask), self._answered_whether_same)

    @spoken
    def _answered_whether_same(self, way: str | None) -> None:
        if way == "other":
            self._send(self.pile.send_under_next)
        elif way == "same":
            form = self.form
            number = self.on_disk(lambda: self.pile.make_correction(form.sent, form.unclear))
            if number is not None:
                self._forms = self.pile.typed
                self._reopen(number, _("What you typed stands in No. {number}: send it, or Esc leaves it.").format(number=number))

    # What holds for the forms to come

    @spoken
    def look(self) -> None:
        """Tells which corrections were broken off, and what stays the same from the last time."""
        told = self.told_corrections()
        if told:
            self._tell_news(plain(f"△ {told}", "$warning", one_line=True))
        elif self.pinned:
            n = len(self.pinned)
            told = ngettext(
                "{n} field stays the same as you set it before (=); F6 on it stops that.",
                "{n} fields stay the same as you set them before (=); F6 on one stops that.",
                n,
            )
            self._tell_news(plain(told.format(n=number(n)), "$text-muted", one_line=True), passing=True)
        elif len(self.pile.versions) > 1:
            told = _("Papers of version {version} are typed; F9 chooses another.").format(version=self.pile.survey.version)
            self._tell_news(plain(told, "$text-muted", one_line=True), passing=True)

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

    @spoken
    def action_version(self) -> None:
        """Asks of which version the papers are that are typed from now on."""
        if self.correcting:
            self._say(_("A form is corrected in the version in which it was typed."))
            return
        self._end_typing()
        self.keep()
        self.app.push_screen(Picker(self._versions, str(self.form.survey.version)), self._print_as)

    def _versions(self) -> tuple[str, list[Offer]]:
        newest = self.pile.newest.version
        offers = [
            Offer(str(one), _("version {version}").format(version=one), _("answered now") if one == newest else "")
            for one in reversed(self.pile.versions)
        ]
        return _("Of which version are the papers?"), offers

    @spoken
    def _print_as(self, version: str | None) -> None:
        if version is None or int(version) == self.form.survey.version:
            return
        self.on_disk(lambda: self.pile.print_as(int(version)))
        self.last = {**self.pile.pinned()}
        self.pinned = set(self.last)
        self.next_form()
        told = _("From now on papers of version {version} are typed.").format(version=self.pile.survey.version)
        self._tell_news(plain(f"△ {told}", "$warning", one_line=True))

    def action_leave(self) -> None:
        """Leaves a correction, or the batch; what was typed is kept."""
        self._end_typing()
        if self.correcting:
            self.leave_correcting()
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
