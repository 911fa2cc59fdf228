"""Scales: rows of segments, one for every point. Against and for part at a line, the neutral middle stands in a panel of its own.

The neutral answers are kept out of both sides because they would blur either total; „no opinion” and n stand at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from consult.charts.bars import label_column
from consult.charts.canvas import Canvas
from consult.charts.lettering import clean, width_of, wrapped
from consult.charts.points import AGAINST, APART, FOR, NEUTRAL, Point, points_of, side_sum
from consult.charts.style import (
    DIVERGING_MIDDLE,
    FEW,
    GAP,
    HAIRLINE,
    MUTED,
    PAPER,
    READABLE,
    SMALL,
    TEXT,
    WIDTH,
    ink_on,
    line_height,
)
from consult.charts.wording import share_text
from consult.i18n import _, number, percent
from consult.model.distributions import Bar, Distribution, ScaleTable

_BAR = 5.6
_ROOM = 2.0
_CHIP = 2.6
_PANEL = 5.0
"""Between two panels."""
_WRITTEN = 9.0
"""Room for a percentage after the bar of the neutral answers."""
_COLUMN = 15.0
"""The column of „no opinion”."""
_WHITE = 0.25
"""Half the gap between two segments."""
_LABELS = 58.0


@dataclass(frozen=True, slots=True)
class _Panels:
    """Where the panels stand: millimetres from the left, and millimetres for a share of 1."""

    line: float
    neutral: float
    apart: float
    n: float
    unit: float


def draw(table: ScaleTable, width: float = WIDTH) -> Canvas:
    """All rows of a matrix, in the order in which they were asked."""
    points = points_of(table)
    single = len(table.rows) == 1 and not clean(table.rows[0].label)
    column = 0.0 if single else label_column((clean(row.label) for row in table.rows), width, _LABELS)
    labels = [() if single else wrapped(row.label, column, lines=8) for row in table.rows]
    heights = [max(_BAR, line_height() * len(lines)) + _ROOM for lines in labels]
    panels = _panels(table, points, column + (0 if single else GAP), width)
    keys, depth = _key([point for point in points if point.side != APART], width)
    names = _names(points, panels, column)
    heading = line_height(SMALL) * max(len(name.lines) for name in names) + 1.2
    canvas = Canvas(width, depth + heading + sum(heights) + 1.2)
    for key in keys:
        canvas.bar(key.left - _CHIP - 1.4, key.middle - _CHIP / 2, _CHIP, _CHIP, key.colour)
        _write(canvas, key, TEXT)
    top = depth + heading
    for name in names:
        _write(canvas, replace(name, middle=top - 0.9 - line_height(SMALL) * (len(name.lines) - 0.5)), MUTED)
    if table.diverging:
        canvas.rule(panels.line, top, sum(heights), HAIRLINE)
    for row, lines, height in zip(table.rows, labels, heights, strict=True):
        canvas.lines(0, top + height / 2, lines)
        _row(canvas, row, points, panels, top + height / 2)
        top += height
    return canvas


def _panels(table: ScaleTable, points: Sequence[Point], left: float, width: float) -> _Panels:
    """One length scale for all panels, so that bars may be compared across them."""
    widest = {side: max((side_sum(row, points, side)[1] for row in table.rows), default=0) for side in (AGAINST, NEUTRAL, FOR)}
    sides = {point.side for point in points}
    n_column = max(width_of(number(row.n), SMALL) for row in table.rows) + 3
    aside = (_PANEL + _WRITTEN) * (NEUTRAL in sides) + _COLUMN * (APART in sides)
    room = width - left - n_column - aside
    unit = room / (sum(widest.values()) or 1)
    line = left + widest[AGAINST] * unit
    return _Panels(line, line + widest[FOR] * unit + _PANEL, width - n_column, width, unit)


def _row(canvas: Canvas, row: Distribution, points: Sequence[Point], panels: _Panels, middle: float) -> None:
    canvas.line(panels.n, middle, number(row.n), SMALL, MUTED, "right")
    if not row.n:
        return
    bars = {bar.code: bar for bar in row.bars}
    for way, ordered in ((-1, reversed(points)), (1, iter(points))):
        place = panels.line
        for point in ordered:
            if point.side == way:
                place += way * _segment(canvas, bars.get(point.code), point, place, middle, panels.unit, row.n)
    for side in {point.side for point in points} & {NEUTRAL, APART}:
        count, share = side_sum(row, points, side)
        text = share_text(share) if row.n >= FEW else number(count)
        if side == APART:
            canvas.line(panels.apart, middle, text, SMALL, MUTED, "right")
            continue
        canvas.bar(panels.neutral, middle - _BAR / 2, share * panels.unit, _BAR, DIVERGING_MIDDLE)
        canvas.rule(panels.neutral, middle - _BAR / 2, _BAR, HAIRLINE)
        canvas.line(panels.neutral + share * panels.unit + 1.2, middle, text, SMALL, MUTED)


def _segment(canvas: Canvas, bar: Bar | None, point: Point, place: float, middle: float, unit: float, n: int) -> float:
    """Draws one segment that starts at `place` and grows away from the line; returns its length."""
    length = bar.share * unit if bar else 0.0
    if not bar or not length:
        return 0.0
    left = place if point.side > 0 else place - length
    canvas.bar(left, middle - _BAR / 2, length, _BAR, point.colour)
    canvas.rule(left + length if point.side > 0 else left, middle - _BAR / 2, _BAR, PAPER, 2 * _WHITE)
    text = percent(bar.share) if n >= FEW else number(bar.count)
    if (bar.share >= READABLE or n < FEW) and width_of(text, SMALL) + 0.8 <= length:
        canvas.line(left + length / 2, middle, text, SMALL, ink_on(point.colour), "center")
    return length


@dataclass(frozen=True, slots=True)
class _Name:
    """Words at a place; `middle` is that of the first line."""

    left: float
    middle: float
    lines: tuple[str, ...]
    colour: str = ""
    align: Literal["left", "right"] = "left"


def _write(canvas: Canvas, name: _Name, ink: str) -> None:
    for place, line in enumerate(name.lines):
        canvas.line(name.left, name.middle + place * line_height(SMALL), line, SMALL, ink, name.align)


def _key(points: Sequence[Point], width: float) -> tuple[list[_Name], float]:
    """The names of the points in their order, each beside its colour, and how deep they reach."""
    names: list[_Name] = []
    left, top, deepest = 0.0, 0.6, 0.0
    for point in points:
        lines = wrapped(point.label, min(78.0, width - 8), SMALL, lines=3)
        need = _CHIP + 1.4 + max(width_of(line, SMALL) for line in lines)
        if left and left + need > width:
            left, top, deepest = 0.0, top + deepest, 0.0
        deepest = max(deepest, line_height(SMALL) * len(lines) + 1.2)
        names.append(_Name(left + _CHIP + 1.4, top + line_height(SMALL) / 2, lines, point.colour))
        left += need + 5.0
    return names, top + deepest + 0.8


def _names(points: Sequence[Point], panels: _Panels, column: float) -> list[_Name]:
    """What stands over the panels, so that colour alone carries no meaning."""
    label = {side: [point.label for point in points if point.side == side] for side in (AGAINST, NEUTRAL, FOR, APART)}
    names = [_Name(panels.n, 0, ("n",), align="right")]

    def add(left: float, text: str, room: float, align: Literal["left", "right"] = "left") -> None:
        names.append(_Name(left, 0, wrapped(text, room, SMALL, lines=3), align=align))

    if label[AGAINST]:
        add(panels.line - 1.5, label[AGAINST][0], max(panels.line - 2 - column / 2, 8), "right")
        add(panels.line + 1.5, label[FOR][-1], max(panels.neutral - _PANEL - panels.line - 2, 12))
    if label[NEUTRAL]:
        until = panels.apart - (_COLUMN if label[APART] else 0)
        add(panels.neutral, label[NEUTRAL][0], until - panels.neutral)
    if label[APART]:
        add(panels.apart, label[APART][0] if len(label[APART]) == 1 else _("No opinion"), _COLUMN - 1.5, "right")
    return names
