"""The forms of a batch that were typed before: which they are, and correcting them.

A form is corrected in the version in which it was typed, since it is its paper that lies on the desk.
"""

from __future__ import annotations

from collections.abc import Mapping

from consult.errors import UsageError
from consult.i18n import _
from consult.model.paper import TypedForm
from consult.model.response import Raw
from consult.model.survey import Identity, Survey
from consult.model.typed_values import normalise
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.service.paper.form_drafts import Draft, Drafts
from consult.service.paper.paper_desk import PaperDesk
from consult.service.paper.paper_forms import not_typed, plain_notes, response_of, revise
from consult.store import papers


class TypedBefore(PaperDesk):
    """What a clerk sees and does of the forms of a batch that were sent. `version` 0 is the one that is answered now."""

    def __init__(self, consultation: Consultation, survey: Survey, batch: str, by: str, kind: str):
        super().__init__(consultation, survey, batch, by, kind)
        self._sent: dict[str, str] = {}
        """Number → receipt of the forms that were sent here."""

    @property
    def sent(self) -> int:
        """How many forms were sent here."""
        return len(self._sent)

    @property
    def typed(self) -> tuple[TypedForm, ...]:
        """The forms of this batch so far, newest last, those of other clerks among them."""
        return tuple(self._told(one) for one in papers.typed(self._consultation.database, self.newest.id, self.batch))

    def _told(self, one: papers.Typed) -> TypedForm:
        anonymous = self.newest.identity is Identity.ANONYMOUS
        receipt = self._sent.get(one.number, "") if anonymous else one.receipt
        unclear = papers.unclear(self._consultation.database, one.response)
        return TypedForm(
            one.number, one.response, receipt, one.answered, unclear, one.typed_by, one.submitted_at, one.revision, one.twice
        )

    def form(self, number: str) -> TypedForm:
        """A form of this batch; raises NotFoundError."""
        found = next(papers.typed(self._consultation.database, self.newest.id, self.batch, number), None)
        if found is None:
            raise not_typed(number)
        return self._told(found)

    def version_of(self, number: str) -> int:
        """The version in which a form of the batch was typed; raises NotFoundError."""
        return response_of(self._consultation, self.newest, self.batch, number).version

    def reopen(self, number: str, version: int = 0) -> dict[str, str | list[str]]:
        """What a form of the batch says now, as it would be typed in `version`: its own or the newest.

        Raises NotFoundError.
        """
        response = response_of(self._consultation, self.newest, self.batch, number)
        if version != response.version:
            response = history(self._consultation, self.newest.id).current(response)
        return self._rules_of(version).fields(response.answers)

    def unclear_of(self, number: str) -> dict[str, str]:
        """Field → note of a form that was typed in; raises NotFoundError."""
        response = response_of(self._consultation, self.newest, self.batch, number)
        return papers.unclear(self._consultation.database, response.id)

    def _corrections_in(self, version: int) -> Drafts:
        return self._drafts_of("correct", self.version(version))

    def keep_correction(self, number: str, raw: Raw, unclear: Mapping[str, str] | None = None, version: int = 0) -> None:
        """Keeps how a form of the batch was corrected so far."""
        with self._consultation.database.atomic():
            self._corrections_in(version).keep(number, raw, unclear or {})

    def correction(self, number: str, version: int = 0) -> Draft | None:
        """How the clerk corrected a form of the batch and did not send it; None where nothing is left to send."""
        kept = self._corrections_in(version)
        return kept.read(number) if number in kept.own() else None

    @property
    def corrections(self) -> tuple[str, ...]:
        """The numbers of the forms that the clerk corrected and did not send, the newest first."""
        typed = papers.numbers(self._consultation.database, self.newest.id, self.batch)
        return tuple(number for number in self._corrections_in(0).own() if number in typed)

    def drop_correction(self, number: str) -> None:
        """Leaves a form as it was: forgets how it was corrected."""
        with self._consultation.database.atomic():
            self._corrections_in(0).drop(number)

    def correct(
        self, number: str, raw: Raw, reason: str, unclear: Mapping[str, str] | None = None, version: int = 0
    ) -> TypedForm:
        """A revision of a form of the batch; the number that is typed now stays. Where nothing changed there is no revision.

        `raw` is as `version` asks: the form's own or the newest. The draft of the correction goes with it.
        Raises AnswerError, NotFoundError, and UsageError where no reason is given.
        """
        if not reason.strip():
            raise UsageError(_("say why, for what stood there before is kept as well"), _("give the reason in a few words"))
        notes = plain_notes(unclear)
        with self._consultation.database.atomic():
            response = response_of(self._consultation, self.newest, self.batch, number)
            revise(self._consultation, self._rules_of(version), response, raw, notes, self.by, normalise(reason))
            self._corrections_in(0).drop(number)
        return self.form(number)
