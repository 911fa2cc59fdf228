"""The root of the command line, and where its commands and groups are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from consult import __version__
from consult.cli.places import Root
from consult.i18n import LANGUAGES, _

_MODULES = {
    "answer": "answer", "backup": "start", "demo": "start", "init": "start", "people": "people", "report": "report",
    "responses": "responses", "status": "overview", "summarise": "start", "survey": "survey", "themes": "themes",
}  # fmt: skip
"""Name of a command → the module that has it: one command need not wait for all the others to load."""


@click.group(
    cls=Root,
    modules=_MODULES,
    help=_("Consult: the public discussion of a programme, from questionnaire to published report."),
    epilog=_("Commands work on the consultation in this folder or above it; without a command it opens in the terminal."),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--dir", "folder", type=click.Path(path_type=Path), envvar="CONSULT_DIR", help=_("Folder of the consultation."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages and reports (or CONSULT_LANG)."))
@click.option("-q", "--quiet", is_flag=True, help=_("Say nothing but data and errors."))
@click.version_option(__version__, prog_name="consult", message="%(prog)s %(version)s")
@click.pass_context
def consult(context: click.Context, /, **options: Any) -> None:
    """The root command; its options are read by the commands below it. Without a command it opens the terminal app."""
    if context.invoked_subcommand is None:
        from consult.cli import overview

        overview.open_or_help(context, options["folder"])
