"""Conditions in the survey builder: put together from lists, or typed with completions."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste
from tui_builder import add, built


async def test_a_condition_is_put_together_without_knowing_how_it_is_written(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "one ch", "Kas Jūs esat?")
        await builder.to_field("choices")
        builder.app.focused.post_message(Paste("Biedrība\nPašvaldība"))
        await builder.rest()
        await add(builder, "own", "Kā sauc biedrību?")
        await builder.to_field("show_if")
        await builder.press("enter", "enter", "enter", "enter")
        assert builder.building.survey.questions[1].show_if == "kas_jus_esat == 'biedriba'"
        seen = builder.seen()
        assert "if  Kas Jūs esat?  is  Biedrība" in seen
        await builder.press("backspace")
        assert builder.building.survey.questions[1].show_if == ""


async def test_a_typed_condition_is_completed_and_checked(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "number", "Cik gadu?")
        await add(builder, "own", "Kāpēc tik daudz?")
        await builder.to_field("show_if")
        await builder.press("f2", *"cik")
        assert await builder.sees("cik_gadu", "Cik gadu?")
        await builder.press("down", "enter")
        await builder.type(" > ")
        assert await builder.sees("cannot be read")
        await builder.type("5")
        assert await builder.sees_no("cannot be read")
        await builder.press("enter")
        assert builder.building.survey.questions[1].show_if == "cik_gadu > 5"
        assert await builder.sees("is above")


async def test_a_brace_in_a_wording_offers_earlier_answers(tmp_path: Path) -> None:
    async with built(tmp_path) as builder:
        await add(builder, "number", "Cik gadu?")
        await add(builder, "own", "Kāpēc")
        await builder.to_field("ask")
        await builder.type(" {cik")
        assert await builder.sees("cik_gadu  ", "Cik gadu?")
        await builder.press("down", "enter")
        await builder.type("?")
        await builder.press("enter")
        assert builder.building.survey.questions[1].label["lv"] == "Kāpēc {cik_gadu}?"
        assert not builder.building.problems
