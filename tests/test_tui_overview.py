"""The overview in the terminal: everything on it is a door, and it keeps up with what other processes write."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import NEEDS
from tui_consultation import opened, send

from consult.model.consultation import Settings
from consult.model.response import Channel
from consult.service import collecting, defining
from consult.service import consultation as consultations
from consult.tui.screens.consultation.events import EventsScreen
from consult.tui.screens.consultation.open_questions import OpenQuestionsScreen
from consult.tui.screens.consultation.overview import OverviewScreen
from consult.tui.screens.consultation.stages import StagesScreen
from consult.tui.screens.consultation.survey_doors import SurveyScreen
from consult.tui.widgets.key_bar import KeyBar


@pytest.fixture
def empty(tmp_path: Path):
    """A consultation in which nothing was made yet."""
    with consultations.create(tmp_path / "new", Settings(title={"lv": "Jaunā", "en": "The new one"})) as made:
        yield made


async def test_it_shows_title_surveys_and_what_happened(consultation):
    send(consultation, 3, area="0010000")
    async with opened(consultation) as run:
        seen = run.seen()
    assert "Programme" in seen and "3 responses" in seen and "on paper" in seen
    assert "3 responses to “Needs”, on paper" in seen and "Published “Needs”" in seen


async def test_an_empty_consultation_says_what_to_do_first_and_by_which_key(empty):
    async with opened(empty) as run:
        assert "Begin here" in run.seen() and "Make the first survey" in run.seen() and "n new survey" in run.seen()
        await run.press("enter")
        assert "From nothing" in run.seen() and "What help do you need?" in run.seen()


async def test_every_line_is_a_door(consultation):
    send(consultation, 2, proposal="Vairāk autobusu")
    async with opened(consultation) as run:
        for screen in (SurveyScreen, OpenQuestionsScreen, OpenQuestionsScreen, EventsScreen):
            await run.press("enter")
            assert isinstance(run.app.screen, screen)
            await run.press("escape", "down")
        await run.press(*["up"] * 5, "enter")
        assert isinstance(run.app.screen, StagesScreen) and "n adds one" in run.seen()
        await run.press("escape")
        assert isinstance(run.app.screen, OverviewScreen)


async def test_a_click_opens_too(consultation):
    async with opened(consultation) as run:
        await run.pilot.click("#surveys DoorLine")
        await run.pilot.pause()
        assert isinstance(run.app.screen, SurveyScreen)


async def test_who_answered_stands_beside_where_there_is_room(consultation):
    send(consultation, 2, area="0010000")
    async with opened(consultation, size=(120, 40)) as run:
        assert "Who answered" in run.seen() and "Rīga" in run.seen()
    async with opened(consultation) as run:
        assert "Who answered" not in run.seen()
        await run.press("enter")
        assert "Who answered" in run.seen() and "Rīga" in run.seen()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_long_titles_and_all_channels_stand_there_in_full(consultation, size):
    title = "What people of all ages need of social services in their municipality and in the whole region by 2030"
    defining.path_of(consultation, "needs").write_text(NEEDS.replace('en: "Needs"', f'en: "{title}"'), "utf-8")
    defining.publish(consultation, defining.draft_or_newest(consultation, "needs"))
    survey = defining.current(consultation, "needs")
    for channel in Channel:
        collecting.submit(consultation, survey, {"clients": "1"}, channel=channel)
    async with opened(consultation, size=size) as run:
        seen = [line.split("│")[1] for line in run.seen().splitlines() if line.count("│") >= 2]
    told = " ".join(" ".join(seen).split())
    assert "by 2030" in told and "by show of hands 1, imported from a table 1" in told


async def test_typed_text_is_never_markup(consultation):
    hostile = NEEDS.replace('en: "Needs"', 'en: "[b]Needs[/b] \\x1b]0;x\\x07 [/x]"')
    defining.path_of(consultation, "needs").write_text(hostile, "utf-8")
    async with opened(consultation, size=(120, 40)) as run:
        assert "[b]Needs[/b]" in run.seen() and "\x1b" not in run.seen()
        await run.press("enter")
        assert "[b]Needs[/b]" in run.seen()


async def test_all_words_change_with_the_language(consultation):
    send(consultation, 1, area="0010000")
    async with opened(consultation) as run:
        await run.press("ctrl+l")
        assert "Programma" in run.seen() and "Vajadzības" in run.seen()
        await run.press("enter", "ctrl+l")
        assert "Read, filter" in run.seen()
        await run.press("escape")
        assert "Programme" in run.seen()


UNPUBLISHED = "consult: 1\nsurvey: draft\nlanguages: [lv]\ntitle: Melnraksts\npages:\n  - page: viena\n"
"""A survey with one title: what is read of it is the same in every language."""


@pytest.mark.parametrize(
    ("keys", "english", "latvian"),
    [
        ((), "Surveys", "Aptaujas"),
        (("down", "enter"), "This survey", "Šī aptauja"),
        (("e",), "What happened", "Kas noticis"),
        (("t",), "When what happens", "Kas kad notiek"),
        (("o",), "Open questions", "Atklātie jautājumi"),
    ],
    ids=["overview", "a survey that is not published", "events", "stages", "open questions"],
)
async def test_words_change_also_where_nothing_that_was_read_does(consultation, keys, english, latvian):
    (consultation.folder / "surveys" / "draft.yaml").write_text(UNPUBLISHED, "utf-8")
    async with opened(consultation) as run:
        await run.press(*keys)
        assert english in run.seen()
        await run.press("ctrl+l")
        assert latvian in run.seen() and english not in run.seen()
        await run.pilot.resize_terminal(100, 24)
        await run.pilot.pause()
        assert latvian in run.seen() and english not in run.seen()


@pytest.mark.parametrize("language", ["lv", "en"])
async def test_the_key_bars_fit_into_80_columns(consultation, language):
    send(consultation, 1, area="0010000", proposal="x")
    async with opened(consultation, language) as run:
        for keys in ((), ("enter",), ("escape", "e"), ("escape", "o")):
            await run.press(*keys)
            bar = run.app.screen.query_one(KeyBar)
            assert bar.render().cell_length <= 78 and bar.seen == [*bar.caps]


async def test_a_second_process_that_imports_is_seen_within_two_seconds(consultation, table):
    send(consultation, 2)
    source = table("ID;Klienti\na1;5\na2;7\na3;9\n")
    command = [sys.executable, "-m", "consult", "--dir", str(consultation.folder), "responses", "import", str(source)]
    async with opened(consultation) as run:
        assert "2 responses" in run.seen()
        other = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        told, _nothing = await other.communicate()
        assert other.returncode == 0, told
        since = time.monotonic()
        while "5 responses" not in run.seen():
            assert time.monotonic() - since < 2
            await run.pilot.pause(0.05)
        assert "Imported 3 responses" in run.seen()


async def test_stages_that_are_written_meanwhile_are_seen(consultation):
    async with opened(consultation) as run:
        file = consultation.folder / "consultation.yaml"
        file.write_text(file.read_text("utf-8") + "stages:\n  - {stage: seminar, on: 2020-03-05}\n", "utf-8")
        run.app.look()
        await run.pilot.pause()
        assert "Seminar" in run.seen() and "5 Mar 2020" in run.seen()


async def test_the_app_is_left_from_anywhere(consultation):
    for keys in (("ctrl+q",), ("q",), ("e", "ctrl+q")):
        async with opened(consultation) as run:
            await run.press(*keys)
            assert not run.app.is_running


def test_consult_alone_opens_the_app_on_a_terminal(folder):
    main, other = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    run = subprocess.Popen([sys.executable, "-m", "consult", "--lang", "lv"], cwd=folder, stdin=other, stdout=other, stderr=other,
                           env=environment)  # fmt: skip
    os.close(other)
    seen, since = b"", time.monotonic()
    try:
        while "Vajadzības".encode() not in seen and time.monotonic() - since < 20:
            seen += os.read(main, 65536)
        os.write(main, b"\x11")
        while run.poll() is None and time.monotonic() - since < 25:
            try:
                os.read(main, 65536)
            except OSError:
                break
        assert run.wait(5) == 0 and "Vajadzības".encode() in seen
    finally:
        run.kill()
        os.close(main)


@pytest.mark.parametrize("there", [True, False])
def test_consult_alone_without_a_terminal_or_a_consultation_shows_the_help(folder, tmp_path, there):
    done = subprocess.run(
        [sys.executable, "-m", "consult"],
        cwd=folder if there else tmp_path,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2 and "Usage:" in done.stderr and done.stdout == ""
    assert ("In a terminal" if there else "consult demo") in done.stderr.splitlines()[-1]


def test_a_named_folder_without_a_consultation_is_a_fault(tmp_path, consult):
    done = consult("--dir", tmp_path)
    assert done.exit_code == 1 and "there is no consultation" in done.stderr
