"""Tables of typed columns: figures summed by row and column, other columns told each on its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from consult.analysis.absences import Answers, absences
from consult.analysis.distributions import by_cell, distribution, label_of, strange
from consult.analysis.quantities import median
from consult.i18n import text_in
from consult.model.distributions import ScaleTable
from consult.model.question import OFFERING, Choice, Question, QuestionType
from consult.model.question_results import Change, FigureCell, FiguresTable, QuestionResult, Result, TableColumn, TableRow
from consult.model.response import Answer

_YEAR = re.compile(r"[a-z_]{0,2}((?:19|20)\d\d)")
_Cells = Mapping[tuple[str, str], list[list[Answer]]]
_Figures = Mapping[tuple[str, str], float]
"""The figures of one response: row and column → figure."""
Tally = Callable[[Question, Answers], Result]


def figures_table(question: Question, answers: Answers, language: str, tally: Tally) -> FiguresTable:
    """The table row by row; columns that are neither numbers nor closed are told by `tally` over all rows."""
    cells = by_cell(answers, lambda answer: (answer.row, answer.column))
    asked = {where[0] for where in cells}
    rows = [row for row in question.rows if not row.closed or row.code in asked]
    rows += strange(asked - {""}, (row.code for row in question.rows))
    numbers = [part for part in question.parts if part.type is QuestionType.NUMBER]
    others = [part for part in question.parts if part.type is not QuestionType.NUMBER]
    values = _figures(answers, {part.code for part in numbers})
    blank, missing = absences(given for given in answers if all(answer.missing for answer in given))
    years = _are_years(numbers)
    below = _sums(values, 1)
    return FiguresTable(
        columns=tuple(_column(part, cells, below.get(part.code, ()), language) for part in numbers),
        rows=tuple(_rows(question, rows, numbers, cells, values, language)) if numbers else (),
        n=len(answers) - blank - sum(missing.values()), blank=blank, missing=missing,
        others=tuple(_other(question, part, rows, cells, language, tally) for part in others),
        years=years, changes=_changes(rows, numbers, values, language) if years else (),
        compared=_compared(numbers, values) if years else 0,
        column_totals=question.column_totals,
    )  # fmt: skip


def _figures(answers: Answers, columns: set[str]) -> list[_Figures]:
    return [
        {(one.row, one.column): one.number for one in given if one.number is not None and one.column in columns}
        for given in answers
    ]


def _are_years(columns: Sequence[Question]) -> bool:
    """Whether columns are called by years that go up, as y2026, y2027."""
    found = [_YEAR.fullmatch(column.code) for column in columns]
    years = [int(year[1]) for year in found if year]
    return len(years) == len(columns) > 1 and years == sorted(set(years))


def _cell(cells: Answers) -> FigureCell:
    figures = [answer.number for given in cells for answer in given if answer.number is not None]
    blank, missing = absences(given for given in cells if all(answer.number is None for answer in given))
    return FigureCell(len(figures), sum(figures), median(figures), blank, missing)


def _sums(values: Sequence[_Figures], place: int) -> Mapping[str, list[float]]:
    """Row (place 0) or column (place 1) → its sum in every response that has a figure there."""
    found: dict[str, list[float]] = defaultdict(list)
    for figures in values:
        own: dict[str, float] = defaultdict(float)
        for where, figure in figures.items():
            own[where[place]] += figure
        for code, total in own.items():
            found[code].append(total)
    return found


def _column(part: Question, cells: _Cells, sums: Sequence[float], language: str) -> TableColumn:
    own = [given for where, found in cells.items() if where[1] == part.code for given in found]
    blank, missing = absences(given for given in own if all(answer.number is None for answer in given))
    whole = FigureCell(len(sums), sum(sums), median(sums), blank, missing)
    return TableColumn(part.code, part.label_in(language), text_in(part.unit, language), whole)


def _rows(
    question: Question,
    rows: Sequence[Choice],
    columns: Sequence[Question],
    cells: _Cells,
    values: Sequence[_Figures],
    language: str,
) -> list[TableRow]:
    sums = _sums(values, 0) if question.row_totals else {}
    found = []
    for row in rows:
        own = sums.get(row.code, [])
        whole = FigureCell(len(own), sum(own), median(own)) if question.row_totals else None
        found.append(
            TableRow(
                row.code,
                label_of(row, language),
                tuple(_cell(cells.get((row.code, column.code), [])) for column in columns),
                whole,
            )
        )
    return found


def _changes(
    rows: Sequence[Choice], columns: Sequence[Question], values: Sequence[_Figures], language: str
) -> tuple[Change, ...]:
    """First column against last, of the responses alone that have both: other sums would compare different respondents."""
    first, last = columns[0].code, columns[-1].code
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for figures in values:
        for (row, column), figure in figures.items():
            if column == first and (row, last) in figures:
                pairs[row].append((figure, figures[row, last]))
    return tuple(
        Change(
            row.code, label_of(row, language), len(pairs[row.code]), sum(one for one, _two in pairs[row.code]),
            sum(two for _one, two in pairs[row.code]),
        )
        for row in rows
    )  # fmt: skip


def _compared(columns: Sequence[Question], values: Sequence[_Figures]) -> int:
    """How many responses have both the first and the last column in a row."""
    first, last = columns[0].code, columns[-1].code
    return sum(any(column == first and (row, last) in figures for row, column in figures) for figures in values)


def _other(
    question: Question, part: Question, rows: Sequence[Choice], cells: _Cells, language: str, tally: Tally
) -> QuestionResult:
    """A column that is no number: by row where it is closed, over all rows where it is written."""
    result: Result
    if part.type in OFFERING:
        result = ScaleTable(
            tuple(
                distribution(
                    f"{question.code}.{row.code}.{part.code}", label_of(row, language), part,
                    cells.get((row.code, part.code), []), language,
                )
                for row in rows
            ),
            part.diverging,
        )  # fmt: skip
    else:
        result = tally(part, [given for row in rows for given in cells.get((row.code, part.code), [])])
    hint = text_in(part.hint, language)
    return QuestionResult(part.code, part.label_in(language), hint, part.type.value, part.required, result)
