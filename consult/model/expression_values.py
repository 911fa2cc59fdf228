"""What expressions work on: values, and how they compare and add up where some are blank or do not fit each other."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = "bool | float | str | Chosen | tuple[Value, ...] | Mapping[str, Value] | None"
"""None is unknown: blank, not asked or a missing reason. Several choices are a tuple, a matrix or table is a mapping."""

LONGEST_TEXT = 32_767
"""The most characters that a text made by an expression has."""

MOST_DEEP = 5
MOST_EXPONENT = 100
_NUMBER = re.compile(r"\s*[+-]?([0-9]+([.,][0-9]+)?|[.,][0-9]+)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The row or choice that an expression is asked of: its code, and the further columns of its list."""

    code: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def cleaned(value: object, depth: int = 0) -> Value:
    """`value` as expressions know it: whole numbers as floats, lists as tuples, `Chosen` as its code; what is none, None."""
    if isinstance(value, Chosen):
        return value.code
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return _finite(value)
    if depth < MOST_DEEP and isinstance(value, list | tuple):
        return tuple(cleaned(one, depth + 1) for one in value)
    if depth < MOST_DEEP and isinstance(value, Mapping):
        return {str(key): cleaned(one, depth + 1) for key, one in value.items()}
    return None


def _finite(value: float) -> float | None:
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def number_of(value: Value) -> float | None:
    """The number that `value` is or reads as; None where it is none."""
    if isinstance(value, bool | float):
        return float(value)
    if isinstance(value, str) and len(value) <= 40 and _NUMBER.fullmatch(value):
        return float(value.replace(",", "."))
    return None


def text_of(value: Value) -> str:
    """`value` as text: whole numbers without a point, several joined by commas, unknown as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if value is None:
        return ""
    return ", ".join(text_of(leaf) for leaf in leaves(value) if not blank(leaf))[:LONGEST_TEXT]


def truth(value: Value) -> bool | None:
    """Whether `value` counts as true; None where that cannot be told, as of a text other than yes and no."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"yes": True, "no": False}.get(value)
    return bool(value)


def blank(value: Value) -> bool:
    """Whether nothing was answered: unknown, an empty text, or nothing but blanks."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple | Mapping):
        return all(blank(leaf) for leaf in leaves(value))
    return value is None


def leaves(value: Value) -> Iterator[Value]:
    """The single values in `value`, however deep they lie."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def equal(left: Value, right: Value) -> bool:
    """Whether two values are the same; blank is the empty text, and a text that reads as a number meets a number as one."""
    left, right = ("" if value is None else value for value in (left, right))
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        known = truth(left)
        return known is not None and known == truth(right)
    if isinstance(left, float | str) and isinstance(right, float | str):
        return number_of(left) is not None and number_of(left) == number_of(right)
    return type(left) is type(right) and left == right


def compared(left: Value, right: Value, holds: Callable[[float, float], bool]) -> bool | None:
    """`holds` of two numbers, or of two texts as dates are compared; None where one is blank or they do not fit."""
    one, other = number_of(left), number_of(right)
    if one is not None and other is not None:
        return holds(one, other)
    if isinstance(left, str) and isinstance(right, str) and left and right:
        return holds((left > right) - (left < right), 0)
    return None


def within(value: Value, several: Value) -> bool | None:
    """Whether `value` is one of `several`, a row of it, or a part of a text; nothing is in a blank."""
    if several is None:
        return False
    if isinstance(several, tuple):
        return any(equal(value, one) for one in several)
    if isinstance(several, str):
        return text_of(value) in several if isinstance(value, str | float) and not blank(value) else False
    if isinstance(several, Mapping):
        return not blank(value) and text_of(value) in several
    return None


def computed(left: Value, right: Value, operation: Callable[[float, float], object]) -> float | None:
    """The result of arithmetic; None where an operand is blank or no number, or the result is none or too large."""
    one, other = number_of(left), number_of(right)
    if one is None or other is None:
        return None
    try:
        result = operation(one, other)
    except (ArithmeticError, ValueError):
        return None
    return _finite(result) if isinstance(result, float) else None


def power(base: float, exponent: float) -> object:
    """`base ** exponent`, where the exponent is a reasonable one."""
    if abs(exponent) > MOST_EXPONENT:
        raise OverflowError
    return base**exponent
