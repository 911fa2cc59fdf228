"""What the builder opens: the form, translations, publishing, the text of the file, the next problem."""

from __future__ import annotations

from consult.i18n import _
from consult.tui.building_messages import GoTo
from consult.tui.screens.building import asking
from consult.tui.screens.building.base import BuilderBase
from consult.tui.screens.building.file_text import FileTextScreen
from consult.tui.screens.building.preview import TrialScreen
from consult.tui.screens.building.publishing import PublishingScreen
from consult.tui.screens.building.translating import TranslatingScreen
from consult.tui.screens.picker import Offer, Picker
from consult.tui.speaking import spoken
from consult.tui.widgets.outline_tree import OutlineTree
from consult.tui.widgets.property_sheet import PropertySheet


class Opening(BuilderBase):
    """Ways to other views of the survey."""

    async def action_wording(self) -> None:
        """The next language of the wording."""
        languages = self.building.languages
        if len(languages) < 2:
            self._say_one_language()
            return
        at = languages.index(self.wording) if self.wording in languages else -1
        self.query_one(PropertySheet).commit()
        self.wording = languages[(at + 1) % len(languages)]
        self.call_later(self.show, self.place)

    @spoken
    def _say_one_language(self) -> None:
        self.notify(_("The survey has one language. Add another among the properties of the survey."), markup=False)

    def action_seek(self) -> None:
        """Finds a place by a word of its wording or its code."""

        def offers() -> tuple[str, list[Offer]]:
            return _("Go to"), asking.place_offers(self._outline())

        async def chosen(place: str | None) -> None:
            if place is not None:
                await self.show(place)
                self.set_focus(self.query_one(OutlineTree))
            self.let_go()

        self.query_one(PropertySheet).commit()
        self.hold()
        self.app.push_screen(Picker(offers, self.place), chosen)

    async def action_next_problem(self) -> None:
        """Goes to the next problem behind where the person stands."""
        places = [line.place for line in self.building.outline()]
        found = [one for one in self.building.problems if one.place in places]
        if not found:
            self._say_fine()
            return
        here = places.index(self.place) if self.place in places else 0
        following = next((one for one in found if places.index(one.place) > here), found[0])
        await self.show(following.place, following.key)

    @spoken
    def _say_fine(self) -> None:
        self.notify(_("Nothing is wrong."), timeout=2)

    @spoken
    def action_try_out(self) -> None:
        """Opens the whole form."""
        self.query_one(PropertySheet).commit()
        survey = self.building.preview()
        if survey is None or not survey.questions:
            self.notify(_("There is no question to try yet."), severity="warning", markup=False)
            return
        self.app.push_screen(TrialScreen(survey, self.place.partition("/")[0]))

    @spoken
    def action_translate(self) -> None:
        """Opens the translations."""
        self.query_one(PropertySheet).commit()
        if len(self.building.languages) < 2:
            self._say_one_language()
            self.post_message(GoTo("", "languages"))
            return
        self.app.push_screen(TranslatingScreen(self.building, self.keep), self._came_back)

    def action_publish(self) -> None:
        """Shows what publishing would do."""
        self.commit_then(lambda: self.app.push_screen(PublishingScreen(self.building), self._came_back))

    def action_file_text(self) -> None:
        """Opens the text of the file."""
        self.commit_then(lambda: self.app.push_screen(FileTextScreen(self.building), self._came_back))

    async def _came_back(self, place: object = None) -> None:
        self.keep()
        await self.show(place if isinstance(place, str) and place else self.place)
