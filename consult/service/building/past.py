"""What earlier versions of a survey had: codes that are taken for ever, questions that may have answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from consult.model.question import Question
from consult.model.survey import Survey
from consult.service.consultation import Consultation
from consult.service.history import definition
from consult.store import surveys


@dataclass(frozen=True)
class Past:
    """The published versions of a survey, oldest first; none for a new one."""

    versions: tuple[Survey, ...] = field(default=(), repr=False)

    @staticmethod
    def of(consultation: Consultation, name: str) -> Past:
        """What was published of the survey of this name."""
        return Past(tuple(map(definition, surveys.versions(consultation.database, name))))

    @property
    def last(self) -> Survey | None:
        """The version that answers are collected for."""
        return self.versions[-1] if self.versions else None

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that a question, or a part of one as `question/part`, ever had."""
        return frozenset(code for survey in self.versions for question in survey.questions for code in _codes(question))

    def choices(self, question: str) -> frozenset[str]:
        """Every code that a choice, row or side of the question ever had."""
        asked = [found for survey in self.versions if (found := self._at(survey, question)) is not None]
        return frozenset(choice.code for one in asked for choice in (*one.choices, *one.rows, *one.sides))

    def question(self, place: str) -> Question | None:
        """The question or part of the last version at this place."""
        return self._at(self.last, place) if self.last else None

    @staticmethod
    def _at(survey: Survey, place: str) -> Question | None:
        code, _slash, part = place.partition("/")
        question = survey.question(code)
        return question.part(part) if question and part else question


def _codes(question: Question) -> Iterator[str]:
    yield question.code
    yield from (f"{question.code}/{part.code}" for part in question.parts)
