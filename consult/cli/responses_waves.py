"""consult responses waves, changes: the waves of a repeated survey and what changed between two."""

from __future__ import annotations

import click

from consult.cli.places import here, json_option
from consult.cli.speech import counted, say, tell, tell_json, tell_table
from consult.i18n import _, ngettext, number, percent


@click.command("waves", help=_("List the waves of a survey in their order."))
@click.argument("survey", required=False)
@json_option
def waves(survey: str | None, as_json: bool) -> None:
    """Lists waves."""
    from consult.service import defining
    from consult.service import waves as runs

    with here() as consultation:
        found = runs.listing(consultation, survey or defining.sole_survey(consultation))
    if as_json:
        tell_json(found)
        return
    tell_table(
        (_("Wave"), _("Responses"), _("First"), _("Last")),
        [
            (wave.name or _("(no name)"), counted(wave.responses, wave.excluded), wave.first[:10], wave.last[:10])
            for wave in found
        ],
    )


@click.command("changes", help=_("Show what the same respondents answered otherwise in another wave."))
@click.argument("survey", required=False)
@click.option("--from", "before", required=True, metavar="WAVE", help=_("The earlier wave."))
@click.option("--to", "after", required=True, metavar="WAVE", help=_("The later wave."))
@click.option(
    "--threshold",
    type=click.FloatRange(min=0, min_open=True),
    help=_("Mark figures that moved by this share: 0.25 is a quarter."),
)
@json_option
def changes(survey: str | None, before: str, after: str, threshold: float | None, as_json: bool) -> None:
    """Tells what changed."""
    from consult.service import defining, wave_changes

    with here() as consultation:
        found = wave_changes.changes(consultation, survey or defining.sole_survey(consultation), before, after, threshold)
    if as_json:
        tell_json(found)
        return
    _tell(found)


def _tell(found: object) -> None:
    from consult.service.wave_changes import Changes

    assert isinstance(found, Changes)
    if found.lines:
        rows = [
            (line.name, line.label, line.old_label, line.new_label, _signed(line.difference), _share(line.share), "▲" * line.over)
            for line in found.lines
        ]
        tell_table((_("Respondent"), _("Question"), _("Before"), _("After"), _("Change"), "%", "▲"), rows)
    over = sum(line.over for line in found.lines)
    said = ngettext("{n} respondent compared", "{n} respondents compared", found.compared).format(n=number(found.compared))
    said += ", " + ngettext("{n} answer changed", "{n} answers changed", len(found.lines)).format(n=number(len(found.lines)))
    if found.threshold is not None:
        text = ngettext("{n} figure moved by {share} or more (▲)", "{n} figures moved by {share} or more (▲)", over)
        said += ", " + text.format(n=number(over), share=percent(found.threshold))
    say(f"{said}.")
    for title, names in ((_("New"), found.new), (_("Gone"), found.gone), (_("Several responses, not compared"), found.unclear)):
        if names:
            tell(f"{title}: {', '.join(names)}")
    if found.unknown:
        text = ngettext(
            "{n} response tells neither respondent nor area.", "{n} responses tell neither respondent nor area.", found.unknown
        )
        say(text.format(n=number(found.unknown)))


def _signed(difference: float | None) -> str:
    if difference is None:
        return ""
    return ("+" if difference > 0 else "\N{MINUS SIGN}") + number(abs(difference))


def _share(share: float | None) -> str:
    return "" if share is None else ("+" if share > 0 else "\N{MINUS SIGN}") + percent(abs(share))
