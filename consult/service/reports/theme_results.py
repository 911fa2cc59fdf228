"""What came of one open question: its themes as they were found and named, with quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from consult.analysis.open_answers import few, quote, written
from consult.analysis.repeats import instances
from consult.i18n import _
from consult.model.question import Question, QuestionType
from consult.model.question_results import RepeatResult
from consult.model.response import Answer
from consult.model.summaries import TextSummary, ThemeSummary
from consult.model.typed_values import fold
from consult.service.consultation import Consultation
from consult.service.open_questions import OpenQuestion, reworded
from consult.store import responses, themes
from consult.store.themes import Match, Place

_MOST_QUOTES = 3

Given = Sequence[tuple[str, Sequence[Answer]]]
"""For every response that was asked a question, the id of the response and its answers to it."""

_Placed = Sequence[tuple[Place, Sequence[Answer]]]


def text_summary(consultation: Consultation, survey: str, question: Question, given: Given) -> TextSummary:
    """The themes of an open question; a few examples where nobody looked for themes or none were found."""
    return _summary(consultation, survey, question.code, [((id_, 0), answers) for id_, answers in given])


def repeat_with_themes(
    consultation: Consultation, survey: str, repeat: Question, given: Given, result: RepeatResult
) -> RepeatResult:
    """The result of a repeat with the themes of its text fields, in which every time that it was answered is one answer."""
    told = {part.code: part for part in repeat.parts if part.type is QuestionType.TEXT}
    filled = [(id_, cells) for id_, answers in given for cells in instances(answers)] if told else []
    fields = []
    for field in result.fields:
        if field.code in told:
            own = [(id_, [cell for cell in cells if cell.column == field.code]) for id_, cells in filled]
            placed = [((id_, cells[0].instance), cells) for id_, cells in own if cells]
            found = _summary(consultation, survey, OpenQuestion(repeat, told[field.code]).code, placed)
            writing = {id_ for (id_, _instance), cells in placed if any(cell.text for cell in cells)}
            field = replace(field, result=replace(found, responses=len(writing)))
        fields.append(field)
    return replace(result, fields=tuple(fields))


def _summary(consultation: Consultation, survey: str, name: str, given: _Placed) -> TextSummary:
    from consult.analysis.text import is_non_answer

    base = written([answers for _place, answers in given], most=12)
    run = themes.run(consultation.database, survey, name)
    if run is None:
        return replace(base, note=_("Nobody has looked for themes in these answers yet."))
    texts = {place: answer.text for place, answers in given for answer in answers if answer.text}
    changed = reworded(consultation, run)
    known = themes.matches(consultation.database, survey, name)
    standing = [match for match in known if match.place in texts and match.place not in changed]
    matched = {match.place for match in standing}
    received = responses.received_after(consultation.database, survey, run.made_at)
    later = {place for place in texts if place not in matched and (place in changed or place[0] in received)}
    silent = {place for place, text in texts.items() if place not in matched and place not in later and is_non_answer(text)}
    seen = {place: text for place, text in texts.items() if place not in later}
    found = _theme_summaries(consultation, run, seen, standing, len(texts))
    telling = [text for place, text in texts.items() if place not in silent]
    weak = found and run.parameters.get("weak")
    return TextSummary(
        n=len(texts), blank=base.blank, missing=base.missing, themes=found, non_answers=len(silent),
        unthemed=len(texts) - len(silent) - len(later) - len(matched), later=len(later),
        distinct=_distinct(run, telling), stability=run.stability,
        note=_("These groups are loose: take them for a first sorting, not for a finding.") if weak else "",
        examples=() if found else tuple(map(quote, few(telling))),
    )  # fmt: skip


def _distinct(run: themes.Run, texts: Sequence[str]) -> int:
    """How many answers differ: near-identical ones counted once where that is known, else only equal ones."""
    known = run.parameters.get("distinct")
    return known if isinstance(known, int) else len({fold(text) for text in texts})


def _theme_summaries(
    consultation: Consultation, run: themes.Run, seen: Mapping[Place, str], standing: Sequence[Match], n: int
) -> tuple[ThemeSummary, ...]:
    """`seen` are the answers that the run saw, of `n` in all; only they are quoted."""
    counts = Counter(match.theme for match in standing)
    summaries = []
    for theme in themes.themes(consultation.database, run.survey, run.question):
        quotes = tuple(quote(seen[place]) for place in theme.quotes if place in seen)[:_MOST_QUOTES]
        count = counts[theme.id]
        summaries.append(ThemeSummary(theme.id, theme.label, theme.keywords, count, count / n if n else 0, quotes))
    return tuple(sorted(summaries, key=lambda summary: -summary.count))
