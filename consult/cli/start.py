"""Commands that begin or keep a whole consultation: demo, summarise, init, backup."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consult.cli.places import here, lang_option, language, layout, layout_options
from consult.cli.speech import say, steps, tell
from consult.i18n import _, ngettext, number, quoted
from consult.model.visible_text import shortened

if TYPE_CHECKING:
    from consult.service.summarising import Summary

_FOLDER = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path)


@click.command(help=_("Make a whole example consultation, with themes and reports."))
@click.argument("folder", metavar="[DIR]", type=_FOLDER, default="consult-demo")
def demo(folder: Path) -> None:
    """Makes the example."""
    from consult.service.demonstrating import demonstrate

    made = demonstrate(folder, step=steps)
    counts = (
        ngettext("{n} invented response", "{n} invented responses", made.responses).format(n=number(made.responses)),
        ngettext("{n} survey", "{n} surveys", made.surveys).format(n=made.surveys),
        ngettext("{n} theme", "{n} themes", made.themes).format(n=made.themes),
    )
    say(f"{', '.join(counts)}.")
    say(_("Go to the folder {folder} and try “consult status”. The reports:").format(folder=made.folder))
    for path in made.files:
        tell(str(path))


@click.command(help=_("Turn a spreadsheet of answers into themes and a report, with nothing prepared."))
@click.argument("table", type=_FILE)
@click.option("-o", "--output", type=_FOLDER, help=_("Folder to make; named after the table if not given."))
@click.option("--survey", type=_FILE, help=_("Survey file to use instead of guessing."))
@click.option("--mapping", type=_FILE, help=_("Mapping file to use with it."))
@lang_option
@layout_options
def summarise(
    table: Path, output: Path | None, survey: Path | None, mapping: Path | None, lang: str | None, **options: Any
) -> None:
    """Summarises a table."""
    from consult.service.summarising import summarise as make

    made = make(
        table, output, language=lang or language(), layout=layout(options), survey_file=survey, mapping_file=mapping, step=steps
    )
    _tell_guesses(made)
    for note in (*made.notes, *made.built.notes):
        say(f"• {note}")
    say()
    say(_("To correct a guess, edit the two files and summarise again with them into a new folder:"))
    files = ("--survey", made.survey_file, "--mapping", made.mapping_file)
    say(f"  {shlex.join(map(str, ('consult', 'summarise', table, *files, '-o', f'{made.folder}-2')))}")
    say(_("The report:"))
    for path in made.built.files:
        tell(str(path))


def _tell_guesses(made: Summary) -> None:
    questions = [guess for guess in made.guesses if guess.question]
    say()
    say(f"{made.how}. " + ngettext("{n} response", "{n} responses", made.responses).format(n=number(made.responses)) + ".")
    kinds: dict[str, dict[str, str]] = {}
    for guess in questions:
        kinds.setdefault(guess.kind, {}).setdefault(guess.question, quoted(shortened(guess.header, 38)))
    for kind, headers in kinds.items():
        named = ", ".join(list(headers.values())[:3])
        say(f"  {_kind(kind)} ({len(headers)}): {named}{' …' if len(headers) > 3 else ''}")
    wording = {guess.question: guess.header for guess in questions}
    for found in made.themes:
        if found.enough:
            what = ngettext("{n} theme", "{n} themes", found.themes).format(n=found.themes)
        else:
            what = _("too few different answers to look for themes")
        say(f"  {quoted(shortened(wording.get(found.question, found.question), 60))}: {what}")


def _kind(kind: str) -> str:
    return {
        "single": _("one choice"), "multi": _("several choices"), "scale": _("scale"), "number": _("number"),
        "text": _("own words"), "date": _("date"), "matrix": _("matrix"),
    }.get(kind, kind)  # fmt: skip


@click.command(help=_("Make the folder of a new consultation."))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--title", help=_("Title of the consultation."))
@click.option("--from", "ready", metavar="NAME", multiple=True, help=_("Take the ready survey NAME into it."))
def init(folder: Path, title: str | None, ready: tuple[str, ...]) -> None:
    """Makes a consultation; in the folder of one that lost its database, or was checked out without it, an empty database."""
    from consult.model.consultation import Settings
    from consult.model.typed_values import normalise
    from consult.service import defining
    from consult.service.consultation import create, renew

    name = normalise(title or folder.resolve().name)
    for survey in ready:
        defining.refuse_unknown(survey)
    if not title and not ready and renew(folder):
        say(_("Made an empty database in {folder}; the files there stay as they are.").format(folder=folder))
        return
    with create(folder, Settings(title={language(): name}, languages=(language(),) if title else ("lv", "en"))) as made:
        for survey in ready:
            tell(str(defining.take_ready_survey(made, survey)))
    say(_("Made {folder}. Go there and open it: cd {folder}, then consult.").format(folder=folder))


@click.command(help=_("Write a whole, consistent copy of the database to FILE."))
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Copies the database."""
    from consult.service.consultation import backup as copy

    with here() as consultation:
        copy(consultation, file)
    say(_("Wrote {file}.").format(file=file))
