"""Keys that are typed faster than the screen answers, kept in order.

Textual hands a key to the field that has the focus at that moment. Over a slow line several keys arrive at once, and the
second of “2, Enter, 3” would still reach the first question. Here each key waits until the one before it is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from time import monotonic

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

PATIENCE = 0.3
"""Seconds after which a key no longer waits for the one before it (its field may be gone with its screen)."""


class OrderedKeysApp(App[str]):
    """An app that handles one key after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._since: float | None = None

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
        else:
            self.set_timer(PATIENCE, self._lose_patience)

    async def _next_key(self, turn: int | None = None) -> None:
        if turn not in (None, self._turn):
            return
        self._turn += 1
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

    async def _lose_patience(self) -> None:
        if self._since is not None and monotonic() - self._since > PATIENCE * 0.9:
            await self._next_key()
