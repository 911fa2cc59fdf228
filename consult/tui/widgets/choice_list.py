"""The answers on offer, to be taken by number key, arrow and space, letters or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from consult.i18n import _
from consult.model.question import Choice
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain, visible
from consult.tui.speaking import spoken
from consult.tui.widgets.choice_keys import MOST, Digits, found_in, keys_for, searchable
from consult.tui.widgets.choice_line import ChoiceLine
from consult.tui.widgets.words import has_keys

OPENING = 0.3
"""Seconds after which a click in an opened list counts."""


class ChoiceList(Vertical, can_focus=True):
    """The choices of a question, of which one or several can be taken."""

    DEFAULT_CSS = """
    ChoiceList { height: auto; }
    ChoiceList.-long #lines { height: 9; scrollbar-size-vertical: 1; }
    ChoiceList #lines { height: auto; }
    ChoiceList #search { height: 1; color: $text-muted; display: none; }
    ChoiceList.-long #search { display: block; }
    ChoiceList.-across { layout: horizontal; }
    ChoiceList.-across ChoiceLine { width: auto; margin-right: 2; }
    ChoiceList.-long.-closed #lines { height: auto; max-height: 4; }
    ChoiceList.-closed ChoiceLine { display: none; }
    ChoiceList.-closed ChoiceLine.-taken { display: block; }
    ChoiceLine:hover, ChoiceLine.-current { background: $panel; }
    ChoiceLine.-hidden, ChoiceLine.-gone, ChoiceList.-closed ChoiceLine.-gone { display: none; }
    """

    @dataclass(eq=False, repr=False)
    class Changed(Message):
        """Other answers are taken now: their `codes`, in the order of the list."""

        choices: ChoiceList
        codes: list[str]

    def __init__(
        self,
        choices: Sequence[Choice],
        taken: Sequence[str],
        *,
        several: bool,
        may_run_across: bool = False,
        letters: bool = False,
    ):
        super().__init__()
        self.several, self.may_run_across, self.letters = several, may_run_across, letters
        self.codes = [choice.code for choice in choices if choice.code in taken]
        self.lines = [ChoiceLine(choice) for choice in choices]
        self.searched = False
        self._offer(choices)
        self._framed = self.searched
        """Whether there may be too many choices to be seen at once."""
        self._opened_at = 0.0
        self._digits = Digits()
        self._current = next((place for place, line in enumerate(self.lines) if line.choice.code in self.codes), 0)
        self._moved = False
        self._typed = ""

    def _offer(self, choices: Sequence[Choice]) -> None:
        """Shows only `choices`; number keys and search go with what is seen."""
        keys, codes = keys_for(choices), {choice.code for choice in choices}
        for line in self.lines:
            line.key, line.keyed = keys.get(line.choice.code, ""), bool(keys)
            line.set_class(line.choice.code not in codes, "-gone")
        self.searched = not keys and len(choices) > MOST
        self.set_class(self.searched, "-long")
        self.set_class(self.searched and not self.has_focus, "-closed")

    def compose(self) -> ComposeResult:
        """The choices; where they may be many, a line to search them and a frame to scroll them in."""
        if not self._framed:
            yield from self.lines
            return
        yield Static(id="search", markup=False)
        with VerticalScroll(id="lines", can_focus=False):
            yield from self.lines

    @spoken
    def tell(self, offered: Sequence[tuple[Choice, str]]) -> None:
        """Draws the lines of the choices `offered`, with their labels; the others are not seen."""
        labels = {choice.code: visible(label, one_line=True) for choice, label in offered}
        on_offer = [line.choice for line in self.lines if line.choice.code in labels]
        if on_offer != [line.choice for line in self._on_offer]:
            self._offer(on_offer)
        for line in self.lines:
            line.label = labels.get(line.choice.code, line.label)
            line.remark = _("clears the others") if self.several and line.choice.exclusive else ""
        if self.lines and self.lines[self._current].has_class("-gone"):
            self._current = next(iter(self._shown()), 0)
        self._draw()
        self.fit()

    @property
    def _on_offer(self) -> list[ChoiceLine]:
        return [line for line in self.lines if not line.has_class("-gone")]

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        if self.searched:
            return _("type to search · Space chooses · Enter next")
        if self.several:
            return _("number or Space ticks · Enter next")
        return _("number chooses · Enter next")

    def fit(self) -> None:
        """Puts short points in one row where the width is enough for them."""
        width = sum(line.get_content_width(self.size, self.size) + 2 for line in self._on_offer)
        self.set_class(self.may_run_across and not self._framed and 0 < width <= self.size.width, "-across")

    def on_resize(self) -> None:
        """Puts short points in one row where they fit."""
        self.fit()

    def on_focus(self) -> None:
        """Shows where the keys go; a long list opens."""
        self._moved = False
        if self.has_class("-closed"):
            self._opened_at = monotonic()
            self.remove_class("-closed")
            self.call_after_refresh(self._show_current)
        self._draw()

    def on_blur(self) -> None:
        """Shows that the keys go elsewhere; a long list closes to what was taken."""
        self.set_class(self.searched, "-closed")
        self._search("")

    def _show_current(self) -> None:
        self.lines[self._current].scroll_visible(animate=False)

    @spoken
    def _draw(self) -> None:
        for place, line in enumerate(self.lines):
            current = has_keys(self) and place == self._current
            several = self.several and not line.choice.exclusive
            line.draw(taken=line.choice.code in self.codes, several=several, current=current)
        if self.searched and self.is_mounted:
            self.query_one("#search", Static).update(self._search_words())

    def _search_words(self) -> Content:
        if not self._typed:
            return plain(_("type a few letters to choose from {n}").format(n=len(self._on_offer)), "$text-muted")
        found = "" if self._shown() else " · " + _("nothing found, Backspace")
        return plain(_("Search: {text}").format(text=f"{self._typed}▏") + found, "$accent", one_line=True)

    def _shown(self) -> list[int]:
        return [place for place, line in enumerate(self.lines) if not (line.has_class("-hidden") or line.has_class("-gone"))]

    def _go_to(self, place: int) -> None:
        self._current, self._moved = place, True
        self._draw()
        self.lines[place].scroll_visible(animate=False)

    def _step(self, by: int) -> None:
        shown = self._shown()
        at = shown.index(self._current) + by if self._current in shown else min(0, by)
        if at < 0:
            self.post_message(GoBack())
        elif at >= len(shown):
            self.post_message(GoOn())
        else:
            self._go_to(shown[at])

    def take(self, place: int) -> None:
        """Takes the choice at `place`; of several it is given back if it was taken already."""
        choice = self.lines[place].choice
        on_offer = [line.choice for line in self._on_offer]
        if not self.several:
            codes = [choice.code]
        elif choice.code not in self.codes and choice.exclusive:
            codes = [choice.code]
        else:
            alone = {other.code for other in on_offer if other.exclusive and other is not choice}
            taken = {*self.codes} ^ {choice.code}
            codes = [other.code for other in on_offer if other.code in taken - alone]
        self._go_to(place)
        self._moved = False
        self._set(codes)

    def _set(self, codes: list[str]) -> None:
        if codes != self.codes:
            self.codes = codes
            self._draw()
            self.post_message(self.Changed(self, [*codes]))

    def show_taken(self, codes: Sequence[str]) -> None:
        """Shows `codes` as taken, without telling so: they stand on the sheet already."""
        self.codes = [line.choice.code for line in self.lines if line.choice.code in codes]
        self._current = next((place for place, line in enumerate(self.lines) if line.choice.code in self.codes), self._current)
        self._draw()

    def _search(self, typed: str) -> None:
        self._typed = typed
        found = found_in({place: self.lines[place].label for place in self._offered_places}, typed)
        for place, line in enumerate(self.lines):
            line.set_class(bool(searchable(typed)) and place not in found, "-hidden")
        if typed and found:
            self._current, self._moved = found[0], True
        self._draw()

    def _finish(self) -> None:
        """Enter: the choice that was gone to is taken, then the next question comes."""
        if self._moved and not self.several and self._current in self._shown():
            self.take(self._current)
        elif self._typed and self.several and self._current in self._shown():
            self.take(self._current)
            self._search("")
            return
        self.post_message(GoOn(turn_page=True))

    def on_key(self, event: events.Key) -> None:
        """Moves, takes, searches."""
        if self._handle(event.key, event.character or ""):
            event.stop()
            event.prevent_default()

    def _handle(self, key: str, character: str) -> bool:
        back, on = ("up", "down") if not self.has_class("-across") else ("left", "right")
        if key in (back, on):
            self._step(-1 if key == back else 1)
        elif key in ("up", "down"):
            self.post_message(GoBack() if key == "up" else GoOn())
        elif key in ("home", "end") and self._shown():
            self._go_to(self._shown()[0 if key == "home" else -1])
        elif key == "enter":
            self._finish()
        elif key == "space" and not (self._typed and self._more_matches(" ")):
            if self._current in self._shown():
                self.take(self._current)
        elif key == "escape" and self._typed:
            self._search("")
        elif key in ("backspace", "delete"):
            self._search(self._typed[:-1]) if self._typed else self._set([])
        elif self.searched and character.isprintable() and character:
            self._search(self._typed + character)
        else:
            return self._press(character) or self._take_by_letter(character)
        return True

    def _take_by_letter(self, letter: str) -> bool:
        """Takes the choice whose label alone begins with `letter`: j for „jā”."""
        wanted = searchable(letter)
        found = [place for place in self._shown() if wanted and searchable(self.lines[place].label).startswith(wanted)]
        if not self.letters or len(found) != 1:
            return False
        self.take(found[0])
        return True

    def _more_matches(self, letter: str) -> bool:
        """Whether `letter` may belong to the words that are searched."""
        wanted = searchable(self._typed + letter)
        return any(wanted in searchable(line.label) for line in self._on_offer)

    def _press(self, digit: str) -> bool:
        """Takes the choice of a number key; true if there is one."""
        place = self._digits.place(digit, {place: self.lines[place].key for place in self._offered_places})
        if place is not None:
            self.take(place)
        return place is not None

    @property
    def _offered_places(self) -> list[int]:
        return [place for place, line in enumerate(self.lines) if not line.has_class("-gone")]

    def on_choice_line_clicked(self, event: ChoiceLine.Clicked) -> None:
        """Takes the answer that was clicked."""
        event.stop()
        self.focus()
        # The click that opens a long list is not meant for the line that lay under it.
        if monotonic() - self._opened_at > OPENING:
            self.take(self.lines.index(event.line))
