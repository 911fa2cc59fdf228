"""Which of several published surveys is meant: asked where somebody sits at the terminal, else told as a fault."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from consult import i18n
from consult.cli import answering_modes
from consult.cli.places import language
from consult.cli.speech import on_a_terminal
from consult.service import defining

if TYPE_CHECKING:
    from consult.service.consultation import Consultation


def chosen(consultation: Consultation, *, plain: bool) -> str:
    """The survey that the person chooses, empty where they leave; `plain` asks in lines.

    The language that was changed to on the way is spoken from then on. Raises NotFoundError where nobody can be asked.
    """
    if plain and sys.stdin.isatty():
        return _asked_in_lines(consultation)
    if not plain and on_a_terminal():
        return _taken_from_a_list(consultation)
    return defining.sole_survey(consultation)


def _asked_in_lines(consultation: Consultation) -> str:
    from consult.tui.plain_form.which_survey import ask

    return ask(_surveys(consultation), answering_modes.plain_console())


def _taken_from_a_list(consultation: Consultation) -> str:
    from consult.tui.which_survey_app import WhichSurveyApp

    app = WhichSurveyApp(consultation.settings.title, _surveys(consultation), language())
    name = app.run() or ""
    i18n.activate(app.language)
    return name


def _surveys(consultation: Consultation) -> dict[str, dict[str, str]]:
    """The titles of the published surveys, language by language."""
    return {name: dict(defining.current(consultation, name).title) for name in defining.published(consultation)}
