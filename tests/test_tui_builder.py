"""Building a survey with the keyboard alone: questions, choices, order, undo."""

from __future__ import annotations

from pathlib import Path

from tui_builder import add, built

from consult.service.building import LineKind
from consult.tui.widgets.key_bar import KeyBar


async def test_undo_and_redo_go_to_what_they_change(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "d")
        assert "vai_der" not in builder.building.text
        await builder.press("ctrl+z")
        assert builder.place == "vai_der"
        await builder.press("ctrl+r")
        assert "vai_der" not in builder.building.text


async def test_what_a_person_did_once_is_undone_once(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape")
        assert builder.place == "vai_der"
        await builder.press("ctrl+z")
        (question,) = (line for line in builder.building.outline() if line.kind is LineKind.QUESTION)
        assert question.code != "vai_der" and not question.label, "its code came from its wording and goes with it"
        await builder.press("ctrl+r")
        assert builder.place == "vai_der" and builder.building.survey.questions[0].label == {"lv": "Vai der?"}
        await builder.press("ctrl+z")
        await builder.to_field("ask")
        await builder.type("Cik?")
        await builder.press("enter")
        assert builder.place == "cik", "another wording names it as well"
        await builder.press("ctrl+z", "ctrl+z")
        assert not [line for line in builder.building.outline() if line.kind is LineKind.QUESTION]


async def test_letters_that_are_typed_are_no_keys(tmp_path: Path) -> None:
    def bar() -> str:
        return "  ".join(cap.words.plain for cap in builder.screen.query_one(KeyBar).caps)

    async with built(tmp_path) as builder:
        assert "a add" in bar() and "t texts" in bar() and "P publish" in bar()
        await add(builder, "yes or", "Vai der?")
        assert not {"a add", "t texts", "P publish"} & {*bar().split("  ")}
        assert "F5 try" in bar() and "F10 publish" in bar() and "Esc back" in bar() and "^Z undo" in bar()
        await builder.press("escape")
        assert "a add" in bar() and "Esc back" not in bar()


async def test_a_question_moves_over_the_border_of_a_page(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await add(builder, "page", "Otrā lapa")
        await add(builder, "number", "Cik?")
        await builder.press("escape", "alt+up")
        first = builder.building.survey.pages[0]
        assert [question.code for question in first.questions] == ["vai_der", "cik"]


async def test_a_slash_finds_a_question_by_a_word_of_it(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await add(builder, "number", "Cik gadu strādājat?")
        await add(builder, "own", "Kāpēc?")
        await builder.press("escape", "slash", *"strad", "enter")
        assert builder.place == "cik_gadu_stradajat" and builder.tree.has_focus


async def test_what_is_typed_stays_with_its_question_when_another_is_shown_in_the_same_fields(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await add(builder, "one ch", "Kur?")
        await builder.screen.show("vai_der", "hint")
        await builder.type("Īsi")
        await builder.press("f4")
        assert (builder.place, builder.key) == ("kur", "choices")
        await builder.to_field("choices")
        await builder.press(*"Te", "enter")
        first, second = builder.building.survey.questions
        assert first.hint == {"lv": "Īsi"} and not second.hint and [choice.label for choice in second.choices] == [{"lv": "Te"}]
