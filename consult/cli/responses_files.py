"""consult responses files: what respondents attached."""

from __future__ import annotations

from pathlib import Path

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, steps, tell, tell_json
from consult.i18n import _, ngettext, number


@click.command("files", help=_("Write the files that respondents attached into a folder."))
@click.argument("survey", required=False)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=_("Folder to write to."))
@json_option
def files(survey: str | None, output: Path, as_json: bool) -> None:
    """Writes attached files."""
    from consult.service import attaching, defining

    with here() as consultation:
        name = survey or defining.sole_survey(consultation)
        written = attaching.write_out(consultation, name, output, steps(_("Writing")))
    if as_json:
        tell_json(written)
        return
    for path in written.files:
        tell(str(path))
    if written.absent:
        told = ngettext(
            "{n} file is not here: only its name came in.", "{n} files are not here: only their names came in.", written.absent
        )
        say(told.format(n=number(written.absent)))
    elif not written.files:
        say(_("Nothing is attached."))
