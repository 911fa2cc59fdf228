"""One property in the editor: its name, and the field that changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from consult.errors import Problem
from consult.i18n import _
from consult.service.building import OutlineLine, Property, PropertyKind
from consult.tui.plain_text import plain
from consult.tui.screens.picker import Offer
from consult.tui.speaking import spoken
from consult.tui.widgets.choice_editor import ChoiceEditor
from consult.tui.widgets.drawn_property import OneOfProperty, SeveralProperty, YesNoProperty
from consult.tui.widgets.expression_field import ExpressionField, Knowledge
from consult.tui.widgets.property_field import LineProperty, PropertyField, TextProperty
from consult.tui.widgets.property_lists import CheckList, PartList, PointNames
from consult.tui.widgets.words import rewrite

WIDE = frozenset(
    {
        PropertyKind.CHOICES,
        PropertyKind.ROWS,
        PropertyKind.PARTS,
        PropertyKind.CHECKS,
        PropertyKind.EXPRESSION,
        PropertyKind.POINTS,
    }
)
"""Kinds whose field stands below its name."""

_LONG = frozenset({"ask", "hint", "intro", "title"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the fields of a place may know beside their own value."""

    place: str
    language: str
    type: str
    ends: tuple[str, str]
    """The lowest and highest point of a scale of numbers."""
    types: Sequence[Offer]
    lists: Sequence[Offer]
    line_of: Callable[[str], OutlineLine | None]
    knowledge: Knowledge
    problems: Sequence[Problem] = ()
    """What is wrong at the place, also where no single property is to blame."""


Shape = tuple[str, PropertyKind, bool]
"""What decides which field a property has: properties of one shape can be shown in one row after another."""


def shape(shown: Property) -> Shape:
    """The shape of a property."""
    return shown.key, shown.kind, bool(shown.choices)


def field_for(shown: Property, around: Surroundings) -> PropertyField:
    """The field for a property."""
    place, language = around.place, around.language
    made: Mapping[PropertyKind, Callable[[], Widget]] = {
        PropertyKind.TEXTS: lambda: (
            TextProperty(shown, place, language, lines=shown.key == "intro" or around.type == "note")
            if shown.key in _LONG
            else LineProperty(shown, place, language)
        ),
        PropertyKind.YES_NO: lambda: YesNoProperty(shown, place, language),
        PropertyKind.ONE_OF: lambda: OneOfProperty(shown, place, language, around.types if shown.key == "type" else ()),
        PropertyKind.LIST_NAME: lambda: OneOfProperty(shown, place, language, around.lists),
        PropertyKind.SEVERAL: lambda: (
            SeveralProperty(shown, place, language) if shown.choices else LineProperty(shown, place, language)
        ),
        PropertyKind.CHOICES: lambda: ChoiceEditor(shown, place, language, shown.key),
        PropertyKind.ROWS: lambda: ChoiceEditor(shown, place, language, shown.key),
        PropertyKind.PARTS: lambda: PartList(shown, place, around.line_of),
        PropertyKind.CHECKS: lambda: CheckList(shown, place),
        PropertyKind.POINTS: lambda: PointNames(shown, place, language, around.ends),
        PropertyKind.EXPRESSION: lambda: ExpressionField(shown, place, around.knowledge),
    }
    return cast(PropertyField, made.get(shown.kind, lambda: LineProperty(shown, place, language))())


class PropertyRow(Horizontal):
    """A property with its name."""

    DEFAULT_CSS = """
    PropertyRow { height: auto; width: 1fr; }
    PropertyRow > .name { width: 19; height: auto; color: $text-muted; padding: 0 1 0 0; }
    PropertyRow.-problem > .name { color: $error; }
    PropertyRow.-here > .name { color: $accent; text-style: bold; }
    PropertyRow.-wide { layout: vertical; }
    PropertyRow.-wide > .name { width: 1fr; }
    PropertyRow LineProperty, PropertyRow TextProperty { width: 1fr; }
    """

    def __init__(self, shown: Property, around: Surroundings):
        super().__init__(classes="-wide" if shown.kind in WIDE or shown.key in ("ask", "intro") else "")
        self.shown = shown
        self.field = field_for(shown, around)

    def compose(self) -> ComposeResult:
        """Name and field."""
        yield Static(classes="name", markup=False)
        yield cast(Widget, self.field)

    def on_mount(self) -> None:
        """Words come when the row knows its app."""
        self.tell()

    def fill(self, shown: Property, around: Surroundings) -> None:
        """Shows what holds now."""
        self.shown = shown
        if isinstance(self.field, ExpressionField):
            self.field.knowledge = around.knowledge
        elif isinstance(self.field, PartList):
            self.field.line_of = around.line_of
        elif isinstance(self.field, PointNames):
            self.field.ends = around.ends
        elif isinstance(self.field, OneOfProperty):
            self.field.offers = {"type": around.types, "list": around.lists}.get(shown.key, ())
        elif isinstance(self.field, TextProperty):
            self.field.lines = shown.key == "intro" or around.type == "note"
            self.field.complete = around.knowledge.complete
        self.field.fill(shown, around.place, around.language)
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws the name, with a sign where something is wrong."""
        count = ""
        if isinstance(self.field, ChoiceEditor) and self.field.choices:
            count = f" ({len(self.field.choices)})"
        sign = "! " if self.shown.problems else ""
        rewrite(self.query_one(".name", Static), plain(f"{sign}{self.shown.name}{count}", one_line=True))
        self.set_class(bool(self.shown.problems), "-problem")


class MoreLine(Static, can_focus=True):
    """The line that unfolds what few people need."""

    DEFAULT_CSS = """
    MoreLine { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    MoreLine:focus { background: $panel; color: $accent; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.names: Sequence[str] = ()
        self.display = False

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Enter unfolds")

    def tell_of(self, names: Sequence[str]) -> None:
        """Draws the names of what is folded; nothing where nothing is."""
        self.names, self.display = names, bool(names)
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws what is folded."""
        rewrite(
            self,
            plain("▸ " + _("More: {names}").format(names=", ".join(self.names)), one_line=True),
            room=self.content_size.width,
        )
