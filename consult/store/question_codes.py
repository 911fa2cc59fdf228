"""What is kept of questions under their codes: how many answers, which answers, and what analysts made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from consult.model.response import Answer
from consult.store.current_answers import CELL, GIVEN, answer_of
from consult.store.database import Database


def counts(db: Database, survey: str) -> dict[tuple[int, str], int]:
    """Version and code of a question, as it was answered → how many answers it has.

    Blank ones count, corrected ones do not.
    """
    sql = (
        f"SELECT r.version, a.question, count(*) FROM response r JOIN answer a ON {GIVEN} WHERE r.survey = ?"
        " GROUP BY r.version, a.question"
    )
    return {(version, question): answers for version, question, answers in db.rows(sql, (survey,))}


Places = Mapping[str, Sequence[tuple[int, str]]]
"""Code of a question → versions and codes under which it was asked."""


def responses_to(db: Database, survey: str, places: Places) -> Counter[str]:
    """Code of a question → how many responses have answers at its places, or in any version under the code itself."""
    marks = ", ".join("?" * len(places))
    under_own_code = (
        f"SELECT a.question, count(DISTINCT r.nr) FROM response r JOIN answer a ON {GIVEN} AND a.question IN ({marks})"
        " WHERE r.survey = ? GROUP BY a.question"
    )
    found: Counter[str] = Counter(dict(db.rows(under_own_code, (*places, survey))))
    for code, asked in places.items():
        versions = sorted({version for version, _code in asked})
        numbers, pairs = ", ".join("?" * len(versions)), ", ".join(["(?, ?)"] * len(asked))
        row = db.one(
            f"SELECT count(*) FROM response r WHERE r.survey = ? AND r.version IN ({numbers}) AND EXISTS"
            f" (SELECT 1 FROM answer a WHERE {GIVEN} AND (r.version, a.question) IN (VALUES {pairs}))",
            (survey, *versions, *chain.from_iterable(asked)),
        )
        found[code] += row[0] if row else 0
    return found


def of_versions(db: Database, survey: str, versions: Iterable[int]) -> set[str]:
    """The ids of the responses to these versions of a survey."""
    marks = ", ".join("?" * len(numbers := sorted(versions)))
    return {id_ for (id_,) in db.rows(f"SELECT id FROM response WHERE survey = ? AND version IN ({marks})", (survey, *numbers))}


def answers_to(db: Database, survey: str, questions: Iterable[str]) -> Iterator[tuple[str, int, tuple[Answer, ...]]]:
    """Id and version of every response that was asked one of `questions`, with its answers to these alone."""
    codes = sorted(questions)
    marks = ", ".join("?" * len(codes))
    rows = db.rows(
        f"SELECT r.id, r.version, {CELL} FROM response r JOIN answer a ON {GIVEN} AND a.question IN ({marks})"
        " WHERE r.survey = ? ORDER BY r.nr",
        (*codes, survey),
    )
    for (response, version), cells in groupby(rows, key=lambda row: row[:2]):
        yield response, version, tuple(answer_of(*cell[2:]) for cell in cells)


def move(db: Database, survey: str, old: str, new: str) -> None:
    """Moves the themes of the question `old` to `new`, unless `new` has themes; call it inside a transaction."""
    if db.one("SELECT 1 FROM theme_run WHERE survey = ? AND question = ?", (survey, new)):
        return
    db.write("PRAGMA defer_foreign_keys = ON")  # run, themes and matches point at each other; they are whole at the end
    db.write(
        "UPDATE theme_match SET question = ? WHERE question = ?"
        " AND theme IN (SELECT id FROM theme WHERE survey = ? AND question = ?)",
        (new, old, survey, old),
    )
    for table in ("theme", "theme_run"):
        db.write(f"UPDATE {table} SET question = ? WHERE survey = ? AND question = ?", (new, survey, old))
