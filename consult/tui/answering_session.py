"""What the terminal form needs of the service: one person filling one survey."""

from __future__ import annotations

from typing import Protocol

from consult.errors import Problem
from consult.model.previous import Previous
from consult.model.response import Raw
from consult.model.survey import Survey


class AnsweringSession(Protocol):
    """One person filling one survey."""

    @property
    def survey(self) -> Survey:
        """The survey that is filled."""

    @property
    def previous(self) -> Previous:
        """What the same respondent answered in the wave before; false where that is nothing."""

    @property
    def prefilled(self) -> bool:
        """Whether the last `draft` was what `previous` holds: nothing was typed yet."""

    def draft(self) -> dict[str, str | list[str]]:
        """The answers typed earlier and not sent yet; empty if there are none."""

    def keep(self, raw: Raw) -> None:
        """Saves `raw` as the draft; raises ConsultError where it cannot."""

    def discard(self) -> None:
        """Forgets the draft."""

    def problems(self, raw: Raw) -> tuple[Problem, ...]:
        """What stands in the way of sending `raw`; the place of each is the name of a field."""

    def warnings(self, raw: Raw) -> tuple[Problem, ...]:
        """What in `raw` is worth a second look but may stay; the place of each is the name of a field."""

    def attach(self, path: str) -> str:
        """Keeps a copy of the file at `path`; returns the raw value for its field, the name after the first space.

        Raises ConsultError where it cannot be read or is not allowed.
        """

    def submit(self, raw: Raw) -> str:
        """Stores `raw` as a response and returns its receipt code; raises ConsultError."""
