"""The doors of one survey: which screen each of them opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.errors import ConsultError
from consult.i18n import _
from consult.service import sessions
from consult.tui.screens.dialogs import Dialog
from consult.tui.screens.fault_dialog import fault_dialog
from consult.tui.screens.paper.paper_ways import PaperWays
from consult.tui.speaking import spoken

if TYPE_CHECKING:
    from consult.service.building import Building
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
        from consult.tui.screens.browsing.responses import ResponsesScreen

        self.app.push_screen(ResponsesScreen(self.consultation, self.survey))

    @spoken
    def action_answer(self) -> None:
        """Opens the form, in the last wave."""
        from consult.tui.screens.form.answering import AnsweringScreen

        try:
            session = sessions.open_session(self.consultation, self.survey, wave=self.wave)
        except ConsultError as error:
            self.app.push_screen(fault_dialog(error))
            return
        self.app.push_screen(AnsweringScreen(session))

    def action_missing(self) -> None:
        """Opens the list of those who have not answered."""
        from consult.tui.screens.consultation.missing import MissingScreen

        self.app.push_screen(MissingScreen(self.consultation, self.survey))

    def action_questions(self) -> None:
        """Opens the open questions."""
        from consult.tui.screens.consultation.open_questions import OpenQuestionsScreen

        self.app.push_screen(OpenQuestionsScreen(self.consultation, self.survey))

    @spoken
    def action_edit(self) -> None:
        """Opens the survey builder."""
        if (building := self._building()) is not None:
            self._open_builder(building)

    @spoken
    def action_publish(self) -> None:
        """Shows what publishing would do; what becomes of changes that were never saved is asked first."""
        from consult.tui.screens.building import asking

        building = self._building()
        if building is None:
            return
        draft = building.draft_found
        if draft is None:
            self._publish(building)
            return

        def answered(way: str | None) -> None:
            if way == "restore":
                building.restore()
            elif way == "drop":
                building.drop_draft()
            else:
                return
            self._publish(building)

        self.app.push_screen(Dialog(lambda: asking.about_draft(draft)), answered)

    def _building(self) -> Building | None:
        """The survey as its file says; None where that cannot be had, which is told."""
        from consult.service.building import open_building

        try:
            return open_building(self.consultation, self.survey)
        except ConsultError as error:
            self.app.push_screen(fault_dialog(error))
            return None

    def _publish(self, building: Building) -> None:
        from consult.tui.screens.building.publishing import PublishingScreen

        @spoken
        def left(self: SurveyWays, place: str | None) -> None:
            if place is not None:
                self._open_builder(building, place)
                return
            if building.dirty and building.can_undo:
                self.notify(_("The changes wait as a draft: nothing is published yet."), markup=False)
            self.renew()

        self.app.push_screen(PublishingScreen(building), lambda place: left(self, place))

    def _open_builder(self, building: Building, place: str = "") -> None:
        from consult.tui.building_messages import GoTo
        from consult.tui.screens.building.builder import BuilderScreen

        builder = BuilderScreen(self.consultation, building=building)
        self.app.push_screen(builder)
        if place:
            builder.post_message(GoTo(place))
