"""Rows of a table to raw responses, by a mapping."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from consult.errors import Problem, TableError
from consult.formats.mapping_yaml import Column, ColumnRole, Mapping
from consult.formats.moments import read_day, read_moment
from consult.formats.table import Row, Table, column_letter
from consult.i18n import _, quoted
from consult.model.checking import fold
from consult.model.response import Raw
from consult.model.survey import OTHER, Question, QuestionType, Survey

CELLS_JOINED = " | "
"""What stands between the different values of a column when several rows are one response."""
_CHOSEN = {"1", "1.0", "yes", "y", "true", "x", "✓", "jā", "ja", "да", "checked", "selected"}
_NOT_CHOSEN = {"", "0", "0.0", "no", "n", "false", "-", "nē", "nein", "нет", "unchecked", "not selected"}
_NO_VALUE = {"-", "–", "—"}
_LONG_TEXT = 25


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
                    row=row, column=f"{letter} {quoted(_short(column.header))}"
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
        if question.type is QuestionType.MULTI:
            return [part for part in split_cell(cell, column.split, labels(question)) if part]
        if question.type is QuestionType.NUMBER and cell in _NO_VALUE:
            return []
        if question.type is QuestionType.DATE and column.form:
            day = read_day(cell, column.form)
            if day is None:
                problems.append(self._not_in_form(cell, column, row))
            return [day.isoformat()] if day else []
        return [cell]

    def _yes_or_no(self, cell: str, column: Column, question: Question, row: Row, problems: list[Problem]) -> list[str]:
        choice = question.choice(column.choice)
        if fold(cell) in _CHOSEN or (choice and fold(cell) in {fold(label) for label in (choice.code, *choice.label.values())}):
            return [column.choice]
        if fold(cell) not in _NOT_CHOSEN:
            problems.append(
                Problem(
                    self.place(row.number, column.question),
                    _("{answer} says neither yes nor no").format(answer=quoted(_short(cell))),
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
            row=row.number, column=quoted(_short(column.header))
        )
        fault = _("{answer} is not a date written as {form}").format(answer=quoted(_short(cell)), form=column.form or "2026-03-05")
        return Problem(place, fault, _("correct the cell, or „format” in the mapping"))

    def _key(self, row: Row, seen: dict[str, int]) -> str:
        """The id that the table gives; else the content of the row and which of its equals it is."""
        for column in self.columns:
            cell = row.cells[self._at[fold(column.header)]] if column.role is ColumnRole.ID else ""
            if cell:
                return f"id:{cell}"
        content = hashlib.sha256("\x1f".join(row.cells).encode("utf-8", "replace")).hexdigest()[:32]
        seen[content] = seen.get(content, 0) + 1
        return f"row:{content}:{seen[content]}"


def _refuse_unknown(table: Table, mapping: Mapping, survey: Survey, at: dict[str, int]) -> None:
    problems: list[Problem] = []
    mapped = {fold(column.header) for column in mapping.columns}
    for header in table.header:
        if fold(header) not in mapped:
            problems.append(
                Problem(
                    table.name,
                    _("the mapping says nothing of the column {column}").format(column=quoted(_short(header))),
                    _("add it to the mapping, with „role: ignore” if it is not wanted"),
                )
            )
    for column in mapping.columns:
        question = survey.question(column.question) if column.question else None
        if column.question and question is None:
            problems.append(
                Problem(
                    table.name,
                    _("the mapping names the question {code}, which the survey does not have").format(code=quoted(column.question)),
                    _("correct the mapping of the column {column}").format(column=quoted(_short(column.header))),
                )
            )
        elif question and question.type is QuestionType.MATRIX and column.row not in {row.code for row in question.rows}:
            problems.append(
                Problem(
                    table.name,
                    _("the mapping names no row of {code} for the column {column}").format(
                        code=quoted(column.question), column=quoted(_short(column.header))
                    ),
                    _("add „row: …” to it"),
                )
            )
    answered = [column for column in mapping.columns if column.question and fold(column.header) in at]
    if not answered and not problems:
        problems.append(Problem(table.name, _("no column of the table answers a question"), _("look at the mapping")))
    if problems:
        raise TableError(problems=problems)


def joined_rows(table: Table, key_header: str) -> Iterator[Row]:
    """The rows of `table`; where `key_header` is named, rows with the same value there are joined to one.

    Sentences are put one after another, other values side by side, each once.
    """
    if not key_header:
        yield from table.rows
        return
    at = next((i for i, header in enumerate(table.header) if fold(header) == fold(key_header)), None)
    if at is None:
        raise TableError(
            _("there is no column {column} to join rows by").format(column=quoted(key_header)),
            _("correct „join_rows_by” in the mapping"),
            place=table.name,
        )
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(row.cells[at] or f"\0{row.number}", []).append(row)
    prose = [_is_prose([row.cells[i] for row in table.rows]) for i in range(len(table.header))]
    for rows in groups.values():
        columns = zip(*(row.cells for row in rows), strict=True)
        cells = tuple(
            " ".join(filter(None, values)) if is_prose else CELLS_JOINED.join(dict.fromkeys(filter(None, values)))
            for values, is_prose in zip(columns, prose, strict=True)
        )
        yield Row(rows[0].number, cells)


def _is_prose(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(len, filled)) / len(filled) > _LONG_TEXT and len(set(filled)) > 0.5 * len(filled)


def labels(question: Question) -> frozenset[str]:
    """All labels and codes of the choices, folded."""
    return frozenset(fold(text) for choice in question.choices for text in (choice.code, *choice.label.values()))


def split_cell(cell: str, splitter: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The answers in one cell. A splitter inside brackets, or inside a known label, does not split.

    „gcc, clang” → gcc, clang; „Labs (e.g., ORNL, ANL), Other” → Labs (e.g., ORNL, ANL) and Other.
    """
    if not splitter:
        return [cell.strip()]
    parts = _outside_brackets(cell, splitter)
    answers: list[str] = []
    at = 0
    while at < len(parts):
        length = next(
            (n for n in range(len(parts) - at, 1, -1) if known and fold(splitter.join(parts[at : at + n])) in known),
            1,
        )
        answers.append(splitter.join(parts[at : at + length]).strip())
        at += length
    return [answer for answer in answers if answer]


def _outside_brackets(cell: str, splitter: str) -> list[str]:
    mark = splitter.strip() or splitter
    if cell.count("(") != cell.count(")"):
        return [part for part in re.split(re.escape(mark), cell)] if mark != splitter else cell.split(splitter)
    parts, depth, start, i = [], 0, 0, 0
    while i < len(cell):
        if cell[i] in "([":
            depth += 1
        elif cell[i] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and cell.startswith(splitter, i):
            parts.append(cell[start:i])
            i += len(splitter)
            start = i
            continue
        i += 1
    parts.append(cell[start:])
    if mark != splitter and parts and parts[-1].rstrip().endswith(mark):
        parts[-1] = parts[-1].rstrip().removesuffix(mark)
    return parts


def propose(table: Table, survey: Survey) -> Mapping:
    """A mapping of the columns of `table` to the questions of `survey`, by their codes and wordings.

    Columns that fit none are left undecided, but for times, ids and empty columns, which tell themselves.
    """
    from consult.formats.inference import bare_column

    names = _names(survey)
    columns: list[Column] = []
    for at, header in enumerate(table.header):
        cells = [row.cells[at] for row in table.rows]
        found = names.get(fold(header)) or names.get(fold(re.sub(r"\s*[*:]+$", "", header)))
        columns.append(_fitted(Column(header, *found), cells, survey) if found else bare_column(header, cells))
    return Mapping(survey.id, tuple(columns), guessed=True)


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
    if question and question.type is QuestionType.DATE:
        from consult.formats.moments import moment_form

        return replace(column, form=moment_form([cell for cell in cells if cell]))
    return column


def _splitter(cells: Sequence[str], known: frozenset[str]) -> str:
    """The splitter by which most parts become known labels."""

    def hits(splitter: str) -> int:
        return sum(fold(part) in known for cell in cells for part in split_cell(cell, splitter, known))

    return max((";", "; ", ", ", ",", CELLS_JOINED, "|", "\n"), key=lambda splitter: (hits(splitter), len(splitter)))


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
