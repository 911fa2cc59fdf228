"""Stages are added, changed, taken away and brought back in the terminal app."""

from __future__ import annotations

from datetime import date

from tui_consultation import opened

from consult.model.stage import Stage, StageKind
from consult.service.overview import settings_now
from consult.tui.screens.consultation.overview import OverviewScreen
from consult.tui.screens.consultation.stage_form import StageForm
from consult.tui.screens.consultation.stages import StagesScreen


def stages(consultation) -> tuple[Stage, ...]:
    """The stages as they are written now."""
    return settings_now(consultation)[0].stages


async def test_a_stage_is_added_by_typing_its_days(consultation):
    async with opened(consultation) as run:
        await run.press("t", "n", "right", "enter", *"Wishes", "enter", *"5.3.2026", "enter", *"060426", "enter")
        assert stages(consultation) == (Stage(StageKind.SURVEY, date(2026, 3, 5), date(2026, 4, 6), {"en": "Wishes"}),)
        assert isinstance(run.app.screen, StagesScreen) and "5 Mar" in run.seen() and "Wishes" in run.seen()
        await run.press("escape")
        assert isinstance(run.app.screen, OverviewScreen) and "Wishes" in run.seen()


async def test_a_day_that_is_none_is_told_and_nothing_is_lost(consultation):
    async with opened(consultation) as run:
        await run.press("t", "enter", "enter", *"Notice", "enter", *"31.2.2026", "ctrl+s")
        await run.pilot.pause()
        assert isinstance(run.app.screen, StageForm) and "is not a date" in run.seen() and "31.2.2026" in run.seen()
        assert run.app.screen.focused.id == "opens" and not stages(consultation)


async def test_a_stage_is_changed_deleted_and_brought_back(consultation):
    async with opened(consultation) as run:
        await run.press("t", "n", "enter", "enter", *"5.3.2026", "enter", "enter")
        assert stages(consultation) == (Stage(StageKind.NOTICE, date(2026, 3, 5), date(2026, 3, 5)),)
        await run.press("enter", "down", "down", "end", "backspace", "7", "ctrl+s")
        assert stages(consultation)[0].opens == date(2027, 3, 5)
        await run.press("d")
        assert not stages(consultation) and "No stages" in run.seen()
        await run.press("ctrl+z", "ctrl+z")
        assert stages(consultation)[0].opens == date(2026, 3, 5)


async def test_only_what_has_to_be_done_asks_when_it_was_done(consultation):
    async with opened(consultation) as run:
        await run.press("t", "n")
        assert "Done on" not in run.seen()
        await run.press("left")
        assert "Done on" in run.seen() and "Report" in run.seen()


async def test_faults_of_the_file_are_told_and_it_is_not_written(consultation):
    async with opened(consultation) as run:
        file = consultation.folder / "consultation.yaml"
        file.write_text("consult: 1\n\tx\n", "utf-8")
        await run.press("t", "n", "enter", "enter", *"5.3.2026", "ctrl+s")
        await run.pilot.pause()
        assert isinstance(run.app.screen, StageForm) and "A tab stands" in run.seen()
        assert file.read_text("utf-8") == "consult: 1\n\tx\n"
