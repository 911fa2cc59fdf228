"""Blind second entry: forms are typed again, best by another clerk, differences are decided, and agreement is told.

The second typing is kept apart from the responses and counted nowhere. Differences are computed from the two typings whenever
they are asked for (see `model.typed_twice` for what is none); decisions are kept: who, when, what.
"""

from __future__ import annotations

from collections.abc import Mapping

from consult.errors import AnswerError, NotFoundError, Problem
from consult.i18n import _, ngettext, number, percent, quoted
from consult.model.double_entry import Agreement, Difference, OnPaper, Take, by_field
from consult.model.paper import in_order
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, actor, log, new_id, now_utc
from consult.service.paper.compared_typings import typed_twice
from consult.service.paper.differing_typings import agreement, differences, refuse_unknown, resolve, told_of, undo
from consult.service.paper.paper_desk import PaperDesk
from consult.service.paper.paper_forms import not_typed, one_line, plain_notes, response_of
from consult.store import papers, second_entries

__all__ = [
    "Agreement", "Difference", "Second", "agreement", "differences", "open_second", "resolve", "same_person_told", "share_told",
    "undo",
]  # fmt: skip


class Second(PaperDesk):
    """The forms of a batch that wait for their second typing, each in the version in which it was typed the first time.

    It never tells what the first typing was before `send`.
    """

    def __init__(self, consultation: Consultation, survey: Survey, batch: str, by: str):
        super().__init__(consultation, survey, batch, by, "second")
        self._begin()

    def _begin(self) -> None:
        """Goes on with the clerk's draft, or with the first form that nobody else is at."""
        own = [number for number in self._drafts.own() if number in self._waiting()]
        self._next(own[0] if own else "")

    def _next(self, number: str = "", after: str = "") -> None:
        """Makes `number` the one to type, or the first after `after` that nobody else is at; the first of all behind the last."""
        with self._consultation.database.atomic():
            self._number = number or self._free(after)
            if self._number:
                self._print(response_of(self._consultation, self.newest, self.batch, self._number).version)
                self._drafts.hold(self._number)

    def _free(self, after: str) -> str:
        left, others = self.left, self._drafts.of_others()
        free = [one for one in left if one not in others] or list(left)
        later = [one for one in free if not after or in_order(one) > in_order(after)]
        return next(iter(later or free), "")

    def _waiting(self) -> dict[str, str]:
        return second_entries.waiting(self._consultation.database, self.survey.id, self.batch)

    @property
    def number(self) -> str:
        """The form to type now; empty where all are done."""
        return self._number

    @property
    def left(self) -> tuple[str, ...]:
        """The numbers that have no second typing yet, in order; `number` is one of them."""
        return tuple(sorted(self._waiting(), key=in_order))

    @property
    def done(self) -> int:
        """How many forms of the batch were typed twice."""
        return len(second_entries.entries(self._consultation.database, self.survey.id, self.batch))

    @property
    def same_person(self) -> bool:
        """Whether the form to type now was typed by the same clerk the first time: allowed, but to be told."""
        return bool(self._number) and self._waiting().get(self._number) == self.by

    def go_to(self, number: str) -> None:
        """Types this form next; the draft of the one before stays.

        Raises NotFoundError where the batch has no such form, AnswerError where it was typed twice.
        """
        number = one_line(number)
        if number not in self._waiting():
            if number not in papers.numbers(self._consultation.database, self.survey.id, self.batch):
                raise not_typed(number)
            raise AnswerError(
                _("the form {number} needs no second typing").format(number=quoted(number)), _("go on with another one")
            )
        self.close()
        self._next(number)

    def send(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> tuple[Difference, ...]:
        """Keeps the second typing, moves on to the next form, and tells where the two differ.

        Raises AnswerError, with a problem for each field that cannot be stored, and where somebody typed it meanwhile.
        """
        number, db = self._number, self._consultation.database
        if not number:
            raise NotFoundError(_("all forms of this batch were typed twice"), _("open another batch"))
        notes = plain_notes(unclear)
        answers = self._form.answers(raw, notes)
        with db.atomic():
            response = papers.numbers(db, self.survey.id, self.batch)[number]
            second_entries.add(db, new_id(), response, self.survey.version, answers, notes, self.by, now_utc())
            self._drafts.drop(number)
            log(self._consultation, "type again", f"response {response}", {"survey": self.survey.id, "by": self.by})
        self._next(after=number)
        return told_of(typed_twice(self._consultation, self.newest, self.batch, number))

    def skip(self) -> str:
        """Leaves this form for later (its draft stays) and returns the next number; empty where none is left."""
        before = self._number
        self.close()
        self._next(after=before)
        return self._number

    def differences(self) -> tuple[Difference, ...]:
        """All differences of the batch, open and decided, in the order of the forms and of the survey."""
        return differences(self._consultation, self.survey.id, self.batch)

    def resolve(self, number: str, field: str, take: Take, value: OnPaper = "") -> Difference:
        """Decides a difference; see the function `resolve`."""
        return resolve(self._consultation, self.survey.id, self.batch, number, field, take, value, by=self.by)

    def undo(self, number: str, field: str) -> Difference:
        """Opens a difference again; see the function `undo`."""
        return undo(self._consultation, self.survey.id, self.batch, number, field, by=self.by)

    def check_value(self, field: str, value: OnPaper) -> tuple[Problem, ...]:
        """What is wrong with `value` typed for `other`."""
        return self._rules_of(0).problems(by_field(field, value), {})

    def agreement(self) -> Agreement:
        """How the two typings of the batch agree so far."""
        return agreement(self._consultation, self.survey.id, self.batch)


def open_second(consultation: Consultation, survey: str, batch: str = "", by: str = "") -> Second:
    """The second typing of a batch; `by` is the account where it is empty.

    It goes on with what the clerk typed there and did not send. Raises NotFoundError where the survey is not published or the
    batch has no forms.
    """
    asked, named = defining.current(consultation, survey), one_line(batch)
    refuse_unknown(consultation, asked, named)
    return Second(consultation, asked, named, one_line(by) or actor())


def share_told(share: float | None) -> str:
    """A share of fields from 0 to 1 in per cent, – for None; one that is not whole never looks as if it were."""
    return "–" if share is None else percent(share if share in (0, 1) else min(max(round(share, 3), 0.001), 0.999), 1)


def same_person_told(n: int) -> str:
    """That `n` forms were typed twice by the same person."""
    told = ngettext(
        "{n} form was typed twice by the same person: that says less.",
        "{n} forms were typed twice by the same person: that says less.",
        n,
    )
    return told.format(n=number(n))
