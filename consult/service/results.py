"""Results: everything that a report tells, counted from the answers as they are now."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import consult
from consult.analysis.privacy import mask_personal
from consult.analysis.tallies import tally
from consult.i18n import _, text_in, using
from consult.model.checking import fold
from consult.model.question import Question, QuestionType, Role
from consult.model.response import Answer, Channel, Response
from consult.model.results import (
    Bar,
    ConsultationResult,
    Distribution,
    PageResult,
    QuestionResult,
    Source,
    SurveyResult,
    TextSummary,
    ThemeSummary,
    Turnout,
)  # fmt: skip
from consult.model.survey import Survey
from consult.service import defining
from consult.service.collecting import channel_name
from consult.service.consultation import Consultation
from consult.service.import_notes import notes_on_imports
from consult.store import responses, surveys, themes

_MOST_QUOTES = 3


def results(consultation: Consultation, language: str) -> ConsultationResult:
    """All results with labels in `language`."""
    with using(language):
        found: list[SurveyResult] = []
        moments: list[datetime] = []
        contents: list[str] = []
        for name in defining.published(consultation):
            given = list(responses.responses(consultation.database, name))
            contents.extend(map(_content, given))
            moments.extend(response.submitted_at for response in given if response.submitted_at)
            found.append(_survey_result(consultation, name, given, language))
        settings = consultation.settings
        return ConsultationResult(
            title=text_in(settings.title, language), organiser=text_in(settings.organiser, language), language=language,
            aims=tuple(text_in(aim, language) for aim in settings.aims), surveys=tuple(found),
            data_until=max(moments, default=None),
            tool=f"Consult {consult.__version__}", fingerprint=_fingerprint(contents), notice=text_in(settings.notice, language),
            contact=settings.contact,
        )  # fmt: skip


def _content(response: Response) -> str:
    """What was answered, without the ids that differ from one reading of a table to the next."""
    answers = sorted((a.question, a.row, a.code or "", repr(a.number), a.text or "", a.missing or "") for a in response.answers)
    return repr((response.survey, str(response.submitted_at or ""), answers))


def _fingerprint(contents: Sequence[str]) -> str:
    """SHA-256 over the content of all responses, whatever their order."""
    return hashlib.sha256("\n".join(sorted(contents)).encode("utf-8", "surrogatepass")).hexdigest()


def _survey_result(consultation: Consultation, name: str, given: Sequence[Response], language: str) -> SurveyResult:
    version = surveys.versions(consultation.database, name)[-1]
    survey = defining.from_published(version)
    by_question = _by_question(given)
    pages = tuple(
        PageResult(
            text_in(page.title, language),
            tuple(
                _question_result(consultation, survey, question, by_question[question.code], language)
                for question in page.questions
                if question.publish and not question.role
            ),
        )
        for page in survey.pages
    )
    return SurveyResult(
        id=name, title=survey.title_in(language), intro=text_in(survey.intro, language), version=version.version,
        sha256=version.sha256, turnout=_turnout(consultation, survey, given, by_question, language),
        pages=tuple(page for page in pages if page.questions), sources=_sources(consultation, name),
        notes=notes_on_imports(consultation, name),
    )  # fmt: skip


_ByQuestion = Mapping[str, list[tuple[str, list[Answer]]]]
"""Question code → for every response that was asked it, the id of the response and its answers."""


def _by_question(given: Iterable[Response]) -> _ByQuestion:
    found: dict[str, list[tuple[str, list[Answer]]]] = defaultdict(list)
    for response in given:
        cells: dict[str, list[Answer]] = defaultdict(list)
        for answer in response.answers:
            cells[answer.question].append(answer)
        for code, answers in cells.items():
            found[code].append((response.id, answers))
    return found


def _question_result(
    consultation: Consultation, survey: Survey, question: Question, given: Sequence[tuple[str, list[Answer]]], language: str
) -> QuestionResult:
    result = (
        _text_summary(consultation, survey, question, given)
        if question.type is QuestionType.TEXT
        else tally(question, [answers for _id, answers in given], language, _("Another answer"))
    )
    hint = text_in(question.hint, language)
    return QuestionResult(question.code, question.label_in(language), hint, question.type.value, question.required, result)


def _text_summary(
    consultation: Consultation, survey: Survey, question: Question, given: Sequence[tuple[str, list[Answer]]]
) -> TextSummary:
    from consult.analysis.text import is_non_answer

    texts = {id_: answer.text for id_, answers in given for answer in answers if answer.text}
    silent = {id_ for id_, text in texts.items() if is_non_answer(text)}
    run = themes.run(consultation.database, survey.id, question.code)
    matches = [m for m in themes.matches(consultation.database, survey.id, question.code) if m.response in texts]
    later = responses.received_after(consultation.database, survey.id, run.made_at) & set(texts) if run else set()
    later -= {match.response for match in matches}
    silent -= {match.response for match in matches} | later
    found = _theme_summaries(consultation, survey, question, texts, matches)
    telling = [text for id_, text in texts.items() if id_ not in silent]
    note = "" if run else _("Nobody has looked for themes in these answers yet.")
    if found and run and run.parameters.get("weak"):
        note = _("These groups are loose: take them for a first sorting, not for a finding.")
    return TextSummary(
        n=len(texts), blank=len(given) - len(texts), themes=found, non_answers=len(silent),
        unthemed=len(texts) - len(silent) - len(later) - len({match.response for match in matches}), later=len(later),
        distinct=_distinct(run, telling),
        stability=run.stability if run else None, note=note,
        examples=() if found else tuple(map(_quote, _few(telling))),
    )  # fmt: skip


def _distinct(run: themes.Run | None, texts: Sequence[str]) -> int:
    """How many answers differ: near-identical ones counted once where themes were looked for, else only equal ones."""
    known = run.parameters.get("distinct") if run else None
    return known if isinstance(known, int) else len({fold(text) for text in texts})


def _few(texts: Sequence[str], most: int = 12) -> list[str]:
    """A few answers, spread evenly over all, each once."""
    once = list(dict.fromkeys(texts))
    step = max(1, -(-len(once) // most))
    return once[::step]


def _theme_summaries(
    consultation: Consultation, survey: Survey, question: Question, texts: Mapping[str, str], matches: Sequence[themes.Match]
) -> tuple[ThemeSummary, ...]:
    summaries = []
    for theme in themes.themes(consultation.database, survey.id, question.code):
        count = sum(match.theme == theme.id for match in matches)
        quotes = tuple(_quote(texts[id_]) for id_ in theme.quotes[:_MOST_QUOTES] if id_ in texts)
        summaries.append(ThemeSummary(theme.id, theme.label, theme.keywords, count, count / len(texts) if texts else 0, quotes))
    return tuple(sorted(summaries, key=lambda summary: -summary.count))


def _quote(text: str) -> str:
    """An answer fit to be printed: on one line, with personal details masked."""
    return mask_personal(" ".join(text.split()), "[…]")


def _turnout(
    consultation: Consultation, survey: Survey, given: Sequence[Response], by_question: _ByQuestion, language: str
) -> Turnout:
    moments = [response.submitted_at for response in given if response.submitted_at]
    n = len(given)
    counts = {channel: sum(response.channel is channel for response in given) for channel in Channel}
    bars = tuple(
        Bar(channel.value, _capital(channel_name(channel)), count, count / n) for channel, count in counts.items() if count
    )
    about = tuple(
        _question_result(consultation, survey, question, by_question[question.code], language)
        for question in survey.questions
        if question.publish and question.role is not Role.NONE
    )
    spread = Distribution("channel", _("Channel"), bars, n, 0)
    return Turnout(n, min(moments, default=None), max(moments, default=None), spread, about, n - len(moments))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sources(consultation: Consultation, survey: str) -> tuple[Source, ...]:
    return tuple(
        Source(table.name, table.sha256, table.rows, datetime.fromisoformat(table.imported_at).replace(tzinfo=None))
        for table in responses.imports(consultation.database, survey)
    )
