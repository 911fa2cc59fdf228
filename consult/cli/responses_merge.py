"""consult responses merge: what was said on another laptop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, steps, tell, tell_json
from consult.i18n import _, ngettext, number, quoted

if TYPE_CHECKING:
    from consult.service.merging import Merged


@click.command("merge", help=_("Add the answers that were collected in another consult.db. Done twice, it adds nothing."))
@click.argument("other", metavar="OTHER.db", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only compare and count."))
@click.option("--skip-conflicts", is_flag=True, help=_("Leave out what is here otherwise, and add the rest."))
@json_option
@click.pass_context
def merge(context: click.Context, other: Path, dry_run: bool, skip_conflicts: bool, as_json: bool) -> None:
    """Merges."""
    from consult.service import merging

    with here() as consultation:
        progress = steps(_("Comparing"))
        done = merging.merge(consultation, other, skip_conflicts=skip_conflicts, dry_run=dry_run)
        progress(1, 1)
    if as_json:
        tell_json(done)
    else:
        _tell(done, dry_run, skip_conflicts)
    if done.conflicts and not skip_conflicts:
        context.exit(1)


def _tell(done: Merged, dry_run: bool, skipped: bool) -> None:
    for conflict in done.conflicts:
        tell(conflict.said)
    if done.conflicts:
        n = len(done.conflicts)
        count = ngettext("{n} conflict", "{n} conflicts", n).format(n=number(n))
        if not skipped:
            say(_("{conflicts}. Nothing was added; --skip-conflicts leaves them out and adds the rest.").format(conflicts=count))
            return
        say(_("{conflicts}, left out.").format(conflicts=count))
    said = [_COUNTED[what](n).format(n=number(n)) for what, n in done.added.items() if n and what in _COUNTED]
    if not said:
        say(_("Nothing to add."))
    elif dry_run:
        say(_("Would be added: {things}.").format(things=", ".join(said)))
    else:
        say(_("Added: {things}.").format(things=", ".join(said)))
    if done.already_there:
        known = ngettext("{n} response was there already.", "{n} responses were there already.", done.already_there)
        say(known.format(n=number(done.already_there)))
    for apart in done.apart:
        text = ngettext(
            "{survey}: {n} response answers {question} of version {versions}, which means something else since; it is kept apart"
            " as {code}.",
            "{survey}: {n} responses answer {question} of version {versions}, which means something else since; they are kept"
            " apart as {code}.",
            apart.responses,
        )
        asked = ", ".join(map(str, apart.versions))
        names = {"survey": apart.survey, "question": quoted(apart.label), "versions": asked, "code": quoted(apart.question)}
        say(text.format(n=number(apart.responses), **names))
    for file in done.files:
        text = _("Would be written: the survey file {file}.") if dry_run else _("Wrote the survey file {file}.")
        say(text.format(file=file))
    for one in done.behind:
        text = _(
            "{file} was left as it is, and says something else than version {version}, which came over; compare them with"
            " “consult survey diff {survey}” before you publish it."
        )
        say(text.format(file=one.file, version=one.version, survey=one.survey))
    if said and not dry_run:
        say(_("Themes are not merged; find them once more with “consult themes find”."))


_COUNTED = {
    "responses": lambda n: ngettext("{n} response", "{n} responses", n),
    "versions": lambda n: ngettext("{n} version of a survey", "{n} versions of surveys", n),
    "people": lambda n: ngettext("{n} person", "{n} people", n),
    "invitations": lambda n: ngettext("{n} invitation", "{n} invitations", n),
    "revisions": lambda n: ngettext("{n} correction", "{n} corrections", n),
    "reviews": lambda n: ngettext("{n} review", "{n} reviews", n),
    "second_entries": lambda n: ngettext("{n} second typing of a paper form", "{n} second typings of paper forms", n),
    "attachments": lambda n: ngettext("{n} attachment", "{n} attachments", n),
}
