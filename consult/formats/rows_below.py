"""Rows below a table that look like remarks, but hold the answer of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consult.formats.mapping_columns import Mapping
from consult.formats.mapping_targets import Kind, placed
from consult.formats.tables.table import Table
from consult.i18n import _
from consult.model.question import QuestionType
from consult.model.survey import Survey


def with_answers_below(table: Table, mapping: Mapping, survey: Survey) -> Table:
    """The table with those remarks below it that stand in a column for answers in own words; a note tells each of them."""
    if not table.below or mapping.long:
        return table
    words = set(_worded(table, mapping, survey))
    found = [row for row in table.below if len(row.cells) == len(table.header) and any(row.cells[at] for at in words)]
    if not found:
        return table
    numbers = {row.number for row in found}
    tail = replace(table.tail, remarks=tuple(n for n in table.tail.remarks if n not in numbers))
    told = _("Row {row} may be a remark below the table, but was taken for an answer. If it is none, delete it from the table.")
    notes = (*(note for note in table.notes if note not in table.tail.notes()), *tail.notes())
    return replace(
        table, rows=[*table.rows, *found], tail=tail, below=(),
        notes=(*notes, *(told.format(row=row.number) for row in found)),
    )  # fmt: skip


def _worded(table: Table, mapping: Mapping, survey: Survey) -> Iterator[int]:
    """The indices of the columns that hold own words."""
    for at, _column, target in placed(table.header, mapping.columns, survey.questions):
        if target.kind is Kind.WORDS or (target.kind is Kind.VALUE and target.cell.question.type is QuestionType.TEXT):
            yield at
