"""A response: one filled survey, made of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult.model.paper import Paper

Raw = Mapping[str, str | Sequence[str]]
"""What a form or a table row gives before checking: field name → typed text, or several for a multi or a ranking (in order).

A field that is present but empty was left blank; a field that is absent was not asked. A value that is a `Missing` is a
missing reason, whatever the type of the question; the text of a reason is one only where the question offers it.
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


Place = tuple[str, str, str, int]
"""Where an answer stands: question, row, column and instance."""

REASONS = (Missing.NOT_KNOWN, Missing.NOT_APPLICABLE, Missing.REFUSED)
"""The missing reasons that a respondent may give."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact: the value that one cell of a question got in one response; see `question.Cell`.

    Exactly one of `code`, `number`, `text` and `missing` speaks, except that own words have code `other` and `text`, and a file
    has its SHA-256 as `code` and its name as `text`. A multi has one answer for every choice taken. A ranking has one for every
    choice ranked: `row` is the choice, `number` its rank from 1. An allocation has one for every choice: `row` is the choice,
    `number` its points. Dates are ISO text; a computed answer is a number or text.
    """

    question: str
    row: str = ""
    code: str | None = None
    number: float | None = None
    text: str | None = None
    missing: Missing | None = None
    column: str = ""
    """The column of a table, the field of a repeat, the side of a matrix."""
    instance: int = 0
    """Which time a repeat was answered, from 1."""

    @property
    def place(self) -> Place:
        """Where it stands; a multi has several answers in one place, a ranking has each in one of its own."""
        return self.question, self.row, self.column, self.instance


class Review(StrEnum):
    """How far a response was looked at."""

    RECEIVED = "received"
    EDITED = "edited"
    HAS_ISSUES = "has_issues"
    APPROVED = "approved"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Response:
    """One filled survey. `id` is a UUID; `answers` holds nothing for questions that were not asked."""

    id: str
    survey: str
    version: int
    channel: Channel
    submitted_at: datetime | None
    """By the clock on the wall; None where a table did not tell."""
    answers: tuple[Answer, ...]
    source_key: str = ""
    """What makes an imported row recognisable when the same table comes again."""
    wave: str = ""
    """The run of a repeated survey, such as „2026”."""
    respondent: str = ""
    """The register's code of the one who answered; empty where nobody may know."""
    seconds: int | None = None
    """How long the form was open."""
    review: Review = Review.RECEIVED
    revision: int = 0
    """How often it was corrected; `answers` are those of the last time."""
    paper: Paper | None = None
    """Which sheet of paper it was typed from, where it was."""
