"""The end that somebody else makes: a dropped line (SIGHUP) and a machine that shuts down (SIGTERM)."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from typing import Protocol, runtime_checkable

from consult.tui.typing_order import OrderedKeysApp

LAST_KEYS = 1.0
"""Seconds that the keys which were typed already are waited for."""


@runtime_checkable
class Keeper(Protocol):
    """A screen that keeps what was typed."""

    def keep(self) -> None:
        """Keeps it now."""


def keep_at_the_end(app: OrderedKeysApp) -> None:
    """From now on a dropped line and a request to end make the screens of `app` keep what was typed, to the last key."""
    if os.name != "posix" or app.is_headless:
        return
    loop = asyncio.get_running_loop()
    for name in (signal.SIGHUP, signal.SIGTERM):
        loop.add_signal_handler(name, _end, app, name)


def _end(app: OrderedKeysApp, name: signal.Signals) -> None:
    # At once, since nobody knows how long the process still has; and again when the last keys have reached their fields.
    keep_all(app)
    app.call_later(_end_in_order, app, name)


async def _end_in_order(app: OrderedKeysApp, name: signal.Signals) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_KEYS):
            while not app.keys_done:
                await asyncio.sleep(0.005)
    keep_all(app)
    if name == signal.SIGHUP:
        os._exit(128 + name)  # there is no terminal any more that could be put back in order
    app.exit()


def keep_all(app: OrderedKeysApp) -> None:
    """Keeps what was typed on every open screen."""
    for screen in app.screen_stack:
        if isinstance(screen, Keeper):
            screen.keep()
