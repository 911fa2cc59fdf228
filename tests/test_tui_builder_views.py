"""What the survey builder opens: the form, the preview, translations, publishing."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste
from tui_builder import add, built

from consult.tui.screens.form.answering import AnsweringScreen


async def test_the_form_can_be_tried_out_and_nothing_is_sent(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("f5")
        assert isinstance(builder.app.screen, AnsweringScreen) and "nothing is sent" in builder.seen()
        await builder.press("1", "ctrl+s", "ctrl+s")
        assert await builder.sees("nothing is sent")
        await builder.press("escape", "escape")
        assert builder.app.screen is builder.screen


async def test_the_preview_stands_beside_the_editor_where_there_is_room(tmp_path: Path) -> None:
    async with built(tmp_path, size=(120, 40)) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.screen._show_preview()
        await builder.rest()
        assert await builder.sees("What respondents see", "1 ○ Jā")
        builder.screen.wording = "en"
        await builder.screen._show_preview()
        await builder.rest()
        assert await builder.sees("1 ○ Yes")


async def test_translations_stand_side_by_side_and_what_is_missing_is_next(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t")
        seen = builder.seen()
        assert "LV → EN" in seen and "missing" in seen and "0 %" in seen
        await builder.press("n")
        await builder.type("Needs")
        await builder.press("enter", "escape", "n")
        await builder.type("Is it fine?")
        await builder.press("enter")
        assert builder.building.survey.questions[0].label["en"] == "Is it fine?"
        assert builder.building.survey.title["en"] == "Needs" and "100 %" in builder.seen()


async def test_publishing_shows_what_changes_and_what_is_in_the_way(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kas?")
        await builder.press("escape", "f10")
        assert await builder.sees("in the way")
        await builder.press("enter")
        assert builder.app.screen is builder.screen and builder.place == "kas"
        await builder.to_field("choices")
        builder.app.focused.post_message(Paste("Te\nTur"))
        await builder.rest()
        await builder.press("escape", "f10")
        assert await builder.sees("first version")
        await builder.press("enter")
        assert await builder.sees("Published as version 1")
        await builder.press("enter")
        await builder.to_field("ask") if builder.key else await builder.press("enter")
        await builder.type(" Un kur?")
        await builder.press("escape", "f10")
        assert await builder.sees("1 change of meaning", "Nobody has answered yet")


async def test_hostile_wordings_are_text(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        builder.building.add_question("single", ask="[b]x[/b] [@click=app.quit]go[/] \x1b]0;t\x07")
        await builder.screen.show(builder.building.last_place)
        await builder.rest()
        assert await builder.sees("[b]x[/b]")


async def test_translations_are_saved_where_they_are_typed(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "yes or", "Vai der?")
        await builder.press("escape", "t", "n")
        await builder.type("Needs")
        await builder.press("ctrl+s")
        assert "Needs" in builder.building.path.read_text(encoding="utf-8") and not builder.building.dirty
