"""Questions that Consult wrote into an XLSForm, with their texts as they stand in the form now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.own_reading import Own, say_of
from consult.formats.xlsform.row_telling import RowTelling
from consult.formats.xlsform.sheets import Row
from consult.model.question import Choice, Question, QuestionType


def own_built(own: Own, telling: RowTelling) -> Question:
    """A question that Consult wrote, with its texts as they stand in the form now."""
    told = _with_texts(telling, own.question, own.nodes[""].row)
    return replace(
        told,
        rows=_labelled(telling, told.rows, own.rows),
        sides=_labelled(telling, told.sides, own.sides),
        choices=_labelled(telling, told.choices, own.rows) if told.type is QuestionType.ALLOCATION else told.choices,
        parts=tuple(_with_texts(telling, part, own.nodes[part.code].row, told.code) for part in told.parts),
    )


def _with_texts(telling: RowTelling, question: Question, row: Row, inside: str = "") -> Question:
    hint = {
        language: left
        for language, text in telling.texts(row, "hint", inside).items()
        if (left := text.removesuffix(question.unit.get(language, "")).rstrip("\n"))
    }
    checks = say_of(question.checks, telling.texts(row, "constraint_message", inside))
    return replace(question, label=telling.label(row, question.code, inside), hint=hint, checks=checks)


def _labelled(telling: RowTelling, choices: tuple[Choice, ...], nodes: Mapping[str, Node]) -> tuple[Choice, ...]:
    return tuple(
        replace(choice, label=telling.wording.texts(nodes[choice.code].row, "label") or choice.label) for choice in choices
    )
