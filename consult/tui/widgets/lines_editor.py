"""A short list whose lines are typed into where they stand: choices, rows, names of points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from consult.i18n import _
from consult.tui.building_messages import Typing
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from consult.service.building import Building

SHORTEST_TAIL = 8
"""Cells that what stands at the right has beside a long text."""


@dataclass(frozen=True, slots=True)
class EditedLine:
    """One line: what stands in front, the text that is typed, and what stands muted at the right."""

    name: str
    """What the line is called in the survey: the code of the choice; empty where it is new."""
    lead: str
    text: str
    tail: str = ""
    placeholder: str = ""
    gone: bool = False
    """Whether it is shown as no longer in use."""


class LinesEditor(Widget, can_focus=True):
    """Draws lines, of which one has the cursor and is typed into; what was typed is given on when the line is left."""

    @dataclass
    class Stepped(Message):
        """The cursor went to another line."""

    DEFAULT_CSS = """
    LinesEditor { height: auto; width: 1fr; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "enter", show=False),
        Binding("backspace", "erase(False)", show=False),
        Binding("delete", "erase(True)", show=False),
        Binding("left", "cursor('left')", show=False),
        Binding("right", "cursor('right')", show=False),
        Binding("home", "cursor('home')", show=False),
        Binding("end", "cursor('end')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[EditedLine] = []
        self.at = 0
        self.typed: TypedLine | None = None

    # What subclasses say

    def put(self, line: EditedLine, text: str) -> None:
        """Gives on the new text of a line."""
        raise NotImplementedError

    def foot(self) -> Content:
        """What stands below the lines; nothing if it is empty."""
        return Content("")

    def typing(self) -> Callable[[Building], object] | None:
        """What leaving the line would change now; None where nothing was typed."""
        return None

    # Lines

    @property
    def line(self) -> EditedLine | None:
        """The line with the cursor."""
        return self.lines[self.at] if self.at < len(self.lines) else None

    def show(self, lines: list[EditedLine]) -> None:
        """Draws other lines; what is being typed stays where its line is still there."""
        here = self.line
        names = [line.name for line in lines]
        if self.typed is not None and (here is None or self.at >= len(lines) or lines[self.at].name != here.name):
            if here is not None and here.name in names:
                self.at = names.index(here.name)
            else:
                self.typed = None
        elif self.typed is None or lines[self.at].text != (here.text if here else ""):
            self.typed = None
        taller = len(lines) != len(self.lines)
        self.lines = lines
        self.at = min(self.at, max(0, len(lines) - 1))
        self.refresh(layout=taller)

    def stand(self, at: int) -> None:
        """Puts the cursor into another line."""
        self.commit()
        self.at = min(max(0, at), max(0, len(self.lines) - 1))
        self.refresh()
        self.in_view()
        self.post_message(self.Stepped())

    def in_view(self) -> None:
        """Scrolls so that the line with the cursor is seen."""
        self.call_after_refresh(self._scroll)

    def _scroll(self) -> None:
        parent = self.parent
        while isinstance(parent, Widget) and not parent.allow_vertical_scroll:
            parent = parent.parent
        if isinstance(parent, Widget):
            spot = Region(self.virtual_region.x, self._depth(parent) + self.at, 1, 2)
            parent.scroll_to_region(spot, animate=False, force=True)

    def _depth(self, holder: Widget) -> int:
        """How many lines of `holder` stand above this widget."""
        depth, node = 0, self
        while isinstance(node, Widget) and node is not holder:
            depth += node.virtual_region.y
            node = node.parent  # type: ignore[assignment]
        return depth

    def commit(self) -> None:
        """Gives on what was typed."""
        line, typed = self.line, self.typed
        self.typed = None
        if line is not None and typed is not None and typed.text.strip() != line.text:
            self.put(line, typed.text.strip())

    # Keys

    def type_in(self, letters: str) -> None:
        """Types into the line with the cursor."""
        if self.line is None:
            return
        if self.typed is None:
            self.typed = TypedLine(self.line.text, self.line.text, len(self.line.text))
        self.typed.insert(letters)
        self.refresh()
        self.post_message(Typing())

    def on_key(self, event: events.Key) -> None:
        """Letters are typed."""
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.type_in(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pastes one line."""
        event.stop()
        self.type_in(" ".join(event.text.split()))

    def action_erase(self, behind: bool) -> None:
        """Takes a letter away."""
        if self.line is None:
            return
        if self.typed is None:
            self.typed = TypedLine(self.line.text, self.line.text, len(self.line.text))
        self.typed.erase(behind=behind)
        self.refresh()
        self.post_message(Typing())

    def action_cursor(self, key: str) -> None:
        """Moves in the line."""
        if self.line is not None:
            if self.typed is None:
                self.typed = TypedLine(self.line.text, self.line.text, len(self.line.text))
            self.typed.move(key)
            self.refresh()

    def action_step(self, by: int) -> None:
        """Another line, or the field before or behind."""
        if 0 <= self.at + by < len(self.lines):
            self.stand(self.at + by)
        else:
            self.commit()
            self.post_message(GoOn() if by > 0 else GoBack())

    def action_enter(self) -> None:
        """The next line, or the next field."""
        self.action_step(1)

    def on_focus(self) -> None:
        """The cursor is seen."""
        self.refresh()

    def on_blur(self) -> None:
        """What was typed is given on."""
        self.commit()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor into a line."""
        if event.y < len(self.lines):
            self.stand(event.y)

    # Drawing

    @spoken
    def render(self) -> Content:
        """All lines and the foot."""
        width = self.content_size.width
        drawn = [self._drawn(at, line, width) for at, line in enumerate(self.lines)]
        foot = self.foot()
        return Content("\n").join([*drawn, foot] if foot.plain or not drawn else drawn)

    def _drawn(self, at: int, line: EditedLine, width: int) -> Content:
        here = self.has_focus and at == self.at
        lead = Content.assemble(("›" if here else " ", "bold $accent"), plain(f"{line.lead} ", "$text-muted", one_line=True))
        tail = _fitted(
            plain(line.tail, "$text-muted", one_line=True), width - lead.cell_length, line.text or line.placeholder, here
        )
        room = max(6, width - lead.cell_length - tail.cell_length - (2 if tail.plain else 0))
        if here:
            before, under, after = (self.typed or TypedLine(line.text, line.text, len(line.text))).shown(room)
            if self.typed is None and len(line.text) >= room:  # a line that is only looked at begins at its beginning
                before, under, after = line.text[: room - 1], "…", ""
            text = Content.assemble(
                plain(before, one_line=True), plain(under, "reverse", one_line=True), plain(after, one_line=True)
            )
        elif line.text:
            text = plain(line.text, "strike $text-muted" if line.gone else "", one_line=True)
        else:
            text = plain(line.placeholder or _("no wording yet"), "italic $text-muted", one_line=True)
        if here and not line.text and not self.typed and line.placeholder:
            text = plain(" ", "reverse") + plain(line.placeholder, "italic $text-muted", one_line=True)
        text = text.truncate(room, ellipsis=True, pad=bool(tail.plain))
        return Content.assemble(lead, text, "  ", tail) if tail.plain else lead + text

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    @spoken
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line each."""
        return max(1, len(self.lines) + (1 if self.foot().plain else 0))


def _fitted(tail: Content, width: int, text: str, here: bool) -> Content:
    """What stands at the right, in the room that the text leaves; where the cursor is, all room is for the text."""
    left = width - plain(text, one_line=True).cell_length - 3
    if left >= tail.cell_length:
        return tail
    return Content("") if here else tail.truncate(max(left, min(tail.cell_length, SHORTEST_TAIL)), ellipsis=True)
