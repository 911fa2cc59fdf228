"""Fields for the properties that are typed: a line, a longer text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, cast

from rich.text import Text
from textual import events
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

from consult.errors import Problem
from consult.i18n import _
from consult.service.building import Completion, Property, PropertyKind
from consult.tui.building_messages import Edit, Typing
from consult.tui.faults import sentence
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain_line
from consult.tui.speaking import spoken
from consult.tui.widgets.completion_list import CompletionList
from consult.tui.widgets.text_fields import LineField

if TYPE_CHECKING:
    from consult.service.building import Building

KEPT_WITHIN = 0.5
"""Seconds of rest after which what was typed goes into the survey."""


class PropertyField(Protocol):
    """What the sheet of properties wants of the field of one of them."""

    place: str
    """The place whose property it is."""

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now."""

    def commit(self) -> None:
        """Puts what was typed into the survey."""


def words_of(shown: Property, language: str) -> str:
    """The value of a property as it is typed: of texts the one in `language`."""
    value = shown.value
    if isinstance(value, Mapping):
        return str(value.get(language, ""))
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def told_at(problem: Problem, key: str) -> str:
    """A problem in words, for a person who sees which property it is about."""
    names = (f"{key}: ", "must: ", "check: ")
    fault = next((problem.fault.removeprefix(name) for name in names if problem.fault.startswith(name)), problem.fault)
    return sentence(replace(problem, fault=fault))


def elsewhere(shown: Property, language: str) -> str:
    """What stands there in another language, to be seen where `language` has nothing."""
    value = shown.value
    if not isinstance(value, Mapping):
        return ""
    return next((f"{other.upper()}: {text}" for other, text in value.items() if text and other != language), "")


class TypedField:
    """What typed fields share: when what was typed goes into the survey."""

    shown: Property
    place: str
    wording: str
    stored = ""
    _resting: Timer | None = None

    def later(self) -> None:
        """Puts it there when the person rests; the draft has it before."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = cast(Widget, self).set_timer(KEPT_WITHIN, self.commit)
        cast(Widget, self).post_message(Typing())

    def commit(self) -> None:
        """Puts it there now."""
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        typed = self.typed_text()
        if typed.strip() == self.stored.strip():
            return
        before, does = self.stored, self._put_there(typed)
        self.stored = typed

        def failed() -> None:
            self.stored = before

        cast(Widget, self).post_message(Edit(does, self.shown.key, failed=failed))

    def typing(self) -> Callable[[Building], object] | None:
        """What leaving the field would change now; None where nothing was typed."""
        typed = self.typed_text()
        return self._put_there(typed) if typed.strip() != self.stored.strip() else None

    def _put_there(self, typed: str) -> Callable[[Building], object]:
        place, key = self.place, self.shown.key
        language = self.wording if self.shown.kind is PropertyKind.TEXTS else ""
        return lambda building: building.set(place, key, typed, language)

    def typed_text(self) -> str:
        """What stands in the field."""
        raise NotImplementedError


class LineProperty(TypedField, LineField):
    """One line: a number, a day, a code, a short text."""

    def __init__(self, shown: Property, place: str, language: str):
        super().__init__()
        self.select_on_focus = shown.kind in (PropertyKind.NUMBER, PropertyKind.DAY)
        self.place = self.wording = ""
        self.fill(shown, place, language)

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now; what is being typed stays."""
        same = (place, language) == (self.place, self.wording)
        self.shown, self.place, self.wording = shown, place, language
        words = words_of(shown, language)
        self.placeholder = elsewhere(shown, language)
        if not same or words != self.stored.strip():  # white space at the ends is still being typed
            self.stored = words
            if self.value != words:
                self.value = words
                self.cursor_position = len(words)

    def typed_text(self) -> str:
        """What stands in the field."""
        return self.value

    def on_input_changed(self, event: Input.Changed) -> None:
        """A code is put into the survey when the field is left, all else after a rest."""
        event.stop()
        if self.shown.kind is not PropertyKind.CODE and self.value != self.stored:
            self.later()

    def on_blur(self) -> None:
        """What was typed goes into the survey."""
        self.commit()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on."""
        event.stop()
        event.prevent_default()
        self.commit()
        self.post_message(GoOn())


class TextProperty(TypedField, TextArea):
    """A wording of any length; as tall as it needs to be."""

    DEFAULT_CSS = """
    TextProperty, TextProperty:focus {
        border: none; padding: 0 1; background: $panel; scrollbar-size-vertical: 1; height: 1;
        & .text-area--cursor { color: $background; background: $foreground; }
        & .text-area--placeholder { color: $text-muted; }
    }
    """

    def __init__(self, shown: Property, place: str, language: str, *, lines: bool = False):
        super().__init__("", highlight_cursor_line=False, show_line_numbers=False, tab_behavior="focus")
        self.complete: Callable[[str, str, int], Sequence[Completion]] | None = None
        """Key of the property, text, cursor → what may stand behind a brace."""
        self.offers: CompletionList | None = None
        self.place = self.wording = ""
        self.lines = lines
        self.fill(shown, place, language)

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        if self.offers is not None and self.offers.open:
            return _("↓ into the list · Enter takes")
        return _("Enter new line · Tab next") if self.lines else _("{ an earlier answer · Enter next")

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now; what is being typed stays."""
        same = (place, language) == (self.place, self.wording)
        self.shown, self.place, self.wording = shown, place, language
        words = words_of(shown, language)
        self.placeholder = elsewhere(shown, language)
        if not same or words != self.stored.strip():
            self.stored = words
            if self.text != words:
                self.load_text(words)
                self.move_cursor(self.document.end)
            self.grow()

    def typed_text(self) -> str:
        """What stands in the field."""
        return self.text

    def grow(self) -> None:
        """As many lines as the text has, up to eight."""
        height = min(8, max(1, self.wrapped_document.height))
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def on_resize(self) -> None:
        """Another width, other lines."""
        self.call_after_refresh(self.grow)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Goes into the survey after a rest; behind a brace answers are offered."""
        event.stop()
        self.grow()
        if self.text != self.stored:
            self.later()
            self._suggest()

    @property
    def _before(self) -> str:
        return self.get_text_range((0, 0), self.cursor_location)

    @spoken
    def _suggest(self) -> None:
        if self.offers is None or self.complete is None or not self.has_focus:
            return
        before = self._before
        found = self.complete(self.shown.key, self.text, len(before)) if "{" in before else ()
        if found or self.offers.open:
            self.offers.offer(found)

    def _take(self, one: Completion) -> None:
        """Puts the answer between braces."""
        start = self.document.get_location_from_index(one.start)  # type: ignore[attr-defined]
        behind = self.text[len(self._before) :]
        self.replace(one.text + ("" if behind.startswith("}") else "}"), start, self.cursor_location)

    def _lead(self, key: str) -> bool:
        """Whether the key is for the list of answers."""
        offers = self.offers
        if offers is None or not offers.open:
            return False
        if key in ("up", "down"):
            offers.step(1 if key == "down" else -1)
        elif key in ("tab", "enter") and offers.chosen is not None:
            chosen = offers.chosen
            offers.close()
            self._take(chosen)
        elif key == "escape":
            offers.close()
        else:
            return False
        return True

    def on_blur(self) -> None:
        """What was typed goes into the survey."""
        if self.offers is not None and self.offers.open:
            self.offers.close()
        self.commit()

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn: dangerous characters as marks."""
        return plain_line(self.document.get_line(line_index))

    def on_key(self, event: events.Key) -> None:
        """Leaves upwards from the first line, downwards from the last, and with Enter where there are no lines."""
        if self._lead(event.key):
            pass
        elif event.key == "enter" and not self.lines:
            self.commit()
            self.post_message(GoOn())
        elif event.key == "up" and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.post_message(GoBack())
        elif event.key == "down" and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.post_message(GoOn())
        else:
            return
        event.prevent_default()
        event.stop()
