"""The palette finds what can be done elsewhere as well, and goes there."""

from __future__ import annotations

import pytest
from tui_consultation import Opened, opened, send

from consult.tui.elsewhere import Elsewhere
from consult.tui.screens.browsing.responses import ResponsesScreen
from consult.tui.screens.building.builder import BuilderScreen
from consult.tui.screens.consultation.overview import OverviewScreen
from consult.tui.screens.consultation.stages import StagesScreen
from consult.tui.screens.consultation.survey_doors import SurveyScreen
from consult.tui.screens.palette import Palette


def found(run: Opened) -> list[str]:
    """The sentences of what can be done elsewhere."""
    assert isinstance(run.app.screen, Palette)
    return [one.sentence for one in run.app.screen.found if isinstance(one, Elsewhere)]


def stack(run: Opened) -> list[type]:
    return [type(screen) for screen in run.app.screen_stack[1:]]


@pytest.mark.parametrize(
    ("language", "typed", "opens"),
    [("en", "filter", ResponsesScreen), ("lv", "atlasit", ResponsesScreen), ("en", "wording", BuilderScreen)],
)
async def test_the_overview_leads_into_every_survey(consultation, language, typed, opens):
    send(consultation, 1, area="0010000")
    async with opened(consultation, language) as run:
        await run.press("ctrl+p", *typed)
        assert found(run) and all(
            sentence.endswith(" · Needs" if language == "en" else " · Vajadzības") for sentence in found(run)
        )
        await run.press("enter")
        await run.pilot.pause()
        assert stack(run) == [OverviewScreen, SurveyScreen, opens]


async def test_what_the_screens_below_can_do_is_done_there(consultation):
    send(consultation, 1, area="0010000")
    async with opened(consultation) as run:
        await run.press("enter", "r", "enter", "ctrl+p", *"stages")
        assert found(run) == ["Stages and the times between them"]
        await run.press("enter")
        await run.pilot.pause()
        assert stack(run) == [OverviewScreen, StagesScreen]
        await run.press("escape")
        assert stack(run) == [OverviewScreen]


async def test_doors_of_the_survey_that_is_open_are_there_once(consultation):
    send(consultation, 1, area="0010000")
    async with opened(consultation) as run:
        await run.press("enter", "ctrl+p")
        assert not [sentence for sentence in found(run) if sentence.endswith("Needs")], "they are actions of this screen"
        await run.press("escape", "r", "ctrl+p", *"wording")
        assert found(run) == ["Change questions, wording and translations · Needs"]
        await run.press("enter")
        await run.pilot.pause()
        assert stack(run) == [OverviewScreen, SurveyScreen, BuilderScreen]


async def test_what_was_begun_is_left_in_its_own_way_first(consultation):
    async with opened(consultation) as run:
        for key in ("a", "e"):
            await run.press("enter", key, "ctrl+p")
            assert found(run) == []
            await run.press("escape", "escape")
            await run.press("escape")


async def test_what_can_be_done_here_stands_before_what_can_be_done_elsewhere(consultation):
    send(consultation, 1, area="0010000")
    async with opened(consultation) as run:
        await run.press("enter", "r", "ctrl+p", "r")
        kinds = [isinstance(one, Elsewhere) for one in run.app.screen.found]
        assert kinds == sorted(kinds) and True in kinds and False in kinds


async def test_doors_speak_another_language_at_once(consultation):
    async with opened(consultation) as run:
        await run.press("enter", "m", "ctrl+p", "ctrl+l")
        assert any(sentence.endswith(" · Vajadzības") for sentence in found(run))
        assert not [sentence for sentence in found(run) if "Needs" in sentence or "Stages" in sentence]
