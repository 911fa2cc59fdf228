"""What can be done with responses on every screen that shows them: mark, exclude, correct, and take that back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual.content import Content

from consult.errors import ConsultError, Problem
from consult.i18n import N_, _, ngettext, number
from consult.model.flag import Sign
from consult.model.response import Review
from consult.service import reviewing, revising
from consult.service.comparing import proposed_reason
from consult.service.consultation import Consultation
from consult.tui.actions import Action
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.dialogs import Asked, Dialog
from consult.tui.screens.one_line import LineAsked, OneLine
from consult.tui.speaking import spoken

STEPS = (
    Action("mark", "m", N_("mark"), N_("Mark as approved, received or with issues")),
    Action("exclude", "x", N_("exclude"), N_("Exclude with a reason, or take back what was excluded"), in_bar=False),
    Action("correct", "c", N_("correct"), N_("Correct the answers, with a reason"), in_bar=False),
    Action("undo", "ctrl+z", N_("undo"), N_("Take the last mark back"), in_bar=False),
    Action("redo", "ctrl+shift+z,ctrl+r", N_("redo"), N_("Set the mark again that was taken back"), in_bar=False),
)
"""The actions; a screen puts them among its own."""

_Looked = dict[str, tuple[Review, str]]
"""Id → how the response stands, and why."""


class ResponseSteps(ConsultScreen[str | None]):
    """A screen with responses: it says which are meant, and draws them anew after a step."""

    consultation: Consultation

    def __init__(self) -> None:
        super().__init__()
        self._undone: list[_Looked] = []
        self._done: list[_Looked] = []

    def meant(self) -> list[str]:
        """The ids of the responses that a step is for."""
        raise NotImplementedError

    def stepped(self) -> None:
        """Draws the responses anew."""
        self.renew()

    def sign_meant(self) -> tuple[Sign | None, str]:
        """Why a response is looked at, and what it is beside: the reason that is proposed comes from these."""
        return None, ""

    # Marking

    @spoken
    def action_mark(self) -> None:
        """Asks how the responses stand."""
        ids = self.meant()
        if ids:
            self.app.push_screen(Dialog(lambda: _marking(ids)), lambda way: self._marked(ids, way))

    @spoken
    def _marked(self, ids: Sequence[str], way: str | None) -> None:
        if way == "has_issues":
            self._ask_why(lambda: _asked_issues(ids), "", ids, Review.HAS_ISSUES)
        elif way in ("approved", "received"):
            self._review(ids, Review(way), "")

    @spoken
    def action_exclude(self) -> None:
        """Asks why the responses do not count; takes back those that are excluded, where all of them are."""
        ids = self.meant()
        if not ids:
            return
        if all(state is Review.EXCLUDED for state, _why in self._looked(ids).values()):
            self.app.push_screen(Dialog(lambda: _taking_back(ids)), lambda way: self._taken_back(ids, way))
            return
        sign, other = self.sign_meant()
        proposed = proposed_reason(sign, other) if sign or other else ""
        self._ask_why(lambda: _asked_exclusion(ids), proposed, ids, Review.EXCLUDED)

    def _ask_why(self, ask: Callable[[], LineAsked], proposed: str, ids: Sequence[str], state: Review) -> None:
        asked = OneLine(ask, proposed, take=_refuse_empty, select=False)
        self.app.push_screen(asked, lambda why: self._explained(ids, state, why))

    def _taken_back(self, ids: Sequence[str], way: str | None) -> None:
        if way == "back":
            self._review(ids, Review.RECEIVED, "")

    def _explained(self, ids: Sequence[str], state: Review, why: str | None) -> None:
        if why:
            self._review(ids, state, " ".join(why.split()))

    @spoken
    def _review(self, ids: Sequence[str], state: Review, why: str) -> None:
        before = self._looked(ids)
        if self._set({id_: (state, why) for id_ in ids}):
            self._done.append(before)
            self._undone.clear()
            told = ngettext("{n} response: {state}.", "{n} responses: {state}.", len(ids))
            self.say(told.format(n=number(len(ids)), state=reviewing.state_name(state)))

    def _looked(self, ids: Iterable[str]) -> _Looked:
        return reviewing.stand_now(self.consultation, [*ids])

    @spoken
    def _set(self, wanted: _Looked) -> bool:
        together: dict[tuple[Review, str], list[str]] = {}
        for id_, (state, why) in wanted.items():
            state = Review.RECEIVED if state is Review.EDITED else state  # only a correction makes it edited
            together.setdefault((state, why), []).append(id_)
        try:
            for (state, why), ids in together.items():
                reviewing.review(self.consultation, ids, state, why)
        except ConsultError as error:
            self.show_fault(error.problems)
            return False
        finally:
            self.stepped()
        return True

    @spoken
    def action_undo(self) -> None:
        """Takes the last mark back."""
        self._go(self._done, self._undone, _("Taken back."), _("Nothing to take back."))

    @spoken
    def action_redo(self) -> None:
        """Sets the mark again that was taken back."""
        self._go(self._undone, self._done, _("Set again."), _("Nothing to set again."))

    def _go(self, origin: list[_Looked], goal: list[_Looked], told: str, nothing: str) -> None:
        if not origin:
            self.say(nothing)
            return
        wanted = origin.pop()
        before = self._looked(wanted)
        if self._set(wanted):
            goal.append(before)
            self.say(told)

    # Correcting

    @spoken
    def action_correct(self) -> None:
        """Opens the form with the answers of the first of the responses."""
        ids = self.meant()
        if not ids:
            return
        from consult.tui.screens.browsing.revising import CorrectingScreen

        try:
            session = revising.open_revision(self.consultation, ids[0])
        except ConsultError as error:
            self.show_fault(error.problems)
            return
        self.app.push_screen(CorrectingScreen(session), lambda _left: self.stepped())

    # Saying

    def say(self, words: str) -> None:
        """Tells for a moment what was done."""
        self.notify(plain(words, one_line=True).plain, timeout=3, markup=False)

    def show_fault(self, problems: Sequence[Problem]) -> None:
        """Tells what went wrong and what to do."""
        self.notify(" ".join(map(sentence, problems)), severity="error", timeout=10, markup=False)


class FewResponses(ResponseSteps):
    """A screen with one response or two, which it reads whenever it draws them."""

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self.renew()


def _how_many(ids: Sequence[Any]) -> str:
    return ngettext("{n} response", "{n} responses", len(ids)).format(n=number(len(ids)))


def _marking(ids: Sequence[str]) -> Asked:
    told = (
        _("How does it stand, now that you have read it?")
        if len(ids) == 1
        else _("How do they stand, now that you have read them?")
    )
    ways = {"approved": _("Approved"), "has_issues": _("Has issues …"), "received": _("Received"), "stay": _("Leave as it is")}
    return Asked(_how_many(ids), [(Content(""), plain(told))], ways)


def _taking_back(ids: Sequence[str]) -> Asked:
    told = (
        _("They are excluded now. Taken back, they count again.")
        if len(ids) > 1
        else _("It is excluded now. Taken back, it counts again.")
    )
    return Asked(_how_many(ids), [(Content(""), plain(told))], {"back": _("Take back"), "stay": _("Leave as it is")})


def _refuse_empty(why: str) -> None:
    if not why.strip():
        raise ConsultError(_("Write a word or two; the report counts the reasons."))


def _asked_issues(ids: Sequence[str]) -> LineAsked:
    return LineAsked(_("Has issues") + f" · {_how_many(ids)}", _("What is wrong? Responses with issues still count."))


def _asked_exclusion(ids: Sequence[str]) -> LineAsked:
    told = _("Why does it not count? Nothing is deleted; the report tells how many were excluded and why.")
    return LineAsked(_("Exclude") + f" · {_how_many(ids)}", told)
