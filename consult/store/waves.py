"""Waves: which there are, and which response of a wave is whose."""

from __future__ import annotations

from consult.store.database import Database


def waves(db: Database, survey: str) -> list[tuple[str, int, str, str, int]]:
    """Name, number of responses that count, first and last moment of submission, and number of excluded ones of each wave.

    The moments are those of all responses, and empty where not known.
    """
    rows = db.rows(
        "SELECT r.wave, count(*) - total(w.state = 'excluded'), coalesce(min(r.submitted_at), ''),"
        " coalesce(max(r.submitted_at), ''), total(w.state = 'excluded') FROM response r"
        " LEFT JOIN review w ON w.id = (SELECT max(v.id) FROM review v WHERE v.response = r.nr)"
        " WHERE r.survey = ? GROUP BY r.wave",
        (survey,),
    )
    return [(wave, int(count), first, last, int(excluded)) for wave, count, first, last, excluded in rows]


def response_ids(db: Database, survey: str, wave: str) -> set[str]:
    """The ids of the responses of one wave."""
    return {id_ for (id_,) in db.rows("SELECT id FROM response WHERE survey = ? AND wave = ?", (survey, wave))}


def response_of(db: Database, survey: str, wave: str, respondent: str) -> str:
    """The id of the response that a person of the register gave in a wave; empty where there is none."""
    row = db.one("SELECT id FROM response WHERE survey = ? AND wave = ? AND respondent = ?", (survey, wave, respondent))
    return str(row[0]) if row else ""
