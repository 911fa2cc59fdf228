"""Answers as lines to read, on the screen before sending."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from consult.i18n import _, quoted, text_in
from consult.model.missing_reasons import reason_in, reason_label
from consult.model.question import CLOSED, OTHER, Cell, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet, label_of

TAKEN_BEFORE = "◌"
"""Stands before what was answered in the wave before, where points are."""


def told(sheet: AnswerSheet, question: Question, language: str) -> list[str]:
    """The answer to `question` as lines; none if there is no answer."""
    match question.type:
        case QuestionType.COMPUTED:
            value = sheet.asked.computed(question)
            return [_with_unit(question, value, language)] if value else []
        case QuestionType.RANKING:
            codes = [code for cell in sheet.cells(question) for code in sheet.taken(cell)]
            return [f"{rank}. {label_of(question, code, language)}" for rank, code in enumerate(codes, 1)]
        case QuestionType.MATRIX | QuestionType.TABLE | QuestionType.REPEAT | QuestionType.ALLOCATION:
            return [*_told_cells(sheet, question, language)]
    cell = sheet.cell_at(question.code)
    return told_cell(sheet, cell, language) if cell else []


def _told_cells(sheet: AnswerSheet, question: Question, language: str) -> Iterator[str]:
    """One line a row or an instance, with what stands in its columns or fields."""
    for (row, instance), cells in groupby(sheet.cells(question), lambda cell: (cell.row, cell.instance)):
        parts = []
        for cell in cells:
            words = ", ".join(told_cell(sheet, cell, language))
            if words:
                column = _column(sheet, question, cell, language)
                parts.append(behind(column, words) if column else words)
        if parts:
            head = f"{instance}." if instance else f"{_row(question, row, language)}:"
            yield f"{head} {'; '.join(parts)}"


def behind(wording: str, words: str) -> str:
    """`words` behind a wording: a colon between them, unless the wording ends with a sign of its own."""
    return f"{wording} {words}" if wording.endswith(("?", ".", "!", ":")) else f"{wording}: {words}"


def told_cell(sheet: AnswerSheet, cell: Cell, language: str) -> list[str]:
    """What stands in `cell`, as lines: labels instead of codes, reasons in words."""
    question = cell.question
    if question.type in CLOSED:
        return [_told_choice(sheet, cell, code, language) for code in sheet.taken(cell)]
    text = sheet.text(cell.name).strip()
    if question.type is QuestionType.FILE:
        return [file_name(text)] if text else []
    reason = reason_in(text) if question.reasons else None
    if reason in question.reasons and reason is not None:
        return [reason_label(reason, language)]
    words = sheet.text(f"{cell.name}.{OTHER}").strip() if question.other else ""
    return [line for line in (_with_unit(question, text, language) if text else "", words) if line]


def _told_choice(sheet: AnswerSheet, cell: Cell, code: str, language: str) -> str:
    label = label_of(cell.question, code, language)
    words = sheet.text(f"{cell.name}.{OTHER}").strip() if code == OTHER else ""
    return f"{label}: {words}" if words else label


def _with_unit(question: Question, text: str, language: str) -> str:
    return f"{text} {text_in(question.unit, language)}".strip()


def _row(question: Question, code: str, language: str) -> str:
    row = question.row(code) or question.choice(code)
    return row.label_in(language) if row else code


def _column(sheet: AnswerSheet, question: Question, cell: Cell, language: str) -> str:
    part = question.part(cell.column)
    side = next((side for side in question.sides if side.code == cell.column), None)
    return sheet.asked.label(part, language) if part else side.label_in(language) if side else cell.column


def place_in_words(sheet: AnswerSheet, question: Question, cell: Cell, language: str) -> str:
    """Where `cell` lies in `question`: its row and column, or instance and field; empty where it has only one place."""
    column = _column(sheet, question, cell, language)
    if cell.instance:
        return f"{cell.instance}. {column}"
    return ", ".join(part for part in (_row(question, cell.row, language) if cell.row else "", column) if part)


def told_before(sheet: AnswerSheet, name: str, language: str) -> str:
    """What stood in the field `name` in the wave before: „2026: 1 240 klienti”; empty where it had no answer."""
    return under_wave(sheet, sheet.previous.words(name, language))


def under_wave(sheet: AnswerSheet, words: str) -> str:
    """`words` behind the name of the wave before; nothing for no words."""
    wave = sheet.previous.wave or _("last time")
    return f"{wave}: {words}" if words else ""


def told_previous(draft: AnswerSheet) -> str:
    """That the form can begin with `draft`, the answers of the wave before."""
    wave = draft.previous.wave
    words = (
        _("The form can begin with the answers of the wave {wave} ({done}/{total}).")
        if wave
        else _("The form can begin with the answers of last time ({done}/{total}).")
    )
    return words.format(wave=quoted(wave), done=draft.answered, total=len(draft.questions))


def file_name(raw: str) -> str:
    """The name of the attached file that the raw value of a file field stands for."""
    return raw.partition(" ")[2] or raw
