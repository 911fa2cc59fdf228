"""Problems of one file or table, gathered to be told in one go: the first ones in full, of the rest only how many."""

from __future__ import annotations

from collections.abc import Iterable

from consult.errors import Problem
from consult.i18n import ngettext, number


class GatheredProblems:
    """Keeps the first `most` problems that are added and counts the others."""

    def __init__(self, most: int, problems: Iterable[Problem] = ()):
        self._most = most
        self._found: list[Problem] = []
        self._more = 0
        self.add(*problems)

    def add(self, *problems: Problem) -> None:
        """Adds problems in the order in which they shall be told."""
        room = max(0, self._most - len(self._found))
        self._found += problems[:room]
        self._more += len(problems[room:])

    def __len__(self) -> int:
        """How many were added."""
        return len(self._found) + self._more

    def told(self) -> list[Problem]:
        """The problems to tell; the last says how many more there are."""
        if not self._more:
            return [*self._found]
        more = ngettext("and {n} more problem", "and {n} more problems", self._more).format(n=number(self._more))
        return [*self._found, Problem("", more)]
