"""consult answer --plain and --kiosk: the form line by line, and one device for many people."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import UnsupportedOperation
from typing import TYPE_CHECKING, Any, TypeVar

import click

from consult.cli.places import language
from consult.cli.speech import on_a_terminal, say
from consult.errors import UsageError
from consult.i18n import _, ngettext, number

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.kiosk import Kiosk, KioskKey
    from consult.service.sessions import Session
    from consult.tui.plain_form.console import Console

F = TypeVar("F", bound=Callable[..., Any])

KEY = "CONSULT_KIOSK_KEY"
_APART = {
    "kiosk": ("plain", "clerk", "second", "token", "respondent", "prefill", "batch", "number", "by"),
    "plain": ("clerk", "second"),
}
"""What each of the two does not go with."""
_MOST_CRASHES = 3
"""Crashes in a row, each within a few seconds, after which a kiosk gives up."""


def mode_options(command: F) -> F:
    """Adds --plain, --kiosk and --kiosk-timeout."""
    for option in (
        click.option(
            "--kiosk-timeout", type=click.IntRange(10, 3600), default=120, show_default=True, metavar="SECONDS",
            help=_("With --kiosk: how long to wait for a key; then 20 seconds are counted down and the answers deleted."),
        ),
        click.option("--kiosk", is_flag=True, help=_("One device for many people: only a password closes the form.")),
        click.option("--plain", is_flag=True, help=_("Line by line, for screen readers, slow connections and pipes.")),
    ):  # fmt: skip
        command = option(command)
    return command


def refuse_together(options: Mapping[str, Any]) -> None:
    """Raises UsageError where --plain or --kiosk stands beside an option that it does not go with, or a time without a kiosk."""
    asked = click.get_current_context().get_parameter_source("kiosk_timeout")
    if asked is click.core.ParameterSource.COMMANDLINE and not options["kiosk"]:
        raise UsageError(_("{options} belongs to a kiosk").format(options="--kiosk-timeout"), _("add --kiosk"))
    for mode, others in _APART.items():
        wrong = [f"--{name}" for name in others if options[name]] if options[mode] else []
        if wrong:
            told = _("{options} does not go with {mode}").format(options=", ".join(wrong), mode=f"--{mode}")
            raise UsageError(told, _("leave it out"))


def plain_form(session: Session) -> str | None:
    """Asks line by line; returns the receipt code, None where nothing was sent.

    The questions go to standard error and leave standard output to the receipt.
    """
    from consult.tui.plain_form.form import PlainForm

    return PlainForm(session, plain_console(), language()).run()


def plain_console() -> Console:
    """Where lines are asked for and read."""
    from consult.tui.plain_form.console import Console

    if hasattr(sys.stdin, "reconfigure"):
        with suppress(UnsupportedOperation):  # a line was read already: it was set before that
            sys.stdin.reconfigure(errors="replace")  # a line in another encoding is no reason to lose the others
    return Console(sys.stdin, sys.stderr)


def kiosk(consultation: Consultation, survey: str, options: dict[str, Any]) -> None:
    """Lets one person after another fill the survey until the key closes the app.

    Raises UsageError where there is no terminal, or the key is too short.
    """
    from consult.service.kiosk import open_kiosk

    if not on_a_terminal():
        raise UsageError(_("a kiosk needs a terminal that can draw"), _("run it without pipes"))
    opened = open_kiosk(consultation, survey, wave=options["wave"])
    if opened.survey.identity != "anonymous":
        say(_("This survey asks who answers; at a kiosk the answers stand without a name."))
    if not _run(opened, _key(), options["kiosk_timeout"]):
        return  # the machine shut it down: how many answered is for those who have the key
    told = ngettext("The kiosk is closed; {n} response was sent.", "The kiosk is closed; {n} responses were sent.", opened.taken)
    say(told.format(n=number(opened.taken)))


def _key() -> KioskKey:
    """The key of CONSULT_KIOSK_KEY, or one that is typed twice without being seen."""
    from consult.service.kiosk import KioskKey

    given = os.environ.pop(KEY, "")
    if given:
        return KioskKey(given)
    say(_("Choose a password; without it nobody can close the kiosk. {variable} may hold it as well.").format(variable=KEY))
    while True:
        typed = click.prompt(_("Password"), hide_input=True, confirmation_prompt=_("The same password again"), err=True)
        try:
            return KioskKey(typed)
        except UsageError as error:
            say(str(error))


def _run(opened: Kiosk, key: KioskKey, timeout: float) -> bool:
    """Runs the app; after a crash it begins anew, for a prompt of the shell must not be what it leaves behind.

    Returns whether the key closed it.
    """
    from consult.tui.kiosk_app import CLOSED, KioskApp

    crashes, kinds = 0, list[str]()
    while True:
        began = time.monotonic()
        app = KioskApp(opened, key, language(), timeout)
        closed = app.run() == CLOSED
        if not app.return_code:
            break
        kinds.append(app.crash)
        crashes = crashes + 1 if time.monotonic() - began < 10 else 1
        if crashes >= _MOST_CRASHES:
            raise UsageError(_("the kiosk cannot be shown here"), _("try the form without --kiosk and see what it says"))
    if kinds:
        n, told = len(kinds), ", ".join(dict.fromkeys(kinds))
        again = ngettext("It began anew {n} time ({kinds}).", "It began anew {n} times ({kinds}).", n)
        say(again.format(n=number(n), kinds=told))
    return closed
