"""What stands in the way of sending, what is worth a second look, and how both are said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consult.errors import Problem
from consult.i18n import _
from consult.model.question import OTHER, QuestionType
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.answering_session import AnsweringSession


def faults(session: AnsweringSession, sheet: AnswerSheet) -> tuple[Problem, ...]:
    """What stands in the way of sending `sheet`, in the order of the survey."""
    wordless = sheet.without_own_words()
    found = [problem for problem in session.problems(sheet.sent) if problem.place not in wordless]
    found += [Problem(f"{name}.{OTHER}", _("own words are missing"), _("write them or take another answer")) for name in wordless]
    return _in_order(sheet, [_of_the_whole(sheet, problem) for problem in found])


def _of_the_whole(sheet: AnswerSheet, problem: Problem) -> Problem:
    """`problem` with its place: the points of an allocation are wrong together, not in the row that stands for all of them."""
    question = sheet.question_at(problem.place)
    if question is None or question.type is not QuestionType.ALLOCATION or problem.place in sheet.refused(question):
        return problem
    return replace(problem, place=question.code)


def doubts(session: AnsweringSession, sheet: AnswerSheet) -> tuple[Problem, ...]:
    """What is worth a second look before `sheet` is sent, in the order of the survey."""
    return _in_order(sheet, session.warnings(sheet.sent))


def _in_order(sheet: AnswerSheet, found: Iterable[Problem]) -> tuple[Problem, ...]:
    order = {question.code: place for place, question in enumerate(sheet.survey.questions)}

    def place(problem: Problem) -> int:
        question = sheet.question_at(problem.place)
        return order[question.code] if question else len(order)

    return tuple(sorted(found, key=place))


def sentence(problem: Problem) -> str:
    """Fault and way out of `problem` as sentences, without its place."""
    parts = (part.strip() for part in (problem.fault, problem.way_out))
    return " ".join(f"{part[:1].upper()}{part[1:]}{'' if part.endswith(('.', '!', '?')) else '.'}" for part in parts if part)
