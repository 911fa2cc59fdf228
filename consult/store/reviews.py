"""Reviews: how far responses were looked at, and why some do not count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult.model.response import Review
from consult.store.database import Database, batches


def exclusion_reasons(db: Database, survey: str) -> dict[str, int]:
    """Reason as it was written → how many responses of a survey it keeps out now; the most frequent first."""
    rows = db.rows(
        "SELECT w.reason, count(*) FROM response r JOIN review w"
        " ON w.id = (SELECT max(v.id) FROM review v WHERE v.response = r.nr)"
        " WHERE r.survey = ? AND w.state = 'excluded' GROUP BY w.reason ORDER BY count(*) DESC, w.reason",
        (survey,),
    )
    return {reason: count for reason, count in rows}


def excluded(db: Database, survey: str) -> set[str]:
    """The ids of the responses to a survey that do not count now."""
    rows = db.rows(
        "SELECT r.id FROM response r JOIN review w ON w.id = (SELECT max(v.id) FROM review v WHERE v.response = r.nr)"
        " WHERE r.survey = ? AND w.state = 'excluded'",
        (survey,),
    )
    return {response for (response,) in rows}


def count_excluded(db: Database, survey: str) -> int:
    """How many responses to a survey do not count now."""
    return sum(exclusion_reasons(db, survey).values())


def add_all(db: Database, reviews: Iterable[tuple[str, Review]], reason: str, at: str, actor: str) -> None:
    """Notes of each response, by its id, that somebody looked at it and what they found."""
    db.write_many(
        "INSERT INTO review (response, at, actor, state, reason) SELECT nr, ?, ?, ?, ? FROM response WHERE id = ?",
        ((at, actor, state.value, reason, id_) for id_, state in reviews),
    )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One look at a response."""

    state: Review
    reason: str
    at: str
    actor: str


def of_response(db: Database, response: str) -> list[Reviewed]:
    """Who looked at the response of this id and what they found, oldest first."""
    rows = db.rows(
        "SELECT w.state, w.reason, w.at, w.actor FROM review w JOIN response r ON r.nr = w.response WHERE r.id = ? ORDER BY w.id",
        (response,),
    )
    return [Reviewed(Review(state), reason, at, actor) for state, reason, at, actor in rows]


def last_of(db: Database, responses: Iterable[str]) -> dict[str, Reviewed]:
    """Id → the last look at it, of those responses that anybody looked at."""
    found: dict[str, Reviewed] = {}
    for some in batches(responses):
        rows = db.rows(
            "SELECT r.id, w.state, w.reason, w.at, w.actor FROM response r"
            " JOIN review w ON w.id = (SELECT max(v.id) FROM review v WHERE v.response = r.nr)"
            f" WHERE r.id IN ({', '.join('?' * len(some))})",
            some,
        )
        found |= {id_: Reviewed(Review(state), reason, at, actor) for id_, state, reason, at, actor in rows}
    return found
