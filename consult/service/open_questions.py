"""Where people answer in own words: text questions, and the text fields of questions that can be answered several times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consult.model.question import Question, QuestionType
from consult.model.response import Answer
from consult.model.survey import Survey
from consult.service import defining, versioning
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.store import question_codes, responses, reviews, themes
from consult.store.themes import Match, Place, Run


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A text question, or a text field of a repeat."""

    question: Question
    field: Question | None = None

    @property
    def code(self) -> str:
        """The name under which its themes are kept and asked for: `wish`, or `plans.text`."""
        return f"{self.question.code}.{self.field.code}" if self.field else self.question.code

    @property
    def wording(self) -> str:
        """How it is asked, in all languages."""
        asked = (self.question, self.field) if self.field else (self.question,)
        return " ".join(text for one in asked for text in one.label.values())


def open_questions(survey: Survey) -> list[OpenQuestion]:
    """All of a survey, in the order in which they are asked."""
    return [asked for question in survey.questions for asked in _open(question)]


def _open(question: Question) -> Iterator[OpenQuestion]:
    if question.type is QuestionType.TEXT:
        yield OpenQuestion(question)
    elif question.type is QuestionType.REPEAT:
        yield from (OpenQuestion(question, part) for part in question.parts if part.type is QuestionType.TEXT)


def texts(consultation: Consultation, survey: str, asked: OpenQuestion) -> list[tuple[Place, str]]:
    """Place and text of every answer, also of those given under an earlier code; excluded responses are left out."""
    if not asked.field:
        return [((response, 0), text) for response, text in versioning.texts(consultation, survey, asked.code)]
    past, code = history(consultation, survey), asked.question.code
    excluded = reviews.excluded(consultation.database, survey)
    given = question_codes.answers_to(consultation.database, survey, {*past.former_codes(code), code})
    return [
        ((response, instance), text)
        for response, version, answers in given
        if response not in excluded
        for instance, text in _texts(past.current_answers(version, answers), asked.code).items()
    ]


def spoken(consultation: Consultation) -> dict[tuple[str, str], list[str]]:
    """Survey and question → its open answers, personal details masked; and under an empty code the wordings of the survey."""
    from consult.analysis.privacy import mask_personal

    found: dict[tuple[str, str], list[str]] = {}
    for name in defining.published(consultation):
        survey = defining.current(consultation, name)
        for asked in open_questions(survey):
            found[name, asked.code] = [mask_personal(text, " ") for _place, text in texts(consultation, name, asked)]
        found[name, ""] = [
            text
            for whole in survey.questions
            for question in (whole, *whole.parts)
            for texts_ in (question.label, question.hint, *(choice.label for choice in (*question.choices, *question.rows)))
            for text in [texts_.get(survey.languages[0], "")]
            if text
        ]
    return found


def matches(consultation: Consultation, run: Run) -> list[Match]:
    """Which answers stand in the themes of a run: those whose response still counts and whose text it saw."""
    changed = reworded(consultation, run)
    return [match for match in themes.matches(consultation.database, run.survey, run.question) if match.place not in changed]


def reworded(consultation: Consultation, run: Run) -> set[Place]:
    """The places whose text was corrected, added or taken out after the run; the times of a repeat may have moved up."""
    past = history(consultation, run.survey)
    found: set[Place] = set()
    for response, version, revision in themes.corrected_since(consultation.database, run):
        then, now = (
            _texts(past.current_answers(version, responses.answers_of(consultation.database, response, number)), run.question)
            for number in (revision, None)
        )
        found |= {(response, instance) for instance in then.keys() | now.keys() if then.get(instance) != now.get(instance)}
    return found


def _texts(answers: Iterable[Answer], name: str) -> dict[int, str]:
    """Which time a repeat was answered (0 for a plain question) → what was written there."""
    question, _dot, field = name.partition(".")
    return {
        answer.instance: answer.text
        for answer in answers
        if answer.question == question and answer.column == field and answer.text and answer.code is None
    }
