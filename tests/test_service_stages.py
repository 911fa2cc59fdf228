"""Stages are written into consultation.yaml; all else in the file stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult import i18n
from consult.errors import ConsultationError, UsageError
from consult.formats import consultation_yaml, stages_writing
from consult.model.stage import Stage, StageKind
from consult.service.consultation import SETTINGS
from consult.service.overview import settings_now
from consult.service.stages import TypedStage, add_stage, change_stage, delete_stage, take_back, typed_of

HEAD = """\
# what this is
consult: 1
title: {lv: "Programma", en: 'Programme'}   # said twice
languages: [lv, en]
"""
STAGES = """\
stages:  # who wants what
  # the notice
  - {stage: notice, on: 2026-09-10}  # a Thursday
  # people answer
  - stage: survey
    title: {lv: "Aptauja"}
    opens: 2026-10-01  # after the holiday
    closes: 2026-10-31
contact: a@example.org  # the end
"""


@pytest.fixture
def file(consultation):
    """consultation.yaml with comments."""
    path = consultation.folder / SETTINGS
    path.write_text(HEAD + STAGES, "utf-8")
    return path


def stages(consultation) -> tuple[Stage, ...]:
    """The stages as they are written now."""
    return settings_now(consultation)[0].stages


def lines(text: str) -> set[str]:
    """The lines of a text."""
    return {*text.splitlines()}


def test_a_stage_is_added_and_everything_else_stays(consultation, file):
    add_stage(consultation, TypedStage("report", "", "", "30.11.2026"))
    assert stages(consultation)[-1] == Stage(StageKind.REPORT, None, date(2026, 11, 30))
    assert lines(HEAD + STAGES) < lines(file.read_text("utf-8"))
    assert "  - {stage: report, closes: 2026-11-30}" in file.read_text("utf-8")


def test_a_stage_is_changed_where_it_stands(consultation, file):
    _notice, survey = stages(consultation)
    change_stage(consultation, survey, TypedStage("survey", "Lielā aptauja", "5.10.2026", "061126"))
    text = file.read_text("utf-8")
    assert "    opens: 2026-10-05  # after the holiday\n    closes: 2026-11-06\n" in text and "Lielā aptauja" in text
    assert all(comment in text for comment in ("# who wants what", "# a Thursday", "# people answer", "# the end"))


def test_one_day_becomes_several_and_again_one(consultation, file):
    change_stage(consultation, stages(consultation)[0], TypedStage("notice", "", "10.9.2026", "12.9.2026"))
    assert stages(consultation)[0].closes == date(2026, 9, 12)
    change_stage(consultation, stages(consultation)[0], TypedStage("notice", "", "10.9.2026"))
    assert file.read_text("utf-8") == HEAD + STAGES


def test_stages_are_taken_away_one_by_one(consultation, file):
    delete_stage(consultation, stages(consultation)[0])
    assert [stage.kind for stage in stages(consultation)] == [StageKind.SURVEY]
    assert "# people answer" in file.read_text("utf-8") and "# the end" in file.read_text("utf-8")
    delete_stage(consultation, stages(consultation)[0])
    assert stages(consultation) == () and "contact: a@example.org  # the end" in file.read_text("utf-8")


def test_a_change_is_taken_back_unless_somebody_wrote_meanwhile(consultation, file):
    written = delete_stage(consultation, stages(consultation)[0])
    take_back(consultation, written)
    assert file.read_text("utf-8") == HEAD + STAGES
    file.write_text(HEAD, "utf-8")
    with pytest.raises(UsageError, match="changed elsewhere"):
        take_back(consultation, written)


def test_the_days_of_the_consultation_become_a_stage_beside_the_first_one(consultation, file):
    file.write_text(HEAD + "opens: 2026-10-01\ncloses: 2026-10-31\n", "utf-8")
    add_stage(consultation, TypedStage("notice", "", "10.9.2026"))
    assert [stage.kind for stage in stages(consultation)] == [StageKind.NOTICE, StageKind.SURVEY]


def test_the_days_of_the_consultation_are_changed_as_its_one_stage(consultation, file):
    file.write_text(HEAD + "opens: 2026-10-01\ncloses: 2026-10-31\n", "utf-8")
    only = settings_now(consultation)[0].known_stages[0]
    with pytest.raises(ConsultationError, match="days of the whole consultation"):
        delete_stage(consultation, only)
    change_stage(consultation, only, TypedStage("survey", "", "1.10.2026", "15.11.2026"))
    assert stages(consultation) == (Stage(StageKind.SURVEY, date(2026, 10, 1), date(2026, 11, 15)),)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TypedStage("survey"), "opens"),
        (TypedStage("survey", "", "31.2.2026"), "opens"),
        (TypedStage("survey", "", "1.3.2026", "soon"), "closes"),
        (TypedStage("survey", "", "5.3.2026", "4.3.2026"), "closes"),
        (TypedStage("report", "", "", "5.3.2026", "x"), "done"),
    ],
)
def test_faults_stand_at_their_fields_and_nothing_is_written(consultation, file, typed, field):
    with pytest.raises(ConsultationError) as caught:
        add_stage(consultation, typed)
    assert [problem.place for problem in caught.value.problems] == [field]
    assert file.read_text("utf-8") == HEAD + STAGES


def test_a_stage_that_is_gone_and_a_file_with_faults_are_told(consultation, file):
    gone = Stage(StageKind.REPORT, None, date(2026, 1, 1))
    with pytest.raises(ConsultationError, match="meanwhile"):
        change_stage(consultation, gone, TypedStage("report", "", "", "2.1.2026"))
    file.write_text("consult: 1\n\tx\n", "utf-8")
    with pytest.raises(ConsultationError, match="tab"):
        add_stage(consultation, TypedStage("notice", "", "1.1.2026"))
    assert file.read_text("utf-8") == "consult: 1\n\tx\n"


def test_only_the_name_in_the_language_that_is_spoken_changes(consultation, file):
    survey = stages(consultation)[1]
    with i18n.using("en"):
        change_stage(consultation, survey, TypedStage("survey", "Survey", "1.10.2026", "31.10.2026"))
    assert stages(consultation)[1].title == {"lv": "Aptauja", "en": "Survey"}


def test_what_is_typed_anew_as_it_was_changes_nothing(consultation, file):
    for stage in stages(consultation):
        change_stage(consultation, stage, typed_of(stage))
    assert file.read_text("utf-8") == HEAD + STAGES


@given(st.lists(st.sampled_from(["add", "change", "delete"]), max_size=6), st.text("a#:{}\"' ,-ā", min_size=1, max_size=8))
def test_whatever_is_done_the_file_reads_as_it_was_meant(steps, title):
    text, wanted = HEAD + STAGES, [*consultation_yaml.read(HEAD + STAGES, "c").stages]
    for nth, step in enumerate(steps):
        new = Stage(StageKind.DECISIONS, None, date(2027, 1, 1 + nth), {"lv": title.strip() or "x"}, date(2027, 2, 1))
        if step == "add":
            text = stages_writing.with_stage(text, "c", new)
            wanted.append(new)
        elif wanted and step == "change":
            text = stages_writing.with_changed_stage(text, "c", wanted[0], new)
            wanted[0] = new
        elif wanted:
            text = stages_writing.without_stage(text, "c", wanted.pop(0))
        assert sorted(consultation_yaml.read(text, "c").stages, key=repr) == sorted(wanted, key=repr)
    assert text.startswith(HEAD) and "# the end" in text
