"""What only older versions of a survey had, put beside what the newest one has, under the codes of today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Page, Survey
from consult.model.versions.migration_steps import CHOICES, PARTS, ROWS, SIDES, Ending, Fate, Resolved

Coded = TypeVar("Coded", Choice, Question)


def with_older(union: Survey, older: Survey, found: Sequence[Resolved], newest: Mapping[str, str]) -> Survey:
    """`union` with what `older` had and it has not; `found` are the resolutions since, `newest` the codes of today."""
    pages = {page.code: page for page in union.pages}
    for page in older.pages:
        for question in page.questions:
            was = _as_now(question, newest[question.code], _fates(question.code, found))
            home = next((there for there in pages.values() if any(known.code == was.code for known in there.questions)), None)
            if home:
                both = (_with_older_choices(known, was) if known.code == was.code else known for known in home.questions)
                pages[home.code] = replace(home, questions=tuple(both))
            else:
                there = pages.get(page.code) or Page(page.code, page.title, ())
                pages[page.code] = replace(there, questions=(*there.questions, was))
    return replace(union, pages=tuple(pages.values()))


def _fates(code: str, found: Sequence[Resolved]) -> Iterator[Fate]:
    for resolution in found:
        fate = resolution.fates.get(code)
        if fate is None:
            return
        yield fate
        if fate.ending is Ending.RETIRED:
            return
        code = fate.code


def _as_now(question: Question, code: str, fates: Iterator[Fate]) -> Question:
    """The question with the codes of today; what became one stands once."""
    for fate in fates:
        question = replace(
            question,
            choices=_recoded(question.choices, fate.codes.get(CHOICES, {})),
            rows=_recoded(question.rows, fate.codes.get(ROWS, {})),
            sides=_recoded(question.sides, fate.codes.get(SIDES, {})),
            parts=_recoded(
                tuple(
                    replace(part, choices=_recoded(part.choices, fate.codes.get(f"parts.{part.code}", {})))
                    for part in question.parts
                ),
                fate.codes.get(PARTS, {}),
            ),
        )
    return replace(question, code=code)


def _recoded(coded: tuple[Coded, ...], codes: Mapping[str, str]) -> tuple[Coded, ...]:
    found: dict[str, Coded] = {}
    for one in coded:
        code = codes.get(one.code, one.code)
        found.setdefault(code, one if code == one.code else replace(one, code=code))
    return tuple(found.values())


def _with_older_choices(now: Question, was: Question) -> Question:
    """The question with the choices, rows, sides and parts that only `was` had; own words and reasons if either took them."""
    several = now.type is QuestionType.MULTI and was.type in (QuestionType.SINGLE, QuestionType.YESNO)
    if now.type is not was.type and not several:
        return now
    inner = tuple(_with_older_choices(part, was.part(part.code) or part) for part in now.parts)
    return replace(
        now,
        choices=_woven(now.choices, _closed(was.choices)),
        rows=_woven(now.rows, _closed(was.rows)),
        sides=_woven(now.sides, _closed(was.sides)) if now.sides else (),
        parts=_woven(inner, was.parts),
        other=now.other or was.other,
        reasons=(*now.reasons, *(reason for reason in was.reasons if reason not in now.reasons)),
    )


def _closed(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(replace(choice, closed=True) for choice in choices)


def _woven(now: tuple[Coded, ...], was: tuple[Coded, ...]) -> tuple[Coded, ...]:
    """`now` with what only `was` has, each behind the one that it stood behind."""
    found = list(now)
    codes = [one.code for one in found]
    place = 0
    for one in was:
        if one.code in codes:
            place = codes.index(one.code) + 1
            continue
        found.insert(place, one)
        codes.insert(place, one.code)
        place += 1
    return tuple(found)
