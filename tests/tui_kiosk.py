"""A kiosk on a terminal of 80 by 24, whose clock goes on when it is told to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from tui_form import Form

from consult.service.consultation import Consultation
from consult.service.kiosk import KioskKey, open_kiosk
from consult.tui.kiosk_app import KioskApp
from consult.tui.screens.form.kiosk import KioskForm, StartScreen

SECRET = "Slepenais vārds"


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class AtKiosk(Form):
    """A running kiosk and its clock."""

    def __init__(self, app: KioskApp, pilot: Pilot[str], clock: Clock):
        super().__init__(None, app, pilot)
        self.clock = clock

    async def wait(self, seconds: float) -> None:
        """Lets seconds pass, in steps as the app looks at the clock."""
        self.clock.now += seconds
        await self.app.tick()
        await self.pilot.pause()
        await self.app.tick()
        await self.pilot.pause()

    def at_start(self) -> bool:
        return isinstance(self.app.screen, StartScreen) and len(self.app.screen_stack) == 2

    async def type_secret(self) -> KioskForm:
        """A person begins in English, answers one question and types something into the last."""
        await self.press("2", "1", "shift+tab", "shift+tab")
        form = self.app.screen
        await form.open_place("proposal")
        await self.pilot.pause()
        await self.press(*SECRET)
        assert form.sheet.raw["proposal"] == SECRET
        return form


@asynccontextmanager
async def kiosk(
    consultation: Consultation, timeout: float = 120, language: str = "lv", lines: int = 24
) -> AsyncIterator[AtKiosk]:
    clock = Clock()
    app = KioskApp(open_kiosk(consultation, "needs"), KioskKey("1234", clock), language, timeout, clock)
    async with app.run_test(size=(80, lines)) as pilot:
        await pilot.pause()
        yield AtKiosk(app, pilot, clock)


def on_disk(consultation: Consultation) -> bytes:
    """Everything in the files of the database."""
    consultation.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(path.read_bytes() for path in consultation.folder.glob("consult.db*"))
