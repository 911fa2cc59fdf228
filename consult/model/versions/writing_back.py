"""Corrected answers as the older version tells them in which their response was given: migrations read from their end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from consult.model.question import OTHER, QuestionType
from consult.model.response import Answer, Missing, Place
from consult.model.survey import Survey
from consult.model.versions.migrating import migrated
from consult.model.versions.migration_steps import Step

_SILENT = (Missing.BLANK, Missing.NOT_REACHED)
_WHOLE = (QuestionType.ALLOCATION, QuestionType.REPEAT)
"""Questions that are one of two sources or the other, where two became one."""
_Unit = Place
"""What is corrected as one: a cell, or the whole of a question whose answers only make sense together."""


@dataclass(frozen=True, slots=True)
class WrittenBack:
    """What is kept for a correction."""

    answers: tuple[Answer, ...]
    """In the codes of the older version; in the newest ones where that version had no such question, row or choice."""
    unclear: tuple[str, ...] = ()
    """Questions, by their newest codes, that several answers of the older version would fit, so that none is kept."""
    otherwise: tuple[str, ...] = ()
    """Questions, by their newest codes, that the older version asked with another meaning."""


def written_back(stored: Sequence[Answer], after: Sequence[Answer], steps: Sequence[Step], then: Survey) -> WrittenBack:
    """Answers to the version `then` that `steps` make `after` of.

    `stored` are the answers of the response before, in the codes of `then`. Those stay as they are whose place in `after` says
    nothing new: what the newest version knows as one is not told apart by guessing, and no distinction that was made is lost.
    """
    whole = _whole(steps)
    before, wanted = _by_unit(migrated(stored, steps), whole), _by_unit(after, whole)
    given: dict[_Unit, list[Answer]] = {}
    for answer in stored:
        given.setdefault(_unit(migrated((answer,), steps)[0], whole), []).append(answer)
    found: list[Answer] = []
    faults: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for unit in dict.fromkeys((*given, *wanted)):
        old, target = given.get(unit, []), wanted.get(unit, [])
        if set(target) == set(before.get(unit, [])):
            found += old
            continue
        choices = [_which(answer, _ways_back(answer, steps, then), old, steps, then) for answer in target]
        if all(choices) and not any(_is_open(chosen, old) for chosen in choices):
            found += _in_place_of(old, [answer for chosen in choices for answer in chosen])
        else:
            faults[all(choices)][unit[0]] = None
    if not any(faults.values()):
        got = _by_unit(migrated(tuple(found), steps), whole)
        differ = (unit for unit in (*wanted, *got) if set(got.get(unit, [])) != set(wanted.get(unit, [])))
        faults[True] = {unit[0]: None for unit in differ}
    return WrittenBack(tuple(dict.fromkeys(found)), tuple(faults[True]), tuple(faults[False]))


def _whole(steps: Sequence[Step]) -> set[str]:
    """The questions whose answers only make sense together."""
    return {
        step.into
        for step in steps
        if step.question.type is QuestionType.RANKING or (step.question.type in _WHOLE and len(step.sources) > 1)
    }


def _in_place_of(old: Sequence[Answer], told: Sequence[Answer]) -> list[Answer]:
    """What is told, and the blanks beside it that stay."""
    taken = {answer.place for answer in told}
    return [*told, *(answer for answer in old if answer.missing in _SILENT and answer.place not in taken)]


def _is_open(chosen: Sequence[Answer], old: Sequence[Answer]) -> bool:
    """Whether somebody would have to guess. A blank stands in every place, and what stood there stays."""
    return len(chosen) > 1 and chosen[0].missing not in _SILENT and not set(chosen) <= set(old)


def _which(answer: Answer, ways: Sequence[Answer], old: Sequence[Answer], steps: Sequence[Step], then: Survey) -> list[Answer]:
    """The way that is taken: what stood there, else what comes in the place of what stood there; several where that is open.

    Where only the choice is open, and one choice is taken there, the newest code says no more than was told.
    """
    there = [way for way in ways if way in old]
    if there:
        return there
    telling = {stood.place for stood in old if stood.missing not in _SILENT}
    ways = [way for way in ways if way.place in telling] or list(ways)
    if len(ways) > 1 and len({way.place for way in ways}) == 1:
        plain, asked = replace(ways[0], code=answer.code), then.question(ways[0].question)
        part = asked and (asked.part(plain.column) or asked)
        if part and part.type is not QuestionType.MULTI and migrated((plain,), steps) == (answer,):
            return [plain]
    return ways


def _ways_back(answer: Answer, steps: Sequence[Step], then: Survey) -> list[Answer]:
    """The answers that the steps make `answer` of, of those that `then` knows best; none where no answer leads there."""
    ways = [answer]
    for step in reversed(steps):
        ways = list(dict.fromkeys(way for later in ways for way in (later, *_before(later, step))))
    ways = [way for way in ways if migrated((way,), steps) == (answer,)]
    known = [_knows(then, way) for way in ways]
    return [way for way, good in zip(ways, known, strict=True) if good == max(known)]


def _before(answer: Answer, step: Step) -> Iterator[Answer]:
    if answer.question != step.into:
        return
    codes: Sequence[str | None] = [answer.code]
    if answer.code is not None:
        codes = _sources(step.codes, answer.code)
    places = product(step.sources, codes, _sources(step.rows, answer.row), _sources(step.columns, answer.column))
    for question, code, row, column in places:
        yield replace(answer, question=question, code=code, row=row, column=column)


def _sources(moved: Mapping[str, str], code: str) -> list[str]:
    return [code, *(old for old, new in moved.items() if new == code)]


def _knows(then: Survey, answer: Answer) -> tuple[bool, bool]:
    """Whether the version has the question, and whether it has the codes of the answer there as well."""
    asked = then.question(answer.question)
    if asked is None:
        return False, False
    part = asked.part(answer.column) or asked
    rows = asked.choices if asked.type in (QuestionType.RANKING, QuestionType.ALLOCATION) else asked.rows
    columns = [*(side.code for side in asked.sides), *(inner.code for inner in asked.parts)]
    place = _has([row.code for row in rows], answer.row) and _has(columns, answer.column)
    return True, place and (not part.choices or _has([choice.code for choice in part.choices], answer.code or ""))


def _has(codes: Collection[str], code: str) -> bool:
    return code in ("", OTHER) or code in codes


def _by_unit(answers: Sequence[Answer], whole: Collection[str]) -> dict[_Unit, list[Answer]]:
    found: dict[_Unit, list[Answer]] = {}
    for answer in answers:
        found.setdefault(_unit(answer, whole), []).append(answer)
    return found


def _unit(answer: Answer, whole: Collection[str]) -> _Unit:
    return (answer.question, "", "", 0) if answer.question in whole else answer.place
