"""The functions that expressions may call. Each takes any values and gives None where they do not fit it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from consult.model.expression_patterns import matches
from consult.model.expression_values import LONGEST_TEXT, Value, blank, leaves, number_of, text_of, truth, within


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how it is called, from how many to how many values it takes, and what it gives."""

    usage: str
    least: int
    most: int | None
    run: Callable[..., Value]


def _numbers(values: tuple[Value, ...]) -> list[float] | None:
    """The numbers in `values`, blanks left out; None where something is no number."""
    numbers = [number_of(leaf) for leaf in leaves(values) if not blank(leaf)]
    return None if None in numbers else [number for number in numbers if number is not None]


def _over_numbers(reduce: Callable[[list[float]], float]) -> Callable[..., Value]:
    def run(*values: Value) -> Value:
        numbers = _numbers(values)
        return _bounded(reduce(numbers)) if numbers else None

    return run


def _of_number(work: Callable[[float], float]) -> Callable[[Value], Value]:
    def run(value: Value) -> Value:
        number = number_of(value)
        return None if number is None else _bounded(work(number))

    return run


def _of_texts(work: Callable[[str, str], bool]) -> Callable[[Value, Value], Value]:
    def run(text: Value, part: Value) -> Value:
        if isinstance(text, tuple | Mapping) or isinstance(part, tuple | Mapping):
            return None
        return not blank(part) and work(text_of(text), text_of(part))

    return run


def _bounded(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None


def _total(value: Value) -> Value:
    numbers = [leaf for leaf in leaves(value) if isinstance(leaf, float)]
    return _bounded(_sum(numbers)) if numbers else None


def _sum(numbers: list[float]) -> float:
    try:
        return math.fsum(numbers)
    except OverflowError:
        return math.inf


def _count(*values: Value) -> Value:
    return float(sum(not blank(leaf) for leaf in leaves(values)))


def _length(value: Value) -> Value:
    return float(len(value)) if isinstance(value, str | tuple | Mapping) else None


def _rounded(value: Value, digits: Value = 0.0) -> Value:
    """Half away from zero, of the number as it is written: 2.5 → 3, 2.675 to two digits → 2.68."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    number, places = number_of(value), number_of(digits)
    if number is None or places is None or not -15 <= places <= 15 or abs(number) >= 1e15:
        return number if places is not None else None
    return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP, Context(prec=60)))


def _contains(several: Value, value: Value) -> Value:
    return not blank(value) and within(value, text_of(several) if isinstance(several, float | bool) else several)


def _matches(text: Value, pattern: Value) -> Value:
    if blank(text) or isinstance(text, tuple | Mapping) or not isinstance(pattern, str):
        return None
    return matches(text_of(text), pattern)


def _joined(several: Value, between: Value = ", ") -> Value:
    return text_of(between).join(text_of(leaf) for leaf in leaves(several) if not blank(leaf))[:LONGEST_TEXT]


def _concatenated(*values: Value) -> Value:
    return "".join(map(text_of, values))[:LONGEST_TEXT]


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _year(value: Value) -> Value:
    day = _day(value)
    return None if day is None else float(day.year)


def _days(start: Value, end: Value) -> Value:
    first, last = _day(start), _day(end)
    return None if first is None or last is None else float((last - first).days)


def _choose(condition: Value, then: Value, otherwise: Value) -> Value:
    known = truth(condition)
    return None if known is None else then if known else otherwise


def _coalesced(*values: Value) -> Value:
    return next((value for value in values if not blank(value)), None)


def _text(value: Value) -> Value:
    return None if value is None else text_of(value)


def _lower(value: Value) -> Value:
    return None if value is None else text_of(value).casefold()


BLANK_AWARE = frozenset({"blank", "answered", "count"})
"""Functions that have something to say of a question that was left blank."""

FUNCTIONS: Mapping[str, Function] = {
    "sum": Function("sum(a, b)", 1, None, _over_numbers(_sum)),
    "total": Function("total(table)", 1, 1, _total),
    "count": Function("count(a)", 1, None, _count),
    "min": Function("min(a, b)", 1, None, _over_numbers(min)),
    "max": Function("max(a, b)", 1, None, _over_numbers(max)),
    "len": Function("len(a)", 1, 1, _length),
    "abs": Function("abs(a)", 1, 1, _of_number(abs)),
    "round": Function("round(a, 2)", 1, 2, _rounded),
    "floor": Function("floor(a)", 1, 1, _of_number(math.floor)),
    "ceil": Function("ceil(a)", 1, 1, _of_number(math.ceil)),
    "int": Function("int(a)", 1, 1, _of_number(math.trunc)),
    "number": Function("number(a)", 1, 1, number_of),
    "text": Function("text(a)", 1, 1, _text),
    "blank": Function("blank(a)", 1, 1, blank),
    "answered": Function("answered(a)", 1, 1, lambda value: not blank(value)),
    "contains": Function("contains(a, 'word')", 2, 2, _contains),
    "starts_with": Function("starts_with(a, 'word')", 2, 2, _of_texts(str.startswith)),
    "ends_with": Function("ends_with(a, 'word')", 2, 2, _of_texts(str.endswith)),
    "matches": Function("matches(a, '[0-9]+')", 2, 2, _matches),
    "lower": Function("lower(a)", 1, 1, _lower),
    "join": Function("join(several, '; ')", 1, 2, _joined),
    "label": Function("label(question)", 1, 1, lambda value: value),
    "today": Function("today()", 0, 0, lambda: None),
    "year": Function("year(date)", 1, 1, _year),
    "days": Function("days(start, end)", 2, 2, _days),
    "if_": Function("if_(condition, a, b)", 3, 3, _choose),
    "concat": Function("concat(a, ' ', b)", 1, None, _concatenated),
    "coalesce": Function("coalesce(a, b)", 1, None, _coalesced),
}
"""All functions by name. `today` and `label` get what they need from the evaluation itself."""
