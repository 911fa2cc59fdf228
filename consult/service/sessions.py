"""One person filling one survey: what was typed is kept until it is sent."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consult.errors import Problem
from consult.model.checking import Checker
from consult.model.previous import Previous
from consult.model.response import Channel, Raw
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, actor, random_id, today
from consult.service.drafts import KeptDraft, LastCheck
from consult.store import drafts as stored_drafts

if TYPE_CHECKING:
    from consult.model.person import Redeemed

# Who opens a form waits for what is imported above: what only some forms need, or the sending, is imported where it is wanted.


@dataclass(slots=True, eq=False, repr=False)
class Session:
    """One person filling one survey; what was typed is kept until it is sent."""

    consultation: Consultation
    survey: Survey
    holder: str
    """Whose draft it is: people with accounts of their own do not see each other's."""
    previous: Previous
    """What the same respondent answered in the wave before; false where that is nothing."""
    channel: Channel = Channel.TERMINAL
    id: str = field(default_factory=random_id)
    invitation: Redeemed | None = None
    wave: str = ""
    respondent: str = ""
    prefill: bool = False
    """Whether `previous` stands in the form until something is typed."""
    prefilled: bool = field(init=False, default=False)
    """Whether the last `draft` was what was answered in the wave before."""
    _draft: KeptDraft = field(init=False)
    _attached: set[str] = field(init=False, default_factory=set)
    _made_checker: LastCheck | None = field(init=False, default=None)
    _opened: float = field(init=False, default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._draft = KeptDraft(self.consultation, self.survey, self.holder)
        self.draft()

    @property
    def _checker(self) -> LastCheck:
        # Nothing is checked before something is typed.
        self._made_checker = self._made_checker or LastCheck(Checker(self.survey, today=today()))
        return self._made_checker

    @property
    def dropped(self) -> dict[str, str | list[str]]:
        """What was typed earlier to what the survey asks no more, by field; it stays in the draft until the response is sent."""
        return self._draft.dropped

    def draft(self) -> dict[str, str | list[str]]:
        """What was typed earlier and not sent; empty where there is nothing. Sets `dropped` and `prefilled`.

        Where nothing was typed and the form is to be filled in beforehand, it is what was answered in the wave before.
        """
        typed = self._draft.read()
        self.prefilled = self.prefill and not typed and bool(self.previous.raw)
        return dict(self.previous.raw) if self.prefilled else typed

    def keep(self, raw: Raw) -> None:
        """Keeps what was typed so far.

        Raises DraftChangedError where the draft was changed elsewhere since it was read or kept here; reading it again lets this
        session keep its own instead.
        """
        self._draft.keep(raw)

    def discard(self) -> None:
        """Forgets what was typed, and the files that nothing else speaks of; what was filled in beforehand goes too."""
        self._draft.discard(self._attached)
        self.prefill, self._attached = False, set()

    def problems(self, raw: Raw) -> tuple[Problem, ...]:
        """What is wrong with `raw`, by field."""
        return self._checker.check(raw).problems

    def warnings(self, raw: Raw) -> tuple[Problem, ...]:
        """What to ask about once, by field; it may be kept as it is."""
        checked = self._checker.check(raw)
        if not self.previous:
            return checked.warnings
        from consult.service import waves

        return (*checked.warnings, *waves.questions_about(self.survey, self.previous.answers, checked.answers))

    def attach(self, path: str) -> str:
        """Keeps a file and returns what a file question takes for it. Raises AnswerError."""
        from consult.service import attaching

        value = attaching.attach(self.consultation, path)
        self._attached |= attaching.mentioned({"": value})
        return value

    def submit(self, raw: Raw) -> str:
        """Sends the response and forgets the draft; returns the receipt code.

        Raises AnswerError, and DraftChangedError where somebody else changed the draft, or sent it, since it was kept here.
        """
        from consult.service import collecting

        self._draft.refuse_changed()
        return collecting.submit(
            self.consultation, self.survey, raw, channel=self.channel, session=self.id, holder=self.holder,
            invitation=self.invitation, wave=self.wave, respondent=self.respondent,
            seconds=round(time.monotonic() - self._opened), attached=self._attached,
        )  # fmt: skip


def open_session(
    consultation: Consultation, survey: str, *, token: str = "", wave: str = "", respondent: str = "", prefill: bool = False
) -> Session:
    """A session for the published survey: of the one who holds `token`, or of `respondent` in the register, or of anybody.

    What the same respondent answered in the wave before is at hand; with `prefill` it stands in the form, unless a draft does.
    A draft belongs to the respondent, or else to the account, in one wave.
    Raises NotFoundError where the survey, the token or the respondent is not known, AnswerError where a token was used or the
    respondent answered already.
    """
    if token:
        from consult.service.register import redeeming

        session = redeeming.open_session_by_token(consultation, survey, token, wave)
    else:
        asked = defining.current(consultation, survey)
        before = _before(consultation, asked, wave, respondent) if respondent else Previous(asked)
        session = Session(consultation, asked, _holder(wave, respondent), before, wave=wave, respondent=respondent)
    session.prefill = prefill
    return session


def _before(consultation: Consultation, survey: Survey, wave: str, respondent: str) -> Previous:
    """What the respondent answered in the wave before; raises where nobody is called so, or they answered already."""
    from consult.service import waves
    from consult.service.register import people, redeeming

    people.named(consultation, respondent)
    redeeming.refuse_answered(consultation, survey.id, wave, respondent)
    return waves.previous(consultation, survey, respondent, wave)


def has_draft(consultation: Consultation, survey: str, wave: str = "") -> bool:
    """Whether this account typed something into the form of a survey and did not send it."""
    return any(stored_drafts.read(consultation.database, survey, _holder(wave, "")).values())


def _holder(wave: str, respondent: str) -> str:
    """Whose a draft is where no invitation tells it; a respondent's is the one that an invitation would open."""
    if respondent:
        return f"person:{wave}:{respondent}"
    return f"wave:{wave}:{actor()}" if wave else actor()
