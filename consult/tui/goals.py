"""When a question counts as answered in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.i18n import _, ngettext, number
from consult.model.question import Question, QuestionType
from consult.model.typed_values import Refused, read_number

if TYPE_CHECKING:
    from consult.tui.answer_sheet import AnswerSheet

IN_PLACES = frozenset({QuestionType.MATRIX, QuestionType.TABLE})
"""The kinds of question that are done when all their places have an answer."""


def goal(sheet: AnswerSheet, question: Question) -> int:
    """How many places of `question` are to be filled, or choices to be taken, until it is answered in full."""
    match question.type:
        case QuestionType.MATRIX | QuestionType.TABLE:
            return len(sheet.cells(question))
        case QuestionType.RANKING:
            offered = len(sheet.choices(question, ""))
            return min(question.least or question.most or offered, offered)
        case QuestionType.MULTI:
            return question.least or 1
        case QuestionType.ALLOCATION:
            spent, filled = spent_points(sheet, question), sheet.filled(question)
            return filled if question.total is None or spent == question.total else filled + 1
    return 1


def spent_points(sheet: AnswerSheet, question: Question) -> float:
    """The points of an allocation given so far; what is no number counts nothing."""
    return round(sum(points_at(sheet, question, cell.name) for cell in sheet.cells(question)), 6)


def points_at(sheet: AnswerSheet, question: Question, name: str) -> float:
    """The points in the field `name` of an allocation; 0 where what stands there does not count."""
    return 0.0 if name in sheet.refused(question) else figure(question, sheet.text(name)) or 0.0


def figure(question: Question, text: str) -> float | None:
    """The number that was typed as the answer to `question`, or None."""
    for unit in question.unit.values():
        text = text.strip().removesuffix(unit)
    try:
        return read_number(text, integer=question.integer)
    except Refused:
        return None


def progress(sheet: AnswerSheet, question: Question) -> str:
    """How far `question` is filled, in a few words; empty where it has only one place."""
    done, total = sheet.filled(question), goal(sheet, question)
    if question.type in IN_PLACES:
        if not total:
            return ""
        done -= len(sheet.refused(question))
    if question.type is QuestionType.MATRIX and not question.sides:
        return ngettext("{done} of {total} row", "{done} of {total} rows", total).format(done=done, total=total)
    if question.type in IN_PLACES:
        return ngettext("{done} of {total} field", "{done} of {total} fields", total).format(done=done, total=total)
    if question.type is QuestionType.RANKING:
        return _("{done} of {total} ranked").format(done=done, total=total)
    if question.type is QuestionType.MULTI and (question.least or question.most):
        return ("! " if question.most and done > question.most else "") + _("{n} chosen").format(n=done)
    if question.longest and question.type is QuestionType.TEXT:
        return f"{number(len(sheet.text(question.code)))}/{number(question.longest)}"
    return ""


def how_many(question: Question) -> str:
    """How many choices or instances `question` wants, in words; empty where it sets no limit."""
    least, most = question.least or 0, question.most
    if question.type is QuestionType.MULTI:
        if least and most:
            words = _("choose {least}") if least == most else _("choose {least} to {most}")
            return words.format(least=least, most=most)
        return _("choose up to {n}").format(n=most) if most else _("choose at least {n}").format(n=least) if least else ""
    if question.type is QuestionType.RANKING:
        if most:
            return ngettext("rank the most important one", "rank the {n} most important ones", most).format(n=most)
        return _("rank at least {n}").format(n=least) if least else _("rank all of them")
    if question.type is QuestionType.REPEAT and most:
        return _("up to {n}").format(n=most)
    return ""
