"""consult people invite: tokens, and the sheets and tables that hand them out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consult import i18n
from consult.cli.places import here
from consult.cli.speech import say, steps, tell
from consult.errors import UsageError
from consult.i18n import _, ngettext, number, quoted

if TYPE_CHECKING:
    from consult.service.register.inviting import Invited


@click.command(
    "invite",
    help=_("Make one-time tokens and the files that hand them out: a table for letters and sheets to print. Keep them safe."),
)
@click.argument("survey", required=False)
@click.option("--wave", default="", help=_("Wave that they are invited to, such as 2026."))
@click.option("--group", default="", help=_("Only this stakeholder group."))
@click.option("--area", default="", help=_("Only this area."))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help=_("File (.csv, .html, .pdf) or folder; invitations/ if not given.")
)
@click.option("--url", default="", metavar="BASE", help=_("Address of the web page that links begin with."))
@click.option("--again", is_flag=True, help=_("New tokens also for who has not answered; the earlier ones become void."))
@click.option("--lang", "language", type=click.Choice(i18n.LANGUAGES), help=_("Language of the sheets."))
@click.option(
    "--until",
    metavar="DATE",
    help=_("Last day to answer, such as 2026-12-31, told on the sheets; “closes” of consultation.yaml if not given."),
)
@click.option("--contact", default="", help=_("Whom to ask, told on the sheets; “contact” of consultation.yaml if not given."))
def invite(survey: str | None, language: str | None, until: str | None, **options: Any) -> None:
    """Invites people."""
    from consult.service import defining
    from consult.service.register import inviting

    last_day = _day(until) if until else None
    with here() as consultation:
        done = inviting.invite(
            consultation,
            survey or defining.sole_survey(consultation),
            language=language or "",
            until=last_day,
            progress=steps(_("Making invitations")),
            **options,
        )
    for file in done.files:
        tell(str(file))
    if done.new:
        say(ngettext("{n} invitation made.", "{n} invitations made.", done.new).format(n=number(done.new)))
    if done.again:
        text = ngettext("{n} made anew; the earlier token is void.", "{n} made anew; the earlier tokens are void.", done.again)
        say(text.format(n=number(done.again)))
    if done.waiting:
        text = ngettext("{n} was invited before.", "{n} were invited before.", done.waiting).format(n=number(done.waiting))
        say(f"{text} " + _("New tokens only with --again."))
    if done.answered:
        say(ngettext("{n} has answered.", "{n} have answered.", done.answered).format(n=number(done.answered)))
    if done.files:
        _tell_sheets(done, consultation.settings.closes)
        say(_("The tokens stand in these files and nowhere else."))


def _day(text: str) -> date:
    """The day that was named; raises UsageError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(_("{day} is no date").format(day=quoted(text)), _("write it as 2026-12-31")) from None


def _tell_sheets(done: Invited, closes: date | None) -> None:
    """What the sheets tell of the last day and of whom to ask, and where it is written if they tell nothing."""
    if done.until:
        say(_("Last day to answer: {day}.").format(day=i18n.day(done.until)))
    elif closes:
        told = _("The sheets tell no last day to answer, for the consultation closed on {day}; name another with --until.")
        say(told.format(day=i18n.day(closes)))
    else:
        say(_("The sheets tell no last day to answer: write “closes: 2026-12-31” in consultation.yaml, or use --until."))
    if not done.contact:
        say(_("The sheets tell nobody to ask: write “contact: …” in consultation.yaml, or use --contact."))
