"""The points of a scale: their colours, and the side of the line on which each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.charts import style
from consult.charts.lettering import clean
from consult.model.distributions import Bar, Distribution, ScaleTable

AGAINST, NEUTRAL, FOR, APART = -1, 0, 1, 2
"""The sides on which a point can stand; all points of a scale that does not diverge stand on one."""


_YES_AND_NO = ["yes", "no"]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the scale as it is drawn."""

    code: str
    label: str
    colour: str
    side: int


def points_of(table: ScaleTable) -> tuple[Point, ...]:
    """The points of the scale with their colours, those apart last."""
    bars: dict[str, Bar] = {}
    for row in table.rows:
        for bar in row.bars:
            bars.setdefault(bar.code, bar)
    scale = [bar for bar in bars.values() if not bar.apart]
    colours: tuple[str, ...] = ()
    if [bar.code for bar in scale] == _YES_AND_NO:
        colours = (style.ACCENT, style.SEQUENTIAL[0])
    elif scale:
        colours = style.diverging(len(scale)) if table.diverging else style.ramp(style.SEQUENTIAL, len(scale))
    points = [
        Point(bar.code, clean(bar.label) or bar.code, colour, _side(place, len(scale)) if table.diverging else FOR)
        for place, (bar, colour) in enumerate(zip(scale, colours, strict=True))
    ]
    return (*points, *(Point(bar.code, clean(bar.label) or bar.code, style.NEUTRAL, APART) for bar in bars.values() if bar.apart))


def _side(place: int, steps: int) -> int:
    middle = (steps - 1) / 2
    return (place > middle) - (place < middle)


def upper_points(row: Distribution) -> tuple[Bar, ...]:
    """The points above the middle of a scale; the middle of an odd scale and „no opinion” are not among them."""
    scale = [bar for bar in row.bars if not bar.apart]
    return tuple(scale[len(scale) - len(scale) // 2 :]) if len(scale) > 1 else tuple(scale)


def upper_side(row: Distribution) -> tuple[int, float]:
    """How many answered above the middle of the scale, and their share of n."""
    count = sum(bar.count for bar in upper_points(row))
    return count, count / row.n if row.n else 0.0


def named(points: Sequence[Bar]) -> str:
    """Points in few words: “Agree + Fully agree”, “4 – 9” where they are many."""
    labels = [clean(point.label) or point.code for point in points]
    return " + ".join(labels) if len(labels) < 4 else f"{labels[0]} – {labels[-1]}"


def side_sum(row: Distribution, points: Sequence[Point], side: int) -> tuple[int, float]:
    """Count and share of the answers on one side."""
    codes = {point.code for point in points if point.side == side}
    bars = [bar for bar in row.bars if bar.code in codes]
    return sum(bar.count for bar in bars), sum(bar.share for bar in bars)
