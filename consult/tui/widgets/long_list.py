"""A list of any length: only the lines in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from consult.tui.speaking import spoken

Draw = Callable[[int, int], Content]
"""The line of a number, from 0, in so many cells."""


class LongList(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws lines as `draw` makes them, one row each; a bar stands on one. A heading stays above them."""

    DEFAULT_CSS = """
    LongList {
        height: 1fr; padding: 0 1; border: round $quiet-border; scrollbar-size: 0 1; overflow-x: hidden;
        border-title-color: $text-muted; border-subtitle-color: $text-muted; border-subtitle-align: right;
        text-wrap: nowrap; text-overflow: ellipsis; background: $background;
        & > .long-list--bar { background: $surface; }
        & > .long-list--heading { color: $text-muted; }
    }
    LongList:focus {
        border: round $accent; border-title-color: $accent;
        & > .long-list--bar { background: $panel; text-style: bold; }
    }
    LongList:nocolor:focus { border: heavy $accent; }
    LongList:nocolor > .long-list--bar { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-list--bar", "long-list--heading"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("home,ctrl+home", "move(-1000000000)", show=False),
        Binding("end,ctrl+end", "move(1000000000)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Stood(Message):
        """The bar stands on another line."""

        at: int

    @dataclass
    class Chosen(Message):
        """Enter, or a second click, on a line."""

        at: int

    @dataclass
    class HeadingClicked(Message):
        """A click on the heading, so many cells from its left end."""

        cell: int

    def __init__(self, draw: Draw, heading: Callable[[int], Content] | None = None, *, id: str | None = None):
        super().__init__(id=id)
        self.draw, self.heading = draw, heading
        self.count = 0
        self.at = 0
        """The line on which the bar stands."""
        self._strips: dict[tuple[int, bool, int], Strip] = {}

    # Lines

    def show(self, count: int, at: int = 0) -> None:
        """Has `count` lines from now on, draws them anew and puts the bar on line `at`."""
        shift = self.at - round(self.scroll_y)  # the bar stays where it was on the screen
        self.count, self.at = count, max(0, min(at, count - 1))
        self.virtual_size = Size(0, count + self._head)
        if self.is_mounted and self.size.height:
            self.scroll_to(y=self.at - shift if 0 <= shift < self._room else self.at, animate=False, immediate=True)
        self._keep_in_view()
        self.redraw()

    def redraw(self) -> None:
        """Draws the lines in sight anew."""
        self._strips.clear()
        self.refresh()

    def stand(self, at: int) -> None:
        """Puts the bar on line `at`, or the nearest."""
        at = max(0, min(at, self.count - 1))
        if at != self.at and self.count:
            self.at = at
            self._keep_in_view()
            self.refresh()
            self.post_message(self.Stood(at))

    @property
    def _head(self) -> int:
        return 1 if self.heading else 0

    @property
    def _room(self) -> int:
        """Lines in sight under the heading."""
        return max(1, self.scrollable_content_region.height - self._head)

    def _keep_in_view(self) -> None:
        top = round(self.scroll_y)
        wanted = min(max(top, self.at - self._room + 1), self.at)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    # Keys and mouse

    def action_move(self, by: int) -> None:
        """Goes so many lines down."""
        self.stand(self.at + by)

    def action_turn(self, by: int) -> None:
        """Goes a page down or up."""
        self.stand(self.at + by * self._room)

    def action_choose(self) -> None:
        """Chooses the line under the bar."""
        if self.count:
            self.post_message(self.Chosen(self.at))

    def on_click(self, event: events.Click) -> None:
        """Stands on the line that was clicked; chooses it where the bar stood there already."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if self.heading and offset.y == 0:
            self.post_message(self.HeadingClicked(offset.x))
            return
        at = offset.y - self._head + round(self.scroll_y)
        if at == self.at and event.chain > 1:
            self.action_choose()
        elif at < self.count:
            self.stand(at)

    def on_resize(self) -> None:
        """The bar stays in sight."""
        self._strips.clear()
        self._keep_in_view()

    def notify_style_update(self) -> None:
        """Other colours: nothing that was drawn fits any more."""
        self._strips.clear()
        super().notify_style_update()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The line at so many rows from the top of the widget."""
        width = self.scrollable_content_region.width
        if self.heading and y == 0:
            return self._strip(self._made(-1, width), "long-list--heading", width)
        at = y - self._head + round(self.scroll_y)
        if not 0 <= at < self.count:
            return Strip.blank(width, self.rich_style)
        here = at == self.at
        key = at, here and self.has_focus, width
        if here or key not in self._strips:
            strip = self._strip(self._made(at, width), "long-list--bar" if here else "", width)
            if here:
                return strip
            self._strips[key] = strip
        return self._strips[key]

    @spoken
    def _made(self, at: int, width: int) -> Content:
        return self.heading(width) if at < 0 and self.heading else self.draw(at, width)

    def _strip(self, content: Content, part: str, width: int) -> Strip:
        style = self.get_visual_style(part) if part else self.visual_style
        strips = Visual.to_strips(self, content, width, 1, style, pad=True, apply_selection=False)
        if not strips:
            return Strip.blank(width, style.rich_style)
        letters = self.get_component_styles(part).text_style if part else None
        if not letters:
            return strips[0]
        # The visual style is of colours alone; what makes the bar visible without colours is added here.
        more = RichStyle(bold=letters.bold or None, reverse=letters.reverse or None)
        drawn = Strip(Segment(text, (own or RichStyle()) + more, control) for text, own, control in strips[0])
        return drawn.adjust_cell_length(width)
