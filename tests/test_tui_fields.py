"""The fields of the terminal form, filled by keyboard and mouse as a person would."""

from __future__ import annotations

import pytest
from textual import events
from tui_form import FakeSession, Form, opened

from consult.model.question import Question, QuestionType
from consult.model.survey import Page, Survey
from consult.tui.answer_app import AnswerApp
from consult.tui.screens.form import page_body
from consult.tui.screens.form.answering import AnsweringScreen
from consult.tui.widgets.choice_list import ChoiceList
from consult.tui.widgets.text_box import TextBox
from consult.tui.widgets.text_fields import LineField
from consult.tui.widgets.text_room import TextRoom

LETTER = Survey(
    "letter",
    ("en",),
    {"en": "Letter"},
    (
        Page(
            "all",
            {},
            (
                Question("name", QuestionType.TEXT, {"en": "Name"}, lines=1),
                Question("why", QuestionType.TEXT, {"en": "Why?"}, lines=3),
            ),
        ),
    ),
)


async def test_arrows_move_and_space_takes() -> None:
    async with opened() as form:
        await form.press("down", "down", "space")
        assert form.raw["group"] == "res"
        await form.press("backspace")
        assert form.raw["group"] == ""


async def test_enter_takes_what_the_arrow_was_moved_to() -> None:
    async with opened() as form:
        await form.press("down", "enter")
        assert (form.raw["group"], form.at) == ("ngo", "area")


async def test_letters_search_a_long_list_without_long_marks() -> None:
    async with opened() as form:
        await form.press("tab", "k", "e", "k")
        lists = form.app.screen.query(ChoiceList)
        assert [line.label for line in lists[1].lines if not line.has_class("-hidden")] == ["Ķekavas novads"]
        await form.press("enter")
        assert (form.raw["area"], form.at) == ("a6", "clients")


async def test_a_search_that_finds_nothing_says_so_and_esc_ends_it() -> None:
    async with opened() as form:
        await form.press("tab", "x", "x")
        assert "nothing found" in form.seen()
        await form.press("escape")
        assert isinstance(form.app.screen, AnsweringScreen)
        assert "to choose from 12" in form.seen()


async def test_rows_of_a_table_are_rated_by_numbers_one_after_the_other() -> None:
    async with opened() as form:
        await form.press("pagedown", "1", "2", "3", "0", "up", "left", "down", "right")
        answers = [form.raw[f"avail.s{n}"] for n in range(1, 7)]
        assert answers == ["1", "2", "3", "3", "1", ""]


async def test_a_table_of_22_rows_is_filled_without_leaving_the_keyboard_block() -> None:
    async with opened() as form:
        await form.press("pagedown", *["2"] * 22)
        assert all(form.raw[f"avail.s{n}"] == "2" for n in range(1, 23))
        assert form.at == "avail"
        assert "22 of 22 rows" in form.seen()
        await form.press("enter")
        assert form.at == "likely"


async def test_one_and_zero_make_ten_on_a_scale_to_ten() -> None:
    async with opened() as form:
        await form.press("pagedown", "enter", "7")
        assert form.raw["likely"] == "7"
        await form.press("1", "0")
        assert form.raw["likely"] == "10"


async def test_several_are_ticked_and_own_words_are_asked_for() -> None:
    async with opened() as form:
        await form.press("pagedown", "enter", "enter", "1", "3")
        assert isinstance(form.app.focused, LineField)
        await form.press("ē", "k", "a", "s")
        assert form.raw["lacking"] == ["money", "other"]
        assert form.raw["lacking.other"] == "ēkas"
        await form.press("up", "3")
        assert form.raw["lacking"] == ["money"]
        assert form.raw["lacking.other"] == ""
        await form.press("up", "space", "down", "space")
        assert form.raw["lacking.other"] == "ēkas", "words come back with the tick"


async def test_latvian_letters_and_several_lines() -> None:
    async with opened() as form:
        await form.press("pageup", "pagedown", *["enter"] * 4)
        assert isinstance(form.app.focused, TextBox)
        await form.press(*"Šķū", "enter", *"ņi")
        assert form.raw["proposal"] == "Šķū\nņi"
        assert "Šķū" in form.seen() and "6/50" in form.seen()
        await form.press("tab", "shift+tab", "up", "up")
        assert form.at == "name"


@pytest.mark.parametrize("way", ["keys", "mouse"])
async def test_a_text_field_that_waits_loses_no_key(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_body, "SETTLED", 60.0)
    app = AnswerApp(FakeSession(survey=LETTER), "en")
    async with app.run_test(size=(80, 24)) as pilot:
        form = Form(app.session, app, pilot)  # type: ignore[arg-type]
        room = app.screen.query_one(TextRoom)
        before = form.seen()
        await (pilot.press("tab") if way == "keys" else pilot.click(room))
        await pilot.press(*"Šķē", "enter", "r", "s", "backspace")
        await form.press()
        assert form.raw == {"name": "", "why": "Šķē\nr"}
        assert isinstance(app.focused, TextBox) and not app.screen.query(TextRoom)
        assert len(before.splitlines()) == len(form.seen().splitlines())


async def test_a_text_field_that_nobody_wants_yet_is_made_soon() -> None:
    app = AnswerApp(FakeSession(survey=LETTER), "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.6)
        assert app.screen.query(TextBox) and not app.screen.query(TextRoom)
        await pilot.press("tab", "x", "shift+tab", "y")
        assert Form(app.session, app, pilot).raw == {"name": "y", "why": "x"}  # type: ignore[arg-type]


async def test_a_text_that_was_typed_earlier_stands_there_at_once() -> None:
    app = AnswerApp(FakeSession(survey=LETTER, draft={"name": "", "why": "Because"}), "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert not app.screen.query(TextRoom) and app.screen.query_one(TextBox).text == "Because"


async def test_what_is_pasted_right_behind_a_key_goes_where_the_key_led() -> None:
    app = AnswerApp(FakeSession(survey=LETTER), "en")
    async with app.run_test(size=(80, 24)) as pilot:
        form = Form(app.session, app, pilot)  # type: ignore[arg-type]
        app.simulate_key("a")
        app.simulate_key("enter")
        app.post_message(events.Paste("Because\nso"))
        app.simulate_key("!")
        await form.press()
        assert form.raw == {"name": "a", "why": "Because\nso!"}
