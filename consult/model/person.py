"""A person of the register: who may be asked, how to reach them, and the invitation that they hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """One respondent of the register, mostly an organisation. The code never changes; responses carry it."""

    code: str
    organisation: str = ""
    name: str = ""
    """Who fills the survey there."""
    group: str = ""
    """The stakeholder group, as it was written in the register."""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a person. It is kept apart from the person and stands in no export and no report."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """The right to answer one survey once in one wave. Of the token only its hash is known."""

    token_hash: str
    survey: str
    wave: str
    person: str
    used: bool = False


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A token that was shown and may be used: what is kept of it together with the response."""

    token_hash: str
    person: str
    """The register's code, which the response will carry; empty where the survey is anonymous."""
    wave: str
