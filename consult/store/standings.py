"""How surveys stand, counted by the database: channels, groups, invitations, open answers. Excluded responses are left out."""

from __future__ import annotations

from collections.abc import Collection

from consult.store.current_answers import COUNTS, GIVEN
from consult.store.database import Database


def channels(db: Database, survey: str) -> dict[str, int]:
    """Channel → how many responses came in by it."""
    return dict(db.rows(f"SELECT r.channel, count(*) FROM response r WHERE r.survey = ? AND {COUNTS} GROUP BY 1", (survey,)))


def received_since(db: Database, survey: str, moment: str, day: str) -> int:
    """How many responses came in since `moment` (ISO text in UTC); of those that tell their day alone, on `day`."""
    row = db.one(
        "SELECT count(*) FROM response r WHERE r.survey = ? AND (r.received_at >= ? OR r.received_at = ? || ' 00:00:00')"
        f" AND {COUNTS}",
        (survey, moment, day),
    )
    return int(row[0]) if row else 0


def named(db: Database, survey: str, wave: str, questions: Collection[str]) -> list[tuple[int, str, str, int]]:
    """Version, question, choice, and how many responses of a wave took it, for the questions with these codes."""
    marks = ", ".join("?" * len(questions))
    return [
        (version, question, code, count)
        for version, question, code, count in db.rows(
            f"SELECT r.version, a.question, a.code, count(*) FROM response r JOIN answer a ON {GIVEN} AND a.question IN ({marks})"
            f" WHERE r.survey = ? AND r.wave = ? AND a.code <> '' AND {COUNTS} GROUP BY 1, 2, 3",
            (*questions, survey, wave),
        )
    ]


def invited(db: Database, survey: str, wave: str) -> list[tuple[str, str, int, int]]:
    """Group, area, how many of them were invited to a wave of a survey, and how many of these have answered."""
    rows = db.rows(
        "SELECT p.stakeholder_group, p.area, count(*), count(CASE WHEN i.used = 1 OR r.nr IS NOT NULL THEN 1 END)"
        " FROM invitation i JOIN person p ON p.code = i.person"
        " LEFT JOIN response r ON r.survey = i.survey AND r.wave = i.wave AND r.respondent = i.person"
        " WHERE i.survey = ? AND i.wave = ? GROUP BY 1, 2",
        (survey, wave),
    )
    return [(group, area, n, answered) for group, area, n, answered in rows]


def written(db: Database, survey: str, questions: Collection[str], since: str = "") -> list[tuple[int, str, str, int]]:
    """Version, question, field of a repeat, and how many answers in own words came in after `since` (ISO text in UTC)."""
    marks = ", ".join("?" * len(questions))
    return [
        (version, question, field, count)
        for version, question, field, count in db.rows(
            f"SELECT r.version, a.question, a.col, count(*) FROM response r JOIN answer a ON {GIVEN} AND a.question IN ({marks})"
            f" WHERE r.survey = ? AND r.received_at > ? AND a.code = '' AND a.text <> '' AND {COUNTS} GROUP BY 1, 2, 3",
            (*questions, survey, since),
        )
    ]


def themed(db: Database, survey: str) -> dict[str, tuple[str, int]]:
    """Open question → the moment when its themes were found (ISO text in UTC), and how many they are."""
    rows = db.rows(
        "SELECT u.question, u.made_at, count(t.id) FROM theme_run u"
        " LEFT JOIN theme t ON t.survey = u.survey AND t.question = u.question WHERE u.survey = ? GROUP BY 1, 2",
        (survey,),
    )
    return {question: (made_at, count) for question, made_at, count in rows}
