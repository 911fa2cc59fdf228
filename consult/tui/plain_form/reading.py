"""What a typed line means at a stop: the fields that it fills."""

from __future__ import annotations

from itertools import takewhile
from pathlib import PurePath

from consult.i18n import _, ngettext, quoted
from consult.model.question import CLOSED, OTHER, SILENT, Cell, Question, QuestionType
from consult.model.typed_values import Refused
from consult.tui.answer_sheet import SEVERAL, AnswerSheet, label_of
from consult.tui.goals import points_at, spent_points
from consult.tui.plain_form.picking import picked, picked_reason, several_picked
from consult.tui.plain_form.stops import Stop

Values = dict[str, str | list[str]]


def values_of(sheet: AnswerSheet, stop: Stop, line: str, language: str) -> Values:
    """The fields that `line` fills at `stop`; raises Refused where it means no choice, or several.

    What can be kept as it was typed is kept, also where it does not fit: the check of the form tells what is wrong with it.
    """
    cell = stop.cell
    if cell is None:
        raise ValueError("whether there is another instance is no field")
    if stop.words:
        return {stop.name: line}
    if cell.question.type in CLOSED:
        return _chosen(sheet, cell, line, language)
    reason = picked_reason(line, cell.question) if cell.question.reasons else None
    if reason is not None:
        return {cell.name: reason.value}
    if stop.question.type is QuestionType.ALLOCATION and line.strip() == "=":
        return {cell.name: _rest(sheet, stop.question, cell)}
    return {cell.name: line}


def _chosen(sheet: AnswerSheet, cell: Cell, line: str, language: str) -> Values:
    offered, question = sheet.choices(cell.question, language, cell), cell.question
    taken = several_picked(line, offered) if question.type in SEVERAL else [picked(line, offered)]
    if question.type is QuestionType.RANKING:
        taken = _in_order(sheet, cell, taken, language)
    values: Values = {cell.name: taken if question.type in SEVERAL else taken[0]}
    if question.other and OTHER not in taken:
        values[f"{cell.name}.{OTHER}"] = ""
    return values


def _in_order(sheet: AnswerSheet, cell: Cell, taken: list[str], language: str) -> list[str]:
    """The ranking that `taken` makes: the next ranks while there are any, else a new order.

    Raises Refused where a choice has its rank already, or more are given than there are ranks left.
    """
    before, offered = sheet.taken(cell), len(sheet.choices(cell.question, ""))
    left = min(cell.question.most or offered, offered) - len(before)
    if not before or left <= 0:
        return taken
    known = [code for code in taken if code in before]
    if len(taken) == 1 and known:
        fault = _("{choice} has rank {n} already").format(
            choice=quoted(label_of(cell.question, known[0], language)), n=before.index(known[0]) + 1
        )
        raise Refused(fault, _("type another one, or all in a new order"))
    if known:
        return taken
    if len(taken) > left:
        fault = ngettext("only {n} more can be ranked", "only {n} more can be ranked", left).format(n=left)
        raise Refused(fault, _("type fewer, or all in a new order"))
    return [*before, *taken]


def _rest(sheet: AnswerSheet, question: Question, cell: Cell) -> str:
    """The points that the other choices leave, as they would be typed."""
    rest = (question.total or 0.0) - spent_points(sheet, question) + points_at(sheet, question, cell.name)
    return f"{max(rest, 0.0):.10g}"


def blank(stop: Stop) -> Values:
    """The fields of `stop`, empty."""
    if stop.cell is None:
        return {}
    several = stop.cell.question.type in SEVERAL
    return {name: [] if several and name == stop.cell.name else "" for name in stop.cell.names}


def same_for_the_rest(sheet: AnswerSheet, stop: Stop) -> Values:
    """What stands in the field before `stop` in its row, for this field and those behind it that take the same answers.

    Raises Refused where there is none, or where this field takes other answers.
    """
    row = [cell for cell in sheet.cells(stop.question) if stop.cell is not None and _beside(cell, stop.cell)]
    at = next((at for at, cell in enumerate(row) if cell == stop.cell), 0)
    if not at or stop.words:
        raise Refused(_("there is no field before this one in the row"), _("answer this one"))
    before = row[at - 1]
    rest = [*takewhile(lambda cell: _alike(before.question, cell.question), row[at:])]
    value = sheet.raw.get(before.name, "")
    if not value:
        raise Refused(_("the field before is empty"), _("answer this one"))
    if not rest:
        raise Refused(_("the field before takes other answers"), _("answer this one"))
    return {cell.name: value if isinstance(value, str) else [*value] for cell in rest}


def _beside(cell: Cell, other: Cell) -> bool:
    return bool(cell.row) and cell.row == other.row


def _alike(one: Question, other: Question) -> bool:
    codes = [[choice.code for choice in question.choices] for question in (one, other)]
    return one.type is other.type and one.type not in SILENT and codes[0] == codes[1]


def path_in(line: str) -> str:
    """The path in a line: terminals put quotation marks around what is dropped on them."""
    text = line.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return str(PurePath(text)) if text else ""
