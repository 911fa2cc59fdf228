"""The answers of one response as two texts, the form in which many responses go from the store into a table.

One has the places, the other the values in the same order, both divided by `NEXT`. A place is the code of a question,
or question, row, column and instance divided by `INSIDE`. A value is a number in figures, the code of a choice, a code with own
words after `WORDS` (a file: its hash and its name), a text after `TEXT`, a missing reason after `REASON`, or nothing where the
question was left blank. A database can make these texts itself, so that no object is made for each single answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from consult.model.response import Answer, Missing, Response

NEXT, INSIDE, WORDS, TEXT, REASON = "\0", "\1", "\2", "\3", "\4"
BETWEEN = NEXT + NEXT


class Packed(NamedTuple):
    """One response, everything as text."""

    response: str
    survey: str
    version: str
    wave: str
    channel: str
    submitted_at: str
    review: str
    respondent: str
    seconds: str
    source_key: str
    paper_batch: str
    paper_number: str
    answers: str
    """The places, `BETWEEN`, the values; empty where there are no answers."""


def pack(response: Response) -> Packed:
    """The response, its answers in the order of the places."""
    ordered = sorted(response.answers, key=lambda a: (a.question, a.row, a.column, a.instance, a.code or ""))
    paper = response.paper
    return Packed(
        response.id, response.survey, str(response.version), response.wave, response.channel.value,
        response.submitted_at.isoformat(" ", "seconds") if response.submitted_at else "", response.review.value,
        response.respondent, "" if response.seconds is None else str(response.seconds), response.source_key,
        paper.batch if paper else "", paper.number if paper else "", _joined(ordered),
    )  # fmt: skip


def _joined(answers: Sequence[Answer]) -> str:
    places = NEXT.join(place(answer.question, answer.row, answer.column, answer.instance) for answer in answers)
    return places + BETWEEN + NEXT.join(_values(answers)) if answers else ""


def place(question: str, row: str = "", column: str = "", instance: int = 0) -> str:
    """The place of an answer as one text."""
    return INSIDE.join((question, row, column, str(instance))) if row or column or instance else question


def parts_of(place: str) -> tuple[str, str, str, int]:
    """Question, row, column and instance of a place."""
    question, *rest = place.split(INSIDE)
    return (question, rest[0], rest[1], int(rest[2])) if rest else (question, "", "", 0)


def shortest(number: float) -> str:
    """The number in the fewest figures that read back to the same number; whole ones without a point."""
    return str(int(number)) if number.is_integer() else repr(number)


def _values(answers: Iterable[Answer]) -> Iterable[str]:
    for answer in answers:
        if answer.missing:
            yield "" if answer.missing is Missing.BLANK else REASON + answer.missing.value
        elif answer.number is not None:
            yield shortest(answer.number)
        elif answer.code:
            yield answer.code if answer.text is None else answer.code + WORDS + answer.text
        else:
            yield TEXT + (answer.text or "")
