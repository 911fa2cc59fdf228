"""Responses and their answers: facts that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import TypeVar

from consult.model.response import Answer, Channel, Missing, Response
from consult.store.database import Database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TableImport:
    """A table that came in: its name and hash, how many responses it held, and the mapping it was read by."""

    id: str
    survey: str
    version: int
    name: str
    sha256: str
    rows: int
    mapping: str
    imported_at: str
    """ISO text with the distance from UTC."""


def add(
    db: Database, responses: Iterable[Response], received_at: str, *, receipt: str | None = None, table_import: str | None = None
) -> int:
    """Adds responses that are not there yet, known by their source key; returns how many were new."""
    added = 0
    for batch in _batches(responses, 500):
        new = [response for response in batch if _add_one(db, response, received_at, receipt, table_import)]
        db.write_many(
            "INSERT INTO answer (response, question, row, code, number, text, missing) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (_answer_row(response.id, answer) for response in new for answer in response.answers),
        )
        added += len(new)
    return added


def _add_one(db: Database, response: Response, received_at: str, receipt: str | None, table_import: str | None) -> bool:
    moment = response.submitted_at.isoformat(" ", "seconds") if response.submitted_at else None
    values = (
        response.id, response.survey, response.version, response.channel.value, moment,
        received_at, receipt, table_import, response.source_key or None,
    )  # fmt: skip
    sql = (
        "INSERT INTO response (id, survey, version, channel, submitted_at, received_at, receipt, table_import, source_key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (survey, source_key) DO NOTHING"
    )
    return db.write(sql, values) > 0


def _answer_row(response: str, answer: Answer) -> tuple[object, ...]:
    missing = answer.missing.value if answer.missing else None
    return (response, answer.question, answer.row, answer.code or "", answer.number, answer.text, missing)


def add_import(db: Database, table: TableImport) -> None:
    """Notes that a table came in."""
    db.write(
        "INSERT INTO table_import (id, survey, version, name, sha256, rows, mapping, imported_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (table.id, table.survey, table.version, table.name, table.sha256, table.rows, table.mapping, table.imported_at),
    )


def imports(db: Database, survey: str) -> list[TableImport]:
    """The tables that came in for a survey, oldest first."""
    rows = db.rows(
        "SELECT id, survey, version, name, sha256, rows, mapping, imported_at FROM table_import WHERE survey = ? ORDER BY id",
        (survey,),
    )
    return [TableImport(*row) for row in rows]


def by_source_key(db: Database, survey: str, keys: Sequence[str]) -> dict[str, str]:
    """Source key → id of the responses of `survey` that have one of `keys`."""
    found: dict[str, str] = {}
    for batch in _batches(keys, 500):
        marks = ", ".join("?" * len(batch))
        rows = db.rows(f"SELECT source_key, id FROM response WHERE survey = ? AND source_key IN ({marks})", (survey, *batch))
        found.update(rows)
    return found


def count(db: Database, survey: str) -> int:
    """How many responses a survey has."""
    row = db.one("SELECT count(*) FROM response WHERE survey = ?", (survey,))
    return int(row[0]) if row else 0


def responses(db: Database, survey: str) -> Iterator[Response]:
    """All responses of a survey with their answers, in the order of submission."""
    rows = db.rows(
        "SELECT r.id, r.survey, r.version, r.channel, r.submitted_at, r.source_key,"
        " a.question, a.row, a.code, a.number, a.text, a.missing"
        " FROM response r LEFT JOIN answer a ON a.response = r.id WHERE r.survey = ?"
        " ORDER BY r.submitted_at IS NULL, r.submitted_at, r.id",
        (survey,),
    )
    for head, cells in groupby(rows, key=lambda row: row[:6]):
        yield _response(head, tuple(_answer(*cell[6:]) for cell in cells if cell[6] is not None))


def response(db: Database, id_or_receipt: str) -> Response | None:
    """The response with this id or receipt code, or None."""
    head = db.one(
        "SELECT id, survey, version, channel, submitted_at, source_key FROM response WHERE id = ? OR receipt = ?",
        (id_or_receipt, id_or_receipt),
    )
    return _response(head, answers_of(db, head[0])) if head else None


def _response(head: tuple[str, str, int, str, str | None, str | None], answers: tuple[Answer, ...]) -> Response:
    id_, survey, version, channel, submitted_at, source_key = head
    moment = datetime.fromisoformat(submitted_at) if submitted_at else None
    return Response(id_, survey, version, Channel(channel), moment, answers, source_key or "")


def answers_of(db: Database, response: str) -> tuple[Answer, ...]:
    """The answers of one response."""
    rows = db.rows("SELECT question, row, code, number, text, missing FROM answer WHERE response = ?", (response,))
    return tuple(_answer(*row) for row in rows)


def _answer(question: str, row: str, code: str, number: float | None, text: str | None, missing: str | None) -> Answer:
    return Answer(question, row, code or None, number, text, Missing(missing) if missing else None)


def texts(db: Database, survey: str, question: str) -> list[tuple[str, str]]:
    """Response id and text of every answer in own words to an open question, in the order of submission."""
    rows = db.rows(
        "SELECT r.id, a.text FROM response r JOIN answer a ON a.response = r.id"
        " WHERE r.survey = ? AND a.question = ? AND a.code = '' AND a.text <> ''"
        " ORDER BY r.submitted_at IS NULL, r.submitted_at, r.id",
        (survey, question),
    )
    return [(id_, text) for id_, text in rows]


def receipt_of(db: Database, survey: str, source_key: str) -> str:
    """The receipt code of the response with this source key; empty where there is none."""
    row = db.one("SELECT receipt FROM response WHERE survey = ? AND source_key = ?", (survey, source_key))
    return str(row[0]) if row else ""


def received_after(db: Database, survey: str, moment: str) -> set[str]:
    """The ids of the responses to a survey that were received after `moment` (ISO text in UTC)."""
    return {id_ for (id_,) in db.rows("SELECT id FROM response WHERE survey = ? AND received_at > ?", (survey, moment))}


def keep_draft(db: Database, survey: str, holder: str, raw: Mapping[str, object], kept_at: str) -> None:
    """Keeps what was typed and not yet sent; `holder` tells whose it is."""
    db.write(
        "INSERT INTO draft (survey, holder, raw, kept_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (survey, holder) DO UPDATE SET raw = excluded.raw, kept_at = excluded.kept_at",
        (survey, holder, json.dumps(raw, ensure_ascii=False), kept_at),
    )


def draft(db: Database, survey: str, holder: str) -> dict[str, str | list[str]]:
    """What `holder` typed earlier; empty where there is nothing."""
    row = db.one("SELECT raw FROM draft WHERE survey = ? AND holder = ?", (survey, holder))
    return dict(json.loads(row[0])) if row else {}


def drop_draft(db: Database, survey: str, holder: str) -> None:
    """Forgets what `holder` typed."""
    db.write("DELETE FROM draft WHERE survey = ? AND holder = ?", (survey, holder))


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """`things` in lists of at most `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch
