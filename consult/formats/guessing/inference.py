"""A table that nobody prepared to a survey and a mapping: what its columns most likely are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consult.formats.cells import joined_rows
from consult.formats.guessing.column_groups import groups_of
from consult.formats.guessing.column_kinds import Guessing
from consult.formats.guessing.column_roles import roles_of
from consult.formats.guessing.group_questions import group_columns
from consult.formats.guessing.meta_headers import known_columns
from consult.formats.mapping_yaml import Column, Mapping
from consult.formats.tables.table import Layout, Table
from consult.model.question import Question, QuestionType, Role
from consult.model.survey import Page, Survey

_AREA = re.compile(
    r"(?i)\b(country|region|municipality|county|city|town|land|state|bundesland|stadt)\b|^scope/name"
    r"|pašvaldīb|novad|pilsēt|valst(s|ī)|reģion|dzīvesviet|страна|город|район|муниципалитет"
)
_GROUP = re.compile(
    r"(?i)kind of user|respond(ing|ent)|on behalf|organi[sz]ation type|type of organi[sz]ation|(which|your) sector|stakeholder"
    r"|pārstāv|mērķa grup|iesaistīto|organizācijas veid|\brole\b|where do you work"
)
_FORM_GROUP = re.compile(r"([A-Za-z_]\w*/)+(?=.)")


@dataclass(frozen=True, slots=True)
class Inferred:
    """The survey that a table seems to answer, and how."""

    survey: Survey
    mapping: Mapping


def infer(
    table: Table, survey_id: str, title: str, language: Callable[[Sequence[str]], str], layout: Layout | None = None
) -> Inferred:
    """The survey and mapping that fit `table`; every answer of it fits the survey found.

    `language` tells the language of some texts, such as `en`. Everything guessed can be changed in the two files
    that are written from it.
    """
    key = _row_key(table)
    rows = list(joined_rows(table, key))
    cells = [[row.cells[at] for row in rows] for at in range(len(table.header))]
    spoken = language([cell for column in cells for cell in column if len(cell) > 20] + list(table.header))
    guessing = Guessing(table.header, _titles(table.header), cells, spoken, joined=bool(key))
    columns = roles_of(table.header, cells, key)
    questions: list[Question] = []
    at_of = {header: at for at, header in enumerate(table.header)}
    for group in groups_of(table.header, [at for at in at_of.values() if at not in columns]):
        found, asked = group_columns(guessing, group)
        columns |= {at_of[column.header]: column for column in found}
        questions += asked
    questions = _with_roles(questions, columns, guessing)
    survey = Survey(survey_id, (spoken,), {spoken: title}, (Page("all", {}, tuple(questions)),) if questions else ())
    return Inferred(
        survey, Mapping(survey_id, tuple(columns[at] for at in sorted(columns)), layout or Layout(), key, guessed=True)
    )


def _titles(headers: Sequence[str]) -> list[str]:
    """The headers without the names of groups („needs/…”) that Kobo puts in front."""
    if not any(meta.tool == "kobo" for meta in known_columns(headers).values()):
        return list(headers)
    return [_FORM_GROUP.sub("", header, count=1) for header in headers]


def _with_roles(questions: Sequence[Question], columns: dict[int, Column], guessing: Guessing) -> list[Question]:
    """The questions; the first that asks for the area and the first that asks for the group are marked so."""
    roles = {Role.AREA: _AREA, Role.GROUP: _GROUP}
    found = []
    for question in questions:
        wording = question.label_in(guessing.language)
        role = next((role for role, words in roles.items() if words.search(wording)), Role.NONE)
        if role and question.type is QuestionType.SINGLE and len(question.choices) > 2:
            at = next(at for at, column in columns.items() if column.question == question.code)
            if len(guessing.filled(at)) > 0.5 * len(guessing.cells[at]):
                question = replace(question, role=role)
                roles.pop(role)
        found.append(question)
    return found


def _row_key(table: Table) -> str:
    """The column by which several rows are one response: an id that repeats in runs, beside one that counts 1, 2, 3 in each."""
    columns = table.columns()
    for at, header in enumerate(table.header):
        values = columns[at]
        if not re.search(r"(?i)(^|[\s_-])(id|uuid|nr|key)$", header) or not len(set(values)) < 0.8 * len(values):
            continue
        runs = 1 + sum(a != b for a, b in pairwise(values))
        if runs != len(set(values)):
            continue
        for other, counts in enumerate(columns):
            if other != at and _counts_in_runs(values, counts):
                return header
    return ""


def _counts_in_runs(keys: Sequence[str], counts: Sequence[str]) -> bool:
    expected = 0
    for i, count in enumerate(counts):
        expected = 1 if i == 0 or keys[i] != keys[i - 1] else expected + 1
        if count != str(expected):
            return False
    return True
