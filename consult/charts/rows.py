"""Where the labels of rows stand: beside what they label, or above it where the paper is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.charts.bars import label_column
from consult.charts.lettering import clean, wrapped
from consult.charts.style import GAP, line_height

NARROW = 120.0
"""Millimetres of paper under which labels stand above."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One row: its label, its height, and where in it label and marks have their middles, from its top, in millimetres."""

    lines: tuple[str, ...]
    height: float
    label: float
    marks: float


def placed(labels: Sequence[str], width: float, *, marks: float, room: float, widest: float) -> tuple[float, list[Placed]]:
    """From where marks may be drawn, and the rows; `marks` is how tall they are, `room` the distance between two rows."""
    if width < NARROW:
        rows = []
        for label in labels:
            lines = wrapped(label, width, lines=4)
            tall = line_height() * len(lines)
            rows.append(Placed(lines, tall + marks + room, room / 2 + tall / 2, room / 2 + tall + marks / 2))
        return 0.0, rows
    column = label_column(map(clean, labels), width, widest)
    found = []
    for label in labels:
        lines = wrapped(label, column)
        height = max(line_height() * len(lines), marks) + room
        found.append(Placed(lines, height, height / 2, height / 2))
    return column + GAP, found
