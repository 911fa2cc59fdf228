"""The order that the names of waves have by themselves: numbers, years and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?\.?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?", re.ASCII)

Key = tuple[int, ...]


def by_name(names: Iterable[str]) -> dict[str, Key] | None:
    """Name of a wave → what it is sorted by; None where not all names are numbers, or not all are years or dates."""
    given = {name: name.strip() for name in names}
    if all(_NUMBER.fullmatch(text) for text in given.values()):
        return {name: (int(text),) for name, text in given.items()}
    dates = {name: _date(text) for name, text in given.items()}
    return {name: key for name, key in dates.items() if key} if all(dates.values()) else None


def _date(text: str) -> Key:
    """Year, month and day as far as they are told; nothing where it is no date."""
    key: Key = ()
    if found := _DAY_FIRST.fullmatch(text):
        key = (int(found[3]), int(found[2]), int(found[1]))
    elif found := _YEAR_FIRST.fullmatch(text):
        key = tuple(int(part) for part in found.groups() if part)
    month, day = (*key[1:], 1, 1)[:2]
    return key if 1 <= month <= 12 and 1 <= day <= 31 else ()
