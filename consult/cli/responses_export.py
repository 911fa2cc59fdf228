"""consult responses export: the answers in files for spreadsheets, statistics and other programs."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path
from typing import Any

import click

from consult.cli.places import here
from consult.cli.speech import say, steps
from consult.errors import UsageError
from consult.i18n import _, ngettext, number, quoted


@click.command("export", help=_("Write the responses to a file, or as text to standard output."))
@click.argument("survey", required=False)
@click.option(
    "--format", "format_", type=click.Choice(["csv", "tsv", "xlsx", "jsonl", "frictionless", "spss"]),
    help=_("Format of the file; told from its name where it can be, else csv."),
)  # fmt: skip
@click.option("--long", "long_", is_flag=True, help=_("One row for each answer."))
@click.option("-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help=_("File, or folder of a data package."))
@click.option("--version", type=click.IntRange(min=1), help=_("Only the responses to this version, with its questions."))
@click.option("--wave", help=_("Only the responses of this wave."))
@click.option("--all", "excluded", is_flag=True, help=_("Also responses that were excluded."))
@click.option("--delimiter", help=_("What separates cells: a sign, or “tab”."))
@click.option("--decimal", type=click.Choice([".", ","]), help=_("Decimal sign."))
@click.option("--excel", is_flag=True, help=_("CSV as Latvian Excel reads it: semicolons, decimal comma, UTF-8 with a mark."))
@click.option("--labels", metavar="LANG", help=_("Labels in this language instead of codes."))
def export(survey: str | None, format_: str | None, output: Path | None, **options: Any) -> None:
    """Exports responses."""
    from consult.service import defining, waves
    from consult.service.exchange import exporting

    to = None if output is None or str(output) == "-" else output
    wanted = _wanted(format_ or _told_by_name(to), options)
    with here() as consultation:
        name = survey or defining.sole_survey(consultation)
        if wanted.wave is not None:
            waves.refuse_unknown(consultation, name, wanted.wave)
        if to is None:
            done = exporting.export(consultation, name, wanted, _standard_output())
        else:
            done = exporting.export(consultation, name, wanted, to, steps(_("Writing")))
    for note in done.notes:
        say(note)
    if to is not None:
        told = ngettext("Wrote {n} response to {file}.", "Wrote {n} responses to {file}.", done.responses)
        say(told.format(n=number(done.responses), file=to))


def _told_by_name(to: Path | None) -> str:
    """The format that the ending of the file means; csv where it has none. Raises UsageError where it means nothing."""
    from consult.service.exchange import exporting

    ending = to.suffix.lower() if to else ""
    if ending and ending not in exporting.SUFFIXES:
        raise UsageError(
            _("the ending {ending} means no format").format(ending=quoted(ending)),
            _("use one of {names}, or name the format with --format").format(names=", ".join(exporting.SUFFIXES)),
        )
    return exporting.SUFFIXES.get(ending, "csv")


def _wanted(format_: str, options: dict[str, Any]) -> Any:
    """What the options ask for."""
    from consult.service.exchange.exporting import Wanted

    excel, delimiter = options["excel"], options["delimiter"] or ""
    return Wanted(
        format=format_, long=options["long_"], version=options["version"], wave=options["wave"], excluded=options["excluded"],
        delimiter="\t" if delimiter.lower() == "tab" else delimiter or (";" if excel else ""),
        decimal=options["decimal"] or ("," if excel else "."), byte_order_mark=excel, labels=options["labels"],
    )  # fmt: skip


class _Terminal:
    """Standard output where a person reads it: what was typed is shown, not obeyed."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, content: bytes) -> int:
        """Shows the text."""
        from consult.model.visible_text import visible

        sys.stdout.write(visible(self._decoder.decode(content).replace("\r\n", "\n")))
        return len(content)


def _standard_output() -> Any:
    return _Terminal() if sys.stdout.isatty() else sys.stdout.buffer
