"""The terminal form as a whole: moving, languages, pages, what is shown."""

from __future__ import annotations

import pytest
from textual.events import Paste
from tui_form import HOSTILE, SURVEY, FakeSession, Form, opened

from consult.model.survey import Survey
from consult.tui.app import AnswerApp
from consult.tui.screens.page_stack import PageStack
from consult.tui.widgets.choice_list import ChoiceList
from consult.tui.widgets.matrix_grid import MatrixGrid


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
        await form.press("f1")
        assert "search in a long list" in form.seen()
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
