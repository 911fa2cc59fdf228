"""How far a question with several places is: what is left of an allocation, what has a rank, the sums of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consult.i18n import _, ngettext, number
from consult.model.question import Cell, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.goals import figure, spent_points
from consult.tui.plain_form.commands import Command, written
from consult.tui.plain_form.stops import Stop
from consult.tui.telling import told


def rest(sheet: AnswerSheet, question: Question) -> Iterator[str]:
    """How much of an allocation is left, or too much; nothing for all other questions."""
    if question.type is not QuestionType.ALLOCATION:
        return
    spent, total = spent_points(sheet, question), question.total
    if total is None:
        yield _("Together: {spent}").format(spent=number(spent))
    elif spent > total:
        words = _("Too much: {spent} of {total}, {over} are to be taken away.")
        yield words.format(spent=number(spent), total=number(total), over=number(spent - total))
    elif spent == total:
        yield _("All shared out: {total}").format(total=number(total))
    else:
        yield _("Left: {rest}").format(rest=number(total - spent))


def sums(sheet: AnswerSheet, stop: Stop, language: str) -> Iterator[str]:
    """The sums that a table shows: of a row behind its last field, of the columns behind the last field of all."""
    question, cell, cells = stop.question, stop.cell, sheet.cells(stop.question)
    if question.type is not QuestionType.TABLE or cell is None:
        return
    beside = [one for one in cells if one.row == cell.row]
    row, figures = question.row(cell.row), _figures(sheet, question, beside)
    if question.row_totals and row and beside[-1] == cell and len(figures) > 1:
        yield _("{row}, total: {sum}").format(row=row.label_in(language), sum=number(sum(figures)))
    if not question.column_totals or cells[-1] != cell or beside == [*cells]:
        return
    told_sums = []
    for part in question.parts:
        if below := _figures(sheet, question, (one for one in cells if one.column == part.code)):
            told_sums.append(f"{sheet.asked.label(part, language)}: {number(sum(below))}")
    if told_sums:
        yield _("Totals: {sums}").format(sums="; ".join(told_sums))


def _figures(sheet: AnswerSheet, question: Question, cells: Iterable[Cell]) -> list[float]:
    """The figures in `cells` that are accepted."""
    refused = sheet.refused(question)
    asked = (one for one in cells if one.question.type is QuestionType.NUMBER and one.name not in refused)
    return [value for one in asked if (value := figure(one.question, sheet.text(one.name))) is not None]


def more_to_rank(sheet: AnswerSheet, question: Question) -> int:
    """How many choices may still be given a rank; 0 where the question is no ranking."""
    if question.type is not QuestionType.RANKING:
        return 0
    offered = len(sheet.choices(question, ""))
    return max(0, min(question.most or offered, offered) - sheet.filled(question))


def how_to_rank_on(more: int, *, known: bool = False) -> str:
    """What can be typed where some choices have a rank and `more` may be given one; in short where that is `known`."""
    if known:
        return ngettext("{n} more, or Enter to go on.", "{n} more, or Enter to go on.", more).format(n=number(more))
    words = ngettext(
        "{n} more can be ranked: type it, or press Enter to go on. {clear} begins anew.",
        "{n} more can be ranked: type the next ones, or press Enter to go on. {clear} begins anew.",
        more,
    )
    return words.format(n=number(more), clear=written(Command.CLEAR))


def ranked(sheet: AnswerSheet, question: Question, language: str) -> Iterator[str]:
    """What has a rank, and how to go on; nothing where nothing has."""
    having_rank, more = told(sheet, question, language), more_to_rank(sheet, question)
    if having_rank:
        yield _("Ranked so far: {answers}").format(answers="; ".join(having_rank))
        yield how_to_rank_on(more) if more else _("Enter keeps it. A new order takes its place.")
