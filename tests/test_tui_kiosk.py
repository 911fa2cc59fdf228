"""The kiosk: one person after another, and nothing of one for the next."""

import asyncio
import gc
import weakref

import pytest
from tui_kiosk import SECRET, kiosk, on_disk

from consult.model.response import Channel
from consult.store import responses
from consult.tui.kiosk_app import ALOUD, AT_THE_KEY, RECEIPT
from consult.tui.screens.form.kiosk import KioskForm, StillThere
from consult.tui.screens.form.kiosk_key import KeyScreen
from consult.tui.screens.form.receipt import ReceiptScreen
from consult.tui.screens.form.review import ReviewScreen
from consult.tui.screens.help import HelpScreen

# Starting


async def test_the_start_screen_welcomes_in_every_language(consultation):
    async with kiosk(consultation) as at:
        seen = at.seen()
        assert "1 Latviešu" in seen and "2 English" in seen
        assert "Vajadzības" in seen and "Needs" in seen and "Press 2 to begin" in seen
        assert "0" not in seen.replace("2026", "")  # no count of anything


@pytest.mark.parametrize(
    ("key", "language", "word"), [("enter", "lv", "Pašvaldība"), ("1", "lv", "Pašvaldība"), ("2", "en", "Municip")]
)
async def test_enter_or_the_number_of_a_language_begins(consultation, key, language, word):
    async with kiosk(consultation) as at:
        await at.press(key)
        assert isinstance(at.app.screen, KioskForm) and at.app.language == language
        assert word in at.seen()


async def test_a_number_without_a_language_does_nothing(consultation):
    async with kiosk(consultation) as at:
        await at.press("3", "9", "0", "x")
        assert at.at_start()


async def test_the_language_can_be_changed_in_the_middle_and_the_next_person_has_the_first_again(consultation):
    async with kiosk(consultation) as at:
        await at.press("1", "1", "ctrl+l")
        assert "Municipality" in at.seen() and at.raw["area"] == "0010000"
        await at.press("escape", "left", "enter")
        assert at.at_start() and at.app.language == "lv"


async def test_the_next_person_sees_the_languages_from_the_first_on(consultation):
    async with kiosk(consultation, lines=8) as at:
        await at.press("down")
        welcomes = at.app.screen.query_one("#welcomes")
        assert welcomes.scroll_y
        await at.press("2", "escape")
        assert at.at_start() and not welcomes.scroll_y


# Nothing is left


async def test_leaving_asks_and_deletes(consultation):
    async with kiosk(consultation) as at:
        await at.press("2", "1", "escape")
        assert "Delete my answers?" in at.seen()
        await at.press("escape")
        assert isinstance(at.app.screen, KioskForm) and at.raw["area"] == "0010000"
        await at.press("escape", "enter")
        assert isinstance(at.app.screen, KioskForm), "Enter alone deletes nothing"
        await at.press("escape", "left", "enter")
        assert at.at_start()
        await at.press("2")
        assert "area" not in at.raw or not at.raw["area"]


async def test_who_typed_nothing_leaves_without_a_question(consultation):
    async with kiosk(consultation) as at:
        await at.press("2", "escape")
        assert at.at_start()


async def test_after_the_countdown_nothing_of_the_last_person_is_anywhere(consultation):
    async with kiosk(consultation) as at:
        form = await at.type_secret()
        sheet, session = weakref.ref(form.sheet), weakref.ref(form)
        await at.press("f7", "ctrl+c")
        assert at.app.clipboard == SECRET
        assert SECRET.encode() not in on_disk(consultation)  # it is not written while it is typed either
        assert list(consultation.database.rows("SELECT * FROM draft")) == []
        del form
        await at.wait(121)
        assert isinstance(at.app.screen, StillThere)
        await at.wait(ALOUD)
        assert at.at_start() and at.app.clipboard == "" and at.app.language == "lv"
        assert SECRET not in at.seen()
        for _i in range(100):  # Textual takes a closed screen apart in tasks of its own
            gc.collect()
            if sheet() is session() is None:
                break
            await asyncio.sleep(0.02)
        assert sheet() is None and session() is None
        assert list(consultation.database.rows("SELECT * FROM draft")) == []
        assert SECRET.encode() not in on_disk(consultation)
        assert responses.count(consultation.database, "needs") == 0


async def test_the_countdown_is_aloud_and_any_key_goes_on_without_doing_anything_else(consultation):
    async with kiosk(consultation, timeout=60) as at:
        await at.press("2", "1")
        await at.wait(59)
        assert isinstance(at.app.screen, KioskForm)
        await at.wait(6)
        assert "Are you still there? Any key goes on." in at.seen()
        await at.press("2")
        assert isinstance(at.app.screen, KioskForm) and at.raw["area"] == "0010000"
        await at.wait(59)
        assert isinstance(at.app.screen, KioskForm)


@pytest.mark.parametrize("keys", [["f1"], ["escape"], ["ctrl+s"], ["ctrl+q"]])
async def test_whatever_stands_in_front_the_countdown_comes_and_clears_it(consultation, keys):
    async with kiosk(consultation, timeout=60) as at:
        await at.press("2", "1", *keys)
        assert isinstance(at.app.screen, HelpScreen | ReviewScreen | KeyScreen) or "Delete" in at.seen()
        await at.wait(61)
        await at.wait(ALOUD)
        assert at.at_start()


async def test_a_sent_response_shows_its_receipt_for_a_while_and_the_next_begins_clean(consultation):
    async with kiosk(consultation) as at:
        await at.press("2", "1", "ctrl+s", "ctrl+s")
        assert isinstance(at.app.screen, ReceiptScreen)
        await at.wait(0)
        await at.wait(1)
        assert "This closes in 29 seconds." in at.seen()
        code = at.app.screen.code
        await at.wait(RECEIPT)
        assert at.at_start() and code not in at.seen()
        await at.press("2", "2", "ctrl+s", "ctrl+s")
        await at.wait(0)
        await at.press("enter")
        assert at.at_start()
    sent = list(responses.responses(consultation.database, "needs"))
    assert len(sent) == 2 and {one.channel for one in sent} == {Channel.TERMINAL}
    assert {answer.code for one in sent for answer in one.answers if answer.question == "area"} == {"0010000", "0004000"}


@pytest.mark.parametrize("key", ["f1", "ctrl+q"])
async def test_what_opens_over_a_receipt_neither_hides_it_for_good_nor_says_that_anything_is_deleted(consultation, key):
    async with kiosk(consultation) as at:
        await at.press("2", "1", "ctrl+s", "ctrl+s")
        await at.wait(0)
        await at.press(key)
        await at.wait(1)
        assert "deleted" not in at.seen()
        await at.press("escape")
        assert isinstance(at.app.screen, ReceiptScreen)
        await at.press(key)
        await at.wait(RECEIPT)
        assert at.at_start()


async def test_who_went_away_from_the_key_is_not_told_of_answers_that_there_are_not(consultation):
    async with kiosk(consultation, language="en") as at:
        await at.press("ctrl+q")
        await at.wait(AT_THE_KEY + 1)
        assert "deleted" not in at.seen()
        await at.wait(ALOUD)
        assert at.at_start()


async def test_a_draft_of_the_account_itself_is_not_shown(consultation):
    from consult.service import sessions

    sessions.open_session(consultation, "needs").keep({"proposal": SECRET})
    async with kiosk(consultation) as at:
        await at.press("2")
        assert isinstance(at.app.screen, KioskForm) and SECRET not in str(at.raw)


def test_a_time_to_wait_without_a_kiosk_is_refused(folder, consult):
    done = consult("--dir", folder, "answer", "needs", "--kiosk-timeout", "30")
    assert done.exit_code == 2 and "--kiosk-timeout belongs to a kiosk: add --kiosk" in done.stderr
