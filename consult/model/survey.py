"""A survey: one versioned questionnaire, made of pages of questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consult.i18n import text_in

Texts = Mapping[str, str]
"""The same text in several languages: language code → text."""

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What the code of a question looks like."""

OTHER = "other"
"""The code of the choice whose answer is written in the respondent's own words."""


class QuestionType(StrEnum):
    """The kinds of question."""

    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    MATRIX = "matrix"


CLOSED = frozenset({QuestionType.SINGLE, QuestionType.MULTI, QuestionType.SCALE, QuestionType.MATRIX})
"""The kinds of question that are answered by choosing from what is on offer."""


class Role(StrEnum):
    """What an answer says of the respondent, for the chapter on who answered."""

    NONE = ""
    GROUP = "group"
    AREA = "area"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers on offer, one point of a scale, or one row of a matrix."""

    code: str
    label: Texts
    apart: bool = False
    """True for „no opinion”: on offer, but not a point of the scale."""

    def label_in(self, language: str = "") -> str:
        """The label in `language`, or the code where there is none."""
        return text_in(self.label, language) or self.code


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its code never changes; a matrix asks it once for every row."""

    code: str
    type: QuestionType
    label: Texts
    hint: Texts = field(default_factory=dict)
    required: bool = False
    choices: tuple[Choice, ...] = ()
    """The choices of single and multi, the points of scale and matrix from low to high."""
    rows: tuple[Choice, ...] = ()
    """The rows of a matrix."""
    other: bool = False
    """True where single, multi and number also take an answer in own words."""
    diverging: bool = False
    """True where the points run from against to for, so that the middle means neither."""
    minimum: float | None = None
    maximum: float | None = None
    integer: bool = False
    earliest: date | None = None
    latest: date | None = None
    unit: Texts = field(default_factory=dict)
    lines: int = 3
    longest: int | None = None
    """The most characters that a text answer may have."""
    role: Role = Role.NONE
    publish: bool = True
    """False where the answers are for the organiser's eyes: they stand in no report."""

    def label_in(self, language: str = "") -> str:
        """The wording in `language`."""
        return text_in(self.label, language) or self.code

    def choice(self, code: str) -> Choice | None:
        """The choice of this code, if there is one."""
        return next((choice for choice in self.choices if choice.code == code), None)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names under which a form or a table row gives the answers: `code`, or `code.row` for a matrix."""
        if self.type is QuestionType.MATRIX:
            return tuple(f"{self.code}.{row.code}" for row in self.rows)
        return (self.code, f"{self.code}.{OTHER}") if self.other else (self.code,)


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are asked together."""

    code: str
    title: Texts
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """One version of a questionnaire."""

    id: str
    languages: tuple[str, ...]
    """The first is the language it was written in."""
    title: Texts
    pages: tuple[Page, ...]
    intro: Texts = field(default_factory=dict)
    version: int = 0
    """0 while it is only a draft in a file, then 1, 2, … as published."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order in which they are asked."""
        return tuple(question for page in self.pages for question in page.questions)

    def question(self, code: str) -> Question | None:
        """The question of this code, if there is one."""
        return next((question for question in self.questions if question.code == code), None)

    def title_in(self, language: str = "") -> str:
        """The title in `language`."""
        return text_in(self.title, language) or self.id
