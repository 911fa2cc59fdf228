"""What the widgets of the survey builder tell the screen that holds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from consult.service.building import Building


@dataclass
class Edit(Message):
    """The person changed something: the screen does it to the survey, and shows anew what came of it."""

    does: Callable[[Building], Any]
    key: str = ""
    """The property where a fault is shown."""
    done: Callable[[Any], None] | None = None
    """Takes what `does` gave back, where it could be done."""
    failed: Callable[[], None] | None = None


@dataclass
class Typing(Message):
    """The person is typing into a line that goes into the survey when it is left: the draft has it before."""


@dataclass
class GoTo(Message):
    """The person wants to see another place of the survey."""

    place: str
    key: str = ""


@dataclass
class AddPart(Message):
    """The person wants another column or field."""


@dataclass
class ListWanted(Message):
    """The person wants to choose where the choices, rows or sides come from."""

    of: str


@dataclass
class Pick(Message):
    """The person wants to choose one thing of several: the screen opens a list and gives the choice back."""

    heading: str
    offers: Any
    """Sequence of Offer."""
    chosen: Callable[[str], None]
    at: str = ""


@dataclass
class CheckWanted(Message):
    """The person wants to change check number `at`, or with -1 to add one."""

    at: int


@dataclass
class Stood(Message):
    """The person stands on the property `key` now."""

    key: str
    help: str = ""
