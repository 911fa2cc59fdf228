"""Figures with what they count. A unit that is a word has one form, such as „cilvēki”, which does not go with every number."""

from __future__ import annotations

import re

from consult.charts.wording import with_unit
from consult.report.manuscript import plain

_LONGEST_SIGN = 3
_LONGEST = 24
_LETTERS = re.compile(r"[^\W\d_]+")


def is_word(unit: str) -> bool:
    """Whether a unit is a word that has a plural, unlike signs and short forms such as „km”, „EUR” and „m²”."""
    found = _LETTERS.match(unit)
    letters = found[0] if found else ""
    return len(letters) > _LONGEST_SIGN and not letters.isupper() and not unit.startswith(f"{letters}.")


def measured(value: float, unit: str) -> str:
    """“1,234.5 EUR”, “1 (people)”; the value alone where there is no unit."""
    told = plain(unit)[:_LONGEST]
    return f"{with_unit(value, '')}{in_brackets(told)}" if is_word(told) else with_unit(value, unit)


def in_brackets(unit: str) -> str:
    """“ (people)”, to stand behind figures; empty where the unit stands at the figures themselves or there is none."""
    return f" ({unit})" if is_word(unit) else ""
