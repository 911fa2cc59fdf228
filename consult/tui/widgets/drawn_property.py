"""Fields for the properties that are drawn as words and changed with single keys: yes or no, one or several of a few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from consult.i18n import _
from consult.service.building import Property
from consult.tui.building_messages import Edit, Pick
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain
from consult.tui.screens.picker import Offer
from consult.tui.speaking import spoken


class DrawnField(Widget, can_focus=True):
    """A field of one value that is drawn as words and changed with single keys."""

    DEFAULT_CSS = """
    DrawnField { height: auto; width: 1fr; padding: 0 1; }
    DrawnField:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "leave(-1)", show=False),
        Binding("down", "leave(1)", show=False),
        Binding("enter", "open", show=False),
        Binding("space", "open", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, shown: Property, place: str, language: str):
        super().__init__()
        self.shown, self.place, self.wording = shown, place, language

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Space changes")

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now."""
        before, self.place, self.wording = self.shown, place, language
        self.shown = shown
        if (shown.value, shown.choices) != (before.value, before.choices):
            self.refresh(layout=True)

    def commit(self) -> None:
        """Nothing is typed here: every key takes effect at once."""

    def put(self, value: object) -> None:
        """Puts another value into the survey."""
        place, key = self.place, self.shown.key
        self.post_message(Edit(lambda building: building.set(place, key, value), key))

    @spoken
    def render(self) -> Content:
        """The words."""
        return self.drawn()

    def drawn(self) -> Content:
        """The words, in the language that is spoken."""
        raise NotImplementedError

    @spoken
    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the words."""
        return max(4, self.drawn().cell_length)

    @spoken
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take."""
        return max(1, len(self.drawn().wrap(max(8, width))))

    def action_leave(self, by: int) -> None:
        """The arrows lead to the field before or behind."""
        self.post_message(GoOn() if by > 0 else GoBack())

    def action_open(self) -> None:
        """Changes it, or opens what there is to choose."""

    def action_turn(self, by: int) -> None:
        """The value before or behind."""

    def on_click(self) -> None:
        """A click does what Space does."""
        self.action_open()


class YesNoProperty(DrawnField):
    """Yes or no."""

    def drawn(self) -> Content:
        """A box with or without a tick."""
        taken = bool(self.shown.value)
        return Content.assemble(
            ("☑" if taken else "☐", "bold $accent" if taken else "$text-muted"), " ", _("yes") if taken else _("no")
        )

    def action_open(self) -> None:
        """The other of both."""
        self.put(not self.shown.value)

    def action_turn(self, by: int) -> None:
        """The other of both."""
        self.action_open()


class OneOfProperty(DrawnField):
    """One of a few values, called by words."""

    def __init__(self, shown: Property, place: str, language: str, offers: Sequence[Offer] = ()):
        super().__init__(shown, place, language)
        self.offers = offers

    def drawn(self) -> Content:
        """What it is called."""
        return Content.assemble(plain(self._called, one_line=True), ("  ▾", "$text-muted"))

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("Enter chooses")

    @property
    def _called(self) -> str:
        value = str(self.shown.value or "")
        return dict(self.shown.choices).get(value, value or "—")

    def action_open(self) -> None:
        """Opens a list of all of them."""
        offers = self.offers or [Offer(value, name) for value, name in self.shown.choices]
        self.post_message(Pick(self.shown.name, offers, self.put, str(self.shown.value or "")))


class SeveralProperty(DrawnField):
    """Several of a few values: left and right go to one, Space ticks it."""

    at = 0

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("← → go · Space ticks")

    @property
    def _taken(self) -> tuple[str, ...]:
        value = self.shown.value
        return tuple(value) if isinstance(value, tuple | list) else ()

    def drawn(self) -> Content:
        """All of them with their boxes."""
        parts = []
        for at, (value, name) in enumerate(self.shown.choices):
            taken, here = value in self._taken, at == self.at and self.has_focus
            words = plain(name, "bold underline" if here else "bold" if taken else "", one_line=True)
            parts.append(Content.assemble(("☑ " if taken else "☐ ", "bold $accent" if taken else "$text-muted"), words))
        return Content("   ").join(parts)

    def action_turn(self, by: int) -> None:
        """The one before or behind."""
        self.at = min(len(self.shown.choices) - 1, max(0, self.at + by))
        self.refresh()

    def on_focus(self) -> None:
        """One of them is underlined."""
        self.refresh()

    def on_blur(self) -> None:
        """None is underlined any more."""
        self.refresh()

    def action_open(self) -> None:
        """Ticks it, or takes the tick away."""
        if not self.shown.choices:
            return
        value, taken = self.shown.choices[self.at][0], self._taken
        wanted = [*taken, value] if value not in taken else [one for one in taken if one != value]
        self.put([one for one, _name in self.shown.choices if one in wanted] if self.shown.key != "languages" else wanted)
