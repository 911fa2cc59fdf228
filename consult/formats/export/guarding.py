"""Typed text in a cell: kept apart from our own words, and from what a spreadsheet would take for a formula.

A text that would be mistaken gets an apostrophe before it, and so does one that begins with an apostrophe itself. Taking one
apostrophe away from the beginning therefore always gives back what was typed.
"""

from __future__ import annotations

import re

from consult.model.response import Missing

NOT_ASKED = "not_asked"
RESERVED = frozenset({NOT_ASKED, *(missing.value for missing in Missing)})
"""Words that stand in a cell for the lack of an answer."""
UNANSWERED = frozenset({"", *RESERVED})
"""All that a cell without an answer may hold."""
_SIGNS = frozenset("=+-@\t\r")
_PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_FIGURES = re.compile(r"\s*[+-]?(\d|\.\d|inf|nan)", re.IGNORECASE)


def guard(text: str, *, formulas: bool = True) -> str:
    """`text` as it stands in a cell; without `formulas` only what could be mistaken for our own words is guarded."""
    if not text or text[0] == "'" or text in RESERVED or (formulas and text[0] in _SIGNS):
        return f"'{text}"
    return text


def guard_code(code: str, *, formulas: bool = True) -> str:
    """The code of a choice in a cell: like a text, but „-1” is a figure and no formula."""
    return code if _PLAIN.fullmatch(code) else guard(code, formulas=formulas)


def guard_beside_figures(text: str, *, formulas: bool = True) -> str:
    """A text in a column where figures stand too: guarded also where it looks like one."""
    return f"'{text}" if _FIGURES.match(text) else guard(text, formulas=formulas)


def unguarded(cell: str) -> str:
    """What was typed."""
    return cell.removeprefix("'")
