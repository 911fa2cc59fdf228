"""Waves: what changed in the answers of one respondent from one wave to the next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from consult.model.answer_places import by_place, place_of
from consult.model.question import OTHER, Cell, Question, QuestionType
from consult.model.response import Answer, Missing, Place

Value = float | str | tuple[str, ...] | Missing | None
"""What stands in a cell: a figure, text, the codes that were chosen (of a ranking in order), or why there is nothing.

None where the cell was not asked.
"""

_UNCOMPARED = frozenset({QuestionType.FILE, QuestionType.NOTE, QuestionType.COMPUTED})


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that has another answer than before."""

    question: Question
    cell: Cell
    old: Value
    new: Value
    difference: float | None = None
    """New less old, where both are figures."""
    share: float | None = None
    """`difference` by the size of the old figure; None where that was 0, for no share of nothing can be told."""
    over: bool = False
    """Whether the figure moved by the threshold or more; any move from 0 does."""


def compare(
    questions: Iterable[Question], old: Sequence[Answer], new: Sequence[Answer], threshold: float | None = None
) -> tuple[Change, ...]:
    """What is different in the answers `new`, cell by cell, in the order of the questions.

    Cells that one of both did not ask are left out: nobody changed them. Blank is a value of its own and never 0.
    `threshold` is a share of the old figure, such as 0.25; without it no change is `over`.
    """
    compared = [question for question in questions if question.type not in _UNCOMPARED]
    there, here = by_place(compared, old), by_place(compared, new)
    asked_twice = {answer.question for answer in old} & {answer.question for answer in new}
    found = []
    for question in compared:
        for cell in question.cells if question.code in asked_twice else ():
            was, is_ = _given(question, cell, there), _given(question, cell, here)
            if was is not None and is_ is not None and _differ(was, is_):
                found.append(_change(question, cell, was, is_, threshold))
    return tuple(found)


def _given(question: Question, cell: Cell, answers: Mapping[Place, Sequence[Answer]]) -> Value:
    """What a cell of `question` has. One instance of a repeat more or less is the respondent's doing, not the survey's."""
    here = answers.get(place_of(question, cell))
    if here:
        return _value(question, cell, here)
    return Missing.BLANK if question.type is QuestionType.REPEAT else None


def _value(question: Question, cell: Cell, here: Sequence[Answer]) -> Value:
    first = here[0]
    if question.type is QuestionType.RANKING:
        ranked = sorted((answer for answer in here if answer.number is not None), key=lambda answer: answer.number or 0)
        return tuple(answer.row for answer in ranked) if ranked else first.missing or Missing.BLANK
    if first.missing:
        return first.missing
    if first.code is not None:
        return _chosen(cell.question, here)
    return first.number if first.number is not None else first.text


def _chosen(question: Question, answers: Sequence[Answer]) -> tuple[str, ...]:
    """The codes in the order of the choices, own words last."""
    codes = {answer.code for answer in answers}
    known = [choice.code for choice in question.choices if choice.code in codes]
    gone = sorted(code for code in codes if code and code != OTHER and code not in known)
    return (*known, *gone, *(answer.text or OTHER for answer in answers if answer.code == OTHER))


def _differ(old: Value, new: Value) -> bool:
    if isinstance(old, float | int) and isinstance(new, float | int):
        return not isclose(old, new, rel_tol=1e-9, abs_tol=1e-12)
    return old != new


def _change(question: Question, cell: Cell, old: Value, new: Value, threshold: float | None) -> Change:
    if not isinstance(old, float | int) or not isinstance(new, float | int):
        return Change(question, cell, old, new)
    difference = new - old
    share = difference / abs(old) if old else None
    over = threshold is not None and (share is None or abs(share) >= threshold - 1e-9)
    return Change(question, cell, old, new, difference, share, over)
