"""Stages of a consultation: when each is, how it stands on a day, and whether the times between them are long enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consult.model.question import Texts


class StageKind(StrEnum):
    """What happens in a stage."""

    NOTICE = "notice"
    """It is announced that people can take part, and the documents are put out."""
    SURVEY = "survey"
    """People answer and send proposals."""
    SEMINAR = "seminar"
    """People meet."""
    DECISIONS = "decisions"
    """Proposals are decided."""
    REPORT = "report"
    """The summary is published."""


DUTIES = (StageKind.DECISIONS, StageKind.REPORT)
"""Stages that are not over by themselves when their last day has passed: somebody has to do them."""


class Standing(StrEnum):
    """How a stage stands on a day."""

    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. At least one of `opens` and `closes` is known; a stage of one day has that day in both."""

    kind: StageKind
    opens: date | None
    closes: date | None
    title: Texts = field(default_factory=dict)
    done: date | None = None
    """The day on which it was done; asked for only where the stage is a duty."""

    @property
    def first(self) -> date:
        """The first day that is known."""
        return self.opens or self.closes or date.min

    @property
    def last(self) -> date:
        """The last day that is known."""
        return self.closes or self.opens or date.max

    def standing(self, today: date) -> Standing:
        """How it stands on the day `today`."""
        if self.done:
            return Standing.OVER
        if (self.opens and today < self.opens) or (self.kind in DUTIES and not self.opens and today <= self.last):
            return Standing.AHEAD
        if self.closes is None and self.opens and self.kind in (StageKind.SURVEY, *DUTIES):
            return Standing.OPEN
        if today <= self.last:
            return Standing.OPEN
        return Standing.OVERDUE if self.kind in DUTIES else Standing.OVER

    def days(self, today: date) -> int | None:
        """Days from `today` to what comes next: the first day where it is ahead, else the last; None where nothing comes.

        It is negative where the stage is overdue.
        """
        match self.standing(today):
            case Standing.AHEAD:
                return (self.first - today).days
            case Standing.OVER:
                return None
            case _:
                return (self.closes - today).days if self.closes else 0 if self.kind not in (StageKind.SURVEY, *DUTIES) else None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long the law, or the organiser, wants the times between stages to be, in days; None where it says nothing."""

    source: Texts
    """Where that stands."""
    notice: int | None = None
    """At least so many from the notice to the first survey or seminar."""
    open: int | None = None
    """At least so many in which people can answer."""
    report: int | None = None
    """At most so many from the end of the last survey or seminar to the report."""
    replaced: date | None = None
    """The day from which another rule is in its place."""
    replaced_by: Texts = field(default_factory=dict)


PROFILES = {
    "lv-970": Deadlines(
        {
            "lv": "MK 2009. gada 25. augusta noteikumi Nr. 970",
            "en": "Cabinet Regulation No. 970 of 25 August 2009 (Latvia)",
        },
        notice=14,
        open=30,
        report=30,
        replaced=date(2024, 10, 15),
        replaced_by={
            "lv": "MK 2024. gada 15. oktobra noteikumi Nr. 639",
            "en": "Cabinet Regulation No. 639 of 15 October 2024",
        },
    ),
}
"""Rules that are known by a name.

No. 970 on public participation in development planning: people are informed 14 days before a public meeting; a public discussion
lasts 30 days; its summary is published within 30 days after it. No. 639 took its place; its deadlines are to be looked up there.
"""


class Measure(StrEnum):
    """A time between stages that is looked at."""

    NOTICE = "notice"
    OPEN = "open"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Period:
    """A time between stages as it is planned, beside what is wanted."""

    measure: Measure
    days: int
    wanted: int | None
    """At least so many; for the report at most. None where no rule says."""

    @property
    def kept(self) -> bool:
        """Whether it is as wanted; also where nothing is wanted."""
        if self.wanted is None:
            return True
        return self.days <= self.wanted if self.measure is Measure.REPORT else self.days >= self.wanted


def periods(stages: Sequence[Stage], deadlines: Deadlines | None) -> list[Period]:
    """The times between stages that the dates tell.

    From the first notice to the first survey or seminar after it; of the longest survey, both days counted; and from the last
    day of surveys and seminars to the day on which the last report was published or is due.
    """
    found = []
    notices = [stage for stage in stages if stage.kind is StageKind.NOTICE]
    taking_part = [stage for stage in stages if stage.kind in (StageKind.SURVEY, StageKind.SEMINAR)]
    if notices and taking_part:
        days = (min(stage.first for stage in taking_part) - min(stage.first for stage in notices)).days
        found.append(Period(Measure.NOTICE, days, deadlines.notice if deadlines else None))
    lengths = [
        (stage.closes - stage.opens).days + 1
        for stage in stages
        if stage.kind is StageKind.SURVEY and stage.opens and stage.closes
    ]
    if lengths:
        found.append(Period(Measure.OPEN, max(lengths), deadlines.open if deadlines else None))
    reports = [stage.done or stage.last for stage in stages if stage.kind is StageKind.REPORT]
    if reports and taking_part:
        days = (max(reports) - max(stage.last for stage in taking_part)).days
        found.append(Period(Measure.REPORT, days, deadlines.report if deadlines else None))
    return found
