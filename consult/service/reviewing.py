"""Looking responses over: what they may have wrong, what a person decided, and why some do not count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consult.analysis.quality import flags
from consult.errors import NotFoundError, Problem, UsageError
from consult.i18n import N_, _, quoted
from consult.model.flag import Flag, Sign
from consult.model.response import Response, Review
from consult.service.consultation import Consultation, actor, log, now_utc
from consult.service.history import history
from consult.service.progress import Progress
from consult.store import responses, reviews
from consult.store.responses import Revision
from consult.store.reviews import Reviewed

__all__ = [
    "Reviewed", "Revision", "duplicates", "review", "reviews_of", "revisions_of", "sign_name", "state_name",
]  # fmt: skip

_SIGNS: Mapping[Sign, str] = {
    Sign.SAME_RESPONDENT: N_("same respondent"),
    Sign.SAME_ANSWERS: N_("same answers"),
    Sign.SAME_TEXT: N_("same text"),
    Sign.NEAR_TEXT: N_("nearly the same text"),
    Sign.STRAIGHT_LINE: N_("all rows alike"),
    Sign.HASTE: N_("filled in haste"),
}
_STATES: Mapping[Review, str] = {
    Review.RECEIVED: N_("received"),
    Review.EDITED: N_("edited"),
    Review.HAS_ISSUES: N_("has issues"),
    Review.APPROVED: N_("approved"),
    Review.EXCLUDED: N_("excluded"),
}
_EXPLAINED = (Review.HAS_ISSUES, Review.EXCLUDED)
"""States that a sceptical reader asks the reason of."""


_READING = 30
"""Of a hundred parts of the time in which duplicates are sought, those for reading the responses."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a review changed."""

    responses: tuple[str, ...]
    """Ids, in the order in which they were named."""
    state: Review


def sign_name(sign: Sign) -> str:
    """The sign in words."""
    return _(_SIGNS[sign])


def state_name(state: Review) -> str:
    """The state of a review in words."""
    return _(_STATES[state])


def duplicates(
    consultation: Consultation, survey: str, signs: Iterable[Sign] = (), progress: Progress | None = None
) -> list[Flag]:
    """What is suspicious in the responses to a survey that count, each sign once; only `signs` where some are named.

    Nothing is changed. `progress` counts per cent, and may raise to stop. Raises NotFoundError where the survey was never
    published.
    """
    past = history(consultation, survey)
    given: list[Response] = []
    many = responses.count(consultation.database, survey)
    for at, response in enumerate(responses.responses(consultation.database, survey)):
        if response.review is not Review.EXCLUDED:
            given.append(past.current(response))
        if progress and at % 100 == 0:
            progress(_READING * at // max(many, at + 1), 100)
    wanted = set(signs) or set(Sign)
    found = flags(past.survey, given, progress and (lambda done, of: progress(_READING + (99 - _READING) * done // of, 100)))
    if progress:
        progress(100, 100)
    return [flag for flag in found if flag.sign in wanted]


def review(consultation: Consultation, names: Sequence[str], state: Review, reason: str = "") -> Looked:
    """Sets the state of responses, named by id or receipt code; all of them, or none where one is not known.

    Raises NotFoundError, and UsageError where a response is excluded or has issues and nobody says why. A response that was
    excluded may be taken back by any other state.
    """
    if state in _EXPLAINED and not reason.strip():
        raise UsageError(_("say why, for the report tells it"), _("add --reason"))
    if state is Review.EDITED:
        raise UsageError(_("a response is edited by correcting it"), _("choose another state"))
    found = responses.ids(consultation.database, names)
    unknown = [name for name in names if name not in found]
    if unknown:
        raise NotFoundError(
            problems=[Problem("", _("there is no response {id}").format(id=quoted(name)), _("see “consult responses list”"))
                      for name in unknown]
        )  # fmt: skip
    ids = tuple(dict.fromkeys(found[name] for name in names))
    with consultation.database.atomic():
        reviews.add_all(consultation.database, ((id_, state) for id_ in ids), reason.strip(), now_utc(), actor())
        for id_ in ids:
            log(consultation, "review", f"response {id_}", {"state": state.value, "reason": reason.strip()})
    return Looked(ids, state)


def stand_now(consultation: Consultation, ids: Sequence[str]) -> dict[str, tuple[Review, str]]:
    """Id → how the response stands, and why."""
    looked = reviews.last_of(consultation.database, ids)
    return {id_: (looked[id_].state, looked[id_].reason) if id_ in looked else (Review.RECEIVED, "") for id_ in ids}


def reviews_of(consultation: Consultation, response: str) -> list[Reviewed]:
    """Who looked at a response and what they found, oldest first."""
    return reviews.of_response(consultation.database, response)


def revisions_of(consultation: Consultation, response: str) -> list[Revision]:
    """When a response was corrected, by whom and why, oldest first."""
    return responses.revisions(consultation.database, response)
