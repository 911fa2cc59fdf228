"""Paper forms: a clerk types them in, batch by batch, and nothing typed is lost.

Paper breaks the rules of the form, and nobody can ask its respondent again: what is required may be blank, and answers to what
the form would not have asked stay, as in a table that comes in. What nobody can read is marked unclear, with a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.errors import AnswerError
from consult.i18n import _, quoted
from consult.model.paper import Paper, TypedForm, following, in_order
from consult.model.response import Channel, Raw
from consult.model.survey import Survey
from consult.model.typed_twice import differing, typing_of
from consult.service import collecting, defining
from consult.service.consultation import Consultation, actor, new_id
from consult.service.history import history
from consult.service.paper.form_drafts import Draft
from consult.service.paper.paper_forms import one_line, plain_notes, response_of
from consult.service.paper.typed_before import TypedBefore
from consult.store import papers
from consult.store.papers import NumberTaken

__all__ = ["Batch", "NumberTaken", "TypedForm", "batches", "open_batch"]


class Batch(TypedBefore):
    """A pile of paper forms of one survey, and the form of it that is being typed now. Use `open_batch`."""

    def __init__(self, consultation: Consultation, survey: Survey, batch: str, by: str, wave: str):
        super().__init__(consultation, survey, batch, by, "paper")
        self.wave = wave
        self._proposed = True
        self._print(self._drafts_of("desk-paper").read("").printed)
        self._begin()

    def print_as(self, version: int) -> None:
        """From now on papers of this version are typed, and what they say counts as answers to it. Raises NotFoundError.

        What was typed of the form stays under the fields that the version has as well.
        """
        pins = self.pinned()
        self._print(version)
        with self._consultation.database.atomic():
            self._drafts.hold(self._number, own=not self._proposed)
        self.keep_pinned(pins)

    def _begin(self) -> None:
        self._session = new_id()

    @property
    def next_number(self) -> str:
        """The number of the form that is typed now: proposed, or as `renumber` set it."""
        return self._number

    def resume(self, number: str = "") -> None:
        """Goes on with the clerk's draft, or begins under `number`, or under the next free one."""
        with self._consultation.database.atomic():
            typed, own = self._numbers(), self._own_drafts()
            if number:
                self._refuse_taken(number)
                self._take(number, own=True)
            elif not own:
                mine = papers.last_of(self._consultation.database, self.survey.id, self.batch, self.by)
                self._take(self._free(mine or max(typed, key=in_order, default="")))
            elif own[0] in typed and self._gives_way(own[0]):
                self._carry(own[0], self._free(own[0], also=own))
            else:
                self._take(own[0], own=self._drafts.read(own[0]).own)
            for other in own:
                if other != self._number and self._drafts.is_empty(other):
                    self._drafts.drop(other)

    def _own_drafts(self) -> list[str]:
        """The numbers of the clerk's drafts, without those that were sent from another window and have nothing in them."""
        typed = self._numbers()
        return [number for number in self._drafts.own() if number not in typed or not self._drafts.is_empty(number)]

    def _take(self, number: str, carried: Draft | None = None, *, own: bool = False) -> None:
        """Makes `number` the one that is typed now, and holds it before other clerks."""
        self._number, self._proposed = number, not own
        self._drafts.hold(number, carried, own=own)

    def _carry(self, number: str, to: str, *, own: bool = False) -> None:
        """Goes on under another number with what was typed under this one."""
        kept = self._drafts.read(number)
        self._drafts.drop(number)
        self._take(to, kept, own=own)

    def _numbers(self) -> dict[str, str]:
        return papers.numbers(self._consultation.database, self.survey.id, self.batch)

    def _free(self, last: str, also: Sequence[str] = ()) -> str:
        """The first number after `last` that nobody has, and that is none of `also`.

        A form that is carried there must not meet one that the clerk began; after a form was sent, that one is gone on with.
        """
        taken = {*self._numbers(), *self._drafts.of_others(), *also}
        number = following(last)
        while number in taken:
            number = following(number)
        return number

    def _refuse_taken(self, number: str) -> None:
        if number in self._numbers():
            raise papers.number_taken(number)

    def renumber(self, number: str) -> None:
        """Sets the number of the form that is typed now; where nothing was typed, it goes on with what was begun under it.

        Raises AnswerError where it is empty, was typed already, or where something was typed under both.
        """
        number = one_line(number)
        if not number:
            raise AnswerError(_("a form needs a number"), _("type the one that stands on the paper"))
        if number != self._number:
            with self._consultation.database.atomic():
                self._refuse_taken(number)
                self._move_to(number)
        elif self._proposed:
            with self._consultation.database.atomic():
                self._take(number, own=True)

    def _move_to(self, number: str) -> None:
        if self._drafts.is_empty(number):
            self._carry(self._number, number, own=True)
        elif self._drafts.is_empty(self._number):
            self._drafts.drop(self._number)
            self._take(number, own=True)
        else:
            raise AnswerError(
                _("you began the form {number} and did not send it").format(number=quoted(number)),
                _("send or leave out the form that is typed now, then give its number again"),
            )

    def send(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> TypedForm:
        """Keeps the form as a response and moves on to the next number.

        Where another clerk took a number meanwhile that was only proposed, the form gets the next free one: see `number` of what
        comes back. Raises AnswerError, with a problem for each field; NumberTaken where the clerk sent a form of this number from
        another window, so that it may be the same paper, and where a number that was set is taken.
        """
        notes = plain_notes(unclear)
        whole = self._form.whole(raw, notes)
        while True:
            number = self._number
            try:
                receipt = self._submit(number, whole, notes)
                break
            except NumberTaken:
                if not self._gives_way(number):
                    raise
                self._move_on(number, raw, notes)
        self._sent[number] = receipt
        sent = self.form(number)
        with self._consultation.database.atomic():
            self._take(self._free(number))
        self._begin()
        return sent

    def _gives_way(self, number: str) -> bool:
        """Whether another form was sent under a number that was only proposed here: then this one gets the next."""
        return not self._drafts.read(number).own and self.form(number).typed_by != self.by

    def _submit(self, number: str, whole: Raw, notes: Mapping[str, str]) -> str:
        # Without the seconds: how fast a clerk types says nothing of the one who filled the form.
        return collecting.submit(
            self._consultation, self.survey, whole, channel=Channel.PAPER, session=self._session,
            holder=self._drafts.holder(number), wave=self.wave,
            paper=Paper(self.batch, number, self.by), unclear=notes,
        )  # fmt: skip

    def _move_on(self, taken: str, raw: Raw, notes: Mapping[str, str]) -> None:
        """Gives what was typed the next free number."""
        with self._consultation.database.atomic():
            self._drafts.keep(taken, raw, notes)
            self._carry(taken, self._free(taken, also=self._drafts.own()))

    @property
    def next_free(self) -> str:
        """The number that `send_under_next` would give, if nobody is faster."""
        return self._free(self._number, also=self._drafts.own())

    def send_under_next(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> TypedForm:
        """Sends a form whose number is taken under the next free one: it is another paper. Raises AnswerError as `send` does."""
        self._move_on(self._number, raw, plain_notes(unclear))
        return self.send(raw, unclear)

    def differing(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """The fields in which what was typed is not what stands in the form that has its number already.

        Raises NotFoundError where there is none, AnswerError where something typed cannot be stored.
        """
        response = response_of(self._consultation, self.survey, self.batch, self._number)
        past = history(self._consultation, self.survey.id)
        here = past.current_answers(self.survey.version, self._form.answers(raw, unclear or {}))
        return differing(typing_of(self.newest, past.current(response).answers), typing_of(self.newest, here))

    def make_correction(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> str:
        """Keeps what was typed as a correction of the form that has its number already, and moves on to the next number.

        It is the same paper: returns its number. Where nothing differs there is nothing to correct.
        """
        number, notes = self._number, plain_notes(unclear)
        with self._consultation.database.atomic():
            if self.differing(raw, notes):
                self._corrections_in(self.survey.version).keep(number, raw, notes)
            self._drafts.drop(number)
            self._take(self._free(number))
        self._begin()
        return number

    def skip(self) -> str:
        """Leaves this number out (forgets its draft) and returns the next one."""
        with self._consultation.database.atomic():
            self._drafts.drop(self._number)
            self._take(self._free(self._number))
        self._begin()
        return self._number


def open_batch(
    consultation: Consultation, survey: str, batch: str = "", by: str = "", number: str = "", *, wave: str = ""
) -> Batch:
    """The batch to type forms into; `by` is the account where it is empty.

    It goes on with what the clerk typed there and did not send, unless another `number` is asked for. Raises NotFoundError where
    the survey is not published, AnswerError where a form of this number was typed already.
    """
    asked = defining.current(consultation, survey)
    named = one_line(batch), one_line(by) or actor()
    opened = Batch(consultation, asked, *named, wave.strip())
    opened.resume(one_line(number))
    return opened


def batches(consultation: Consultation, survey: str) -> list[str]:
    """The batches that forms were typed into."""
    return papers.batches(consultation.database, survey)
