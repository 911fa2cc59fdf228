"""What a person can do on a screen: one list, from which its keys, key bar, help and palette are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.binding import Binding

from consult.i18n import N_, _

_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "space": N_("Space"),
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
}
_HELD = {"ctrl": "^", "shift": "⇧", "alt": "Alt+"}


class Action(NamedTuple):
    """One thing that can be done. The words are English messages; they are translated where they are shown."""

    does: str
    """The action as Textual calls it: `review`, `turn_page(1)`, `app.other_theme`."""
    keys: str
    """The keys that do it, as Textual calls them, with commas between; empty where only the palette has it."""
    label: str
    """One or two words for the key bar."""
    told: str = ""
    """What it does, for help and palette; the label where it is empty."""
    in_bar: bool = True
    first: bool = False
    """Whether the keys work even where a field would take them."""

    @property
    def key(self) -> str:
        """The first key as Textual calls it."""
        return self.keys.partition(",")[0]

    @property
    def shown(self) -> str:
        """The first key as people write it."""
        return shown(self.key)

    @property
    def short(self) -> str:
        """The label in the language that is spoken."""
        return _(self.label)

    @property
    def sentence(self) -> str:
        """What it does, in the language that is spoken."""
        return _(self.told or self.label)


def shown(key: str) -> str:
    """A key as people write it: `ctrl+s` is ^S, `alt+up` Alt+↑, `f1` F1."""
    *held, last = key.split("+")
    name = _(_SHOWN[last]) if last in _SHOWN else last.upper() if held or len(last) > 1 else last
    return "".join(_HELD.get(one, f"{one}+") for one in held) + name


def bindings(actions: Iterable[Action]) -> Iterator[Binding]:
    """The keys of `actions` as Textual takes them."""
    for action in actions:
        if action.keys:
            yield Binding(action.keys, action.does, priority=action.first, show=False)
