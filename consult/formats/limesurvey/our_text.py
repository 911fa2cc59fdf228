"""Pieces of expressions as Consult writes them."""

from __future__ import annotations


def opposite(said: str) -> str:
    """The opposite of „it was chosen”, `'a' in q` or `q == 'other'`."""
    sign, other = (" in ", " not in ") if " in " in said else (" == ", " != ")
    before, _sign, after = said.rpartition(sign)
    return before + other + after
