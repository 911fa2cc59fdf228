"""A survey builder on a terminal of 80 by 24, with keys to press."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path

from rich.console import Console
from textual.events import Key
from textual.pilot import Pilot

from consult.model.consultation import Settings
from consult.service.building import Building, begin
from consult.service.consultation import Consultation, create
from consult.tui.builder_app import BuilderApp
from consult.tui.screens.building.builder import BuilderScreen
from consult.tui.widgets.outline_tree import OutlineTree
from consult.tui.widgets.property_sheet import PropertySheet


class Builder:
    """A running builder."""

    def __init__(self, app: BuilderApp, pilot: Pilot[str]):
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Types keys faster than anybody can, and lets the app come to rest."""
        for key in keys:
            self.app.post_message(Key(key, " " if key == "space" else None))
        await self.rest()

    async def type(self, text: str) -> None:
        """Types a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def rest(self) -> None:
        """Waits until every key was handled."""
        await asyncio.sleep(0)
        while self.app.is_running and not self.app.keys_done:
            await asyncio.sleep(0.002)
        for _time in range(3):
            await self.pilot.pause()

    async def sees(self, *words: str) -> bool:
        """Whether all words come to be seen once the app rests."""
        for _time in range(1_000):
            seen = self.seen()
            if all(word in seen for word in words):
                return True
            await asyncio.sleep(0.002)
        raise AssertionError(f"{words} not in\n{self.seen()}")

    async def sees_no(self, words: str) -> bool:
        """Whether the words come to be seen no more."""
        for _time in range(1_000):
            if words not in self.seen():
                return True
            await asyncio.sleep(0.002)
        raise AssertionError(f"{words} in\n{self.seen()}")

    async def to_field(self, key: str) -> None:
        """Stands in the field of a property."""
        self.sheet.go_to(key)
        await self.rest()

    @property
    def building(self) -> Building:
        """What is built."""
        return self.app.building

    @property
    def screen(self) -> BuilderScreen:
        """The builder, also below other screens."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, BuilderScreen))

    @property
    def sheet(self) -> PropertySheet:
        """The editor."""
        return self.screen.query_one(PropertySheet)

    @property
    def tree(self) -> OutlineTree:
        """The outline."""
        return self.screen.query_one(OutlineTree)

    @property
    def key(self) -> str:
        """The property with the focus."""
        return self.sheet.focused_key

    @property
    def place(self) -> str:
        """The place that is changed."""
        return self.screen.place

    def seen(self) -> str:
        """The screen as text, line by line."""
        console = Console(width=self.app.size.width, record=True, file=StringIO())
        console.print(self.app.screen._compositor)
        return console.export_text()


def consultation_in(folder: Path) -> Consultation:
    """A new consultation in Latvian and English."""
    return create(folder / "consultation", Settings(title={"lv": "Programma", "en": "Programme"}, languages=("lv", "en")))


@asynccontextmanager
async def built(
    folder: Path, building: Building | None = None, language: str = "en", size: tuple[int, int] = (80, 24), name: str = "needs"
) -> AsyncIterator[Builder]:
    """A builder on a new survey, or on `building`."""
    if building is None:
        consultation = consultation_in(folder)
        building = begin(consultation, name, title={"lv": "Vajadzības"}, languages=("lv", "en"))
    app = BuilderApp(building.consultation, building, language)
    async with app.run_test(size=size) as pilot:
        builder = Builder(app, pilot)
        await builder.rest()
        yield builder
    building.consultation.close()


async def add(builder: Builder, type_: str, ask: str) -> None:
    """Adds a question of a type, found by its first letters, with its wording."""
    await builder.press("escape") if not builder.tree.has_focus else None
    await builder.press("a")
    await builder.type(type_)
    await builder.press("enter")
    await builder.type(ask)
    await builder.press("enter")
