"""Which number key chooses which answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from consult.model.question import Choice

MOST = 9
"""Lists longer than this are searched by typing letters instead."""


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
