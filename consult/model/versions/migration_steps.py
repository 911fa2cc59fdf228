"""What migrations do from one version to the next: the fate of every question, and the steps that its answers take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from consult.errors import Problem
from consult.model.question import OTHER, Choice, Question
from consult.model.survey import Migration

CHOICES, ROWS, SIDES, PARTS = "choices", "rows", "sides", "parts"
"""Where in a question a code may stand; the choices of the column `y` of a table stand in `parts.y`."""


class Ending(StrEnum):
    """What becomes of a question from one version to the next."""

    KEPT = "kept"
    RENAMED = "renamed"
    MERGED = "merged"
    RETIRED = "retired"


@dataclass(slots=True)
class Fate:
    """What the migrations of a version make of one question of the version before."""

    question: Question
    """As it stood in the version before."""
    code: str
    """The code it has afterwards."""
    ending: Ending = Ending.KEPT
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """Where → code in the version before → code afterwards; see CHOICES."""
    reworded: set[str] = field(default_factory=set)
    """What means the same in spite of new words: "" is the question, `choice` one of its choices, `part.choice` one of a part."""
    retired: set[str] = field(default_factory=set)
    """Choices, rows and parts that are no longer on offer."""

    def now(self, place: str, code: str) -> str:
        """The code that `code` of the version before has afterwards."""
        return self.codes.get(place, {}).get(code, code)

    def renamed(self, place: str) -> dict[str, str]:
        """Old code → new code of what has another code now and was put together with nothing else."""
        codes = self.codes.get(place, {})
        taken = Counter(codes.values())
        return {old: new for old, new in codes.items() if old != new and taken[new] == 1}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do to answers: those of `sources` become answers of `into`, their codes replaced."""

    source: int
    """Which of the migrations that are new in the version asks for it."""
    sources: tuple[str, ...]
    into: str
    question: Question
    """The question `into`, which tells how answers that meet in one cell go together."""
    codes: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    """The column or field whose `codes` are replaced; empty where the question has choices of its own."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The migrations that are new in a version, laid upon the version before."""

    migrations: tuple[Migration, ...]
    steps: tuple[Step, ...]
    fates: Mapping[str, Fate]
    """By the code of the question in the version before."""
    faults: tuple[Problem, ...]
    """Statements that fit neither version; their place is the line."""


def places_of(question: Question) -> dict[str, dict[str, str]]:
    """Every code of the question, which is still its own."""
    found = {
        CHOICES: {choice.code: choice.code for choice in question.choices},
        ROWS: {row.code: row.code for row in question.rows},
        SIDES: {side.code: side.code for side in question.sides},
        PARTS: {part.code: part.code for part in question.parts},
    }
    found |= {f"parts.{part.code}": {choice.code: choice.code for choice in part.choices} for part in question.parts}
    if question.other:
        found[CHOICES][OTHER] = OTHER
    return found


def found_in(question: Question, place: str, code: str) -> Choice | Question | None:
    """The choice, row, side or part of this code that stands at `place` of the question."""
    if place.startswith("parts."):
        part = question.part(place.removeprefix("parts."))
        return part.choice(code) if part else None
    if place == PARTS:
        return question.part(code)
    return next((choice for choice in getattr(question, place) if choice.code == code), None)
