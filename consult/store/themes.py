"""Themes and which answer belongs to which."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.store.current_answers import COUNTS
from consult.store.database import Database

Place = tuple[str, int]
"""Where an answer in own words stands: the id of its response, and which time a repeat was answered (0 where it is none)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of one question; `quotes` are the places of typical answers, best first."""

    id: str
    label: str
    keywords: tuple[str, ...]
    quotes: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An answer belongs to a theme; `confidence` is 0 to 1."""

    place: Place
    theme: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Run:
    """How the themes of one question were found."""

    survey: str
    question: str
    """Its code; for a field of a repeat both codes with a dot between them."""
    parameters: Mapping[str, object]
    stability: float | None
    made_at: str


def replace(db: Database, run: Run, themes: Sequence[Theme], matches: Sequence[Match]) -> None:
    """Puts the themes of a new run in the place of those of the run before."""
    where = (run.survey, run.question)
    db.write("DELETE FROM theme_match WHERE theme IN (SELECT id FROM theme WHERE survey = ? AND question = ?)", where)
    db.write("DELETE FROM theme WHERE survey = ? AND question = ?", where)
    db.write("DELETE FROM theme_run WHERE survey = ? AND question = ?", where)
    db.write(
        "INSERT INTO theme_run (survey, question, parameters, stability, made_at) VALUES (?, ?, ?, ?, ?)",
        (*where, json.dumps(run.parameters, sort_keys=True), run.stability, run.made_at),
    )
    db.write_many(
        "INSERT INTO theme (id, survey, question, position, label, keywords, quotes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (theme.id, *where, at, theme.label, json.dumps(theme.keywords, ensure_ascii=False), _written(theme.quotes))
            for at, theme in enumerate(themes)
        ),
    )
    db.write_many(
        "INSERT INTO theme_match (response, instance, question, theme, made_by, confidence) VALUES (?, ?, ?, ?, 'machine', ?)",
        ((*match.place, run.question, match.theme, match.confidence) for match in matches),
    )


def _written(quotes: Sequence[Place]) -> str:
    """As JSON; where no repeat was asked the id of the response stands alone."""
    return json.dumps([[id_, instance] if instance else id_ for id_, instance in quotes])


def _read(quotes: str) -> tuple[Place, ...]:
    return tuple((place, 0) if isinstance(place, str) else (place[0], place[1]) for place in json.loads(quotes))


def run(db: Database, survey: str, question: str) -> Run | None:
    """How the themes of a question were found, or None where nobody looked for any."""
    row = db.one("SELECT parameters, stability, made_at FROM theme_run WHERE survey = ? AND question = ?", (survey, question))
    return Run(survey, question, json.loads(row[0]), row[1], row[2]) if row else None


def themes(db: Database, survey: str, question: str) -> list[Theme]:
    """The themes of a question in their order."""
    rows = db.rows(
        "SELECT id, label, keywords, quotes FROM theme WHERE survey = ? AND question = ? ORDER BY position", (survey, question)
    )
    return [Theme(id_, label, tuple(json.loads(keywords)), _read(quotes)) for id_, label, keywords, quotes in rows]


def matches(db: Database, survey: str, question: str) -> list[Match]:
    """Which answer belongs to which theme of a question; responses that were excluded are left out."""
    rows = db.rows(
        "SELECT m.response, m.instance, m.theme, m.confidence"
        " FROM theme_match m JOIN theme t ON t.id = m.theme JOIN response r ON r.id = m.response"
        f" WHERE t.survey = ? AND t.question = ? AND {COUNTS} ORDER BY m.response, m.instance",
        (survey, question),
    )
    return [Match((response, instance), theme, confidence) for response, instance, theme, confidence in rows]


def corrected_since(db: Database, run: Run) -> list[tuple[str, int, int]]:
    """Id and version of every response of the survey that was corrected after a run, and its revision at the time of the run."""
    rows = db.rows(
        "SELECT r.id, r.version, max(CASE WHEN v.at > ? THEN 0 ELSE v.number END) FROM revision v"
        " JOIN response r ON r.nr = v.response WHERE r.survey = ? GROUP BY r.nr HAVING max(v.at) > ? ORDER BY r.id",
        (run.made_at, run.survey, run.made_at),
    )
    return [(response, version, revision) for response, version, revision in rows]
