"""consult responses: the answers that came in."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import click

from consult.cli.places import here, json_option, layout, layout_options
from consult.cli.speech import say, steps, tell, tell_json, tell_table
from consult.i18n import _, ngettext, number


@click.group(help=_("Answers: list, show, import."))
def responses() -> None:
    """The group."""


@responses.command("list", help=_("List the responses to a survey."))
@click.argument("survey", required=False)
@click.option("--limit", type=click.IntRange(min=1), help=_("Show at most this many."))
@json_option
def list_(survey: str | None, limit: int | None, as_json: bool) -> None:
    """Lists responses."""
    from consult.service import collecting, defining

    with here() as consultation:
        lines = list(islice(collecting.listing(consultation, survey or defining.sole_survey(consultation)), limit))
    if as_json:
        tell_json(lines)
    else:
        tell_table(
            (_("Response"), _("Submitted"), _("Channel"), _("Version"), _("Answers")),
            [(line.id, line.submitted_at, collecting.channel_name(line.channel), line.version, line.answered) for line in lines],
        )


@responses.command("show", help=_("Show one response, by its id or receipt code."))
@click.argument("response", metavar="ID|CODE")
@json_option
def show(response: str, as_json: bool) -> None:
    """Shows a response."""
    from consult.service import collecting

    with here() as consultation:
        survey, found = collecting.show(consultation, response)
    if as_json:
        tell_json(found)
        return
    tell(
        f"{found.id}  {found.submitted_at or '–'}  {collecting.channel_name(found.channel)}  {survey.title_in()} v{found.version}"
    )
    for question in survey.questions:
        answers = [answer for answer in found.answers if answer.question == question.code]
        if not answers:
            continue
        tell()
        tell(question.label_in())
        for answer in answers:
            row = next((row.label_in() for row in question.rows if row.code == answer.row), "")
            choice = question.choice(answer.code or "")
            value = answer.text or (choice.label_in() if choice else answer.code) or ""
            if answer.number is not None:
                value = number(answer.number, None)
            value = _("(left blank)") if answer.missing else value
            tell(f"  {row}: {value}" if row else f"  {value}")


@responses.command("import", help=_("Read a table of answers (CSV, TSV, XLSX, XLS, ODS) into a survey: all of it, or nothing."))
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--survey", help=_("Survey that the table answers; not needed where there is only one."))
@click.option("--mapping", type=click.Path(path_type=Path), help=_("Mapping file; mappings/SURVEY.yaml if not given."))
@click.option("--dry-run", is_flag=True, help=_("Only check and count."))
@layout_options
def import_(table: Path, survey: str | None, mapping: Path | None, dry_run: bool, **options: Any) -> None:
    """Imports a table."""
    from consult.service import defining, exchanging

    with here() as consultation:
        done = exchanging.import_table(
            consultation, table, survey or defining.sole_survey(consultation), mapping_file=mapping, layout=layout(options),
            dry_run=dry_run, progress=steps(_("Checking")),
        )  # fmt: skip
    if done.mapping:
        say(_("Wrote the mapping {file}; look at it.").format(file=done.mapping))
    say(f"{done.how}.")
    added = ngettext("{n} response added", "{n} responses added", done.added)
    if dry_run:
        added = ngettext("{n} response would be added", "{n} responses would be added", done.added)
    known = ngettext("{n} was there already", "{n} were there already", done.already_there)
    told = [added.format(n=number(done.added)) if done.added else _("nothing to add")]
    if done.already_there:
        told.append(known.format(n=number(done.already_there)))
    said = ", ".join(told)
    say(f"{said[:1].upper()}{said[1:]}.")
