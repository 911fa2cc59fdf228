"""The survey builder: outline at the left, the place that is changed beside it, and what respondents see of it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList

from consult.i18n import N_
from consult.service.building import LineKind
from consult.tui.actions import Action
from consult.tui.building_messages import GoTo, Stood
from consult.tui.screens.building import asking
from consult.tui.screens.building.arranging import Arranging
from consult.tui.screens.building.base import FOLLOWED_WITHIN
from consult.tui.screens.building.filing import Filing
from consult.tui.screens.building.opening import Opening
from consult.tui.screens.building.picking import Picking
from consult.tui.screens.building.preview import PreviewPane
from consult.tui.screens.dialogs import Dialog
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.key_bar import Key, KeyBar
from consult.tui.widgets.outline_tree import OutlineTree
from consult.tui.widgets.property_sheet import PropertySheet, Unfold


class BuilderScreen(Picking, Arranging, Opening, Filing):
    """One survey file is changed; the survey of this name, or a `building` that was begun."""

    CSS_PATH = ["../form/answering.tcss", "builder.tcss"]  # noqa: RUF012
    ABOUT = N_(
        "Build a survey: choose a question in the outline, press Enter and fill in what it asks. "
        "Every edit can be undone; nothing reaches respondents before you publish."
    )
    FIELD_KEYS = asking.FIELD_KEYS
    ACTIONS = (
        Action("add", "a,n", N_("add"), N_("Add a question, page, column or field")),
        Action("try_out", "f5,p", N_("try"), N_("Fill the form as respondents see it")),
        Action("translate", "t", N_("texts"), N_("Translate the texts side by side")),
        Action("undo", "ctrl+z", N_("undo"), N_("Undo"), in_bar=False, first=True),
        Action("save", "ctrl+s", N_("save"), N_("Save the survey file"), first=True),
        Action("publish", "P,f10", N_("publish"), N_("Publish, after a look at what changes")),
        Action("redo", "ctrl+shift+z,ctrl+r", "", N_("Do again what was undone"), in_bar=False, first=True),
        Action("move(-1)", "alt+up", "", N_("Move it up"), in_bar=False),
        Action("move(1)", "alt+down", "", N_("Move it down"), in_bar=False),
        Action("duplicate", "c", "", N_("Make a copy of it below"), in_bar=False),
        Action("delete", "d,delete", "", N_("Delete it; undo brings it back"), in_bar=False),
        Action(
            "wording",
            "f6",
            N_("language"),
            N_("Change and preview the wording in the next language of the survey"),
            in_bar=False,
            first=True,
        ),
        Action("seek", "slash", "", N_("Find a question, page or list by a word of it"), in_bar=False),
        Action("next_problem", "f4", "", N_("Go to the next problem"), in_bar=False),
        Action("file_text", "f12", "", N_("See and change the text of the file"), in_bar=False),
        Action("back", "escape", N_("back"), N_("Back to the outline; from there leave the builder"), in_bar=False),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("right", "edit", show=False)]
    typing = False
    """Whether letters are typed into a field."""

    def keys(self) -> list[Key]:
        """The keys of the bar; where letters are typed those of no letter, and what a field wants beside them."""
        if not self.typing:
            return super().keys()
        return asking.keys_while_typing(super().keys(), self.ACTIONS)

    def compose(self) -> ComposeResult:
        """Head, outline, editor, preview, keys."""
        yield FormHeader()
        with Horizontal(id="panes"):
            yield OutlineTree()
            yield PropertySheet()
            yield PreviewPane(self.wording)
        yield self.key_bar()

    async def on_mount(self) -> None:
        """Shows the first question, and offers changes that were never saved."""
        lines = self.building.outline()
        first = next((line.place for line in lines if line.kind is LineKind.QUESTION), "")
        self.query_one(OutlineTree).focus()
        await self.show(first or (lines[-1].place if lines else ""))
        draft = self.building.draft_found
        if draft is not None:
            self.app.push_screen(Dialog(lambda: asking.about_draft(draft)), self._draft_answered)
        elif not self.building.readable:
            self.action_file_text()

    async def _draft_answered(self, way: str | None) -> None:
        if way == "restore":
            self._do(self.building.restore)
        elif way == "drop":
            self._do(self.building.drop_draft)
        await self.show(self.place)

    # Moving

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The editor follows the outline when the person rests."""
        event.stop()
        tree = self.query_one(OutlineTree)
        if event.option_list is tree and tree.has_focus and tree.place != self.place:
            self._later("follow", FOLLOWED_WITHIN, self._follow)

    async def _follow(self) -> None:
        place = self.query_one(OutlineTree).place
        if place != self.place:
            await self.show(place)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click opens the place."""
        event.stop()
        await self.action_edit()

    async def action_edit(self) -> None:
        """Goes into the editor."""
        tree = self.query_one(OutlineTree)
        if not tree.has_focus:
            return
        if tree.place != self.place:
            self.hold()
            await self.show(tree.place, "")
            self.let_go()
        else:
            self.query_one(PropertySheet).go_to()

    async def on_go_to(self, event: GoTo) -> None:
        """Another place is wanted."""
        event.stop()
        await self.show(event.place, event.key)

    async def on_stood(self, event: Stood) -> None:
        """A question whose wording was just written gets its code from it."""
        event.stop()
        if event.key != "ask":
            await self._name_it()

    async def _name_it(self) -> None:
        if self.place not in self._unnamed:
            return
        ask = next((one.value for one in self.building.values(self.place) if one.key == "ask"), {})
        words = next(iter(ask.values()), "") if isinstance(ask, dict) else ""
        if not words:
            return
        place, before = self.place, self.building.text
        code = self.building.proposed_code(words, place)
        if not self._do(lambda: self.building.rename_code(place, code))[0] or self.building.text == before:
            self._unnamed.discard(place)  # else it waits for its wording again when both are undone
            return
        self.building.join(place)
        now = self.building.last_place
        self.query_one(PropertySheet).follow(now)
        await self.show(now)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """In the outline nothing is being worded any more, and letters act; elsewhere they are typed."""
        outlined = event.widget is self.query_one(OutlineTree)
        if outlined is self.typing:
            self.typing = not outlined
            self.query_one(KeyBar).tell()
        if self.has_class("-narrow"):
            self.set_class(not outlined, "-editing")
        if outlined:
            self.call_later(self._name_it)

    async def on_unfold(self, event: Unfold) -> None:
        """Shows what few people need as well."""
        event.stop()
        sheet = self.query_one(PropertySheet)
        known = {*sheet.rows}
        sheet.unfolded = True
        await self.show(self.place)
        sheet.go_to(next((key for key in sheet.rows if key not in known), ""))

    def action_back(self) -> None:
        """From the editor to the outline, from the outline out."""
        tree = self.query_one(OutlineTree)
        if not tree.has_focus:
            self.query_one(PropertySheet).commit()
            tree.focus()
        else:
            self.leave()
