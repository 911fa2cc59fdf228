"""What was understood and what was answered, told back in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from consult.i18n import _, day, ngettext, number, text_in
from consult.model.missing_reasons import reason_label
from consult.model.question import CLOSED, MADE_OF_PARTS, Cell, Choice, Question, QuestionType
from consult.model.typed_values import Refused, read_date
from consult.tui.answer_sheet import SEVERAL, AnswerSheet
from consult.tui.goals import figure
from consult.tui.plain_form.picking import line_of, numbers
from consult.tui.plain_form.stops import Stop
from consult.tui.telling import behind, place_in_words, told
from consult.tui.widgets.cell_values import reason_of

LONG = 200
"""Characters of a text answer that are told again; of a longer one only how long it is."""


def understood(sheet: AnswerSheet, stop: Stop, language: str) -> str:
    """What stands at the stop now, in words; empty where nothing does, or no answer that can be read."""
    cell = stop.cell
    if cell is None:
        return ""
    if stop.words:
        return _noted(sheet.text(stop.name))
    if cell.question.type in SEVERAL or cell.question.type in CLOSED:
        return _chosen(sheet, cell, language)
    text = sheet.text(cell.name).strip()
    if not text:
        return ""
    reason = reason_of(cell.question, text)
    if reason:
        return _noted(reason_label(reason, language))
    if cell.question.type is QuestionType.FILE:
        return _("Attached: {name}").format(name=text.partition(" ")[2] or text)
    words = _in_words(cell.question, text, language)
    return _noted(words) if words else ""  # what is no answer there is kept, but the fault alone is told of it


def _chosen(sheet: AnswerSheet, cell: Cell, language: str) -> str:
    offered: list[tuple[Choice, str]] = sheet.choices(cell.question, language, cell)
    taken_by, labels = numbers(offered), {choice.code: label for choice, label in offered}
    codes = [code for code in sheet.taken(cell) if code in labels]
    if not codes:
        return ""
    if cell.question.type is QuestionType.RANKING:
        ranked = "; ".join(f"{rank}. {labels[code]}" for rank, code in enumerate(codes, 1))
        return _("Ranked: {answers}").format(answers=ranked)
    return _("Chosen: {answers}").format(answers="; ".join(line_of(code, labels[code], taken_by) for code in codes))


def _noted(words: str) -> str:
    return _("Noted: {answer}").format(answer=in_short(words))


def in_short(text: str) -> str:
    """`text`, or only how long it is where that would be long to listen to."""
    if len(text) <= LONG:
        return text
    return ngettext("{n} character", "{n} characters", len(text)).format(n=number(len(text)))


def _in_words(question: Question, text: str, language: str) -> str:
    """A figure with its unit, a date in words, empty where the text is neither but should be; all else as it was typed."""
    if question.type in (QuestionType.NUMBER, QuestionType.ALLOCATION):
        value = figure(question, text)
        return "" if value is None else f"{number(value)} {text_in(question.unit, language)}".strip()
    if question.type is QuestionType.DATE:
        return _day(text)
    return text


def _day(text: str) -> str:
    try:
        found: date = read_date(text)
        return day(found)
    except Refused:
        return ""


def answers(sheet: AnswerSheet, language: str) -> Iterator[str]:
    """All answers so far with the numbers of their questions."""
    numbers_of = {question.code: n for n, question in enumerate(sheet.questions, 1)}
    for question in sheet.told_questions:
        lines, nth = told(sheet, question, language), numbers_of.get(question.code)
        if question.type is QuestionType.COMPUTED and not lines:
            continue
        label = f"{nth}. {sheet.asked.label(question, language)}" if nth else sheet.asked.label(question, language)
        if len(lines) > 1 or (lines and question.type in MADE_OF_PARTS):
            yield behind(label, "").rstrip()
            yield from lines
            yield from _not_accepted(sheet, question, language)
        elif lines and sheet.refused(question):
            yield behind(label, _("{answer}, not accepted yet").format(answer=lines[0]))
        else:
            yield behind(label, lines[0] if lines else _("no answer"))


def _not_accepted(sheet: AnswerSheet, question: Question, language: str) -> Iterator[str]:
    """The places of `question` in which something stands that does not count."""
    wrong = sheet.refused(question)
    cells = [cell for cell in sheet.cells(question) if wrong.intersection(cell.names)]
    places = [place for cell in cells if (place := place_in_words(sheet, question, cell, language))]
    if places:
        yield _("Not accepted yet: {places}").format(places="; ".join(places))


def answered(sheet: AnswerSheet) -> int:
    """How many questions have an answer, without those in which nothing that was typed is accepted."""
    return sum(_is_answered(sheet, question) for question in sheet.questions)


def _is_answered(sheet: AnswerSheet, question: Question) -> bool:
    filled, wrong = sheet.filled(question), len(sheet.refused(question))
    return filled > (filled if wrong and question.type in SEVERAL else wrong)
