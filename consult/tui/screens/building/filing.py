"""Saving, leaving, and a file that somebody else changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.text import Text

from consult.errors import ConsultError
from consult.i18n import _
from consult.tui.screens.building import asking
from consult.tui.screens.building.base import BuilderBase
from consult.tui.screens.dialogs import Dialog
from consult.tui.speaking import spoken
from consult.tui.widgets.property_sheet import PropertySheet


class Filing(BuilderBase):
    """One survey file on disk."""

    def action_save(self) -> None:
        """Saves; where somebody else changed the file, asks."""
        self.commit_then(self._save)

    def _save(self, then: Callable[[], Any] | None = None) -> None:
        if self.building.changed_on_disk():
            self._ask_disk(then)
        elif self._do(self.building.save)[0]:
            self.tell_head()
            self._say_saved()
            if then is not None:
                then()

    @spoken
    def _say_saved(self) -> None:
        self.notify(_("Saved: {file}").format(file=self.building.path.name), markup=False, timeout=2)

    def _ask_disk(self, then: Callable[[], Any] | None = None) -> None:
        async def answered(way: str | None) -> None:
            self._asked_disk = way == "stay"
            if way == "reload":
                self._do(self.building.reload)
            elif way == "over" and self._do(lambda: self.building.save(over=True))[0] and then is not None:
                then()
                return
            await self.show(self.place)

        self.app.push_screen(Dialog(asking.about_disk), answered)

    def renew(self) -> None:
        """The file may be another one now."""
        if not self.building.changed_on_disk() or self._asked_disk:
            return
        if self.building.dirty:
            self._asked_disk = True
            self._ask_disk()
        else:
            self._do(self.building.reload)
            self.call_later(self.show, self.place)

    def way_out(self) -> Callable[[], object] | None:
        """With a draft."""
        return self.leave_program

    @spoken
    def leave_program(self) -> None:
        """Ends the app; what is not saved, and what is being typed, is kept as a draft. Where that cannot be, it asks first."""
        typing = self.query_one(PropertySheet).typing()
        unsaved = bool(typing or (self.building.dirty and self.building.can_undo))
        if unsaved and self.building.draft_found:
            self.commit_then(self.leave)
            return
        try:
            self.building.keep_draft(typing)
        except ConsultError:
            self.leave()
            return
        self.app.exit(message=Text(asking.draft_words()) if unsaved else None)

    def leave(self) -> None:
        """Leaves; where something is not saved, asks first."""
        if not self.building.dirty or not self.building.can_undo:
            self.dismiss(None)
            return
        ask = asking.about_losing if self.building.draft_found else asking.about_leaving
        self.app.push_screen(Dialog(ask), self._left)

    def _left(self, way: str | None) -> None:
        if way == "save":
            self._save(lambda: self.dismiss(None))
        elif way == "draft":
            self.keep()
            self.dismiss(None)
        elif way == "lose":
            self.dismiss(None)
