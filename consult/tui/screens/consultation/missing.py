"""Who was invited to a survey and has not answered, and which areas and groups nobody answered for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from consult.i18n import N_, _, number, percent
from consult.service.register import reminding
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.read_screen import ListScreen
from consult.tui.widgets.form_header import bar
from consult.tui.widgets.line_list import LineList
from consult.tui.widgets.title_head import TitleHead

if TYPE_CHECKING:
    from consult.model.person import Person
    from consult.service.consultation import Consultation
    from consult.service.register.reminding import Outstanding, Silent


class MissingScreen(ListScreen):
    """Who has not answered yet."""

    ABOUT = N_("Who was invited and has not answered, and which of the places and groups on offer no response has named yet.")
    ACTIONS = (Action("dismiss(None)", "escape", N_("back"), N_("Back to the survey")),)

    def __init__(self, consultation: Consultation, survey: str):
        super().__init__()
        self.consultation, self.survey = consultation, survey

    def read(self) -> Outstanding:
        """Who and what is missing."""
        return reminding.outstanding(self.consultation, self.survey)

    def draw(self, found: Outstanding) -> None:
        """Draws them, and keeps the place."""
        figures = Content("")
        if found.invited:
            told = _("{answered} of {invited} have answered ({share})").format(
                answered=number(found.answered), invited=number(found.invited), share=percent(found.answered / found.invited)
            )
            figures = bar(found.answered, found.invited) + plain(f"  {told}")
        under = _("wave {wave}").format(wave=found.wave) if found.wave else ""
        self.query_one(TitleHead).write(_("Not answered yet"), figures, under, plain(""))
        self.query_one(LineList).show(Option(line) for line in _lines(found))


def _lines(found: Outstanding) -> Iterator[Content]:
    if found.people:
        yield plain(_("Invited"), "bold $accent")
        yield from _people(found.people)
    elif found.invited:
        yield plain("✓ ", "$success") + plain(_("All who were invited have answered."))
    for silent in found.silent:
        yield from _silent(silent)
    if not found.invited and not found.silent:
        yield plain(_("Nobody was invited, and the survey asks for no area or group."), "$text-muted")


def _people(people: tuple[Person, ...]) -> Iterator[Content]:
    for person in people:
        who = person.organisation or person.name or person.code
        where = " · ".join(part for part in (person.name if person.organisation else "", person.group, person.area) if part)
        yield plain(f"  {who}", one_line=True) + plain(f"  {where}" if where else "", "$text-muted", one_line=True)


def _silent(silent: Silent) -> Iterator[Content]:
    there = silent.asked - len(silent.missing)
    told = _("{n} of {total} have a response").format(n=number(there), total=number(silent.asked))
    yield plain(silent.label, "bold $accent", one_line=True) + plain(f"  {told}", "$text-muted")
    for _code, label in silent.missing:
        yield plain("  ○ ", "$text-muted") + plain(label, one_line=True)
    if not silent.missing:
        yield plain("  ✓ ", "$success") + plain(_("Somebody answered for each."))
