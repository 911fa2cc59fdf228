"""The terminal form as a whole: moving, languages, pages, what is shown."""

from __future__ import annotations

import pytest
from textual.events import Paste
from tui_form import HOSTILE, SURVEY, FakeSession, Form, opened

from consult.model.question import Question, QuestionType
from consult.model.survey import Page, Survey
from consult.tui.answer_app import AnswerApp
from consult.tui.screens.form.page_stack import PageStack
from consult.tui.screens.form.review import ReviewScreen
from consult.tui.widgets.choice_list import ChoiceList
from consult.tui.widgets.key_bar import KeyBar
from consult.tui.widgets.matrix_grid import MatrixGrid
from consult.tui.widgets.review_line import ReviewLine


async def test_number_keys_take_an_answer_and_enter_goes_on() -> None:
    async with opened() as form:
        assert form.at == "group"
        await form.press("2")
        assert form.raw["group"] == "ngo"
        await form.press("enter")
        assert form.at == "area"


async def test_keys_typed_ahead_reach_the_questions_that_they_were_meant_for() -> None:
    async with opened() as form:
        await form.press("2", "enter", *"kek", "enter", *"42", "tab", *"5.3.2026", "enter", "1", "3", "pageup", "3")
        answers = [form.raw[name] for name in ("area", "clients", "since", "avail.s1", "avail.s2", "group")]
        assert answers == ["a6", "42", "5.3.2026", "1", "3", "res"]


async def test_arrow_down_at_the_end_of_a_question_goes_to_the_next() -> None:
    async with opened() as form:
        await form.press("down", "down", "down", "down")
        assert form.at == "area"
        await form.press("up")
        assert form.at == "group"


async def test_the_language_changes_and_nothing_is_lost() -> None:
    async with opened() as form:
        await form.press("2", "tab", "tab", "4", "2")
        assert "How many clients?" in form.seen()
        await form.press("ctrl+l")
        assert form.app.language == "lv"
        assert "Cik klientu?" in form.seen() and "Vajadzību aptauja" in form.seen()
        await form.press("0")
        assert (form.raw["group"], form.raw["clients"]) == ("ngo", "420")
        await form.press("ctrl+l")
        assert "How many clients?" in form.seen()


async def test_a_survey_in_another_language_can_be_read_in_it() -> None:
    class Session(FakeSession):
        survey = Survey("x", ("lv", "ru"), {"lv": "Aptauja", "ru": "Опрос"}, SURVEY.pages)

    app = AnswerApp(Session(), "lv")
    assert app.languages == ("lv", "ru", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert "Опрос" in Form(Session(), app, pilot).seen()


async def test_labels_are_shown_letter_by_letter() -> None:
    async with opened() as form:
        seen = form.seen()
        for text in ("Survey of needs [IMPORTANT]", "Whom do you speak for? [/b]", "an NGO [TODO]"):
            assert text in seen


async def test_hostile_text_in_a_field_reaches_no_terminal() -> None:
    async with opened({"group": "other", "group.other": HOSTILE, "name": HOSTILE, "proposal": HOSTILE}, size=(80, 50)) as form:
        await form.press("enter", "pageup", "pagedown", "pageup")
        for _page in range(2):
            seen = form.seen()
            assert not set(seen) & {"\x1b", "\x07", "\x9b", "\u202e"}
            assert "[@click=app.quit]go[/]" in seen
            await form.press("pagedown")


async def test_a_page_is_found_as_it_was_left() -> None:
    async with opened() as form:
        await form.press("pagedown", "2", "2", "pageup", "3", "pagedown", "1")
        assert form.raw["group"] == "res"
        assert [form.raw[f"avail.s{n}"] for n in (1, 2, 3)] == ["2", "2", "1"]
        assert form.app.screen.query_one(PageStack).at == 1


async def test_help_names_the_keys_and_closes() -> None:
    async with opened() as form:
        await form.press("f1", "down", "down", "down")
        assert "earch in a long list" in form.seen()
        await form.press("escape")
        assert form.at == "group"


async def test_without_colour_every_state_has_its_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened() as form:
        await form.press("2", "enter")
        assert form.app.no_color
        seen = form.seen()
        assert "1 ✓" in seen and "● an NGO" in seen and "○ myself" in seen and "▸ 2 ○" in seen


async def test_the_theme_changes_by_key() -> None:
    async with opened() as form:
        await form.press("ctrl+t")
        assert form.app.theme == "consult-light"


async def test_passing_with_enter_takes_nothing() -> None:
    async with opened() as form:
        await form.press("enter", "enter", "enter", "enter")
        assert form.at == "avail"
        assert not any(form.raw.values())


async def test_pasted_lines_stay_whole_in_one_line() -> None:
    async with opened() as form:
        await form.press("pagedown", "enter", "enter", "enter")
        form.app.focused.post_message(Paste("first\nsecond\x1b[31m"))  # type: ignore[union-attr]
        await form.press()
        assert form.raw["name"] == "first second\x1b[31m"
        assert "first second␛[31m" in form.seen()


async def test_the_mouse_takes_answers() -> None:
    async with opened() as form:
        await form.pilot.click(form.app.screen.query(ChoiceList)[0].lines[1])
        assert form.raw["group"] == "ngo"
        await form.press("pagedown")
        grid = form.app.screen.query_one(MatrixGrid)
        line = grid.lines[2]
        await form.pilot.click(line, offset=(line.size.width - sum(line.widths) + 2, 0))
        assert form.raw["avail.s3"] == "1"


async def test_clicking_a_long_list_opens_it_without_taking_anything_away() -> None:
    async with opened({"area": "a3"}) as form:
        await form.press("enter")
        areas = form.app.screen.query(ChoiceList)[1]
        assert areas.has_class("-closed")
        await form.pilot.click(areas)
        await form.press()
        assert not areas.has_class("-closed")
        assert form.raw["area"] == "a3"


async def test_the_language_changes_in_an_open_search_and_the_search_goes_on() -> None:
    async with opened() as form:
        await form.press("1", "enter", "k", "e", "ctrl+l")
        areas = form.app.screen.query(ChoiceList)[1]
        assert form.app.language == "lv" and areas.has_focus and "ke▏" in form.seen()
        await form.press("k", "enter")
        assert form.raw["area"] == "a6", "Ķekava was found by letters typed before and after"


async def test_the_language_changes_in_a_half_typed_number_date_and_text() -> None:
    async with opened() as form:
        await form.press("1", "tab", "tab", "1", "2", "ctrl+l", "3", "enter", "5", ".", "ctrl+l", "3", ".")
        assert form.raw["clients"] == "123" and form.raw["since"] == "5.3."
        await form.press("pagedown", *["tab"] * 4, "v", "ctrl+l", "ē", "enter", "ctrl+l", "j", "š")
        assert form.raw["proposal"] == "vē\njš"


async def test_letters_that_come_with_dead_keys_or_in_parts_are_taken() -> None:
    async with opened() as form:
        await form.press("1", "enter")
        for letter in ("K", "\N{COMBINING CEDILLA}", "e"):
            form.app.simulate_key(letter)
        await form.press("enter")
        assert form.raw["area"] == "a6", "a letter with its mark behind it is searched for as the letter is"
        await form.press("pagedown", "tab", "tab", "tab", *"āĢšŗ–€")
        assert form.raw["name"] == "āĢšŗ–€"


async def test_a_key_in_the_bar_can_be_clicked() -> None:
    async with opened() as form:
        bar = form.app.screen.query_one(KeyBar)
        await form.pilot.hover(bar, offset=(bar.place_of("ctrl+s"), 0))
        assert any("on $surface" in str(span.style) for span in bar.render().spans), "it shows what a click would press"
        await form.pilot.click(bar, offset=(bar.place_of("ctrl+s"), 0))
        assert isinstance(form.app.screen, ReviewScreen)
        line = form.app.screen.query(ReviewLine)[2]
        await form.pilot.click(line)
        await form.press()
        assert form.at == "clients", "a line of the review leads to its question"


async def test_a_long_page_is_made_in_parts_and_no_key_is_lost_meanwhile() -> None:
    long = Survey(
        "long", ("en",), {"en": "Long"},
        (Page("all", {}, tuple(Question(f"q{n}", QuestionType.TEXT, {"en": f"Question {n}"}, lines=1) for n in range(40))),),
    )  # fmt: skip
    session = FakeSession(survey=long)
    app = AnswerApp(session, "en")
    async with app.run_test(size=(80, 24)) as pilot:
        form = Form(session, app, pilot)
        await form.press(*(key for n in range(40) for key in (*str(n), "enter")))
        assert [form.raw[f"q{n}"] for n in range(40)] == [str(n) for n in range(40)]
        assert isinstance(app.screen, ReviewScreen), "Enter in the last field turns the page"


async def test_a_page_that_is_still_being_made_can_be_left() -> None:
    many = tuple(Question(f"q{n}", QuestionType.NUMBER, {"en": f"Question {n}"}) for n in range(60))
    app = AnswerApp(FakeSession(survey=Survey("long", ("en",), {"en": "Long"}, (Page("all", {}, many),))), "en")
    async with app.run_test(size=(80, 24)):
        pass  # leaving raises what went wrong
