"""Paper forms: a clerk types them in, batch by batch, and nothing typed is lost.

Paper breaks the rules of the form, and nobody can ask its respondent again: what is required may be blank, and answers to what
the form would not have asked stay, as in a table that comes in. What nobody can read is marked unclear, with a note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.errors import AnswerError, UsageError
from consult.i18n import _, quoted
from consult.model.paper import Paper, TypedForm, following, in_order
from consult.model.response import Channel, Raw
from consult.model.survey import Identity, Survey
from consult.model.typed_values import normalise
from consult.service import collecting, defining
from consult.service.consultation import Consultation, actor, new_id
from consult.service.history import history
from consult.service.paper.form_drafts import Draft, Drafts, PaperDesk
from consult.service.paper.paper_forms import not_typed, one_line, plain_notes, response_of, revise
from consult.store import papers

__all__ = ["Batch", "TypedForm", "batches", "open_batch"]


class Batch(PaperDesk):
    """A pile of paper forms of one survey, and the form of it that is being typed now. Use `open_batch`."""

    def __init__(self, consultation: Consultation, survey: Survey, batch: str, by: str, wave: str):
        super().__init__(consultation, survey, batch, by, "paper")
        self.wave = wave
        self._corrections = Drafts(consultation, survey, "correct", batch, by)
        self._proposed = True
        self._sent: dict[str, str] = {}
        """Number → receipt of the forms that were sent here."""
        self._begin()

    def _begin(self) -> None:
        self._session = new_id()

    @property
    def next_number(self) -> str:
        """The number of the form that is typed now: proposed, or as `renumber` set it."""
        return self._number

    def resume(self, number: str = "") -> None:
        """Goes on with the clerk's draft, or begins under `number`, or under the next free one."""
        with self._consultation.database.atomic():
            own, typed = self._drafts.own(), self._numbers()
            if number:
                self._refuse_taken(number)
            elif own and own[0] in typed:  # another clerk took the number meanwhile; what was typed gets a new one
                self._carry(own[0], self._free(own[0], also=own))
                return
            mine = papers.last_of(self._consultation.database, self.survey.id, self.batch, self.by)
            last = mine or max(typed, key=in_order, default="")
            self._proposed = not number
            self._take(number or (own[0] if own else self._free(last)))

    def _take(self, number: str, carried: Draft | None = None) -> None:
        """Makes `number` the one that is typed now, and holds it before other clerks."""
        self._number = number
        self._drafts.hold(number, carried)

    def _carry(self, number: str, to: str) -> None:
        """Goes on under another number with what was typed under this one."""
        kept = self._drafts.read(number)
        self._drafts.drop(number)
        self._take(to, kept)

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
        self._proposed = False

    def _move_to(self, number: str) -> None:
        if self._drafts.is_empty(number):
            self._carry(self._number, number)
        elif self._drafts.is_empty(self._number):
            self._drafts.drop(self._number)
            self._take(number)
        else:
            raise AnswerError(
                _("you began the form {number} and did not send it").format(number=quoted(number)),
                _("send or leave out the form that is typed now, then give its number again"),
            )

    @property
    def sent(self) -> int:
        """How many forms were sent here."""
        return len(self._sent)

    @property
    def typed(self) -> tuple[TypedForm, ...]:
        """The forms of this batch so far, newest last, those of other clerks among them."""
        return tuple(self._told(one) for one in papers.typed(self._consultation.database, self.survey.id, self.batch))

    def _told(self, one: papers.Typed) -> TypedForm:
        anonymous = self.survey.identity is Identity.ANONYMOUS
        receipt = self._sent.get(one.number, "") if anonymous else one.receipt
        unclear = papers.unclear(self._consultation.database, one.response)
        return TypedForm(
            one.number, one.response, receipt, one.answered, unclear, one.typed_by, one.submitted_at, one.revision, one.twice
        )

    def form(self, number: str) -> TypedForm:
        """A form of this batch; raises NotFoundError."""
        found = next(papers.typed(self._consultation.database, self.survey.id, self.batch, number), None)
        if found is None:
            raise not_typed(number)
        return self._told(found)

    def send(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> TypedForm:
        """Keeps the form as a response and moves on to the next number.

        Where another clerk took a number meanwhile that was only proposed, the form gets the next free one: see `number` of what
        comes back. Raises AnswerError, with a problem for each field, or where a number that was set is taken.
        """
        notes = plain_notes(unclear)
        whole = self._form.whole(raw, notes)
        while True:
            number = self._number
            try:
                receipt = self._submit(number, whole, notes)
                break
            except papers.NumberTaken:
                if not self._proposed:
                    raise
                self._move_on(number, raw, notes)
        self._sent[number] = receipt
        sent = self.form(number)
        with self._consultation.database.atomic():
            self._take(self._free(number))
        self._proposed = True
        self._begin()
        return sent

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

    def reopen(self, number: str) -> dict[str, str | list[str]]:
        """What a form of the batch says now, as it would be typed; raises NotFoundError."""
        response = response_of(self._consultation, self.survey, self.batch, number)
        return self._form.fields(history(self._consultation, self.survey.id).current(response).answers)

    def unclear_of(self, number: str) -> dict[str, str]:
        """Field → note of a form that was typed in; raises NotFoundError."""
        response = response_of(self._consultation, self.survey, self.batch, number)
        return papers.unclear(self._consultation.database, response.id)

    def keep_correction(self, number: str, raw: Raw, unclear: Mapping[str, str] | None = None) -> None:
        """Keeps how a form of the batch was corrected so far."""
        with self._consultation.database.atomic():
            self._corrections.keep(number, raw, unclear or {})

    def correction(self, number: str) -> Draft | None:
        """How the clerk corrected a form of the batch and did not send it; None where nothing is left to send."""
        return self._corrections.read(number) if number in self._corrections.own() else None

    @property
    def corrections(self) -> tuple[str, ...]:
        """The numbers of the forms that the clerk corrected and did not send, the newest first."""
        typed = self._numbers()
        return tuple(number for number in self._corrections.own() if number in typed)

    def drop_correction(self, number: str) -> None:
        """Leaves a form as it was: forgets how it was corrected."""
        with self._consultation.database.atomic():
            self._corrections.drop(number)

    def correct(self, number: str, raw: Raw, reason: str, unclear: Mapping[str, str] | None = None) -> TypedForm:
        """A revision of a form of the batch; the number that is typed now stays. Where nothing changed there is no revision.

        The draft of the correction goes with it.
        Raises AnswerError, NotFoundError, and UsageError where no reason is given.
        """
        if not reason.strip():
            raise UsageError(_("say why, for what stood there before is kept as well"), _("give the reason in a few words"))
        notes = plain_notes(unclear)
        with self._consultation.database.atomic():
            response = response_of(self._consultation, self.survey, self.batch, number)
            revise(self._consultation, self._form, response, raw, notes, self.by, normalise(reason))
            self._corrections.drop(number)
        return self.form(number)

    def skip(self) -> str:
        """Leaves this number out (forgets its draft) and returns the next one."""
        with self._consultation.database.atomic():
            self._drafts.drop(self._number)
            self._take(self._free(self._number))
        self._proposed = True
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
