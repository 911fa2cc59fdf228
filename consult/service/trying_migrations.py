"""Tries the migrations of a survey that is not published yet on the answers that there are, and counts what they do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from consult.model.response import Answer
from consult.model.survey import Migration
from consult.model.versions.history import History
from consult.model.versions.migrating import apply, says_something
from consult.model.versions.migration_lines import line
from consult.model.versions.migration_steps import Resolved
from consult.service.consultation import Consultation
from consult.service.progress import Progress
from consult.store import question_codes, responses, reviews

_MOST_IDS = 20


@dataclass(frozen=True, slots=True)
class MigrationCount:
    """What one new migration does to the answers that there are."""

    line: str
    """As it stands in the survey file."""
    answers: int
    """Answers that it moves, or that it says something of; what was left blank is none."""
    conflicts: int
    """Cells in which different answers met; none of them counts any more."""
    conflicting: tuple[str, ...]
    """The ids of the first 20 responses with conflicts."""


class Trial:
    """Counts over all responses that are not excluded; made only where somebody asks for them."""

    def __init__(self, consultation: Consultation, found: History, resolution: Resolved):
        self.consultation, self.found, self.resolution = consultation, found, resolution
        self.affected = 0
        self.moved: Counter[int] = Counter()
        self.given: Counter[str] = Counter()
        """Answers that say something, by the code of their question in the last version; of the migrated questions alone."""
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
        database, survey = self.consultation.database, self.found.latest.id
        concerned = self._concerned()
        total = responses.count(database, survey) if concerned else 0
        found = question_codes.answers_to(database, survey, concerned) if concerned else ()
        excluded = reviews.excluded(database, survey) if concerned else frozenset()
        for done, (response, version, answers) in enumerate(found, 1):
            if response not in excluded:
                self._try(response, self.found.current_answers(version, answers))
            if progress and done % 1000 == 0:
                progress(min(done, total), total)
        if progress and total:
            progress(total, total)

    def _concerned(self) -> set[str]:
        """The codes, of today and of before, of all questions that a migration moves or says something of."""
        codes = {code for step in self.resolution.steps for code in step.sources}
        codes |= {code for migration in self.resolution.migrations for code in self._named(migration)}
        return codes | {former for code in codes for former in self.found.former_codes(code)}

    def _try(self, response: str, answers: tuple[Answer, ...]) -> None:
        touched = 0
        self.given.update(answer.question for answer in answers if says_something(answer))
        for step in self.resolution.steps:
            after = apply(answers, step)
            answers = after.answers
            touched += after.touched
            self.moved[step.source] += after.touched
            self._conflicts(step.source, response, len(after.conflicts))
        self.affected += touched > 0

    def _conflicts(self, source: int, response: str, conflicts: int) -> None:
        if conflicts:
            self.conflicts[source] += conflicts
            ids = self.ids.setdefault(source, [])
            if response not in ids and len(ids) < _MOST_IDS:
                ids.append(response)

    def by_migration(self) -> tuple[MigrationCount, ...]:
        """What each migration does, in the order in which they stand."""
        return tuple(
            MigrationCount(
                line(migration), self.moved[at] or self._spoken_of(migration), self.conflicts[at], tuple(self.ids.get(at, ()))
            )
            for at, migration in enumerate(self.resolution.migrations)
        )

    def _spoken_of(self, migration: Migration) -> int:
        """The answers to the questions that are retired or mean the same: they stay where they are."""
        return sum(self.given[code] for code in self._named(migration))

    def _named(self, migration: Migration) -> set[str]:
        """The codes, in the last version, of the questions that are retired or mean the same."""
        codes = {key.partition(".")[0] for key in (*migration.retire, *migration.reworded)}
        fates = self.resolution.fates.values()
        return {fate.question.code for fate in fates if codes & {fate.question.code, fate.code}}
