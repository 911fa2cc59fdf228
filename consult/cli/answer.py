"""consult answer: filling a survey at the terminal."""

from __future__ import annotations

import click

from consult.cli.places import here, language
from consult.cli.speech import say, tell
from consult.errors import UsageError
from consult.i18n import _


@click.command(help=_("Fill a survey in the terminal; leave and come back, nothing typed is lost."))
@click.argument("survey", required=False)
def answer(survey: str | None) -> None:
    """Opens the form; the receipt code goes to standard output."""
    import sys

    from consult.service import collecting, defining

    with here() as consultation:
        session = collecting.open_session(consultation, survey or defining.sole_survey(consultation))
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError(_("the form needs a terminal"), _("run it without pipes, or import a table"))
        from consult.tui.app import AnswerApp

        receipt = AnswerApp(session, language()).run()
    if receipt:
        say(_("Thank you. Your receipt code:"))
        tell(receipt)
    else:
        say(_("Not sent. What you typed is kept for when you come back."))
