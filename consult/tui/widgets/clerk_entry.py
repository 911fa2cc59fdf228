"""Where a clerk types: always the same place, whatever the field; the keys that leave it become messages.

Own words are typed as text. Of all other fields the few keys are only gathered: drawing them is the business of who holds this,
and laying out the screen for each of them would take longer than a fast clerk takes to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual import events
from textual.message import Message

from consult.model.question import QuestionType
from consult.model.typed_values import without_marks
from consult.tui.clerk_fields import Field
from consult.tui.widgets.text_box import TextBox


class Run(Enum):
    """What the Backspaces pressed one after the other did so far."""

    ERASED = "erased"
    BACK = "back"
    """Went back to the field that was typed last: its answer may be erased."""
    HELD = "held"
    """Went back to an answer typed earlier: it is not erased by a key that is held down."""


class ClerkEntry(TextBox):
    """Takes what is typed into the field `field`."""

    DEFAULT_CSS = """
    ClerkEntry, ClerkEntry:focus { height: 1; max-height: 12; padding: 0; margin: 0; scrollbar-size-vertical: 0; }
    """

    @dataclass
    class Typed(Message):
        """Something was typed; `text` is all of it."""

        text: str

    @dataclass
    class Ended(Message):
        """Enter was pressed behind `text`."""

        text: str

    @dataclass
    class Move(Message):
        """The clerk goes on (1) or back (-1), to the next line or, with `asked`, to the next field that is asked."""

        by: int
        asked: bool = False

    class Erase(Message):
        """Backspace was pressed where none of the letters typed just now is left to take away."""

    class Emptied(Message):
        """The field is to be empty."""

    def __init__(self) -> None:
        super().__init__("", 1)
        self.styles.clear_rule("height")  # as high as the style sheet says: a line, or the room there is for text
        self.field: Field | None = None
        self._rest, self._whole_words = "", False
        self._begun = ""
        self.run: Run | None = None
        """What the Backspaces so far did; None where the key before was another one."""
        self.keys = ""
        """What was typed into a field that takes no text."""

    @property
    def typed(self) -> str:
        """What was typed into the field so far."""
        return self.text if self.field is not None and self.field.is_text else self.keys

    def begin(self, field: Field | None, text: str, rest: str = "", *, long: bool = False) -> None:
        """Takes what is typed into `field`, where `text` stands.

        `rest` is how the label chosen just now by its first letters goes on: whoever types the whole word goes on typing it,
        and these letters are nobody's answer. Of a `long` list an Enter behind them is none either.
        """
        self.field, self._begun, self.keys, self.run = field, text, "", None
        self.show_cursor = field is not None and field.is_text
        self._rest, self._whole_words = ("", False) if field is not None and field.is_text else (rest, long and bool(rest))
        if self.text != text:
            self.load_text(text)
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextBox.Changed) -> None:
        """Tells what was typed, once."""
        event.stop()
        if self.field is not None and self.field.is_text and self.text != self._begun:
            self._begun = self.text
            self.post_message(self.Typed(self.text))

    def on_key(self, event: events.Key) -> None:
        """Keys that leave the field, and letters that belong to the field before."""
        if event.key != "backspace":
            self.run = None
        if self._belongs_before(event) or self._leaves(event):
            event.stop()
            event.prevent_default()

    def _belongs_before(self, event: events.Key) -> bool:
        typed = " " if event.key == "space" else event.character if event.is_printable else None
        letter = typed and (without_marks(typed) or typed)
        if self._rest and letter and self._rest.startswith(letter):
            self._rest, self._whole_words = self._rest[len(letter) :], True
            return True
        swallowed = event.key == "enter" and self._whole_words and not self.typed
        self._rest, self._whole_words = "", False
        return swallowed

    def _leaves(self, event: events.Key) -> bool:
        typed, field = self.typed, self.field
        text = field is not None and field.is_text
        match event.key:
            case "enter":
                self.post_message(self.Ended(typed))
            case "tab" | "shift+tab":
                self.post_message(self.Move(1 if event.key == "tab" else -1, asked=True))
            case "up" if not text or self.navigator.is_first_wrapped_line(self.cursor_location):
                self.post_message(self.Move(-1))
            case "down" if not text or self.navigator.is_last_wrapped_line(self.cursor_location):
                self.post_message(self.Move(1))
            case "backspace":
                return self._erases(typed)
            case "minus" if not typed and not (field and field.takes_minus):
                self.post_message(self.Move(-1, asked=True))
            case "delete" if not typed or not text:
                self.post_message(self.Emptied())
            case "ctrl+j" if text:
                self.insert("\n")
            case _:
                return not text and self._gathers(event)
        return True

    def _erases(self, typed: str) -> bool:
        """Takes back the last letter typed; False where the text does so itself."""
        field = self.field
        if self.run is Run.HELD or not typed or field is None:
            self.post_message(self.Erase())
            return True
        if len(typed) == 1 and not field.is_text and (not field.chooses or field.asks.type is QuestionType.RANKING):
            self.post_message(self.Erase())  # what stood there before does not come back
            return True
        self.run = Run.ERASED
        if not field.is_text:
            self._put(self.keys[:-1])
        return not field.is_text

    def _gathers(self, event: events.Key) -> bool:
        """Takes a key into a field that takes no text."""
        character = " " if event.key == "space" else event.character or ""
        if character.isprintable() and character:
            self._put(self.keys + character)
        else:
            return event.key in ("left", "right", "home", "end", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+x", "ctrl+v")
        return True

    def resume(self, keys: str, run: Run) -> None:
        """Goes on behind `keys`, which stood in the field before, in a run of Backspaces that did `run`."""
        self.keys, self.run = keys, run

    def _put(self, keys: str) -> None:
        if self.field is not None:
            self.keys = keys
            self.post_message(self.Typed(keys))

    def on_paste(self, event: events.Paste) -> None:
        """Text goes where text is taken; elsewhere its first line counts as typed."""
        self.run = None
        if self.field is None or not self.field.is_text:
            event.stop()
            event.prevent_default()
            self._put(self.keys + next(iter(event.text.splitlines()), ""))
