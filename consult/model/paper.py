"""A paper form that a clerk typed in: which sheet of paper it was, and what could not be read on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """The facts of one sheet of paper."""

    batch: str
    """The pile that it lies in, such as „Cēsis 1”; may be empty."""
    number: str
    """What tells it from the others of the batch: its scan number, „17” or „C-017”."""
    typed_by: str
    """The name of the clerk."""


@dataclass(frozen=True, slots=True)
class TypedForm:
    """A form of a batch that was typed in."""

    number: str
    id: str
    """The id of its response."""
    receipt: str
    """Its receipt code; empty in a list where the survey is anonymous."""
    answered: int
    """Answers that have a value."""
    unclear: Mapping[str, str]
    """Field → why it has no value though something is written there, as the response stands now."""
    typed_by: str
    at: str
    """When it was submitted, ISO text by the clock on the wall."""
    revision: int = 0
    """How often it was corrected."""
    twice: bool = False
    """Whether it was typed a second time."""


_LAST_FIGURES = re.compile(r"(\d+)(\D*)$", re.ASCII)
_FIGURES = re.compile(r"(\d+)", re.ASCII)


def following(number: str) -> str:
    """The number after this one: its last figures count on, „C-009” to „C-010”; „1” where it has none."""
    found = _LAST_FIGURES.search(number)
    if not found:
        return "1"
    return number[: found.start()] + str(int(found[1]) + 1).zfill(len(found[1])) + found[2]


def in_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers as people count: „C-9” before „C-10”."""
    parts = [part for part in _FIGURES.split(number) if part]
    return tuple((0, int(part), part) if part.isascii() and part.isdigit() else (1, 0, part) for part in parts)
