"""Where the line of a question is cut: a change of meaning that no migration speaks of, published while nobody had answered.

Answers that arrive later all the same, from a form that was open or from another laptop, are none to the newer question. They
are kept apart under a code of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consult.model.question import Question
from consult.model.survey import Survey
from consult.model.versions.change import Kind
from consult.model.versions.changes import compare
from consult.model.versions.migration_steps import Ending, Fate, Resolved, Step, places_of
from consult.model.versions.question_changes import question_changes
from consult.model.versions.question_pair import Pair
from consult.model.versions.rewording import Names

_LONGEST_KEPT = 32
_Cut = tuple[int, str]
"""Which of the pairs of versions, and the code of the question in the older of both."""


def with_cuts(versions: Sequence[Survey], found: Sequence[Resolved]) -> tuple[list[Resolved], frozenset[str]]:
    """The resolutions between `versions`, oldest first, with every question that is cut retired under a code of its own.

    Comes with these codes: that of the question, and the last version in which it meant so (`clients_v1`).
    """
    cuts = {*_silently_changed(versions, found), *_come_back(versions, found)}
    used = {question.code for survey in versions for question in survey.questions}
    results: list[Resolved] = []
    apart: set[str] = set()
    for at, (resolution, survey) in enumerate(zip(found, versions, strict=False)):
        names = {}
        for question in survey.questions:
            if (at, question.code) in cuts:
                name = f"{question.code[:_LONGEST_KEPT]}_v{survey.version}"
                while name in used:
                    name += "_"
                used.add(name)
                names[question.code] = name
        apart.update(names.values())
        results.append(_retired(resolution, names))
    return results, frozenset(apart)


def means_other(old: Question, new: Question) -> bool:
    """Whether two questions of the same code, between which there is a gap, ask something else."""
    pair = Pair(old, new, Fate(old, new.code), Names())
    return any(change.kind is Kind.MEANING for change in question_changes(pair))


def _retired(resolution: Resolved, names: dict[str, str]) -> Resolved:
    if not names:
        return resolution
    asked = {code: resolution.fates[code].question for code in names}
    steps = tuple(Step(-1, (code,), name, asked[code]) for code, name in names.items())
    fates = {code: Fate(asked[code], name, Ending.RETIRED, places_of(asked[code])) for code, name in names.items()}
    return replace(resolution, steps=(*steps, *resolution.steps), fates={**resolution.fates, **fates})


def _silently_changed(versions: Sequence[Survey], found: Sequence[Resolved]) -> Iterator[_Cut]:
    for at, (before, after) in enumerate(pairwise(versions)):
        for change in compare(before, after):
            if change.kind is not Kind.MEANING or change.covered or not change.question:
                continue
            fate = found[at].fates[change.question]
            reused = fate.code != change.question and change.place == change.question
            if after.question(fate.code) and not reused:
                yield at, change.question


def _come_back(versions: Sequence[Survey], found: Sequence[Resolved]) -> Iterator[_Cut]:
    """Questions that a version no longer had, and whose code means something else when it comes back."""
    gone: dict[str, tuple[_Cut, Question]] = {}
    for at, after in enumerate(versions[1:]):
        for question in after.questions:
            if question.code in gone:
                cut, old = gone.pop(question.code)
                if means_other(old, question):
                    yield cut
        for fate in found[at].fates.values():
            if fate.ending is Ending.RETIRED or after.question(fate.code) is None:
                gone[fate.code] = (at, fate.question.code), fate.question
