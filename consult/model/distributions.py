"""How the answers to closed questions are spread: bars, rows of one scale, sides beside each other. Labels are in one language.

Of every summary holds: n + blank + the counts of `missing` (+ answers in words instead of a figure) = how many were asked.
What was not asked is in none of them; what was left blank is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
