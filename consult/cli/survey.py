"""consult survey: the questionnaires."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from consult.cli.places import here, json_option, layout, layout_options
from consult.cli.speech import say, tell, tell_json, tell_table
from consult.errors import ConsultError, Problem, SurveyError
from consult.i18n import _, ngettext


@click.group(help=_("Questionnaires: list, check, show, publish, infer."))
def survey() -> None:
    """The group."""


@survey.command("list", help=_("List the surveys of the consultation."))
@json_option
def list_(as_json: bool) -> None:
    """Lists surveys."""
    from consult.service import defining

    with here() as consultation:
        lines = defining.listing(consultation)
    if as_json:
        tell_json(lines)
        return
    tell_table(
        (_("Survey"), _("Title"), _("Version"), _("Questions"), _("Responses")),
        [
            (line.id, line.title, f"{line.version or '–'}{' *' if line.changed else ''}", line.questions, line.responses)
            for line in lines
        ],
    )
    if any(line.changed for line in lines):
        say(_("* the file was changed since it was published"))


@survey.command("check", help=_("Check survey files: NAME of a survey here, or paths; all surveys where none is named."))
@click.argument("names", metavar="[NAME|FILE]...", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Checks surveys; every fault of every file is told."""
    from consult.service import defining

    problems: list[Problem] = []
    for path in _paths(names):
        try:
            found = defining.read_file(path)
            say(f"✓ {path}: " + ngettext("{n} question", "{n} questions", len(found.questions)).format(n=len(found.questions)))
        except ConsultError as error:
            problems.extend(error.problems)
    if problems:
        raise SurveyError(problems=problems)


def _paths(names: tuple[str, ...]) -> list[Path]:
    from consult.service import defining

    if names and all(Path(name).suffix in (".yaml", ".yml") for name in names):
        return [Path(name) for name in names]
    with here() as consultation:
        return [defining.resolve(consultation, name) for name in names] or defining.files(consultation)


@survey.command("show", help=_("Show the questions of a survey."))
@click.argument("name", metavar="NAME|FILE")
@json_option
def show(name: str, as_json: bool) -> None:
    """Shows a survey."""
    from consult.service import defining

    found = defining.read_file(_paths((name,))[0])
    if as_json:
        tell_json(found)
        return
    from consult.i18n import text_in

    tell(found.title_in())
    for page in found.pages:
        tell()
        tell(text_in(page.title) or page.code)
        for question in page.questions:
            star = " *" if question.required else ""
            tell(f"  {question.code} ({question.type}){star}: {question.label_in()}")
            for row in question.rows:
                tell(f"      – {row.label_in()}")
            offered = " · ".join(choice.label_in() for choice in question.choices[:12])
            if offered:
                tell(f"      {offered}{' …' if len(question.choices) > 12 else ''}")


@survey.command("publish", help=_("Freeze a survey as its next version, so that it can be answered."))
@click.argument("name", metavar="NAME|FILE")
def publish(name: str) -> None:
    """Publishes a survey."""
    from consult.service import defining

    with here() as consultation:
        found = defining.publish(consultation, defining.read_file(defining.resolve(consultation, name)))
    say(_("Published {survey}, version {version}.").format(survey=found.id, version=found.version))


@survey.command("infer", help=_("Guess a survey from a table of answers and write it as a survey file."))
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("File to write; standard output if not given."))
@layout_options
def infer(table: Path, output: Path | None, **options: Any) -> None:
    """Infers a survey."""
    from consult.service.summarising import inferred_text

    text = inferred_text(table, layout(options), output)
    if output is None:
        click.echo(text, nl=False)
    else:
        say(_("Wrote {file}.").format(file=output))
