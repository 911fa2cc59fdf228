"""Upright columns: figures in classes with the median marked, and long rows of months or years."""

from __future__ import annotations

from collections.abc import Sequence

from consult.charts.bars import Row, draw_rows
from consult.charts.canvas import Canvas
from consult.charts.lettering import clean, width_of
from consult.charts.style import ACCENT, HAIRLINE, LETTERS, MUTED, PAPER, SMALL, TEXT, WIDTH, line_height
from consult.charts.wording import base, counted, figure
from consult.i18n import _, number
from consult.model.distributions import Distribution
from consult.model.summaries import NumberSummary

_TALL = 34.0
_WIDEST = 16.0
"""Columns are no wider than this, however few they are."""


def draw(summary: NumberSummary, width: float = WIDTH) -> Canvas:
    """How the figures are spread: a column for every class of values, its count above, its limits below."""
    bins = summary.bins
    if len(bins) < 2:
        value = with_unit(summary, summary.median)
        return draw_rows([Row(value, summary.n, counted(summary.n, 1.0, summary.n))], summary.n, width)
    step = min((width - 12) / len(bins), _WIDEST)
    left = 6.0
    canvas, floor = _sheet([one.count for one in bins], left, step, width, over=line_height(SMALL) + 1.5)
    low, high = bins[0].low, bins[-1].high
    if bins[0].low == bins[0].high:  # a column for every whole number, named in its middle
        _limits(canvas, [left + step * (place + 0.5) for place in range(len(bins))], floor, _values(summary))
        where = left + step * (summary.median - low + 0.5)
    else:
        _limits(canvas, [left + step * place for place in range(len(bins) + 1)], floor, _edges(summary))
        where = left + step * len(bins) * (min(max(summary.median, low), high) - low) / (high - low)
    canvas.rule(where, line_height(SMALL), floor - line_height(SMALL), PAPER, 1.0)
    canvas.rule(where, line_height(SMALL), floor - line_height(SMALL), TEXT, 0.35)
    note = _("median {value}").format(value=with_unit(summary, summary.median))
    half = width_of(note, SMALL) / 2
    canvas.line(min(max(where, half), width - half), line_height(SMALL) / 2, note, SMALL, TEXT, "center")
    _foot(canvas, summary.n)
    return canvas


def draw_columns(distribution: Distribution, width: float = WIDTH) -> Canvas:
    """Many ordered answers, such as the months of ten years, as columns; labels stand under some of them."""
    bars = distribution.bars
    step = (width - 12) / len(bars)
    canvas, floor = _sheet([bar.count for bar in bars], 6.0, step, width, over=0.0)
    middles = [6.0 + step * (place + 0.5) for place in range(len(bars))]
    _limits(canvas, middles, floor, [clean(bar.label)[:24] for bar in bars])
    _foot(canvas, distribution.n)
    return canvas


def with_unit(summary: NumberSummary, value: float) -> str:
    """“1,234.5 EUR”."""
    return f"{figure(summary, value)}\N{NO-BREAK SPACE}{clean(summary.unit)[:24]}".rstrip()


def _values(summary: NumberSummary) -> list[str]:
    *first, last = (one.low for one in summary.bins)
    return [*(figure(summary, value) for value in first), with_unit(summary, last)]


def _edges(summary: NumberSummary) -> list[str]:
    edges = [one.low for one in summary.bins] + [summary.bins[-1].high]
    return [figure(summary, edge) for edge in edges[:-1]] + [with_unit(summary, edges[-1])]


def _sheet(counts: Sequence[int], left: float, step: float, width: float, over: float) -> tuple[Canvas, float]:
    """A canvas with columns on it, and the height of the line on which they stand."""
    floor = over + line_height(LETTERS) + _TALL
    canvas = Canvas(width, floor + 3.0 + 2 * line_height(SMALL) + 1.5)
    most = max(counts, default=0) or 1
    gap = min(0.6, step * 0.15)
    written = all(width_of(number(count), SMALL) <= step - 0.4 for count in counts)
    for place, count in enumerate(counts):
        tall = _TALL * count / most
        canvas.bar(left + place * step + gap / 2, floor - tall, step - gap, tall, ACCENT)
        if count and (written or count == most):
            canvas.line(left + (place + 0.5) * step, floor - tall - 2.0, number(count), SMALL, MUTED, "center")
    canvas.bar(left, floor, step * len(counts), 0.2, HAIRLINE)
    return canvas, floor


def _limits(canvas: Canvas, places: Sequence[float], floor: float, texts: Sequence[str]) -> None:
    """Writes the texts under their places, leaving out those that would touch a neighbour; first and last always stand."""
    taken = -99.0
    last = len(texts) - 1
    end = _span(places[last], texts[last], canvas.width)
    for place, text in enumerate(texts):
        start, stop = _span(places[place], text, canvas.width)
        if start < taken or (place != last and place and stop + 2 > end[0]):
            continue
        canvas.rule(places[place], floor, 1.0)
        canvas.line((start + stop) / 2, floor + 1.4 + line_height(SMALL) / 2, text, SMALL, MUTED, "center")
        taken = stop + 2


def _span(middle: float, text: str, width: float) -> tuple[float, float]:
    """From where to where a text reaches that is centred on `middle` but kept on the paper."""
    half = width_of(text, SMALL) / 2
    middle = min(max(middle, half), max(width - half, half))
    return middle - half, middle + half


def _foot(canvas: Canvas, n: int) -> None:
    canvas.line(0, canvas.height - line_height(SMALL) / 2 - 0.4, base(n), SMALL, MUTED)
