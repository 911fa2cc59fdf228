"""The doors of the overview: which screen each of them opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.errors import ConsultError
from consult.service import defining
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.fault_dialog import fault_dialog
from consult.tui.screens.picker import Picker
from consult.tui.speaking import spoken

if TYPE_CHECKING:
    from consult.service.consultation import Consultation


class OverviewWays(ConsultScreen[None]):
    """What the overview leads to. Screens are imported when their door is opened: the overview opens at once."""

    def __init__(self, consultation: Consultation):
        super().__init__()
        self.consultation = consultation

    def open_survey(self, name: str, does: str = "") -> None:
        """Opens a survey, and at once what an action of it leads to."""
        from consult.tui.screens.consultation.survey_doors import SurveyScreen

        self.app.push_screen(SurveyScreen(self.consultation, name, does))

    def action_open_survey(self, name: str, does: str) -> None:
        """What the palette opens of a survey."""
        self.open_survey(name, does)

    def open_questions(self, at: str = "") -> None:
        """Opens the open questions, standing on one."""
        from consult.tui.screens.consultation.open_questions import OpenQuestionsScreen

        self.app.push_screen(OpenQuestionsScreen(self.consultation, at))

    def action_open_questions(self) -> None:
        """Opens the list of open questions."""
        self.open_questions()

    def action_events(self) -> None:
        """Opens the list of all that happened."""
        from consult.tui.screens.consultation.events import EventsScreen

        self.app.push_screen(EventsScreen(self.consultation))

    def action_stages(self) -> None:
        """Opens the stages and the times between them."""
        from consult.tui.screens.consultation.stages import StagesScreen

        self.app.push_screen(StagesScreen(self.consultation))

    def action_new_survey(self) -> None:
        """Asks what to begin with, and opens what was made."""
        from consult.tui.screens.consultation.new_survey import beginnings

        self.app.push_screen(Picker(beginnings(self.consultation)), self._begin_survey)

    @spoken
    def _begin_survey(self, ready: str | None) -> None:
        from consult.tui.screens.consultation.new_survey import NOTHING, NewSurveyScreen

        if ready == NOTHING:
            self.app.push_screen(NewSurveyScreen(self.consultation), self._made)
        elif ready:
            try:
                defining.take_ready_survey(self.consultation, ready)
            except ConsultError as error:
                self.app.push_screen(fault_dialog(error))
                return
            self.open_survey(ready)

    def _made(self, name: str | None) -> None:
        if name:
            self.open_survey(name, "edit")
