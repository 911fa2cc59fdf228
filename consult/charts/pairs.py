"""Sides against each other: for every row a ring and a disc on a line of shares, and the distance between them.

The share is of those who answered above the middle of the scale; rows with few answers have counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consult.charts.canvas import Canvas
from consult.charts.keys import draw_key, key_places
from consult.charts.lettering import width_of
from consult.charts.points import upper_side
from consult.charts.rows import placed
from consult.charts.style import ACCENT, FEW, HAIRLINE, MUTED, NEUTRAL, PAPER, SMALL, SOFT, TEXT, WIDTH, line_height
from consult.charts.wording import point_difference, share_text
from consult.i18n import _, number, percent
from consult.model.distributions import Distribution, PairedRow, PairedTable

_LABELS = 58.0
_ROOM = 3.4
_ACROSS = 3.2
_TRACK = 0.9
_WRITTEN = 9.5
"""Room for a percentage outside the outermost mark."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where shares lie: millimetres of 0 and of 1, and the right edges of the two columns beside."""

    zero: float
    one: float
    difference: float
    n: float

    def at(self, share: float) -> float:
        return self.zero + (self.one - self.zero) * share


def draw(table: PairedTable, width: float = WIDTH) -> Canvas:
    """All rows in the order in which they were asked."""
    left, rows = placed([row.label for row in table.rows], width, marks=_ACROSS, room=_ROOM, widest=_LABELS)
    tall = sum(row.height for row in rows)
    keys, depth = key_places(table.sides, width)
    heading = line_height(SMALL) + 1.2
    canvas = Canvas(width, depth + heading + tall + line_height(SMALL) + 2.4)
    plot = _plot(table, left, width)
    draw_key(canvas, keys, lambda which, left, middle: _mark(canvas, which, len(table.sides), left + 1.7, middle))
    top = depth + heading
    canvas.line(plot.n, top - 0.9 - line_height(SMALL) / 2, "n", SMALL, MUTED, "right")
    for share in (0.0, 0.5, 1.0):
        canvas.rule(plot.at(share), top, tall, HAIRLINE, 0.15)
    for row, place in zip(table.rows, rows, strict=True):
        if left == 0:
            canvas.bar(0, top, width, place.height - _ACROSS - 1.0, PAPER)
        canvas.lines(0, top + place.label, place.lines)
        _row(canvas, row, plot, top + place.marks)
        top += place.height
    if any(side.n >= FEW for row in table.rows for side in row.sides):
        for share in (0.0, 0.5, 1.0):
            canvas.line(plot.at(share), top + 1.0 + line_height(SMALL) / 2, percent(share), SMALL, MUTED, "center")
    return canvas


def _plot(table: PairedTable, left: float, width: float) -> _Plot:
    n_column = max((width_of(bases(row.sides), SMALL) for row in table.rows), default=0)
    apart = max((width_of(_difference(row), SMALL) for row in table.rows), default=0)
    edge = width - max(n_column, 3.0) - 3.0
    return _Plot(left + _WRITTEN, edge - (apart + 3.0 if apart else 0) - _WRITTEN, edge, width)


def bases(sides: Sequence[Distribution]) -> str:
    """The n of every side: “26”, or “26/24” where they differ."""
    found = [number(side.n) for side in sides]
    return found[0] if len(set(found)) == 1 else "/".join(found)


def _difference(row: PairedRow) -> str:
    """Percentage points from the first side to the second; nothing where there are few answers or more sides."""
    if len(row.sides) != 2 or min(side.n for side in row.sides) < FEW:
        return ""
    first, second = (upper_side(side)[1] for side in row.sides)
    return point_difference(first, second)


def _row(canvas: Canvas, row: PairedRow, plot: _Plot, middle: float) -> None:
    canvas.line(plot.n, middle, bases(row.sides), SMALL, MUTED, "right")
    shares = [(upper_side(side)[1], which) for which, side in enumerate(row.sides) if side.n]
    if not shares:
        return
    canvas.line(plot.difference, middle, _difference(row), SMALL, TEXT, "right", bold=True)
    (low, lowest), (high, highest) = min(shares), max(shares)
    canvas.bar(plot.at(low), middle - _TRACK / 2, plot.at(high) - plot.at(low), _TRACK, NEUTRAL)
    for share, which in shares:
        _mark(canvas, which, len(row.sides), plot.at(share), middle)
    _write(canvas, plot.at(high) + _ACROSS / 2 + 0.9, middle, told(row.sides[highest]), "left")
    if high > low:
        _write(canvas, plot.at(low) - _ACROSS / 2 - 0.9, middle, told(row.sides[lowest]), "right")


def _write(canvas: Canvas, left: float, middle: float, text: str, align: Literal["left", "right"]) -> None:
    """A share beside its mark; the rules of the plot do not run through it."""
    wide = width_of(text, SMALL)
    canvas.bar(left - (wide if align == "right" else 0), middle - line_height(SMALL) / 2, wide, line_height(SMALL), PAPER)
    canvas.line(left, middle, text, SMALL, MUTED, align)


def told(side: Distribution) -> str:
    """The share above the middle, or the count where few answered."""
    count, share = upper_side(side)
    return share_text(share) if side.n >= FEW else _("{count} of {n}").format(count=number(count), n=number(side.n))


def _mark(canvas: Canvas, which: int, sides: int, left: float, middle: float) -> None:
    """The first side is a ring, the last one a full disc, those between are pale discs."""
    colour = ACCENT if which in (0, sides - 1) else SOFT
    canvas.dot(left, middle, _ACROSS, colour, hollow=which == 0 and sides > 1)
