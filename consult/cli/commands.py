"""The root of the command line, with the commands that stand on their own and the groups below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from consult import __version__
from consult.cli import answer, people, report, responses, start, survey, survey_files, themes
from consult.cli.places import Root
from consult.i18n import LANGUAGES, _


@click.group(
    cls=Root,
    help=_("Consult: the public discussion of a programme, from questionnaire to published report."),
    epilog=_("Commands work on the consultation in this folder or above it."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--dir", "folder", type=click.Path(path_type=Path), envvar="CONSULT_DIR", help=_("Folder of the consultation."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages and reports (or CONSULT_LANG)."))
@click.option("-q", "--quiet", is_flag=True, help=_("Say nothing but data and errors."))
@click.version_option(__version__, prog_name="consult", message="%(prog)s %(version)s")
def consult(**_options: Any) -> None:
    """The root command; its options are read by the commands below it."""


for command in (
    start.demo, start.summarise, start.init, start.status, start.backup, survey.survey, answer.answer,
    responses.responses, people.people, themes.themes, report.report,
):  # fmt: skip
    consult.add_command(command)
for command in (survey_files.import_, survey_files.export):
    survey.survey.add_command(command)
