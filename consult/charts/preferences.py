"""What is preferred, as bars: the mean points of a ranking or an allocation, the best first."""

from __future__ import annotations

from collections.abc import Sequence

from consult.charts.bars import Row, draw_rows
from consult.charts.canvas import Canvas
from consult.charts.lettering import clean
from consult.charts.style import ACCENT, MUTED, SOFT, WIDTH
from consult.charts.wording import more_in_table, with_unit
from consult.i18n import _, number
from consult.model.preferences import AllocationResult, RankingResult

MOST = 24
"""Choices that are drawn; the table has all of them."""


def draw_ranking(result: RankingResult, width: float = WIDTH) -> Canvas:
    """A bar for every choice, as long as its mean points."""
    note = _("mean points; the most is {k}").format(k=number(result.places))
    return draw_rows(ranking_rows(result), result.n, width, note=note)


def ranking_rows(result: RankingResult) -> tuple[Row, ...]:
    """The bars in the order in which they are drawn."""
    means = [choice.points / result.n if result.n else 0.0 for choice in result.choices]
    labels = [clean(choice.label) or choice.code for choice in result.choices]
    return _rows(labels, means, [number(mean, 1) for mean in means])


def draw_allocation(result: AllocationResult, width: float = WIDTH) -> Canvas:
    """A bar for every choice, as long as its mean."""
    return draw_rows(allocation_rows(result), result.n, width, note=_("mean"))


def allocation_rows(result: AllocationResult) -> tuple[Row, ...]:
    """The bars in the order in which they are drawn."""
    means = [choice.mean for choice in result.choices]
    labels = [clean(choice.label) or choice.code for choice in result.choices]
    return _rows(labels, means, [with_unit(round(mean, 1), result.unit) for mean in means])


def _rows(labels: Sequence[str], lengths: Sequence[float], values: Sequence[str]) -> tuple[Row, ...]:
    """All bars, or the first of them and how many are left out; only the longest is in full colour."""
    shown = len(labels) if len(labels) <= MOST + 1 else MOST
    top = max(lengths, default=0.0)
    rows = [
        Row(label, length, value, ACCENT if length == top else SOFT)
        for label, length, value in zip(labels[:shown], lengths, values, strict=False)
    ]
    if rest := len(labels) - shown:
        rows.append(Row(more_in_table(rest), 0, "", MUTED, drawn=False))
    return tuple(rows)
