"""How long work tells of itself."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

Step = Callable[[str], Progress]
"""Called with the name of a step; returns what is to be told of its progress."""
