"""consult responses duplicates and review: what may be wrong with responses, and what a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from consult.cli.places import here, json_option
from consult.cli.speech import say, steps, tell, tell_json
from consult.i18n import _, ngettext, number
from consult.model.flag import Flag, Sign
from consult.model.response import Review

if TYPE_CHECKING:
    from consult.model.survey import Survey
    from consult.service.collecting import ResponseLine

_STATES = tuple(state.value for state in Review if state is not Review.EDITED)


@click.command("duplicates", help=_("Show responses that may count twice or were given in haste; nothing is left out by it."))
@click.argument("survey", required=False)
@click.option("--sign", "signs", multiple=True, type=click.Choice([sign.value for sign in Sign]), help=_("Only this sign."))
@json_option
def duplicates(survey: str | None, signs: tuple[str, ...], as_json: bool) -> None:
    """Lists what is suspicious."""
    from consult.service import collecting, defining, reviewing
    from consult.service.history import history

    with here() as consultation:
        wanted = [Sign(sign) for sign in signs]
        name = survey or defining.sole_survey(consultation)
        found = reviewing.duplicates(consultation, name, wanted, steps(_("Looking for duplicates")))
        asked = history(consultation, name).survey
        lines = {line.id: line for line in collecting.listing(consultation, name)} if found and not as_json else {}
    if as_json:
        tell_json(found)
        return
    for at, flag in enumerate(found):
        if at:
            tell()
        _tell(flag, asked, lines)
    if found:
        say(_("Nothing was left out; the commands do that, once you have read the responses with “consult responses show ID”."))
    else:
        say(_("Nothing suspicious was found."))


def _tell(flag: Flag, asked: Survey, lines: Mapping[str, ResponseLine]) -> None:
    """One sign: what was noticed and where, the responses that share it, and the command that acts on it."""
    from consult.service import collecting, reviewing

    sign = reviewing.sign_name(flag.sign)
    question = asked.question(flag.question)
    about = [f"{question.label_in()} ({flag.question})"] if question else []
    if flag.seconds is not None:
        about.append(ngettext("{n} second", "{n} seconds", flag.seconds).format(n=number(flag.seconds)))
    if len(flag.responses) > 1:
        told = ngettext("{n} response", "{n} responses", len(flag.responses))
        about.append(told.format(n=number(len(flag.responses))))
    tell(" · ".join([f"{sign[:1].upper()}{sign[1:]}", *(" ".join(part.split()) for part in about)]))
    for id_ in flag.responses:
        line = lines[id_]
        state = reviewing.state_name(Review(line.review))
        tell("  " + "  ".join([id_, line.submitted_at or "–", collecting.channel_name(line.channel), state]))
    to_review = " ".join(flag.responses[1:] or flag.responses)
    twice = flag.sign in (Sign.SAME_RESPONDENT, Sign.SAME_ANSWERS)
    state = Review.EXCLUDED if twice else Review.HAS_ISSUES
    tell(f'  → consult responses review {to_review} --state {state.value} --reason "{sign}"')


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
