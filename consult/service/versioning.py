"""Versions of surveys: what publishing would do, what differs between two versions, what was ever asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from consult.errors import Problem
from consult.i18n import _, quoted
from consult.model.changes import Change, Kind, compare
from consult.model.choice_changes import reads_alike
from consult.model.migrating import apply
from consult.model.migration_cuts import means_other
from consult.model.migration_lines import line, lost
from consult.model.migration_resolving import resolved
from consult.model.migration_steps import CHOICES, PARTS, ROWS, SIDES, Ending, Fate, Resolved
from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Migration, Survey
from consult.service.consultation import Consultation
from consult.service.history import History, history, history_of
from consult.service.progress import Progress
from consult.store import question_codes, responses, surveys

__all__ = [
    "Change", "Diff", "History", "Kind", "MigrationCount", "Plan", "diff", "history", "history_of", "plan", "renamed", "texts",
]  # fmt: skip

_MOST_IDS = 20


@dataclass(frozen=True, slots=True)
class MigrationCount:
    """What one new migration does to the answers that there are."""

    line: str
    """As it stands in the survey file."""
    answers: int
    """Answers that it moves, or that it says something of."""
    conflicts: int
    """Cells in which different answers met; none of them counts any more."""
    conflicting: tuple[str, ...]
    """The ids of the first 20 responses with conflicts."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing a survey would do."""

    survey: str
    before: int
    """The version that it follows; 0 where there is none."""
    version: int
    """The version that it would be; that of before where nothing changed."""
    changes: tuple[Change, ...] = ()
    migrations: tuple[MigrationCount, ...] = ()
    responses: int = 0
    """How many there are."""
    affected: int = 0
    """Responses in which a migration moves answers."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be published; empty where it can."""

    @property
    def unchanged(self) -> bool:
        """Whether the survey is the version that is published already."""
        return self.version == self.before


@dataclass(frozen=True, slots=True)
class Diff:
    """The changes from one version to another."""

    survey: str
    old: int
    new: int
    """0 for the survey file."""
    changes: tuple[Change, ...]


def diff(
    consultation: Consultation, name: str, old: int | None = None, new: int | None = None, *, draft: Survey | None = None
) -> Diff:
    """The changes between two published versions, or from one (the last, if none is named) to `draft`, the survey file.

    Without `draft` the newest version takes its place. Raises NotFoundError.
    """
    found = history(consultation, name)
    before = found.version(old) if old is not None else found.latest
    after = found.version(new) if new is not None else draft or found.latest
    return Diff(name, before.version, after.version, compare(before, after))


def plan(consultation: Consultation, survey: Survey, progress: Progress | None = None) -> Plan:
    """What publishing would do; changes nothing."""
    published = surveys.versions(consultation.database, survey.id)
    if not published:
        return Plan(survey.id, 0, 1)
    found = history(consultation, survey.id)
    last = found.latest
    total = responses.count(consultation.database, survey.id)
    if replace(survey, version=last.version) == last:
        return Plan(survey.id, last.version, last.version, responses=total)
    changes, resolution = compare(last, survey), resolved(last, survey)
    counts = _Counts(consultation, found, resolution)
    counts.count(progress)
    problems = tuple(_problems(survey, changes, resolution, counts))
    return Plan(survey.id, last.version, last.version + 1, changes, counts.by_migration(), total, counts.affected, problems)


def renamed(consultation: Consultation, survey: Survey) -> dict[str, str]:
    """Code of a question in the last version → the one it has in `survey`, where the migrations of `survey` rename it.

    So also for the fields of repeats, as `plans.text`.
    """
    if not surveys.latest(consultation.database, survey.id):
        return {}
    fates = resolved(history(consultation, survey.id).latest, survey).fates
    found = {code: fate.code for code, fate in fates.items() if fate.ending is Ending.RENAMED}
    for code, fate in fates.items():
        if fate.question.type is QuestionType.REPEAT and fate.ending in (Ending.KEPT, Ending.RENAMED):
            now = {part.code: fate.now(PARTS, part.code) for part in fate.question.parts}
            alone = {old: new for old, new in now.items() if [*now.values()].count(new) == 1}
            found |= {f"{code}.{old}": f"{fate.code}.{new}" for old, new in alone.items() if (code, old) != (fate.code, new)}
    return found


def texts(consultation: Consultation, survey: str, question: str) -> list[tuple[str, str]]:
    """Response id and text of every answer in own words to a question, also under the codes that it had before.

    What several merged questions got from one response stands under each other. Raises NotFoundError.
    """
    found: dict[str, list[str]] = {}
    past = history(consultation, survey)
    for code in (*past.former_codes(question), question):
        elsewhere = [one.version for one in past.versions if past.newest_code(code, one.version) != question]
        others = question_codes.of_versions(consultation.database, survey, elsewhere) if elsewhere else ()
        for response, text in responses.texts(consultation.database, survey, code):
            if response not in others:
                found.setdefault(response, []).append(text)
    return [(response, "\n".join(dict.fromkeys(given))) for response, given in found.items()]


class _Counts:
    """Counts over all responses; made only where somebody asks for them."""

    def __init__(self, consultation: Consultation, found: History, resolution: Resolved):
        self.consultation, self.found, self.resolution = consultation, found, resolution
        self.affected = 0
        self.moved: Counter[int] = Counter()
        self.conflicts: Counter[int] = Counter()
        self.ids: dict[int, list[str]] = {}

    @cached_property
    def by_version(self) -> dict[tuple[int, str], int]:
        """Answers to a question, by the version and the code under which they were given."""
        return question_codes.counts(self.consultation.database, self.found.latest.id)

    @cached_property
    def asked_then(self) -> Counter[str]:
        """Answers to a question, by the code under which they were given."""
        found: Counter[str] = Counter()
        for (_version, code), answers in self.by_version.items():
            found[code] += answers
        return found

    @cached_property
    def asked(self) -> Counter[str]:
        """Answers to a question, by its code in the last version."""
        found: Counter[str] = Counter()
        for (version, code), answers in self.by_version.items():
            found[self.found.newest_code(code, version)] += answers
        return found

    def count(self, progress: Progress | None) -> None:
        """Tries every step on the answers that it concerns."""
        steps = self.resolution.steps
        concerned = {code for step in steps for code in step.sources}
        concerned |= {former for code in concerned for former in self.found.former_codes(code)}
        total = responses.count(self.consultation.database, self.found.latest.id) if steps else 0
        found = question_codes.answers_to(self.consultation.database, self.found.latest.id, concerned) if steps else ()
        for done, (response, version, answers) in enumerate(found, 1):
            answers, touched = self.found.current_answers(version, answers), 0
            for step in steps:
                after = apply(answers, step)
                answers = after.answers
                touched += after.touched
                self.moved[step.source] += after.touched
                self._conflicts(step.source, response, len(after.conflicts))
            self.affected += touched > 0
            if progress and done % 1000 == 0:
                progress(min(done, total), total)
        if progress and total:
            progress(total, total)

    def _conflicts(self, source: int, response: str, conflicts: int) -> None:
        if conflicts:
            self.conflicts[source] += conflicts
            ids = self.ids.setdefault(source, [])
            if response not in ids and len(ids) < _MOST_IDS:
                ids.append(response)

    def by_migration(self) -> tuple[MigrationCount, ...]:
        return tuple(
            MigrationCount(
                line(migration), self.moved[at] or self._spoken_of(migration), self.conflicts[at], tuple(self.ids.get(at, ()))
            )
            for at, migration in enumerate(self.resolution.migrations)
        )

    def _spoken_of(self, migration: Migration) -> int:
        """The answers to the questions that are retired or mean the same: they stay where they are."""
        codes = {key.partition(".")[0] for key in (*migration.retire, *migration.reworded)}
        fates = self.resolution.fates.values()
        return sum(self.asked[fate.question.code] for fate in fates if codes & {fate.question.code, fate.code})


def _problems(survey: Survey, changes: Sequence[Change], resolution: Resolved, counts: _Counts) -> Iterator[Problem]:
    """Why the survey cannot be published."""
    file = f"{survey.id}.yaml"
    for gone in lost(counts.found.latest.migrations, survey.migrations):
        yield Problem(
            f"{file}: migrations", _("an earlier migration was changed or taken out: {line}").format(line=quoted(gone)),
            _("put it back, and write what is new below it"),
        )  # fmt: skip
    for fault in resolution.faults:
        yield Problem(f"{file}: migrations: {fault.place}", fault.fault, fault.way_out)
    for change in changes:
        if change.kind is Kind.MEANING and not change.covered and (change.never or counts.asked[change.question]):
            yield Problem(f"{file}: {change.place}", change.told, change.way_out + _once_more(change, survey))
    for place, told in _codes_used_again(survey, resolution, counts):
        yield Problem(f"{file}: {place}", told, _("give it a code that was never used"))


def _once_more(change: Change, survey: Survey) -> str:
    """The same line may have to stand twice: what stands there already speaks of an earlier version."""
    proposed = line(Migration(reworded=(change.place,)))
    known = {line(Migration(reworded=(code,))) for migration in survey.migrations for code in migration.reworded}
    there = proposed in known and quoted(proposed) in change.way_out
    return _(" (once more: the line that is there speaks of an earlier version)") if there else ""


def _codes_used_again(survey: Survey, resolution: Resolved, counts: _Counts) -> Iterator[tuple[str, str]]:
    """Codes of earlier versions that come back with another meaning: (place, what is wrong)."""
    past, last = counts.found, counts.found.latest
    fates = {fate.code: fate for fate in resolution.fates.values()}
    for question in survey.questions:
        fate = fates.get(question.code)
        if last.question(question.code) is None and past.asked(question.code):
            known = None if fate else past.survey.question(question.code)
            other = known is None or past.newest_code(question.code) != question.code or means_other(known, question)
            if other and counts.asked_then.get(question.code):
                yield (
                    question.code,
                    _("the code {code} belonged to another question that has answers").format(code=quoted(question.code)),
                )
        if fate:
            again = list(_choices_used_again(past, fate, question))
            yield from again if again and counts.asked[fate.question.code] else ()


def _choices_used_again(past: History, fate: Fate, question: Question) -> Iterator[tuple[str, str]]:
    old = past.survey.question(fate.question.code)
    for place in (CHOICES, ROWS, SIDES, PARTS):
        before = {one.code for one in getattr(fate.question, place)}
        for one in getattr(question, place):
            if one.code in before or one.code in fate.codes.get(place, {}).values():
                continue
            known = next((other for other in getattr(old, place) if other.code == one.code), None) if old else None
            if (fate.question.code, one.code) in past.given_up or (known and _other_choice(known, one)):
                yield (
                    f"{question.code}.{one.code}",
                    _("the code {code} had another meaning in an earlier version").format(code=quoted(one.code)),
                )


def _other_choice(old: Choice | Question, new: Choice | Question) -> bool:
    if isinstance(old, Choice) and isinstance(new, Choice):
        return not reads_alike(old, new)
    return isinstance(old, Question) and isinstance(new, Question) and means_other(old, new)
