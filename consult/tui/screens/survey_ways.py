"""The doors of one survey: which screen each of them opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consult.errors import ConsultError
from consult.i18n import N_, _
from consult.service import collecting, defining
from consult.tui.screens.fault_dialog import fault_dialog
from consult.tui.screens.paper_ways import PaperWays
from consult.tui.screens.publishing_dialog import publishing_dialog
from consult.tui.speaking import spoken

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.survey_standing import SurveyStanding


class SurveyWays(PaperWays):
    """What the screen of a survey leads to. Screens are imported when their door is opened."""

    def __init__(self, consultation: Consultation, survey: str):
        super().__init__(consultation, survey)
        self.standing: SurveyStanding | None = None

    @property
    def wave(self) -> str:
        """The last wave; empty where there are none."""
        return self.standing.wave if self.standing else ""

    def action_responses(self) -> None:
        """Opens the responses."""
        from consult.tui.screens.responses import ResponsesScreen

        self.app.push_screen(ResponsesScreen(self.consultation, self.survey))

    @spoken
    def action_answer(self) -> None:
        """Opens the form, in the last wave."""
        from consult.tui.screens.answering import AnsweringScreen

        try:
            session = collecting.open_session(self.consultation, self.survey, wave=self.wave)
        except ConsultError as error:
            self.app.push_screen(fault_dialog(error))
            return
        self.app.push_screen(AnsweringScreen(session))

    def action_missing(self) -> None:
        """Opens the list of those who have not answered."""
        from consult.tui.screens.missing import MissingScreen

        self.app.push_screen(MissingScreen(self.consultation, self.survey))

    def action_questions(self) -> None:
        """Opens the open questions."""
        from consult.tui.screens.open_questions import OpenQuestionsScreen

        self.app.push_screen(OpenQuestionsScreen(self.consultation, self.survey))

    def action_edit(self) -> None:
        """Opens the survey builder."""
        from consult.tui.screens.builder import BuilderScreen

        self.app.push_screen(BuilderScreen(self.consultation, self.survey))

    @spoken
    def action_publish(self) -> None:
        """Tells what would change, and publishes where that is wanted."""
        try:
            dialog = publishing_dialog(self.consultation, self.survey)
        except ConsultError as error:
            self.app.push_screen(fault_dialog(error, {"edit": N_("Edit the survey")}), self._way)
            return
        self.app.push_screen(dialog, self._way)

    @spoken
    def _way(self, way: Any) -> None:
        if way == "edit":
            self.action_edit()
        elif way == "publish":
            try:
                made = defining.publish(self.consultation, defining.draft_or_newest(self.consultation, self.survey))
            except ConsultError as error:
                self.app.push_screen(fault_dialog(error, {"edit": N_("Edit the survey")}), self._way)
                return
            self.notify(_("Published as version {n}.").format(n=made.version), markup=False)
            self.renew()
