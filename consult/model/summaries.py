"""What came of figures, dates, texts and files that people gave. Labels are in one language.

`distributions` says what the counts of each add up to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from consult.model.distributions import Absences, Distribution


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
class FileCount:
    """Attached files: only how many. Names and contents are for the organiser."""

    n: int
    blank: int
    missing: Absences = field(default_factory=dict)
