"""A sign that a response may count twice or was given without care."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """What was noticed."""

    SAME_RESPONDENT = "same_respondent"
    SAME_ANSWERS = "same_answers"
    SAME_TEXT = "same_text"
    NEAR_TEXT = "near_text"
    STRAIGHT_LINE = "straight_line"
    HASTE = "haste"


@dataclass(frozen=True, slots=True)
class Flag:
    """One sign in one response."""

    response: str
    sign: Sign
    question: str = ""
    """Where it was noticed; empty where it is the whole response."""
    others: tuple[str, ...] = ()
    """The responses that share it, in the order of the survey."""
    seconds: int | None = None
    """How long the form was open, for haste."""
