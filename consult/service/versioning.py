"""Versions of surveys: what publishing would do, what differs between two versions, texts across versions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from consult.errors import Problem
from consult.i18n import ngettext, number
from consult.model.question import QuestionType
from consult.model.survey import Survey
from consult.model.translations import Completeness, completeness
from consult.model.versions.changes import Change, compare
from consult.model.versions.migration_resolving import resolved
from consult.model.versions.migration_steps import PARTS, Ending
from consult.model.versions.stale_translations import Stale, stale
from consult.service import vetting
from consult.service.confirmed_texts import confirmed
from consult.service.consultation import Consultation
from consult.service.history import history
from consult.service.progress import Progress
from consult.service.trying_migrations import MigrationCount, Trial
from consult.store import question_codes, responses, reviews, surveys


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
    """How many there are, the excluded ones too."""
    excluded: int = 0
    """How many of them do not count."""
    affected: int = 0
    """Responses that count in which a migration moves answers."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be published; empty where it can."""
    stale: tuple[Stale, ...] = ()
    """Translations to be looked over: the text changed, they did not, and nobody confirmed them."""
    lacking: tuple[Completeness, ...] = ()
    """The languages in which texts are missing."""

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
    stale: tuple[Stale, ...] = ()
    """Translations of a survey file to be looked over."""


def diff(
    consultation: Consultation, name: str, old: int | None = None, new: int | None = None, *, draft: Survey | None = None
) -> Diff:
    """The changes between two published versions, or from one (the last, if none is named) to `draft`, the survey file.

    Without `draft` the newest version takes its place. Raises NotFoundError.
    """
    found = history(consultation, name)
    before = found.version(old) if old is not None else found.latest
    after = found.version(new) if new is not None else draft or found.latest
    unlooked = unconfirmed(consultation, before, draft) if draft and new is None else ()
    return Diff(name, before.version, after.version, compare(before, after), unlooked)


def unconfirmed(consultation: Consultation, last: Survey, survey: Survey) -> tuple[Stale, ...]:
    """The translations that are as they were in `last` while what they translate is not, and that nobody confirmed."""
    from consult.service.defining import path_of

    fine = confirmed(path_of(consultation, survey.id))
    return tuple(one for one in stale(last, survey) if one.pair not in fine)


def plan(consultation: Consultation, survey: Survey, progress: Progress | None = None) -> Plan:
    """What publishing would do; changes nothing."""
    published = surveys.versions(consultation.database, survey.id)
    lacking = tuple(one for one in completeness(survey) if one.missing)
    if not published:
        return Plan(survey.id, 0, 1, lacking=lacking)
    found = history(consultation, survey.id)
    last = found.latest
    total = responses.count(consultation.database, survey.id)
    if replace(survey, version=last.version) == last:
        return Plan(survey.id, last.version, last.version, responses=total)
    changes, resolution = compare(last, survey), resolved(last, survey)
    trial = Trial(consultation, found, resolution)
    trial.count(progress)
    doubted = unconfirmed(consultation, last, survey)
    return Plan(
        survey.id, last.version, last.version + 1, changes, trial.by_migration(), total,
        reviews.count_excluded(consultation.database, survey.id), trial.affected,
        (*vetting.problems(survey, changes, resolution, trial), *vetting.old_translations(survey.id, doubted)), doubted, lacking,
    )  # fmt: skip


def refusals(consultation: Consultation, survey: Survey) -> tuple[Problem, ...]:
    """Why publishing would refuse the survey as the next version: the problems of its plan, without trying its migrations."""
    if not surveys.latest(consultation.database, survey.id):
        return ()
    found = history(consultation, survey.id)
    last = found.latest
    if replace(survey, version=last.version) == last:
        return ()
    changes, resolution = compare(last, survey), resolved(last, survey)
    trial = Trial(consultation, found, resolution)
    return (
        *vetting.problems(survey, changes, resolution, trial),
        *vetting.old_translations(survey.id, unconfirmed(consultation, last, survey)),
    )


def told_of_translations(found: Plan | Diff) -> list[str]:
    """Sentences on what is missing or to be checked in the languages of a survey, one a language and matter."""
    told = []
    for one in found.lacking if isinstance(found, Plan) else ():
        words = ngettext(
            "{language}: {n} text is missing of {total}", "{language}: {n} texts are missing of {total}", len(one.missing)
        )
        told.append(words.format(language=one.language.upper(), n=number(len(one.missing)), total=number(one.texts)))
    for language, count in Counter(one.language for one in found.stale).items():
        words = ngettext(
            "{language}: {n} translation is to be checked, its text has changed",
            "{language}: {n} translations are to be checked, their texts have changed",
            count,
        )
        told.append(words.format(language=language.upper(), n=number(count)))
    return told


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
