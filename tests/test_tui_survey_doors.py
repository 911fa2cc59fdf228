"""Surveys in the terminal app: making one, publishing it, who is missing, themes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from textual.widgets import Input
from tui_consultation import opened, send

from consult import resources
from consult.model.consultation import Settings
from consult.service import consultation as consultations
from consult.service import defining
from consult.service.register import inviting, registering
from consult.tui.screens.building.builder import BuilderScreen
from consult.tui.screens.building.file_text import FileTextScreen
from consult.tui.screens.consultation.missing import MissingScreen
from consult.tui.screens.consultation.overview import OverviewScreen
from consult.tui.screens.consultation.survey_doors import SurveyScreen


@pytest.fixture
def empty(tmp_path: Path):
    """A consultation in which nothing was made yet."""
    with consultations.create(tmp_path / "new", Settings(title={"lv": "Jaunā", "en": "The new one"})) as made:
        yield made


def change(consultation, old: str, new: str) -> None:
    """Changes the file of the survey."""
    path = defining.path_of(consultation, "needs")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


async def test_a_ready_survey_is_taken_and_published(empty):
    async with opened(empty) as run:
        await run.press("n", *"what help", "enter")
        assert isinstance(run.app.screen, SurveyScreen) and "What help do you need?" in run.seen()
        await run.press("u")
        assert "It would be the first version" in run.seen()
        await run.press("enter")
        assert "Published as version 1" in run.seen()
        await run.press("enter")
        assert defining.current(empty, "residents-needs").version == 1
        assert "Type in forms filled on paper" in run.seen()
        await run.press("escape")
        assert "0 responses" in run.seen() and isinstance(run.app.screen, OverviewScreen)


async def test_a_survey_from_nothing_has_a_name_made_of_its_title(empty):
    async with opened(empty) as run:
        await run.press("n", "enter", *"Ko gribat?", "enter")
        assert run.app.screen.query_one("#name", Input).value == "ko-gribat"
        await run.press("ctrl+s")
        assert (empty.folder / "surveys" / "ko-gribat.yaml").is_file()
        assert any(isinstance(screen, SurveyScreen) for screen in run.app.screen_stack)


async def test_a_faulty_name_is_told_and_what_was_typed_stays(empty):
    async with opened(empty) as run:
        await run.press("n", "enter", *"Jauna", "enter", "end", *" X!", "ctrl+s")
        assert "is no name for a survey" in " ".join(run.seen().split())
        assert run.app.screen.query_one("#title", Input).value == "Jauna"
        await run.press("escape")
        assert isinstance(run.app.screen, OverviewScreen) and not [*(empty.folder / "surveys").iterdir()]


async def test_invited_and_answered_are_a_bar_and_a_figure(consultation, table):
    registering.import_people(consultation, table("code,organisation,group\na,A,NVO\nb,B,NVO\n", "people.csv"))
    inviting.invite(consultation, "needs")
    consultation.database.write("UPDATE invitation SET used = 1 WHERE person = 'a'")
    async with opened(consultation) as run:
        assert "1 of 2" in run.seen()
        await run.press("enter", "m")
        assert isinstance(run.app.screen, MissingScreen)
        assert "1 of 2 have answered (50%)" in run.seen() and " B " in run.seen()


async def test_a_faulty_file_is_told_and_its_faults_when_it_is_to_be_published(consultation):
    defining.path_of(consultation, "needs").write_text("consult: 1\n\tx\n", "utf-8")
    async with opened(consultation) as run:
        assert "the file has faults" in run.seen()
        await run.press("enter", "u")
        assert "is in the way" in run.seen() and "A tab stands" in run.seen()
        await run.press("enter")
        assert isinstance(run.app.screen, FileTextScreen)


async def test_what_changed_is_told_before_it_is_published(consultation):
    change(consultation, 'en: "Needs"', 'en: "Wants"')
    async with opened(consultation) as run:
        assert "version 1, the file is newer" in run.seen()
        await run.press("enter", "u")
        assert "It would be version 2" in run.seen() and "Wants" in run.seen()
        await run.press("escape")
        assert isinstance(run.app.screen, SurveyScreen) and defining.current(consultation, "needs").version == 1


async def test_a_change_of_meaning_is_settled_and_published_without_the_builder(consultation):
    send(consultation, 1, clients="7")
    change(consultation, 'en: "Clients"', 'en: "Staff"')
    async with opened(consultation) as run:
        await run.press("enter", "u")
        assert "1 change needs your decision first" in run.seen()
        await run.press("1")
        assert "1 change of meaning, settled" in run.seen()
        await run.press("ctrl+s")
        assert "Published as version 2" in run.seen()
        assert "reworded: [clients]" in defining.path_of(consultation, "needs").read_text("utf-8")
        await run.press("escape")
        assert isinstance(run.app.screen, SurveyScreen) and defining.current(consultation, "needs").version == 2


async def test_what_was_settled_and_not_published_waits_as_a_draft(consultation):
    send(consultation, 1, clients="7")
    change(consultation, 'en: "Clients"', 'en: "Staff"')
    async with opened(consultation) as run:
        await run.press("enter", "u", "1", "escape")
        assert any("wait as a draft" in told.message for told in run.app._notifications)
        await run.press("u")
        assert "Unsaved changes" in run.seen()
        await run.press("escape")
        assert isinstance(run.app.screen, SurveyScreen)
        await run.press("u", "enter")
        assert "1 change of meaning, settled" in run.seen()
        assert "reworded" not in defining.path_of(consultation, "needs").read_text("utf-8")


async def test_enter_leads_into_the_builder_to_what_is_in_the_way(consultation):
    send(consultation, 1, clients="7")
    change(consultation, 'en: "Clients"', 'en: "Staff"')
    async with opened(consultation) as run:
        await run.press("enter", "u", "enter")
        assert isinstance(run.app.screen, BuilderScreen) and run.app.screen.place == "clients"
        await run.press("escape", "escape")
        assert isinstance(run.app.screen, SurveyScreen)


async def test_what_was_not_shown_is_not_published(consultation):
    change(consultation, 'en: "Needs"', 'en: "Wants"')
    async with opened(consultation) as run:
        await run.press("enter", "u")
        change(consultation, 'en: "Wants"', 'en: "Whims"')
        await run.press("ctrl+s")
        assert "The file was changed elsewhere" in run.seen()
        assert defining.current(consultation, "needs").version == 1


async def test_faulty_migrations_are_told_with_the_key_that_shows_them(consultation):
    path = defining.path_of(consultation, "needs")
    path.write_text(path.read_text("utf-8") + "migrations:\n  - retire: [gone]\n", "utf-8")
    async with opened(consultation) as run:
        await run.press("enter", "u")
        told = " ".join(run.seen().replace("│", " ").split())
        assert "- retire: [gone]: The version before has no question “gone”." in told
        assert "F12 in the builder shows the file." in told


async def test_themes_are_looked_for_and_shown(consultation):
    with (resources.surveys() / "demo" / "answers" / "seminar-poll.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.reader(file, delimiter=";")]
    for row in rows[1:]:
        send(consultation, 1, proposal=max(row, key=len))
    async with opened(consultation) as run:
        assert "1 to be themed" in run.seen()
        await run.press("o")
        assert "Nobody has looked for themes" in run.seen()
        await run.press("f")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert "How many answers stand in each" in run.seen()
        await run.press("escape")
        assert "to be themed" not in run.seen()
