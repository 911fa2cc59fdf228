"""What all parts of the survey builder stand on: showing a place, doing an edit, keeping the draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import TYPE_CHECKING, Any

from textual import events
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from consult.errors import ConsultError
from consult.i18n import _, ngettext
from consult.service.building import Building, LineKind, OutlineLine, open_building
from consult.tui.building_messages import Edit, Typing
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.question_glyphs import glyph_of
from consult.tui.screens.building import asking, placing
from consult.tui.screens.building.preview import PreviewPane
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import spoken
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.outline_tree import OutlineTree
from consult.tui.widgets.property_sheet import PropertySheet

if TYPE_CHECKING:
    from consult.service.consultation import Consultation


KEPT_WITHIN, FOLLOWED_WITHIN, PREVIEWED_WITHIN = 0.4, 0.07, 0.3
"""Seconds: from an edit to the draft on disk, from a step in the outline to the editor, from an edit to the preview."""
WIDE = 118
"""Cells from which on the preview has room beside the editor."""
NARROW = 64
"""Cells below which outline and editor give way to each other."""


class BuilderBase(ConsultScreen[None]):
    """A survey that is being changed, and the place where the person stands."""

    AUTO_FOCUS = ""

    def __init__(self, consultation: Consultation, survey_name: str = "", *, building: Building | None = None):
        super().__init__()
        self.building = building or open_building(consultation, survey_name)
        self.place = ""
        self.wording = self.building.languages[0] if self.building.languages else "lv"
        self._unnamed: set[str] = set()
        self._waiting: dict[str, Timer] = {}
        self._asked_disk = False
        self._held_until = 0.0

    # Keys that are typed ahead

    def hold(self) -> None:
        """Lets the keys that come from now on wait for the field that they are meant for."""
        self._held_until = inf
        self.set_focus(None)

    def let_go(self) -> None:
        """From now on the keys go to the field that has the focus."""
        if self.focused is None:
            self.set_focus(self.query_one(OutlineTree))
        self._held_until = events.Event().time

    def on_key(self, event: events.Key) -> None:
        """A key that came before there was a field for it goes there now; a letter that acts on the outline acts only there."""
        early = event.time < self._held_until < inf and self.focused is not None
        if not early and not self._of_outline_alone(event.key):
            return
        event.stop()
        event.prevent_default()
        if early and self.focused is not None:
            self.focused._forward_event(events.Key(event.key, event.character))

    def _of_outline_alone(self, key: str) -> bool:
        """Whether a key is for the outline while something else has the focus: letters there are meant to be typed."""
        field = self.focused
        if isinstance(field, OutlineTree) or (field is not None and key in field._bindings.key_to_bindings):
            return False
        keys = [key for action in self.ACTIONS for key in action.keys.split(",")]
        return key in keys and (len(key) == 1 or key in ("slash", "delete"))

    # What is seen

    async def show(self, place: str, key: str | None = None) -> None:
        """Shows the survey as it is now, standing at `place`; with `key` in that property of it."""
        with_words = self._seen_lines(place)
        self.place = place if any(line.place == place for line in with_words) else ""
        self.query_one(OutlineTree).show(with_words, self.place)
        await self._show_editor()
        self.tell_head()
        self._later("preview", PREVIEWED_WITHIN, self._show_preview)
        if key is not None:
            self.query_one(PropertySheet).go_to(key)

    def _seen_lines(self, place: str) -> tuple[OutlineLine, ...]:
        """The outline; columns and fields only of the question where the person stands."""
        own = place.partition("/")[0]
        return tuple(line for line in self._outline() if line.kind is not LineKind.PART or line.place.partition("/")[0] == own)

    @spoken
    def _outline(self) -> tuple[OutlineLine, ...]:
        return self.building.outline()

    @spoken
    def _around(self) -> tuple[Any, Any]:
        values = self.building.values(self.place)
        return values, placing.surroundings(self.building, self.place, values, self.wording)

    async def _show_editor(self) -> None:
        sheet = self.query_one(PropertySheet)
        if not self.building.readable:
            return
        await sheet.show(*self._around())
        self._tell_editor()

    @spoken
    def _tell_editor(self) -> None:
        line = next((one for one in self.building.outline() if one.place == self.place), None)
        if line is None:
            return
        kinds = {LineKind.SURVEY: _("Survey"), LineKind.PAGE: _("Page"), LineKind.LIST: _("Shared list")}
        kind = kinds.get(line.kind, f"{glyph_of(line.type)} {line.type_name}")
        title = Content.assemble(plain(kind, one_line=True), "  ", plain(self.wording.upper(), "$text-muted"))
        sheet = self.query_one(PropertySheet)
        sheet.head(title, plain(" · ".join((line.code, _("published")) if line.published else (line.code,)), one_line=True))

    @spoken
    def _previewed(self) -> tuple[Any, str, str]:
        question = self.place.partition("/")[0]
        asked = bool(question) and ":" not in question
        nothing = (
            _("The question is not whole yet: see what is marked with !")
            if asked
            else _("Choose a question to see it here. F5 opens the whole form.")
        )
        return self.building.preview_of(question) if asked else None, _("What respondents see"), nothing

    async def _show_preview(self) -> None:
        pane = self.query_one(PreviewPane)
        if pane.display and self.is_mounted:
            pane.reads_in = self.wording
            try:
                await pane.show(*self._previewed())
            except ConsultError:
                return

    def on_resize(self, event: events.Resize) -> None:
        """The preview is seen where there is room for it."""
        self.query_one(PreviewPane).display = event.size.width >= WIDE
        self.set_class(event.size.width < NARROW, "-narrow")
        self._later("preview", PREVIEWED_WITHIN, self._show_preview)

    @spoken
    def tell_head(self) -> None:
        """Draws title, counts, and whether it is saved."""
        building, head = self.building, self.query_one(FormHeader)
        lines = [line for line in building.outline() if line.kind is LineKind.QUESTION]
        lacking = {line.place.partition("/")[0] for one in building.to_translate for line in one.lines if line.open}
        ready = sum(not line.problems and not line.problems_below and line.place not in lacking for line in lines)
        title = next((line.label for line in building.outline() if line.kind is LineKind.SURVEY), "") or building.name
        questions = ngettext("{n} question", "{n} questions", len(lines)).format(n=len(lines))
        wrong = asking.problem_count(len(building.problems)) if building.problems else ""
        place = " · ".join(filter(None, (building.name, questions, f"! {wrong}" if wrong else "")))
        progress = _to_translate(building) or _("{done} of {total} ready").format(done=ready, total=len(lines))
        head.write(title, place, ready, len(lines), progress)
        head.write_saved(f"{'●' if building.dirty else '✓'} {asking.saved_words(building)}", fine=not building.dirty)

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self.query_one(OutlineTree).tell()
        self.query_one(PropertySheet).tell()
        self.call_later(self.show, self.place)

    # Editing

    @spoken
    def _do(self, step: Callable[[], Any], key: str = "") -> tuple[bool, Any]:
        """Does a step of the building; a fault is told at the property `key`, or in passing."""
        try:
            made = step()
        except ConsultError as error:
            words = " ".join(map(sentence, error.problems[:2]))
            if key:
                self.query_one(PropertySheet).show_fault(key, words)
            else:
                self.notify(words, severity="error", markup=False)
            return False, None
        self._later("keep", KEPT_WITHIN, self.keep)
        return True, made

    async def on_edit(self, event: Edit) -> None:
        """Changes the survey as the field wants it."""
        event.stop()
        before = self.place
        fine, made = self._do(lambda: event.does(self.building), event.key)
        if not fine:
            if event.failed is not None:
                event.failed()
            return
        self.query_one(PropertySheet).show_fault(event.key, "")
        if not any(line.place == before for line in self.building.outline()):
            self._unnamed.discard(before)
            self.place = self.building.last_place
            self.query_one(PropertySheet).follow(self.place)
        await self.show(self.place)
        if event.done is not None:
            event.done(made)

    def commit_then(self, does: Callable[[], object]) -> None:
        """Lets the fields tell what was typed, and calls `does` when that is in the survey."""
        self.query_one(PropertySheet).commit()
        around = self.focused.ancestors_with_self if self.focused else [self]
        self._behind([one for one in around if isinstance(one, Widget)], does)

    def _behind(self, path: Sequence[Widget], does: Callable[[], object]) -> None:
        # Through the queues in which the edit goes up to this screen, one after the other, behind it.
        for at, pump in enumerate(path):
            if pump.call_later(self._behind, path[at + 1 :], does):
                return
        does()

    def on_typing(self, event: Typing) -> None:
        """Keeps what is being typed within a moment."""
        event.stop()
        self._later("typing", KEPT_WITHIN, self._keep_typed)

    def _keep_typed(self) -> None:
        self._waiting.pop("typing", None)
        self._keep_draft()

    def keep(self) -> None:
        """Keeps the draft on disk, so that a crash loses nothing."""
        timer = self._waiting.pop("keep", None)
        if timer is not None:
            timer.stop()
        self._keep_draft()
        self.tell_head()

    @spoken
    def _keep_draft(self) -> None:
        try:
            self.building.keep_draft(self.query_one(PropertySheet).typing())
        except ConsultError as error:
            self.notify(" ".join(map(sentence, error.problems)), severity="error", markup=False)

    def _later(self, name: str, seconds: float, does: Callable[[], Any]) -> None:
        """Does something after a rest; what was to be done under this name is put off. The draft is never put off."""
        timer = self._waiting.pop(name, None)
        if timer is not None:
            if name in ("keep", "typing"):
                self._waiting[name] = timer
                return
            timer.stop()
        self._waiting[name] = self.set_timer(seconds, does)


def _to_translate(building: Building) -> str:
    """How many texts are not translated yet, or to be checked again, where that is all that is left to do."""
    if building.problems:
        return ""
    missing = sum(one.missing for one in building.to_translate)
    stale = sum(one.stale for one in building.to_translate)
    if missing:
        return ngettext("{n} text missing", "{n} texts missing", missing).format(n=missing)
    return ngettext("△ {n} text to check", "△ {n} texts to check", stale).format(n=stale) if stale else ""
