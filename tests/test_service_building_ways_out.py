"""A change of meaning after answers came in is settled in words: ways out are offered, taken, undone; then it is published."""

from __future__ import annotations

import pytest
from building_texts import SMALL

from consult.model.consultation import Settings
from consult.model.response import Channel
from consult.service.building import in_the_way, open_building
from consult.service.collecting import submit
from consult.service.consultation import create
from consult.service.defining import current


@pytest.fixture
def answered(tmp_path):
    """A published survey with one response."""
    with create(tmp_path / "town", Settings(title={"lv": "Pilsēta"})) as consultation:
        (consultation.folder / "surveys" / "small.yaml").write_text(SMALL, "utf-8")
        building = open_building(consultation, "small")
        building.publish()
        submit(
            consultation,
            current(consultation, "small"),
            {"group": "provider", "clients": "7", "need.home": "3"},
            channel=Channel.WEB,
        )
        yield open_building(consultation, "small")


def only(building):
    """The first change that is in the way."""
    return in_the_way(building.plan())[0]


def settled(building, words):
    """Takes the way out that says `words`; all that comes up after it means the same. Gives back the plan."""
    while in_the_way(building.plan()):
        change = only(building)
        way = next(way for way in building.ways_out(change) if words in way.told)
        building.settle(change, way)
        words = "means the same"
    return building.plan()


def test_another_wording_may_mean_the_same_or_something_else_or_be_put_back(answered):
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    assert [way.told.partition(":")[0] for way in answered.ways_out(only(answered))] == [
        "it means the same as before", "it asks something else now", "put the wording back",
    ]  # fmt: skip


def test_the_same_meaning_lets_it_be_published_and_is_undone_in_one_step(answered):
    answered.set("clients", "ask", "Cik Jums klientu?", "lv")
    before = answered.text
    plan = settled(answered, "means the same")
    assert not plan.problems and "reworded: [clients]" in answered.text
    answered.undo()
    assert answered.text == before
    answered.redo()
    assert answered.publish().version == 2


def test_something_else_becomes_a_question_of_its_own_and_logic_follows(answered):
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    settled(answered, "something else")
    answered.set("clients_2", "ask", "Staff", "en")
    assert not answered.plan().problems and "retire: [clients]" in answered.text
    survey = answered.publish()
    new = survey.pages[0].questions[1].code
    assert new != "clients" and survey.pages[1].show_if == f"{new} > 5"


def test_a_wording_put_back_leaves_nothing_to_publish(answered):
    before = answered.survey
    answered.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    assert settled(answered, "put the wording back").unchanged
    assert answered.survey == before


def test_another_type_never_means_the_same(answered):
    answered.set_type("clients", "text")
    assert not any("same" in way.told for way in answered.ways_out(only(answered)))
    assert not settled(answered, "something else").problems


def test_a_question_that_was_taken_out_by_hand_is_renamed_or_retired(answered):
    answered.replace_text(answered.text.replace("code: clients", "code: staff").replace("clients", "staff"))
    assert not settled(answered, "under another code").problems
    answered.undo()
    assert not settled(answered, "asked no more").problems


def test_a_choice_that_was_taken_out_by_hand_counts_as_another(answered):
    answered.replace_text(answered.text.replace("{code: provider,", "{code: giver,").replace("'provider'", "'giver'"))
    changes = in_the_way(answered.plan())
    change = next(one for one in changes if one.place == "group.provider")
    assert any("takes its place" in way.told for way in answered.ways_out(change))


def test_a_question_that_was_renamed_before_it_changed_its_meaning(answered):
    answered.rename_code("clients", "people")
    answered.set("people", "ask", {"lv": "Cik Jums darbinieku?", "en": "Staff"})
    assert not settled(answered, "something else").problems
    assert "rename" not in answered.text


def test_a_choice_under_another_code_leaves_no_condition_in_doubt(answered):
    answered.set_choice("group", "provider", "code", "giver")
    answered.set_choice("need", "home", "code", "care", of="rows")
    assert "group == 'giver'" in answered.text and "need.care > 2" in answered.text
    assert not answered.plan().problems and answered.publish().version == 2
