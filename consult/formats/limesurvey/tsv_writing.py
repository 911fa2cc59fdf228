"""A Survey to the tab-separated survey structure of LimeSurvey, which its import takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from consult.formats.limesurvey import choices_writing, tables_writing, types_writing
from consult.formats.limesurvey.checks_writing import add_checks, add_filters
from consult.formats.limesurvey.hints import hints_of
from consult.formats.limesurvey.outgoing import Outgoing
from consult.formats.limesurvey.source import Source, SourceChoice, SourceGroup, SourceQuestion
from consult.i18n import _
from consult.model.question import Question, QuestionType
from consult.model.survey import Identity, Survey

_WRITERS: Mapping[QuestionType, types_writing.Writing] = {
    **types_writing.PLAIN, QuestionType.RANKING: choices_writing.ranking, QuestionType.ALLOCATION: choices_writing.allocation,
    QuestionType.MATRIX: choices_writing.matrix, QuestionType.TABLE: tables_writing.table,
    QuestionType.REPEAT: types_writing.repeat, QuestionType.FILE: types_writing.file, QuestionType.NOTE: types_writing.note,
    QuestionType.COMPUTED: types_writing.computed,
}  # fmt: skip
_COLUMNS = (
    "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A survey as LimeSurvey takes it."""

    content: bytes
    rename: Mapping[str, str] = field(default_factory=dict)
    """Code here → code there, where they differ: questions as `q`, choices, rows and columns as `q.code`."""
    notes: tuple[str, ...] = ()
    """What LimeSurvey cannot say, a sentence each."""


def write(survey: Survey) -> Written:
    """The survey as the text file that LimeSurvey imports; nothing is left out silently."""
    out = Outgoing(survey.languages)
    source = Source(survey.id, _settings(survey), _texts(survey, out))
    for page in survey.pages:
        relevance = out.condition(page.show_if, page.code)
        title = out.html(page.title, page.code) or dict.fromkeys(survey.languages, page.code)
        group = SourceGroup(page.code, title, relevance=relevance)
        for question in page.questions:
            group.questions += _question(question, out)
        source.groups.append(group)
    _note_lost(survey, out)
    return Written(_content(source, survey.languages), out.rename, tuple(out.notes.told()))


def _settings(survey: Survey) -> dict[str, str]:
    return {
        "language": survey.languages[0],
        "additional_languages": " ".join(survey.languages[1:]),
        "format": "G",
        "anonymized": "Y" if survey.identity is Identity.ANONYMOUS else "N",
        "usetokens": "N" if survey.identity is Identity.ANONYMOUS else "Y",
    }


def _texts(survey: Survey, out: Outgoing) -> dict[str, dict[str, str]]:
    return {"surveyls_title": out.html(survey.title), "surveyls_welcometext": out.html(survey.intro, survey.id)}


def _question(question: Question, out: Outgoing) -> list[SourceQuestion]:
    code = out.code(question.code, question.code)
    relevance = out.condition(question.show_if, question.code)
    found = _WRITERS[question.type](question, code, out)
    if question.type is QuestionType.REPEAT:
        out.rename.pop(question.code, None)
    for source in found:
        both = [part for part in (relevance, source.relevance) if part not in ("", "1")]
        source.relevance = both[0] if len(both) == 1 else " and ".join(f"({part})" for part in both) or "1"
        hints = hints_of(question)
        if hints:
            source.attributes["cssclass"] = {"": hints}
    if found:
        add_filters(question, found[0], out)
        add_checks(question, found[0], out)
    return found


def _note_lost(survey: Survey, out: Outgoing) -> None:
    if survey.identity is Identity.NAMED:
        out.notes.add(_("that reports may name organisations is not said in LimeSurvey; respondents must be told"))
    if survey.migrations or survey.change is not None:
        out.notes.add(_("what became of earlier versions and waves is left out"))
    for question in survey.questions:
        for one in (question, *question.parts):
            if one.reasons:
                out.notes.add(_("missing reasons such as “not known” cannot be given there"), question.code)
        attributes = any(choice.attributes for choice in (*question.choices, *question.rows))
        if attributes:
            out.notes.add(_("the further columns of its list are left out"), question.code)


def _content(source: Source, languages: tuple[str, ...]) -> bytes:
    attributes = sorted({name for question in source.questions for name in question.attributes})
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    columns = (*_COLUMNS, *attributes)
    writer.writerow(columns)
    for row in _rows(source, languages):
        writer.writerow([row.get(column, "") for column in columns])
    return out.getvalue().encode("utf-8-sig", "replace")


_Row = dict[str, str]


def _rows(source: Source, languages: tuple[str, ...]) -> Iterator[_Row]:
    """Settings, then everything in the first language, then everything in each of the others, in the same order."""
    for name, text in source.settings.items():
        if text:
            yield {"class": "S", "name": name, "text": text}
    for language in languages:
        for name, texts in source.texts.items():
            if texts.get(language):
                yield {"class": "SL", "name": name, "text": texts[language], "language": language}
    for language in languages:
        for group in source.groups:
            yield {
                "class": "G", "type/scale": group.key, "name": group.names.get(language, ""), "relevance": group.relevance or "1",
                "text": group.descriptions.get(language, ""), "language": language,
            }  # fmt: skip
            for question in group.questions:
                yield from _question_rows(question, language)


def _question_rows(question: SourceQuestion, language: str) -> Iterator[_Row]:
    row = {
        "class": "Q", "type/scale": question.type, "name": question.code, "relevance": question.relevance or "1",
        "text": question.texts.get(language, ""), "help": question.helps.get(language, ""), "language": language,
        "validation": question.validation, "mandatory": question.mandatory, "other": "Y" if question.other else "N",
    }  # fmt: skip
    told = {name: values.get(language, values.get("", "")) for name, values in question.attributes.items()}
    yield row | {name: value for name, value in told.items() if value}
    for kind, choices in (("SQ", question.subquestions), ("A", question.answers)):
        for choice in choices:
            yield _choice_row(kind, choice, language)


def _choice_row(kind: str, choice: SourceChoice, language: str) -> _Row:
    return {
        "class": kind, "type/scale": str(choice.scale), "name": choice.code, "relevance": choice.relevance or "1",
        "text": choice.texts.get(language, ""), "language": language,
    }  # fmt: skip
