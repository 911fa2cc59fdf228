"""Fields for the properties that are lists: columns and fields, checks, names of points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from consult.i18n import _, text_in
from consult.service.building import CheckLine, OutlineLine, Property
from consult.tui.building_messages import AddPart, CheckWanted, Edit, GoTo
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain
from consult.tui.question_glyphs import glyph_of
from consult.tui.speaking import spoken
from consult.tui.widgets.lines_editor import EditedLine, LinesEditor

if TYPE_CHECKING:
    from consult.service.building import Building


class DoorList(Widget, can_focus=True):
    """Lines that lead elsewhere, and one that adds another."""

    DEFAULT_CSS = """
    DoorList { height: auto; width: 1fr; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter,space", "open", show=False),
        Binding("alt+up", "move(-1)", show=False),
        Binding("alt+down", "move(1)", show=False),
        Binding("delete,f8", "remove", show=False),
        Binding("plus", "add", show=False),
    ]

    def __init__(self, shown: Property, place: str):
        super().__init__()
        self.shown, self.place, self.at = shown, place, 0

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Enter opens · Alt+↑↓ move · Del removes")

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(cast(tuple[object, ...], self.shown.value or ()))

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now."""
        drawn = self.shown.value
        self.at = min(self.at, self.count) if place == self.place else 0
        self.shown, self.place = shown, place
        self.refresh(layout=drawn != shown.value)

    def commit(self) -> None:
        """Nothing is typed here."""

    def lines(self) -> list[Content]:
        """The lines in words."""
        raise NotImplementedError

    def adding(self) -> str:
        """The words of the line that adds."""
        raise NotImplementedError

    @spoken
    def render(self) -> Content:
        """The lines, and the one that adds."""
        lines = [*self.lines(), plain(f"+ {self.adding()}", "$text-muted")]
        drawn = []
        for at, line in enumerate(lines):
            here = self.has_focus and at == self.at
            body = line.truncate(max(4, self.content_size.width - 1), ellipsis=True)
            drawn.append(Content.styled("›" if here else " ", "bold $accent") + (body.stylize("bold") if here else body))
        return Content("\n").join(drawn)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line each."""
        return self.count + 1

    def on_focus(self) -> None:
        """The arrow is seen."""
        self.refresh()

    def on_blur(self) -> None:
        """The arrow is seen no more."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click opens a line."""
        self.at = min(self.count, event.y)
        self.action_open()

    def action_step(self, by: int) -> None:
        """Another line, or the field before or behind."""
        if 0 <= self.at + by <= self.count:
            self.at += by
            self.refresh()
        else:
            self.post_message(GoOn() if by > 0 else GoBack())

    def action_open(self) -> None:
        """Opens the line, or adds one."""
        if self.at >= self.count:
            self.action_add()
        else:
            self.open()

    def open(self) -> None:
        """Opens the line."""

    def action_add(self) -> None:
        """Adds one."""

    def action_move(self, by: int) -> None:
        """Moves the line."""

    def action_remove(self) -> None:
        """Takes the line away."""


class PartList(DoorList):
    """The columns of a table, the fields of a repeat."""

    def __init__(self, shown: Property, place: str, line_of: Callable[[str], OutlineLine | None]):
        super().__init__(shown, place)
        self.line_of = line_of

    @property
    def places(self) -> tuple[str, ...]:
        """Where they are."""
        return cast(tuple[str, ...], self.shown.value or ())

    def lines(self) -> list[Content]:
        """Sign of the type and wording."""
        found = [self.line_of(place) for place in self.places]
        return [
            Content.assemble((f"{glyph_of(line.type)} ", "$accent"), plain(line.label or line.code, one_line=True), ("  ", ""),
                             plain(line.code, "$text-muted", one_line=True)) if line else Content("?")
            for line in found
        ]  # fmt: skip

    def adding(self) -> str:
        """The words of the line that adds."""
        return _("another column") if self.shown.key == "columns" else _("another field")

    def open(self) -> None:
        """Goes there."""
        self.post_message(GoTo(self.places[self.at], "ask"))

    def action_add(self) -> None:
        """Adds one."""
        self.post_message(AddPart())

    def action_move(self, by: int) -> None:
        """Moves it."""
        if self.at < self.count and 0 <= self.at + by < self.count:
            place = self.places[self.at]
            self.at += by
            self.post_message(Edit(lambda building: building.move(place, by), self.shown.key))

    def action_remove(self) -> None:
        """Takes it away."""
        if self.at < self.count:
            place = self.places[self.at]
            self.post_message(Edit(lambda building: building.delete(place), self.shown.key))


class CheckList(DoorList):
    """What must hold of the answer."""

    @property
    def checks(self) -> tuple[CheckLine, ...]:
        """The checks."""
        return cast(tuple[CheckLine, ...], self.shown.value or ())

    def lines(self) -> list[Content]:
        """What must hold and what is said where it does not."""
        made = []
        for check in self.checks:
            sign = ("△ ", "$warning") if check.level == "warn" else ("! ", "$error")
            made.append(
                Content.assemble(
                    sign, plain(check.must, one_line=True), plain(f"  {text_in(check.say)}", "$text-muted", one_line=True)
                )
            )
        return made

    def adding(self) -> str:
        """The words of the line that adds."""
        return _("another check") if self.count else _("a check")

    def open(self) -> None:
        """Changes it."""
        self.post_message(CheckWanted(self.at))

    def action_add(self) -> None:
        """Adds one."""
        self.post_message(CheckWanted(-1))

    def action_move(self, by: int) -> None:
        """Moves it."""
        if self.at < self.count and 0 <= self.at + by < self.count:
            at, place = self.at, self.place
            self.at += by
            self.post_message(Edit(lambda building: building.move_check(place, at, by), self.shown.key))

    def action_remove(self) -> None:
        """Takes it away."""
        if self.at < self.count:
            at, place = self.at, self.place
            self.post_message(Edit(lambda building: building.delete_check(place, at), self.shown.key))


class PointNames(LinesEditor):
    """What the points of a scale of numbers mean: at least its two ends."""

    def __init__(self, shown: Property, place: str, language: str, ends: tuple[str, str]):
        super().__init__()
        self.place = ""
        self.ends = ends
        self.fill(shown, place, language)

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Enter next")

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now."""
        if place != self.place:
            self.at, self.typed = 0, None
        self.shown, self.place, self.language = shown, place, language
        names = cast(Mapping[str, Mapping[str, str]], shown.value or {})
        points = sorted({*(end for end in self.ends if end), *names}, key=lambda point: (len(point), point))
        if all(point.lstrip("-").isdecimal() for point in points):
            points.sort(key=int)
        width = max((len(point) for point in points), default=1)
        texts = {point: names.get(point, {}) for point in points}
        self.show(
            [
                EditedLine(point, f"{point:>{width}}", of.get(language, ""), placeholder=text_in(of) or "—")
                for point, of in texts.items()
            ]
        )

    def put(self, line: EditedLine, text: str) -> None:
        """Names the point."""
        self.post_message(Edit(self._named(line, text), self.shown.key))

    def typing(self) -> Callable[[Building], object] | None:
        """What leaving the line would change now."""
        line = self.line
        return self._named(line, self.typed.text.strip()) if line is not None and self.typed is not None else None

    def _named(self, line: EditedLine, text: str) -> Callable[[Building], object]:
        names = {point: dict(texts) for point, texts in cast(Mapping[str, Mapping[str, str]], self.shown.value or {}).items()}
        names.setdefault(line.name, {})[self.language] = text
        wanted = {point: {lang: words for lang, words in texts.items() if words} for point, texts in names.items()}
        wanted = {point: texts for point, texts in wanted.items() if texts}
        place, key = self.place, self.shown.key
        return lambda building: building.set(place, key, wanted)
