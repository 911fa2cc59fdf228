"""A table that nobody prepared to a survey and a mapping: what its columns most likely are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consult.formats.cells import joined_rows
from consult.formats.codes import Codes
from consult.formats.column_kinds import LONGEST_CHOICE, PREFIX, choices_of, code_for, points_of, single_column, wording_of
from consult.formats.mapping_yaml import Column, ColumnRole, Mapping, Why
from consult.formats.table import Layout, Table
from consult.model.checking import fold
from consult.model.survey import Choice, Page, Question, QuestionType, Role, Survey

_AREA = re.compile(
    r"(?i)\b(country|region|municipality|county|city|town|land|state|bundesland|stadt)\b"
    r"|pašvaldīb|novad|pilsēt|valst(s|ī)|reģion|страна|город"
)
_GROUP = re.compile(
    r"(?i)kind of user|respond(ing|ent)|on behalf|organi[sz]ation type|type of organi[sz]ation|(which|your) sector|stakeholder"
    r"|pārstāv|mērķa grup|iesaistīto|organizācijas veid|\brole\b|where do you work"
)
_MATRIX = re.compile(r"(?P<stem>.*\S)\s*\[(?P<row>.+)\]\s*")


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
    columns: list[Column] = []
    questions: list[Question] = []
    codes = Codes()
    groups = _same_question(table.header, cells)
    roles = {Role.AREA: _AREA, Role.GROUP: _GROUP}
    for ats in groups:
        found, question = _columns(
            ats, table, cells, spoken, codes, has_time=any(c.role is ColumnRole.TIME for c in columns), key=key
        )
        if question and question.type is QuestionType.SINGLE:
            role = next((role for role, words in roles.items() if words.search(question.label_in(spoken))), Role.NONE)
            if role and len(question.choices) > 2 and sum(map(bool, cells[ats[0]])) > 0.5 * len(rows):
                question = replace(question, role=role)
                roles.pop(role)
        columns.extend(found)
        if question:
            questions.append(question)
    order = {header: at for at, header in enumerate(table.header)}
    columns.sort(key=lambda column: order[column.header])
    survey = Survey(survey_id, (spoken,), {spoken: title}, (Page("all", {}, tuple(questions)),) if questions else ())
    return Inferred(survey, Mapping(survey_id, tuple(columns), layout or Layout(), key, guessed=True))


def _same_question(headers: Sequence[str], cells: Sequence[Sequence[str]]) -> list[list[int]]:
    """Indices of columns that belong to one question: „Stem [row]” columns, and the same wording under several codes."""
    stems: dict[str, list[int]] = {}
    for at, header in enumerate(headers):
        matrix = _MATRIX.fullmatch(header)
        prefix = PREFIX.match(header)
        if matrix:
            stem = f"[{fold(matrix['stem'])}"
        elif prefix:
            stem = f"={fold(header[prefix.end() :])}"
        else:
            stem = f"#{at}"
        stems.setdefault(stem, []).append(at)
    return sorted(stems.values())


def _columns(
    ats: list[int], table: Table, cells: Sequence[Sequence[str]], language: str, codes: Codes, *, has_time: bool, key: str
) -> tuple[list[Column], Question | None]:
    """The columns at `ats` and the question that they answer, if they do."""
    headers = [table.header[at] for at in ats]
    if len(ats) > 1 and _MATRIX.fullmatch(headers[0]):
        found = _matrix(ats, headers, cells, language, codes) or _ticked(ats, headers, cells, language, codes)
        if found:
            return found
    elif len(ats) > 1:
        return _pooled(ats, headers, cells, language, codes)
    columns: list[Column] = []
    for at, header in zip(ats, headers, strict=True):
        column, question = single_column(at, header, cells[at], language, codes, has_time, key)
        columns.append(column)
        if len(ats) == 1:
            return columns, question
        if question:  # columns of one stem that share no scale: questions of their own cannot be returned together
            columns[-1] = replace(column, question="", role=ColumnRole.IGNORE)
    return columns, None


def _matrix(
    ats: list[int], headers: list[str], cells: Sequence[Sequence[str]], language: str, codes: Codes
) -> tuple[list[Column], Question] | None:
    """„Stem [row]” columns with few, shared answers: a matrix."""
    values = Counter(cell for at in ats for cell in cells[at] if cell)
    spoken = {fold(value) for value in values}
    if not 2 <= len(spoken) <= 12 or spoken <= _TICKS or max(map(len, values)) > LONGEST_CHOICE:
        return None
    matches = [_MATRIX.fullmatch(header) for header in headers]
    stem = next(match["stem"] for match in matches if match)
    points, diverging = points_of(values, language)
    code = code_for(stem, ats[0], codes)
    row_codes = Codes()
    rows, columns = [], []
    for at, header, match in zip(ats, headers, matches, strict=True):
        label = match["row"].strip() if match else header
        row = Choice(row_codes.code(label, at), {language: label})
        rows.append(row)
        columns.append(Column(header, code, row.code))
    wording = wording_of(stem)
    question = Question(code, QuestionType.MATRIX, {language: wording}, choices=points, rows=tuple(rows), diverging=diverging)
    return columns, question


_TICKS = {"0", "1", "yes", "no", "y", "n", "true", "false", "x", "jā", "nē", "ja", "nein", "checked", "unchecked", "0.0", "1.0"}


def _ticked(
    ats: list[int], headers: list[str], cells: Sequence[Sequence[str]], language: str, codes: Codes
) -> tuple[list[Column], Question] | None:
    """„Stem [choice]” columns that are ticked or not: a multi question in columns."""
    matches = [_MATRIX.fullmatch(header) for header in headers]
    for at, match in zip(ats, matches, strict=True):
        if match is None or not {fold(cell) for cell in cells[at] if cell} <= _TICKS | {fold(match["row"])}:
            return None
    stem = next(match["stem"] for match in matches if match)
    code = code_for(stem, ats[0], codes)
    choice_codes = Codes()
    choices = [
        Choice(choice_codes.code(match["row"], at), {language: match["row"]})
        for at, match in zip(ats, matches, strict=True)
        if match
    ]
    columns = [Column(header, code, choice=choice.code) for header, choice in zip(headers, choices, strict=True)]
    return columns, Question(code, QuestionType.MULTI, {language: wording_of(stem)}, choices=tuple(choices))


def _pooled(
    ats: list[int], headers: list[str], cells: Sequence[Sequence[str]], language: str, codes: Codes
) -> tuple[list[Column], Question | None]:
    """The same wording several times („three most important …”): one question with several answers."""
    values = [cell for at in ats for cell in cells[at] if cell]
    code = code_for(headers[0], ats[0], codes)
    if not values:
        return [Column(header, role=ColumnRole.IGNORE, why=Why.EMPTY) for header in headers], None
    label = {language: wording_of(headers[0])}
    choices, other = choices_of(values, language, least=max(3, len(values) // 150))
    covered = sum(fold(value) in {fold(choice.label_in(language)) for choice in choices} for value in values)
    if choices and covered >= 0.35 * len(values):
        question = Question(code, QuestionType.MULTI, label, choices=choices, other=other)
    else:
        question = Question(code, QuestionType.TEXT, label)
    return [Column(header, code) for header in headers], question


def _row_key(table: Table) -> str:
    """The column by which several rows are one response: an id that repeats in runs, beside one that counts 1, 2, 3 in each."""
    columns = list(zip(*(row.cells for row in table.rows), strict=True))
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
