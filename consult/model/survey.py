"""A survey: one versioned questionnaire, made of pages of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from consult.i18n import text_in
from consult.model.question import Question, Texts


class Identity(StrEnum):
    """What a response tells of who gave it. It is promised to respondents, so it never changes once published."""

    ANONYMOUS = "anonymous"
    """Nobody can tell: who was invited and what was answered share neither a key nor a time."""
    TOKEN = "token"
    """The response carries the register's code of the one who was invited, but no report names it."""
    NAMED = "named"
    """The response carries the register's code, and reports may name the organisation."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What became of something in an earlier version, so that old answers are read as the new version means them.

    Exactly one of the parts is used. Entries stay in the file for ever; they apply to answers of versions before the one
    that they first stand in.
    """

    rename: Mapping[str, str] = field(default_factory=dict)
    """Old code of a question → its new code."""
    recode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Question → old code of a choice, row or column → its new code; several old ones may become one."""
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Question that is left → the questions whose answers it takes over."""
    retire: tuple[str, ...] = ()
    """Questions that are asked no more; their answers stay in exports and reports of their time."""
    reworded: tuple[str, ...] = ()
    """Questions, or `question.choice`, whose new wording means the same as the old one."""


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are asked together."""

    code: str
    title: Texts
    questions: tuple[Question, ...]
    show_if: str = ""
    """The page is shown where this expression is true; always where it is empty."""


@dataclass(frozen=True, slots=True)
class Survey:
    """One version of a questionnaire."""

    id: str
    languages: tuple[str, ...]
    """The first is the language it was written in."""
    title: Texts
    pages: tuple[Page, ...]
    intro: Texts = field(default_factory=dict)
    identity: Identity = Identity.ANONYMOUS
    change: float | None = None
    """From which share of the figure of the wave before, up or down, a changed figure is asked about: 0.25 is a quarter."""
    migrations: tuple[Migration, ...] = ()
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
