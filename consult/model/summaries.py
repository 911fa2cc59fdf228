"""What came of one question: plain figures that the terminal, the phone and the report draw alike. Labels are in one language.

Of every summary holds: n + blank + the counts of `missing` (+ answers in words instead of a figure) = how many were asked.
What was not asked is in none of them; what was left blank is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from consult.model.response import Missing

Absences = Mapping[Missing, int]
"""Why there is no answer, other than that it was left blank: reason → how many."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer on offer and how many gave it."""

    code: str
    label: str
    count: int
    share: float
    """`count` by the n of its distribution, 0 to 1 (0 where n is 0)."""
    apart: bool = False
    """True for „no opinion”: counted in n, drawn apart from the scale."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the answers to one closed question, or one row of a matrix, are spread.

    Counts of a `multiple` question may add up to more than n; all others add up to n exactly.
    """

    code: str
    label: str
    bars: tuple[Bar, ...]
    n: int
    blank: int
    ordered: bool = False
    """True where the order of the bars means something (a scale, months): do not sort by count."""
    multiple: bool = False
    diverging: bool = False
    others: tuple[tuple[str, int], ...] = ()
    """The answers in own words behind the bar `other`, most frequent first."""
    missing: Absences = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.n + self.blank + sum(self.missing.values())


@dataclass(frozen=True, slots=True)
class ScaleTable:
    """The rows of a matrix, or of one closed column of a table, each a distribution over the same points."""

    rows: tuple[Distribution, ...]
    diverging: bool = False


@dataclass(frozen=True, slots=True)
class PairedRow:
    """One row of a matrix that asks the same of two sides or more."""

    code: str
    label: str
    sides: tuple[Distribution, ...]
    """One distribution for every side, in the order of `PairedTable.sides`."""
    higher: int = 0
    lower: int = 0
    same: int = 0
    """How many placed the second side higher, lower and on the same point as the first, of those who placed both."""


@dataclass(frozen=True, slots=True)
class PairedTable:
    """A matrix with sides, such as „in your municipality” and „in the region”, on one scale."""

    sides: tuple[str, ...]
    """Their labels."""
    rows: tuple[PairedRow, ...]
    diverging: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers from `low` up to, but not including, `high` (the last bin includes it); one number where both are equal."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class NumberSummary:
    """Figures given to a number question. Quartiles by linear interpolation (Hyndman & Fan 1996, type 7).

    n counts figures; n + blank + missing + the counts of `others` = asked.
    """

    n: int
    blank: int
    minimum: float = 0
    lower_quartile: float = 0
    median: float = 0
    upper_quartile: float = 0
    maximum: float = 0
    mean: float = 0
    total: float = 0
    bins: tuple[Bin, ...] = ()
    unit: str = ""
    years: bool = False
    """True where the figures are years: written without a separator, and their sum and mean mean nothing."""
    others: tuple[tuple[str, int], ...] = ()
    """Answers in words instead of a figure, most frequent first."""
    missing: Absences = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DateSummary:
    """Dates given to a date question, counted by month or by year."""

    n: int
    blank: int
    first: date | None
    last: date | None
    distribution: Distribution
    missing: Absences = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThemeSummary:
    """A group of open answers that say much the same. `count` is of answers, not of mentions."""

    id: str
    label: str
    keywords: tuple[str, ...]
    count: int
    share: float
    """`count` by the n of the question, 0 to 1."""
    quotes: tuple[str, ...]
    """Typical answers, word for word but for personal details that were masked."""


@dataclass(frozen=True, slots=True)
class TextSummary:
    """What was written to an open question.

    n = answers with something in them; each stands in one theme, in `unthemed`, in `later` or in `non_answers`.
    """

    n: int
    blank: int
    themes: tuple[ThemeSummary, ...] = ()
    unthemed: int = 0
    """Answers that fit no theme well."""
    non_answers: int = 0
    """Answers such as „nav” or “n/a”, counted in n but in no theme."""
    distinct: int = 0
    """Different answers, near-identical ones counted once."""
    stability: float | None = None
    """Mean adjusted Rand index between repeated runs, or None where too few answers were there to tell."""
    examples: tuple[str, ...] = ()
    """A few answers as they are, where there were too few to look for themes, or nobody looked."""
    note: str = ""
    """What the reader must know of this grouping, in a sentence."""
    later: int = 0
    """Answers that came in after the themes were found, and stand in none."""
    missing: Absences = field(default_factory=dict)
    responses: int = 0
    """How many responses the n answers are from, where one may hold several (a field of a repeat); 0 elsewhere."""


@dataclass(frozen=True, slots=True)
class RankedChoice:
    """One choice of a ranking. What was not ranked gets no points and has no rank."""

    code: str
    label: str
    ranked: int
    """How many ranked it at all."""
    first: int
    """How many put it in the first place."""
    mean_rank: float
    """Mean of the ranks given, by those who ranked it (0 where nobody did)."""
    points: float
    """Sum of points: of k places the first is worth k, the second k - 1, the last 1 (Borda 1784)."""


@dataclass(frozen=True, slots=True)
class RankingResult:
    """How choices were ranked, best first: by points, then by mean rank, then in the order of the questionnaire."""

    choices: tuple[RankedChoice, ...]
    n: int
    blank: int
    places: int
    """How many places could be given: k."""
    missing: Absences = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AllottedChoice:
    """The points that one choice was given."""

    code: str
    label: str
    n: int
    """Allocations in which it was on offer and has points or was left blank; blank counts as 0 there."""
    mean: float
    median: float
    total: float
    given: int
    """How many gave it anything but 0."""


@dataclass(frozen=True, slots=True)
class AllocationResult:
    """How a sum of points was divided, the largest mean first; n counts responses that gave points to any choice."""

    choices: tuple[AllottedChoice, ...]
    n: int
    blank: int
    whole: float = 0
    """What the points of one response add up to; 0 where the survey sets no sum."""
    unit: str = ""
    missing: Absences = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class FileCount:
    """Attached files: only how many. Names and contents are for the organiser."""

    n: int
    blank: int
    missing: Absences = field(default_factory=dict)


Result = (
    Distribution | ScaleTable | PairedTable | NumberSummary | DateSummary | TextSummary | RankingResult | AllocationResult
    | FiguresTable | RepeatResult | FileCount
)  # fmt: skip


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
