"""What a person meets who builds a first survey and types before looking."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input
from tui_builder import Builder, add, built, consultation_in

from consult.errors import SurveyError
from consult.service.building import begin, language_codes, open_building
from consult.tui.consultation_app import ConsultationApp
from consult.tui.screens.consultation.new_survey import NewSurveyScreen


async def _paste(builder: Builder, text: str) -> None:
    await builder.to_field("choices")
    builder.app.focused.post_message(Paste(text))
    await builder.rest()


async def test_letters_typed_on_a_checkbox_change_nothing(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        before = builder.building.text
        await builder.to_field("required")
        await builder.press(*"Ēdināšanatcnp", "P", "slash", "delete")
        assert builder.building.text == before and builder.app.screen is builder.screen
        assert builder.key == "required"
        await builder.press("space")
        assert builder.building.survey.questions[0].required


async def test_a_letter_on_a_list_of_checks_opens_nothing(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "number", "Cik?")
        await builder.to_field("check")
        await builder.press("a", "n", "d")
        assert builder.app.screen is builder.screen and builder.building.survey.questions


async def test_the_last_line_of_choices_adds_one(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kur?")
        await _paste(builder, "Te\nTur")
        assert await builder.sees("add a choice")
        await builder.press("down", "down")
        assert builder.key == "choices"
        await builder.type("Nekur")
        await builder.press("enter")
        await builder.type("Visur")
        await builder.press("down")
        assert builder.key != "choices"
        labels = [choice.label["lv"] for choice in builder.building.survey.questions[0].choices]
        assert labels == ["Te", "Tur", "Nekur", "Visur"]


async def test_enter_in_the_middle_of_choices_still_adds_one_there(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kur?")
        await _paste(builder, "Te\nTur")
        await builder.press("enter", *"Vidū", "up", "enter", "down", "down", "f8")
        assert [choice.label["lv"] for choice in builder.building.survey.questions[0].choices] == ["Te", "Vidū"]
        assert await builder.sees("add a choice")


@pytest.mark.parametrize("key", ["ask", "hint"])
async def test_f6_in_a_text_takes_what_was_typed_and_shows_the_next_language(tmp_path: Path, key: str) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.to_field(key)
        await builder.type("Jā")
        await builder.press("f6")
        assert builder.screen.wording == "en" and builder.key == key
        await builder.type("Yes")
        await builder.press("f6")
        question = builder.building.survey.questions[0]
        found = question.label if key == "ask" else question.hint
        assert found["lv"].endswith("Jā") and found["en"] == "Yes"


async def test_a_word_for_the_end_of_a_scale_is_refused_beside_the_field(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "scale", "Cik ļoti?")
        await builder.to_field("from")
        await builder.press(*"Nemaz", "enter")
        assert builder.key != "from"
        assert await builder.sees("! “Nemaz” is no number")
        await builder.to_field("from")
        await builder.press("2")
        await builder.press("enter")
        assert await builder.sees_no("is no number")
        assert builder.building.survey.questions[0].choices[0].code == "2"


async def test_f7_takes_a_new_choice_and_says_what_it_is(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "several", "Kas traucē?")
        await _paste(builder, "Rindas")
        await builder.press("enter", *"Nekas", "f7")
        assert await builder.sees("Apart from the others", "F7")
        choices = builder.building.survey.questions[0].choices
        assert [(choice.code, choice.apart) for choice in choices] == [("rindas", False), ("nekas", True)]
        await builder.press("f7")
        assert await builder.sees("goes with no other")
        assert builder.building.survey.questions[0].choices[1].exclusive
        await builder.press("f7")
        assert await builder.sees("A choice like the others")


async def test_a_condition_is_written_by_hand_only_when_asked_for(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "number", "Cik gadu?")
        await add(builder, "own", "Kāpēc tik daudz?")
        await builder.to_field("show_if")
        assert "group ==" not in builder.seen()
        await builder.press("f2", *"cik_gadu", "space", ">", "space", "5", "enter")
        assert builder.building.survey.questions[1].show_if == "cik_gadu > 5"
        await builder.screen.show("cik_gadu")
        await builder.screen.show("kapec_tik_daudz", "show_if")
        await builder.rest()
        assert "cik_gadu > 5" not in builder.seen()


async def test_a_long_condition_is_seen_whole(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "several", "Kādi pakalpojumi Jums būtu vajadzīgi?")
        await _paste(builder, "Psihologa konsultācijas mājās")
        await add(builder, "own", "Kāpēc?")
        await builder.to_field("show_if")
        await builder.press("enter", "enter", "enter", "enter")
        await builder.rest()
        words = " ".join(builder.seen().replace("│", " ").split())
        for word in ("pakalpojumi", "vajadzīgi?", "has among its answers", "Psihologa", "konsultācijas", "mājās"):
            assert word in words, builder.seen()


async def test_a_long_choice_shows_its_beginning_when_it_gets_the_focus(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kur?")
        await _paste(builder, "Neviens no minētajiem pakalpojumiem man nav vajadzīgs\nTe")
        assert await builder.sees("Neviens no minētajiem")


async def test_the_language_of_a_condition_follows_the_app(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "number", "Cik gadu?")
        await add(builder, "own", "Kāpēc?")
        await builder.to_field("show_if")
        assert await builder.sees("always; Enter sets a condition")
        await builder.press("ctrl+l")
        assert await builder.sees_no("always; Enter sets a condition")


async def test_what_types_are_for_is_read_whole(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await builder.press("a")
        words = " ".join(builder.seen().replace("│", " ").split())
        assert "One of several choices; an answer in own words may be allowed" in words and "…" not in words


async def test_a_new_survey_takes_several_languages_by_name(tmp_path: Path) -> None:
    consultation = consultation_in(tmp_path)
    app = ConsultationApp(consultation, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = NewSurveyScreen(consultation)
        app.push_screen(screen)
        await pilot.pause()
        await pilot.press(*"Visi", "tab", "tab", *", krievu, Polish")
        assert screen.query_one("#languages", Input).value == "lv, en, krievu, Polish"
        await pilot.press("enter")
        assert open_building(consultation, "visi").languages == ("lv", "en", "ru", "pl")
    consultation.close()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("lv, ru", ("lv", "ru")), ("latviešu un krievu valodā", ("lv", "ru")), ("Latvian and Russian", ("lv", "ru")),
        ("LV;EN;lv", ("lv", "en")), ("русский", ("ru",)), ("latviesu/anglu", ("lv", "en")), ("", ()),
    ],
)  # fmt: skip
def test_languages_are_told_by_code_or_name(typed: str, wanted: tuple[str, ...]) -> None:
    assert language_codes(typed) == wanted


async def test_a_text_that_is_missing_in_the_first_language_is_told_with_the_key_that_leads_to_it(tmp_path: Path) -> None:
    consultation = consultation_in(tmp_path)
    building = begin(consultation, "needs", title={"ru": "Нужды"}, languages=("ru",))
    building.set("", "languages", "latviešu, krievu")
    async with built(tmp_path, building) as builder:
        await builder.press("home")
        assert await builder.sees("! Title: nothing is written in the language", "F6 changes the language")


def test_what_is_no_language_is_told_in_words() -> None:
    with pytest.raises(SurveyError, match="no language that is known here"):
        language_codes("lv, klingonu-valoda")
