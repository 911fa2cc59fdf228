"""consult survey edit and new: the survey builder in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from consult.cli.places import here, language
from consult.cli.speech import on_a_terminal
from consult.errors import UsageError
from consult.i18n import _

if TYPE_CHECKING:
    from consult.service.building import Building
    from consult.service.consultation import Consultation


@click.command("edit", help=_("Change a survey in the terminal; nobody needs to know how the file is written."))
@click.argument("name")
def edit(name: str) -> None:
    """Opens the builder on a survey."""
    from consult.service.building import open_building

    _needs_terminal()
    with here() as consultation:
        _open(consultation, open_building(consultation, name))


@click.command("new", help=_("Make a new survey and build it in the terminal."))
@click.argument("name")
@click.option("--title", default="", help=_("Title of the survey."))
@click.option("--from", "ready", default="", metavar="READY", help=_("Begin with a ready survey."))
def new(name: str, title: str, ready: str) -> None:
    """Begins a survey."""
    from consult.i18n import text_in
    from consult.service.building import begin
    from consult.service.ready_building import begin_from

    _needs_terminal()
    with here() as consultation:
        if ready:
            building = begin_from(consultation, name, ready, title)
        else:
            languages = consultation.settings.languages
            titles = {languages[0]: title or text_in(consultation.settings.title, languages[0])}
            building = begin(consultation, name, title=titles, languages=languages)
        _open(consultation, building)


def _needs_terminal() -> None:
    if not on_a_terminal():
        raise UsageError(_("the survey builder needs a terminal"), _("run it without pipes, or write the file in an editor"))


def _open(consultation: Consultation, building: Building) -> None:
    from consult.tui.builder_app import BuilderApp

    BuilderApp(consultation, building, language()).run()
