"""A mapping proposed: the columns of a table by the codes and wordings of the questions they seem to answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consult.formats.cells import CELLS_JOINED, labels, split_cell
from consult.formats.guessing.column_roles import roles_of
from consult.formats.guessing.figures import thousands_form
from consult.formats.mapping_yaml import Column, ColumnRole, Mapping, Why
from consult.formats.moments import moment_form
from consult.formats.tables.table import Table
from consult.model.checking import fold
from consult.model.question import QuestionType
from consult.model.survey import Survey


def propose(table: Table, survey: Survey) -> Mapping:
    """A mapping of the columns of `table` to the questions of `survey`, by their codes and wordings.

    Columns that fit none are left undecided, but for times, ids and empty columns, which tell themselves.
    """
    names = _names(survey)
    cells = [[row.cells[at] for row in table.rows] for at in range(len(table.header))]
    found = {at: names.get(fold(header)) or names.get(_plain(header)) for at, header in enumerate(table.header)}
    roles = roles_of(table.header, cells)
    columns = []
    for at, header in enumerate(table.header):
        answered = found[at]
        role = roles.get(at, Column(header))
        tells_itself = role.role is not ColumnRole.IGNORE or role.why in _TOLD
        columns.append(
            _fitted(Column(header, *answered), cells[at], survey) if answered else role if tells_itself else Column(header)
        )
    return Mapping(survey.id, tuple(columns), guessed=True)


_TOLD = (Why.EMPTY, Why.CONTACT, Why.META, Why.TIME)
"""What is left out of a table that belongs to a survey without asking anybody."""


def _plain(header: str) -> str:
    return fold(re.sub(r"\s*[*:]+$", "", header))


def _names(survey: Survey) -> dict[str, tuple[str, str]]:
    """What a column may be called → question and row."""
    names: dict[str, tuple[str, str]] = {}
    for question in survey.questions:
        if question.type is QuestionType.MATRIX:
            for row in question.rows:
                names[fold(f"{question.code}.{row.code}")] = (question.code, row.code)
                for language, label in question.label.items():
                    names[fold(f"{label} [{row.label_in(language)}]")] = (question.code, row.code)
        else:
            names[fold(question.code)] = (question.code, "")
            names |= {fold(label): (question.code, "") for label in question.label.values()}
    return names


def _fitted(column: Column, cells: Sequence[str], survey: Survey) -> Column:
    """The column with its splitter or form of dates found out."""
    question = survey.question(column.question)
    if question and question.type is QuestionType.MULTI:
        return replace(column, split=_splitter(cells, labels(question)))
    if question and question.type is QuestionType.NUMBER and question.integer:
        return replace(column, form=thousands_form([cell for cell in cells if re.fullmatch(r"[\d.,]+", cell)]))
    if question and question.type is QuestionType.DATE:
        return replace(column, form=moment_form([cell for cell in cells if cell]))
    return column


def _splitter(cells: Sequence[str], known: frozenset[str]) -> str:
    """The splitter by which most parts become known labels."""

    def hits(splitter: str) -> int:
        return sum(fold(part) in known for cell in cells for part in split_cell(cell, splitter, known))

    return max((";", "; ", ", ", ",", CELLS_JOINED, "|", "\n"), key=lambda splitter: (hits(splitter), len(splitter)))
