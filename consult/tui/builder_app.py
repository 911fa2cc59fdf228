"""The terminal app that builds one survey, opened by `consult survey edit` and `consult survey new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from consult.service.building import Building
from consult.tui.consultation_app import LOOKED_EVERY, ConsultationApp
from consult.tui.screens.builder import BuilderScreen

if TYPE_CHECKING:
    from consult.service.consultation import Consultation


class BuilderApp(ConsultationApp):
    """Opens the builder on one survey, and ends with it."""

    def __init__(self, consultation: Consultation, building: Building, language: str):
        super().__init__(consultation, language)
        self.building = building
        self.languages = tuple(dict.fromkeys((*self.languages, *building.languages)))

    def on_mount(self, event: events.Mount) -> None:  # type: ignore[override]
        """Opens the builder, and looks now and then whether the file was changed elsewhere."""
        event.prevent_default()  # the overview stays closed
        self.push_screen(BuilderScreen(self.consultation, building=self.building), lambda _none: self.exit())
        self.set_interval(LOOKED_EVERY, self.look)

    async def action_quit(self) -> None:
        """Ctrl+Q leaves by the same way as Esc, so that nothing is lost."""
        while not isinstance(self.screen, BuilderScreen) and len(self.screen_stack) > 2:
            await self.pop_screen()
        if isinstance(self.screen, BuilderScreen):
            self.screen.leave()
        else:
            self.exit()
