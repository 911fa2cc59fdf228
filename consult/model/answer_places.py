"""Answers by the place where they stand; those of a ranking stand together, for only all of them say something."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from consult.model.question import Cell, Question, QuestionType
from consult.model.response import Answer, Place


def by_place(questions: Iterable[Question], answers: Iterable[Answer]) -> dict[Place, list[Answer]]:
    """Place → the answers there, both in the order in which the answers come."""
    together = rankings(questions)
    found: dict[Place, list[Answer]] = {}
    for answer in answers:
        found.setdefault(place_in(answer, together), []).append(answer)
    return found


def rankings(questions: Iterable[Question]) -> frozenset[str]:
    """The codes of the rankings among `questions`."""
    return frozenset(question.code for question in questions if question.type is QuestionType.RANKING)


def place_in(answer: Answer, together: Collection[str]) -> Place:
    """The place of an answer; of the questions `together` all rows are one place."""
    return (answer.question, "", answer.column, answer.instance) if answer.question in together else answer.place


def place_of(question: Question, cell: Cell) -> Place:
    """The place of a cell of `question`."""
    return question.code, cell.row, cell.column, cell.instance
