"""A consultation: what it is about, who runs it and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from consult.model.question import Texts
from consult.model.stage import Deadlines, Stage, StageKind


@dataclass(frozen=True, slots=True)
class Settings:
    """What consultation.yaml says of the whole exercise."""

    title: Texts
    languages: tuple[str, ...] = ("lv", "en")
    organiser: Texts = field(default_factory=dict)
    aims: tuple[Texts, ...] = ()
    opens: date | None = None
    closes: date | None = None
    contact: str = ""
    notice: Texts = field(default_factory=dict)
    """A sentence that stands on every page of the report."""
    surveys: tuple[str, ...] = ()
    """The order in which surveys are told of; those not named here follow as they were published."""
    stages: tuple[Stage, ...] = ()
    """As they were written, in the order of their first days."""
    deadlines: Deadlines | None = None
    """How long the times between stages have to be; None where nothing is said of it."""

    @property
    def known_stages(self) -> tuple[Stage, ...]:
        """The stages; where none are written, the days on which the consultation opens and closes are the one stage."""
        if self.stages or not (self.opens or self.closes):
            return self.stages
        return (Stage(StageKind.SURVEY, self.opens, self.closes),)
