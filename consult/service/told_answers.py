"""Answers of one question in words, as people read them on a screen: labels, figures, and why there is no answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from consult.i18n import _, day, number, text_in
from consult.model.missing_reasons import reason_label
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.response import REASONS, Answer, Missing

Place = tuple[str, str, int]
"""Row, column and instance of an answer."""


class Standing(Enum):
    """How far a question was answered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    REASON = "reason"
    """Nobody answered, and said why."""
    BLANK = "blank"
    NOT_REACHED = "not_reached"
    NOT_ASKED = "not_asked"


def standing(answers: Sequence[Answer]) -> Standing:
    """How far a question was answered that these, and no others, are the answers of."""
    if not answers:
        return Standing.NOT_ASKED
    given = sum(answer.missing is None for answer in answers)
    if given:
        return Standing.ANSWERED if given == len(answers) else Standing.PARTLY
    reasons = {answer.missing for answer in answers}
    if reasons & set(REASONS):
        return Standing.REASON
    return Standing.NOT_REACHED if reasons == {Missing.NOT_REACHED} else Standing.BLANK


def places(question: Question, answers: Sequence[Answer]) -> dict[Place, list[Answer]]:
    """The answers by their place, in the order of the question; those of a ranking stand together, as do those of a multi."""
    found: dict[Place, list[Answer]] = {}
    if question.type is QuestionType.RANKING:
        return {("", "", 0): sorted(answers, key=lambda one: one.number or 0)} if answers else {}
    by_place: dict[Place, list[Answer]] = {}
    for answer in answers:
        by_place.setdefault((answer.row, answer.column, answer.instance), []).append(answer)
    for cell in question.cells:
        place = cell.row, cell.column, cell.instance
        if place in by_place:
            found[place] = _in_order(cell.question, by_place.pop(place))
    return found | by_place


def place_name(question: Question, place: Place, language: str) -> str:
    """Where an answer stands, in words; empty where the question has one place only."""
    row, column, instance = place
    names = [name_of(question, code, language) for code in (row, column) if code]
    return f"{instance}. {' – '.join(names)}".rstrip() if instance else " – ".join(names)


def heading(place: str) -> str:
    """What stands before the words of a place: its name and a colon, unless the name ends with a sign of its own."""
    return place if place.endswith(("?", "!", ":", ".")) else f"{place}:"


def name_of(question: Question, code: str, language: str) -> str:
    """What a row, side, part or choice is called; its code where the question has it no longer."""
    named: tuple[Choice | Question, ...] = (*question.rows, *question.sides, *question.parts, *question.choices)
    return next((one.label_in(language) for one in named if one.code == code), code)


def told(question: Question, place: Place, answers: Sequence[Answer], language: str) -> str:
    """What stands in one place, in words; a ranking as „a > b”, several choices with commas."""
    if question.type is QuestionType.RANKING and any(answer.number is not None for answer in answers):
        return " > ".join(name_of(question, answer.row, language) for answer in answers)
    asked = question.part(place[1]) or question
    return ", ".join(told_answer(asked, answer, language) for answer in answers)


def told_answer(asked: Question, answer: Answer, language: str) -> str:
    """One answer in words; why there is none in brackets."""
    if answer.missing is not None:
        return missing_words(answer.missing, language)
    if answer.number is not None:
        return "\N{NO-BREAK SPACE}".join(filter(None, (number(answer.number), text_in(asked.unit, language))))
    if asked.type is QuestionType.FILE:
        return answer.text or answer.code or ""
    if asked.type is QuestionType.DATE and answer.text:
        return _day(answer.text)
    choice = asked.choice(answer.code or "")
    label = choice.label_in(language) if choice else _("Other") if answer.code == OTHER else answer.code or ""
    return ": ".join(part for part in (label, answer.text or "") if part)


def missing_words(why: Missing, language: str) -> str:
    """Why there is no value."""
    if why is Missing.BLANK:
        return _("(left blank)")
    told = _("not reached") if why is Missing.NOT_REACHED else reason_label(why, language)
    return f"({told})"


def lines(question: Question, answers: Sequence[Answer], language: str) -> list[tuple[str, str]]:
    """Place in words and what stands there, line by line; a ranking has a line for every rank, a multi for every choice."""
    if question.type is QuestionType.RANKING and any(answer.number is not None for answer in answers):
        ranked = sorted((answer for answer in answers if answer.number is not None), key=lambda one: one.number or 0)
        return [(f"{number(one.number or 0)}.", name_of(question, one.row, language)) for one in ranked]
    found = places(question, answers)
    if question.type is QuestionType.MULTI:
        return [("", told_answer(question, answer, language)) for some in found.values() for answer in some]
    return [(place_name(question, place, language), told(question, place, some, language)) for place, some in found.items()]


def _in_order(asked: Question, answers: Iterable[Answer]) -> list[Answer]:
    order = [choice.code for choice in asked.choices]
    return sorted(answers, key=lambda one: order.index(one.code) if one.code in order else len(order))


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
