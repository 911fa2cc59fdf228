"""Publishing a survey that people have answered: what changed its meaning is settled with one key."""

from __future__ import annotations

from pathlib import Path

from building_texts import SMALL
from tui_builder import Builder, built, consultation_in

from consult.model.response import Channel
from consult.service.building import Building, open_building
from consult.service.collecting import submit
from consult.service.defining import current


def answered(folder: Path) -> Building:
    """A published survey with one response, and two questions in other words since."""
    consultation = consultation_in(folder)
    path = consultation.folder / "surveys" / "small.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(SMALL, "utf-8")
    open_building(consultation, "small").publish()
    raw = {"group": "provider", "clients": "7", "need.home": "3", "why": "Tā"}
    submit(consultation, current(consultation, "small"), raw, channel=Channel.TERMINAL)
    building = open_building(consultation, "small")
    building.set("group", "ask", "Ko Jūs pārstāvat?", "lv")
    building.set("clients", "ask", "Cik Jums darbinieku?", "lv")
    return building


async def opened(builder: Builder) -> None:
    """Opens the dialog."""
    await builder.press("escape", "f10") if not builder.tree.has_focus else await builder.press("f10")


async def test_each_change_of_meaning_is_settled_with_one_key(tmp_path: Path) -> None:
    async with built(tmp_path, answered(tmp_path)) as builder:
        await opened(builder)
        assert await builder.sees(
            "2 changes need your decision first", "1 it means the same as before", "2 it asks something else"
        )
        assert "migrations:" not in builder.seen() and "reworded" not in builder.seen()
        await builder.press("1")
        assert await builder.sees("1 change needs your decision first")
        await builder.press("2", "1", "1")
        assert await builder.sees("EN still asks what was asked before")
        await builder.press("enter", "f7", "f7", "escape")
        assert await builder.sees_no("in the way")
        await builder.press("ctrl+s")
        assert await builder.sees("Published as version 2")


async def test_a_word_is_taken_back_and_nothing_else(tmp_path: Path) -> None:
    async with built(tmp_path, answered(tmp_path)) as builder:
        before = builder.building.text
        await opened(builder)
        await builder.press("1")
        assert "reworded" in builder.building.text
        await builder.press("ctrl+z", "ctrl+z")
        assert builder.building.text == before
        assert await builder.sees("2 changes need your decision first")


async def test_enter_goes_to_the_question_that_is_being_settled(tmp_path: Path) -> None:
    async with built(tmp_path, answered(tmp_path)) as builder:
        await opened(builder)
        await builder.press("n", "enter")
        assert builder.app.screen is builder.screen and builder.place == "clients"


async def test_the_changes_are_told_in_the_language_that_is_spoken_now(tmp_path: Path) -> None:
    building = answered(tmp_path)
    building.set("group", "ask", "Whom do you speak for?", "en")
    async with built(tmp_path, building) as builder:
        await opened(builder)
        assert await builder.sees("2 changes need your decision first", "Whom do you speak", "put the wording back: “Who are")
        await builder.press("ctrl+l")
        assert await builder.sees("Ko Jūs pārstāvat?", "Kas Jūs esat?")
        assert "Whom do you" not in builder.seen() and "the wording" not in builder.seen()
        await builder.press("ctrl+l")
        assert await builder.sees("Whom do you speak", "To the problem")
