"""What the same respondent answered in an earlier wave: in words beside each field, and as fields to be taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from consult.i18n import number, text_in
from consult.model.answer_places import by_place, place_of
from consult.model.missing_reasons import reason_label
from consult.model.prefilling import raw_of
from consult.model.question import OTHER, Cell, Question, QuestionType
from consult.model.response import REASONS, Answer, Place
from consult.model.survey import Survey
from consult.model.typed_values import day_in_words


@dataclass(frozen=True)
class Previous:
    """The answers of one respondent in an earlier wave, as `survey` means them now; false where nothing was answered."""

    survey: Survey
    wave: str = ""
    answers: tuple[Answer, ...] = ()

    def __bool__(self) -> bool:
        return any(answer.missing is None or answer.missing in REASONS for answer in self.answers)

    @cached_property
    def raw(self) -> dict[str, str | list[str]]:
        """The fields of a form that would give the same answers again, as far as the survey still takes them."""
        return raw_of(self.survey, self.answers)

    @cached_property
    def _cells(self) -> Mapping[str, tuple[Question, Cell]]:
        """Name of a field → its question and cell."""
        questions = self.survey.questions
        return {name: (question, cell) for question in questions for cell in question.cells for name in cell.names}

    def of(self, question: Question) -> bool:
        """Whether anything was answered to `question`."""
        return any(self.words(cell.name) for cell in question.cells)

    def words(self, field: str, language: str = "", *, unit: bool = True) -> str:
        """What stood in a field, as people of the current language read it: labels in `language`, figures with their `unit`.

        A reason why there was no figure counts as an answer. Empty where nothing was answered or asked.
        """
        if field not in self._cells:
            return ""
        question, cell = self._cells[field]
        here = self._given.get(place_of(question, cell), ())
        if question.type is QuestionType.RANKING:
            ranked = sorted((answer.number, answer.row) for answer in here if answer.number is not None)
            return " > ".join(_label(question, code, language) for _rank, code in ranked)
        codes = [choice.code for choice in cell.question.choices if choice.code != OTHER]
        in_order = sorted(here, key=lambda answer: codes.index(answer.code) if answer.code in codes else len(codes))
        return ", ".join(filter(None, (_in_words(cell.question, answer, language, unit) for answer in in_order)))

    @cached_property
    def _given(self) -> Mapping[Place, Sequence[Answer]]:
        return by_place(self.survey.questions, self.answers)


def _in_words(asked: Question, answer: Answer, language: str, unit: bool) -> str:
    """One answer; empty where it has no value and no reason for that."""
    if answer.missing is not None:
        return reason_label(answer.missing, language) if answer.missing in REASONS else ""
    if answer.number is not None:
        # The unit belongs to its figure: no line ends between them.
        parts = number(answer.number), text_in(asked.unit, language) if unit else ""
        return "\N{NO-BREAK SPACE}".join(filter(None, parts))
    if asked.type is QuestionType.FILE:
        return answer.text or ""
    if answer.code:
        label = "" if answer.code == OTHER and answer.text else _label(asked, answer.code, language)
        return label or answer.text or ""
    return day_in_words(answer.text or "") if asked.type is QuestionType.DATE else answer.text or ""


def _label(question: Question, code: str, language: str) -> str:
    choice = question.choice(code)
    return choice.label_in(language) if choice else code
