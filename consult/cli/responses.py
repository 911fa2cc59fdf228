"""consult responses: the answers that came in."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consult.cli import (
    responses_agreement,
    responses_correct,
    responses_export,
    responses_files,
    responses_merge,
    responses_review,
    responses_show,
    responses_waves,
)
from consult.cli.places import here, json_option, layout, layout_options
from consult.cli.speech import say, steps, tell_json, tell_table
from consult.i18n import _, ngettext, number, quoted
from consult.model.response import Review
from consult.model.visible_text import shortened

if TYPE_CHECKING:
    from consult.service.collecting import ResponseLine
    from consult.service.exchange.exchanging import Imported


@click.group(help=_("Responses (answers): import a table, list, show, review, find duplicates, export, merge two databases."))
def responses() -> None:
    """The group."""


@responses.command("list", help=_("List the responses to a survey."))
@click.argument("survey", required=False)
@click.option("--wave", help=_("Only this wave."))
@click.option("--state", type=click.Choice([state.value for state in Review]), help=_("Only responses that stand so."))
@click.option("--limit", type=click.IntRange(min=1), help=_("Show at most this many."))
@json_option
def list_(survey: str | None, wave: str | None, state: str | None, limit: int | None, as_json: bool) -> None:
    """Lists responses."""
    from consult.service import collecting, defining, waves

    with here() as consultation:
        name = survey or defining.sole_survey(consultation)
        chosen = None if wave is None else waves.response_ids(consultation, name, wave)
        found = (
            line
            for line in collecting.listing(consultation, name)
            if (chosen is None or line.id in chosen) and state in (None, line.review)
        )
        lines = list(islice(found, limit))
        anonymous = defining.current(consultation, name).identity == "anonymous"
    if as_json:
        tell_json(lines)
    else:
        header = [_("Response"), _("Submitted"), _("Channel"), _("Version"), _("State"), _("Answers")]
        if any(line.receipt for line in lines):
            tell_table([*header, _("Receipt")], [(*_line(line), line.receipt or "–") for line in lines])
        else:
            tell_table(header, map(_line, lines))
    if anonymous and lines and not as_json:
        say(
            _(
                "The survey is anonymous, so receipts are not listed; “consult responses show CODE” opens the one that its"
                " holder tells."
            )
        )


def _line(line: ResponseLine) -> tuple[object, ...]:
    from consult.service import collecting, reviewing

    return (
        line.id, line.submitted_at, collecting.channel_name(line.channel), line.version,
        reviewing.state_name(Review(line.review)), line.answered,
    )  # fmt: skip


@responses.command(
    "import", help=_("Read a table of answers (CSV, TSV, XLSX, XLS, ODS, JSON lines) into a survey: all of it, or nothing.")
)
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--survey", help=_("Survey that the table answers; not needed where there is only one."))
@click.option("--mapping", type=click.Path(path_type=Path), help=_("Mapping file; mappings/SURVEY.yaml if not given."))
@click.option("--dry-run", is_flag=True, help=_("Only check and count."))
@click.option("--update", is_flag=True, help=_("Correct responses whose id is known; what they said before is kept as well."))
@click.option("--wave", default="", help=_("Run of a repeated survey that the rows belong to, such as 2027."))
@layout_options
@json_option
def import_(
    table: Path, survey: str | None, mapping: Path | None, dry_run: bool, update: bool, wave: str, as_json: bool, **options: Any
) -> None:
    """Imports a table."""
    from consult.service import defining
    from consult.service.exchange import exchanging

    with here() as consultation:
        done = exchanging.import_table(
            consultation, table, survey or defining.sole_survey(consultation), mapping_file=mapping, layout=layout(options),
            dry_run=dry_run, update=update, wave=wave, progress=steps(_("Checking")),
        )  # fmt: skip
    if as_json:
        tell_json(done)
        return
    if done.mapping:
        text = _("The mapping {file} would be written.") if dry_run else _("Wrote the mapping {file}; look at it.")
        say(text.format(file=done.mapping))
    if done.new_columns:
        say(_new_columns(done, dry_run))
    say(f"{done.how}.")
    say(_counts(done, dry_run))
    for note in done.notes:
        say(note)


def _new_columns(done: Imported, dry_run: bool) -> str:
    """Which columns the mapping did not know, as a sentence."""
    names = ", ".join(quoted(shortened(header, 60)) for header in done.new_columns[:6])
    text = ngettext(
        "{n} new column added to the mapping; look at it: {names}",
        "{n} new columns added to the mapping; look at them: {names}",
        len(done.new_columns),
    )
    if dry_run:
        text = ngettext(
            "{n} new column would be added to the mapping: {names}",
            "{n} new columns would be added to the mapping: {names}",
            len(done.new_columns),
        )
    return text.format(n=number(len(done.new_columns)), names=names + (" …" if len(done.new_columns) > 6 else ""))


def _counts(done: Imported, dry_run: bool) -> str:
    """What came of an import, as a sentence."""
    added = ngettext("{n} response added", "{n} responses added", done.added)
    updated = ngettext("{n} was corrected", "{n} were corrected", done.updated)
    if dry_run:
        added = ngettext("{n} response would be added", "{n} responses would be added", done.added)
        updated = ngettext("{n} would be corrected", "{n} would be corrected", done.updated)
    there = ngettext("{n} was there already", "{n} were there already", done.already_there)
    new = [text.format(n=number(n)) for n, text in ((done.added, added), (done.updated, updated)) if n] or [_("nothing to add")]
    told = ", ".join([*new, *([there.format(n=number(done.already_there))] if done.already_there else [])])
    return f"{told[:1].upper()}{told[1:]}."


for command in (
    responses_show.show,
    responses_export.export,
    responses_files.files,
    responses_merge.merge,
    responses_waves.waves,
    responses_waves.changes,
    responses_review.duplicates,
    responses_review.review,
    responses_correct.correct,
    responses_agreement.agreement,
):
    responses.add_command(command)
