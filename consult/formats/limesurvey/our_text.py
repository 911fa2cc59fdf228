"""Pieces of expressions as Consult writes them."""

from __future__ import annotations

from consult.formats.our_expressions import ATOM

Said = tuple[str, int]
"""An expression of ours and how strongly its outermost sign binds."""


def called(name: str, *arguments: str) -> Said:
    """A call of a function."""
    return f"{name}({', '.join(arguments)})", ATOM


def inside(said: Said, binding: int) -> str:
    """An expression in brackets where the sign around it would bind stronger."""
    return f"({said[0]})" if said[1] < binding else said[0]


def opposite(said: str) -> str:
    """The opposite of „it was chosen”, `'a' in q` or `q == 'other'`."""
    sign, other = (" in ", " not in ") if " in " in said else (" == ", " != ")
    before, _sign, after = said.rpartition(sign)
    return before + other + after
