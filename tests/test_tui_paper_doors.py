"""Paper forms in the app of a consultation: typed, typed again, differences settled, all by its doors."""

from __future__ import annotations

from tui_consultation import Opened, opened

from consult.service.paper.paper_batches import BatchStanding, batch_standings
from consult.service.paper.paper_entry import open_batch
from consult.tui.screens.consultation.overview import OverviewScreen
from consult.tui.screens.consultation.survey_doors import SurveyScreen
from consult.tui.screens.paper.agreement import AgreementScreen
from consult.tui.screens.paper.clerk import ClerkScreen
from consult.tui.screens.paper.differences import DifferencesScreen
from consult.tui.screens.paper.second_entry import SecondScreen
from consult.tui.screens.picker import Picker


def typed(consultation, batch: str, by: str = "Anna", **raw: str) -> None:
    """A form of a batch that was typed once."""
    pile = open_batch(consultation, "needs", batch, by)
    pile.send(raw)
    pile.close()


async def settle(run: Opened) -> None:
    """Lets screens that were opened come to rest."""
    for _i in range(3):
        await run.pilot.pause()


async def test_typing_asks_for_batch_and_name(consultation):
    async with opened(consultation) as run:
        await run.press("enter", "p")
        assert "Batch" in run.seen() and "Who types" in run.seen()
        await run.press(*"Cesis", "enter", *["backspace"] * 20, *"Anna", "enter")
        await settle(run)
        screen = run.app.screen
        assert isinstance(screen, ClerkScreen) and (screen.pile.batch, screen.pile.by) == ("Cesis", "Anna")
        await run.press("escape")
        await settle(run)
        await run.press("p")
        assert "Cesis" in run.seen() and "Anna" in run.seen()


async def test_a_name_that_is_too_long_is_told_and_stays(consultation):
    async with opened(consultation) as run:
        await run.press("enter", "p", *"x" * 70, "enter", "enter")
        await settle(run)
        assert "This is too long" in " ".join(run.seen().replace("│", " ").split())
        await run.press("escape")
        assert isinstance(run.app.screen, SurveyScreen)


async def test_without_paper_forms_there_is_no_door_to_a_second_typing(consultation):
    async with opened(consultation) as run:
        await run.press("enter", "2", "f7")
        assert isinstance(run.app.screen, SurveyScreen) and "a second time" not in run.seen()


async def test_the_second_typing_and_the_differences_have_doors(consultation):
    typed(consultation, "A", clients="10")
    async with opened(consultation) as run:
        await run.press("enter")
        assert "a second time" in run.seen() and "1 form waits" in run.seen()
        await run.press("2", *["backspace"] * 20, *"Berta", "enter")
        await settle(run)
        screen = run.app.screen
        assert isinstance(screen, SecondScreen) and screen.second.by == "Berta"
        screen.second.send({"clients": "12"})
        await run.press("escape")
        await settle(run)
        assert batch_standings(consultation, "needs") == [BatchStanding("A", 0, 1, 1)]
        assert isinstance(run.app.screen, SurveyScreen) and "1 not settled" in run.seen()
        await run.press("f7", *["backspace"] * 20, *"Cilda", "enter")
        await settle(run)
        assert isinstance(run.app.screen, DifferencesScreen)
        await run.press("1", "escape")
        await settle(run)
        assert isinstance(run.app.screen, AgreementScreen)  # nothing is left to be decided
        await run.press("escape")
        await settle(run)
        assert isinstance(run.app.screen, SurveyScreen) and "not settled" not in run.seen()
        await run.press("escape")
        assert isinstance(run.app.screen, OverviewScreen)
        await run.press("e")
        seen = run.seen()
        assert "Settled 1 difference" in seen and "Cilda" in seen and "Berta" in seen and "Anna" in seen


async def test_of_several_batches_one_is_chosen(consultation):
    typed(consultation, "A", clients="1")
    typed(consultation, "", clients="2")
    async with opened(consultation) as run:
        await run.press("enter", "2")
        assert isinstance(run.app.screen, Picker) and "without a name" in run.seen()
        await run.press("A", "enter", "enter")
        await settle(run)
        assert isinstance(run.app.screen, SecondScreen) and run.app.screen.second.batch == "A"


async def test_where_both_typings_are_alike_the_agreement_is_told(consultation):
    typed(consultation, "A", clients="1")
    async with opened(consultation) as run:
        await run.press("enter", "2", "enter")
        await settle(run)
        run.app.screen.second.send({"clients": "1"})
        await run.press("escape")
        await settle(run)
        await run.press("f7", "enter")
        await settle(run)
        assert isinstance(run.app.screen, AgreementScreen)
