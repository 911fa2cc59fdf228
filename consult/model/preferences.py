"""What came of preferences: choices in an order, and points divided among them. Labels are in one language."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.model.distributions import Absences


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
