"""consult survey import and export: surveys of other tools."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, tell_json
from consult.i18n import _, ngettext


@click.command("import", help=_("Make a survey file of a survey of another tool: XLSForm (.xlsx) or LimeSurvey (.lss, .txt)."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("File to write; - for standard output."))
@click.option("--name", default="", help=_("Name of the survey; that of the file if not given."))
@json_option
def import_(file: Path, output: Path | None, name: str, as_json: bool) -> None:
    """Imports a survey."""
    from consult.service import interchange

    where: Path | None = None
    if output == Path("-"):
        imported = interchange.survey_from(file, name)
        if not as_json:
            click.echo(interchange.text_of(imported), nl=False)
    else:
        with here() if output is None else nullcontext(None) as consultation:
            imported, where = interchange.take(consultation, file, name, output)
    found = imported.survey
    if as_json:
        tell_json(
            {
                "survey": found.id, "kind": imported.kind, "file": where, "languages": found.languages,
                "pages": len(found.pages), "questions": len(found.questions), "notes": imported.notes,
                "remarks": imported.remarks, "renamed": imported.renamed,
            }
        )  # fmt: skip
        return
    _tell_notes(imported.notes)
    n = len(found.questions)
    say(f"{found.id}: " + ngettext("{n} question", "{n} questions", n).format(n=n))
    if where:
        say(_("Wrote {file}.").format(file=where))


@click.command("export", help=_("Write a survey for another tool: XLSForm (.xlsx) or LimeSurvey (.txt)."))
@click.argument("name", metavar="NAME|FILE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=_("File to write."))
@click.option(
    "--format", "form", type=click.Choice(("xlsform", "limesurvey")), help=_("Format; it follows from the ending if not given.")
)
@json_option
def export(name: str, output: Path, form: str | None, as_json: bool) -> None:
    """Exports a survey."""
    from consult.service import interchange

    is_file = Path(name).suffix.lower() in (".yaml", ".yml")
    with nullcontext(None) if is_file else here() as consultation:
        exported = interchange.survey_to(consultation, name, form or "", output)
    if as_json:
        tell_json({"files": exported.files, "notes": exported.notes, "renamed": exported.renamed})
        return
    _tell_notes(exported.notes)
    for path in exported.files:
        say(_("Wrote {file}.").format(file=path))


def _tell_notes(notes: Sequence[str]) -> None:
    for note in notes:
        say(f"! {note}")
