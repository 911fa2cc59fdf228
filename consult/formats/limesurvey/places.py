"""What the names in expressions of LimeSurvey stand for in a survey of Consult."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

_SGQA = re.compile(r"\d+X\d+X(\d+)(.*)")
_PLAIN_SUFFIXES = frozenset({"", "naok", "value", "valuenaok", "code", "shown"})


class Kind(Enum):
    """What a name stands for."""

    VALUE = "a number, a text or one choice"
    SEVERAL = "all that a question holds"
    CHOSEN = "whether a choice was taken"
    WORDS = "own words beside the choices"


@dataclass(frozen=True, slots=True)
class Place:
    """What one name stands for: how our expressions say it, and what its codes are called there."""

    kind: Kind
    said: str
    """`q`, `q.row`, `q['0010']`; where it is a choice that was taken, `'a' in q`."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Code of an answer in LimeSurvey → ours; empty where there are no choices."""
    question: str = ""
    """Our question, as `said` begins."""


Places = dict[str, Place]
"""What stands behind the code of the question in a name (`SQ001`, `SQ001_0`, `other`, or nothing) → its place."""


def whole(code: str) -> Places:
    """The place of a question that holds several answers, for names that mean all of them."""
    return {"": Place(Kind.SEVERAL, code, {}, code)}


class Names:
    """All names of a survey: `Q`, `Q_SQ`, and the numbers of old surveys, `123X4X56SQ`."""

    def __init__(self) -> None:
        self._by_code: dict[str, Places] = {}
        self._by_id: dict[str, Places] = {}
        self._base: dict[str, str] = {}

    def add(self, code: str, number: str, places: Places) -> None:
        """Takes the places of one question in; of two questions with one code the first is meant."""
        self._by_code.setdefault(code, places)
        if number:
            self._by_id.setdefault(number, places)
        for suffix in places:
            self._base.setdefault(f"{code}_{suffix}" if suffix else code, code)

    def find(self, name: str) -> Place | None:
        """The place that a name stands for, without what follows its point; None where there is none."""
        sgqa = _SGQA.fullmatch(name)
        if sgqa:
            return self._numbered(sgqa.group(1), sgqa.group(2))
        base = self._base.get(name)
        if base is None:
            # „Qother” and „Qcomment” are how old surveys write „Q_other” and „Q_comment”.
            ending = next((end for end in ("other", "comment") if name.endswith(end)), "")
            return self._by_code.get(name.removesuffix(ending), {}).get(ending) if ending else None
        return self._by_code[base].get(name[len(base) + 1 :])

    def _numbered(self, digits: str, rest: str) -> Place | None:
        for end in range(len(digits), 0, -1):
            places = self._by_id.get(digits[:end])
            if places is not None:
                return places.get((digits[end:] + rest).replace("#", "_"))
        return None

    def cells_of(self, question: str) -> set[str]:
        """How everything under one of our questions is said: its cells, or its choices each as „it was taken”."""
        return {
            place.said
            for places in self._by_code.values()
            for place in places.values()
            if place.kind is not Kind.SEVERAL and place.question == question
        }


def plain_suffix(suffix: str) -> bool:
    """Whether what follows the point of a name changes nothing that we know of."""
    return suffix.lower() in _PLAIN_SUFFIXES
