"""Columns of figures that can mean another thing than they say: per cent as fractions, thousands as decimals, days as counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consult.errors import Problem, TableError
from consult.formats.guessing.figures import thousands_form, without_thousands
from consult.formats.mapping_columns import Column, Mapping
from consult.formats.mapping_targets import Kind, placed
from consult.formats.moments import day_of_serial
from consult.formats.tables.header_rows import column_letter
from consult.formats.tables.table import Table
from consult.i18n import _, day, ngettext, number, quoted
from consult.model.question import Question, QuestionType
from consult.model.survey import Survey
from consult.model.typed_values import Refused, fold, read_number
from consult.model.visible_text import shortened

_LONGEST_QUOTED = 60
_THREE = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")


@dataclass(slots=True)
class _Figures:
    """A column whose cells are read as figures or days, and what was seen in it. Cells are looked at one by one and not kept."""

    at: int
    column: Column
    question: Question
    fractions: bool
    """Whether all figures so far lie from 0 to 1, where more than 1 per cent may be answered."""
    decimals: bool
    """Whether all figures so far that have a point or comma have it before three digits, where decimals may be answered."""
    days: bool
    """Whether figures count days."""
    between: float = 0
    """The first figure between 0 and 1."""
    separated: int = 0
    grouped: str = ""
    """The first figure with a point or comma."""
    counted: int = 0
    day: str = ""
    """The first figure that counts days."""
    _known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, at: int, column: Column, question: Question, typed: bool) -> _Figures:
        """The column before anything was seen of it; `typed` where figures are as a spreadsheet keeps them."""
        figures = question.type is not QuestionType.DATE and not column.form
        per_cent = "%" in question.unit.values() and (question.maximum is None or question.maximum > 1)
        return cls(
            at, column, question, fractions=figures and typed and per_cent, decimals=figures and not question.integer,
            days=question.type is QuestionType.DATE and typed, _known=frozenset(map(fold, column.values)),
        )  # fmt: skip

    @property
    def name(self) -> str:
        """The header, short enough to be told."""
        return quoted(shortened(self.column.header, _LONGEST_QUOTED))

    @property
    def doubtful(self) -> bool:
        """Whether another cell can still tell anything."""
        return self.fractions or self.decimals or self.days

    def look(self, cell: str) -> None:
        """Looks at one cell; what the mapping says the meaning of is no figure."""
        if not cell or (self._known and fold(cell) in self._known):
            return
        if self.fractions:
            self._look_for_fractions(cell)
        if self.decimals and ("." in cell or "," in cell) and not re.search(r"[^\W\d_]", cell):
            self.separated += 1
            self.grouped = self.grouped or cell
            self.decimals = bool(_THREE.fullmatch(cell)) and bool(thousands_form([self.grouped, cell]))
        if self.days and day_of_serial(cell):
            self.counted += 1
            self.day = self.day or cell

    def _look_for_fractions(self, cell: str) -> None:
        try:
            figure = read_number(cell)
        except Refused:
            return
        self.fractions = 0 <= figure <= 1
        self.between = self.between or (figure if 0 < figure < 1 else 0)


def notes_on_figures(table: Table, mapping: Mapping, survey: Survey) -> tuple[str, ...]:
    """How columns were read that could be read otherwise, a sentence each.

    Raises TableError where figures of a workbook in per cent are most likely its percentages, kept as fractions of 1.
    """
    columns = [*_columns(table, mapping, survey)]
    doubtful = [one for one in columns if one.doubtful]
    for row in table.rows if doubtful else ():
        for one in doubtful:
            one.look(row.cells[one.at])
        if not all(one.doubtful for one in doubtful):
            doubtful = [one for one in doubtful if one.doubtful]
            if not doubtful:
                break
    file = mapping.file or _("the mapping")
    problems = [_fractions(table, one, file) for one in columns if one.fractions and one.between]
    if problems:
        raise TableError(problems=problems)
    return tuple(note for one in columns if (note := _counted_days(one) or _three_decimals(one, file)))


def _columns(table: Table, mapping: Mapping, survey: Survey) -> Iterator[_Figures]:
    kinds = (QuestionType.NUMBER, QuestionType.ALLOCATION, QuestionType.DATE)
    for at, column, target in placed(table.header, mapping.columns, survey.questions):
        if target.kind is Kind.VALUE and target.cell.question.type in kinds:
            yield _Figures.of(at, column, target.cell.question, table.typed)


def _fractions(table: Table, one: _Figures, file: str) -> Problem:
    fault = _("the question asks for per cent, but all figures are from 0 to 1, as spreadsheets keep {percent} % as {figure}")
    way_out = _(
        'write beside the column in {file} “format: "0%"” if {figure} means {percent} %, “format: "0"” if it means {figure} %'
    )
    told = {"percent": number(round(one.between * 100, 6)), "figure": _figure(one.between), "file": file}
    origin = table.origins.get(one.at)
    letter = origin.letter if origin else column_letter(one.at)
    place = f"{origin.place if origin else table.name}, " + _("column {column}").format(column=f"{letter} {one.name}")
    return Problem(place, fault.format(**told), way_out.format(**told))


def _figure(figure: float) -> str:
    """A fraction with as many decimals as two of per cent have."""
    return number(figure, max(2, min(4, len(repr(figure)) - 2)))


def _counted_days(one: _Figures) -> str:
    read = day_of_serial(one.day)
    if not read:
        return ""
    told = ngettext(
        "In {n} cell of {column} a figure was read as the day that spreadsheets keep so: {cell} as {day}.",
        "In {n} cells of {column} figures were read as the days that spreadsheets keep so: {cell} as {day}.",
        one.counted,
    )
    return told.format(n=number(one.counted), column=one.name, cell=one.day, day=day(read))


def _three_decimals(one: _Figures, file: str) -> str:
    """A note where every figure looks like thousands, but the question takes decimals."""
    if not one.decimals or one.separated < 2:
        return ""
    form = thousands_form([one.grouped] * 2)
    told = _(
        '{column} was read with three decimals: {cell} as {figure}. If it means {thousands}, write “format: "{form}"” beside the'
        " column in {file} and read the table into a new folder."
    )
    thousands = number(float(without_thousands(one.grouped, form)))
    figure = number(read_number(one.grouped), 3)
    return told.format(column=one.name, cell=one.grouped, figure=figure, thousands=thousands, form=form, file=file)
