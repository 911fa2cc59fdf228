"""Waves of a repeated survey: which there are, what the next form is filled with, and what it asks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.analysis.waves import Change, Value, compare
from consult.errors import NotFoundError, Problem
from consult.i18n import _, number, percent, quoted, sort_key
from consult.model.missing_reasons import reason_label
from consult.model.previous import Previous
from consult.model.question import OTHER, Question, QuestionType
from consult.model.response import Answer, Missing, Review
from consult.model.survey import Identity, Survey
from consult.model.wave_order import by_name
from consult.service import defining
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.store import people, responses
from consult.store import waves as stored


@dataclass(frozen=True, slots=True)
class Wave:
    """One run of a survey."""

    name: str
    responses: int
    """Those that count."""
    first: str
    """The moment of the first submission as ISO text; empty where it is not known."""
    last: str
    excluded: int = 0
    """Further responses, which do not count."""


def listing(consultation: Consultation, survey: str) -> list[Wave]:
    """The waves of a survey in the order of their names where all of these are numbers, or all years or dates.

    Else in the order of their first submission, of their names where moments are not known; a wave that people are invited to
    stands last then until somebody answers. Raises NotFoundError.
    """
    defining.current(consultation, survey)
    found = [Wave(*row) for row in stored.waves(consultation.database, survey)]
    timed = all(wave.first for wave in found)
    found.sort(key=lambda wave: (wave.first if timed else "", sort_key(wave.name)))
    there = {wave.name for wave in found}
    invited = [name for name in people.waves_invited(consultation.database, survey) if name not in there]
    found += [Wave(name, 0, "", "") for name in sorted(invited, key=sort_key)]
    order = by_name(wave.name for wave in found)
    return sorted(found, key=lambda wave: order[wave.name]) if order else found


def response_ids(consultation: Consultation, survey: str, wave: str) -> set[str]:
    """The ids of the responses of a wave; raises NotFoundError where the survey has no such wave."""
    refuse_unknown(consultation, survey, wave)
    return stored.response_ids(consultation.database, survey, wave)


def refuse_unknown(consultation: Consultation, survey: str, wave: str) -> None:
    """Raises NotFoundError where the survey has no such wave."""
    names = [known.name for known in listing(consultation, survey)]
    if wave not in names:
        told = ", ".join(name or "“”" for name in names)
        way_out = _("use one of {names}").format(names=told) if names else ""
        raise NotFoundError(_("the survey has no wave {wave}").format(wave=quoted(wave)), way_out)


def previous(consultation: Consultation, survey: Survey, respondent: str, wave: str) -> Previous:
    """What a person of the register answered in the last wave before `wave` in which they did; false where there is none.

    The answers are those of the last revision, as the survey means them now. An anonymous survey has none: nobody knows whose
    they were.
    """
    if not respondent or survey.identity is Identity.ANONYMOUS:
        return Previous(survey)
    names = [known.name for known in listing(consultation, survey.id)]
    for name in reversed(_before(wave, names)):
        id_ = stored.response_of(consultation.database, survey.id, name, respondent)
        found = responses.response(consultation.database, id_) if id_ else None
        if found and found.review is not Review.EXCLUDED:
            return Previous(survey, name, history(consultation, survey.id).current(found).answers)
    return Previous(survey)


def _before(wave: str, names: list[str]) -> list[str]:
    """Those of `names`, which are in their order, that stand before `wave`; it need not be among them yet."""
    if wave in names:
        return names[: names.index(wave)]
    order = by_name([*names, wave])
    return [name for name in names if order[name] < order[wave]] if order else names


def questions_about(survey: Survey, before: Sequence[Answer], now: Sequence[Answer]) -> list[Problem]:
    """What to ask once before the answers `now` are sent: figures that moved by the survey's threshold since `before`.

    One Problem a field, at its name. Nothing where the survey sets no threshold.
    """
    if survey.change is None or not before:
        return []
    found = compare(survey.questions, before, now, survey.change)
    return [Problem(change.cell.name, _moved(change), _("is that right?")) for change in found if change.over]


def _moved(change: Change) -> str:
    old, new = (in_words(change.cell.question, value) for value in (change.old, change.new))
    if change.share is None:
        return _("the figure changed from {old} to {new}").format(old=old, new=new)
    sign = "+" if change.share > 0 else "\N{MINUS SIGN}"
    return _("the figure changed from {old} to {new} ({change})").format(
        old=old, new=new, change=sign + percent(abs(change.share))
    )


def in_words(question: Question, value: Value) -> str:
    """What stands in a cell, as people read it."""
    if value is None or value in (Missing.BLANK, Missing.NOT_REACHED):
        return _("(left blank)")
    if isinstance(value, Missing):
        return reason_label(value)
    if isinstance(value, float | int):
        return number(value)
    if isinstance(value, str):
        return value
    joined = " > " if question.type is QuestionType.RANKING else ", "
    labels = {choice.code: choice.label_in() for choice in question.choices} | {OTHER: _("other")}
    return joined.join(labels.get(code, code) for code in value)
