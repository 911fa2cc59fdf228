"""A key over a drawing: what each mark stands for, in the order in which they appear."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from consult.charts.canvas import Canvas
from consult.charts.lettering import clean, width_of, wrapped
from consult.charts.style import SMALL, TEXT, line_height

Place = tuple[float, float, tuple[str, ...]]
"""Millimetres from the left and the top of the first line, and the lines."""
_MARK = 4.2


def key_places(labels: Sequence[str], width: float) -> tuple[list[Place], float]:
    """Where the labels stand, as many on a line as fit, and how deep they reach."""
    places: list[Place] = []
    left, top, deepest = 0.0, 0.6, 0.0
    for label in labels:
        lines = wrapped(clean(label), min(78.0, width - 8), SMALL, lines=3)
        need = _MARK + max((width_of(line, SMALL) for line in lines), default=0)
        if left and left + need > width:
            left, top, deepest = 0.0, top + deepest, 0.0
        deepest = max(deepest, line_height(SMALL) * len(lines) + 1.2)
        places.append((left + _MARK, top, lines))
        left += need + 5.0
    return places, top + deepest + 0.8


def draw_key(canvas: Canvas, places: Sequence[Place], mark: Callable[[int, float, float], None]) -> None:
    """Writes the labels; `mark(which, left, middle)` draws what stands before each."""
    for which, (left, top, lines) in enumerate(places):
        mark(which, left - _MARK, top + line_height(SMALL) / 2)
        for place, line in enumerate(lines):
            canvas.line(left, top + line_height(SMALL) * (place + 0.5), line, SMALL, TEXT)
