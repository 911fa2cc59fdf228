"""Figures: quartiles, classes, sums."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, log10

from consult.analysis.absences import Answers, absences
from consult.analysis.distributions import in_own_words
from consult.i18n import text_in
from consult.model.question import OTHER, Question
from consult.model.summaries import Bin, NumberSummary


def number_summary(question: Question, answers: Answers, language: str) -> NumberSummary:
    """The figures given to one question; answers in words instead are told beside them."""
    values: list[float] = []
    told: list[str] = []
    unanswered = []
    for given in answers:
        for answer in given:
            if answer.number is not None:
                values.append(answer.number)
                break
            if answer.text and answer.code in (None, OTHER):
                told.append(answer.text)
                break
        else:
            unanswered.append(given)
    values.sort()
    words = in_own_words(told)
    blank, missing = absences(unanswered)
    unit = text_in(question.unit, language)
    if not values:
        return NumberSummary(0, blank, unit=unit, others=words, missing=missing)
    whole = all(value == int(value) for value in values)
    return NumberSummary(
        n=len(values), blank=blank, minimum=values[0], lower_quartile=quantile(values, 0.25), median=quantile(values, 0.5),
        upper_quartile=quantile(values, 0.75), maximum=values[-1], mean=sum(values) / len(values), total=sum(values),
        bins=_bins(values, whole=whole), unit=unit, others=words, missing=missing,
        years=not unit and len(values) > 2 and whole and all(1900 <= value <= 2100 for value in values),
    )  # fmt: skip


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted `values` lie, by linear interpolation (Hyndman & Fan 1996, type 7)."""
    at = (len(values) - 1) * share
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def median(values: Sequence[float]) -> float:
    """The middle of values in any order; 0 of none."""
    return quantile(sorted(values), 0.5) if values else 0.0


def _bins(values: Sequence[float], *, whole: bool, most: int = 12) -> tuple[Bin, ...]:
    """Bins of one round width (1, 2, 5 times a power of ten) that hold all of the sorted `values`.

    A few whole numbers have a bin each. Otherwise the width follows Freedman & Diaconis (1981), but gives no more than `most`.
    """
    low, high = values[0], values[-1]
    if low == high:
        return (Bin(low, high, len(values)),)
    if whole and high - low < most:
        each = Counter(values)
        return tuple(Bin(value, value, each[value]) for value in map(float, range(int(low), int(high) + 1)))
    spread = quantile(values, 0.75) - quantile(values, 0.25)
    wanted = max(2 * spread / len(values) ** (1 / 3), (high - low) / most)
    if whole:
        wanted = max(wanted, 1.0)
    width = _round_width(wanted)
    # Edges as people would write them: 3 * 0.2 must be 0.6, not 0.6000000000000001, for 0.6 to stand above it.
    first, digits = floor(low / width), max(0, 2 - floor(log10(width)))
    edges = [round((first + i) * width, digits) for i in range(ceil(high / width) - first + 2)]
    edges = edges[bisect_right(edges, low) - 1 :]
    last = max(2, next(i for i, edge in enumerate(edges) if edge >= high) + 1)
    edges = edges[:last]
    counts = Counter(min(bisect_right(edges, value) - 1, len(edges) - 2) for value in values)
    return tuple(Bin(low_edge, high_edge, counts[i]) for i, (low_edge, high_edge) in enumerate(pairwise(edges)))


def _round_width(wanted: float) -> float:
    power = 10.0 ** floor(log10(wanted))
    return next(step * power for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * power >= wanted * 0.999)
