"""The answers of one person while they are being given: what stands in every field of the survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from consult.i18n import _
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.response import Raw
from consult.model.survey import Page, Survey


class State(Enum):
    """How far a question is answered. The value is the glyph that shows it."""

    EMPTY = "○"
    PARTLY = "◐"
    DONE = "✓"


class AnswerSheet:
    """The answers to `survey`, begun with those of an earlier `draft` that still fit it.

    `raw` holds the fields that were shown: an empty one was left blank, an absent one was not shown yet.
    """

    def __init__(self, survey: Survey, draft: Raw | None = None):
        self.survey = survey
        self.raw: dict[str, str | list[str]] = {}
        for question in survey.questions:
            for name in question.fields:
                if draft is not None and name in draft:
                    self.raw[name] = _fitting(question, name, draft[name])

    def show(self, page: Page) -> None:
        """Marks the questions of `page` as shown: what has no answer yet is blank from now on."""
        for question in page.questions:
            for name in question.fields:
                several = question.type is QuestionType.MULTI and name == question.code
                self.raw.setdefault(name, [] if several else "")

    def show_all(self) -> None:
        """Marks every question as shown."""
        for page in self.survey.pages:
            self.show(page)

    def put(self, values: Mapping[str, str | list[str]]) -> None:
        """Sets fields to new `values`."""
        self.raw.update(values)

    def text(self, name: str) -> str:
        """What stands in the field `name`; of several choices the first."""
        value = self.raw.get(name, "")
        return value if isinstance(value, str) else next(iter(value), "")

    def codes(self, name: str) -> list[str]:
        """The choices taken in the field `name`."""
        value = self.raw.get(name, "")
        return [*value] if not isinstance(value, str) else [value] if value else []

    def state(self, question: Question) -> State:
        """Whether `question` has an answer; a matrix may be answered partly."""
        filled = self.filled(question)
        return State.DONE if filled == places(question) else State.PARTLY if filled else State.EMPTY

    def filled(self, question: Question) -> int:
        """How many cells of `question` have an answer: 0 or 1, or for a matrix up to its number of rows."""
        names = question.fields if question.type is QuestionType.MATRIX else (question.code,)
        return sum(any(text.strip() for text in self.codes(name)) for name in names)

    @property
    def answered(self) -> int:
        """How many questions have an answer, at least partly."""
        return sum(self.state(question) is not State.EMPTY for question in self.survey.questions)

    def without_own_words(self) -> list[Question]:
        """Questions where „other” was taken and nothing written beside it."""
        return [
            question
            for question in self.survey.questions
            if question.other and OTHER in self.codes(question.code) and not self.text(f"{question.code}.{OTHER}").strip()
        ]

    def question_at(self, place: str) -> Question | None:
        """The question that the field `place` belongs to."""
        return next((question for question in self.survey.questions if place in (question.code, *question.fields)), None)

    def told(self, question: Question, language: str) -> list[str]:
        """The answer to `question` as lines to read; none if there is no answer."""
        if question.type is QuestionType.MATRIX:
            rows = [(row, self.text(f"{question.code}.{row.code}")) for row in question.rows]
            return [f"{row.label_in(language)}: {label_of(question, code, language)}" for row, code in rows if code]
        if not question.choices:
            text = self.text(question.code).strip()
            unit = question.unit.get(language) or next(iter(question.unit.values()), "")
            return [f"{text} {unit}".strip()] if text else []
        return [self._told_choice(question, code, language) for code in self.codes(question.code)]

    def _told_choice(self, question: Question, code: str, language: str) -> str:
        label = label_of(question, code, language)
        words = self.text(f"{question.code}.{OTHER}").strip() if code == OTHER else ""
        return f"{label}: {words}" if words else label


def places(question: Question) -> int:
    """How many answers `question` asks for: one, or one for every row of a matrix."""
    return len(question.rows) if question.type is QuestionType.MATRIX else 1


def offered(question: Question, language: str) -> list[tuple[Choice, str]]:
    """The choices of `question` with their labels, „other” among them where own words are taken."""
    choices = [(choice, choice.label_in(language)) for choice in question.choices]
    if question.other and question.choice(OTHER) is None:
        choices.append((Choice(OTHER, {}), _("Other")))
    return choices


def label_of(question: Question, code: str, language: str) -> str:
    """The label of the choice `code` of `question`."""
    return next((label for choice, label in offered(question, language) if choice.code == code), code)


def _fitting(question: Question, name: str, value: str | Sequence[str]) -> str | list[str]:
    """`value` of a draft as the field `name` takes it; codes that are no longer on offer are dropped."""
    texts = [value] if isinstance(value, str) else [*value]
    own_words = question.other and name != question.code
    if question.choices and not own_words:
        known = {choice.code for choice in question.choices} | ({OTHER} if question.other else set())
        texts = [text for text in texts if text in known]
    if question.type is QuestionType.MULTI and name == question.code:
        return texts
    return texts[0] if texts else ""
