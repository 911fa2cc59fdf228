"""Results to pictures; the only matplotlib."""

from consult.charts.drawing import Drawing, draw, to_png

__all__ = ["Drawing", "draw", "to_png"]
