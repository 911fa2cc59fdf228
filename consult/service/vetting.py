"""Vets a survey before it is published: whatever would give another meaning to answers that there are is a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consult.errors import Problem
from consult.i18n import _, quoted
from consult.model.question import Choice, Question
from consult.model.survey import Migration, Survey
from consult.model.versions.change import said
from consult.model.versions.changes import Change, Kind
from consult.model.versions.choice_changes import reads_alike
from consult.model.versions.history import History
from consult.model.versions.migration_cuts import means_other
from consult.model.versions.migration_lines import line, lost
from consult.model.versions.migration_steps import CHOICES, PARTS, ROWS, SIDES, Fate, Resolved
from consult.model.versions.stale_translations import Stale
from consult.service.trying_migrations import Trial


def problems(survey: Survey, changes: Sequence[Change], resolution: Resolved, trial: Trial) -> Iterator[Problem]:
    """Why the survey cannot be published; nothing where it can. `changes` and `resolution` are those since the last version."""
    file = f"{survey.id}.yaml"
    for gone in lost(trial.found.latest.migrations, survey.migrations):
        yield Problem(
            f"{file}: migrations", _("an earlier migration was changed or taken out: {line}").format(line=quoted(gone)),
            _("put it back, and write what is new below it"),
        )  # fmt: skip
    for fault in resolution.faults:
        yield Problem(f"{file}: migrations: {fault.place}", fault.fault, fault.way_out)
    for change in changes:
        if change.kind is Kind.MEANING and not change.covered and (change.never or trial.asked[change.question]):
            yield Problem(f"{file}: {change.place}", change.told, change.way_out + _once_more(change, survey))
    for place, told in _codes_used_again(survey, resolution, trial):
        yield Problem(f"{file}: {place}", told, _("give it a code that was never used"))


def old_translations(survey: str, stale: Iterable[Stale]) -> Iterator[Problem]:
    """What is wrong with translations that still ask what a question asked before, where it asks something else now."""
    for one in stale:
        if one.other:
            yield Problem(
                f"{survey}.yaml: {one.place}",
                _("{language} still asks what was asked before: {text}").format(
                    language=one.language.upper(), text=said(one.text)
                ),
                _(
                    "translate it anew, or, if it is right as it is, say so among the translations of “{command}” (t, then F7)"
                ).format(command=f"consult survey edit {survey}"),
            )


def _once_more(change: Change, survey: Survey) -> str:
    """The same line may have to stand twice: what stands there already speaks of an earlier version."""
    proposed = line(Migration(reworded=(change.place,)))
    known = {line(Migration(reworded=(code,))) for migration in survey.migrations for code in migration.reworded}
    there = proposed in known and quoted(proposed) in change.way_out
    return _(" (once more: the line that is there speaks of an earlier version)") if there else ""


def _codes_used_again(survey: Survey, resolution: Resolved, trial: Trial) -> Iterator[tuple[str, str]]:
    """Codes of earlier versions that come back with another meaning: (place, what is wrong)."""
    past, last = trial.found, trial.found.latest
    fates = {fate.code: fate for fate in resolution.fates.values()}
    for question in survey.questions:
        fate = fates.get(question.code)
        if last.question(question.code) is None and past.asked(question.code):
            known = None if fate else past.survey.question(question.code)
            other = known is None or past.newest_code(question.code) != question.code or means_other(known, question)
            if other and trial.asked_then.get(question.code):
                yield (
                    question.code,
                    _("the code {code} belonged to another question that has answers").format(code=quoted(question.code)),
                )
        if fate:
            again = list(_choices_used_again(past, fate, question))
            yield from again if again and trial.asked[fate.question.code] else ()


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
