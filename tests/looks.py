"""What pictures of the terminal app need to be the same every day and on every machine: a stopped clock, and keys to press."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from io import StringIO
from random import Random
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from rich.console import Console
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from consult.tui.app import ConsultApp

MOMENT = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
ACCOUNT = "ilze"
LONGEST_WAIT = 8.0
"""Seconds after which words that were to be seen do not come any more."""
SOON = 1.5
"""Seconds within which a screen does what it put off; what takes longer is not waited for."""

_MOMENTS = ("consult.service.consultation", "consult.service.paper.form_drafts")
_CHANCES = ("consult.service.collecting", "consult.store.responses")
_DAYS = ("consult.tui.answer_sheet", "consult.tui.screens.paper.clerk")


class StoppedClock:
    """A clock that goes on only when it is told to."""

    def __init__(self, moment: datetime) -> None:
        self.now = moment

    def pass_by(self, minutes: float) -> None:
        """Lets some minutes pass."""
        self.now += timedelta(minutes=minutes)


@contextmanager
def stopped(moment: datetime = MOMENT) -> Iterator[StoppedClock]:
    """One moment, one account, one time zone; ids and receipts that are the same in every run."""
    clock = StoppedClock(moment)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return clock.now.astimezone(tz) if tz else clock.now.replace(tzinfo=None)

    class StoppedDay(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return clock.now.date()

    ticks = SimpleNamespace(time_ns=lambda: int(clock.now.timestamp() * 1_000) * 1_000_000)
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, {"LOGNAME": ACCOUNT, "TZ": "UTC", "COLORTERM": "truecolor"}))
        stack.callback(time.tzset)  # after the zone of before is back: callbacks run in the order in which they were not added
        for name in _MOMENTS:
            stack.enter_context(patch.object(import_module(name), "datetime", Stopped))
        for name in _DAYS:
            stack.enter_context(patch.object(import_module(name), "date", StoppedDay))
        ids = import_module("consult.service.consultation")
        stack.enter_context(patch.object(ids, "time", ticks))
        stack.enter_context(patch.object(ids, "_last", 0))
        stack.enter_context(patch.object(ids, "_CHANCE", Random(ids.__name__)))
        for name in _CHANCES:
            chance = Random(name)
            drawn = SimpleNamespace(randbits=chance.getrandbits, choice=chance.choice)
            stack.enter_context(patch.object(import_module(name), "secrets", drawn))
        time.tzset()
        yield clock


@dataclass(frozen=True, slots=True)
class Seen:
    """Waits until words are seen."""

    words: str


Does = Callable[[Any], Any]
Step = str | Seen | Does
"""A key to press, words to wait for, or something to do with the app."""


def text_of(app: ConsultApp) -> str:
    """The screen in front, with what lies below it, as text."""
    console = Console(width=app.size.width, record=True, file=StringIO())
    console.print(app.screen._compositor)
    return console.export_text()


async def walk(pilot: Pilot[Any], steps: Sequence[Step]) -> None:
    """Does the steps one after another, and lets the app come to rest with a cursor that does not blink."""
    app: Any = pilot.app
    await _rest(pilot)
    for step in steps:
        if isinstance(step, Seen):
            await _until(pilot, step.words)
        elif isinstance(step, str):
            app.simulate_key(step)
            await _rest(pilot)
        else:
            made = step(app)
            if asyncio.iscoroutine(made):
                await made
            await _rest(pilot)
    await _timers(app)
    for screen in app.screen_stack:
        for field in (*screen.query(Input), *screen.query(TextArea)):
            field.cursor_blink = False
    await _rest(pilot)


async def _rest(pilot: Pilot[Any]) -> None:
    app: Any = pilot.app
    await asyncio.sleep(0)
    while app.is_running and not app.keys_done:
        await asyncio.sleep(0.002)
    for _time in range(3):
        await pilot.pause()


async def _timers(app: Any) -> None:
    """Waits for what the screen does after a while: keep a draft, show a preview."""
    until = time.monotonic() + LONGEST_WAIT
    while any(map(_runs, app.screen.walk_children(with_self=True))) and time.monotonic() < until:
        await asyncio.sleep(0.02)


def _runs(node: Any) -> bool:
    timers = [timer for timer in node._timers if timer._repeat == 0 and timer._interval < SOON]
    return any(timer._task is not None and not timer._task.done() for timer in timers)


async def _until(pilot: Pilot[Any], words: str) -> None:
    app: Any = pilot.app
    until = time.monotonic() + LONGEST_WAIT
    while words not in text_of(app):
        if time.monotonic() > until:
            raise AssertionError(f"{words!r} did not appear on\n{text_of(app)}")
        await asyncio.sleep(0.02)
    await _rest(pilot)


def bare(svg: str) -> str:
    """The picture without fonts from elsewhere: nothing is fetched by whoever looks at it."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    svg = re.sub(r"<!-- .*? -->\s*", "", svg)
    return svg.replace(
        "font-family: Fira Code, monospace", "font-family: 'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
    )
