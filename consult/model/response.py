"""A response: one filled survey, made of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Raw = Mapping[str, str | Sequence[str]]
"""What a form or a table row gives before checking: field name → typed text, or several for a multi question.

A field that is present but empty was left blank; a field that is absent was not asked.
"""


class Channel(StrEnum):
    """The way in which a response arrived."""

    TERMINAL = "terminal"
    WEB = "web"
    PAPER = "paper"
    HANDS = "hands"
    IMPORT = "import"


class Missing(StrEnum):
    """Why an answer that was asked for has no value."""

    BLANK = "blank"
    NOT_REACHED = "not_reached"
    NOT_KNOWN = "not_known"
    NOT_APPLICABLE = "not_applicable"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact: the value that a question, or one row of its matrix, got in one response.

    Exactly one of `code`, `number`, `text` and `missing` speaks, except that the choice „other” has both `code` and `text`.
    A multi question has one answer for every choice taken. Dates are ISO text.
    """

    question: str
    row: str = ""
    code: str | None = None
    number: float | None = None
    text: str | None = None
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """One filled survey. `id` is a UUIDv7; `answers` holds nothing for questions that were not asked."""

    id: str
    survey: str
    version: int
    channel: Channel
    submitted_at: datetime | None
    """By the clock on the wall; None where a table did not tell."""
    answers: tuple[Answer, ...]
    source_key: str = ""
    """What makes an imported row recognisable when the same table comes again."""
