"""What can be done on the screens below the one in front: doors of the palette, and the way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from textual.app import App

from consult.tui.screens.consult_screen import ConsultScreen


@runtime_checkable
class Doors(Protocol):
    """A screen with doors that may be opened from the screens above it."""

    def doors(self, above: tuple[ConsultScreen[Any], ...]) -> Iterator[tuple[str, str]]:
        """What each leads to, in words, and the action that opens it; with nothing `above`, only what is no action of its own."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A door of a screen below; it stands in the palette like an action, and no key opens it here."""

    sentence: str
    go: Callable[[], Any]
    """Goes there and opens it."""
    keys: str = ""
    shown: str = ""


def elsewhere(app: App[Any], work: ConsultScreen[Any]) -> list[Elsewhere]:
    """The doors of `work` and of the screens below, the nearest first; none where something begun must be left in its own way."""
    screens = [screen for screen in app.screen_stack if isinstance(screen, ConsultScreen)]
    if work not in screens or any(screen.way_out() is not None for screen in screens):
        return []
    found = []
    for at in range(screens.index(work), -1, -1):
        screen = screens[at]
        if isinstance(screen, Doors):
            above = tuple(screens[at + 1 : screens.index(work) + 1])
            found += [Elsewhere(sentence, _way(app, screen, does)) for sentence, does in screen.doors(above)]
    return found


def _way(app: App[Any], screen: ConsultScreen[Any], does: str) -> Callable[[], Any]:
    async def go() -> None:
        while app.screen is not screen and screen in app.screen_stack:
            await app.pop_screen()
        if app.screen is screen:
            await app.run_action(does, screen)

    return go
