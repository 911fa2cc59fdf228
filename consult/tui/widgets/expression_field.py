"""A condition or a sum: put together from lists, or typed, with completions under it and a check while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList

from consult.errors import Problem
from consult.i18n import _
from consult.service import conditions
from consult.service.building import Completion, Property
from consult.service.conditions import Subject
from consult.tui.building_messages import Edit, Pick
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain
from consult.tui.screens.picker import Offer
from consult.tui.speaking import spoken
from consult.tui.widgets.completion_list import CompletionList
from consult.tui.widgets.condition_row import ConditionRow
from consult.tui.widgets.hanging_line import HangingLine
from consult.tui.widgets.property_field import told_at
from consult.tui.widgets.text_fields import LineField

CHECKED_WITHIN = 0.12
"""Seconds of rest after which what was typed is checked."""
_WORDS = {"rows_if": "row", "choices_if": "choice"}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a field for expressions may ask about the survey."""

    complete: Callable[[str, str, int], Sequence[Completion]]
    """Key of the property, text, cursor → what can be typed next."""
    check: Callable[[str, str], Sequence[Problem]]
    """Key of the property, text → what is wrong."""
    subjects: Callable[[], Sequence[Subject]]
    """What was answered before."""


class ExpressionInput(LineField):
    """The expression as it is written, with a list of completions below it that the arrows lead into."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+space,ctrl+@", "suggest", show=False)]

    def __init__(self, field: ExpressionField):
        super().__init__()
        self.field = field

    def action_suggest(self) -> None:
        """Shows what can be typed."""
        self.field.suggest(asked=True)

    def on_key(self, event: events.Key) -> None:
        """The arrows and Tab go to the list while it is open."""
        if not self.field.open:
            return
        match event.key:
            case "up" | "down":
                self.field.step(1 if event.key == "down" else -1)
            case "tab" | "enter" if self.field.standing:
                self.field.take()
            case "escape":
                self.field.close()
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter puts it into the survey and goes on."""
        event.stop()
        event.prevent_default()
        self.field.close()
        self.field.commit()
        self.post_message(GoOn())


class ExpressionField(Vertical):
    """Rows of choices where the property is a condition, the text, its completions and its fault."""

    DEFAULT_CSS = """
    ExpressionField { height: auto; width: 1fr; }
    ExpressionField .fault { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "by_hand", show=False)]

    def __init__(self, shown: Property, place: str, knowledge: Knowledge, *, put: Callable[[str], None] | None = None):
        super().__init__()
        self.shown, self.place, self.knowledge = shown, place, knowledge
        self._put = put
        self.stored = str(shown.value or "")
        self._resting: Timer | None = None
        self.rows = ConditionRow(lambda: self.knowledge.subjects()) if shown.key in ("show_if", "must") else None
        self.filter = FilterLine(self, _WORDS[shown.key]) if shown.key in _WORDS else None
        self.input = ExpressionInput(self)
        self.by_hand = False
        """Whether the person asked to see how it is written."""

    def compose(self) -> ComposeResult:
        """Rows of choices, text, completions, fault."""
        if self.rows is not None:
            yield self.rows
        if self.filter is not None:
            yield self.filter
        yield self.input
        yield HangingLine()
        yield CompletionList()

    def on_mount(self) -> None:
        """Shows what holds now."""
        self.query_one(HangingLine).add_class("fault")
        self.input.value = self.stored
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.input.placeholder = _("such as: group == 'ngo'") if self.rows is not None else ""
        self.input.display = self.by_hand or not self._in_words
        if self.rows is not None:
            self.rows.show(self.stored)
        if self.filter is not None:
            self.filter.refresh()
        self._check()

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        if self.rows is not None and self.rows.has_focus:
            return self.rows.keys_hint
        return _("↓ into the list · Enter takes") if self.open else _("typing offers completions · Enter next")

    @property
    def _in_words(self) -> bool:
        """Whether the lines of words say all of it."""
        if self.rows is not None:
            return conditions.read(self.stored) is not None
        return self.filter is not None and conditions.filter_of(self.stored, self.filter.word) is not None

    def action_by_hand(self) -> None:
        """Shows how the condition is written, to be typed into."""
        self.by_hand = self.input.display = True
        self.input.focus()

    @property
    def first(self) -> Widget:
        """The first of its fields."""
        return self.rows or self.filter or self.input

    def fill(self, shown: Property, place: str, language: str) -> None:
        """Shows what holds now; what is being typed stays."""
        same = place == self.place
        self.shown, self.place = shown, place
        self.by_hand = self.by_hand and same
        value = str(shown.value or "")
        if not same or value != self.stored:
            self.stored = value
            if self.input.value != value:
                self.input.value = value
        if not same:
            self.close()
            if self.rows is not None:
                self.rows.row = self.rows.chip = 0
        self.tell()

    def commit(self) -> None:
        """Puts what was typed into the survey."""
        typed = self.input.value.strip()
        if typed != self.stored:
            self.put(typed)

    def put(self, expression: str) -> None:
        """Puts an expression into the survey."""
        before, self.stored = self.stored, expression
        if self._put is not None:
            self._put(expression)
            self.tell()
            return
        place, key = self.place, self.shown.key

        def failed() -> None:
            self.stored = before

        self.post_message(Edit(lambda building: building.set(place, key, expression), key, failed=failed))

    def on_condition_row_written(self, event: ConditionRow.Written) -> None:
        """The rows of choices say another expression."""
        event.stop()
        self.close()
        with self.input.prevent(Input.Changed):
            self.input.value = event.expression
        self.put(event.expression)

    # Typing

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offers completions and checks while it is typed."""
        event.stop()
        if self.input.has_focus and self.input.value != self.stored:
            self.suggest()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(CHECKED_WITHIN, self._check)

    def on_descendant_blur(self) -> None:
        """What was typed goes into the survey."""
        if not self.input.has_focus:
            self.close()
            self.commit()

    @spoken
    def _check(self) -> None:
        line, typed = self.query_one(HangingLine), self.input.value.strip()
        known = typed == self.stored and self._put is None
        found = self.shown.problems if known else self.knowledge.check(self.shown.key, typed) if typed else ()
        line.display = bool(found)
        if found:
            line.write(Content.styled("! ", "bold $error"), plain(told_at(found[0], self.shown.key), "$error"))

    # Completions

    @property
    def open(self) -> bool:
        """Whether the list of completions is seen."""
        return self.query_one(CompletionList).open

    @property
    def standing(self) -> bool:
        """Whether the person stands on one of them."""
        return self.query_one(CompletionList).chosen is not None

    @spoken
    def suggest(self, *, asked: bool = False) -> None:
        """Shows what can be typed next."""
        text, cursor = self.input.value, self.input.cursor_position
        found = self.knowledge.complete(self.shown.key, text, cursor)
        begun = text[:cursor].strip() and not text[:cursor].endswith(" ")
        if not asked and begun and all(one.start == cursor for one in found):
            found = ()
        self.query_one(CompletionList).offer(found)

    def step(self, by: int) -> None:
        """Another completion; above the first is none."""
        self.query_one(CompletionList).step(by)

    def take(self) -> None:
        """Puts the completion into the text."""
        one = self.query_one(CompletionList).chosen
        if one is None:
            return
        text, cursor = self.input.value, self.input.cursor_position
        self.close()
        with self.input.prevent(Input.Changed):
            self.input.value = text[: one.start] + one.text + text[cursor:]
        self.input.cursor_position = one.start + len(one.text)
        self._check()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes a completion."""
        event.stop()
        event.option_list.highlighted = event.option_index
        self.take()

    def close(self) -> None:
        """Hides the list."""
        self.query_one(CompletionList).close()


class FilterLine(Vertical, can_focus=True):
    """What is on offer of rows or choices: all, or what was chosen in an earlier question."""

    DEFAULT_CSS = """
    FilterLine { height: 1; width: 1fr; padding: 0 1; }
    FilterLine:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "leave(-1)", show=False),
        Binding("down", "leave(1)", show=False),
        Binding("enter,space", "open", show=False),
    ]

    def __init__(self, field: ExpressionField, word: str):
        super().__init__()
        self.field, self.word = field, word

    @spoken
    def render(self) -> Content:
        """All, or what was chosen where."""
        found = conditions.filter_of(self.field.stored, self.word)
        if found is None:
            return plain(_("a condition of its own, written below"), "italic $text-muted", one_line=True)
        if not found:
            return Content.assemble(_("all of them"), ("  ▾", "$text-muted"))
        label = next((one.label for one in self.field.knowledge.subjects() if one.path == found), found)
        return Content.assemble(_("chosen in:"), " ", plain(label, "$accent", one_line=True), ("  ▾", "$text-muted"))

    @spoken
    def action_open(self) -> None:
        """Opens the list of earlier questions."""
        several = [one for one in self.field.knowledge.subjects() if one.kind == "several"]
        offers = [Offer("", _("all of them")), *(Offer(one.path, one.label, one.path) for one in several)]
        found = conditions.filter_of(self.field.stored, self.word) or ""
        heading = _("Only what was chosen in …")
        self.post_message(Pick(heading, offers, self._chosen, found))

    def _chosen(self, path: str) -> None:
        expression = f"{self.word} in {path}" if path else ""
        with self.field.input.prevent(Input.Changed):
            self.field.input.value = expression
        self.field.put(expression)

    def action_leave(self, by: int) -> None:
        """The arrows lead to the field before or behind."""
        self.post_message(GoOn() if by > 0 else GoBack())

    def on_click(self) -> None:
        """A click opens the list."""
        self.action_open()
