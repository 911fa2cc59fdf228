"""Stages of the consultation and the times between them, as they stand today, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.i18n import N_, _, current, ngettext, number, text_in
from consult.model.consultation import Settings
from consult.model.stage import Deadlines, Measure, Period, Stage, StageKind, Standing, periods

_KINDS = {
    StageKind.NOTICE: N_("Notice"),
    StageKind.SURVEY: N_("Survey"),
    StageKind.SEMINAR: N_("Seminar"),
    StageKind.DECISIONS: N_("Decisions on proposals"),
    StageKind.REPORT: N_("Report"),
}
_MEASURES = {
    Measure.NOTICE: N_("From the notice to the beginning: {days}"),
    Measure.OPEN: N_("Open for answers: {days}"),
    Measure.REPORT: N_("From the end to the report: {days}"),
}


@dataclass(frozen=True, slots=True)
class StageStanding:
    """How a stage stands today."""

    kind: str
    title: str
    opens: date | None
    closes: date | None
    done: date | None
    standing: str
    """`ahead`, `open`, `over` or `overdue`."""
    days: int | None
    """Days to what comes next: the first day where it is ahead, else the last; negative where it is overdue."""
    told: str
    """That in words, such as “in 12 days”."""
    dates: str
    """The days as people write them."""


@dataclass(frozen=True, slots=True)
class PeriodStanding:
    """A time between stages beside what is wanted."""

    measure: str
    days: int
    wanted: int | None
    kept: bool
    told: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """All stages and the times between them."""

    stages: tuple[StageStanding, ...] = ()
    periods: tuple[PeriodStanding, ...] = ()
    source: str = ""
    """Where it stands how long the times have to be."""
    remark: str = ""
    """What is to be known of that source."""


def kinds() -> list[tuple[str, str]]:
    """What can happen in a stage: how it is written in the file, and its name."""
    return [(kind.value, _(name)) for kind, name in _KINDS.items()]


def schedule(settings: Settings, today: date) -> Schedule:
    """The stages of a consultation as they stand on the day `today`."""
    stages = settings.known_stages
    found = tuple(_period(period) for period in periods(stages, settings.deadlines))
    judged = settings.deadlines if any(period.wanted is not None for period in found) else None
    source = text_in(judged.source) if judged else ""
    return Schedule(tuple(_stage(stage, today) for stage in stages), found, source, _remark(judged, stages))


def _stage(stage: Stage, today: date) -> StageStanding:
    return StageStanding(
        stage.kind.value, text_in(stage.title) or _(_KINDS[stage.kind]), stage.opens, stage.closes, stage.done,
        stage.standing(today).value, stage.days(today), _told(stage, today), _dates(stage),
    )  # fmt: skip


def _told(stage: Stage, today: date) -> str:
    days = stage.days(today)
    match stage.standing(today):
        case Standing.AHEAD if stage.opens:
            n = days or 0
            return _("tomorrow") if n == 1 else ngettext("in {n} day", "in {n} days", n).format(n=number(n))
        case Standing.OVER:
            return _("done") if stage.done else _("over")
        case Standing.OVERDUE:
            n = -(days or 0)
            return ngettext("{n} day overdue", "{n} days overdue", n).format(n=number(n))
    if days is None:
        return _("open now")
    if days == 0:
        return _("today") if stage.opens == stage.closes or not stage.closes else _("last day today")
    return ngettext("{n} day left", "{n} days left", days).format(n=number(days))


def _dates(stage: Stage) -> str:
    if stage.opens == stage.closes or not (stage.opens and stage.closes):
        if stage.opens:
            return short_day(stage.opens) if stage.closes else _("from {day}").format(day=short_day(stage.opens))
        return _("by {day}").format(day=short_day(stage.last))
    return f"{short_day(stage.opens, beside=stage.closes)}–{short_day(stage.closes)}"


def short_day(value: date, *, beside: date | None = None) -> str:
    """A date that takes little room: „03.03.2026.”, “3 Mar 2026”; without its year where it stands before one of that year."""
    from babel.dates import format_date

    year = "" if beside and beside.year == value.year else "y." if current() == "lv" else " y"
    return format_date(value, format=f"dd.MM.{year}" if current() == "lv" else f"d MMM{year}", locale=current())


def in_days(n: int) -> str:
    """A number of days in words."""
    return ngettext("{n} day", "{n} days", n).format(n=number(n))


def _period(period: Period) -> PeriodStanding:
    if period.days < 0 and period.measure is Measure.NOTICE:
        told = _("The notice comes after the beginning")
    else:
        told = _(_MEASURES[period.measure]).format(days=in_days(period.days))
    if period.wanted is not None:
        limit = _("at most {n}") if period.measure is Measure.REPORT else _("at least {n}")
        told += f" ({limit.format(n=number(period.wanted))})"
    return PeriodStanding(period.measure.value, period.days, period.wanted, period.kept, told)


def _remark(deadlines: Deadlines | None, stages: tuple[Stage, ...]) -> str:
    if deadlines is None or deadlines.replaced is None or all(stage.last < deadlines.replaced for stage in stages):
        return ""
    return _("Replaced by: {source}; check the deadlines there").format(source=text_in(deadlines.replaced_by))
