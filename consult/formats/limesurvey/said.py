"""Expressions with how strongly they bind, so that brackets stand where they are needed: in our language and in theirs."""

from __future__ import annotations

from consult.formats.our_expressions import ATOM

Said = tuple[str, int]
"""An expression and how strongly its outermost sign binds."""


def called(name: str, *arguments: str) -> Said:
    """A call of a function."""
    return f"{name}({', '.join(arguments)})", ATOM


def inside(said: Said, binding: int) -> str:
    """An expression in brackets where the sign around it would bind stronger."""
    return f"({said[0]})" if said[1] < binding else said[0]
