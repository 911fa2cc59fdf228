"""Text made fit to draw: cleaned, measured and broken into lines, in the metrics of the bundled font."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from consult.charts.style import FAMILY, LETTERS, POINT

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

_DIRECTIONS = frozenset(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
_UNBREAKABLE = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_SPACES = re.compile(" +")
_ELLIPSIS = "…"


def clean(text: str, *, lines: bool = False) -> str:
    """`text` without control characters, direction marks, surrogates and non-characters; runs of space become one.

    With `lines` the line breaks stay, at most two in a row.
    """
    rows = "".join(filter(None, map(_kept, text))).split("\n")
    rows = [_SPACES.sub(" ", row).strip() for row in rows]
    if not lines:
        return " ".join(row for row in rows if row)
    return "\n".join(row for place, row in enumerate(rows) if row or (place and rows[place - 1])).strip()


def _kept(mark: str) -> str:
    """The character, a plain space for any that may be broken at, or nothing."""
    if mark == "\n" or mark in _UNBREAKABLE:
        return mark
    return " " if mark.isspace() else mark if _drawable(mark) else ""


def _drawable(mark: str) -> bool:
    return unicodedata.category(mark) not in {"Cc", "Cs", "Cn"} and mark not in _DIRECTIONS


@cache
def _font(bold: bool) -> FT2Font:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family=[FAMILY], weight="bold" if bold else "normal")))
    font.set_size(100, 72)
    return font


@cache
def _advance(mark: str, bold: bool) -> float:
    """The width of one character in ems; what the font lacks is taken as a full square, wide ones as a little more."""
    if unicodedata.combining(mark) or unicodedata.category(mark) == "Cf":
        return 0.0
    font = _font(bold)
    if not font.get_char_index(ord(mark)):
        return 1.3 if ord(mark) > 0xFFFF else 1.0
    return float(font.load_char(ord(mark)).linearHoriAdvance) / 65536 / 100


def width_of(text: str, size: float = LETTERS, *, bold: bool = False) -> float:
    """How many millimetres `text` takes in letters of `size` points."""
    return sum(_advance(mark, bold) for mark in text) * size * POINT


def wrapped(text: str, width: float, size: float = LETTERS, *, lines: int = 8, bold: bool = False) -> tuple[str, ...]:
    """`text` in at most `lines` lines, each no wider than `width` millimetres; what does not fit ends in „…”."""
    rows = [""]
    for word in _pieces(clean(text)[:2000], width, size, bold):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and width_of(longer, size, bold=bold) > width:
            rows.append(word)
        else:
            rows[-1] = longer
        if len(rows) > lines:
            return (*rows[: lines - 1], shortened(rows[lines - 1] + _ELLIPSIS, width, size, bold=bold))
    return tuple(rows)


def shortened(text: str, width: float, size: float = LETTERS, *, bold: bool = False) -> str:
    """`text` cut to one line of `width` millimetres, with „…” where something was cut."""
    while len(text) > 1 and width_of(text, size, bold=bold) > width:
        text = text.rstrip(_ELLIPSIS)[:-1].rstrip() + _ELLIPSIS
    return text


def _pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    """Words, with those that are wider than a line broken where it is full."""
    pieces = []
    for word in text.split(" "):
        part = ""
        for mark in word:
            if part and width_of(part + mark, size, bold=bold) > width:
                pieces.append(part)
                part = ""
            part += mark
        pieces.append(part)
    return pieces
