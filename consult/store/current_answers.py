"""What counts of a response now, in SQL: its last revision, its last review, and the answers of that revision.

In all fragments `r` is a response and `a` an answer.
"""

from __future__ import annotations

from consult.model.response import Answer, Missing

LAST_REVISION = "coalesce((SELECT max(v.number) FROM revision v WHERE v.response = r.nr), 0)"
LAST_REVIEW = "(SELECT w.state FROM review w WHERE w.response = r.nr ORDER BY w.id DESC LIMIT 1)"
COUNTS = f"{LAST_REVIEW} IS NOT 'excluded'"
"""True of a response that nobody excluded."""
GIVEN = f"a.response = r.nr AND a.revision = {LAST_REVISION}"
"""Joins the answers of the last revision to their response."""
CELL = "a.question, a.row, a.code, a.number, a.text, a.missing, a.col, a.instance"
"""The columns that `answer_of` takes, in its order."""

ROW = "question, row, col, instance, code, number, text, missing"
"""The columns of an answer where it is added, in the order of `row_of`."""


def answer_of(
    question: str, row: str, code: str, number: float | None, text: str | None, missing: str | None, column: str, instance: int
) -> Answer:
    """The answer that the columns of `CELL` tell."""
    return Answer(question, row, code or None, number, text, Missing(missing) if missing else None, column, instance)


def row_of(answer: Answer) -> tuple[object, ...]:
    """What stands in the columns of `ROW`."""
    missing = answer.missing.value if answer.missing else None
    return (*answer.place, answer.code or "", answer.number, answer.text, missing)
