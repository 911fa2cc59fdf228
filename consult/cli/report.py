"""consult report: the published account of it all."""

from __future__ import annotations

from pathlib import Path

import click

from consult.cli.places import here, json_option, lang_option, language
from consult.cli.speech import say, steps, tell, tell_json
from consult.i18n import _


@click.group(help=_("The report: build."))
def report() -> None:
    """The group."""


@report.command("build", help=_("Build the report as one HTML page and a PDF."))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=_("File to write; its ending is added or decides the format.")
)
@click.option("--format", "formats", multiple=True, type=click.Choice(("html", "pdf")), help=_("Only this format."))
@lang_option
@json_option
def build(output: Path | None, formats: tuple[str, ...], lang: str | None, as_json: bool) -> None:
    """Builds the report."""
    from consult.service.reports import reporting

    if output and output.suffix.lower() in (".html", ".pdf"):
        formats = formats or (output.suffix.lower().removeprefix("."),)
        output = output.with_suffix("")
    with here() as consultation:
        built = reporting.build(
            consultation, language=lang or language(), output=output, formats=formats or reporting.FORMATS,
            progress=steps(_("Drawing charts")),
        )  # fmt: skip
    for note in built.notes:
        say(f"• {note}")
    if as_json:
        tell_json(built)
        return
    for path in built.files:
        tell(str(path))
