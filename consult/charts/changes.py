"""A table of figures as bars: the last year against the first, or the sums of its only column."""

from __future__ import annotations

from collections.abc import Sequence

from consult.charts.bars import Row, draw_rows
from consult.charts.canvas import Canvas
from consult.charts.keys import draw_key, key_places
from consult.charts.lettering import clean, width_of
from consult.charts.rows import placed
from consult.charts.style import ACCENT, HAIRLINE, MUTED, SMALL, SOFT, TEXT, WIDTH, line_height
from consult.charts.wording import more_in_table, signed, with_unit
from consult.i18n import _, number
from consult.model.question_results import Change, FiguresTable

MOST = 24
_BAR = 2.7
_ROOM = 2.6
_LABELS = 64.0


def can_draw(table: FiguresTable) -> bool:
    """Whether there is a picture of this table: years with figures, or one column of numbers."""
    return bool(changes_of(table)) or (len(table.columns) == 1 and bool(table.columns[0].whole.n))


def draw(table: FiguresTable, width: float = WIDTH) -> Canvas:
    """The picture: pairs of bars for years, single bars for one column."""
    if changes_of(table):
        return _draw_changes(table, width)
    return draw_rows(sums_of(table), table.n, width, note=_("sums"))


def changes_of(table: FiguresTable) -> tuple[Change, ...]:
    """The rows that have figures for both years, the largest last figure first."""
    return tuple(sorted((one for one in table.changes if one.n), key=lambda one: -one.last))


def sums_of(table: FiguresTable) -> tuple[Row, ...]:
    """The sums of the first column as bars, the largest first."""
    found = sorted((row for row in table.rows if row.cells[0].n), key=lambda row: -row.cells[0].total)
    unit = table.columns[0].unit
    rows = [
        Row(clean(row.label) or row.code, max(row.cells[0].total, 0.0), with_unit(row.cells[0].total, unit))
        for row in found[:MOST]
    ]
    if rest := len(found) - len(rows):
        rows.append(Row(more_in_table(rest), 0, "", MUTED, drawn=False))
    return tuple(rows)


def _draw_changes(table: FiguresTable, width: float) -> Canvas:
    found = changes_of(table)
    rows, rest = found[:MOST], len(found[MOST:])
    left, places = placed([row.label for row in rows], width, marks=2 * _BAR, room=_ROOM, widest=_LABELS)
    keys, depth = key_places([clean(one.label) or one.code for one in (table.columns[0], table.columns[-1])], width)
    colours = (SOFT, ACCENT)
    heading = line_height(SMALL) + 1.2
    canvas = Canvas(width, depth + heading + sum(place.height for place in places) + (line_height(SMALL) + 1.4 if rest else 0.6))
    draw_key(canvas, keys, lambda which, left, middle: canvas.bar(left, middle - 1.3, 2.6, 2.6, colours[which]))
    edges = _edges(rows, width)
    top = depth + heading
    for edge, name in zip(edges, (_("Change"), "n"), strict=True):
        canvas.line(edge, top - 0.9 - line_height(SMALL) / 2, name, SMALL, MUTED, "right")
    unit = _unit(rows, left, edges[0])
    for row, place in zip(rows, places, strict=True):
        canvas.lines(0, top + place.label, place.lines)
        _row(canvas, row, left, edges, top + place.marks, unit)
        top += place.height
    if rest:
        canvas.line(0, canvas.height - line_height(SMALL) / 2 - 0.4, more_in_table(rest), SMALL, MUTED)
    return canvas


def _edges(rows: Sequence[Change], width: float) -> tuple[float, float]:
    """The right edges of the columns of change and of n."""
    n_column = max((width_of(number(row.n), SMALL) for row in rows), default=0)
    edge = width - max(n_column, 4.0) - 3.0
    return edge, width


def _unit(rows: Sequence[Change], left: float, edge: float) -> float:
    """Millimetres for a figure of 1, so that the longest bar and what stands behind it fit."""
    apart = max(width_of(text, SMALL) for text in (*(signed(row.last - row.first) for row in rows), _("Change")))
    written = max(width_of(number(value), SMALL) for row in rows for value in (row.first, row.last))
    longest = max(max(row.first, row.last, 0.0) for row in rows) or 1.0
    return max(edge - apart - written - left - 5.0, 4.0) / longest


def _row(canvas: Canvas, row: Change, left: float, edges: tuple[float, float], middle: float, unit: float) -> None:
    for value, colour, top in ((row.first, SOFT, middle - _BAR), (row.last, ACCENT, middle)):
        length = max(value, 0.0) * unit
        canvas.bar(left, top, length, _BAR - 0.2, colour)
        canvas.line(left + length + 1.2, top + _BAR / 2, number(value), SMALL, MUTED if colour == SOFT else TEXT)
    canvas.rule(left, middle - _BAR - 0.4, 2 * _BAR + 0.8, HAIRLINE)
    canvas.line(edges[0], middle, signed(row.last - row.first), SMALL, TEXT, "right", bold=True)
    canvas.line(edges[1], middle, number(row.n), SMALL, MUTED, "right")
