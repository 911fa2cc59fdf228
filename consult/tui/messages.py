"""What the widgets of the form tell the screen that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.message import Message


@dataclass
class Answered(Message):
    """The person gave, changed or took back an answer."""

    values: Mapping[str, str | list[str]]
    """Field name → what now stands in it."""


@dataclass
class GoOn(Message):
    """The person is done here and wants the next field."""

    turn_page: bool = False
    """True where the last field of a page should lead to the next page."""


class GoBack(Message):
    """The person wants the field before this one."""
