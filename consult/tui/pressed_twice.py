"""A key that must be pressed twice on purpose: one that was typed ahead or is held down does not count as the second press."""

from __future__ import annotations

import time
from collections.abc import Callable

SETTLED = 1.0
"""Seconds after the beginning within which a key was meant for what was on the screen before."""
REPEATED = 0.3
"""Seconds within which a press comes from a key that is held down."""


class PressedTwice:
    """Tells a second press that is meant from one that only happened. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self.clock = clock
        self.begin()

    def begin(self) -> None:
        """Something else is on the screen from now on: what is pressed at once was meant for what was there before."""
        self._begun = self.clock()
        self.forget()

    def forget(self) -> None:
        """The next press is the first one again."""
        self._pressed: float | None = None

    @property
    def waits(self) -> bool:
        """Whether the key was pressed once."""
        return self._pressed is not None

    def press(self) -> bool:
        """Notes a press; True where it is the second one, and meant."""
        now, before = self.clock(), self._pressed
        self._pressed = now
        return before is not None and now - self._begun >= SETTLED and now - before >= REPEATED
