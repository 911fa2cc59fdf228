"""consult responses duplicates and review: what may be wrong with responses, and what a person decides."""

from __future__ import annotations

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, tell_json, tell_table
from consult.i18n import _, ngettext, number
from consult.model.flag import Flag, Sign
from consult.model.response import Review

_STATES = tuple(state.value for state in Review if state is not Review.EDITED)


@click.command("duplicates", help=_("Show responses that may count twice or were given in haste; nothing is left out by it."))
@click.argument("survey", required=False)
@click.option("--sign", "signs", multiple=True, type=click.Choice([sign.value for sign in Sign]), help=_("Only this sign."))
@json_option
def duplicates(survey: str | None, signs: tuple[str, ...], as_json: bool) -> None:
    """Lists what is suspicious."""
    from consult.service import defining, reviewing

    with here() as consultation:
        wanted = [Sign(sign) for sign in signs]
        found = reviewing.duplicates(consultation, survey or defining.sole_survey(consultation), wanted)
    if as_json:
        tell_json(found)
    elif found:
        header = (_("Response"), _("Sign"), _("Question"), _("Shared with"))
        tell_table(header, [(flag.response, reviewing.sign_name(flag.sign), flag.question, _others(flag)) for flag in found])
        say(_("Nothing was left out. „consult responses review ID --state excluded --reason …” does that."))
    else:
        say(_("Nothing suspicious was found."))


def _others(flag: Flag) -> str:
    if flag.seconds is not None:
        return ngettext("{n} second", "{n} seconds", flag.seconds).format(n=number(flag.seconds))
    return ", ".join(flag.others[:3]) + (f" … ({len(flag.others)})" if len(flag.others) > 3 else "")


@click.command(
    "review", help=_("Say how responses stand, by their ids or receipt codes: approved, has_issues, excluded, received.")
)
@click.argument("names", metavar="ID|CODE...", nargs=-1, required=True)
@click.option("--state", required=True, type=click.Choice(_STATES), help=_("What was found."))
@click.option("--reason", default="", help=_("Why; the report counts excluded responses by their reasons."))
@json_option
def review(names: tuple[str, ...], state: str, reason: str, as_json: bool) -> None:
    """Sets the state of responses."""
    from consult.service import reviewing

    with here() as consultation:
        done = reviewing.review(consultation, names, Review(state), reason)
    if as_json:
        tell_json(done)
        return
    told = ngettext("{n} response: {state}.", "{n} responses: {state}.", len(done.responses))
    say(told.format(n=number(len(done.responses)), state=reviewing.state_name(done.state)))
