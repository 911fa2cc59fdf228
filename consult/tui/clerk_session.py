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
        """The survey of the form that is typed now, in the version in which it is printed."""

    @property
    def newest(self) -> Survey:
        """The version of the survey that is answered now."""

    @property
    def batch(self) -> str:
        """The pile that they lie in."""

    @property
    def by(self) -> str:
        """Who types."""

    @property
    def elsewhere(self) -> bool:
        """Whether the clerk types under the same number in another window, as it was seen when the draft was kept last."""

    def draft(self) -> dict[str, str | list[str]]:
        """What was typed earlier and not sent."""

    def draft_unclear(self) -> dict[str, str]:
        """Field → note of the draft."""

    def keep(self, raw: Raw, unclear: Mapping[str, str] | None = None) -> None:
        """Saves what was typed so far."""

    def pinned(self) -> dict[str, str | list[str]]:
        """What stays the same from form to form, as it was kept last."""

    def keep_pinned(self, values: Raw) -> None:
        """Keeps what stays the same from form to form."""

    def check(self, raw: Raw, unclear: Mapping[str, str] | None = None, version: int = 0) -> tuple[Problem, ...]:
        """What cannot be stored, by field; `version` is that of a form that is corrected."""

    def warnings(self, raw: Raw, unclear: Mapping[str, str] | None = None, version: int = 0) -> tuple[Problem, ...]:
        """What is worth a look at the paper, by field."""
