"""The sign of each type of question, one cell wide."""

from __future__ import annotations

GLYPHS = {
    "single": "○",
    "multi": "☐",
    "yesno": "±",
    "scale": "↔",
    "number": "#",
    "text": "¶",
    "date": "◷",
    "ranking": "⇅",
    "allocation": "∑",
    "matrix": "▤",
    "table": "▦",
    "repeat": "↻",
    "file": "⌂",
    "note": "“",
    "computed": "=",
}


def glyph_of(type_: str) -> str:
    """The sign of a type of question; a question mark where there is no such type."""
    return GLYPHS.get(type_, "?")
