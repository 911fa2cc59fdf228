"""Answers: checking and keeping them, one response at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from consult.errors import AnswerError, NotFoundError
from consult.i18n import _, quoted
from consult.model.checking import Checker
from consult.model.paper import Paper
from consult.model.person import Redeemed
from consult.model.response import Channel, Raw, Response, Review
from consult.model.survey import Identity, Survey
from consult.service import attaching, defining
from consult.service.consultation import Consultation, actor, new_id, now_here, now_utc, random_id, today
from consult.service.drafts import KeptDraft
from consult.service.history import definition
from consult.service.register import people, redeeming
from consult.store import papers, responses, reviews, surveys

_RECEIPT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is mistaken for another when read aloud


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """A response in the list."""

    id: str
    survey: str
    version: int
    channel: str
    submitted_at: str
    """ISO text; of an anonymous survey the day alone."""
    answered: int
    """Answers that have a value."""
    wave: str = ""
    review: str = Review.RECEIVED.value
    revision: int = 0
    """How often it was corrected."""
    receipt: str = ""
    """The code that its respondent has; empty where it came with a table, and where the survey is anonymous."""
    batch: str = ""
    """The pile of paper that it was typed from; empty elsewhere, as the next two are."""
    number: str = ""
    typed_by: str = ""


def submit(
    consultation: Consultation, survey: Survey, raw: Raw, *, channel: Channel, session: str = "", holder: str = "",
    invitation: Redeemed | None = None, wave: str = "", respondent: str = "", seconds: int | None = None,
    attached: Iterable[str] = (), paper: Paper | None = None, unclear: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Checks and keeps one response; returns its receipt code once it is safely stored.

    The same `session` sent again is the same response and has the same receipt; the draft of `holder` goes with it. With an
    `invitation` its token is used up, and the identity of the survey decides what the response tells of who gave it;
    `respondent` is the register's code where there is none. `seconds` is how long the form was open. Of the files in the draft
    and of `attached`, their hashes, those go that no answer and no draft speaks of. A `paper` form shows what people wrote and
    nobody can ask them again, so it may break the rules of the form as a table may; `unclear` says, by field, why nothing stands
    where something is written, and the response then has issues.
    Raises AnswerError with one Problem a field where something does not fit, NotFoundError where this version of the survey is
    not published or the register does not have the respondent; then nothing is kept.
    """
    _refuse_unknown(consultation, survey, respondent)
    checked = Checker(survey, insist=paper is None, today=today()).check(raw)
    if checked.problems:
        raise AnswerError(problems=checked.problems)
    key = f"session:{session}" if session else ""
    response = Response(
        id=random_id() if survey.identity is Identity.ANONYMOUS else new_id(), survey=survey.id, version=survey.version,
        channel=channel, submitted_at=now_here(), answers=checked.answers, source_key=key, wave=wave, respondent=respondent,
        seconds=seconds, paper=paper,
    )  # fmt: skip
    receipt = "-".join("".join(secrets.choice(_RECEIPT_LETTERS) for _i in range(4)) for _j in range(2))
    with consultation.database.atomic():
        attaching.refuse_absent(consultation, survey, checked.answers)
        dropped = KeptDraft(consultation, survey, holder).forget() if holder else set()
        told = redeeming.redeem(consultation, survey, response, receipt, invitation)
        attaching.drop_unused(consultation, dropped.union(attached))
        if unclear and told == receipt:  # else it was there already
            papers.note(consultation.database, response.id, 0, unclear)
            by = paper.typed_by if paper else actor()
            reviews.add_all(consultation.database, [(response.id, Review.HAS_ISSUES)], papers.reason(unclear), now_utc(), by)
    redeeming.settle(consultation, survey, invitation)
    return told


def _refuse_unknown(consultation: Consultation, survey: Survey, respondent: str) -> None:
    """Raises NotFoundError where the answers would belong to nothing."""
    if not surveys.is_there(consultation.database, survey.id, survey.version):
        raise NotFoundError(
            _("this version of the survey {name} is not published").format(name=quoted(survey.id)),
            _("publish it with “consult survey publish {name}”").format(name=survey.id),
        )
    if respondent and survey.identity is not Identity.ANONYMOUS:
        people.named(consultation, respondent)


def listing(consultation: Consultation, survey: str) -> Iterator[ResponseLine]:
    """The responses of a survey in the order of submission; raises NotFoundError where it was never published.

    Of an anonymous survey no receipts are told, and the day alone: who saw one over a shoulder, or has the list, would read what
    its holder alone may open, and an hour tells who sat there. `show` finds the response where its holder tells the code.
    """
    anonymous = defining.current(consultation, survey).identity is Identity.ANONYMOUS
    known = {} if anonymous else responses.receipts(consultation.database, survey)
    for response in responses.responses(consultation.database, survey):
        moment = submitted(response.submitted_at, anonymous=anonymous)
        answered = sum(answer.missing is None for answer in response.answers)
        yield ResponseLine(
            response.id, response.survey, response.version, response.channel.value, moment, answered,
            response.wave, response.review.value, response.revision, known.get(response.id, ""),
            *((response.paper.batch, response.paper.number, response.paper.typed_by) if response.paper else ()),
        )  # fmt: skip


def submitted(moment: datetime | None, *, anonymous: bool) -> str:
    """When a response was submitted, ISO text; of an anonymous one the day alone. Empty where nobody knows."""
    if moment is None:
        return ""
    return moment.date().isoformat() if anonymous else moment.isoformat(" ")


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
        raise NotFoundError(_("there is no response {id}").format(id=quoted(id_or_receipt)), _("see “consult responses list”"))
    versions = {version.version: version for version in surveys.versions(consultation.database, found.survey)}
    return definition(versions[found.version]), found
