"""One response to be read: page by page in words, with what is known of it and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from consult.i18n import _, day, moment, number
from consult.model.question import Question, QuestionType
from consult.model.response import Answer, Response, Review
from consult.model.survey import Identity, Survey
from consult.service import collecting, told_answers
from consult.service.consultation import Consultation
from consult.service.history import definition, history
from consult.service.reviewing import Reviewed, Revision, reviews_of, revisions_of
from consult.service.shown_wording import shown
from consult.service.told_answers import Standing
from consult.store import response_list, responses
from consult.store import surveys as stored_surveys

__all__ = ["Change", "ReadPage", "ReadQuestion", "Revised", "WholeResponse", "differences", "facts", "read"]


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question with its answer in words."""

    code: str
    number: int
    """As on the form; 0 for figures that are computed."""
    label: str
    standing: Standing
    lines: tuple[tuple[str, str], ...]
    """Place in words, empty where there is only one, and what stands there."""
    type: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Questions that were asked together."""

    title: str
    questions: tuple[ReadQuestion, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction changed in one place."""

    question: str
    label: str
    place: str
    """In words; empty where the question has one place only."""
    old: str
    """Empty where nothing was asked there."""
    new: str


@dataclass(frozen=True, slots=True)
class Revised:
    """A correction and what it changed."""

    revision: Revision
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class WholeResponse:
    """A response as it is read."""

    id: str
    review: Review
    pages: tuple[ReadPage, ...]
    facts: tuple[tuple[str, str], ...]
    """Name and value, in words."""
    reviews: tuple[Reviewed, ...]
    revisions: tuple[Revised, ...]
    answered: int
    """Questions that are answered wholly."""
    partly: int
    asked: int
    """All questions that were asked; what is computed is none."""
    anonymous: bool = False
    """Whether of all that happened to it the day alone is told."""


def read(consultation: Consultation, id_: str, language: str = "") -> WholeResponse:
    """The response of this id, in the words of the version that was answered. Raises NotFoundError."""
    survey, found = collecting.show(consultation, id_)
    past = history(consultation, found.survey)
    pages = tuple(_pages(shown(survey), shown(past.survey), found, language))
    revisions = revisions_of(consultation, found.id)
    stand = Counter(one.standing for page in pages for one in page.questions if one.type != QuestionType.COMPUTED.value)
    return WholeResponse(
        found.id, found.review, pages, tuple(facts(consultation, survey, found)),
        tuple(reviews_of(consultation, found.id)),
        tuple(Revised(one, _changes(consultation, found, one.number, language)) for one in revisions),
        stand[Standing.ANSWERED], stand[Standing.PARTLY], stand.total() - stand[Standing.NOT_ASKED],
        survey.identity is Identity.ANONYMOUS,
    )  # fmt: skip


def _pages(survey: Survey, ever_asked: Survey, found: Response, language: str) -> Iterator[ReadPage]:
    given: dict[str, list[Answer]] = {}
    for answer in found.answers:
        given.setdefault(answer.question, []).append(answer)
    n = 0
    for page in survey.pages:
        questions = []
        for question in page.questions:
            if question.type is QuestionType.NOTE:
                continue
            n += question.type is not QuestionType.COMPUTED
            at = 0 if question.type is QuestionType.COMPUTED else n
            questions.append(_read_question(question, at, given.pop(question.code, []), language))
        yield ReadPage(page.title.get(language) or next(iter(page.title.values()), ""), tuple(questions))
    later = [question for question in ever_asked.questions if question.code in given]
    if later:  # what came with a table, or a correction, from a version that was not answered
        questions = [_read_question(question, 0, given[question.code], language) for question in later]
        yield ReadPage(_("Asked in other versions"), tuple(questions))


def _read_question(question: Question, n: int, answers: list[Answer], language: str) -> ReadQuestion:
    lines = tuple(told_answers.lines(question, answers, language))
    return ReadQuestion(question.code, n, question.label_in(language), told_answers.standing(answers), lines, question.type.value)


def facts(consultation: Consultation, survey: Survey, found: Response) -> Iterator[tuple[str, str]]:
    """What is known of a response beside its answers. Of an anonymous survey the day alone, no time and no receipt."""
    anonymous = survey.identity is Identity.ANONYMOUS
    if found.submitted_at:
        told = day(found.submitted_at) if anonymous else moment(found.submitted_at)
        yield _("Submitted"), told
    channel = collecting.channel_name(found.channel)
    yield _("Channel"), channel
    yield _("Version"), number(found.version)
    if found.wave:
        yield _("Wave"), found.wave
    if found.respondent and not anonymous:
        yield _("Respondent"), found.respondent
    if found.seconds is not None and not anonymous:
        minutes, seconds = divmod(found.seconds, 60)
        yield _("Time"), _("{minutes} min {seconds} s").format(minutes=number(minutes), seconds=seconds)
    if found.paper:
        told = ", ".join(filter(None, (found.paper.batch, _("no. {number}").format(number=found.paper.number))))
        yield _("Paper form"), told
        yield _("Typed in by"), found.paper.typed_by
    receipt = "" if anonymous else response_list.receipt(consultation.database, found.id)
    if receipt:
        yield _("Receipt"), receipt


def _changes(consultation: Consultation, found: Response, n: int, language: str) -> tuple[Change, ...]:
    before, after = (responses.answers_of(consultation.database, found.id, one) for one in (n - 1, n))
    versions = {one.version: one for one in stored_surveys.versions(consultation.database, found.survey)}
    own = shown(definition(versions[found.version]))
    return differences(own, shown(history(consultation, found.survey).survey), before, after, language)


def differences(
    survey: Survey, ever_asked: Survey, before: tuple[Answer, ...], after: tuple[Answer, ...], language: str = ""
) -> tuple[Change, ...]:
    """What differs between two sets of answers to `survey`, place by place in its order; `ever_asked` names what it has not."""
    own = {question.code for question in survey.questions}
    found: list[Change] = []
    for question in (*survey.questions, *(one for one in ever_asked.questions if one.code not in own)):
        old, new = ([answer for answer in some if answer.question == question.code] for some in (before, after))
        if set(old) != set(new):
            found += _differences(question, old, new, language)
    return tuple(found)


def _differences(question: Question, old: list[Answer], new: list[Answer], language: str) -> Iterator[Change]:
    were, are = told_answers.places(question, old), told_answers.places(question, new)
    for place in dict.fromkeys((*were, *are)):
        some, others = were.get(place, []), are.get(place, [])
        if set(some) != set(others):
            told = [told_answers.told(question, place, answers, language) for answers in (some, others)]
            name = told_answers.place_name(question, place, language)
            yield Change(question.code, question.label_in(language), name, told[0], told[1])
