"""Stages and deadlines in consultation.yaml."""

from __future__ import annotations

from datetime import date

import pytest

from consult.errors import ConsultationError
from consult.formats import consultation_yaml
from consult.model.stage import PROFILES, Deadlines, StageKind

HEAD = "consult: 1\ntitle: {lv: Programma}\nlanguages: [lv, en]\n"
STAGES = """\
stages:
  - {stage: survey, title: {lv: "Aptauja", en: "Survey of needs"}, opens: 2026-10-01, closes: 2026-10-31}
  - {stage: notice, on: 2026-09-10}
  - {stage: decisions, closes: 2026-11-20, done: 2026-11-18}
deadlines: lv-970
"""


def test_stages_are_read_in_the_order_of_their_days():
    settings = consultation_yaml.read(HEAD + STAGES, "consultation.yaml")
    assert [stage.kind for stage in settings.stages] == [StageKind.NOTICE, StageKind.SURVEY, StageKind.DECISIONS]
    notice, survey, decisions = settings.stages
    assert (notice.opens, notice.closes) == (date(2026, 9, 10), date(2026, 9, 10))
    assert survey.title["en"] == "Survey of needs" and decisions.done == date(2026, 11, 18)
    assert settings.deadlines is PROFILES["lv-970"]


@pytest.mark.parametrize("more", [STAGES, "", "opens: 2026-10-01\n", "deadlines: {notice: 21, source: {lv: Nolikums}}\n"])
def test_what_was_written_is_read_again(more):
    settings = consultation_yaml.read(HEAD + more, "consultation.yaml")
    assert consultation_yaml.read(consultation_yaml.write(settings), "consultation.yaml") == settings


def test_own_deadlines():
    settings = consultation_yaml.read(HEAD + "deadlines: {notice: 21, report: 14}\n", "consultation.yaml")
    assert settings.deadlines == Deadlines({}, notice=21, report=14)


def test_without_stages_the_days_of_the_consultation_are_the_one_stage():
    settings = consultation_yaml.read(HEAD + "opens: 2026-10-01\ncloses: 2026-10-31\n", "consultation.yaml")
    (stage,) = settings.known_stages
    assert (stage.kind, stage.opens, stage.closes) == (StageKind.SURVEY, date(2026, 10, 1), date(2026, 10, 31))
    assert consultation_yaml.read(HEAD, "consultation.yaml").known_stages == ()


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("{stage: party, on: 2026-10-01}", "consultation.yaml:5: there is no stage “party”: use one of notice, survey"),
        ("{opens: 2026-10-01}", "consultation.yaml:5: the stage has no kind"),
        ("{stage: survey}", "consultation.yaml:5: the stage has no day"),
        ("{stage: survey, opens: tomorrow}", "“opens” must be a date"),
        ("{stage: survey, opens: 2026-10-31, closes: 2026-10-01}", "the stage closes before it opens"),
        ("{stage: survey, on: 2026-10-31, closes: 2026-11-01}", "“on” stands for the one day of a stage"),
        ("{stage: survey, opens: 2026-10-01, done: 2026-10-02}", "“done” is for the stages decisions, report"),
        ("{stage: survey, day: 2026-10-01}", "a stage has no “day”"),
        ("[]", "must be written as"),
    ],
)
def test_faults_have_their_line_and_a_way_out(stage, told):
    with pytest.raises(ConsultationError) as caught:
        consultation_yaml.read(f"{HEAD}stages:\n  - {stage}\n", "consultation.yaml")
    assert told in str(caught.value) and "consultation.yaml:5" in str(caught.value)


@pytest.mark.parametrize("deadlines", ["lv-1", "{notice: two}", "{notice: -3}", "{rest: 3}", "[3]"])
def test_faulty_deadlines(deadlines):
    with pytest.raises(ConsultationError, match=r"consultation.yaml:4"):
        consultation_yaml.read(f"{HEAD}deadlines: {deadlines}\n", "consultation.yaml")
