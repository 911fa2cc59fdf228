"""consult themes: what open answers have in common."""

from __future__ import annotations

from pathlib import Path

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, steps, tell, tell_json, tell_table
from consult.i18n import _, ngettext, number, quoted

_QUESTION = _("Only this question; QUESTION.FIELD for one field of a question that can be answered several times.")


@click.group(help=_("Themes in open answers: find, list, show."))
def themes() -> None:
    """The group."""


@themes.command("find", help=_("Group the answers to open questions by what they are about."))
@click.argument("survey", required=False)
@click.option("--question", metavar="CODE", help=_QUESTION)
@click.option("-k", "--themes", "n_themes", type=click.IntRange(2, 60), help=_("How many themes; found out if not given."))
@click.option(
    "--background", type=click.Path(path_type=Path), multiple=True,
    help=_("Text file in the language of the answers, such as the draft programme; it teaches which words go together."),
)  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help=_("Seed of the random numbers."))
@json_option
def find(
    survey: str | None, question: str | None, n_themes: int | None, background: tuple[Path, ...], seed: int, as_json: bool
) -> None:
    """Finds themes."""
    from consult.service import theming

    with here() as consultation:
        found = theming.find(
            consultation, survey or "", question or "", n_themes=n_themes, background=theming.read_background(background),
            random_state=seed, progress=steps(_("Finding themes")),
        )  # fmt: skip
        if as_json:
            tell_json(found)
            return
        for line in found:
            say(
                f"{line.survey}, {quoted(line.question)}: "
                + ngettext("{n} answer", "{n} answers", line.answers).format(n=number(line.answers))
                + (f" {_from(line.responses)}, " if line.responses < line.answers else ", ")
                + (
                    ngettext("{n} theme", "{n} themes", line.themes).format(n=line.themes)
                    if line.enough
                    else _("too few different answers to look for themes")
                )
            )


def _from(responses: int) -> str:
    return ngettext("from {n} response", "from {n} responses", responses).format(n=number(responses))


@themes.command("list", help=_("List the themes that were found."))
@click.argument("survey", required=False)
@click.option("--question", metavar="CODE", help=_QUESTION)
@json_option
def list_(survey: str | None, question: str | None, as_json: bool) -> None:
    """Lists themes."""
    from consult.service import theming

    with here() as consultation:
        lines = theming.listing(consultation, survey or "", question or "")
    if as_json:
        tell_json(lines)
        return
    tell_table(
        (_("Survey"), _("Question"), _("Answers"), _("Responses"), _("Theme")),
        [(line.survey, line.question, line.answers, line.responses, line.label) for line in lines],
    )
    if not lines:
        say(_("No themes yet: try “consult themes find”."))


@themes.command("show", help=_("Show the answers of one theme, by its id or the beginning of its name."))
@click.argument("theme")
@click.option("--question", metavar="CODE", help=_QUESTION)
@json_option
def show(theme: str, question: str | None, as_json: bool) -> None:
    """Shows a theme."""
    from consult.service import theming

    with here() as consultation:
        line, answers = theming.answers_of(consultation, theme, question or "")
    if as_json:
        tell_json({"theme": line, "answers": answers})
        return
    tell(f"{line.label} ({line.survey}, {line.question})")
    tell(", ".join(line.keywords))
    for answer in answers:
        tell()
        tell(f"• {answer}")
