"""Rows of a table to raw responses, by a mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.errors import Problem, TableError
from consult.formats.cells import joined_rows, labels, split_cell
from consult.formats.guessing.choices import NAMED_OTHER
from consult.formats.guessing.figures import NO_VALUE, without_thousands
from consult.formats.guessing.scales import spelled_plainly
from consult.formats.mapping_yaml import Column, ColumnRole, Mapping
from consult.formats.moments import read_day, read_moment
from consult.formats.tables.header_rows import column_letter
from consult.formats.tables.table import Row, Table
from consult.i18n import _, quoted
from consult.model.checking import fold
from consult.model.question import CLOSED, OTHER, Question, QuestionType
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.model.visible_text import shortened

_LONGEST_QUOTED = 60
_CHOSEN = {"1", "1.0", "yes", "y", "true", "x", "✓", "jā", "ja", "да", "checked", "selected"}
_NOT_CHOSEN = {"", "0", "0.0", "no", "n", "false", "-", "nē", "nein", "нет", "unchecked", "not selected"}


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One response as the table gives it."""

    number: int
    """The row of the file, counted from 1."""
    raw: Raw
    submitted_at: datetime | None
    key: str
    """What makes the response recognisable when the same table comes again."""


class RowReader:
    """Reads the rows of a table by a mapping to responses of a survey. Raises TableError where they do not belong together."""

    def __init__(self, table: Table, mapping: Mapping, survey: Survey):
        self.survey = survey
        self._at = {fold(header): at for at, header in enumerate(table.header)}
        _refuse_unknown(table, mapping, survey, self._at)
        self.columns = [column for column in mapping.columns if fold(column.header) in self._at]
        self._table, self._mapping = table, mapping
        self._questions = {question.code: question for question in survey.questions}
        self._labels = {question.code: labels(question) for question in survey.questions}
        self._spellings = {question.code: _spellings(question) for question in survey.questions}

    def rows(self) -> Iterator[tuple[ImportedRow, list[Problem]]]:
        """Each response with what is wrong in its dates and times."""
        seen: dict[str, int] = {}
        for row in joined_rows(self._table, self._mapping.join_rows_by):
            problems: list[Problem] = []
            raw = self._raw(row, problems)
            yield ImportedRow(row.number, raw, self._moment(row, problems), self._key(row, seen)), problems

    def place(self, row: int, field: str) -> str:
        """Where the answer `field` of `row` stands: file, row and column."""
        code, _dot, part = field.partition(".")
        for column in self.columns:
            if column.question == code and part in ("", OTHER, column.row):
                letter = column_letter(self._at[fold(column.header)])
                return f"{self._table.name}, " + _("row {row}, column {column}").format(
                    row=row, column=f"{letter} {quoted(shortened(column.header, _LONGEST_QUOTED))}"
                )
        return f"{self._table.name}, " + _("row {row}").format(row=row)

    def _raw(self, row: Row, problems: list[Problem]) -> dict[str, str | Sequence[str]]:
        raw: dict[str, list[str]] = {}
        for column in self.columns:
            question = self._questions.get(column.question)
            if question is None:
                continue
            cell = row.cells[self._at[fold(column.header)]]
            name = f"{column.question}.{column.row}" if column.row else column.question
            raw.setdefault(name, []).extend(self._values(cell, column, question, row, problems))
        return {name: self._one_or_more(name, values) for name, values in raw.items()}

    def _one_or_more(self, name: str, values: list[str]) -> str | Sequence[str]:
        question = self._questions.get(name)
        if question and question.type is QuestionType.MULTI:
            return values
        if question and question.type is QuestionType.TEXT:
            return "; ".join(values)
        return values if len(values) > 1 else "".join(values)

    def _values(self, cell: str, column: Column, question: Question, row: Row, problems: list[Problem]) -> list[str]:
        if not cell:
            return []
        if column.choice:
            return self._yes_or_no(cell, column, question, row, problems)
        if column.row == OTHER:
            return [cell]
        if question.type in CLOSED:
            return self._chosen(cell, column, question)
        if question.type is QuestionType.NUMBER:
            return [] if fold(cell) in NO_VALUE else [without_thousands(cell, column.form)]
        if question.type is QuestionType.DATE and column.form:
            day = read_day(cell, column.form)
            if day is None:
                problems.append(self._not_in_form(cell, column, row))
            return [day.isoformat()] if day else []
        return [cell]

    def _chosen(self, cell: str, column: Column, question: Question) -> list[str]:
        """The labels in a cell. A sign for no answer is none, unless it is a label; hasty spellings lead to their label."""
        known = self._labels[question.code]
        if fold(cell) not in known and fold(cell) in NO_VALUE:
            return []
        if question.type is QuestionType.MULTI:
            return [part for part in split_cell(cell, column.split, known) if part]
        if fold(cell) not in known:
            if question.other:
                return [OTHER] if fold(cell) == NAMED_OTHER else [cell]
            return [self._spellings[question.code].get(spelled_plainly(cell), cell)]
        return [cell]

    def _yes_or_no(self, cell: str, column: Column, question: Question, row: Row, problems: list[Problem]) -> list[str]:
        choice = question.choice(column.choice)
        if fold(cell) in _CHOSEN or (choice and fold(cell) in {fold(label) for label in (choice.code, *choice.label.values())}):
            return [column.choice]
        if fold(cell) not in _NOT_CHOSEN:
            problems.append(
                Problem(
                    self.place(row.number, column.question),
                    _("{answer} says neither yes nor no").format(answer=quoted(shortened(cell, _LONGEST_QUOTED))),
                    _("write 1 or 0"),
                )
            )
        return []

    def _moment(self, row: Row, problems: list[Problem]) -> datetime | None:
        for column in self.columns:
            cell = row.cells[self._at[fold(column.header)]] if column.role is ColumnRole.TIME else ""
            if cell:
                moment = read_moment(cell, column.form or "iso")
                if moment is None:
                    problems.append(self._not_in_form(cell, column, row))
                return moment
        return None

    def _not_in_form(self, cell: str, column: Column, row: Row) -> Problem:
        place = f"{self._table.name}, " + _("row {row}, column {column}").format(
            row=row.number, column=quoted(shortened(column.header, _LONGEST_QUOTED))
        )
        fault = _("{answer} is not a date written as {form}").format(
            answer=quoted(shortened(cell, _LONGEST_QUOTED)), form=column.form or "2026-03-05"
        )
        return Problem(place, fault, _("correct the cell, or „format” in the mapping"))

    def _key(self, row: Row, seen: dict[str, int]) -> str:
        """The id that the table gives; else the content of the row and which of its equals it is."""
        for column in self.columns:
            cell = row.cells[self._at[fold(column.header)]] if column.role is ColumnRole.ID else ""
            if cell:
                return f"id:{cell}"
        # Sorted by header, and only what was answered: the same table with other columns in another order is known again.
        told = sorted(
            (fold(column.header), row.cells[self._at[fold(column.header)]])
            for column in self.columns
            if column.question or column.role is ColumnRole.TIME
        )
        content = hashlib.sha256(
            "\x1f".join(f"{header}\x1e{cell}" for header, cell in told).encode("utf-8", "replace")
        ).hexdigest()[:32]
        seen[content] = seen.get(content, 0) + 1
        return f"row:{content}:{seen[content]}"


def _spellings(question: Question) -> dict[str, str]:
    """Hasty spelling → code; spellings that two choices share lead nowhere."""
    found: dict[str, str] = {}
    for choice in question.choices:
        for spelling in {spelled_plainly(label) for label in choice.label.values()}:
            found[spelling] = "" if found.get(spelling, choice.code) != choice.code else choice.code
    return {spelling: code for spelling, code in found.items() if code}


def _refuse_unknown(table: Table, mapping: Mapping, survey: Survey, at: dict[str, int]) -> None:
    problems: list[Problem] = []
    mapped = {fold(column.header) for column in mapping.columns}
    for header in table.header:
        if fold(header) not in mapped:
            problems.append(
                Problem(
                    table.name,
                    _("the mapping says nothing of the column {column}").format(
                        column=quoted(shortened(header, _LONGEST_QUOTED))
                    ),
                    _("add it to the mapping, with „role: ignore” if it is not wanted"),
                )
            )
    for column in mapping.columns:
        question = survey.question(column.question) if column.question else None
        if column.question and question is None:
            problems.append(
                Problem(
                    table.name,
                    _("the mapping names the question {code}, which the survey does not have").format(
                        code=quoted(column.question)
                    ),
                    _("correct the mapping of the column {column}").format(
                        column=quoted(shortened(column.header, _LONGEST_QUOTED))
                    ),
                )
            )
        elif question and question.type is QuestionType.MATRIX and column.row not in {row.code for row in question.rows}:
            problems.append(
                Problem(
                    table.name,
                    _("the mapping names no row of {code} for the column {column}").format(
                        code=quoted(column.question), column=quoted(shortened(column.header, _LONGEST_QUOTED))
                    ),
                    _("add „row: …” to it"),
                )
            )
    answered = [column for column in mapping.columns if column.question and fold(column.header) in at]
    if not answered and not problems:
        problems.append(Problem(table.name, _("no column of the table answers a question"), _("look at the mapping")))
    if problems:
        raise TableError(problems=problems)
