"""The front door of this room: a result in, a drawing out."""

from __future__ import annotations

from dataclasses import dataclass

from consult.charts import bars, changes, histogram, likert, pairs, preferences, themes
from consult.charts.alternatives import describe
from consult.charts.canvas import Canvas
from consult.charts.style import WIDTH
from consult.model.distributions import Distribution, PairedTable, ScaleTable
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.question_results import FiguresTable, Result
from consult.model.summaries import DateSummary, NumberSummary, TextSummary

_MOST_SEGMENTS = 11
"""Rows of more segments than this are a table alone."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of figures. `svg` is one element without ids, script or references; `alternative` says it in words."""

    svg: str
    alternative: str
    width_mm: float
    height_mm: float


def draw(result: Result, *, title: str = "", width_mm: float = WIDTH) -> Drawing | None:
    """The picture that suits a result, in the current language; None where there is nothing to draw.

    `title` is what the figures are of; it goes into the text alternative, not into the picture.
    """
    canvas = _canvas(result, width_mm)
    if canvas is None:
        return None
    return Drawing(canvas.svg(), describe(result, title), canvas.width, canvas.height)


def to_png(result: Result, *, width_mm: float = WIDTH, dots: int = 200) -> bytes | None:
    """The same picture as PNG with `dots` per inch; None where there is nothing to draw."""
    canvas = _canvas(result, width_mm)
    return None if canvas is None else canvas.png(dots)


def _canvas(result: Result, width: float) -> Canvas | None:
    match result:
        case Distribution() if result.n and result.bars:
            return _spread(result, width)
        case ScaleTable() if any(row.n and 0 < len(row.bars) <= _MOST_SEGMENTS for row in result.rows):
            return likert.draw(result, width)
        case PairedTable() if any(side.n for row in result.rows for side in row.sides):
            return pairs.draw(result, width)
        case NumberSummary() if result.n and result.bins:
            return histogram.draw(result, width)
        case DateSummary() if result.n and result.distribution.bars:
            return _spread(result.distribution, width)
        case TextSummary() if result.n and result.themes:
            return themes.draw(result, width)
        case _:
            return _canvas_of_preferences(result, width)


def _canvas_of_preferences(result: Result, width: float) -> Canvas | None:
    match result:
        case RankingResult() if result.n and result.choices:
            return preferences.draw_ranking(result, width)
        case AllocationResult() if result.n and result.choices:
            return preferences.draw_allocation(result, width)
        case FiguresTable() if changes.can_draw(result):
            return changes.draw(result, width)
        case _:
            return None


def _spread(distribution: Distribution, width: float) -> Canvas:
    if distribution.diverging:
        return likert.draw(ScaleTable((distribution,), diverging=True), width)
    if distribution.ordered and len(distribution.bars) > bars.MOST_ORDERED:
        return histogram.draw_columns(distribution, width)
    return bars.draw(distribution, width)
