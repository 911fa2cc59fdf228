"""One response as a list of responses shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from consult.model.response import Channel, Review


class Listed(NamedTuple):
    """A response in the list."""

    id: str
    number: int
    version: int
    channel: Channel
    when: datetime | None
    """Of an anonymous survey the day alone."""
    wave: str
    respondent: str
    review: Review
    revision: int
    group: str = ""
    """Code of the choice, or own words; empty where it is not known."""
    area: str = ""
    order: str = ""
    """What stands in the place of the moment where that may not be told."""
    batch: str = ""
    """The pile of paper that it was typed from; empty elsewhere, as its number is."""
    paper_number: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What is looked up only of the responses in sight."""

    answered: int
    """Questions that are answered wholly."""
    partly: int
    """Questions of which some is answered and some is not."""
    asked: int
    """All questions that were asked; what is computed is none."""
    text: str
    """What was typed freely, then the answers in words, as far as a line shows them; empty where they were left for later."""


class Order(StrEnum):
    """What the list may be sorted by."""

    WHEN = "when"
    STATE = "state"
    CHANNEL = "channel"
    GROUP = "group"
    AREA = "area"
    WAVE = "wave"
    ANSWERED = "answered"
