"""Many responses at once, for tables: the database does the grouping, and nothing is held in memory but one response."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from consult.model.packed_answers import Packed, shortest
from consult.model.response import Response
from consult.store.current_answers import CELL, COUNTS, GIVEN, LAST_REVIEW, answer_of
from consult.store.database import Database
from consult.store.responses import HEAD, HEAD_WIDTH, WITH_PAPER, response_of


@dataclass(frozen=True, slots=True)
class Selection:
    """Which responses: those of a survey, of one version or wave where it is named, the excluded ones only if asked for."""

    survey: str
    version: int | None = None
    wave: str | None = None
    excluded: bool = False

    @property
    def sql(self) -> str:
        """The condition on the response `r`."""
        excluded = "" if self.excluded else f" AND {COUNTS}"
        # The plus keeps SQLite from an index by which it would have to sort all that is read, answers and all.
        return f"+r.survey = :survey AND r.version = ifnull(:version, r.version) AND r.wave = ifnull(:wave, r.wave){excluded}"

    @property
    def values(self) -> dict[str, object]:
        """What stands for the names in the condition."""
        return {"survey": self.survey, "version": self.version, "wave": self.wave}


_HEAD = (
    "r.id, r.survey, CAST(r.version AS TEXT), r.wave, r.channel, ifnull({submitted_at}, ''),"
    f" ifnull({LAST_REVIEW}, 'received'), ifnull(r.respondent, ''), ifnull(CAST({{seconds}} AS TEXT), ''),"
    " ifnull({source_key}, '')"
)
_AS_STORED = {"submitted_at": "r.submitted_at", "seconds": "r.seconds", "source_key": "r.source_key"}
_ANONYMOUS = {
    "submitted_at": "substr(r.submitted_at, 1, 10) || ' 00:00:00'",
    "seconds": "NULL",
    "source_key": "CASE WHEN substr(r.source_key, 1, 8) = 'session:' THEN '' ELSE r.source_key END",
}
"""What is told of a response that must not tell when its respondent sat where: the day, and no key of a session."""
# The texts that `model.packed_answers` describes. Numbers that SQLite writes exactly, it writes itself.
_PLACE = (
    "CASE WHEN a.row <> '' OR a.col <> '' OR a.instance <> 0"
    " THEN a.question || char(1) || a.row || char(1) || a.col || char(1) || a.instance ELSE a.question END"
)
_NUMBER = "CASE WHEN a.number = CAST(a.number AS INTEGER) THEN CAST(a.number AS INTEGER) ELSE shortest_number(a.number) END"
_VALUE = (
    "CASE WHEN a.code <> '' THEN CASE WHEN a.text IS NULL THEN a.code ELSE a.code || char(2) || a.text END"
    f" WHEN a.number IS NOT NULL THEN {_NUMBER}"
    " WHEN a.text IS NOT NULL THEN char(3) || a.text"
    " WHEN a.missing = 'blank' THEN '' ELSE char(4) || a.missing END"
)


@contextmanager
def reading(db: Database) -> Iterator[None]:
    """All that is read inside stands as it stood at the beginning, whatever others write meanwhile."""
    db.connection.execute("BEGIN")
    try:
        yield
    finally:
        db.connection.rollback()


def count(db: Database, selection: Selection) -> int:
    """How many responses the selection has."""
    row = db.one(f"SELECT count(*) FROM response r WHERE {selection.sql}", selection.values)  # type: ignore[arg-type]
    return int(row[0]) if row else 0


def packed(db: Database, selection: Selection, *, placed: bool = True, anonymous: bool = False) -> Iterator[Packed]:
    """Each response of the selection as a plain tuple in the order of `Packed`, with the answers of its last revision.

    With `anonymous` the day stands for the moment, and neither how long the form was open nor the key of its session is told.
    Where no question has rows, columns, instances or ranks, say so by `placed`: it is a seventh faster.
    """
    place = _PLACE if placed else "a.question"
    answers = (
        f"(SELECT group_concat({place}, char(0)) || char(0, 0) || group_concat({_VALUE}, char(0)) FROM answer a WHERE {GIVEN})"
    )
    db.connection.create_function("shortest_number", 1, shortest, deterministic=True)
    head = _HEAD.format_map(_ANONYMOUS if anonymous else _AS_STORED)
    columns = f"{head}, ifnull(p.batch, ''), ifnull(p.number, ''), ifnull({answers}, '')"
    sql = f"SELECT {columns} FROM {WITH_PAPER} WHERE {selection.sql} ORDER BY r.nr"
    yield from db.rows(sql, selection.values)  # type: ignore[arg-type,misc]


def answer_lines(db: Database, selection: Selection) -> Iterator[tuple[Any, ...]]:
    """One line an answer: response, survey, version, wave, question, row, column, instance, code, number, text, missing."""
    sql = (
        "SELECT r.id, r.survey, r.version, r.wave, a.question, a.row, a.col, a.instance, a.code, a.number, a.text, a.missing"
        f" FROM response r JOIN answer a ON {GIVEN} WHERE {selection.sql} ORDER BY r.nr"
    )
    return db.rows(sql, selection.values)  # type: ignore[arg-type]


def on_paper(db: Database, selection: Selection) -> bool:
    """Whether any response of the selection was typed from paper."""
    sql = f"SELECT EXISTS (SELECT 1 FROM response r JOIN paper_form p ON p.response = r.id WHERE {selection.sql})"
    row = db.one(sql, selection.values)  # type: ignore[arg-type]
    return bool(row and row[0])


def count_answers(db: Database, selection: Selection) -> int:
    """How many lines `answer_lines` has."""
    sql = f"SELECT count(*) FROM response r JOIN answer a ON {GIVEN} WHERE {selection.sql}"
    row = db.one(sql, selection.values)  # type: ignore[arg-type]
    return int(row[0]) if row else 0


def responses(db: Database, selection: Selection) -> Iterator[Response]:
    """Each response of the selection."""
    return _responses(db, selection.sql, selection.values)


def by_id(db: Database, ids: Sequence[str]) -> dict[str, Response]:
    """Id → response, of those of `ids` that are there; at most some hundred at a time."""
    marks = ", ".join("?" * len(ids))
    return {response.id: response for response in _responses(db, f"r.id IN ({marks})", ids)}


def _responses(db: Database, condition: str, values: Any) -> Iterator[Response]:
    sql = f"SELECT {HEAD}, {CELL} FROM {WITH_PAPER} LEFT JOIN answer a ON {GIVEN} WHERE {condition} ORDER BY r.nr"
    rows = db.rows(sql, values)
    for head, cells in groupby(rows, key=lambda row: row[:HEAD_WIDTH]):
        yield response_of(head, tuple(answer_of(*cell[HEAD_WIDTH:]) for cell in cells if cell[HEAD_WIDTH] is not None))


def highest_instance(db: Database, survey: str, question: str) -> int:
    """How often a repeat was answered at most; 0 where nobody was asked."""
    sql = f"SELECT max(a.instance) FROM response r JOIN answer a ON {GIVEN} AND a.question = ? WHERE r.survey = ?"
    row = db.one(sql, (question, survey))
    return int(row[0] or 0) if row else 0


def people(db: Database, codes: Sequence[str]) -> set[str]:
    """Those of `codes` that the register has."""
    marks = ", ".join("?" * len(codes))
    return {code for (code,) in db.rows(f"SELECT code FROM person WHERE code IN ({marks})", codes)}


def holders(db: Database, survey: str, field: str, values: Sequence[str]) -> dict[tuple[str, str], str]:
    """Wave and value → id of the responses of `survey` that have one of `values` as their `source_key` or `respondent`."""
    assert field in ("source_key", "respondent")
    marks = ", ".join("?" * len(values))
    rows = db.rows(f"SELECT wave, {field}, id FROM response WHERE survey = ? AND {field} IN ({marks})", (survey, *values))
    return {(wave, value): id_ for wave, value, id_ in rows}
