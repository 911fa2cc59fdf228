"""What came of one question, whatever its type, and the types that hold others: tables and repeats. Labels are in one language.

Plain figures that the terminal, the phone and the report draw alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.model.distributions import Absences, Distribution, PairedTable, ScaleTable
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.summaries import DateSummary, FileCount, NumberSummary, TextSummary


@dataclass(frozen=True, slots=True)
class FigureCell:
    """The figures in one cell of a table, or the sums over several cells of each response."""

    n: int
    """Responses with a figure there."""
    total: float = 0
    median: float = 0
    blank: int = 0
    missing: Absences = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table of figures; `cells` stand in the order of the columns."""

    code: str
    label: str
    cells: tuple[FigureCell, ...]
    whole: FigureCell | None = None
    """The sums of each response over the row, where the survey wants totals of rows."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of numbers. `whole` has the sums of each response over the column, and all that was left out in it."""

    code: str
    label: str
    unit: str
    whole: FigureCell


@dataclass(frozen=True, slots=True)
class Change:
    """The first year of a row against the last, counted from the `n` responses alone that gave a figure for both."""

    code: str
    label: str
    n: int
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class FiguresTable:
    """A table of typed columns. Columns of numbers are summed row by row, each other one is a result of its own.

    n counts responses with an answer in any cell.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    n: int
    blank: int
    others: tuple[QuestionResult, ...] = ()
    """Columns that are not numbers: closed ones by row, texts and dates over all rows."""
    years: bool = False
    """True where the columns of numbers are years in their order."""
    changes: tuple[Change, ...] = ()
    """First year against last by row, where they are."""
    compared: int = 0
    """Responses that gave a figure for both years in any row; `changes` rest on them alone."""
    column_totals: bool = False
    """Whether the survey wants sums below the columns."""
    missing: Absences = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RepeatResult:
    """A group of questions that could be answered several times; the n of its fields counts the times."""

    n: int
    """Responses that answered it at least once."""
    blank: int
    instances: int
    """How often it was answered in all."""
    fields: tuple[QuestionResult, ...]
    missing: Absences = field(default_factory=dict)


Result = (
    Distribution | ScaleTable | PairedTable | NumberSummary | DateSummary | TextSummary | RankingResult | AllocationResult
    | FiguresTable | RepeatResult | FileCount
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartlyOffered:
    """A choice that not all who were asked could choose, since it was not in every version of the survey."""

    label: str
    versions: tuple[int, ...]
    """The versions that offered it, of those that asked the question."""
    asked_in: tuple[int, ...]
    """The versions that asked the question."""
    could: int | None
    """How many of `asked` were offered it; None where that hangs on more than the version."""
    asked: int


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """What some who were asked were shown in other words, which were declared to mean the same."""

    now: str
    """The words of the newest version."""
    choice: bool
    """True where these are the words of a choice, row or part, not of the question."""
    shown: int
    """How many responses were asked it in earlier words."""
    asked: int
    was: tuple[tuple[int, str, int], ...]
    """Version, its words, and how many responses were asked in them; oldest first."""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question as it was asked and what came of it."""

    code: str
    label: str
    hint: str
    type: str
    required: bool
    result: Result
    asked: int = 0
    """How many responses were asked it, where that is known."""
    responses: int = 0
    """How many responses there are in all; 0 where that is not known."""
    since: int = 0
    """The version of the survey that asked it first; 0 where all versions do."""
    offered: tuple[PartlyOffered, ...] = ()
    """Choices that stand in the result though not all who were asked could choose them."""
    earlier: tuple[EarlierWording, ...] = ()
    """What some were asked in earlier words."""


def choices_in(result: Result) -> dict[str, str]:
    """Code → label of the choices that a result tells of."""
    match result:
        case Distribution():
            rows: tuple[Distribution, ...] = (result,)
        case ScaleTable():
            rows = result.rows
        case PairedTable():
            rows = tuple(side for row in result.rows for side in row.sides)
        case RankingResult() | AllocationResult():
            return {choice.code: choice.label for choice in result.choices}
        case _:
            rows = ()
    return {bar.code: bar.label for row in rows for bar in row.bars}
