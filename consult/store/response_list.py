"""What the list of responses is made of: many responses at once, and of each no more than is shown or sought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from consult.model.response import Answer
from consult.store.current_answers import CELL, GIVEN, LAST_REVIEW, LAST_REVISION, answer_of
from consult.store.database import Database, batches


class Head(NamedTuple):
    """A response without its answers."""

    number: int
    """The row of the database; it tells nothing to anybody."""
    id: str
    version: int
    channel: str
    submitted_at: str | None
    wave: str
    respondent: str | None
    review: str | None
    """None where nobody looked at it."""
    revision: int
    batch: str = ""
    """The pile of paper that it was typed from; empty elsewhere, as its number is."""
    paper_number: str = ""


_HEADS = (
    "SELECT r.nr, r.id, r.version, r.channel, r.submitted_at, r.wave, r.respondent,"
    f" {LAST_REVIEW}, {LAST_REVISION}, coalesce(p.batch, ''), coalesce(p.number, '')"
    " FROM response r LEFT JOIN paper_form p ON p.response = r.id"
)


def state(db: Database, survey: str) -> tuple[object, ...]:
    """A value that is another one after responses came, went, were corrected or looked at, and a version was published."""
    row = db.one(
        "SELECT (SELECT count(*) FROM response WHERE survey = ?), (SELECT max(nr) FROM response WHERE survey = ?),"
        " (SELECT max(version) FROM survey_version WHERE survey = ?),"
        " (SELECT count(*) FROM revision), (SELECT max(id) FROM review)",
        (survey, survey, survey),
    )
    return row or ()


def heads(db: Database, survey: str) -> list[Head]:
    """All responses of a survey, in no order that means anything."""
    return [Head(*row) for row in db.rows(f"{_HEADS} WHERE r.survey = ?", (survey,))]


def newest(db: Database, survey: str, many: int) -> list[Head]:
    """The responses of the last days, of each day all; at least so many. None where fewer have a day."""
    rows = db.rows(
        f"{_HEADS} WHERE r.survey = ?1 AND r.submitted_at >= (SELECT substr(n.submitted_at, 1, 10) FROM response n"
        " WHERE n.survey = ?1 AND n.submitted_at IS NOT NULL ORDER BY n.submitted_at DESC LIMIT 1 OFFSET ?2)",
        (survey, many - 1),
    )
    return [Head(*row) for row in rows]


def chosen(
    db: Database, survey: str, questions: Sequence[str], numbers: Iterable[int] | None = None
) -> Iterator[tuple[int, str, str, str | None]]:
    """Number of a response, question, code and text of every answer with a value to one of `questions`.

    Of all responses to the survey, or of those with these `numbers`.
    """
    if not questions:
        return
    marks = ", ".join("?" * len(questions))
    found = (
        f"SELECT r.nr, a.question, a.code, a.text FROM response r JOIN answer a ON {GIVEN} AND a.question IN ({marks})"
        " WHERE r.survey = ? AND a.missing IS NULL"
    )
    if numbers is None:
        yield from db.rows(found, (*questions, survey))
        return
    for some in batches(numbers):
        yield from db.rows(f"{found} AND r.nr IN ({', '.join('?' * len(some))})", (*questions, survey, *some))


class Sought(NamedTuple):
    """One answer, as it is made ready to be sought."""

    response: int
    """The number of the response."""
    question: str
    row: str
    column: str
    code: str
    figure: float | None
    text: str | None
    missing: str | None


def sought(db: Database, numbers: Iterable[int]) -> Iterator[Sought]:
    """The answers of these responses that say anything, be it why there is no value; those of a response stand together."""
    for some in batches(numbers):
        rows = db.rows(
            f"SELECT r.nr, a.question, a.row, a.col, a.code, a.number, a.text, a.missing FROM response r JOIN answer a ON {GIVEN}"
            f" WHERE r.nr IN ({', '.join('?' * len(some))}) AND (a.missing IS NULL OR a.missing NOT IN ('blank', 'not_reached'))",
            some,
        )
        yield from (Sought(*row) for row in rows)


def given(db: Database, numbers: Iterable[int]) -> Iterator[tuple[int, Answer]]:
    """Number of a response and each of its answers that has a value."""
    for some in batches(numbers):
        rows = db.rows(
            f"SELECT r.nr, {CELL} FROM response r JOIN answer a ON {GIVEN}"
            f" WHERE r.nr IN ({', '.join('?' * len(some))}) AND a.missing IS NULL",
            some,
        )
        yield from ((number, answer_of(*cell)) for number, *cell in rows)


def answered(db: Database, numbers: Iterable[int], computed: Sequence[str] = ()) -> Iterator[tuple[int, int, int, int]]:
    """Number of a response, how many questions are answered wholly, how many partly, and how many were asked.

    Those that are `computed` were not asked.
    """
    marks = ", ".join("?" * len(computed))
    for some in batches(numbers):
        rows = db.rows(
            "SELECT nr, total(whole), total(given) - total(whole), count(*) FROM (SELECT r.nr,"
            f" min(a.missing IS NULL) AS whole, max(a.missing IS NULL) AS given FROM response r JOIN answer a ON {GIVEN}"
            f" WHERE r.nr IN ({', '.join('?' * len(some))}) AND a.question NOT IN ({marks})"
            " GROUP BY r.nr, a.question) GROUP BY nr",
            (*some, *computed),
        )
        yield from ((number, int(whole), int(partly), asked) for number, whole, partly, asked in rows)


def receipt(db: Database, id_: str) -> str:
    """The receipt code of one response; empty where it has none, as those of tables."""
    row = db.one("SELECT receipt FROM response WHERE id = ?", (id_,))
    return str(row[0]) if row and row[0] else ""
