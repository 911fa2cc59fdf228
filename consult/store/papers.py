"""Paper forms: which sheet a response was typed from, and what could not be read on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consult.errors import AnswerError
from consult.i18n import _, quoted
from consult.model.paper import Paper
from consult.store.current_answers import GIVEN, LAST_REVISION
from consult.store.database import Database

PAPER = "p.batch, p.number, p.typed_by"
"""The columns that `paper_of` takes, of a paper form `p` that may be none."""


class NumberTaken(AnswerError):
    """A form of this batch and number was typed already."""


def paper_of(batch: str | None, number: str | None, typed_by: str | None) -> Paper | None:
    """The facts that the columns of `PAPER` tell."""
    return None if number is None else Paper(batch or "", number, typed_by or "")


def add(db: Database, survey: str, paper: Paper, response: str) -> None:
    """Notes which sheet of paper a response is of; call it in one transaction with the response.

    Raises NumberTaken where another response is of that sheet.
    """
    added = db.write(
        "INSERT INTO paper_form (survey, batch, number, response, typed_by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (survey, batch, number) DO NOTHING",
        (survey, paper.batch, paper.number, response, paper.typed_by),
    )
    if not added:
        raise number_taken(paper.number)


def number_taken(number: str) -> NumberTaken:
    """What is told where a form of this number was typed already."""
    return NumberTaken(
        _("the form {number} of this batch was typed in already").format(number=quoted(number)),
        _("give it another number, or correct that form"),
    )


def numbers(db: Database, survey: str, batch: str) -> dict[str, str]:
    """Number → id of the response, of the forms of a batch in the order in which they were typed."""
    return dict(db.rows(f"SELECT p.number, p.response {_TYPED} ORDER BY r.received_at, r.id", (survey, batch)))


_TYPED = "FROM paper_form p JOIN response r ON r.id = p.response WHERE p.survey = ? AND p.batch = ?"


def sheets(db: Database, survey: str) -> set[tuple[str, str]]:
    """Batch and number of all forms of a survey."""
    return {(batch, number) for batch, number in db.rows("SELECT batch, number FROM paper_form WHERE survey = ?", (survey,))}


def last_of(db: Database, survey: str, batch: str, by: str) -> str:
    """The number of the form that a clerk typed last in a batch; empty where there is none."""
    row = db.one(f"SELECT p.number {_TYPED} AND p.typed_by = ? ORDER BY r.received_at DESC, r.id DESC", (survey, batch, by))
    return str(row[0]) if row else ""


def batches(db: Database, survey: str) -> list[str]:
    """The batches of a survey."""
    return [batch for (batch,) in db.rows("SELECT DISTINCT batch FROM paper_form WHERE survey = ? ORDER BY batch", (survey,))]


@dataclass(frozen=True, slots=True)
class Typed:
    """A form of a batch, as it stands now."""

    number: str
    response: str
    typed_by: str
    submitted_at: str
    receipt: str
    answered: int
    revision: int
    twice: bool


def typed(db: Database, survey: str, batch: str, number: str | None = None) -> Iterator[Typed]:
    """The forms of a batch in the order in which they were typed; only that of `number` where it is given."""
    rows: Iterator[tuple[Any, ...]] = db.rows(
        "SELECT p.number, r.id, p.typed_by, ifnull(r.submitted_at, ''), ifnull(r.receipt, ''),"
        f" (SELECT count(*) FROM answer a WHERE {GIVEN} AND a.missing IS NULL), {LAST_REVISION},"
        f" EXISTS (SELECT 1 FROM second_entry s WHERE s.response = r.id) {_TYPED} AND p.number = ifnull(?, p.number)"
        " ORDER BY r.received_at, r.id",
        (survey, batch, number),
    )
    for form, id_, by, at, receipt, answered, revision, twice in rows:
        yield Typed(form, id_, by, at, receipt, answered, revision, bool(twice))


def note(db: Database, response: str, revision: int, unclear: Mapping[str, str]) -> None:
    """Notes, by field, why nothing stands in a revision of a response where something is written."""
    rows = ((response, revision, field, said) for field, said in unclear.items())
    db.write_many("INSERT INTO paper_note (response, revision, field, note) VALUES (?, ?, ?, ?)", rows)


def unclear(db: Database, response: str, revision: int | None = None) -> dict[str, str]:
    """Field → note of a revision of a response, of the last one where none is named."""
    return dict(
        db.rows(
            "SELECT n.field, n.note FROM paper_note n JOIN response r ON r.id = n.response"
            f" WHERE n.response = ? AND n.revision = coalesce(?, {LAST_REVISION})",
            (response, revision),
        )
    )


def reason(unclear: Mapping[str, str]) -> str:
    """The notes as the reason of a review."""
    return "; ".join(f"{field}: {note}" for field, note in unclear.items())


def drafts(db: Database, survey: str, kind: str) -> list[tuple[str, str, str]]:
    """Holder, what was typed as JSON, and when, of the drafts whose holders begin with `kind`."""
    rows = db.rows(
        "SELECT holder, raw, kept_at FROM draft WHERE survey = ? AND substr(holder, 1, ?) = ?", (survey, len(kind), kind)
    )
    return [(holder, raw, kept_at) for holder, raw, kept_at in rows]
