"""The doors of a survey: each opens its screen, and each screen is left without losing what was typed."""

from __future__ import annotations

from importlib import import_module

import pytest
from conftest import NEEDS
from tui_consultation import opened, send

from consult.service import sessions
from consult.service.building import open_building
from consult.tui.screens.consultation.overview import OverviewScreen
from consult.tui.screens.consultation.survey_doors import SurveyScreen


@pytest.mark.parametrize(
    ("key", "module", "screen"),
    [
        ("r", "browsing.responses", "ResponsesScreen"),
        ("a", "form.answering", "AnsweringScreen"),
        ("p", "paper.clerk", "ClerkScreen"),
        ("m", "consultation.missing", "MissingScreen"),
        ("e", "building.builder", "BuilderScreen"),
    ],
)
async def test_each_key_opens_its_screen(consultation, key, module, screen):
    send(consultation, 1, area="0010000")
    async with opened(consultation) as run:
        await run.press("enter", key)
        if key == "p":  # batch and name
            await run.press("enter", "enter")
        assert isinstance(run.app.screen, getattr(import_module(f"consult.tui.screens.{module}"), screen))


async def test_a_form_is_left_by_its_own_question_and_what_was_typed_is_kept(consultation):
    async with opened(consultation) as run:
        await run.press("enter", "a", "1", "ctrl+q")
        assert "Leave the survey?" in run.seen()
        await run.press("enter")
        assert isinstance(run.app.screen, SurveyScreen)
        assert sessions.open_session(consultation, "needs").draft()["area"] == "0010000"
        await run.press("ctrl+q")
        assert not run.app.is_running


@pytest.mark.parametrize(
    "keys", [("enter", "end", *" Otherwise"), ("t", *"Otherwise"), ("f12", "ctrl+end", *"# Otherwise")],
    ids=["a field", "a translation", "the text of the file"],
)  # fmt: skip
async def test_ctrl_q_leaves_the_program_from_the_builder_and_keeps_what_was_not_saved(consultation, keys):
    async with opened(consultation) as run:
        await run.press("enter", "e")
        await run.pilot.pause()
        await run.press(*keys, "ctrl+q")
        assert not run.app.is_running
    draft = open_building(consultation, "needs").draft_found
    assert draft is not None and "Otherwise" in draft.text


async def test_an_unfinished_form_is_told_where_it_is_gone_on_with(consultation):
    sessions.open_session(consultation, "needs").keep({"area": "0010000"})
    async with opened(consultation) as run:
        assert "an unfinished form waits" in " ".join(run.seen().split())
        await run.press("enter")
        assert "an unfinished form waits" in run.seen()


async def test_a_survey_whose_file_is_taken_away_meanwhile_is_left(consultation):
    path = consultation.folder / "surveys" / "draft.yaml"
    path.write_text(NEEDS.replace("survey: needs", "survey: draft"), "utf-8")
    async with opened(consultation) as run:
        await run.press("down", "enter")
        assert isinstance(run.app.screen, SurveyScreen) and run.app.screen.survey == "draft"
        path.unlink()
        run.app.look()
        await run.pilot.pause()
        assert isinstance(run.app.screen, OverviewScreen)
