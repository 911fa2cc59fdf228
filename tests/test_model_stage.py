"""Stages on a day, and the times between them beside what the rules want."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consult.model.stage import PROFILES, Deadlines, Measure, Stage, StageKind, Standing, periods

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def survey(opens: str, closes: str) -> Stage:
    return Stage(StageKind.SURVEY, date.fromisoformat(opens), date.fromisoformat(closes))


def test_a_survey_is_ahead_open_and_over():
    stage = survey("2026-10-01", "2026-10-31")
    told = {day: (stage.standing(date(2026, 10, 1) + timedelta(day)), stage.days(date(2026, 10, 1) + timedelta(day)))
            for day in (-12, -1, 0, 30, 31)}  # fmt: skip
    assert told == {
        -12: (Standing.AHEAD, 12), -1: (Standing.AHEAD, 1), 0: (Standing.OPEN, 30), 30: (Standing.OPEN, 0),
        31: (Standing.OVER, None),
    }  # fmt: skip


def test_a_duty_is_overdue_until_it_is_done():
    report = Stage(StageKind.REPORT, None, date(2026, 11, 30))
    assert report.standing(date(2026, 11, 30)) is Standing.AHEAD and report.days(date(2026, 11, 30)) == 0
    assert report.standing(date(2026, 12, 2)) is Standing.OVERDUE and report.days(date(2026, 12, 2)) == -2
    done = Stage(StageKind.REPORT, None, date(2026, 11, 30), done=date(2026, 12, 1))
    assert done.standing(date(2026, 12, 2)) is Standing.OVER


def test_a_survey_without_a_last_day_stays_open():
    stage = Stage(StageKind.SURVEY, date(2026, 10, 1), None)
    assert stage.standing(date(2030, 1, 1)) is Standing.OPEN and stage.days(date(2030, 1, 1)) is None


@given(DAYS, st.integers(0, 400), DAYS, st.sampled_from(StageKind))
def test_every_day_has_one_standing_and_it_only_moves_on(opens, length, today, kind):
    stage = Stage(kind, opens, opens + timedelta(length))
    order = [Standing.AHEAD, Standing.OPEN, Standing.OVER, Standing.OVERDUE]
    now, next_day = stage.standing(today), stage.standing(today + timedelta(1))
    assert order.index(now) <= order.index(next_day)
    days = stage.days(today)
    assert (days is None) == (now is Standing.OVER)
    assert days is None or (days < 0) == (now is Standing.OVERDUE)


def test_the_times_between_stages_beside_regulation_970():
    stages = [
        Stage(StageKind.NOTICE, date(2026, 9, 20), date(2026, 9, 20)),
        survey("2026-10-01", "2026-10-31"),
        Stage(StageKind.REPORT, None, date(2026, 11, 30)),
    ]
    found = periods(stages, PROFILES["lv-970"])
    assert [(one.measure, one.days, one.wanted, one.kept) for one in found] == [
        (Measure.NOTICE, 11, 14, False), (Measure.OPEN, 31, 30, True), (Measure.REPORT, 30, 30, True),
    ]  # fmt: skip
    assert all(one.wanted is None and one.kept for one in periods(stages, None))


def test_own_deadlines_and_a_report_that_was_late():
    stages = [survey("2026-10-01", "2026-10-31"), Stage(StageKind.REPORT, None, date(2026, 11, 14), done=date(2026, 11, 20))]
    found = {one.measure: one for one in periods(stages, Deadlines({}, report=14))}
    assert found[Measure.REPORT].days == 20 and not found[Measure.REPORT].kept
    assert found[Measure.OPEN].kept and Measure.NOTICE not in found
