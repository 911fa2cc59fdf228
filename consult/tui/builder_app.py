"""The terminal app that builds one survey, opened by `consult survey edit` and `consult survey new`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from consult.service.building import Building
from consult.tui.consultation_app import ConsultationApp
from consult.tui.screens.building.builder import BuilderScreen

if TYPE_CHECKING:
    from consult.service.consultation import Consultation


class BuilderApp(ConsultationApp):
    """Opens the builder on one survey, and ends with it."""

    def __init__(self, consultation: Consultation, building: Building, language: str):
        super().__init__(consultation, language)
        self.building = building
        self.languages = tuple(dict.fromkeys((*self.languages, *building.languages)))

    def first(self) -> Screen[Any]:
        """The builder."""
        return BuilderScreen(self.consultation, building=self.building)
