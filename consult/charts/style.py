"""Tokens of the drawings: colours, letter sizes and distances. Everything is in millimetres but letters, which are in points."""

from __future__ import annotations

from itertools import pairwise

TEXT = "#1b1f24"
MUTED = "#59636e"
ACCENT = "#1f5f99"
SOFT = "#7ea6c9"
"""The accent for answers that are not the most frequent one."""
NEUTRAL = "#c3c8ce"
"""„No opinion” and what fits nowhere."""
HAIRLINE = "#8c959f"
PAPER = "#ffffff"

DIVERGING_LOW = ("#b35806", "#f0a868")
DIVERGING_MIDDLE = "#d4d7dc"
DIVERGING_HIGH = ("#7fb2dc", "#1f5f99")
SEQUENTIAL = ("#dce9f4", "#7fb2dc", "#1f5f99", "#123a5f")

FAMILY = "DejaVu Sans"
"""Bundled with matplotlib, so widths are the same on every machine; it holds every Latvian letter."""

WIDTH = 170.0
"""The width of a drawing: what an A4 page with 20 mm margins leaves."""
POINT = 25.4 / 72
LETTERS = 9.0
SMALL = 7.6
LEADING = 1.3
"""Distance between lines of text, by the letter size."""
GAP = 3.0
"""Between a column of labels and what it labels."""
FEW = 10
"""Under this n no percentages are written: one person would weigh more than ten of them."""
READABLE = 0.06
"""The smallest share whose percentage is written inside its segment."""


def line_height(size: float = LETTERS) -> float:
    """Millimetres from one baseline to the next for letters of `size` points."""
    return size * POINT * LEADING


def mixed(first: str, second: str, part: float) -> str:
    """The colour that lies `part` (0 to 1) of the way from one colour to another."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


def ramp(stops: tuple[str, ...], steps: int) -> tuple[str, ...]:
    """`steps` colours spread evenly over the stops; a single one is the last stop but one."""
    if steps == 1:
        return (stops[-2],)
    segments = tuple(pairwise(stops))
    colours = []
    for step in range(steps):
        place = step / (steps - 1) * len(segments)
        segment = min(int(place), len(segments) - 1)
        colours.append(mixed(*segments[segment], place - segment))
    return tuple(colours)


def diverging(steps: int) -> tuple[str, ...]:
    """Colours for a scale from against to for; an odd number of steps has a neutral middle."""
    side = steps // 2
    low = DIVERGING_LOW[:1] if side == 1 else ramp(DIVERGING_LOW, side)
    high = DIVERGING_HIGH[-1:] if side == 1 else ramp(DIVERGING_HIGH, side)
    return (*low, DIVERGING_MIDDLE, *high) if steps % 2 else (*low, *high)


def ink_on(colour: str) -> str:
    """White or near-black, whichever reads better on `colour` (WCAG relative luminance)."""
    light = _luminance(colour)
    return PAPER if 1.05 / (light + 0.05) > (light + 0.05) / (_luminance(TEXT) + 0.05) else TEXT


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
