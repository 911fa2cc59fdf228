"""What stands in the way of sending, and how it is said."""

from __future__ import annotations

from consult.errors import Problem
from consult.i18n import _
from consult.model.question import OTHER
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.answering_session import AnsweringSession


def faults(session: AnsweringSession, sheet: AnswerSheet) -> tuple[Problem, ...]:
    """What stands in the way of sending `sheet`, in the order of the survey."""
    wordless = {question.code for question in sheet.without_own_words()}
    found = [problem for problem in session.problems(sheet.raw) if problem.place not in wordless]
    found += [Problem(f"{code}.{OTHER}", _("own words are missing"), _("write them or take another answer")) for code in wordless]
    order = [question.code for question in sheet.survey.questions]

    def place(problem: Problem) -> int:
        question = sheet.question_at(problem.place)
        return order.index(question.code) if question else len(order)

    return tuple(sorted(found, key=place))


def sentence(problem: Problem) -> str:
    """Fault and way out of `problem` as sentences, without its place."""
    parts = (part.strip() for part in (problem.fault, problem.way_out))
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)
