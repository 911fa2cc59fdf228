"""What becomes of an invitation: the token that is shown, the form that it opens, and the response that uses it up.

A token is twelve letters out of 32, chosen at random: 60 bits. Who guesses through the form meets one in 10^15 for a thousand
invitations, and who holds a copy of the database has nothing to gain by computing one back from its hash, for the database
itself says who was invited and no hash leads to an answer. That is why plain SHA-256 is enough where a password would need more.
The survey's name is hashed along, so that a token of one survey is none of another.

What the holder of an anonymous invitation typed and did not send is found again by another hash of the token, which only who
has the token can compute. There is something to gain in that one, for the hash of the invitation leads to the person: so it is
slow to compute, and 60 bits are out of reach of whoever holds a copy of the database.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from consult.errors import AnswerError, NotFoundError
from consult.i18n import _, quoted
from consult.model.person import Redeemed
from consult.model.previous import Previous
from consult.model.response import Response
from consult.model.survey import Identity, Survey
from consult.service import defining, waves
from consult.service.consultation import Consultation, log, now_utc
from consult.service.drafts import KeptDraft
from consult.store import people, responses, reviews, surveys
from consult.store import waves as stored_waves

if TYPE_CHECKING:
    from consult.service.sessions import Session

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is mistaken for another when read aloud
_GROUPS, _GROUP = 3, 4
_READ_AS = str.maketrans({"1": "L", "I": "L"})
_DRAFT_ROUNDS = 100_000


def new_token() -> str:
    """A token such as 7KQM-X2PA-93ND."""
    return "-".join("".join(secrets.choice(_LETTERS) for _i in range(_GROUP)) for _j in range(_GROUPS))


def token_hash(survey: str, token: str) -> str:
    """What is kept of a token: SHA-256 of it together with the survey, hexadecimal. Case, spaces and dashes do not count."""
    return hashlib.sha256(f"{survey}\0{_letters(token)}".encode()).hexdigest()


def _letters(token: str) -> str:
    return "".join(letter for letter in token.upper() if letter.isalnum()).translate(_READ_AS)


def _holder(survey: str, token: str) -> str:
    """Whose a draft is that is typed on an anonymous invitation: nothing that is kept of the invitation leads to it."""
    found = hashlib.pbkdf2_hmac("sha256", _letters(token).encode(), f"draft:{survey}".encode(), _DRAFT_ROUNDS)
    return f"token:{found.hex()}"


def check_token(consultation: Consultation, survey: str, token: str, wave: str = "") -> Redeemed:
    """The invitation that the token stands for; raises NotFoundError where there is none, AnswerError where it was used.

    With `wave`, one of another wave is refused. The person is named only where the survey is not anonymous.
    """
    db = consultation.database
    identity = defining.current(consultation, survey).identity
    found = people.invitation(db, token_hash(survey, token))
    if found is None:
        raise _unknown(consultation, survey, token)
    if wave and found.wave != wave:
        raise NotFoundError(
            _("this invitation is for another wave: {wave}").format(wave=quoted(found.wave or "–")), _("ask for a new one")
        )
    anonymous = identity is Identity.ANONYMOUS
    if found.used or (not anonymous and found.person in people.answered(db, survey, found.wave)):
        raise used_already()
    return Redeemed(found.token_hash, "" if anonymous else found.person, found.wave)


def used_already() -> AnswerError:
    """What is told where an invitation was used before."""
    return AnswerError(_("this invitation was used already"), _("if you did not answer, ask the organiser for a new one"))


def refuse_answered(consultation: Consultation, survey: str, wave: str, respondent: str) -> None:
    """Raises AnswerError where a response of the wave carries the respondent's code already, also one that was excluded."""
    earlier = stored_waves.response_of(consultation.database, survey, wave, respondent)
    if not earlier:
        return
    who = quoted(respondent)
    told = (
        _("{respondent} has answered in the wave {wave} already").format(respondent=who, wave=quoted(wave))
        if wave
        else _("{respondent} has answered this survey already").format(respondent=who)
    )
    if earlier in reviews.excluded(consultation.database, survey):
        raise AnswerError(
            _("{told}, and the response is excluded").format(told=told),
            _("take it back with “consult responses review {id} --state received”").format(id=earlier),
        )
    raise AnswerError(told, _("see it with “consult responses show {id}”").format(id=earlier))


def _unknown(consultation: Consultation, survey: str, token: str) -> NotFoundError:
    for other in surveys.names(consultation.database):
        if other != survey and people.invitation(consultation.database, token_hash(other, token)):
            return NotFoundError(
                _("this invitation is for the survey {name}").format(name=quoted(other)),
                _("open that survey, or ask for a new one"),
            )
    return NotFoundError(
        _("this invitation is not known"),
        _("compare it letter by letter with the one you got, or ask the organiser for a new one"),
    )


def open_session_by_token(consultation: Consultation, survey: str, token: str, wave: str = "") -> Session:
    """A session for the survey whose response will use up the invitation; raises as `check_token` does.

    What is typed and not yet sent is kept for the person, and the answers of the wave before are at hand, where the survey is
    not anonymous. An anonymous draft is kept for whoever has the token, and it goes when the token is used up.
    """
    from consult.service import sessions

    published = defining.current(consultation, survey)
    anonymous = published.identity is Identity.ANONYMOUS
    try:
        redeemed = check_token(consultation, survey, token, wave)
    except AnswerError:
        if anonymous:  # what another window kept after this one was sent: nobody could open it any more
            left = KeptDraft(consultation, published, _holder(survey, token))
            left.read()
            left.discard(set())
        raise
    if anonymous:
        random, holder = str(uuid.uuid4()), _holder(survey, token)
        return sessions.Session(
            consultation, published, holder, Previous(published), id=random, invitation=redeemed, wave=redeemed.wave
        )
    return sessions.Session(
        consultation,
        published,
        f"person:{redeemed.wave}:{redeemed.person}",
        waves.previous(consultation, published, redeemed.person, redeemed.wave),
        invitation=redeemed,
        wave=redeemed.wave,
        respondent=redeemed.person,
    )


def redeem(
    consultation: Consultation, survey: Survey, response: Response, receipt: str, invitation: Redeemed | None = None
) -> str:
    """Keeps a response as the survey's identity promises, and uses up the invitation; call it inside a transaction.

    Returns the receipt code: `receipt`, or the earlier one where the same session sent the response before and nothing is
    done. Raises AnswerError where the invitation was used meanwhile or the respondent answered; the transaction then keeps
    nothing. Call `settle` after the transaction.
    """
    db = consultation.database
    hidden = _is_hidden(survey, invitation)
    kept = as_promised(survey, response, invitation)
    if kept.source_key and responses.by_source_key(db, survey.id, [kept.source_key]):
        return responses.receipt_of(db, survey.id, kept.source_key)
    if kept.respondent and kept.respondent in people.answered(db, survey.id, kept.wave):
        if invitation:
            raise used_already()
        refuse_answered(consultation, survey.id, kept.wave, kept.respondent)
    if invitation and not people.use_invitation(db, invitation.token_hash):
        raise used_already()
    # The same day as in the response: two clocks on both sides of midnight would tell the hour.
    received = f"{kept.submitted_at:%Y-%m-%d} 00:00:00" if hidden and kept.submitted_at else now_utc()
    responses.add(db, [kept], received, receipt=receipt, shuffled=hidden)
    if not hidden:  # a line of the log would tell when which response came in
        typed: dict[str, object] = {"by": kept.paper.typed_by} if kept.paper else {}
        log(consultation, "submit", f"response {kept.id}", {"survey": survey.id, "channel": kept.channel.value, **typed})
    return receipt


def _is_hidden(survey: Survey, invitation: Redeemed | None) -> bool:
    """Whether nothing may tell which invitation a response was given on. Without invitation there is nothing to hide it from."""
    return invitation is not None and survey.identity is Identity.ANONYMOUS


def as_promised(survey: Survey, response: Response, invitation: Redeemed | None = None) -> Response:
    """The response with no more in it than the survey's identity allows.

    An anonymous one never names the respondent; given on an invitation it also has a random id, the day alone, no time that
    the form was open, and a hash for the key of its session, for ids of sessions tell when they were made. Others carry the
    person and the wave of the invitation.
    """
    wave = invitation.wave if invitation else response.wave
    if survey.identity is not Identity.ANONYMOUS:
        return replace(response, wave=wave, respondent=invitation.person if invitation else response.respondent)
    if not _is_hidden(survey, invitation):
        return replace(response, respondent="")
    day = response.submitted_at and response.submitted_at.replace(hour=0, minute=0, second=0, microsecond=0)
    key = hashlib.sha256(f"{survey.id}\0{response.source_key}".encode()).hexdigest() if response.source_key else ""
    return replace(response, id=str(uuid.uuid4()), submitted_at=day, wave=wave, respondent="", seconds=None, source_key=key)


def settle(consultation: Consultation, survey: Survey, invitation: Redeemed | None) -> None:
    """After the transaction: where the survey is anonymous, takes response and invitation out of the write-ahead log."""
    if _is_hidden(survey, invitation):
        people.empty_journal(consultation.database)
