"""The terminal app of a whole consultation, opened by `consult` without arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from consult.service import watching
from consult.tui.app import ConsultApp
from consult.tui.ending import keep_at_the_end
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.consultation.overview import OverviewScreen

if TYPE_CHECKING:
    from consult.service.consultation import Consultation

LOOKED_EVERY = 0.5
"""Seconds between two looks whether another process wrote."""


class ConsultationApp(ConsultApp):
    """Overview of a consultation with doors to everything else."""

    def __init__(self, consultation: Consultation, language: str):
        super().__init__(language, consultation.settings.languages)
        self.consultation = consultation
        self._seen = watching.state(consultation)

    def on_mount(self) -> None:
        """Opens the first screen, and looks now and then whether something changed."""
        keep_at_the_end(self)
        self.push_screen(self.first(), lambda _none: self.exit())
        self.set_interval(LOOKED_EVERY, self.look)

    def first(self) -> Screen[Any]:
        """The screen that is opened first; the program ends with it."""
        return OverviewScreen(self.consultation)

    def look(self) -> None:
        """Lets the screen in front read anew where another process changed the database or a survey file."""
        if not self.screen.is_mounted:  # it reads by itself when it is
            return
        state = watching.state(self.consultation)
        if state != self._seen:
            self._seen = state
            if isinstance(self.screen, ConsultScreen):
                self.screen.renew()
