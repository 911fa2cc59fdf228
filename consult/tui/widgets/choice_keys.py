"""Which number key chooses which answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from time import monotonic

from consult.model.question import Choice

MOST = 9
"""Lists longer than this are searched by typing letters instead."""

TWO_DIGITS_WITHIN = 0.8
"""Seconds in which a second digit makes 10 out of 1."""


def keys_for(choices: Sequence[Choice]) -> dict[str, str]:
    """Code of a choice → the key that takes it; empty for a list that is too long for keys.

    Points of a scale that are numbers answer to their own number, all others to their position.
    A single „no opinion” answers to 0 where 0 is free.
    """
    points = [choice for choice in choices if not choice.apart]
    apart = [choice for choice in choices if choice.apart]
    if points and all(choice.code.isascii() and choice.code.isdigit() and len(choice.code) < 3 for choice in points):
        keys = {choice.code: choice.code for choice in points}
    elif len(points) <= MOST:
        keys = {choice.code: str(place) for place, choice in enumerate(points, 1)}
    else:
        return {}
    if len(apart) == 1 and "0" not in keys.values():
        return keys | {apart[0].code: "0"}
    free = [str(number) for number in range(1, MOST + 1) if str(number) not in keys.values()]
    return keys | {choice.code: key for choice, key in zip(apart, free, strict=False)}


def searchable(text: str) -> str:
    """`text` without marks above and below letters, in small letters: „Ādaži” is found by “adazi”."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def found_in(labels: Mapping[int, str], typed: str) -> list[int]:
    """The places of the labels that hold what was typed, those that begin with it first."""
    wanted = searchable(typed)
    found = [place for place, label in labels.items() if wanted in searchable(label)]
    return sorted(found, key=lambda place: not searchable(labels[place]).startswith(wanted))


class Digits:
    """Digits typed one after the other: 1 takes the first choice, 0 soon after it the tenth point of a scale."""

    def __init__(self) -> None:
        self._last, self._at = "", 0.0

    def place(self, digit: str, keys: Mapping[int, str]) -> int | None:
        """The place whose key is `digit`, or the last digit and this one; None where there is none."""
        if not (digit.isascii() and digit.isdigit()):
            return None
        now = monotonic()
        both = self._last + digit if now - self._at < TWO_DIGITS_WITHIN else ""
        found = next((place for wanted in (both, digit) for place, key in keys.items() if wanted and key == wanted), None)
        if found is not None:
            self._last, self._at = digit, now
        return found
