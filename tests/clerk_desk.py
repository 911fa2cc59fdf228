"""A clerk at a desk: a consultation with a survey, the app, keys to press, what is seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console
from textual.pilot import Pilot

from consult.service import defining
from consult.service.consultation import Consultation
from consult.service.paper.double_entry import open_second
from consult.service.paper.paper_entry import open_batch
from consult.tui.clerk_app import ClerkApp, PaperApp, SecondApp
from consult.tui.screens.paper.form_typing import FormTyping

RESIDENTS = Path(__file__).resolve().parent.parent / "surveys" / "residents-needs" / "survey.yaml"


def publish(consultation: Consultation, text: str, name: str) -> None:
    """Publishes the survey that stands in `text`."""
    file = consultation.folder / "surveys" / f"{name}.yaml"
    file.write_text(text, "utf-8")
    defining.publish(consultation, defining.read_file(file))


def stored(consultation: Consultation, number: str = "1", survey: str = "needs") -> dict[str, Any]:
    """A form of the batch “A” as it is stored."""
    return open_batch(consultation, survey, "A", "reader").reopen(number)


def _later(clock: Callable[[], float], seconds: float) -> float:
    return clock() + seconds


class Desk:
    """A running app: keys go in, the screen comes out."""

    def __init__(self, app: PaperApp, pilot: Pilot[str]):
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Types keys faster than anybody can, and lets the app come to rest."""
        await self.hit(*keys)
        await self.pilot.pause()

    async def hit(self, *keys: str) -> None:
        """Types keys and waits until they are read, drawn or not."""
        for key in keys:
            self.app.simulate_key(key)
        await asyncio.sleep(0)
        while self.app.is_running and not self.app.keys_done:
            await asyncio.sleep(0.001)

    async def type(self, *words: str) -> None:
        """Types words letter by letter; `⏎` is Enter."""
        letters = {"⏎": "enter", "-": "minus"}
        await self.press(*(letters.get(letter, letter) for word in words for letter in word))

    def look_up(self, seconds: float = 5) -> None:
        """The clerk looks at the screen for a while before the next key."""
        pressed = self.screen.sends_blank
        pressed.clock = partial(_later, pressed.clock, seconds)

    @property
    def screen(self) -> FormTyping:
        """The screen where forms are typed."""
        return self.app.opened

    @property
    def raw(self) -> dict[str, Any]:
        """What stands in the fields."""
        return self.screen.form.sheet.raw

    @property
    def at(self) -> str:
        """The name of the field where the clerk stands; empty at the end."""
        return self.screen.form.at

    def seen(self) -> str:
        """The screen as text, line by line."""
        console = Console(width=self.app.size.width, record=True, file=StringIO())
        console.print(self.app.screen._compositor)
        return console.export_text()


@asynccontextmanager
async def desk(
    consultation: Consultation,
    survey: str = "needs",
    *,
    by: str = "Anna",
    number: str = "",
    second: bool = False,
    size: tuple[int, int] = (80, 24),
    language: str = "en",
) -> AsyncIterator[Desk]:
    """A clerk typing the batch “A” of `survey`."""
    app: PaperApp
    if second:
        app = SecondApp(open_second(consultation, survey, "A", by), language)
    else:
        app = ClerkApp(open_batch(consultation, survey, "A", by, number), language)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Desk(app, pilot)
