"""The fields of a paper form as a clerk sees them: what is asked where, under which number of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult.errors import Problem
from consult.model.clerk_keys import CHOOSING
from consult.model.question import OTHER, SILENT, Cell, Question, QuestionType
from consult.model.survey import Survey

Stored = str | list[str]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form that takes something typed."""

    name: str
    question: Question
    cell: Cell
    number: str
    """As on the paper: the question's place in the survey, and the place in it: 8.3."""
    own_words: bool = False

    @property
    def asks(self) -> Question:
        """What is asked there: the question, a column of the table, a field of the repeat."""
        return self.cell.question

    @property
    def is_text(self) -> bool:
        """Whether letters typed here are text."""
        return self.own_words or self.asks.type is QuestionType.TEXT

    @property
    def chooses(self) -> bool:
        """Whether it is answered from what is on offer."""
        return not self.own_words and self.asks.type in CHOOSING

    @property
    def takes_minus(self) -> bool:
        """Whether a minus sign may begin what is typed here."""
        figure = self.asks.type is QuestionType.NUMBER and (self.asks.other or (self.asks.minimum or 0) < 0)
        return self.is_text or figure


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the rows of a question."""

    question: Question
    number: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What was typed into a field and fits nothing."""

    typed: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """All that stands in a field at one moment."""

    name: str
    value: Stored
    note: str
    """Why it is unclear; empty where it is not."""
    unread: Unread | None


def fields_of(survey: Survey) -> Iterator[Field]:
    """Every place of `survey` that paper can have something in, in the order of the paper. Files are not typed."""
    asked = (question for question in survey.questions if question.type not in SILENT)
    for place, question in enumerate(asked, 1):
        cells = [cell for cell in question.cells if cell.question.type is not QuestionType.FILE]
        for nth, cell in enumerate(cells, 1):
            number = f"{place}.{nth}" if len(cells) > 1 or question.rows else str(place)
            yield Field(cell.name, question, cell, number)
            if cell.question.other and cell.question.type in CHOOSING:
                yield Field(f"{cell.name}.{OTHER}", question, cell, "", own_words=True)
