"""The versions of a survey as one: what was ever asked, and old answers as the newest version means them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from consult.errors import NotFoundError
from consult.i18n import _, quoted
from consult.model.response import Answer, Response
from consult.model.survey import Survey
from consult.model.versions.migrating import migrated
from consult.model.versions.migration_cuts import with_cuts
from consult.model.versions.migration_resolving import resolved
from consult.model.versions.migration_steps import Resolved, Step
from consult.model.versions.older_versions import with_older
from consult.model.versions.writing_back import WrittenBack, written_back


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

    def written_back(self, response: Response, answers: tuple[Answer, ...]) -> WrittenBack:
        """Corrected `answers` of the response, told as the newest version means them, as its own version tells them."""
        steps = self._steps.get(response.version)
        if not steps:
            return WrittenBack(answers)
        return written_back(response.answers, answers, steps, self.version(response.version))


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
        union = with_older(union, versions[at], found[at:], newest[at])
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
