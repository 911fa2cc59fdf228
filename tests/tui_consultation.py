"""The app of a whole consultation for tests, with keys to press and what is seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO

from rich.console import Console
from textual.pilot import Pilot

from consult.model.response import Channel
from consult.service import collecting, defining
from consult.service.consultation import Consultation
from consult.tui.consultation_app import ConsultationApp


class Opened:
    """The app of a consultation, keys to press, and what is seen."""

    def __init__(self, app: ConsultationApp, pilot: Pilot[str]):
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Types keys, and lets the app come to rest."""
        for key in keys:
            self.app.simulate_key(key)
        await asyncio.sleep(0)
        while self.app.is_running and not self.app.keys_done:
            await asyncio.sleep(0.002)
        await self.pilot.pause()
        await self.pilot.pause()

    def seen(self) -> str:
        """The screen as text."""
        console = Console(width=self.app.size.width, record=True, file=StringIO())
        console.print(self.app.screen._compositor)
        return console.export_text()


@asynccontextmanager
async def opened(consultation: Consultation, language: str = "en", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Opened]:
    """The app on a terminal of 80 by 24."""
    app = ConsultationApp(consultation, language)
    async with app.run_test(size=size) as pilot:
        for _i in range(3):  # the head is drawn first, the rest when it is read, then the arrow stands
            await pilot.pause()
        yield Opened(app, pilot)


def send(consultation: Consultation, n: int = 1, **raw: str) -> None:
    """Sends the same answers to the survey `needs` some times."""
    survey = defining.current(consultation, "needs")
    for _i in range(n):
        collecting.submit(consultation, survey, raw, channel=Channel.PAPER)
