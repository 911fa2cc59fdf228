"""Translating in the builder: what is typed arrives, what is missing comes next, what is stale is checked again."""

from __future__ import annotations

from pathlib import Path

from test_tui_builder_publishing import answered
from textual.events import Paste
from tui_builder import Builder, add, built

from consult.service.building import open_building
from consult.tui.screens.building.publishing import PublishingScreen
from consult.tui.screens.building.translating import Target, TranslatingScreen


def target(builder: Builder) -> str:
    """What stands in the box of the translation."""
    return builder.app.screen.query_one(Target).text


async def test_what_is_typed_in_the_list_goes_into_the_missing_text(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t")
        await builder.type("Annual needs now")
        assert target(builder) == "Annual needs now"
        await builder.press("enter")
        await builder.type("Is it fine?")
        await builder.press("enter")
        survey = builder.building.survey
        assert survey.title["en"] == "Annual needs now" and survey.questions[0].label["en"] == "Is it fine?"
        assert "100 %" in builder.seen()


async def test_what_is_pasted_in_the_list_goes_into_the_missing_text(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t")
        builder.app.focused.post_message(Paste("Needs"))
        await builder.rest()
        assert target(builder) == "Needs"


async def test_next_missing_stays_on_a_missing_text(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t", "down", "n")
        await builder.type("Is it fine?")
        await builder.press("enter")
        assert builder.building.survey.questions[0].label["en"] == "Is it fine?"
        await builder.type("Needs")
        await builder.press("escape")
        assert builder.building.survey.title["en"] == "Needs"


async def test_a_text_that_changed_wants_its_translation_checked(tmp_path: Path) -> None:
    async with built(tmp_path, answered(tmp_path)) as builder:
        await builder.press("t") if builder.tree.has_focus else await builder.press("escape", "t")
        screen = builder.app.screen
        assert isinstance(screen, TranslatingScreen)
        at = [n for n, line in enumerate(screen.now.lines) if line.stale]
        assert len(at) == 2 and await builder.sees("△ wording")
        screen._stand(at[0])
        assert await builder.sees("before: Kas Jūs esat?", "F7 if it is right")
        await builder.press("f7")
        assert screen.now.stale == 1 and screen.line == screen.now.lines[at[1]]
        await builder.press("enter")
        await builder.type(" of staff")
        await builder.press("enter")
        assert screen.now.stale == 0


async def test_publishing_tells_of_translations_and_leads_there(tmp_path: Path) -> None:
    async with built(tmp_path, answered(tmp_path)) as builder:
        await builder.press("f10") if builder.tree.has_focus else await builder.press("escape", "f10")
        await builder.press("1", "1", "1", "1")
        assert await builder.sees("EN: 5 texts are missing", "EN: 2 translations are to be checked")
        assert isinstance(builder.app.screen, PublishingScreen)
        await builder.press("t")
        assert isinstance(builder.app.screen, TranslatingScreen)
        await builder.press("escape")
        assert isinstance(builder.app.screen, PublishingScreen)


async def test_something_else_is_in_the_way_until_its_translation_is_looked_over(tmp_path: Path) -> None:
    building = answered(tmp_path)
    building.set("group", "ask", "Kas Jūs esat?", "lv")
    async with built(tmp_path, building) as builder:
        await builder.press("f10") if builder.tree.has_focus else await builder.press("escape", "f10")
        await builder.press("2", "1", "1")
        assert await builder.sees("1 thing is in the way", "still asks what was asked before")
        await builder.press("enter")
        screen = builder.app.screen
        assert isinstance(screen, TranslatingScreen) and screen.line is not None and screen.line.stale
        await builder.press("f7", "escape")
        assert await builder.sees_no("in the way")
        await builder.press("ctrl+s")
        assert await builder.sees("Published as version 2")


async def test_a_survey_that_lacks_texts_is_not_called_ready(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape")
        assert await builder.sees("2 texts missing")
        await builder.press("t")
        await builder.type("Ages")
        await builder.press("enter")
        await builder.type("Is it?")
        await builder.press("enter", "escape")
        assert await builder.sees("1 of 1 ready")


async def test_settled_changes_are_told_as_settled_and_in_words(tmp_path: Path) -> None:
    async with built(tmp_path, answered(tmp_path)) as builder:
        await builder.press("f10") if builder.tree.has_focus else await builder.press("escape", "f10")
        await builder.press("1", "1", "1", "1")
        assert await builder.sees("2 changes of meaning, settled")
        seen = builder.seen()
        assert "! 2 changes" not in seen and "reworded" not in seen and "───────────────────  " not in seen.splitlines()[1]
        assert "So far there is 1 response." in seen


async def test_ctrl_q_keeps_the_translation_that_is_being_typed(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "ctrl+s", "t")
        await builder.type("Annual needs")
        await builder.press("ctrl+q")
        assert not builder.app.is_running
        draft = open_building(builder.building.consultation, "needs").draft_found
        assert draft is not None and "Annual needs" in draft.text


async def test_what_is_typed_stays_when_the_language_of_the_app_or_the_size_changes(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t")
        await builder.type("Annual needs")
        await builder.press("ctrl+l")
        assert target(builder) == "Annual needs" and "Tulkojumi" in builder.seen()
        await builder.pilot.resize_terminal(100, 30)
        await builder.rest()
        assert target(builder) == "Annual needs"
        await builder.press("enter")
        assert builder.building.survey.title["en"] == "Annual needs"


async def test_what_is_typed_is_taken_when_another_text_is_clicked(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t")
        await builder.type("Annual needs")
        await builder.pilot.click("Lines", offset=(5, 2))
        await builder.rest()
        assert builder.building.survey.title["en"] == "Annual needs" and target(builder) == ""


async def test_undo_takes_back_what_is_being_typed_before_what_was_taken(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t")
        await builder.type("Needs")
        await builder.press("enter")
        await builder.type("Fine")
        await builder.press("ctrl+z")
        assert target(builder) == "" and builder.building.survey.title["en"] == "Needs"
        await builder.press("ctrl+z")
        assert "en" not in builder.building.survey.title
