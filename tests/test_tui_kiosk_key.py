"""Only the key closes a kiosk: no other key, no signal that can be typed, no option beside it."""

import asyncio
import os
import signal

import pytest
from tui_kiosk import SECRET, Clock, kiosk

from consult.errors import AnswerError, UsageError
from consult.service import defining
from consult.service.kiosk import PAUSE, KioskKey, Patience, open_kiosk
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.kiosk_app import CLOSED
from consult.tui.screens.form.kiosk import KioskForm
from consult.tui.screens.form.kiosk_key import KeyScreen
from tests.conftest import NEEDS

OUT = ["ctrl+c", "escape", "ctrl+z", "ctrl+p", "ctrl+o", "ctrl+y", "ctrl+d", "ctrl+backslash", "f10", "q"]


@pytest.mark.parametrize("begun", [False, True])
async def test_no_key_leads_out_or_opens_the_palette_jumping_or_copying(consultation, begun):
    async with kiosk(consultation) as at:
        if begun:
            await at.press("2")
            screen = at.app.screen
            await at.press(*(key for key in OUT if key != "escape"))
            assert at.app.screen is screen and at.app.is_running
        else:
            await at.press(*OUT)
            assert at.at_start() and at.app.is_running


@pytest.mark.parametrize("begun", [False, True])
async def test_the_key_closes_and_only_then_the_count_is_told(consultation, begun):
    async with kiosk(consultation, language="en") as at:
        await at.press("1", "1", "ctrl+s", "ctrl+s", "enter")
        if begun:
            await at.press("1")
        assert "sent" not in at.seen()
        await at.press("ctrl+q", *"1234")
        assert "1234" not in at.seen()
        await at.press("enter")
        assert "1 response was sent here." in at.seen()
        await at.press("enter")
        assert at.app.return_value == CLOSED


async def test_who_stays_or_goes_back_is_where_they_were(consultation):
    async with kiosk(consultation) as at:
        await at.press("ctrl+q", "escape")
        assert at.at_start()
        await at.press("ctrl+q", *"1234", "enter", "escape")
        assert at.at_start()
        await at.press("2", "1", "ctrl+q", "escape")
        assert isinstance(at.app.screen, KioskForm) and at.raw["area"] == "0010000"


async def test_three_wrong_keys_make_everybody_wait(consultation):
    async with kiosk(consultation, language="en") as at:
        await at.press("ctrl+q", *("0", "0", "0", "0", "enter") * 2)
        assert "This is not the password." in at.seen()
        await at.press("0", "enter")
        assert f"Wait {PAUSE} seconds." in at.seen()
        await at.press(*"1234", "enter")
        assert isinstance(at.app.screen, KeyScreen)
        await at.wait(10)
        assert f"Wait {PAUSE - 10} seconds." in at.seen()
        await at.wait(PAUSE - 10)
        await at.press(*"1234", "enter")
        assert "Close the kiosk?" in at.seen()


async def test_help_tells_neither_of_the_key_nor_that_anything_is_kept(consultation):
    async with kiosk(consultation) as at:
        await at.press("2", "f1")
        assert "Nothing is kept until you send it" in " ".join(at.seen().split())
        assert "what was typed is kept" not in at.seen() and "^Q" not in at.seen()


async def test_copying_never_reaches_the_clipboard_of_the_device(consultation, monkeypatch):
    async with kiosk(consultation) as at:
        written = []
        monkeypatch.setattr(at.app._driver, "write", written.append)
        await at.type_secret()
        await at.press("f7", "ctrl+x")
        assert at.raw["proposal"] == ""
        await at.press("ctrl+v")
        assert at.raw["proposal"] == SECRET
        assert not [text for text in written if "\x1b]52" in text]


# The service


def test_files_are_neither_asked_for_nor_attached(consultation, tmp_path):
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS + "      - {code: plan, type: file, required: yes, ask: {lv: Plāns, en: Plan}}\n", "utf-8")
    defining.publish(consultation, defining.read_file(path))
    opened = open_kiosk(consultation, "needs")
    assert "plan" not in {question.code for question in opened.survey.questions}
    session = opened.begin()
    with pytest.raises(AnswerError):
        session.attach(str(path))
    assert session.submit({"clients": "5"}) and opened.taken == 1


def test_questions_that_hang_on_a_file_are_asked_as_if_none_was_attached(consultation):
    further = """\
      - {code: plan, type: file, required: yes, ask: {lv: Plāns, en: Plan}}
      - {code: why, type: text, show_if: "answered(plan)", ask: {lv: "Kāpēc", en: "Why {plan}?"}}
"""
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS + further, "utf-8")
    defining.publish(consultation, defining.read_file(path))
    opened = open_kiosk(consultation, "needs")
    session = opened.begin()
    assert AnswerSheet(opened.survey).questions[-1].code == "proposal"
    assert not session.problems({"clients": "5"}) and session.submit({"clients": "5"})


def test_each_person_has_a_session_and_a_holder_of_their_own(consultation):
    opened = open_kiosk(consultation, "needs")
    one, other = opened.begin(), opened.begin()
    assert one.id != other.id and one.holder != other.holder
    one.keep({"proposal": SECRET})
    assert one.draft() == other.draft() == {}


def test_a_short_key_is_refused():
    with pytest.raises(UsageError):
        KioskKey("123")


def test_a_right_key_forgives_the_wrong_ones():
    key = KioskKey("atslēga", Clock())
    assert not key.opens("a") and not key.opens("b") and key.opens("atslēga")
    assert not key.opens("c") and not key.waiting


def test_patience_counts_down_and_begins_anew_with_a_touch():
    clock = Clock()
    patience = Patience(10, 20, clock)
    assert patience.left is None
    clock.now += 10
    assert patience.left == 20
    clock.now += 19.5
    assert patience.left == 1
    patience.touched()
    assert patience.left is None
    clock.now += 31
    assert patience.left == 0


# The command


@pytest.mark.parametrize("option", ["--plain", "--clerk", "--prefill", "--token=x", "--respondent=x"])
def test_options_that_say_who_answers_do_not_go_with_a_kiosk(folder, consult, option):
    done = consult("answer", "needs", "--kiosk", option, at=folder)
    assert done.exit_code == 2 and "does not go with --kiosk" in done.stderr


def test_a_kiosk_needs_a_terminal(folder, consult):
    done = consult("answer", "needs", "--kiosk", at=folder)
    assert done.exit_code == 2 and "needs a terminal" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such signals")
async def test_signals_that_can_be_typed_do_nothing_and_those_of_the_machine_end_it(consultation):
    async with kiosk(consultation) as at:
        before = signal.getsignal(signal.SIGTSTP)
        at.app._mind_signals()
        try:
            for name in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
                os.kill(os.getpid(), name)
            await at.pilot.pause()
            assert at.at_start() and at.app.is_running
            os.kill(os.getpid(), signal.SIGTERM)
            await at.pilot.pause()
            await asyncio.sleep(0)
            assert at.app._exit and at.app.return_value is None
        finally:
            loop = asyncio.get_running_loop()
            for name in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
                loop.remove_signal_handler(name)
            signal.signal(signal.SIGTSTP, before)
