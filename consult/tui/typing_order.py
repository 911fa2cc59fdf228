"""Keys that are typed faster than the screen answers, kept in order.

Textual hands a key to the field that has the focus at that moment. Over a slow line several keys arrive at once, and the
second of “2, Enter, 3” would still reach the first question. Here each key waits until the one before it is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from time import monotonic, process_time

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

TICK, IDLE_TICKS = 0.05, 6
"""A key that waits looks so often, in seconds, and after so many looks in a row with nothing going on waits no longer: the
field of the one before it may be gone with its screen. A slow or busy computer is no reason to lose the order."""

PATIENCE = 2.0
"""Seconds after which no key waits any longer, whatever goes on."""


class OrderedKeysApp(App[str]):
    """An app that handles one key after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._since: float | None = None
        self._idle = 0
        self._watching = False

    @property
    def keys_done(self) -> bool:
        """Whether every key typed so far was handled."""
        return self._since is None and not self._waiting

    async def on_event(self, event: events.Event) -> None:
        """Lets keys and what is pasted wait for their turn; all else goes its way."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if self._since is None:
            await self._next_key()
        elif not self._watching:
            self._watch()

    async def _next_key(self, turn: int | None = None) -> None:
        if turn not in (None, self._turn):
            return
        self._turn += 1
        self._idle = 0
        if not self._waiting:
            self._since = None
            return
        event, self._since = self._waiting.popleft(), monotonic()
        path = (self.focused or self.screen).ancestors_with_self
        await super().on_event(event)
        # Three times up to the app: behind the key itself, behind the message that its field sent because of it, and behind
        # what the holder of the field made of that.
        self._follow([*path, *path, *path], self._turn)

    def _follow(self, path: Sequence[MessagePump], turn: int) -> None:
        """Runs through the queues of `path` one after the other, then takes the next key."""
        for place, pump in enumerate(path):
            if pump.call_later(self._follow, path[place + 1 :], turn):
                return
        self.call_later(self._next_key, turn)

    def _watch(self) -> None:
        self._watching = True
        self.set_timer(TICK, partial(self._look, monotonic(), process_time()))

    async def _look(self, before: float, used: float) -> None:
        """Lets the next key come where the one before it seems to be lost."""
        self._watching = False
        if not self._waiting or self._since is None:
            return
        busy = monotonic() - before > 2 * TICK or process_time() - used > TICK / 2
        self._idle = 0 if busy else self._idle + 1
        if self._idle >= IDLE_TICKS or monotonic() - self._since > PATIENCE:
            await self._next_key()
        if self._waiting and not self._watching:
            self._watch()
