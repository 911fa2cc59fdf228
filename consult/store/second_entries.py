"""Second typings of paper forms, and what was decided where they differ from the first. They count nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consult.errors import AnswerError
from consult.i18n import _, quoted
from consult.model.double_entry import OnPaper
from consult.model.response import Answer
from consult.store.current_answers import CELL, COUNTS, LAST_REVISION, ROW, answer_of, row_of
from consult.store.database import Database


@dataclass(frozen=True, slots=True)
class Entry:
    """A form that was typed twice."""

    id: str
    number: str
    batch: str
    response: str
    revision: int
    """The revision of the response that the second typing is compared with: the last one when it was sent."""
    version: int
    """The version of the survey by which it was typed the second time."""
    first_by: str
    second_by: str
    at: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was decided of a difference."""

    taken: str
    """`first`, `second` or `other`; empty where it was opened again."""
    value: OnPaper
    """What was typed for `other`."""
    at: str
    actor: str


def add(
    db: Database, id_: str, response: str, version: int, answers: Iterable[Answer], unclear: Mapping[str, str], by: str, at: str
) -> None:  # fmt: skip
    """Adds the second typing of the response of this id; raises AnswerError where it has one. Call it in a transaction."""
    added = db.write(
        "INSERT INTO second_entry (id, response, revision, version, typed_by, at)"
        f" SELECT ?, r.id, {LAST_REVISION}, ?, ?, ? FROM response r WHERE r.id = ? ON CONFLICT (response) DO NOTHING",
        (id_, version, by, at, response),
    )
    if not added:
        row = db.one("SELECT typed_by FROM second_entry WHERE response = ?", (response,))
        raise AnswerError(
            _("this form was typed a second time already, by {name}").format(name=quoted(row[0] if row else "")),
            _("go on with the next one"),
        )
    db.write_many(
        f"INSERT INTO second_answer (entry, {ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((id_, *row_of(answer)) for answer in answers),
    )
    db.write_many("INSERT INTO second_note (entry, field, note) VALUES (?, ?, ?)", ((id_, *one) for one in unclear.items()))


def state(db: Database, survey: str) -> tuple[object, ...]:
    """A value that is another one after forms were typed, corrected, decided or excluded, and a version published."""
    row = db.one(
        "SELECT (SELECT max(version) FROM survey_version WHERE survey = ?1),"
        " (SELECT count(*) FROM paper_form WHERE survey = ?1), (SELECT max(response) FROM paper_form WHERE survey = ?1),"
        " (SELECT count(*) FROM second_entry), (SELECT max(id) FROM second_entry), (SELECT max(id) FROM resolution),"
        " (SELECT count(*) FROM revision), (SELECT max(id) FROM review)",
        (survey,),
    )
    return row or ()


def entries(db: Database, survey: str, batch: str | None = None) -> list[Entry]:
    """The forms of a batch (of all batches where it is None) that were typed twice."""
    rows = db.rows(
        "SELECT s.id, p.number, p.batch, s.response, s.revision, s.version, p.typed_by, s.typed_by, s.at FROM second_entry s"
        " JOIN paper_form p ON p.response = s.response WHERE p.survey = ? AND p.batch = ifnull(?, p.batch)",
        (survey, batch),
    )
    return [Entry(*row) for row in rows]


def answers(db: Database, entry: str) -> tuple[Answer, ...]:
    """The answers of a second typing."""
    return tuple(answer_of(*row) for row in db.rows(f"SELECT {CELL} FROM second_answer a WHERE a.entry = ?", (entry,)))


def unclear(db: Database, entry: str) -> dict[str, str]:
    """Field → note of a second typing."""
    return dict(db.rows("SELECT field, note FROM second_note WHERE entry = ?", (entry,)))


def waiting(db: Database, survey: str, batch: str) -> dict[str, str]:
    """Number → who typed it first, of the forms of a batch that have no second typing and were not excluded."""
    rows = db.rows(
        "SELECT p.number, p.typed_by FROM paper_form p JOIN response r ON r.id = p.response WHERE p.survey = ? AND p.batch = ?"
        " AND NOT EXISTS (SELECT 1 FROM second_entry s WHERE s.response = r.id)"
        f" AND {COUNTS}",
        (survey, batch),
    )
    return dict(rows)


def resolve(db: Database, entry: str, field: str, resolution: Resolution) -> None:
    """Notes what was decided of a field; what was decided before stays as well."""
    value = json.dumps(resolution.value, ensure_ascii=False)
    db.write(
        "INSERT INTO resolution (entry, field, at, actor, taken, value) VALUES (?, ?, ?, ?, ?, ?)",
        (entry, field, resolution.at, resolution.actor, resolution.taken, value),
    )


def resolutions(db: Database, entries: Sequence[str]) -> dict[str, dict[str, Resolution]]:
    """Entry → field → what was decided last."""
    found: dict[str, dict[str, Resolution]] = {entry: {} for entry in entries}
    for entry in entries:
        for field, taken, value, at, actor in db.rows(
            "SELECT field, taken, value, at, actor FROM resolution WHERE entry = ? ORDER BY at, id", (entry,)
        ):
            found[entry][field] = Resolution(taken, json.loads(value), at, actor)
    return found
