"""Keeping what is typed: a moment after each answer, at once where it is wanted, and never over what another window kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.screen import Screen
from textual.timer import Timer

from consult.errors import ConsultError, DraftChangedError
from consult.model.response import Raw
from consult.tui.answering_session import AnsweringSession
from consult.tui.faults import sentence

Kept = TypeVar("Kept")

KEPT_WITHIN = 0.7
"""Seconds after a keystroke until the draft is saved."""


class DraftKeeper:
    """Keeps the draft of `session`. Words of faults are in the language that is spoken where it is called."""

    def __init__(self, session: AnsweringSession):
        self.session = session
        self.fault = ""
        """Why the draft was not kept the last time; empty where it was."""
        self.changed = False
        """Whether the draft on disk is newer than what was read here."""
        self._timer: Timer | None = None

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._timer is not None

    def soon(self, screen: Screen[Any], keep: Callable[[], None]) -> None:
        """Calls `keep` soon. The first of several keystrokes sets the time, so that steady typing is kept as well."""
        if self._timer is None:
            self._timer = screen.set_timer(KEPT_WITHIN, keep)

    def keep(self, raw: Raw) -> None:
        """Keeps `raw` now if something was typed since the last time, or could not be kept then."""
        if self._timer is None and not self.fault:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.do(lambda: self.session.keep(raw))

    def keep_mine(self, raw: Raw) -> None:
        """Keeps `raw` over what another window kept; raises ConsultError where it cannot."""
        self.session.draft()
        self.session.keep(raw)

    def do(self, step: Callable[[], Kept]) -> Kept | None:
        """Does `step` with the draft; what went wrong is then in `fault` and `changed`."""
        self.fault, self.changed = "", False
        try:
            return step()
        except ConsultError as error:
            self.changed = isinstance(error, DraftChangedError)
            self.fault = " ".join(map(sentence, error.problems))
        return None
