"""Paper forms typed a second time, and the differences decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clerk_desk import desk, publish

from consult.model.double_entry import QuestionAgreement, Rate
from consult.service.paper.double_entry import Second, agreement, differences
from consult.service.paper.paper_entry import open_batch
from consult.tui.screens.paper.agreement import AgreementScreen

FIRST = {"area": "0010000", "services": ["home"], "need.here": "2", "need.region": "1", "clients": "40", "proposal": "more buses"}


@pytest.fixture
def typed(consultation):
    """Two forms typed by Anna."""
    batch = open_batch(consultation, "needs", "A", "Anna")
    batch.send(FIRST)
    batch.send({**FIRST, "clients": "7"})
    batch.close()
    return consultation


async def second_form(clerk, clients="40", services="1⏎"):
    await clerk.type("1", services, "21", f"{clients}⏎", "⏎", "more buses⏎", "⏎")


async def test_a_form_typed_alike_is_told_and_the_next_begins(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        assert "Form No. 1" in clerk.seen() and "2 left" in clerk.seen()
        await second_form(clerk)
        assert "No. 1: both typings are alike" in clerk.seen() and "Form No. 2" in clerk.seen()


async def test_the_second_typing_is_blind(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        assert "more buses" not in clerk.seen() and "40" not in clerk.seen() and clerk.raw == {}


async def test_differences_are_decided_with_single_keys_and_the_last_one_is_taken_back(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, "14", "2⏎")
        await clerk.press("f7")
        seen = clerk.seen()
        assert (
            "2 of 2 open" in seen
            and "0 of 2 decided" in seen
            and "40" in seen
            and "14" in seen
            and "Day centre" in seen
            and "Anna" in seen
        )
        await clerk.press("1", "b")
        assert "All differences are decided" in clerk.seen()
        assert {one.field: one.taken for one in differences(typed, "needs", "A")} == {"services": "first", "clients": "second"}
        await clerk.press("ctrl+z")
        assert "1 of 2 open" in clerk.seen() and "1 of 2 decided" in clerk.seen()
        await clerk.press("2", "escape")
        assert "Form No. 2" in clerk.seen()
    found = open_batch(typed, "needs", "A", "reader").reopen("1")
    assert (found["clients"], found["services"]) == ("14", ["home"])


async def test_the_next_form_begins_at_once_and_keys_typed_on_decide_nothing(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, "14", "2⏎")
        assert "No. 1: 2 differences · F7" in clerk.seen() and "Form No. 2" in clerk.seen()
        await clerk.type("1", "2⏎", "1")
        assert (clerk.raw["area"], clerk.raw["services"]) == ("0010000", ["day"])
        assert all(not one.taken for one in differences(typed, "needs", "A"))


async def test_behind_the_last_form_keys_typed_on_decide_nothing_and_f7_opens_what_is_open(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, "14", "2⏎")
        await second_form(clerk, "8")
        assert "3 differences are open" in clerk.seen() and "No. 2: 1 difference · F7" in clerk.seen()
        await clerk.type("1", "2⏎", "21", "9⏎", "⏎", "x⏎", "⏎⏎")
        await clerk.press("ctrl+s", "down", "tab", "pagedown", "ctrl+home", "f3", "f6", "f8", "delete", "ctrl+z")
        assert all(not one.taken for one in differences(typed, "needs", "A")) and "3 differences are open" in clerk.seen()
        await clerk.press("f7")
        assert "3 of 3 open" in clerk.seen()


async def test_what_was_decided_before_is_shown_when_it_is_asked_for(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, "14", "2⏎")
        await clerk.press("f7", "1", "escape")
        assert "No. 1:" not in clerk.seen()
        await clerk.press("f7")
        seen = clerk.seen()
        assert "1 of 2 open · v shows 1 decided before" in seen and "Services" not in seen and "Clients" in seen
        await clerk.press("v")
        assert "Services" in clerk.seen() and "v shows" not in clerk.seen()
        await clerk.press("up", "delete", "v")
        assert "2 of 2 open" in clerk.seen() and [one.taken for one in differences(typed, "needs", "A")] == ["", ""]


async def test_whose_forms_were_typed_by_the_same_person_is_told_with_how_the_last_one_differs(typed):
    async with desk(typed, second=True, by="Anna") as clerk:
        await second_form(clerk, "14")
        assert "No. 1: 1 difference · F7   △ you typed No. 2 the first time" in clerk.seen()


async def test_not_quite_all_fields_alike_is_not_all(typed, monkeypatch):
    found = agreement(typed, "needs", "A")
    rate = Rate(3000, 2999, 1000)
    clients = QuestionAgreement("clients", "Clients", rate, None)
    nearly = replace(found, forms=600, rate=rate, questions=(clients,), same_person=2)
    monkeypatch.setattr(Second, "agreement", lambda self: nearly)
    async with desk(typed, second=True, by="Berta") as clerk:
        await clerk.app.push_screen(AgreementScreen(clerk.app.screen.second))
        await clerk.pilot.pause()
        seen = clerk.seen()
        assert seen.count("99.9%") == 3 and "100.0%" not in seen and "2 forms were typed twice by the same person" in seen


async def test_ctrl_q_leaves_from_the_differences_too(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, "14")
        await clerk.press("f7", "ctrl+q")
        assert not clerk.app.is_running


async def test_a_batch_typed_alike_ends_with_its_agreement(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk)
        await second_form(clerk, "7")
        assert "No differences." in clerk.seen()
        await clerk.press("f7")
        assert "Agreement of the two typings" in clerk.seen() and "100.0%" in clerk.seen().replace(" %", "%")


TABLE = """\
consult: 1
survey: plans
languages: [en]
title: {en: "Plans"}
pages:
  - page: all
    questions:
      - code: n
        type: matrix
        ask: {en: "How many clients will need each of these services in each of the years that lie ahead of us?"}
        rows: [{code: home, en: "Care at home – 2027"}, {code: later, en: "Care at home – 2028"}]
        choices: [{code: "1", en: "Few"}, {code: "2", en: "Many"}]
      - {code: why, type: text, ask: {en: "Why do the municipalities of this region expect so many clients of care at home?"}}
"""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_lines_of_one_question_are_told_apart_and_long_values_hang(consultation, size):
    publish(consultation, TABLE, "plans")
    words = "because there are more and more people of great age in every parish and nobody else is left who cares for them"
    batch = open_batch(consultation, "plans", "A", "Anna")
    batch.send({"n.home": "1", "n.later": "1", "why": words})
    batch.close()
    async with desk(consultation, "plans", second=True, by="Berta", size=size) as clerk:
        await clerk.type("22", "no idea⏎", "⏎")
        await clerk.press("f7")
        seen = clerk.seen()
        assert "Care at home – 2027 · How" in seen and "Care at home – 2028 · How" in seen and "ahead of us?" in seen
        lines = seen.splitlines()
        assert any("Why do the" in line and "care at home? " in line and "no idea" in line for line in lines)
        assert any("Few" in line and "Many" in line for line in lines)
        await clerk.press("end")
        lines = clerk.seen().splitlines()
        first = next(at for at, line in enumerate(lines) if " 1 Anna   because" in line)
        start = lines[first].index("because")
        hanging = lines[first + 1]
        assert not hanging[1:start].strip() and hanging[start] != " "


async def test_long_values_are_shown_from_where_they_differ_and_what_has_no_room_is_told(typed):
    batch = open_batch(typed, "needs", "A", "Anna")
    batch.send({**FIRST, "proposal": "more buses and trains " * 30 + "to Jelgava " + "and back " * 80})
    batch.close()
    async with desk(typed, second=True, by="Berta") as clerk:
        clerk.screen.second.send({**FIRST})
        clerk.screen.second.send({**FIRST, "clients": "7"})
        clerk.screen.second.send({**FIRST, "proposal": "more buses and trains " * 30 + "to Valka"})
        await clerk.press("f7")
        panel = clerk.seen().split("No. 3 ")[1]
        assert "to Jelgava" in panel and "to Valka" in panel and " 1 Anna   … " in panel and "back and …" in panel


async def test_where_both_are_wrong_the_paper_is_typed(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, "14", "2⏎")
        await clerk.press("f7", "o")
        assert "What does the paper say?" in clerk.seen() and "1 Home care" in clerk.seen()
        await clerk.type("12⏎", "o", "x4⏎")
        assert "not a number" in clerk.seen()
        await clerk.press("backspace", "backspace")
        await clerk.type("41⏎")
        assert "All differences are decided" in clerk.seen()
    found = open_batch(typed, "needs", "A", "reader").reopen("1")
    assert (found["clients"], found["services"]) == ("41", ["home", "day"])


async def test_what_is_left_open_is_found_again_and_at_the_end_the_agreement_is_told(typed):
    async with desk(typed, second=True, by="Berta", size=(120, 40)) as clerk:
        await second_form(clerk, "14")
        await second_form(clerk, "7")
        assert "All forms of this batch were typed twice" in clerk.seen() and "1 difference is open" in clerk.seen()
        await clerk.press("f7")
        assert "1 of 1 open" in clerk.seen()
        await clerk.press("1", "escape")
        seen = clerk.seen()
        found = agreement(typed, "needs", "A")
        assert f"{found.rate.alike} of {found.rate.compared} fields were typed alike" in seen
        assert "1 difference, decided" in seen and "consult responses agreement needs" in seen and "Clients" in seen
        await clerk.press("escape")
        await clerk.pilot.pause()
        assert not clerk.app.is_running or clerk.app.return_value is None


async def test_a_decision_on_any_line_is_taken_back_with_delete(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, "14", "2⏎")
        await clerk.press("f7", "1", "1", "up", "delete")
        assert [one.taken for one in differences(typed, "needs", "A")].count("") == 1


async def test_the_same_person_is_told(typed):
    async with desk(typed, second=True, by="Anna") as clerk:
        assert "You typed this form the first time as well" in clerk.seen()


async def test_another_form_is_typed_next_or_one_is_left_for_later(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await clerk.press("f8")
        assert "Form No. 2" in clerk.seen()
        await clerk.press("f2", "backspace", "1", "enter")
        assert "Form No. 1" in clerk.seen()
        await clerk.press("f2", "backspace", "9", "enter")
        assert "!" in clerk.seen()


async def test_the_draft_of_the_second_typing_is_kept(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await clerk.type("1", "2⏎", "2")
        await clerk.press("escape")
    async with desk(typed, second=True, by="Berta") as clerk:
        assert clerk.raw["services"] == ["day"] and clerk.at == "need.region"


async def test_a_consultation_without_differences_says_so(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await clerk.press("f7")
        assert "nothing to decide" in clerk.seen()
        await clerk.press("1", "o", "ctrl+z", "delete", "down", "f7")
        assert "Nothing was typed twice yet" in clerk.seen()


async def test_own_words_of_the_paper_are_typed_behind_a_colon(typed):
    async with desk(typed, second=True, by="Berta") as clerk:
        await second_form(clerk, services="3⏎a bath⏎")
        await clerk.press("f7", "o")
        assert "3: words" in clerk.seen()
        await clerk.type("13:a ramp⏎")
        assert "All differences are decided" in clerk.seen() and "a ramp" in clerk.seen()
    found = open_batch(typed, "needs", "A", "reader").reopen("1")
    assert (found["services"], found["services.other"]) == (["home", "other"], "a ramp")
