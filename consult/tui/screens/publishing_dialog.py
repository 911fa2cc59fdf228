"""What publishing a survey would do, asked before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from consult.i18n import _, current, ngettext, number
from consult.model.changes import Kind
from consult.service import defining, versioning, vetting
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.versioning import Plan

_MOST = 8
_GLYPHS = {Kind.MEANING: ("! ", "$warning"), Kind.COMPATIBLE: ("+ ", "$accent"), Kind.FREE: ("○ ", "$text-muted")}


def publishing_dialog(consultation: Consultation, survey: str) -> Dialog:
    """Gives back `publish`, `edit` or `close`. Raises SurveyError where the file has faults, NotFoundError where it is gone."""
    draft = defining.read_file(defining.resolve(consultation, survey))
    plans: dict[str, Plan] = {}  # counting answers takes a while, and the words of a plan are in one language

    def ask() -> Asked:
        if current() not in plans:
            plans[current()] = versioning.plan(consultation, draft)
        return _asked(plans[current()])

    return Dialog(ask)


def _asked(plan: Plan) -> Asked:
    if plan.unchanged:
        told = _("Nothing changed since version {version}.").format(version=plan.before)
        return Asked(_("Publish"), [(Content(""), plain(told))], {"close": _("Close")})
    problems = (*plan.problems, *vetting.old_translations(plan.survey, plan.stale))
    if problems:
        lines = [(Content.styled("! ", "bold $error"), plain(f"{one.place}: {sentence(one)}")) for one in problems[:_MOST]]
        return Asked(_("This cannot be published yet"), lines, {"edit": _("Edit the survey"), "close": _("Close")})
    ways = {"publish": _("Publish"), "close": _("Not now")}
    if plan.stale or plan.lacking:
        ways = {"publish": _("Publish"), "edit": _("Edit the survey"), "close": _("Not now")}
    return Asked(_("Publish version {n}?").format(n=plan.version), [*_lines(plan)], ways)


def _lines(plan: Plan) -> Iterator[tuple[Content, Content]]:
    yield from ((Content.styled("△ ", "bold $warning"), plain(told)) for told in versioning.told_of_translations(plan))
    if not plan.before:
        yield Content(""), plain(_("From then on its questions are frozen; a change makes a new version."))
        return
    counted = plan.responses - plan.excluded
    told = ngettext("{n} response so far", "{n} responses so far", counted).format(n=number(counted))
    moved = ngettext("migrations move answers in {n} response", "migrations move answers in {n} responses", plan.affected)
    yield Content(""), plain(f"{told}; {moved.format(n=number(plan.affected))}" if plan.migrations else told)
    order = [*_GLYPHS]
    changes = sorted(plan.changes, key=lambda change: order.index(change.kind))
    for change in changes[:_MOST]:
        yield Content.styled(*_GLYPHS[change.kind]), plain(f"{change.place}: {change.told}")
    if (more := len(changes) - _MOST) > 0:
        yield Content("  "), plain(ngettext("and {n} more", "and {n} more", more).format(n=number(more)), "$text-muted")
