"""What was found: plain figures that the terminal, the phone and the report draw alike. All labels are in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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

    n + blank = asked. Counts of a `multiple` question may add up to more than n; all others add up to n exactly.
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

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.n + self.blank


@dataclass(frozen=True, slots=True)
class ScaleTable:
    """The rows of a matrix, each a distribution over the same points."""

    rows: tuple[Distribution, ...]
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

    n counts figures; n + blank + the counts of `others` = asked.
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


@dataclass(frozen=True, slots=True)
class DateSummary:
    """Dates given to a date question, counted by month or by year."""

    n: int
    blank: int
    first: date | None
    last: date | None
    distribution: Distribution


@dataclass(frozen=True, slots=True)
class ThemeSummary:
    """A group of open answers that say much the same. `count` is of responses, not of mentions."""

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
    """A few answers as they are, where there were too few to look for themes."""
    note: str = ""
    """What the reader must know of this grouping, in a sentence."""
    later: int = 0
    """Answers that came in after the themes were found, and stand in none."""


Result = Distribution | ScaleTable | NumberSummary | DateSummary | TextSummary


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question as it was asked and what came of it."""

    code: str
    label: str
    hint: str
    type: str
    required: bool
    result: Result


@dataclass(frozen=True, slots=True)
class PageResult:
    """The results of one page of a survey; `title` may be empty."""

    title: str
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who answered: how many, when, in which way, and what they said of themselves."""

    responses: int
    first: datetime | None
    last: datetime | None
    channels: Distribution
    about: tuple[QuestionResult, ...] = ()
    """Results of the questions on group, area and organisation."""
    undated: int = 0
    """Responses of which nobody knows when they were given."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table that answers were imported from."""

    name: str
    sha256: str
    rows: int
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """All that came of one survey."""

    id: str
    title: str
    intro: str
    version: int
    sha256: str
    """Of the text of the questionnaire as published."""
    turnout: Turnout
    pages: tuple[PageResult, ...]
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    """What was guessed or left out when the answers came in, a sentence each."""


@dataclass(frozen=True, slots=True)
class ConsultationResult:
    """All that a report tells."""

    title: str
    organiser: str
    language: str
    aims: tuple[str, ...]
    surveys: tuple[SurveyResult, ...]
    data_until: datetime | None
    """The moment of the latest response; no build time, so that the same answers give the same report."""
    tool: str
    """Name and version of the program."""
    fingerprint: str
    """SHA-256 over all answers that the report counts."""
    notice: str = ""
    """A sentence that must stand on every page, such as that the whole is invented."""
    contact: str = ""
