"""Taking over what the same respondent answered in the wave before."""

from __future__ import annotations

from consult.model.question import Cell, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet


def left_to_take(sheet: AnswerSheet, question: Question) -> dict[str, str | list[str]]:
    """The empty fields of `question` that had an answer the last time, with that answer; what is typed already stays.

    A repeat is taken over as a whole or not at all: its third instance need not be the third of the last time.
    """
    previous = sheet.previous.raw
    cells = sheet.cells(question)
    if question.type is QuestionType.REPEAT:
        cells = () if sheet.filled(question) else question.cells
    fields = (name for cell in cells if _is_empty(sheet, cell) for name in cell.names if name in previous)
    return {name: value if isinstance(value := previous[name], str) else [*value] for name in fields}


def _is_empty(sheet: AnswerSheet, cell: Cell) -> bool:
    return not any(text.strip() for name in cell.names for text in sheet.codes(name))
