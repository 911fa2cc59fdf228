"""What the widgets of the form tell the screen that holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.message import Message


@dataclass(eq=False, repr=False)
class Filled(Message):
    """A field has other answers now: the panel of its question puts them on the sheet."""

    values: Mapping[str, str | list[str]]
    """Field name → what now stands in it."""
    gone: tuple[str, ...] = ()
    """Fields that are there no more."""


@dataclass(eq=False, repr=False)
class Answered(Message):
    """The person gave, changed or took back an answer."""

    values: Mapping[str, str | list[str]]
    """Field name → what now stands in it."""


@dataclass(eq=False, repr=False)
class FileNamed(Message):
    """The person named a file to attach. The screen attaches it and calls `done` with what came of it."""

    path: str
    done: Callable[[str, str], None]
    """Takes the raw value of the field, empty where it failed, and the fault, empty where there was none."""


@dataclass(eq=False, repr=False)
class GoOn(Message):
    """The person is done here and wants the next field."""

    turn_page: bool = False
    """True where the last field of a page should lead to the next page."""


class GoBack(Message):
    """The person wants the field before this one."""


class Moved(Message):
    """The person stands on another place of the same field."""
