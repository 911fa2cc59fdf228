"""Lists to choose from: values, shared lists, checks."""

from __future__ import annotations

from typing import Any

from consult.i18n import _
from consult.service.building import CheckLine
from consult.tui.building_messages import CheckWanted, Edit, GoTo, ListWanted, Pick
from consult.tui.screens.building import asking, placing
from consult.tui.screens.building.base import BuilderBase
from consult.tui.screens.building.check import CheckScreen
from consult.tui.screens.picker import Picker
from consult.tui.speaking import language_of, spoken


class Picking(BuilderBase):
    """Opens lists for the fields of the editor."""

    @spoken
    def on_pick(self, event: Pick) -> None:
        """Opens a list, and gives back what was chosen."""
        event.stop()
        heading, offers = event.heading, event.offers
        picker = Picker(lambda: (heading, offers), event.at, own=not offers)
        self.app.push_screen(picker, lambda value: self._picked(event, value))

    def _picked(self, event: Pick, value: str | None) -> None:
        if value is None:
            return
        if value in (asking.OWN, asking.SHARE, asking.LIST_EDIT):
            self._take_list(value, "choices")
        else:
            event.chosen(value)

    def on_list_wanted(self, event: ListWanted) -> None:
        """Opens the list of lists."""
        event.stop()
        place, of = self.place, event.of
        used = next((one.list_name for one in self.building.values(place) if one.key == of), "")

        def offers() -> tuple[str, list[Any]]:
            own = not used and not place.startswith("list:")
            return _("Where do they come from?"), asking.list_offers(self.building.lists(), used, own=own)

        self.app.push_screen(Picker(offers, used), lambda value: self._take_list(value, of) if value else None)

    @spoken
    def _take_list(self, value: str, of: str) -> None:
        place = self.place
        used = next((one.list_name for one in self.building.values(place) if one.key == of), "")
        if value == asking.LIST_EDIT:
            self.post_message(GoTo(f"list:{used}", "choices"))
        elif value == asking.OWN:
            self.post_message(Edit(lambda building: building.own_choices(place, of=of), of))
        elif value == asking.SHARE:
            heading = _("What is the list called? Small letters, such as need4")
            self.app.push_screen(Picker(lambda: (heading, ()), own=True), lambda name: self._share(place, name, of))
        else:
            self.post_message(Edit(lambda building: building.use_list(place, value, of=of), of))

    def _share(self, place: str, name: str | None, of: str) -> None:
        if name:
            self.post_message(Edit(lambda building: building.share_choices(place, name, of=of), of))

    def on_check_wanted(self, event: CheckWanted) -> None:
        """Opens one check."""
        event.stop()
        place, at = self.place, event.at
        checks = next((one.value for one in self.building.values(place) if one.key == "check"), ())
        check = checks[at] if at >= 0 and isinstance(checks, tuple) else CheckLine("")
        knowledge = placing.knowledge_of_check(self.building, place, max(0, at), language_of(self))
        screen = CheckScreen(check, place, self.building.languages, knowledge)
        self.app.push_screen(screen, lambda made: self._checked(place, at, made))

    def _checked(self, place: str, at: int, made: CheckLine | None) -> None:
        if made is not None:
            self.post_message(Edit(lambda building: placing.put_check(building, place, at, made), "check"))
