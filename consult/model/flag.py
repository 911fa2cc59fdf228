"""A sign that responses may count twice or were given without care."""

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
    """One sign, and the responses that share it."""

    sign: Sign
    responses: tuple[str, ...]
    """Their ids, in the order of the survey; one where the sign is in a response by itself."""
    question: str = ""
    """Where it was noticed; empty where it is the whole response."""
    seconds: int | None = None
    """How long the form was open, for haste."""
