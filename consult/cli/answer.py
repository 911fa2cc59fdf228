"""consult answer: filling a survey at the terminal; one function a mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from consult.cli import answering_modes
from consult.cli.places import here, language
from consult.cli.speech import on_a_terminal, say, tell
from consult.errors import NotFoundError, UsageError
from consult.i18n import _, ngettext, number

if TYPE_CHECKING:
    from consult.service.consultation import Consultation

_OF_FORM = ("token", "respondent", "prefill")
_OF_PAPER = ("batch", "number", "by")


@click.command(help=_("Fill a survey in the terminal; leave and come back, nothing typed is lost."))
@click.argument("survey", required=False)
@click.option("--token", default="", help=_("Code of the invitation."))
@click.option("--wave", default="", help=_("Run of a repeated survey, such as 2027."))
@click.option("--respondent", default="", metavar="CODE", help=_("Who answers, by the code of the register."))
@click.option("--prefill", is_flag=True, help=_("Begin with what the same respondent answered last time."))
@click.option("--clerk", is_flag=True, help=_("Type in paper forms, one after another."))
@click.option("--second", is_flag=True, help=_("Type paper forms a second time, without seeing the first, and compare."))
@click.option("--batch", default="", help=_("With --clerk and --second: the pile that the forms lie in."))
@click.option("--number", default="", metavar="NR", help=_("With --clerk and --second: the form to begin with."))
@click.option("--by", default="", metavar="NAME", help=_("With --clerk and --second: who types; the account if not given."))
@answering_modes.mode_options
def answer(survey: str | None, clerk: bool, second: bool, **options: Any) -> None:
    """Opens the form that is asked for."""
    import gc

    gc.disable()  # all that is loaded now stays; to look for garbage in it would be a tenth of the time until the first screen
    answering_modes.refuse_together({**options, "clerk": clerk, "second": second})
    mode = answering_modes.kiosk if options["kiosk"] else _mode(clerk, second, options)
    with here(settings_later=True) as consultation:
        chosen = survey or _only_survey(consultation, plain=options["plain"])
        if chosen:
            mode(consultation, chosen, options)


def _only_survey(consultation: Consultation, *, plain: bool) -> str:
    """The published survey; of several the one that the person chooses, empty where they leave. Raises NotFoundError."""
    from consult.service import defining

    names = defining.published(consultation)
    if not names:
        raise NotFoundError(_("no survey is published here yet"), _("publish one with “consult survey publish NAME”"))
    if len(names) == 1:
        return names[0]
    from consult.cli import which_survey

    return which_survey.chosen(consultation, plain=plain)


def _mode(clerk: bool, second: bool, options: dict[str, Any]) -> Callable[[Consultation, str, dict[str, Any]], None]:
    """The function that the options ask for; raises UsageError where they do not go together."""
    if clerk and second:
        raise UsageError(_("--clerk and --second are two ways to type"), _("choose one of them"))
    paper = clerk or second
    wrong = [name for name in (_OF_FORM if paper else _OF_PAPER) if options[name]] + ["wave"] * bool(second and options["wave"])
    if wrong:
        told = ", ".join(f"--{name}" for name in wrong)
        if paper:
            raise UsageError(_("{options} does not go with paper forms").format(options=told), _("leave it out"))
        raise UsageError(_("{options} belongs to paper forms").format(options=told), _("add --clerk or --second"))
    return _clerk if clerk else _second if second else _form


def _needs_terminal(way_out: str) -> None:
    if not on_a_terminal():
        raise UsageError(_("the form needs a terminal that can draw"), way_out)


def _form(consultation: Consultation, survey: str, options: dict[str, Any]) -> None:
    """One respondent fills the form; the receipt code goes to standard output."""
    from consult.service import sessions

    session = sessions.open_session(consultation, survey, **{name: options[name] for name in (*_OF_FORM, "wave")})
    if not options["plain"]:
        _needs_terminal(_("add --plain to be asked line by line"))
    if options["prefill"] and not session.previous:
        say(_("There are no answers of an earlier wave to begin with."))
    if session.dropped:
        told = _("Typed earlier and asked no more; it is kept until you send: {fields}")
        say(told.format(fields=", ".join(session.dropped)))
    if session.survey.identity != "anonymous" and not session.respondent:
        say(_("This survey asks who answers; without --token or --respondent the answers stand without a name."))
    if options["plain"]:
        receipt = answering_modes.plain_form(session)
    else:
        from consult.tui.answer_app import AnswerApp

        receipt = AnswerApp(session, language()).run()
    if receipt:
        say(_("Thank you. Your receipt code:"))
        tell(receipt)
    else:
        say(_("Not sent. What you typed is kept for when you come back."))


def _clerk(consultation: Consultation, survey: str, options: dict[str, Any]) -> None:
    """A clerk types paper forms in."""
    from consult.service.paper import paper_entry

    _needs_terminal(_("run it without pipes, or import a table"))
    asked = {name: options[name] for name in _OF_PAPER}
    batch = paper_entry.open_batch(consultation, survey, wave=options["wave"], **asked)
    try:
        from consult.tui.clerk_app import ClerkApp

        ClerkApp(batch, language()).run()
        begun = batch.begun
    finally:
        batch.close()
    if batch.sent or not begun:  # else the app has said what is left
        say(ngettext("{n} form typed in.", "{n} forms typed in.", batch.sent).format(n=number(batch.sent)))


def _second(consultation: Consultation, survey: str, options: dict[str, Any]) -> None:
    """A clerk types paper forms a second time."""
    from consult.service.paper import double_entry

    _needs_terminal(_("run it without pipes, or import a table"))
    second = double_entry.open_second(consultation, survey, options["batch"], options["by"])
    try:
        if options["number"]:
            second.go_to(options["number"])
        from consult.tui.clerk_app import SecondApp

        SecondApp(second, language()).run()
    finally:
        second.close()
    say(_("The agreement of the two typings: consult responses agreement {name}").format(name=survey))
