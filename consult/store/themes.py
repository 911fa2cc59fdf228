"""Themes and which answer belongs to which."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.store.database import Database


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of one question; `quotes` are ids of typical responses, best first."""

    id: str
    label: str
    keywords: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A response belongs to a theme; `confidence` is 0 to 1."""

    response: str
    theme: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Run:
    """How the themes of one question were found."""

    survey: str
    question: str
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
            (theme.id, *where, at, theme.label, json.dumps(theme.keywords, ensure_ascii=False), json.dumps(theme.quotes))
            for at, theme in enumerate(themes)
        ),
    )
    db.write_many(
        "INSERT INTO theme_match (response, question, theme, made_by, confidence) VALUES (?, ?, ?, 'machine', ?)",
        ((match.response, run.question, match.theme, match.confidence) for match in matches),
    )


def run(db: Database, survey: str, question: str) -> Run | None:
    """How the themes of a question were found, or None where nobody looked for any."""
    row = db.one("SELECT parameters, stability, made_at FROM theme_run WHERE survey = ? AND question = ?", (survey, question))
    return Run(survey, question, json.loads(row[0]), row[1], row[2]) if row else None


def themes(db: Database, survey: str, question: str) -> list[Theme]:
    """The themes of a question in their order."""
    rows = db.rows(
        "SELECT id, label, keywords, quotes FROM theme WHERE survey = ? AND question = ? ORDER BY position", (survey, question)
    )
    return [Theme(id_, label, tuple(json.loads(keywords)), tuple(json.loads(quotes))) for id_, label, keywords, quotes in rows]


def matches(db: Database, survey: str, question: str) -> list[Match]:
    """Which response belongs to which theme of a question."""
    rows = db.rows(
        "SELECT m.response, m.theme, m.confidence FROM theme_match m JOIN theme t ON t.id = m.theme"
        " WHERE t.survey = ? AND t.question = ? ORDER BY m.response",
        (survey, question),
    )
    return [Match(*row) for row in rows]
