"""What a value can be, as far as numbers go: a range that holds every number it can be, and whether it can be something else.

All results are too wide rather than too narrow: arithmetic in floating point is monotone, so the ends of a range tell the ends
of what is computed from it; where that is not so, the result can be anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil, floor, fsum, inf, isfinite, isnan, nextafter

_EXACT = 2.0**53
_SLACK = 1e-9
"""By which share a sum that is no sum of whole numbers may round differently here."""


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high`, both included; none where `low` is larger."""

    low: float = -inf
    high: float = inf
    blank: bool = True
    """Whether it can be unknown, or the empty text."""
    words: bool = True
    """Whether it can be anything else: a text (also one that reads as a number), a list, true or false."""
    whole: bool = False
    """Whether its numbers are whole."""

    @property
    def empty(self) -> bool:
        """Whether it can be no number."""
        return self.low > self.high

    @property
    def single(self) -> bool:
        """Whether it is one number and nothing else."""
        return self.low == self.high and not self.blank and not self.words

    def within(self, low: float, high: float) -> Range:
        """The numbers of it that lie from `low` to `high`; no blank any more."""
        low, high = max(self.low, low), min(self.high, high)
        if self.whole:
            low, high = _rounded(ceil, low), _rounded(floor, high)
        return replace(self, low=low, high=high, blank=False)


ANYTHING = Range()
NOTHING = Range(inf, -inf, blank=True, words=False)


def just(number: float) -> Range:
    """One number."""
    return Range(number, number, blank=False, words=False)


def hull(ranges: Sequence[Range]) -> Range:
    """What is in any of them."""
    if not ranges:
        return NOTHING
    return Range(
        min(one.low for one in ranges),
        max(one.high for one in ranges),
        any(one.blank for one in ranges),
        any(one.words for one in ranges),
    )


def combined(left: Range, right: Range, operation: Callable[[float, float], float]) -> Range:
    """The results of +, - and *; of / where the divisor cannot be nothing."""
    if left.empty or right.empty:
        return NOTHING
    ends = [_result(operation, one, other) for one, other in product((left.low, left.high), (right.low, right.high))]
    if any(map(isnan, ends)):
        return Range(words=False)
    unknown = any(one.blank or one.words for one in (left, right)) or not all(map(isfinite, ends))
    return Range(min(ends), max(ends), unknown, words=False)


def _result(operation: Callable[[float, float], float], one: float, other: float) -> float:
    try:
        return operation(one, other)
    except ArithmeticError:
        return float("nan")


def mapped(of: Range, work: Callable[[float], float]) -> Range:
    """The results of a function that never falls where its argument grows."""
    if of.empty:
        return NOTHING
    return Range(_rounded(work, of.low), _rounded(work, of.high), of.blank or of.words, words=False)


def _rounded(work: Callable[[float], float], number: float) -> float:
    return float(work(number)) if isfinite(number) else number


def added(several: Iterable[tuple[Range, int]]) -> Range:
    """The sum of values, each range so many times, where blanks are left out; unknown where all are blank."""
    terms = [(one, times) for one, times in several if not one.empty and times]
    if not terms:
        return NOTHING
    low = _least_sum([(one.low, times, one.blank or times > 1) for one, times in terms])
    high = -_least_sum([(-one.high, times, one.blank or times > 1) for one, times in terms])
    bounds = [bound for one, _times in terms for bound in (one.low, one.high) if isfinite(bound)]
    if not all(bound == int(bound) and abs(bound) < _EXACT for bound in (*bounds, *filter(isfinite, (low, high)))):
        slack = _SLACK * sum(max(abs(end) for end in (one.low, one.high, 1.0) if isfinite(end)) * times for one, times in terms)
        low, high = low - slack, high + slack
    unknown = any(one.words for one, _times in terms) or all(one.blank or times > 1 for one, times in terms)
    return Range(low, high, unknown or not (isfinite(low) and isfinite(high)), words=False)


def _least_sum(terms: Sequence[tuple[float, int, bool]]) -> float:
    """The least sum of terms, each so many times, of which some may be left out, but not all."""
    certain = [low for low, _times, optional in terms if not optional]
    falling = [low * times for low, times, optional in terms if optional and low < 0]
    if certain or falling:
        return _sum([*certain, *falling])
    return min(low for low, _times, _optional in terms)


def _sum(numbers: Sequence[float]) -> float:
    if inf in numbers or -inf in numbers:
        return -inf if -inf in numbers else inf
    try:
        return fsum(numbers)
    except OverflowError:
        return -inf


def above(number: float) -> float:
    """The next number above."""
    return nextafter(number, inf)


def below(number: float) -> float:
    """The next number below."""
    return nextafter(number, -inf)
