"""Horizontal bars: one for every answer, the longest first unless their order means something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.charts.canvas import Canvas
from consult.charts.lettering import clean, width_of, wrapped
from consult.charts.style import ACCENT, GAP, HAIRLINE, MUTED, NEUTRAL, PAPER, SMALL, SOFT, TEXT, WIDTH, line_height
from consult.charts.wording import base, counted
from consult.i18n import ngettext, number
from consult.model.distributions import Bar, Distribution
from consult.model.question import OTHER

MOST = 15
"""Bars that are drawn; the table tells of the rest."""
MOST_ORDERED = 31
_BAR = 4.4
_ROOM = 2.3
_COLUMNS = (22.0, 36.0, 52.0, 70.0)
"""Widths that a column of labels can have: few, so that drawings under each other stand in line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar as it is drawn."""

    label: str
    count: float
    """How long the bar is, in whatever unit all bars of the drawing have."""
    value: str
    colour: str = ACCENT
    apart: bool = False
    drawn: bool = True
    """False for a sum of answers, whose bar would dwarf those of single ones."""


def draw(distribution: Distribution, width: float = WIDTH) -> Canvas:
    """The answers to one closed question as bars, „no opinion” apart and grey."""
    return draw_rows(rows_of(distribution), distribution.n, width)


def rows_of(distribution: Distribution) -> tuple[Row, ...]:
    """The bars in the order in which they are drawn; those beyond the fifteenth summed in one."""
    scale = [bar for bar in distribution.bars if not bar.apart and bar.code != OTHER]
    other = [bar for bar in distribution.bars if bar.code == OTHER]
    if not distribution.ordered:
        scale.sort(key=lambda bar: -bar.count)
    most = MOST_ORDERED if distribution.ordered else MOST
    shown, rest = (scale, []) if len(scale) <= most + 1 else (scale[:most], scale[most:])
    top = max((bar.count for bar in shown), default=0)
    rows = [_row(bar, distribution.n, ACCENT if distribution.ordered or bar.count == top else SOFT) for bar in shown]
    if rest:
        rows.append(_rest(rest, distribution))
    rows += [_row(bar, distribution.n, NEUTRAL) for bar in other]
    rows += [_row(bar, distribution.n, NEUTRAL, apart=True) for bar in distribution.bars if bar.apart]
    return tuple(rows)


def _row(bar: Bar, n: int, colour: str, apart: bool = False) -> Row:
    return Row(clean(bar.label) or bar.code, bar.count, counted(bar.count, bar.share, n), colour, apart)


def _rest(bars: Sequence[Bar], distribution: Distribution) -> Row:
    """One row for many answers. Several may come from one person, and then their sum is no share of people."""
    count = sum(bar.count for bar in bars)
    label = ngettext("{n} more answer", "{n} more answers", len(bars)).format(n=number(len(bars)))
    share = sum(bar.share for bar in bars)
    value = number(count) if distribution.multiple else counted(count, share, distribution.n)
    return Row(label, count, value, MUTED, drawn=False)


def draw_rows(rows: Sequence[Row], n: int, width: float = WIDTH, *, note: str = "") -> Canvas:
    """Rows of label, bar and value. All bars share one length scale; `note` follows the n below them."""
    column = label_column((row.label for row in rows), width)
    labels = [wrapped(row.label, column) for row in rows]
    heights = [max(_BAR, line_height() * len(lines)) + _ROOM for lines in labels]
    divided = any(row.apart for row in rows) and not all(row.apart for row in rows)
    canvas = Canvas(width, sum(heights) + (GAP if divided else 0) + line_height(SMALL) + 2.6)
    left = column + GAP
    room = width - left - max((width_of(row.value) for row in rows), default=0) - 2.2
    longest = max((row.count for row in rows if row.drawn), default=0) or 1
    top = 1.0
    for place, (row, lines, height) in enumerate(zip(rows, labels, heights, strict=True)):
        if row.apart and place and not rows[place - 1].apart:
            top += GAP
        middle = top + height / 2
        length = room * row.count / longest if row.drawn else 0.0
        ink = TEXT if row.drawn else MUTED
        canvas.lines(0, middle, lines, colour=ink)
        canvas.bar(left, middle - _BAR / 2, length, _BAR, row.colour)
        canvas.rule(left, middle - _BAR / 2 - 0.5, _BAR + 1.0, HAIRLINE if row.drawn else PAPER)
        canvas.line(left + length + 1.6, middle, row.value, colour=ink)
        top += height
    canvas.line(0, canvas.height - line_height(SMALL) / 2 - 0.4, " · ".join(filter(None, (base(n), note))), SMALL, MUTED)
    return canvas


def label_column(labels: Iterable[str], width: float, widest: float = _COLUMNS[-1]) -> float:
    """The narrowest column, of a few widths, that takes the labels on one line; else the widest, where they wrap."""
    need = max((width_of(label[:200]) for label in labels), default=0)
    widest *= width / WIDTH
    return next((column for column in _COLUMNS if need <= column <= widest), widest)
