"""The terminal app of a whole consultation, opened by `consult` without arguments."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from consult.service import watching
from consult.tui.app import ConsultApp
from consult.tui.ending import keep_at_the_end
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.overview import OverviewScreen

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
        """Opens the overview, and looks now and then whether something changed."""
        keep_at_the_end(self)
        self.push_screen(OverviewScreen(self.consultation))
        self.set_interval(LOOKED_EVERY, self.look)

    def look(self) -> None:
        """Lets the screen in front read anew where another process changed the database or a survey file."""
        if not self.screen.is_mounted:  # it reads by itself when it is
            return
        state = watching.state(self.consultation)
        if state != self._seen:
            self._seen = state
            if isinstance(self.screen, ConsultScreen):
                self.screen.renew()

    async def action_quit(self) -> None:
        """Ctrl+Q leaves: a form first, by its own way out, so that nothing typed is lost; then the program.

        The survey builder keeps what is not saved as a draft, and offers it when it is opened again.
        """
        while _way_out(self.screen) is None and any(map(_way_out, self.screen_stack)):
            await self.pop_screen()
        leave = _way_out(self.screen)
        if leave is None:
            self.exit()
        elif isawaitable(left := leave()):
            await left

    def action_help_quit(self) -> None:
        """Ctrl+C leaves as well; what is written is written."""
        self.call_later(self.action_quit)


def _way_out(screen: Screen[Any]) -> Callable[[], object] | None:
    """How a screen with something typed in it, or a question to answer, is left; None for one that can simply be closed."""
    for name in ("leave_program", "action_close", "action_leave", "action_back"):
        way: Callable[[], object] | None = getattr(screen, name, None)
        if way is not None:
            return way
    return None
