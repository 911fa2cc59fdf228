"""consult answer: filling a survey at the terminal."""

from __future__ import annotations

from typing import Any

import click

from consult.cli.places import here, language
from consult.cli.speech import say, tell
from consult.errors import UsageError
from consult.i18n import _


@click.command(help=_("Fill a survey in the terminal; leave and come back, nothing typed is lost."))
@click.argument("survey", required=False)
@click.option("--token", default="", help=_("Code of the invitation."))
@click.option("--wave", default="", help=_("Run of a repeated survey, such as 2027."))
@click.option("--respondent", default="", metavar="CODE", help=_("Who answers, by the code of the register."))
@click.option("--prefill", is_flag=True, help=_("Begin with what the same respondent answered last time."))
def answer(survey: str | None, **options: Any) -> None:
    """Opens the form; the receipt code goes to standard output."""
    import sys

    from consult.service import collecting, defining

    with here() as consultation:
        session = collecting.open_session(consultation, survey or defining.sole_survey(consultation), **options)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError(_("the form needs a terminal"), _("run it without pipes, or import a table"))
        if session.dropped:
            told = _("Typed earlier and asked no more; it is kept until you send: {fields}")
            say(told.format(fields=", ".join(session.dropped)))
        if session.survey.identity != "anonymous" and not session.respondent:
            say(_("This survey asks who answers; without --token or --respondent the answers stand without a name."))
        from consult.tui.app import AnswerApp

        receipt = AnswerApp(session, language()).run()
    if receipt:
        say(_("Thank you. Your receipt code:"))
        tell(receipt)
    else:
        say(_("Not sent. What you typed is kept for when you come back."))
