"""Lines in and lines out, and nothing that a terminal would obey."""

from __future__ import annotations

import select
from typing import TextIO

from consult.i18n import _, number
from consult.model.visible_text import visible

PROMPT = "> "

LONGEST_LINE = 4000
"""Bytes of a line from which on a terminal may have dropped the rest (Linux keeps 4096)."""


class EndOfInput(Exception):
    """There are no more lines to read."""


class Console:
    """Asks on `told` and reads from `typed`, one line at a time."""

    def __init__(self, typed: TextIO, told: TextIO):
        self._typed, self._told = typed, told
        self._alone = not typed.isatty()
        self._first = True

    def say(self, text: str = "") -> None:
        """Writes `text` as a line; control characters in it become marks."""
        self._told.write(f"{visible(text)}\n")

    def ask(self, prompt: str = PROMPT) -> str:
        """The next line that is typed, without its end; raises EndOfInput after the last.

        Where no terminal shows what is typed, as in a pipe, the line is written behind the prompt.
        """
        self._told.write(visible(prompt))
        self._told.flush()
        line = self._typed.readline()
        if self._first:
            line, self._first = line.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), False  # as some programs begin a file
        if self._alone:
            self.say(line.rstrip("\r\n"))
        if not line:
            raise EndOfInput
        if not self._alone and len(line.encode("utf-8", "replace")) >= LONGEST_LINE:
            words = _("The line may have been cut: a terminal takes about {n} signs at once. Type it in shorter lines.")
            self.say(words.format(n=number(LONGEST_LINE)))
        return line.rstrip("\r\n")

    def more_waits(self) -> bool:
        """Whether a further line is there already, as inside pasted text; never in a pipe, where all of it would be."""
        if self._alone:
            return False
        try:
            return bool(select.select([self._typed], [], [], 0.05)[0])
        except (OSError, ValueError):  # not every system can look ahead
            return False
