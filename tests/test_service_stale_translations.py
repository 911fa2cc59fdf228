"""A text changed after publishing and its translation did not: that is told, and confirmed or translated anew."""

from __future__ import annotations

import pytest
from building_texts import SMALL
from test_service_building_ways_out import settled

from consult.errors import SurveyError
from consult.model.consultation import Settings
from consult.model.response import Channel
from consult.service.building import open_building
from consult.service.collecting import submit
from consult.service.consultation import create
from consult.service.defining import current


@pytest.fixture
def answered(tmp_path):
    """A published survey in Latvian and English with one response."""
    with create(tmp_path / "town", Settings(title={"lv": "Pilsēta"})) as consultation:
        (consultation.folder / "surveys" / "small.yaml").write_text(SMALL, "utf-8")
        open_building(consultation, "small").publish()
        raw = {"group": "provider", "clients": "7", "need.home": "3"}
        submit(consultation, current(consultation, "small"), raw, channel=Channel.WEB)
        yield open_building(consultation, "small")


def unlooked(building):
    """Texts of the lines that are to be looked over in English."""
    return [line.text for line in building.translations("en").lines if line.stale]


def line_of(building, text):
    """The line of a translation."""
    return next(line for line in building.translations("en").lines if line.text == text)


def test_nothing_is_doubted_where_nothing_changed(answered):
    assert unlooked(answered) == []
    answered.set("clients", "ask", "Klienti!", "lv")
    assert unlooked(answered) == []


def test_a_changed_text_wants_its_translation_looked_over(answered):
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    assert unlooked(answered) == ["Clients"]
    line = line_of(answered, "Clients")
    assert line.before == "Klienti" and line.open and not line.missing
    assert [(one.place, one.language) for one in answered.plan().stale] == [("clients.ask", "en")]


def test_choices_and_titles_too(answered):
    answered.set_choice("group", "resident", "label", "Kaimiņš", "lv")
    answered.set("", "title", "Liela aptauja", "lv")
    assert unlooked(answered) == ["A small survey", "Resident"]


def test_translating_anew_or_putting_the_text_back_settles_it(answered):
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    answered.translate(line_of(answered, "Clients"), "How many staff?", "en")
    assert unlooked(answered) == []
    answered.undo()
    assert unlooked(answered) == ["Clients"]
    answered.set("clients", "ask", "Klienti", "lv")
    assert unlooked(answered) == []


def test_a_confirmation_outlives_the_session_and_not_the_next_change(answered):
    answered.set("clients", "ask", "Cik klientu?", "lv")
    assert answered.confirm(line_of(answered, "Clients"), "en")
    answered.save()
    again = open_building(answered.consultation, "small")
    assert unlooked(again) == [] and line_of(again, "Clients").confirmed and again.plan().stale == ()
    again.set("clients", "ask", "Cik darbinieku?", "lv")
    assert unlooked(again) == ["Clients"]


def test_a_confirmation_is_taken_back(answered):
    answered.set("clients", "ask", "Cik klientu?", "lv")
    answered.confirm(line_of(answered, "Clients"), "en")
    answered.confirm(line_of(answered, "Clients"), "en")
    assert unlooked(answered) == ["Clients"]
    assert not answered.confirm(line_of(answered, "Resident"), "en")


def test_the_same_meaning_may_be_published_with_the_old_translation(answered):
    answered.set("clients", "ask", "Cik Jums klientu?", "lv")
    assert not settled(answered, "means the same").problems
    assert answered.publish().version == 2


def test_something_else_is_not_published_with_the_old_translation(answered):
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    plan = settled(answered, "something else")
    assert [problem.fault for problem in plan.problems] == ["EN still asks what was asked before: “Clients”"]
    with pytest.raises(SurveyError, match="still asks"):
        answered.publish()
    answered.translate(line_of(answered, "Clients"), "How many staff?", "en")
    assert not answered.plan().problems and answered.publish().version == 2


def test_something_else_is_published_with_a_translation_that_was_confirmed(answered):
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    settled(answered, "something else")
    answered.confirm(line_of(answered, "Clients"), "en")
    assert not answered.plan().problems and answered.publish().version == 2
    assert answered.confirmed == frozenset() and unlooked(answered) == []


def test_a_file_of_confirmations_that_cannot_be_read_confirms_nothing(answered):
    answered.path.with_name(".small.yaml.confirmed").write_text("[[1], 7, {}]", "utf-8")
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    assert unlooked(answered) == ["Clients"]


def test_languages_that_lack_texts_are_told_before_the_first_version(tmp_path):
    with create(tmp_path / "town", Settings(title={"lv": "Pilsēta"})) as consultation:
        (consultation.folder / "surveys" / "small.yaml").write_text(SMALL, "utf-8")
        building = open_building(consultation, "small")
        assert [(one.language, one.missing) for one in building.to_translate] == [("en", 5)]
        assert [(one.language, len(one.missing)) for one in building.plan().lacking] == [("en", 5)]
