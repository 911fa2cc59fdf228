"""Backspace on a paper form erases where the clerk stands, mends the last slip, and leaves all earlier answers alone."""

from __future__ import annotations

import pytest
from clerk_desk import desk, publish
from test_tui_clerk import MATRIX

FIGURES = """\
consult: 1
survey: figures
languages: [en]
title: {en: "Figures"}
pages:
  - page: all
    questions:
      - {code: age, type: number, min: 0, max: 120, ask: {en: "Age"}}
      - {code: kind, type: single, ask: {en: "Kind"}, choices: [{code: a, en: "Flat"}, {code: b, en: "House"}]}
      - {code: people, type: number, min: 0, max: 15, ask: {en: "People"}}
      - {code: rooms, type: number, min: 0, max: 15, ask: {en: "Rooms"}}
      - {code: said, type: text, ask: {en: "Remarks"}}
      - {code: works, type: yesno, ask: {en: "Works"}}
"""


@pytest.fixture
def figures(consultation):
    publish(consultation, FIGURES, "figures")
    return consultation


async def test_a_wrong_figure_is_erased_letter_by_letter_and_no_field_before_it_is_touched(figures):
    async with desk(figures, "figures") as clerk:
        await clerk.type("52⏎", "1", "37⏎")
        assert clerk.at == "rooms"
        await clerk.press("backspace")
        assert (clerk.at, clerk.raw["people"]) == ("people", "3")
        await clerk.press("backspace", "backspace", "backspace")
        assert clerk.at == "people" and not clerk.raw["people"]
        await clerk.type("7⏎")
    assert (clerk.raw["age"], clerk.raw["kind"], clerk.raw["people"], clerk.at) == ("52", "a", "7", "rooms")


async def test_one_backspace_mends_the_last_digit_of_a_wrong_figure(figures):
    async with desk(figures, "figures") as clerk:
        await clerk.type("52⏎", "1", "16⏎")
        await clerk.press("backspace")
        await clerk.type("5⏎")
    assert (clerk.raw["people"], clerk.at) == ("15", "rooms")


async def test_one_backspace_mends_a_wrong_key(figures):
    async with desk(figures, "figures") as clerk:
        await clerk.type("52⏎", "9")
        await clerk.press("backspace")
        assert clerk.at == "kind" and not clerk.screen.form.filled("kind")
        await clerk.press("backspace")
        assert clerk.at == "kind"
        await clerk.type("2")
    assert (clerk.raw["age"], clerk.raw["kind"], clerk.at) == ("52", "b", "people")


async def test_an_answer_that_was_right_is_erased_by_the_second_backspace_only(figures):
    async with desk(figures, "figures") as clerk:
        await clerk.type("52⏎")
        await clerk.press("backspace")
        assert (clerk.at, clerk.raw["age"]) == ("age", "52")
        await clerk.press("backspace")
        await clerk.type("1⏎", "1")
        assert (clerk.raw["age"], clerk.at) == ("51", "people")
        await clerk.press("backspace", "backspace", "backspace")
        assert (clerk.raw["age"], clerk.raw["kind"], clerk.at) == ("51", "", "kind")


async def test_a_held_backspace_leaves_earlier_answers_alone(figures):
    async with desk(figures, "figures") as clerk:
        await clerk.type("52⏎", "1", "3⏎", "4⏎", "text⏎")
        await clerk.press("up", "up", "up", "delete")
        assert clerk.at == "people"
        await clerk.press("minus", "down", *["backspace"] * 8)
        assert clerk.at == "kind" and "Backspace stops here" in clerk.seen()
        assert (clerk.raw["age"], clerk.raw["kind"], clerk.raw["rooms"]) == ("52", "a", "4")
        await clerk.press("right", "backspace")
        assert clerk.at == "kind" and clerk.raw["kind"] == ""


async def test_what_is_typed_now_is_erased_and_does_not_bring_back_what_stood_there(figures):
    async with desk(figures, "figures") as clerk:
        await clerk.type("52⏎", "1")
        await clerk.press("up", "up", "4", "1", *["backspace"] * 5)
        assert clerk.at == "age" and not clerk.raw["age"]
        await clerk.press("ctrl+z")
        assert clerk.raw["age"] == "52"
        await clerk.press("backspace")
        assert clerk.raw["age"] == "5"
        await clerk.press("ctrl+z")
        assert clerk.raw["age"] == "52"


async def test_a_text_is_erased_to_its_beginning_and_no_further(figures):
    async with desk(figures, "figures") as clerk:
        await clerk.type("52⏎", "1", "3⏎", "4⏎", "ab")
        await clerk.press(*["backspace"] * 5)
        assert (clerk.at, clerk.raw["said"], clerk.raw["rooms"]) == ("said", "", "4")
        await clerk.press("up")
        assert clerk.at == "rooms"
        await clerk.press("tab", *"yes", "enter", "backspace", "backspace")
        assert (clerk.at, clerk.raw["said"]) == ("said", "ye")


async def test_several_choices_and_ranks_go_one_by_one(consultation):
    publish(consultation, MATRIX, "wide")
    async with desk(consultation) as clerk:
        await clerk.type("1", "12⏎")
        await clerk.press("backspace", "backspace")
        assert (clerk.at, clerk.raw["services"]) == ("services", ["home"])
        await clerk.press("backspace", "backspace", "backspace")
        assert (clerk.at, clerk.raw["services"], clerk.raw["area"]) == ("services", [], "0010000")
    async with desk(consultation, "wide", size=(120, 40)) as clerk:
        await clerk.type("1" * 22, "010148⏎", "60⏎40⏎", "312")
        await clerk.press("backspace", "backspace", "backspace")
        assert clerk.raw["order"] == ["z"]
        await clerk.type("21")
        assert clerk.raw["order"] == ["z", "y", "x"]
        await clerk.press(*["backspace"] * 6)
        assert clerk.at == "order" and clerk.raw["order"] == []
        await clerk.press("up", "up", "up", "backspace")
        assert clerk.at == "born"
        await clerk.type("9⏎")
        assert clerk.raw["born"] == "1949-01-01"


async def test_a_fault_is_told_in_full_in_the_field_behind_it(consultation):
    async with desk(consultation, language="lv", size=(80, 24)) as clerk:
        await clerk.type("1", "1⏎", "9")
        assert clerk.at == "need.region"
        panel = clerk.seen().splitlines()[-12:]
        assert any("„9” nav starp atbilžu variantiem. Rakstiet " in line and "…" not in line for line in panel), panel
        await clerk.type("1")
        assert not any("„9”" in line for line in clerk.seen().splitlines()[-10:])


async def test_a_fault_longer_than_the_panel_is_wrapped(consultation):
    async with desk(consultation, size=(50, 24)) as clerk:
        await clerk.type("1", "1⏎", "21", "this is surely no number at all, is it⏎")
        words = " ".join(line.strip("│┃ ") for line in clerk.seen().splitlines())
        assert "is it” is not a number" in words


async def test_what_was_sent_is_told_without_bare_numbers(figures):
    async with desk(figures, "figures") as clerk:
        for _form in range(3):
            await clerk.type("52⏎")
            await clerk.press("ctrl+s")
        told = next(line for line in clerk.seen().splitlines() if "No. 3 saved" in line)
        assert told.split()[:4] == ["✓", "No.", "3", "saved,"] and len(told.split()) == 5
        assert "3 forms today" in clerk.seen() and "an hour" not in clerk.seen()
