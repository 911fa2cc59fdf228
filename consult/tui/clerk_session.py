"""What typing paper forms needs of the service, whether they are typed the first or the second time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from consult.errors import Problem
from consult.model.response import Raw
from consult.model.survey import Survey


class Typing(Protocol):
    """The forms of a batch that are typed one after the other."""

    @property
    def survey(self) -> Survey:
        """The survey of the forms."""

    @property
    def batch(self) -> str:
        """The pile that they lie in."""

    @property
    def by(self) -> str:
        """Who types."""

    def draft(self) -> dict[str, str | list[str]]:
        """What was typed earlier and not sent."""

    def draft_unclear(self) -> dict[str, str]:
        """Field → note of the draft."""

    def keep(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> None:
        """Saves what was typed so far."""

    def check(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
        """What cannot be stored, by field."""

    def warnings(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
        """What is worth a look at the paper, by field."""

    def skip(self) -> str:
        """Leaves this form out and returns the next number."""
