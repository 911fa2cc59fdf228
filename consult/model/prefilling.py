"""Answers back to the raw text of a form, so that they can be shown and changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from consult.model.answer_places import by_place, place_of
from consult.model.question import OTHER, Cell, Question, QuestionType
from consult.model.response import Answer
from consult.model.survey import Survey


def raw_of(survey: Survey, answers: Sequence[Answer]) -> dict[str, str | list[str]]:
    """The fields of a form that would give `answers` again; fields that were not answered are absent.

    Choices that are no longer on offer are left out, and so are files, which are sent anew, and points that were shared out
    among choices of which one is gone: what is left would not add up. Checking the fields gives the same answers, as far as
    the survey still allows them.
    """
    by_question: dict[str, list[Answer]] = {}
    for answer in answers:
        by_question.setdefault(answer.question, []).append(answer)
    raw: dict[str, str | list[str]] = {}
    for question in survey.questions:
        given = by_question.get(question.code, [])
        places = by_place((question,), given)
        for cell in question.cells if given and not _is_anew(question, given) else ():
            here = places.get(place_of(question, cell), [])
            raw |= _ranked(question, cell, here) if question.type is QuestionType.RANKING else _fields(cell, here)
    return raw


def _is_anew(question: Question, given: Sequence[Answer]) -> bool:
    """Whether the question has to be answered from the beginning."""
    if question.type is QuestionType.ALLOCATION:
        return any(answer.number and not _is_on_offer(question, answer.row) for answer in given)
    return question.type is QuestionType.FILE


def _is_on_offer(question: Question, code: str) -> bool:
    choice = question.choice(code)
    return choice is not None and not choice.closed


def _ranked(question: Question, cell: Cell, here: Sequence[Answer]) -> dict[str, str | list[str]]:
    ranks = {answer.row: answer.number for answer in here if answer.number is not None and _is_on_offer(question, answer.row)}
    return {cell.name: sorted(ranks, key=lambda row: ranks[row])} if ranks else {}


def _fields(cell: Cell, here: Sequence[Answer]) -> dict[str, str | list[str]]:
    if cell.question.type is QuestionType.ALLOCATION and not _is_on_offer(cell.question, cell.row):
        return {}
    codes = {answer.code for answer in here}
    chosen = [choice.code for choice in cell.question.choices if choice.code in codes and not choice.closed]
    words = next((answer.text for answer in here if answer.code == OTHER and answer.text), "")
    fields: dict[str, str | list[str]] = {}
    if chosen:
        fields[cell.name] = chosen if cell.question.type is QuestionType.MULTI else chosen[0]
    if words and cell.question.other:
        fields[f"{cell.name}.{OTHER}"] = words
    for answer in here:
        if answer.number is not None:
            fields[cell.name] = _written(answer.number)
        elif answer.text is not None and not answer.code:
            fields[cell.name] = answer.text
        elif answer.missing in cell.question.reasons:
            fields[cell.name] = str(answer.missing)
    return fields


def _written(value: float) -> str:
    """A number in digits, as people would type it: no exponent, no needless zeros."""
    return format(Decimal(repr(value)).normalize(), "f")
