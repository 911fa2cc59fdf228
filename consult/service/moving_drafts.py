"""Drafts that were typed before a new version of the survey: their fields and choices as that version calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from consult.model.question import CLOSED, MADE_OF_PARTS, OTHER, Cell, Question, QuestionType
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.model.versions.migration_resolving import resolved
from consult.model.versions.migration_steps import CHOICES, PARTS, ROWS, SIDES, Ending, Fate
from consult.service.consultation import Consultation
from consult.service.history import history

Typed = str | Sequence[str]
Draft = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A field of a version: the question, its cell, and whether it holds the own words beside choices."""

    question: Question
    cell: Cell
    words: bool


def moved(consultation: Consultation, survey: Survey, raw: Raw) -> tuple[Draft, Draft]:
    """What was typed, under the fields that this version of the `survey` has, and what fits it no more under its own fields.

    A field is read as the newest version means it that has the field and its choices: a code never gets another meaning.
    """
    newest = _places(survey)
    fitting = {name: _plain(value) for name, value in raw.items() if _fits(newest, name, value)}
    if len(fitting) == len(raw):
        return fitting, {}
    versions = [one for one in history(consultation, survey.id).versions if one.version <= survey.version]
    places = [_places(version) for version in versions]
    fates = [resolved(before, after).fates for before, after in pairwise(versions)]
    left: Draft = {}
    for name, value in raw.items():
        if name in fitting or not value:
            continue
        at = _version_of(places, name, value)
        now = _carried(places[at:], fates[at:], name, value) if at >= 0 else None
        if now is None or not _taken_in(fitting, *now):
            left[name] = _plain(value)
    return fitting, left


def _places(survey: Survey) -> dict[str, _Place]:
    return {
        name: _Place(question, cell, name != cell.name)
        for question in survey.questions
        for cell in question.cells
        for name in cell.names
    }


def _fits(places: Mapping[str, _Place], name: str, value: Typed) -> bool:
    """Whether the version has the field, and the choices that stand in it."""
    place = places.get(name)
    if place is None or place.words or place.cell.question.type not in CLOSED:
        return place is not None
    offered = {choice.code for choice in place.cell.question.choices} | {OTHER, ""}
    return offered.issuperset([value] if isinstance(value, str) else value)


def _version_of(places: Sequence[Mapping[str, _Place]], name: str, value: Typed) -> int:
    """Where among the versions the newest stands that has the field, with its choices if one has them; -1 for none."""
    having = [at for at, known in enumerate(places) if name in known]
    return max((at for at in having if _fits(places[at], name, value)), default=max(having, default=-1))


def _carried(
    places: Sequence[Mapping[str, _Place]], fates: Sequence[Mapping[str, Fate]], name: str, value: Typed
) -> tuple[str, Typed] | None:
    """The field and what stands in it after all versions that follow; None where one of them asks it no more."""
    for (before, after), step in zip(pairwise(places), fates, strict=True):
        place = before[name]
        fate = step[place.question.code]
        found = None if fate.ending is Ending.RETIRED else _next_name(place, fate, after)
        if found is None:
            return None
        name, value = found, value if place.words else _recoded(place, fate, value)
    return name, value


def _next_name(place: _Place, fate: Fate, after: Mapping[str, _Place]) -> str | None:
    cell, question = place.cell, place.question
    row = fate.now(CHOICES if question.type is QuestionType.ALLOCATION else ROWS, cell.row)
    column = fate.now(SIDES if question.sides else PARTS, cell.column)
    wanted = (fate.code, row, column, cell.instance, place.words)
    return next(
        (name for name, p in after.items()
         if (p.question.code, p.cell.row, p.cell.column, p.cell.instance, p.words) == wanted),
        None,
    )  # fmt: skip


def _recoded(place: _Place, fate: Fate, value: Typed) -> Typed:
    if place.cell.question.type not in CLOSED:
        return value
    codes = fate.codes.get(f"parts.{place.cell.column}" if place.question.type in MADE_OF_PARTS else CHOICES, {})
    if isinstance(value, str):
        return codes.get(value, value)
    return list(dict.fromkeys(codes.get(code, code) for code in value))


def _taken_in(fitting: Draft, name: str, value: Typed) -> bool:
    """Puts `value` under `name`; False where something else stands there already."""
    there = fitting.get(name)
    if isinstance(there, list) and not isinstance(value, str):
        fitting[name] = list(dict.fromkeys([*there, *value]))
        return True
    if there and there != _plain(value):
        return False
    fitting[name] = _plain(value)
    return True


def _plain(value: Typed) -> str | list[str]:
    return value if isinstance(value, str) else list(value)
