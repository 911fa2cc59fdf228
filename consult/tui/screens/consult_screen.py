"""What every screen of Consult shares: its actions, its key bar, and words in the language of the app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from textual import events, on
from textual.screen import Screen

from consult.tui.actions import Action, bindings
from consult.tui.widgets.key_bar import Key, KeyBar

Outcome = TypeVar("Outcome")


class ConsultScreen(Screen[Outcome]):
    """A screen whose keys, key bar, help and palette all come from `ACTIONS`.

    A screen with further keys of fields tells them in `FIELD_KEYS`, pairs of what people see and what it does, both messages.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    FIELD_KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    ABOUT: ClassVar[str] = ""
    """A message of one or two sentences: what the screen is for."""
    _told_size = _seen_before = False

    def __init_subclass__(cls, **given: Any) -> None:
        cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *bindings(cls.__dict__.get("ACTIONS", ()))]
        super().__init_subclass__(**given)

    @on(events.Mount)
    def hide_notices(self) -> None:
        """Hides the rack for notices before the screen is laid out; Textual hides the empty one after, and lays it out again."""
        for rack in self.query("#textual-toastrack"):
            rack.display = False

    @on(events.ScreenResume)
    def style_once(self, event: events.ScreenResume) -> None:
        """Lets widgets that got their styles when they were made a moment ago keep them; Textual would find them all again."""
        event.refresh_styles = self._seen_before
        self._seen_before = True

    @on(events.Resize)
    def lay_out_once(self, event: events.Resize) -> None:
        """Lets nothing be laid out again for the size it was laid out for: at the start Textual tells it three times."""
        widths_matter = bool(self.HORIZONTAL_BREAKPOINTS or self.VERTICAL_BREAKPOINTS)
        if event.size == self.outer_size and (self._told_size or not widths_matter):
            event.prevent_default()
        self._told_size = True

    @property
    def actions(self) -> Iterable[Action]:
        """What can be done now, those of the app last."""
        now = [action for action in self.ACTIONS if self.check_action(action.does.partition("(")[0], ()) is not False]
        return (*now, *getattr(self.app, "ACTIONS", ()))

    def key_bar(self) -> KeyBar:
        """The bar at the foot; yield it last in `compose`."""
        return KeyBar(self.keys)

    def keys(self) -> list[Key]:
        """The actions that stand in the key bar; the one that changes the language names the language it leads to."""
        following = str(getattr(self.app, "following_language", "")).upper()
        return [
            (action.key, action.shown, following if action.does == "app.next_language" else action.short)
            for action in self.actions
            if action.in_bar and action.keys
        ]

    def tell(self) -> None:
        """Draws all words in the language of the app; screens with more words than the key bar add theirs."""
        for bar in self.query(KeyBar):
            bar.tell()

    def end(self, outcome: Outcome) -> None:
        """Gives `outcome` to whoever opened the screen; the app itself began with its first one, and ends with it."""
        if self.app.screen_stack[0] is self:
            getattr(self.app, "finish", self.app.exit)(outcome)
        else:
            self.dismiss(outcome)

    def way_out(self) -> Callable[[], object] | None:
        """How it is left when the program is to end; None where it can simply be closed."""
        return None

    def renew(self) -> None:
        """Reads anew what another screen or another process may have changed."""
