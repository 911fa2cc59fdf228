"""Choices in the survey builder: typed, pasted from a spreadsheet, moved, recoded, removed."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste
from tui_builder import add, built


async def test_a_question_gets_its_code_from_its_wording_and_its_choices_from_lines(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Ko Jūs pārstāvat?")
        assert builder.place == "ko_jus_parstavat"
        await builder.to_field("choices")
        await builder.type("Pašvaldību")
        await builder.press("enter")
        await builder.type("Biedrību")
        await builder.press("enter", "enter")
        assert builder.key == "other"
        await builder.press("space")
        question = builder.building.survey.questions[0]
        assert [(choice.code, choice.label["lv"]) for choice in question.choices] == [
            ("pasvaldibu", "Pašvaldību"), ("biedribu", "Biedrību"),
        ]  # fmt: skip
        assert question.other and not builder.building.problems


async def test_a_column_of_a_spreadsheet_becomes_choices(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "several", "Kas traucē?")
        await builder.to_field("choices")
        builder.app.focused.post_message(Paste("Rindas\r\nCena\r\nAttālums\r\n"))
        await builder.rest()
        assert [choice.code for choice in builder.building.survey.questions[0].choices] == ["rindas", "cena", "attalums"]


async def test_a_choice_moves_is_recoded_marked_and_removed(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kur?")
        await builder.to_field("choices")
        builder.app.focused.post_message(Paste("Te\nTur\nNekur"))
        await builder.rest()
        await builder.press("alt+down", "f2", *["backspace"] * 2, *"here", "enter", "down", "f7", "up", "up", "f8")
        choices = builder.building.survey.questions[0].choices
        assert [(choice.code, choice.apart) for choice in choices] == [("here", False), ("nekur", True)]


async def test_missing_choices_are_told_at_the_choices(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kur?")
        assert await builder.sees("! Choices")
        assert "! Code" not in builder.seen()
        await builder.to_field("choices")
        assert await builder.sees("! The question offers no choices. Type them")


async def test_an_empty_survey_says_what_it_lacks(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await builder.press("home")
        assert await builder.sees("The survey asks nothing. Press a")
