"""`consult answer` without a name where several surveys are published: a list, a question in lines, or their names told."""

import asyncio
import os
import subprocess
import sys
from io import StringIO

import pytest
from conftest import NEEDS
from tmux_pane import Pane

from consult import i18n
from consult.service import defining
from consult.tui.plain_form.console import Console
from consult.tui.plain_form.which_survey import ask
from consult.tui.which_survey_app import WhichSurveyApp
from consult.tui.widgets.line_list import LineList

TITLES = {"needs": {"lv": "Vajadzības [b]", "en": "Needs [b]"}, "poll": {"lv": "Aptauja", "en": "\x1b[31mPoll"}}


@pytest.fixture
def two(consultation):
    path = consultation.folder / "surveys" / "poll.yaml"
    path.write_text(NEEDS.replace("survey: needs", "survey: poll").replace("Needs", "Poll"), "utf-8")
    defining.publish(consultation, defining.read_file(path))
    return consultation


def pressed(*keys, language="en"):
    """What came of the list, with its screen as words, and the app."""

    async def run():
        app = WhichSurveyApp({"en": "Programme"}, TITLES, language)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            lines = app.screen.query_one(LineList)
            await pilot.press(*keys)
            await pilot.pause()
            shown = [str(lines.get_option_at_index(at).prompt) for at in range(lines.option_count)]
        return app.return_value, shown, app

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("keys", "name"), [(["2"], "poll"), (["1"], "needs"), (["enter"], "needs"), (["down", "enter"], "poll"), (["escape"], "")]
)
def test_a_survey_is_chosen_by_number_or_arrows(keys, name):
    assert pressed(*keys)[0] == name


def test_a_number_without_a_survey_chooses_none():
    assert pressed("3", "0")[0] is None


def test_titles_are_text_in_the_language_of_the_list():
    _name, shown, _app = pressed()
    assert shown[0].startswith("1  Needs [b]") and shown[1].startswith("2  ␛[31mPoll") and "poll" in shown[1]
    _name, shown, app = pressed("ctrl+l")
    assert shown[0].startswith("1  Vajadzības") and app.language == "lv"


async def test_without_colours_the_line_with_the_arrow_is_seen(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = WhichSurveyApp({"en": "Programme"}, TITLES, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = app.screen.query_one(LineList)
        assert lines.get_visual_style("option-list--option-highlighted").underline


def asked(*lines):
    out = StringIO()
    return ask(TITLES, Console(StringIO("".join(f"{line}\n" for line in lines)), out)), out.getvalue()


@pytest.mark.parametrize(
    ("lines", "name"), [(["2"], "poll"), (["needs"], "needs"), (["vaja"], "needs"), (["", "7", "1"], "needs"), ([], "")]
)
def test_a_survey_is_chosen_by_a_line(lines, name):
    assert asked(*lines)[0] == name


def test_a_line_that_is_no_survey_is_told_and_the_language_changes():
    with i18n.using("en"):
        name, heard = asked("seven", "/lv", "/iziet")
        assert name == "" and i18n.current() == "lv"
    assert "1, Needs [b]\n2, ␛[31mPoll" in heard and "“seven” is not one of the choices." in heard and "2, Aptauja" in heard


@pytest.mark.parametrize("options", [[], ["--plain"], ["--clerk"], ["--kiosk"]])
def test_without_a_terminal_the_names_are_told(two, options):
    done = subprocess.run(
        [sys.executable, "-m", "consult", "answer", *options],
        cwd=two.folder, input=b"1\n", capture_output=True, env={**os.environ, "CONSULT_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 1 and "use one of needs, poll" in done.stderr.decode()


def test_where_none_is_published_the_way_to_publish_is_told(tmp_path):
    consult = [sys.executable, "-m", "consult"]
    subprocess.run([*consult, "init", tmp_path / "new"], check=True, capture_output=True)
    done = subprocess.run(
        [*consult, "answer"], cwd=tmp_path / "new", capture_output=True, env={**os.environ, "CONSULT_LANG": "en"}
    )
    assert done.returncode == 1 and "consult survey publish" in done.stderr.decode()


def test_at_a_terminal_the_form_follows_the_choice(two):
    pane = Pane(two.folder, "answer")
    try:
        pane.wait("Which survey?", "2  Poll")
        pane.press("2")
        pane.wait("Page 1 of 1")
        pane.press("Escape")
        pane.wait_end()
    finally:
        pane.close()
    pane = Pane(two.folder, "answer", "--plain")
    try:
        pane.wait("Which survey?", "2, Poll")
        pane.type("poll\n")
        pane.wait("1 of 6. Municipality")
    finally:
        pane.close()


def test_a_name_loads_nothing_to_choose_with(folder):
    code = (
        "import sys; from click.testing import CliRunner; from consult.cli.commands import consult;"
        "CliRunner().invoke(consult, ['--dir', sys.argv[1], 'answer', *sys.argv[2:]]);"
        "print([name for name in sys.modules if 'which_survey' in name])"
    )
    for name in ([], ["needs"]):
        done = subprocess.run([sys.executable, "-c", code, folder, *name], capture_output=True, text=True)
        assert done.stdout.strip() == "[]", done.stderr
