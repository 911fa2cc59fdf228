"""Responses side by side, question by question, as the newest version of the survey means them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.i18n import N_, _
from consult.model.flag import Sign
from consult.model.question import Question, QuestionType
from consult.model.response import Answer, Missing, Response, Review
from consult.service import collecting, told_answers
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.service.reading_over import facts
from consult.service.shown_wording import shown

MOST = 40
"""Responses that are compared at once; nobody looks through more columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One of the responses that are compared."""

    id: str
    review: Review
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the survey: what each of the responses has there, empty where nothing was asked."""

    code: str
    number: int
    """Of the question, as on the form; 0 where it has none."""
    label: str
    place: str
    """In words; empty where the question has one place only."""
    cells: tuple[str, ...]
    alike: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Responses as columns, places of the survey as rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return sum(not row.alike for row in self.rows)


_REASONS = {
    Sign.SAME_RESPONDENT: N_("the same respondent as {id}"),
    Sign.SAME_ANSWERS: N_("duplicate of {id}"),
    Sign.SAME_TEXT: N_("the same text as {id}"),
    Sign.NEAR_TEXT: N_("nearly the same text as {id}"),
    Sign.STRAIGHT_LINE: N_("all rows alike"),
    Sign.HASTE: N_("filled in haste"),
}


def proposed_reason(sign: Sign | None, other: str) -> str:
    """Why a response may be excluded beside the one called `other`; a person changes it where it is not so."""
    return _(_REASONS[sign] if sign else N_("duplicate of {id}")).format(id=other)


def short_id(id_: str) -> str:
    """The end of an id, which tells no time; enough for a person to tell responses apart."""
    return f"…{id_[-6:]}"


def compare(consultation: Consultation, ids: Sequence[str], language: str = "") -> Comparison:
    """The responses of these ids beside one another; they are of one survey. Raises NotFoundError."""
    found = [collecting.show(consultation, id_) for id_ in ids]
    past = history(consultation, found[0][1].survey)
    given = [past.current(response) for _survey, response in found]
    columns = tuple(
        Column(response.id, response.review, tuple(facts(consultation, survey, response))) for survey, response in found
    )
    return Comparison(columns, tuple(_rows(shown(past.survey).questions, given, language)))


def _why_not(place: told_answers.Place, answers: Sequence[Answer], language: str) -> str:
    """Why a response has nothing in a place in which another one has: `answers` are all that it has to the question."""
    reasons = {answer.missing for answer in answers}
    if reasons == {Missing.NOT_REACHED}:
        return told_answers.missing_words(Missing.NOT_REACHED, language)
    added = bool(place[2]) and bool(answers)  # a further instance was there to be added
    return told_answers.missing_words(Missing.BLANK, language) if added or reasons == {Missing.BLANK} else ""


def _rows(questions: Sequence[Question], given: Sequence[Response], language: str) -> Iterator[Row]:
    n = 0
    for question in questions:
        if question.type is QuestionType.NOTE:
            continue
        n += question.type is not QuestionType.COMPUTED
        at = 0 if question.type is QuestionType.COMPUTED else n
        here = [[answer for answer in response.answers if answer.question == question.code] for response in given]
        by_place = [told_answers.places(question, answers) for answers in here]
        for place in dict.fromkeys(place for places in by_place for place in places):
            cells = [places.get(place, []) for places in by_place]
            told = tuple(
                told_answers.told(question, place, some, language) if some else _why_not(place, answers, language)
                for some, answers in zip(cells, here, strict=True)
            )
            alike = all(set(answers) == set(cells[0]) for answers in cells)
            name = told_answers.place_name(question, place, language)
            yield Row(question.code, at, question.label_in(language), name, told, alike)
