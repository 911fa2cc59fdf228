"""What can be typed instead of an answer: a slash and a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.i18n import N_, _, current
from consult.model.typed_values import without_marks


class Command(StrEnum):
    """The commands. The value is the English word."""

    BACK = "back"
    SKIP = "skip"
    CLEAR = "clear"
    AGAIN = "again"
    CHOICES = "choices"
    SAME = "same"
    LAST = "last"
    WHERE = "where"
    LIST = "list"
    GO = "go"
    HELP = "help"
    LEAVE = "leave"
    SEND = "send"
    LANGUAGE = "lv"
    UNKNOWN = ""


_LATVIAN = {
    Command.BACK: ("atpakaļ",),
    Command.SKIP: ("izlaist",),
    Command.CLEAR: ("dzēst",),
    Command.AGAIN: ("vēlreiz",),
    Command.CHOICES: ("izvēles",),
    Command.SAME: ("tāpat",),
    Command.LAST: ("iepriekš",),
    Command.WHERE: ("kur",),
    Command.LIST: ("saraksts",),
    Command.GO: ("uz",),
    Command.HELP: ("palīdzība", "palīgs"),
    Command.LEAVE: ("iziet",),
    Command.SEND: ("sūtīt", "nosūtīt"),
}
_WORDS = {without_marks(word): one for one in Command for word in (one.value, *_LATVIAN.get(one, ())) if word} | {
    "?": Command.HELP
}
_DOES = {
    Command.BACK: N_("the question or row before this one"),
    Command.SKIP: N_("leave this for later"),
    Command.CLEAR: N_("take the answer back"),
    Command.AGAIN: N_("hear the question again"),
    Command.CHOICES: N_("hear all choices"),
    Command.SAME: N_("the rest of the row is as the field before"),
    Command.LAST: N_("fill what is empty here as last time"),
    Command.WHERE: N_("where you are and how much is answered"),
    Command.LIST: N_("all answers so far"),
    Command.GO: N_("go to a question, such as {example}"),
    Command.HELP: N_("these commands"),
    Command.LEAVE: N_("leave; what was typed is kept"),
    Command.SEND: N_("look over all answers and send them"),
}
_TYPED = re.compile(r"/(\?|[^\W\d_]+)(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command with what stands behind it."""

    command: Command
    rest: str = ""
    word: str = ""
    """What was typed behind the slash."""


def command_in(line: str, languages: Sequence[str]) -> Typed | None:
    """The command in `line`, UNKNOWN for one that there is not; None where the line is an answer.

    `languages` are those that can be spoken: their codes are commands as well.
    """
    found = _TYPED.fullmatch(line.strip())
    if not found:
        return None
    word, rest = found[1], (found[2] or "").strip()
    if word.lower() in languages:
        return Typed(Command.LANGUAGE, word.lower(), word)
    return Typed(_WORDS.get(without_marks(word), Command.UNKNOWN), rest, word)


def answer_in(line: str) -> str:
    """The answer in a line that is no command: of two slashes at its beginning one is left."""
    return line[1:] if line.startswith("//") else line


def written(command: Command) -> str:
    """A command as it is typed, in the language that is spoken."""
    words = _LATVIAN.get(command, ()) if current() == "lv" else ()
    return f"/{words[0] if words else command.value}"


def told(languages: Sequence[str], *, before: bool) -> Iterator[str]:
    """A line for each command; `before` tells whether there are answers of an earlier wave."""
    for command, does in _DOES.items():
        if command is not Command.LAST or before:
            yield ": ".join((written(command), _(does).format(example=f"{written(Command.GO)} 7")))
    yield _("{commands}: the language").format(commands=" ".join(f"/{language}" for language in languages))
    yield _("An answer that begins with a slash is typed with two.")
