"""The choices of a field, and what can be typed into it."""

from __future__ import annotations

from collections.abc import Iterator

from consult.i18n import _, ngettext, number, text_in
from consult.model.missing_reasons import reason_label
from consult.model.question import CLOSED, Cell, Question, QuestionType
from consult.tui.answer_sheet import SEVERAL, AnswerSheet
from consult.tui.plain_form.commands import Command, written
from consult.tui.plain_form.picking import MANY, Offered, line_of, numbers


def how(sheet: AnswerSheet, cell: Cell, language: str, *, known: bool) -> Iterator[str]:
    """The choices, and what to type."""
    question = cell.question
    if cell.column and question.type not in CLOSED:
        hint = sheet.asked.text(question.hint, language)
        if hint:
            yield hint
    if question.type in CLOSED:
        offered = sheet.choices(question, language, cell)
        if len(offered) > MANY:
            words = ngettext(
                "{n} choice. Type how one begins; {choices} tells them all.",
                "{n} choices. Type how one begins; {choices} tells them all.",
                len(offered),
            )
            yield words.format(n=len(offered), choices=written(Command.CHOICES))
            yield from _one_behind_another(question)
            return
        yield from choice_lines(offered)
    one_choice = question.type in CLOSED and question.type not in SEVERAL
    if not (known and one_choice and not question.reasons):
        yield _what_to_type(question, language)


def _one_behind_another(question: Question) -> Iterator[str]:
    """How several of many choices are typed."""
    if question.type is QuestionType.MULTI:
        yield _("Of several, put a comma between.")
    elif question.type is QuestionType.RANKING:
        yield _("Type them one by one, the most important first, or several with commas between.")


def _what_to_type(question: Question, language: str) -> str:
    reasons = ", ".join(reason_label(reason, language) for reason in question.reasons)
    or_words = " " + _("Or in words: {reasons}.").format(reasons=reasons) if reasons else ""
    match question.type:
        case QuestionType.MULTI:
            words = _("Type one or several numbers, such as 1 3.")
        case QuestionType.RANKING:
            words = _("Type numbers in order, the most important first, such as 3 1 2.")
        case QuestionType.NUMBER | QuestionType.ALLOCATION:
            words = _figure_wanted(question, language)
        case QuestionType.DATE:
            words = _("Type a date, such as 5.3.2026.")
        case QuestionType.FILE:
            words = _("Type the path of a file, such as ~/plan.pdf.")
        case QuestionType.TEXT:
            words = _("Type a line.") if question.lines < 2 else _("Type one or more lines; an empty line or a lone dot ends.")
            if question.longest:
                words += " " + _("At most {n} characters.").format(n=number(question.longest))
        case _:
            words = _("Type the number of an answer, or how it begins.")
    return words + or_words


def _figure_wanted(question: Question, language: str) -> str:
    unit, low, high = text_in(question.unit, language), question.minimum, question.maximum
    words = _("Type a whole number") if question.integer else _("Type a number")
    if question.other:
        words = _("Type a number or words")
    if low is not None and high is not None:
        words += " " + _("from {low} to {high}").format(low=number(low), high=number(high))
    return f"{words} ({unit})." if unit else f"{words}."


def choice_lines(offered: Offered) -> Iterator[str]:
    """Choices with their numbers, one a line."""
    taken_by = numbers(offered)
    lines = [line_of(choice.code, label, taken_by) for choice, label in offered]
    bare = [line for line, (choice, label) in zip(lines, offered, strict=True) if taken_by.get(choice.code) == label]
    if len(bare) > 3:  # a scale of bare numbers is heard in one line
        yield ", ".join(bare)
        lines = [line for line in lines if line not in bare]
    yield from lines
