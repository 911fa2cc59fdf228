"""Pieces of expressions while they are put together: what they say, how strongly they bind, what sort of value they have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult.formats.our_expressions import ATOM, COMPARED, literal
from consult.formats.xlsform.scope import Sort, Target
from consult.formats.xlsform.xpath import Untranslatable


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of an expression: its text, how strongly it binds, and what sort of value it has."""

    text: str
    power: int = ATOM
    sort: Sort = Sort.TEXT
    target: Target | None = None

    def inside(self, power: int) -> str:
        """The text, in brackets where what stands around it binds more strongly."""
        return self.text if self.power >= power else f"({self.text})"


def called(name: str, said: Iterable[Said]) -> str:
    """A call of the function `name`."""
    return f"{name}({', '.join(one.text for one in said)})"


def figure(text: str) -> str:
    """A number as expressions write it: whole ones without a point."""
    value = float(text)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def as_code(target: Target, side: Said) -> Said:
    """The other side of a comparison with a choice: names of choices become codes, figures become texts."""
    if target.renamed:
        raise Untranslatable(f"${{{target.path}}}")
    if side.sort is Sort.NUMBER and side.power == ATOM and side.text.replace(".", "").isdigit():
        return Said(literal(target.codes.get(side.text, side.text)))
    if side.target is None and side.power == ATOM and side.text[:1] in "\"'":
        name = side.text[1:-1]
        return Said(literal(target.codes.get(name, name)))
    return side


def several_compared(sign: str, several: str, value: str) -> Said:
    """A comparison of several choices with a text means that this one alone is chosen, or none."""
    if sign not in ("==", "!="):
        raise Untranslatable(f"{several} {sign} {value}")
    if value in ('""', "''"):
        return Said(f"{'blank' if sign == '==' else 'answered'}({several})")
    alone = f"{several} == [{value}]"
    return Said(alone if sign == "==" else f"{several} != [{value}]", COMPARED)
