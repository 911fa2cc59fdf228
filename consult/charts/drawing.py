"""The front door of this room: a result in, a drawing out."""

from __future__ import annotations

from dataclasses import dataclass

from consult.charts import bars, histogram, likert, themes
from consult.charts.alternatives import describe
from consult.charts.canvas import Canvas
from consult.charts.style import WIDTH
from consult.model.results import DateSummary, Distribution, NumberSummary, Result, ScaleTable, TextSummary


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
        case ScaleTable() if any(row.n and row.bars for row in result.rows):
            return likert.draw(result, width)
        case NumberSummary() if result.n and result.bins:
            return histogram.draw(result, width)
        case DateSummary() if result.n and result.distribution.bars:
            return _spread(result.distribution, width)
        case TextSummary() if result.n and result.themes:
            return themes.draw(result, width)
        case _:
            return None


def _spread(distribution: Distribution, width: float) -> Canvas:
    if distribution.diverging:
        return likert.draw(ScaleTable((distribution,), diverging=True), width)
    if distribution.ordered and len(distribution.bars) > bars.MOST_ORDERED:
        return histogram.draw_columns(distribution, width)
    return bars.draw(distribution, width)
