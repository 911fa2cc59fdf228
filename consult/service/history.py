"""The versions of a survey as one: what was ever asked, and old answers as the newest version means them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from consult.errors import NotFoundError
from consult.formats import survey_yaml
from consult.i18n import _, quoted
from consult.model.migrating import migrated
from consult.model.migration_cuts import with_cuts
from consult.model.migration_resolving import resolved
from consult.model.migration_steps import CHOICES, PARTS, ROWS, SIDES, Ending, Fate, Resolved, Step
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Response
from consult.model.survey import Page, Survey
from consult.service.consultation import Consultation
from consult.store import question_codes, surveys

Coded = TypeVar("Coded", Choice, Question)


@dataclass(frozen=True)
class History:
    """All published versions of one survey."""

    survey: Survey
    """The newest version, with what only older ones had: questions at the end of their old page, choices as `closed`.

    A question whose meaning changed while nobody had answered stands in it twice where older answers came in later.
    """
    versions: tuple[Survey, ...]
    """Oldest first, as they were published."""
    given_up: frozenset[tuple[str, str]] = frozenset()
    """Question, by its newest code, and the code of a choice, row or part that was recoded to another."""
    apart: frozenset[str] = frozenset()
    """The codes of older questions whose answers are none to the newer question of their code, such as `clients_v1`."""
    _asked: Mapping[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    _codes: Mapping[int, Mapping[str, str]] = field(default_factory=dict, repr=False)
    _steps: Mapping[int, tuple[Step, ...]] = field(default_factory=dict, repr=False)

    @property
    def latest(self) -> Survey:
        """The version that answers are collected for now."""
        return self.versions[-1]

    def version(self, number: int) -> Survey:
        """The version of this number; raises NotFoundError."""
        found = next((survey for survey in self.versions if survey.version == number), None)
        if found is None:
            raise NotFoundError(
                _("the survey {name} has no version {version}").format(name=quoted(self.latest.id), version=number),
                _("use one of {names}").format(names=", ".join(str(survey.version) for survey in self.versions)),
            )
        return found

    def asked(self, code: str) -> tuple[int, ...]:
        """The versions in which the question was asked, under this code or under one that it had before."""
        return self._asked.get(self.newest_code(code), ())

    def newest_code(self, code: str, version: int = 0) -> str:
        """The code that the question of this code (in `version`) has in the newest version that has it.

        It is `code` itself where that never changed.
        """
        if version:
            return self._codes.get(version, {}).get(code, code)
        if code in self._asked:
            return code
        return next((codes[code] for codes in reversed([*self._codes.values()]) if code in codes), code)

    def former_codes(self, code: str) -> tuple[str, ...]:
        """The codes that the question had before, and those of questions that were merged into it."""
        return tuple(dict.fromkeys(old for _version, old in self.places(code) if old != code))

    def places(self, code: str) -> tuple[tuple[int, str], ...]:
        """Version and code under which the question, by its newest code, was asked."""
        return tuple((number, old) for number, codes in self._codes.items() for old, new in codes.items() if new == code)

    @property
    def moves(self) -> bool:
        """Whether answers to any older version have another place now."""
        return any(self._steps.values())

    def current(self, response: Response) -> Response:
        """The response with its answers as the newest version means them; its version stays the one it was given to.

        A question that its version did not have has no answers: it was not asked. Where no migration applies the response
        itself comes back.
        """
        answers = self.current_answers(response.version, response.answers)
        return response if answers is response.answers else replace(response, answers=answers)

    def current_answers(self, version: int, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        """Answers given to `version` as the newest version means them; the same tuple where no migration applies."""
        steps = self._steps.get(version)
        return migrated(answers, steps) if steps else answers


def definition(version: surveys.Published) -> Survey:
    """The frozen text as a Survey; read once."""
    return _read(version.definition, version.survey, version.version)


@lru_cache(maxsize=128)
def _read(text: str, name: str, version: int) -> Survey:
    return replace(survey_yaml.read(text, f"{name} v{version}"), version=version)


def history(consultation: Consultation, survey: str, *, whole: bool = False) -> History:
    """The history of a published survey; raises NotFoundError where it was never published.

    Questions kept `apart` are in its survey only where they have answers, unless the `whole` is asked for.
    """
    published = surveys.versions(consultation.database, survey)
    if not published:
        raise NotFoundError(
            _("there is no published survey {name}").format(name=quoted(survey)),
            _("publish it with „consult survey publish {name}”").format(name=survey),
        )
    found = _history(tuple(published))
    if whole or not found.apart:
        return found
    answered = late(consultation, found)
    return replace(found, survey=_without(found.survey, {code for code in found.apart if not answered[code]}))


def late(consultation: Consultation, found: History) -> Counter[str]:
    """Code of a question that is kept apart → how many responses have answers to it."""
    places = {code: found.places(code) for code in found.apart}
    return question_codes.responses_to(consultation.database, found.latest.id, places) if places else Counter()


def _without(survey: Survey, codes: Collection[str]) -> Survey:
    pages = (replace(page, questions=tuple(one for one in page.questions if one.code not in codes)) for page in survey.pages)
    return replace(survey, pages=tuple(pages))


@lru_cache(maxsize=32)
def _history(published: tuple[surveys.Published, ...]) -> History:
    return history_of(tuple(map(definition, published)))


def history_of(versions: Sequence[Survey]) -> History:
    """The history that these versions have, oldest first."""
    found, apart = with_cuts(versions, [resolved(before, after) for before, after in pairwise(versions)])
    steps: dict[int, tuple[Step, ...]] = {}
    later: tuple[Step, ...] = ()
    for survey, resolution in zip(reversed(versions[:-1]), reversed(found), strict=True):
        later = (*resolution.steps, *later)
        steps[survey.version] = later
    newest = _newest_codes(versions, found)
    asked: dict[str, list[int]] = {}
    for at, survey in enumerate(versions):
        for code in dict.fromkeys(newest[at][question.code] for question in survey.questions):
            asked.setdefault(code, []).append(survey.version)
    union = versions[-1]
    for at in range(len(versions) - 2, -1, -1):
        union = _with_older(union, versions[at], found[at:], newest[at])
    codes = {survey.version: own for survey, own in zip(versions, newest, strict=True)}
    numbers = {code: tuple(numbers) for code, numbers in asked.items()}
    return History(union, tuple(versions), _given_up(found, newest), apart, numbers, codes, steps)


def _newest_codes(versions: Sequence[Survey], found: Sequence[Resolved]) -> list[dict[str, str]]:
    """For every version: code of a question → the newest code of that question."""
    codes = [{question.code: question.code for question in versions[-1].questions}]
    for survey, resolution in zip(reversed(versions[:-1]), reversed(found), strict=True):
        here = {}
        for question in survey.questions:
            fate = resolution.fates[question.code]
            here[question.code] = codes[0].get(fate.code, fate.code)
        codes.insert(0, here)
    return codes


def _given_up(found: Sequence[Resolved], newest: Sequence[Mapping[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (codes[fate.question.code], old)
        for resolution, codes in zip(found, newest, strict=False)
        for fate in resolution.fates.values()
        for place in fate.codes.values()
        for old, new in place.items()
        if old != new
    )


def _with_older(union: Survey, older: Survey, found: Sequence[Resolved], newest: Mapping[str, str]) -> Survey:
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
