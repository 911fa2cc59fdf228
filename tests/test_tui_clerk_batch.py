"""The pile of paper forms: numbers, what stays the same, corrections, drafts, two clerks at one batch."""

from __future__ import annotations

import time

from clerk_desk import desk, publish, stored
from conftest import NEEDS
from textual.events import Paste

from consult.model.paper import Paper
from consult.model.response import Channel, Response
from consult.service import collecting, defining
from consult.service.consultation import new_id, now_utc
from consult.service.paper.paper_entry import open_batch
from consult.store import responses


async def test_an_unclear_field_is_blank_with_its_note(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1")
        await clerk.press("f4")
        assert "two boxes ticked" in clerk.seen()
        await clerk.type("1")
        assert clerk.at == "need.here" and "two boxes ticked" in clerk.seen()
        await clerk.press("f4")
        await clerk.type("torn⏎")
        await clerk.press("ctrl+s")
    batch = open_batch(consultation, "needs", "A", "reader")
    assert batch.unclear_of("1") == {"services": "two boxes ticked", "need.here": "torn"}


async def test_the_value_of_the_last_form_is_repeated_and_one_that_is_pinned_is_there_at_once(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("2")
        await clerk.type("1⏎")
        await clerk.press("ctrl+s", "f3")
        assert clerk.raw["area"] == "0004000" and clerk.at == "services"
        await clerk.press("up", "f6")
        assert "Stays the same" in clerk.seen()
        await clerk.press("ctrl+s")
        assert clerk.raw["area"] == "0004000" and clerk.at == "services"
        await clerk.type("1⏎")
        await clerk.press("ctrl+home", "f6", "ctrl+s")
        assert clerk.at == "area" and "area" not in clerk.raw


async def test_the_number_can_be_changed_and_counts_on(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("f2", "backspace", *"17", "enter")
        assert "Form No. 17" in clerk.seen()
        await clerk.type("1")
        await clerk.press("ctrl+s")
        assert "No. 17 saved" in clerk.seen() and "Form No. 18" in clerk.seen()
        await clerk.press("f2", "backspace", "backspace", *"17", "enter")
        assert "!" in clerk.seen()
        await clerk.press("escape")
        assert "Form No. 18" in clerk.seen()


async def test_the_last_form_is_opened_again_and_corrected_with_a_reason(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "1⏎", "21", "40⏎")
        await clerk.press("ctrl+s")
        await clerk.type("2")
        await clerk.press("ctrl+b", "enter")
        assert "Form No. 1" in clerk.seen() and clerk.raw["clients"] == "40"
        await clerk.type("⏎⏎⏎⏎", "41")
        await clerk.press("ctrl+s")
        assert "Why is the form corrected?" in clerk.seen()
        await clerk.type("2")
        assert "No. 1 corrected" in clerk.seen() and "Form No. 2" in clerk.seen()
        assert clerk.raw["area"] == "0004000"
    assert stored(consultation)["clients"] == "41"
    assert [line.revision for line in collecting.listing(consultation, "needs")] == [1]


async def test_a_correction_that_is_left_asks_before_it_throws_anything_away(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1")
        await clerk.press("ctrl+s", "ctrl+b", "enter")
        await clerk.type("2")
        await clerk.press("escape")
        assert "Leave the form as it was?" in clerk.seen()
        await clerk.press("enter")
        assert "Form No. 2" in clerk.seen()
    assert stored(consultation)["area"] == "0010000"


async def test_a_form_that_was_broken_off_is_there_again(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("7", "1⏎", "2")
        await clerk.press("f4")
        await clerk.type("2", "12")
        clerk.screen.keep()
    async with desk(consultation, size=(80, 40)) as clerk:
        assert clerk.raw["services"] == ["home"] and clerk.raw["clients"] == "12"
        assert "“7” is not one of" in clerk.seen() and "cannot be read" in clerk.seen()
        assert clerk.at == "since"


async def test_what_is_pasted_into_a_text_stays_whole_and_elsewhere_counts_as_typed(consultation):
    async with desk(consultation) as clerk:
        clerk.app.post_message(Paste("2"))
        await clerk.pilot.pause()
        await clerk.press("ctrl+end", "up")
        clerk.app.post_message(Paste("more buses\nmore trains"))
        await clerk.pilot.pause()
        await clerk.press("ctrl+s")
    assert (stored(consultation)["area"], stored(consultation)["proposal"]) == ("0004000", "more buses\nmore trains")


async def test_a_blank_form_is_sent_by_the_second_press(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("⏎⏎⏎⏎⏎⏎⏎⏎")
        assert "No. 1: nothing was typed. Press again" in clerk.seen() and stored_forms(consultation) == []
        clerk.look_up()
        await clerk.press("enter")
        assert "No. 1 saved" in clerk.seen()
    assert stored_forms(consultation) == ["1"]


async def test_a_form_that_was_sent_twice_by_mistake_is_sent_once(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "1⏎")
        await clerk.press(*["ctrl+s"] * 12)
        assert stored_forms(consultation) == ["1"]
        assert "No. 2: nothing was typed" in clerk.seen() and clerk.at == "area" and clerk.raw == {}
        await clerk.type("2")
        assert "nothing was typed" not in clerk.seen()
        await clerk.press("ctrl+s")
        assert "No. 2 saved" in clerk.seen()


async def test_a_key_that_is_held_down_sends_no_blank_form_and_one_that_is_meant_does(consultation):
    async with desk(consultation) as clerk:
        clerk.look_up()
        await clerk.press("ctrl+s", "ctrl+s", "ctrl+s")
        assert stored_forms(consultation) == []
        clerk.look_up(0.5)
        await clerk.press("ctrl+s")
        assert stored_forms(consultation) == ["1"]


async def test_after_something_was_typed_and_taken_back_a_blank_form_is_asked_for_anew(consultation):
    async with desk(consultation) as clerk:
        clerk.look_up()
        await clerk.press("ctrl+s", "1", "ctrl+z")
        clerk.look_up()
        await clerk.press("ctrl+s")
        assert stored_forms(consultation) == [] and "nothing was typed" in clerk.seen()


async def test_whoever_goes_on_with_the_form_instead_is_asked_anew(consultation):
    async with desk(consultation) as clerk:
        clerk.look_up()
        await clerk.press("ctrl+s", "enter")
        assert "nothing was typed" not in clerk.seen()
        clerk.look_up()
        await clerk.press("ctrl+s")
        clerk.look_up()
        await clerk.press("f3")
        assert "The form before has nothing here" in clerk.seen()
        await clerk.press("ctrl+s")
        assert stored_forms(consultation) == [] and "nothing was typed" in clerk.seen()


async def test_what_is_pinned_was_not_typed_into_the_next_form(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1")
        await clerk.press("up", "f6", "ctrl+s", "ctrl+s")
        assert clerk.raw["area"] == "0010000" and stored_forms(consultation) == ["1"]


async def test_a_form_with_nothing_but_an_unclear_field_is_not_blank(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("f4", "1", "ctrl+s")
        assert "No. 1 saved" in clerk.seen()


def stored_forms(consultation):
    """The numbers of the forms of the batch."""
    return [form.number for form in open_batch(consultation, "needs", "A", "reader").typed]


async def test_the_number_of_a_form_that_was_begun_goes_on_with_it(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("f2", "backspace", *"17", "enter")
        await clerk.type("2")
        await clerk.press("ctrl+q")
    async with desk(consultation, number="31") as clerk:
        assert "Form No. 31" in clerk.seen()
        await clerk.press("f2", "backspace", "backspace", *"17", "enter")
        assert "Form No. 17" in clerk.seen() and clerk.raw["area"] == "0004000"
        await clerk.type("1⏎")
        await clerk.press("ctrl+s")
    assert [form.number for form in open_batch(consultation, "needs", "A", "reader").typed] == ["17"]


async def test_a_number_that_was_begun_is_refused_where_something_is_typed_already(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("f2", "backspace", *"17", "enter")
        await clerk.type("2")
        await clerk.press("ctrl+q")
    async with desk(consultation, number="31") as clerk:
        await clerk.type("1")
        await clerk.press("f2", "backspace", "backspace", *"17", "enter")
        assert "did not send it" in clerk.seen()
        await clerk.press("escape")
        assert "Form No. 31" in clerk.seen() and clerk.raw["area"] == "0010000"


async def test_choices_are_told_in_full_after_a_field_of_text(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("ctrl+end", "ctrl+home")
        assert "Jūrmala" in clerk.seen() and "Jūrma…" not in clerk.seen()


async def test_two_clerks_type_the_same_batch_and_no_number_twice(consultation):
    async with desk(consultation, by="Anna") as anna, desk(consultation, by="Berta") as berta:
        assert "Form No. 1" in anna.seen() and "Form No. 2" in berta.seen()
        await berta.type("1")
        await berta.press("ctrl+s")
        await anna.type("2")
        await anna.press("ctrl+s")
        assert "No. 2 saved" in berta.seen() and "No. 1 saved" in anna.seen()
        assert "Form No. 3" in berta.seen() and "Form No. 4" in anna.seen()


async def test_leaving_keeps_the_draft(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("2")
        await clerk.press("ctrl+q")
    assert open_batch(consultation, "needs", "A", "Anna").draft()["area"] == "0004000"


async def test_a_correction_that_was_broken_off_is_there_again(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "1⏎", "21", "40⏎")
        await clerk.press("ctrl+s")
        await clerk.type("2")
        await clerk.press("ctrl+b", "enter")
        await clerk.type("⏎⏎⏎⏎", "41⏎")
        clerk.screen.keep()
    assert stored(consultation)["clients"] == "40"
    async with desk(consultation) as clerk:
        assert clerk.raw["area"] == "0004000" and "Corrected but not sent: 1" in clerk.seen()
        await clerk.press("ctrl+b", "enter")
        assert clerk.raw["clients"] == "41" and "what you corrected before" in clerk.seen()
        await clerk.press("ctrl+s", "1")
        assert "No. 1 corrected" in clerk.seen() and clerk.raw["area"] == "0004000"
    assert stored(consultation)["clients"] == "41"
    async with desk(consultation) as clerk:
        assert "not sent" not in clerk.seen()


async def test_a_correction_that_is_thrown_away_is_not_there_again(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1")
        await clerk.press("ctrl+s", "ctrl+b", "enter")
        await clerk.type("2")
        clerk.screen.keep()
        await clerk.press("escape", "enter")
    assert open_batch(consultation, "needs", "A", "Anna").corrections == ()


async def test_taking_back_gives_back_a_note_and_what_did_not_fit(consultation):
    async with desk(consultation) as clerk:
        await clerk.press("f4", "1", "ctrl+z")
        assert not clerk.screen.form.unclear
        await clerk.press("ctrl+r")
        assert clerk.screen.form.unclear == {"area": "two boxes ticked"}
        await clerk.press("ctrl+z")
        await clerk.type("7")
        await clerk.press("ctrl+z", "ctrl+r")
        assert clerk.screen.form.unread["area"].typed == "7"


async def test_a_form_without_a_moment_does_not_count_as_of_today(consultation):
    survey = defining.current(consultation, "needs")
    sheet = Response(new_id(), "needs", survey.version, Channel.PAPER, None, (), paper=Paper("A", "1", "Anna"))
    with consultation.database.atomic():
        responses.add(consultation.database, [sheet], now_utc())
    async with desk(consultation) as clerk:
        assert "0 forms today" in clerk.seen() and "Form No. 2" in clerk.seen()
        await clerk.press("ctrl+b", "enter")
        assert "Form No. 1" in clerk.seen()


async def test_a_survey_that_asks_nothing_stands_at_its_end(consultation):
    text = NEEDS.split("      - code: area")[0].replace("survey: needs", "survey: told")
    publish(consultation, text + '      - {code: hello, type: note, ask: {lv: "Sveiki", en: "Hello"}}\n', "told")
    async with desk(consultation, "told") as clerk:
        await clerk.press("ctrl+home", "up", "pagedown", "1", "delete", "f3", "f4", "f6", "ctrl+z", "ctrl+b")
        await clerk.type("⏎")
        clerk.look_up()
        await clerk.type("⏎")
        assert "No. 1 saved" in clerk.seen()


async def test_ten_thousand_characters_are_taken_at_once(consultation):
    async with desk(consultation) as clerk:
        for _field in range(5):
            begun = time.perf_counter()
            clerk.app.post_message(Paste("9" * 10_000))
            await clerk.pilot.pause()
            await clerk.press("tab")
            assert time.perf_counter() - begun < 2


async def test_what_is_wrong_in_a_draft_is_told_before_a_key_is_pressed(consultation):
    batch = open_batch(consultation, "needs", "A", "Anna")
    batch.keep({"since": "zz"})
    async with desk(consultation, size=(80, 40)) as clerk:
        assert "“zz” is not a date" in clerk.seen()


async def test_a_correction_elsewhere_leaves_own_words_as_they_are(consultation):
    async with desk(consultation) as clerk:
        await clerk.type("1", "13⏎a bath⏎", "21")
        await clerk.press("ctrl+s", "ctrl+b", "enter")
        await clerk.type("2")
        await clerk.press("ctrl+s", "1")
        assert "No. 1 corrected" in clerk.seen()
    found = stored(consultation)
    assert (found["area"], found["services.other"]) == ("0004000", "a bath")
