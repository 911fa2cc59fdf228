"""The command `consult`: its groups, its languages, and the one place where faults become messages and exit codes."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence

from consult import i18n


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line. Help is in the language that is asked for, so that is settled before the commands load."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    speak(_asked_language(arguments) or i18n.preferred())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that is not UTF-8 gets marks instead of an error
            stream.reconfigure(errors="backslashreplace")
    from consult.cli.commands import consult

    consult.main(arguments, prog_name="consult")


def speak(language: str) -> None:
    """Speaks `language` from now on, click's own sentences included."""
    i18n.activate(language)
    os.environ["LANGUAGE"] = i18n.current()
    gettext.bindtextdomain("consult", str(i18n.FOLDER))
    gettext.textdomain("consult")


def _asked_language(arguments: Sequence[str]) -> str:
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return ""
