"""consult without a command: the terminal app of the consultation here, or help with a word on how to begin; consult status."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import NoArgsIsHelpError

from consult.cli.places import here, json_option, language
from consult.cli.speech import counted, on_a_terminal, say, tell, tell_json, tell_table
from consult.errors import ConsultError
from consult.i18n import _, number

if TYPE_CHECKING:
    from consult.service.stage_words import Schedule
    from consult.service.survey_standing import SurveyStanding

_GLYPHS = {"ahead": "○", "open": "▸", "over": "✓", "overdue": "!"}


class _Help(NoArgsIsHelpError):
    """The help, with a hint below it."""

    def __init__(self, context: click.Context, hint: str):
        super().__init__(context)
        self.hint = hint

    def format_message(self) -> str:
        """The help and the hint."""
        return f"{super().format_message()}\n\n{self.hint}"


def open_or_help(context: click.Context, folder: Path | None) -> None:
    """Opens the app where there is a consultation and a terminal; else shows the help and ends with 2, as other programs do.

    A folder that was named, with --dir or CONSULT_DIR, and has no consultation is a fault and raises ConsultationError.
    """
    from consult.service.consultation import find_folder

    try:
        find_folder(folder)
    except ConsultError:
        if folder is not None or os.environ.get("CONSULT_DIR"):
            raise
        hint = _("Begin with “consult demo”, an example to look at, or “consult init DIR”, a consultation of your own.")
        raise _Help(context, hint) from None
    if not on_a_terminal():
        raise _Help(context, _("In a terminal, “consult” alone opens the consultation that is here."))
    with here() as consultation:
        from consult.tui.consultation_app import ConsultationApp

        ConsultationApp(consultation, language()).run()


@click.command(help=_("Show how the consultation stands."))
@json_option
def status(as_json: bool) -> None:
    """Shows stages, surveys, responses and themes."""
    from consult.service import theming
    from consult.service.overview import overview

    with here() as consultation:
        found = overview(consultation)
        themes: dict[str, int] = {}
        for theme in theming.listing(consultation):
            themes[theme.survey] = themes.get(theme.survey, 0) + 1
    if as_json:
        tell_json(asdict(found) | {"themes": themes})
        return
    say(found.title)
    for problem in found.problems:
        say(f"! {problem}")
    _tell_stages(found.schedule)
    if not found.surveys:
        say(_("There is no survey yet: write one in {folder}.").format(folder=Path(found.folder) / "surveys"))
    tell_table(
        (_("Survey"), _("Version"), _("Questions"), _("Responses"), _("Themes"), _("Invited"), _("Channels")),
        [
            (one.id, one.version or "–", one.questions, counted(one.responses, one.excluded), themes.get(one.id, 0), *_more(one))
            for one in found.surveys
        ],
    )


def _more(survey: SurveyStanding) -> tuple[str, str]:
    """Those who answered of those who were invited, and the channels."""
    told = _("{answered} of {invited}").format(answered=number(survey.answered), invited=number(survey.invited))
    channels = ", ".join(f"{part.label} {number(part.responses)}" for part in survey.channels)
    return told if survey.invited else "–", channels or "–"


def _tell_stages(schedule: Schedule) -> None:
    if not schedule.stages:
        return
    tell_table(
        (_("Stage"), _("Days"), _("State")),
        [(f"{_GLYPHS[stage.standing]} {stage.title}", stage.dates, stage.told) for stage in schedule.stages],
    )
    for period in schedule.periods:
        tell(f"{'✓' if period.kept else '!'} {period.told}" if period.wanted is not None else f"  {period.told}")
    for line in (schedule.source, schedule.remark):
        if line:
            tell(f"  {line}")
    tell()
