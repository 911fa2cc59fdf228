"""Which survey to answer, asked in lines."""

from __future__ import annotations

from collections.abc import Mapping

from consult import i18n
from consult.errors import Problem
from consult.i18n import _, text_in
from consult.model.question import Choice
from consult.model.typed_values import Refused
from consult.tui.faults import sentence
from consult.tui.plain_form.commands import Command, command_in, written
from consult.tui.plain_form.console import Console, EndOfInput
from consult.tui.plain_form.picking import Offered, line_of, numbers, picked


def ask(titles: Mapping[str, Mapping[str, str]], console: Console) -> str:
    """The name of the survey that is typed, of those in `titles`; empty where the person leaves or types no more."""
    _tell(titles, console)
    while True:
        try:
            line = console.ask()
        except (EndOfInput, KeyboardInterrupt):
            console.say()
            return ""
        typed = command_in(line, i18n.LANGUAGES)
        if typed is None and line.strip():
            try:
                return picked(line, _offered(titles))
            except Refused as refused:
                console.say(sentence(Problem("", refused.fault, refused.way_out)))
            continue
        if typed is not None and typed.command is Command.LEAVE:
            return ""
        if typed is not None and typed.command is Command.LANGUAGE:
            i18n.activate(typed.rest)
        _tell(titles, console)


def _offered(titles: Mapping[str, Mapping[str, str]]) -> Offered:
    return [(Choice(name, dict(title)), text_in(dict(title), i18n.current()) or name) for name, title in titles.items()]


def _tell(titles: Mapping[str, Mapping[str, str]], console: Console) -> None:
    offered = _offered(titles)
    console.say(_("Which survey?"))
    for choice, title in offered:
        console.say(line_of(choice.code, title, numbers(offered)))
    way = _("Type the number of a survey, or how its title begins; {leave} leaves.")
    console.say(way.format(leave=written(Command.LEAVE)))
