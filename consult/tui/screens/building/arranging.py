"""Adding, moving, copying and taking away, and taking that back."""

from __future__ import annotations

from typing import Any

from consult.i18n import _, quoted
from consult.service.building import LineKind
from consult.tui.building_messages import AddPart
from consult.tui.screens.building import asking
from consult.tui.screens.building.base import BuilderBase
from consult.tui.screens.picker import Picker
from consult.tui.speaking import spoken
from consult.tui.widgets.outline_tree import OutlineTree
from consult.tui.widgets.property_sheet import PropertySheet


class Arranging(BuilderBase):
    """Changes to what the survey is made of."""

    def on_add_part(self, event: AddPart) -> None:
        """Another column or field is wanted."""
        event.stop()
        self._add(part=True)

    def action_add(self) -> None:
        """Adds a question or a page; standing on a column or field, another one."""
        self._add(part="/" in self.place)

    def _add(self, *, part: bool) -> None:
        def offers() -> tuple[str, list[Any]]:
            return (_("What kind of column or field?") if part else _("What to add?")), asking.type_offers(part=part)

        async def chosen(type_: str | None) -> None:
            if type_ is not None:
                await self._added(type_, part=part)
            self.let_go()

        self.query_one(PropertySheet).commit()
        self.hold()
        self.app.push_screen(Picker(offers), chosen)

    async def _added(self, type_: str, *, part: bool) -> None:
        place = self.place if not self.place.startswith("list:") else ""
        if part:
            question, after = place.partition("/")[0], place if "/" in place else ""
            fine, made = self._do(lambda: self.building.add_part(question, type_, after=after))
        elif type_ == asking.PAGE:
            fine, made = self._do(lambda: self.building.add_page(after=place))
        else:
            fine, made = self._do(lambda: self.building.add_question(type_, after=place))
        if fine:
            if type_ != asking.PAGE:
                self._unnamed.add(made)
            await self.show(made, "title" if type_ == asking.PAGE else "ask")

    async def action_move(self, by: int) -> None:
        """Moves what the person stands on up or down."""
        fine, made = self._do(lambda: self.building.move(self.place, by))
        if fine:
            await self.show(made or self.place)

    async def action_duplicate(self) -> None:
        """Makes a copy below."""
        fine, made = self._do(lambda: self.building.duplicate(self.place))
        if fine:
            await self.show(made)

    @spoken
    def _gone_words(self, label: str, users: tuple[str, ...]) -> str:
        words = _("Deleted {what}. Ctrl+Z brings it back.").format(what=quoted(label))
        if users:
            words += " " + _("It is asked for in: {places}").format(places=", ".join(users))
        return words

    async def action_delete(self) -> None:
        """Takes away what the person stands on."""
        tree = self.query_one(OutlineTree)
        line, at = tree.line, tree.highlighted or 0
        if line is None or line.kind is LineKind.SURVEY:
            return
        users = self.building.used_by(line.place)
        if not self._do(lambda: self.building.delete(line.place))[0]:
            return
        left = self._seen_lines(self.place)
        await self.show(left[min(at, len(left) - 1)].place)
        self.notify(self._gone_words(line.label or line.code, users), markup=False, timeout=5)

    async def action_undo(self) -> None:
        """Takes the last edit back."""
        self.query_one(PropertySheet).commit()
        self.call_later(self._undo, True)

    async def action_redo(self) -> None:
        """Does again what was undone."""
        await self._undo(False)

    @spoken
    def _past_words(self, back: bool) -> str:
        told = self.building.can_undo if back else self.building.can_redo
        if not told:
            return _("There is nothing to undo.") if back else _("There is nothing to do again.")
        return (_("Undone: {what}") if back else _("Done again: {what}")).format(what=told)

    async def _undo(self, back: bool) -> None:
        words = self._past_words(back)
        before = {line.place for line in self.building.outline()}
        fine, done = self._do(self.building.undo if back else self.building.redo)
        if fine and done:
            again = (line.place for line in self.building.outline() if line.place not in before)
            await self.show(next(again, self.building.last_place))
        self.notify(words, markup=False, timeout=2)
