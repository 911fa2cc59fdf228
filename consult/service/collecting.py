"""Answers: checking and keeping them, one response at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from consult.errors import AnswerError, NotFoundError, Problem
from consult.i18n import _, quoted
from consult.model.checking import Checker
from consult.model.response import Channel, Raw, Response
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, actor, log, new_id, now_here, now_utc
from consult.store import responses, surveys

_RECEIPT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is mistaken for another when read aloud


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """A response in the list."""

    id: str
    survey: str
    version: int
    channel: str
    submitted_at: str
    answered: int
    """Answers that have a value."""


def submit(consultation: Consultation, survey: Survey, raw: Raw, *, channel: Channel, session: str = "", holder: str = "") -> str:
    """Checks and keeps one response; returns its receipt code once it is safely stored.

    The same `session` sent again is the same response and has the same receipt; the draft of `holder` goes with it.
    Raises AnswerError with one Problem a field where something does not fit; then nothing is kept.
    """
    checked = Checker(survey).check(raw)
    if checked.problems:
        raise AnswerError(problems=checked.problems)
    key = f"session:{session}" if session else ""
    response = Response(new_id(), survey.id, survey.version, channel, now_here(), checked.answers, key)
    receipt = "-".join("".join(secrets.choice(_RECEIPT_LETTERS) for _i in range(4)) for _j in range(2))
    with consultation.database.atomic():
        added = responses.add(consultation.database, [response], now_utc(), receipt=receipt)
        if holder:
            responses.drop_draft(consultation.database, survey.id, holder)
        if not added:
            return responses.receipt_of(consultation.database, survey.id, key)
        log(consultation, "submit", f"response {response.id}", {"survey": survey.id, "channel": channel.value})
    return receipt


@dataclass(slots=True)
class Session:
    """One person filling one survey; what was typed is kept until it is sent."""

    consultation: Consultation
    survey: Survey
    holder: str
    """Whose draft it is: people with accounts of their own do not see each other's."""
    channel: Channel = Channel.TERMINAL
    id: str = field(default_factory=new_id)
    _checker: Checker = field(init=False)

    def __post_init__(self) -> None:
        self._checker = Checker(self.survey)

    def draft(self) -> dict[str, str | list[str]]:
        """What was typed earlier and not sent; empty where there is nothing."""
        return responses.draft(self.consultation.database, self.survey.id, self.holder)

    def keep(self, raw: Raw) -> None:
        """Keeps what was typed so far."""
        with self.consultation.database.atomic():
            responses.keep_draft(self.consultation.database, self.survey.id, self.holder, dict(raw), now_utc())

    def discard(self) -> None:
        """Forgets what was typed."""
        with self.consultation.database.atomic():
            responses.drop_draft(self.consultation.database, self.survey.id, self.holder)

    def problems(self, raw: Raw) -> tuple[Problem, ...]:
        """What is wrong with `raw`, by field."""
        return self._checker.check(raw).problems

    def submit(self, raw: Raw) -> str:
        """Sends the response and forgets the draft; returns the receipt code. Raises AnswerError."""
        return submit(self.consultation, self.survey, raw, channel=self.channel, session=self.id, holder=self.holder)


def open_session(consultation: Consultation, survey: str) -> Session:
    """A session for the published survey; raises NotFoundError where it is not published."""
    return Session(consultation, defining.current(consultation, survey), holder=actor())


def listing(consultation: Consultation, survey: str) -> Iterator[ResponseLine]:
    """The responses of a survey in the order of submission; raises NotFoundError where it was never published."""
    defining.current(consultation, survey)
    for response in responses.responses(consultation.database, survey):
        moment = response.submitted_at.isoformat(" ") if response.submitted_at else ""
        answered = sum(answer.missing is None for answer in response.answers)
        yield ResponseLine(response.id, response.survey, response.version, response.channel.value, moment, answered)


def channel_name(channel: str) -> str:
    """The way in which a response arrived, in words."""
    return {
        Channel.TERMINAL: _("at a terminal"),
        Channel.WEB: _("on a web page"),
        Channel.PAPER: _("on paper"),
        Channel.HANDS: _("by show of hands"),
        Channel.IMPORT: _("imported from a table"),
    }[Channel(channel)]


def show(consultation: Consultation, id_or_receipt: str) -> tuple[Survey, Response]:
    """A response and the version of the survey it answers; raises NotFoundError."""
    found = responses.response(consultation.database, id_or_receipt.strip())
    if found is None:
        raise NotFoundError(_("there is no response {id}").format(id=quoted(id_or_receipt)), _("see „consult responses list”"))
    versions = {version.version: version for version in surveys.versions(consultation.database, found.survey)}
    return defining.from_published(versions[found.version]), found
