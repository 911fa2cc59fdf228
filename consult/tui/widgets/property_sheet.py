"""The editor of one place of a survey: all its properties, those that few people need folded away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from consult.errors import Problem
from consult.service.building import Property
from consult.tui.building_messages import Stood
from consult.tui.faults import sentence
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.completion_list import CompletionList
from consult.tui.widgets.expression_field import ExpressionField
from consult.tui.widgets.lines_editor import LinesEditor
from consult.tui.widgets.property_field import TextProperty, TypedField, told_at
from consult.tui.widgets.property_row import MoreLine, PropertyRow, Shape, Surroundings, shape
from consult.tui.widgets.words import rewrite

if TYPE_CHECKING:
    from consult.service.building import Building

FIXED = 100_000
"""Cells of text that the lines at the bottom always have room for: their height never changes."""


class Unfold(Message):
    """The person wants to see what is folded."""


def _wanted(properties: Sequence[Property], around: Surroundings) -> list[Property]:
    """Those that are shown: the list stands under the choices that come from it, a scale of numbers has no choices."""
    without = {"list", "choices"} if around.ends[0] else {"list"}
    return [one for one in properties if one.key not in without]


def _that_fit(hint: str, room: int) -> str:
    """Of the keys of a hint as many as there is room for: half a word helps nobody."""
    parts = hint.split(" · ")
    while len(parts) > 1 and plain(" · ".join(parts), one_line=True).cell_length > room:
        parts.pop()
    return " · ".join(parts)


class FaultLine(Static):
    """Why what was typed into the field above could not be taken."""

    DEFAULT_CSS = """
    FaultLine { height: auto; color: $error; padding: 0 0 0 2; }
    """

    def __init__(self, row: PropertyRow, words: str):
        super().__init__(plain(f"! {words}", one_line=True), markup=False)
        self.row = row


class PropertyBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The rows, scrolling."""


class PropertySheet(Vertical):
    """The rows of a place, and below them what the one with the focus means or what is wrong there."""

    DEFAULT_CSS = """
    PropertySheet {
        border: round $quiet-border; padding: 0 1; border-title-color: $text-muted; border-subtitle-color: $text-muted;
        border-subtitle-align: right;
    }
    PropertySheet.-here { border: round $accent; border-title-color: $accent; }
    PropertySheet.-here:nocolor { border: heavy $accent; }
    PropertySheet > PropertyBody { height: 1fr; scrollbar-size: 0 1; }
    PropertySheet > #told { height: 3; color: $text-muted; border-top: solid $quiet-border; }
    PropertySheet > #told.-problem { color: $error; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, PropertyRow] = {}
        self.place: str | None = None
        self.unfolded = False
        self._pool: dict[Shape, PropertyRow] = {}
        """Every row that was needed so far: to fill one anew is far quicker than to make one."""
        self._shown: tuple[Property, ...] = ()
        self._problems: Sequence[Problem] = ()
        self._fault: dict[str, str] = {}
        self._key = ""

    def compose(self) -> ComposeResult:
        """Rows, and what is told of the one with the focus."""
        with PropertyBody():
            yield MoreLine()
        yield CompletionList()
        yield Static(id="told", markup=False)

    async def show(self, properties: Sequence[Property], around: Surroundings) -> None:
        """Shows the properties of a place; where it is the place that was shown, what is being typed stays."""
        wanted = _wanted(properties, around)
        open_ones = [one for one in wanted if self.unfolded or not one.rare or one.written or one.problems]
        elsewhere = around.place != self.place
        if elsewhere:
            self.commit()
            self.show_fault("", "")
            self.place = around.place
        await self._arrange(open_ones, [one.name for one in wanted if one not in open_ones], around)
        for one in open_ones:
            self.rows[one.key].fill(one, around)
            field = self.rows[one.key].field
            if isinstance(field, TextProperty):
                field.offers = self.query_one("PropertySheet > CompletionList", CompletionList)
        if elsewhere:
            self.query_one(PropertyBody).scroll_home(animate=False)
        self._shown, self._problems = tuple(wanted), around.problems
        self.tell_help()

    def follow(self, place: str) -> None:
        """The place that is shown is called `place` now; what is being typed stays."""
        self.place = place
        for row in self.rows.values():
            row.field.place = place

    async def _arrange(self, wanted: Sequence[Property], folded: Sequence[str], around: Surroundings) -> None:
        """Shows the rows that are wanted in their order; those that are not are hidden until another place wants them."""
        body, more = self.query_one(PropertyBody), self.query_one(MoreLine)
        more.tell_of(folded)
        new = {one.key: PropertyRow(one, around) for one in wanted if shape(one) not in self._pool}
        rows = {one.key: new.get(one.key) or self._pool[shape(one)] for one in wanted}
        if [*rows.values()] == [*self.rows.values()]:
            return
        self._pool |= {shape(row.shown): row for row in new.values()}
        async with self.batch():
            await body.mount(*new.values(), before=more)
            for row in self._pool.values():
                row.display = row in rows.values()
            order: dict[Widget, int] = {row: at for at, row in enumerate(rows.values())}

            def place(child: Widget) -> int:
                return order.get(child.row if isinstance(child, FaultLine) else child, len(order) + (child is more))

            body.sort_children(key=place)
        self.rows = rows

    @property
    def focused_key(self) -> str:
        """The property that has the focus; empty where none has."""
        return next((key for key, row in self.rows.items() if row.has_focus_within), "")

    def go_to(self, key: str = "") -> None:
        """Stands in the field of a property, or in the first."""
        row = self.rows.get(key) or next(iter(self.rows.values()), None)
        if row is not None:
            field = row.field
            self.screen.set_focus(field.first if isinstance(field, ExpressionField) else cast(Widget, field))

    def commit(self) -> None:
        """Puts everything that was typed into the survey."""
        for row in self.rows.values():
            row.field.commit()

    def typing(self) -> list[Callable[[Building], object]]:
        """What is being typed and is in the survey when its field or line is left."""
        fields = (row.field for row in self.rows.values())
        found = (field.typing() for field in fields if isinstance(field, LinesEditor | TypedField))
        return [does for does in found if does is not None]

    def show_fault(self, key: str, words: str) -> None:
        """Shows why what was typed could not be taken."""
        self._fault = {key: words} if words else {}
        for fault in self.query(FaultLine):
            fault.remove()
        if words and key in self.rows:
            self.query_one(PropertyBody).mount(FaultLine(self.rows[key], words), after=self.rows[key])
        self.tell_help()

    def on_lines_editor_stepped(self, event: LinesEditor.Stepped) -> None:
        """Another line of choices has something else to be said of it."""
        event.stop()
        self.tell_help()

    # Moving

    def on_go_on(self, event: GoOn) -> None:
        """Stands in the next field."""
        event.stop()
        self._step(1)

    def on_go_back(self, event: GoBack) -> None:
        """Stands in the field before."""
        event.stop()
        self._step(-1)

    def _step(self, by: int) -> None:
        chain = [widget for widget in self.screen.focus_chain if self in widget.ancestors]
        focused = self.screen.focused
        if focused in chain:
            at = chain.index(focused) + by
            if 0 <= at < len(chain):
                chain[at].focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tells what the property means."""
        self._mark_here()
        self.tell_help()
        self.post_message(Stood(self.focused_key))

    def on_descendant_blur(self) -> None:
        """The keys go elsewhere."""
        self.call_after_refresh(self._mark_here)
        self.call_after_refresh(self._settle)
        self.call_after_refresh(self.tell_help)

    def _settle(self) -> None:
        """A field in which stands again what holds is no longer told to be wrong."""
        for key in self._fault:
            field = self.rows[key].field if key in self.rows else None
            if isinstance(field, TypedField) and field.typing() is None:
                self.show_fault(key, "")
                return

    def _mark_here(self) -> None:
        """Marks the sheet and the row that have the focus: `:focus-within` would style every widget in them anew at each step."""
        here = self.focused_key
        self.set_class(bool(here) or self.has_focus_within, "-here")
        for key, row in self.rows.items():
            row.set_class(key == here, "-here")

    async def on_key(self, event: events.Key) -> None:
        """Enter unfolds what is folded."""
        if isinstance(self.screen.focused, MoreLine):
            if event.key in ("enter", "space"):
                event.stop()
                self.post_message(Unfold())
            elif event.key in ("up", "down"):
                event.stop()
                self._step(1 if event.key == "down" else -1)

    # Words

    def head(self, title: Content, subtitle: Content) -> None:
        """Draws the frame."""
        self.border_title, self._subtitle = title, subtitle
        self.tell_help()

    _subtitle = Content("")

    @spoken
    def tell_help(self) -> None:
        """Draws what the property with the focus means, or what is wrong with it or elsewhere at the place."""
        if not self.query("#told"):  # the focus is lost because the screen closes
            return
        key = self.focused_key
        shown = next((one for one in self._shown if one.key == key), None)
        fault = self._fault.get(key, "") or (told_at(shown.problems[0], key) if shown and shown.problems else "")
        if not fault and not key:
            told = [told_at(problem, one.key) for one in self._shown for problem in one.problems]
            fault = next(iter([*told, *map(sentence, self._problems)]), "")
        words = f"! {fault}" if fault else shown.help if shown else ""
        field = self.rows[key].field if key in self.rows else None
        words = words if fault else getattr(field, "told", "") or words
        line = self.query_one("#told", Static)
        line.set_class(bool(fault), "-problem")
        rewrite(line, plain(words or " ", one_line=True), room=FIXED)
        room = max(20, self.size.width - 6)
        hint = _that_fit(getattr(field, "keys_hint", ""), room)
        subtitle = plain(hint, one_line=True) if hint else self._subtitle
        subtitle = subtitle if subtitle.cell_length <= room else subtitle.truncate(room, ellipsis=True)
        if str(self.border_subtitle or "") != subtitle.plain:
            self.border_subtitle = subtitle

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        for row in self.rows.values():
            row.tell()
            cast(Widget, row.field).refresh(layout=True)
        self.query_one(MoreLine).tell()
        self.tell_help()
