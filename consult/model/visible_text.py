"""Typed text made safe to show on a terminal: no character that a terminal would obey, none that hides others."""

from __future__ import annotations

_MARK = "\N{REPLACEMENT CHARACTER}"
_NEWLINE_MARK = "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}"
_KEPT = (0x09, 0x0A)

# C0 controls have pictures of their own; C1 controls, marks of direction, invisible joiners that hide words,
# line separators, language tags and halves of surrogate pairs have none.
_UNSAFE = (
    *range(0x80, 0xA0),
    *(0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
    *range(0xE0000, 0xE0080),
)
_MARKS = (
    {point: chr(0x2400 + point) for point in range(0x20) if point not in _KEPT}
    | {0x7F: "\N{SYMBOL FOR DELETE}"}
    | dict.fromkeys(_UNSAFE, _MARK)
)


def visible(text: str, *, one_line: bool = False) -> str:
    """`text` with a visible mark for every control character and mark of direction; as long as it was.

    Newlines and tabs stay; with `one_line` they become ↵ and a space.
    """
    safe = text.translate(_MARKS)
    return safe.replace("\n", _NEWLINE_MARK).replace("\t", " ") if one_line else safe


def shortened(text: str, longest: int) -> str:
    """`text`, or its beginning with … where it has more than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
