"""Results: everything that a report tells, counted from the answers as they are now."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

import consult
from consult.analysis.tallies import tally
from consult.i18n import _, text_in, using
from consult.model.question import Question, QuestionType, Role
from consult.model.question_results import QuestionResult, RepeatResult, Result
from consult.model.response import Answer, Response, Review
from consult.model.results import ConsultationResult, PageResult, Source, SurveyResult, VersionRead
from consult.model.survey import Page, Survey
from consult.model.versions.history import History
from consult.service import defining
from consult.service.consultation import Consultation
from consult.service.exchange.import_notes import notes_on_imports
from consult.service.history import history
from consult.service.reports.answer_work import answer_work
from consult.service.reports.shown_otherwise import ShownOtherwise, asked_as
from consult.service.reports.theme_results import repeat_with_themes, text_summary
from consult.service.reports.who_answered import turnout
from consult.service.shown_wording import shown
from consult.store import responses, reviews, surveys


def results(consultation: Consultation, language: str) -> ConsultationResult:
    """All results with labels in `language`. Excluded responses are in no figure but the count of what was excluded."""
    with using(language), _no_collecting():
        found: list[SurveyResult] = []
        moments: list[datetime] = []
        contents: list[str] = []
        for name in defining.published(consultation):
            given = list(responses.responses(consultation.database, name))
            counted = [response for response in given if response.review is not Review.EXCLUDED]
            contents.extend(map(_content, counted))
            moments.extend(response.submitted_at for response in counted if response.submitted_at)
            found.append(_survey_result(consultation, name, given, language))
        settings = consultation.settings
        return ConsultationResult(
            title=text_in(settings.title, language), organiser=text_in(settings.organiser, language), language=language,
            aims=tuple(text_in(aim, language) for aim in settings.aims), surveys=tuple(found),
            data_until=max(moments, default=None),
            tool=f"Consult {consult.__version__}", fingerprint=_fingerprint(contents), notice=text_in(settings.notice, language),
            contact=settings.contact,
        )  # fmt: skip


@contextmanager
def _no_collecting() -> Iterator[None]:
    """No search for cycles while millions of answers are held, of which none can be in one: it takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


_FIELDS = attrgetter("question", "row", "column", "instance", "code", "number", "text", "missing")


def _content(response: Response) -> str:
    """What was answered, without the ids that differ from one reading of a table to the next."""
    answers = list(map(_FIELDS, response.answers))
    try:
        answers.sort()
    except TypeError:  # a cell with a choice and without one: None has no place among texts
        answers.sort(key=repr)
    return repr((response.survey, str(response.submitted_at or ""), answers))


def _fingerprint(contents: Sequence[str]) -> str:
    """SHA-256 over the content of all responses, whatever their order."""
    return hashlib.sha256("\n".join(sorted(contents)).encode("utf-8", "surrogatepass")).hexdigest()


_Given = list[tuple[str, list[Answer]]]
"""For every response that was asked a question, the id of the response and its answers to it."""


@dataclass(frozen=True, slots=True)
class _Counting:
    """One survey while it is counted."""

    consultation: Consultation
    survey: Survey
    language: str
    by_question: Mapping[str, _Given]
    responses: int
    past: History
    otherwise: ShownOtherwise

    def result(self, question: Question) -> QuestionResult:
        given = self.by_question.get(question.code, [])
        result = self._told(replace(question, parts=tuple(filter(_has_result, question.parts))), given)
        found = QuestionResult(
            question.code, question.label_in(self.language), text_in(question.hint, self.language), question.type.value,
            question.required, result, len(given), self.responses, self._since(question.code),
        )  # fmt: skip
        return self.otherwise.told(found, (id_ for id_, _answers in given))

    def _told(self, question: Question, given: _Given) -> Result:
        if question.type is QuestionType.TEXT:
            return text_summary(self.consultation, self.survey.id, question, given)
        result = tally(question, [answers for _id, answers in given], self.language, _("Another answer"))
        if isinstance(result, RepeatResult):
            return repeat_with_themes(self.consultation, self.survey.id, question, given, result)
        return result

    def _since(self, code: str) -> int:
        """The version that asked it first; 0 where that is the first of all."""
        asked = self.past.asked(code)
        return asked[0] if asked and asked[0] != self.past.versions[0].version else 0

    def page(self, page: Page) -> PageResult:
        questions = (self.result(question) for question in page.questions if _has_result(question) and not question.role)
        return PageResult(text_in(page.title, self.language), tuple(questions))


def _has_result(question: Question) -> bool:
    """Notes ask nothing, and some answers are for the organiser alone."""
    return question.publish and question.type is not QuestionType.NOTE


def _survey_result(consultation: Consultation, name: str, given: Sequence[Response], language: str) -> SurveyResult:
    versions = surveys.versions(consultation.database, name)
    published = versions[-1]
    past = history(consultation, name)
    survey = shown(_latest_first(past))
    kept = [response for response in given if response.review is not Review.EXCLUDED]
    counted = [past.current(response) for response in kept]
    otherwise = ShownOtherwise(past, language, asked_as(past, kept))
    counting = _Counting(consultation, survey, language, _by_question(counted), len(counted), past, otherwise)
    about = tuple(counting.result(one) for one in survey.questions if _has_result(one) and one.role is not Role.NONE)
    pages = (counting.page(page) for page in survey.pages)
    return SurveyResult(
        id=name, title=survey.title_in(language), intro=text_in(survey.intro, language), version=published.version,
        sha256=published.sha256, turnout=turnout(given, reviews.exclusion_reasons(consultation.database, name), about),
        pages=tuple(page for page in pages if page.questions), sources=_sources(consultation, name),
        notes=notes_on_imports(consultation, name), versions=_versions_read(versions, counted),
        work=answer_work(consultation, name, given),
    )  # fmt: skip


def _versions_read(versions: Sequence[surveys.Published], counted: Iterable[Response]) -> tuple[VersionRead, ...]:
    """The versions with answers and the newest; nothing where all answers are to the newest."""
    given = Counter(response.version for response in counted)
    newest = versions[-1].version
    if not given.keys() - {newest}:
        return ()
    return tuple(VersionRead(one.version, one.sha256, given[one.version]) for one in versions if one.version in (newest, *given))


def _latest_first(past: History) -> Survey:
    """All that was ever asked; what only earlier versions asked stands on a page of its own at the end."""
    whole, asked = past.survey, {question.code for question in past.latest.questions}
    earlier = tuple(question for question in whole.questions if question.code not in asked)
    if not earlier:
        return whole
    pages = (replace(page, questions=tuple(one for one in page.questions if one.code in asked)) for page in whole.pages)
    title = dict.fromkeys(whole.languages, _("Asked in earlier versions only"))
    return replace(whole, pages=(*pages, Page("earlier", title, earlier)))


def _by_question(given: Iterable[Response]) -> Mapping[str, _Given]:
    found: dict[str, _Given] = defaultdict(list)
    for response in given:
        own: dict[str, list[Answer]] = {}
        for answer in response.answers:
            answers = own.get(answer.question)
            if answers is None:
                own[answer.question] = answers = []
                found[answer.question].append((response.id, answers))
            answers.append(answer)
    return found


def _sources(consultation: Consultation, survey: str) -> tuple[Source, ...]:
    return tuple(
        Source(table.name, table.sha256, table.rows, datetime.fromisoformat(table.imported_at).replace(tzinfo=None))
        for table in responses.imports(consultation.database, survey)
    )
