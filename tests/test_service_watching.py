"""Noticing changes: of survey files, lists and settings, also while an editor takes a file away to put it back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from consult.service import defining, survey_files, survey_list, watching


@pytest.fixture
def seen(consultation):
    return lambda: watching.state(consultation)


def test_a_survey_a_list_and_the_settings_are_watched(consultation, seen):
    before = seen()
    assert seen() == before
    (consultation.folder / "lists").mkdir(exist_ok=True)
    for name in ("surveys/new.yaml", "lists/places.csv", "surveys/own/survey.yaml", "consultation.yaml"):
        path = consultation.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("consult: 1\n", "utf-8")
        after = seen()
        assert after != before, name
        before = after


def test_a_file_that_is_taken_away_while_we_look_is_not_there(consultation, seen, monkeypatch):
    gone = consultation.folder / "surveys" / "gone.yaml"
    monkeypatch.setattr(defining, "files", lambda _consultation: [gone])
    monkeypatch.setattr(Path, "exists", lambda _path, **_how: True)
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    assert seen() and survey_files.readable(gone, consultation.database) is None


def test_a_list_that_points_to_nothing_leaves_the_survey_readable(consultation):
    lists = consultation.folder / "lists"
    lists.mkdir(exist_ok=True)
    os.symlink(lists / "nowhere.csv", lists / "dangling.csv")
    assert survey_list.is_readable(consultation, "needs")
    assert next(iter(survey_list.listing(consultation))).questions


def test_files_that_editors_leave_are_no_surveys(consultation):
    folder = consultation.folder / "surveys"
    os.symlink("somebody@machine.1234", folder / ".#needs.yaml")
    (folder / "._needs.yaml").write_bytes(b"\x00\x05\x16\x07")
    assert [line.id for line in survey_list.listing(consultation)] == ["needs"]
