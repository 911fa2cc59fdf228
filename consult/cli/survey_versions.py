"""consult survey diff, and how the changes between versions are told when a survey is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult.cli.places import here, json_option
from consult.cli.speech import steps, tell, tell_json
from consult.i18n import _, ngettext, number

if TYPE_CHECKING:
    from consult.model.survey import Survey
    from consult.model.versions.changes import Change, Kind
    from consult.service.trying_migrations import MigrationCount
    from consult.service.versioning import Diff, Plan

_MANY = 5_000  # responses: fewer are counted in less than a second


@click.command("diff", help=_("Show what changed: from the last published version to the file, or between two versions."))
@click.argument("name", metavar="NAME|FILE")
@click.argument("old", type=click.IntRange(min=1), required=False)
@click.argument("new", type=click.IntRange(min=1), required=False)
@json_option
def diff(name: str, old: int | None, new: int | None, as_json: bool) -> None:
    """Shows the changes between two versions."""
    from consult.service import defining, versioning

    with here() as consultation:
        if new is None:
            draft = defining.draft_or_newest(consultation, name)
            found = versioning.diff(consultation, draft.id, old, draft=draft)
        else:
            found = versioning.diff(consultation, _survey_name(name), old, new)
    if as_json:
        tell_json(found)
        return
    tell(_heading(found))
    _tell_changes(found.changes)
    if not found.changes:
        tell(_("Nothing changed."))
    tell_translations(found)


def _survey_name(name: str) -> str:
    """The survey that a name or the path of its file means."""
    path = Path(name)
    if path.suffix not in (".yaml", ".yml"):
        return name
    return path.parent.name if path.stem == "survey" else path.stem


def published_version(name: str, version: int) -> Survey:
    """A published version of a survey; raises NotFoundError."""
    from consult.service.history import history

    with here() as consultation:
        return history(consultation, _survey_name(name)).version(version)


def counting() -> Callable[[int, int], None]:
    """Tells how far the counting of answers is, where there are so many that it takes a while."""
    telling: list[Callable[[int, int], None]] = []

    def progress(done: int, total: int) -> None:
        if total >= _MANY:
            telling[:] = telling or [steps(_("Counting answers"))]
            telling[0](done, total)

    return progress


def _heading(found: Diff) -> str:
    if found.new:
        return _("{survey}: from version {old} to version {new}").format(survey=found.survey, old=found.old, new=found.new)
    return _("{survey}: from version {old} to the file").format(survey=found.survey, old=found.old)


def _tell_changes(changes: Sequence[Change]) -> None:
    """The changes, those that weigh most first."""
    from consult.model.versions.changes import Kind

    headings = {
        Kind.MEANING: _("Changes of meaning"), Kind.COMPATIBLE: _("Compatible changes"), Kind.FREE: _("Free changes"),
    }  # fmt: skip
    for kind, heading in headings.items():
        of_kind = [change for change in changes if change.kind is kind]
        if of_kind:
            tell()
            tell(f"{heading} ({len(of_kind)})")
        for change in of_kind:
            covered = " " + _("(a migration speaks of it)") if change.covered else ""
            tell(f"  {_glyph(kind)} {change.place}: {change.told}{covered}")


def _glyph(kind: Kind) -> str:
    return {"free": "○", "compatible": "+", "meaning": "!"}[kind]


def tell_plan(plan: Plan) -> None:
    """Counts first, then the migrations, then the changes."""
    if plan.unchanged:
        tell(_("{survey}: nothing changed since version {version}.").format(survey=plan.survey, version=plan.before))
        return
    tell(_("{survey}: would be version {version}").format(survey=plan.survey, version=plan.version))
    if plan.before:
        counted = plan.responses - plan.excluded
        told = ngettext("{n} response so far", "{n} responses so far", counted).format(n=number(counted))
        moved = ngettext(
            "migrations move answers in {n} response", "migrations move answers in {n} responses", plan.affected
        ).format(n=number(plan.affected))
        tell(f"{told}; {moved}" if plan.migrations else told)
    _tell_migrations(plan.migrations)
    _tell_changes(plan.changes)
    tell_translations(plan)


def tell_translations(found: Plan | Diff) -> None:
    """What is missing in the other languages, and the translations that were left while their text changed."""
    from consult.model.versions.change import said
    from consult.service.versioning import told_of_translations

    warnings = told_of_translations(found)
    if warnings:
        tell()
        tell(_("Translations"))
    for told in warnings:
        tell(f"  △ {told}")
    for one in found.stale:
        words = _("asks something else now, but {text} is the old one") if one.other else _("{text} is as it was")
        tell(f"    {one.place}: {words.format(text=said(one.text))}")


def _tell_migrations(migrations: Iterable[MigrationCount]) -> None:
    for counted in migrations:
        answers = ngettext("{n} answer", "{n} answers", counted.answers).format(n=number(counted.answers))
        tell(f"  {counted.line}  → {answers}")
        if counted.conflicts:
            told = ngettext(
                "{n} conflict: different answers met, none of them counts any more; see {ids}",
                "{n} conflicts: different answers met, none of them counts any more; see {ids}",
                counted.conflicts,
            )
            tell("    ! " + told.format(n=number(counted.conflicts), ids=", ".join(counted.conflicting)))
