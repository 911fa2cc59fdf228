"""Responses and their answers: facts that are only ever added."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consult.model.response import Answer, Channel, Response, Review
from consult.store import papers
from consult.store.current_answers import CELL, COUNTS, LAST_REVIEW, LAST_REVISION, ROW, answer_of, row_of
from consult.store.database import Database, batches
from consult.store.papers import PAPER, paper_of

_MOST_KNOWN = 100_000
"""Different answers that are kept at hand while responses are read."""


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
    db: Database,
    responses: Iterable[Response],
    received_at: str,
    *,
    receipt: str | None = None,
    table_import: str | None = None,
    shuffled: bool = False,
) -> int:
    """Adds responses that are not there yet, known by their source key; returns how many were new.

    With `shuffled`, nothing in the file tells in which order they came.
    """
    added = 0
    for batch in batches(responses):
        rows: list[tuple[object, ...]] = []
        for response in batch:
            number = _add_one(db, response, received_at, receipt, table_import, shuffled)
            if number is not None:
                added += 1
                rows += ((number, 0, *row_of(answer)) for answer in response.answers)
                if response.paper:
                    papers.add(db, response.survey, response.paper, response.id)
        db.write_many(_ADD_ANSWER, rows)
    return added


def _add_one(
    db: Database, response: Response, received_at: str, receipt: str | None, table_import: str | None, shuffled: bool
) -> int | None:
    """The number of the new row, or None where the response was there already."""
    moment = response.submitted_at.isoformat(" ", "seconds") if response.submitted_at else None
    values = (
        secrets.randbits(52) if shuffled else None,
        response.id, response.survey, response.version, response.channel.value, moment,
        received_at, receipt, table_import, response.source_key or None, response.wave, response.respondent or None,
        response.seconds,
    )  # fmt: skip
    added = db.one(_ADD_RESPONSE, values)
    return int(added[0]) if added else None


_ADD_RESPONSE = (
    "INSERT INTO response (nr, id, survey, version, channel, submitted_at, received_at, receipt, table_import, source_key,"
    " wave, respondent, seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (survey, source_key) DO NOTHING RETURNING nr"
)
_ADD_ANSWER = f"INSERT INTO answer (response, revision, {ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
HEAD = (
    "r.id, r.survey, r.version, r.channel, r.submitted_at, r.source_key, r.wave, r.respondent, r.seconds,"
    f" {LAST_REVIEW}, {LAST_REVISION}, {PAPER}"
)
"""The columns that `response_of` takes, of a response `r` with its paper form `p`."""
HEAD_WIDTH = 14
WITH_PAPER = "response r LEFT JOIN paper_form p ON p.response = r.id"
"""Responses with the sheet that they were typed from, where there is one."""
_ANSWERS = f"SELECT {CELL} FROM answer a WHERE a.response = ? AND a.revision = ?"
_REVISION = 10  # where it stands in the head
_ORDER = "r.submitted_at IS NULL, r.submitted_at, r.received_at, iif(length(r.received_at) > 19, r.nr, 0), r.id"
"""Ids of anonymous surveys tell no order, and of those with the day alone the numbers neither."""


def add_revision(db: Database, response: str, answers: Iterable[Answer], at: str, actor: str, reason: str) -> int:
    """Adds a corrected set of answers to the response of this id; returns the number of the revision, from 1.

    It is to be looked at again: its review falls back to „edited”, unless it was excluded.
    """
    found = db.one(f"SELECT r.nr, {LAST_REVISION} FROM response r WHERE r.id = ?", (response,))
    assert found
    nr, number = found[0], found[1] + 1
    db.write("INSERT INTO revision (response, number, at, actor, reason) VALUES (?, ?, ?, ?, ?)", (nr, number, at, actor, reason))
    db.write_many(_ADD_ANSWER, ((nr, number, *row_of(answer)) for answer in answers))
    db.write(
        "INSERT INTO review (response, at, actor, state, reason) SELECT r.nr, ?, ?, 'edited', ? FROM response r"
        f" WHERE r.nr = ? AND {COUNTS}",
        (at, actor, reason, nr),
    )
    return int(number)


@dataclass(frozen=True, slots=True)
class Revision:
    """A correction of a response: when, by whom, and why."""

    number: int
    at: str
    actor: str
    reason: str


def revisions(db: Database, response: str) -> list[Revision]:
    """The corrections of a response, oldest first."""
    rows = db.rows(
        "SELECT v.number, v.at, v.actor, v.reason FROM revision v JOIN response r ON r.nr = v.response WHERE r.id = ?"
        " ORDER BY v.number",
        (response,),
    )
    return [Revision(*row) for row in rows]


def add_import(db: Database, table: TableImport) -> None:
    """Notes that a table came in."""
    db.write(
        "INSERT INTO table_import (id, survey, version, name, sha256, rows, mapping, imported_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (table.id, table.survey, table.version, table.name, table.sha256, table.rows, table.mapping, table.imported_at),
    )


def settle_import(db: Database, table_import: str, rows: int | None) -> None:
    """Says how many responses an imported table held; with None the import is forgotten, for it brought nothing."""
    if rows is None:
        db.write("DELETE FROM table_import WHERE id = ?", (table_import,))
    else:
        db.write("UPDATE table_import SET rows = ? WHERE id = ?", (rows, table_import))


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
    for batch in batches(keys):
        marks = ", ".join("?" * len(batch))
        rows = db.rows(f"SELECT source_key, id FROM response WHERE survey = ? AND source_key IN ({marks})", (survey, *batch))
        found.update(rows)
    return found


def count(db: Database, survey: str) -> int:
    """How many responses a survey has."""
    row = db.one("SELECT count(*) FROM response WHERE survey = ?", (survey,))
    return int(row[0]) if row else 0


def responses(db: Database, survey: str) -> Iterator[Response]:
    """All responses of a survey with the answers of their last revision, in the order of submission."""
    heads = db.rows(f"SELECT {HEAD}, r.nr FROM {WITH_PAPER} WHERE r.survey = ? ORDER BY {_ORDER}", (survey,))
    # Many people answer alike, and an equal answer is the same object: that saves most of the time and room.
    known: dict[tuple[Any, ...], Answer] = {}
    for *head, number in heads:
        answers = []
        for cell in db.rows(_ANSWERS, (number, head[_REVISION])):
            answer = known.get(cell)
            if answer is None:
                answer = known[cell] = answer_of(*cell)
            answers.append(answer)
        yield response_of(tuple(head), tuple(answers))
        if len(known) > _MOST_KNOWN:
            known.clear()


def response(db: Database, id_or_receipt: str) -> Response | None:
    """The response with this id or receipt code, or None. In a code, case, spaces and the dash do not count."""
    wanted = id_or_receipt.strip().lower(), _receipt(id_or_receipt)
    head = db.one(f"SELECT {HEAD} FROM {WITH_PAPER} WHERE r.id = ? OR r.receipt = ?", wanted)
    return response_of(head, answers_of(db, head[0])) if head else None


def ids(db: Database, names: Sequence[str]) -> dict[str, str]:
    """Name → id, of those `names` that are the id or the receipt code of a response, written in any way."""
    wanted = {name: (name.strip().lower(), _receipt(name)) for name in names}
    known: dict[str, str] = {}
    for batch in batches(wanted.values()):
        marks = ", ".join("?" * len(batch))
        rows = db.rows(
            f"SELECT id, receipt FROM response WHERE id IN ({marks}) OR receipt IN ({marks})",
            [*(id_ for id_, _code in batch), *(code for _id, code in batch)],
        )
        for id_, receipt in rows:
            known |= {id_: id_, receipt or id_: id_}
    return {name: known[id_ if id_ in known else code] for name, (id_, code) in wanted.items() if id_ in known or code in known}


def _receipt(typed: str) -> str:
    """A receipt code as it is kept; case, spaces and the dash do not count."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return f"{letters[:4]}-{letters[4:]}"


def response_of(head: tuple[Any, ...], answers: tuple[Answer, ...]) -> Response:
    """The response that the columns of `HEAD` tell, with these answers."""
    id_, survey, version, channel, submitted_at, source_key, wave, respondent, seconds, review, revision, *paper = head
    return Response(
        id=id_, survey=survey, version=version, channel=Channel(channel),
        submitted_at=datetime.fromisoformat(submitted_at) if submitted_at else None,
        answers=answers, source_key=source_key or "", wave=wave, respondent=respondent or "", seconds=seconds,
        review=Review(review) if review else Review.RECEIVED, revision=revision, paper=paper_of(*paper),
    )  # fmt: skip


def answers_of(db: Database, response: str, revision: int | None = None) -> tuple[Answer, ...]:
    """The answers of one response: those of its last revision, or of the one that is asked for."""
    rows = db.rows(
        f"SELECT {CELL} FROM response r JOIN answer a ON a.response = r.nr AND a.revision = coalesce(?, {LAST_REVISION})"
        " WHERE r.id = ?",
        (revision, response),
    )
    return tuple(answer_of(*row) for row in rows)


def texts(db: Database, survey: str, question: str) -> list[tuple[str, str]]:
    """Response id and text of every answer in own words to an open question, in the order of submission.

    Responses that were excluded are left out.
    """
    rows = db.rows(
        f"SELECT r.id, a.text FROM response r JOIN answer a ON a.response = r.nr AND a.revision = {LAST_REVISION}"
        f" WHERE r.survey = ? AND a.question = ? AND a.code = '' AND a.text <> '' AND {COUNTS}"
        f" ORDER BY {_ORDER}",
        (survey, question),
    )
    return [(id_, text) for id_, text in rows]


def receipt_of(db: Database, survey: str, source_key: str) -> str:
    """The receipt code of the response with this source key; empty where it has none, as those of tables."""
    row = db.one("SELECT receipt FROM response WHERE survey = ? AND source_key = ?", (survey, source_key))
    return str(row[0]) if row and row[0] is not None else ""


def receipts(db: Database, survey: str) -> dict[str, str]:
    """Id of a response → its receipt code, where it has one."""
    return dict(db.rows("SELECT id, receipt FROM response WHERE survey = ? AND receipt IS NOT NULL", (survey,)))


def received_after(db: Database, survey: str, moment: str) -> set[str]:
    """The ids of the responses to a survey that were received after `moment` (ISO text in UTC)."""
    return {id_ for (id_,) in db.rows("SELECT id FROM response WHERE survey = ? AND received_at > ?", (survey, moment))}
