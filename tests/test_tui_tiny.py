"""A terminal of 40 by 10: whatever stands in front shows where the person is, and every way out."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.widgets import Button
from tui_form import FILLED, Form, opened

from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog

TINY = (40, 10)


def shows(form: Form, words: str) -> bool:
    return words in " ".join(form.seen().split())


@pytest.mark.parametrize("language", ["lv", "en"])
async def test_the_palette_shows_the_action_it_stands_on_down_to_the_last(language: str) -> None:
    async with opened(size=TINY, language=language) as form:
        await form.press("ctrl+p")
        palette = form.app.screen
        last = len(palette.found) - 1
        await form.press(*["down"] * last)
        chosen = palette.found[last]
        assert shows(form, chosen.shown) and form.app.screen is palette


async def test_help_can_be_read_to_its_last_line() -> None:
    async with opened(size=TINY) as form:
        await form.press("f1")
        assert shows(form, "Fill the survey")
        await form.press("end")
        await form.pilot.wait_for_animation()
        assert shows(form, "Leave the program")


@pytest.mark.parametrize("language", ["lv", "en"])
async def test_every_way_out_of_a_question_can_be_seen(language: str) -> None:
    async with opened(FILLED, size=TINY, language=language) as form:
        for button in form.app.screen.query(Button):
            assert shows(form, str(button.label))
        await form.press("enter", "escape")
        for button in form.app.screen.query(Button):
            assert shows(form, str(button.label))


async def test_a_long_question_scrolls_above_its_ways_out() -> None:
    async with opened(size=TINY) as form:
        lines = [(Content(""), plain(f"Line {n}")) for n in range(30)]
        form.app.push_screen(Dialog(lambda: Asked("Long", lines, {"yes": "Yes", "no": "No"})))
        await form.pilot.pause()
        assert shows(form, "Line 0") and shows(form, "Yes") and shows(form, "No")
        await form.press(*["down"] * 40)
        assert shows(form, "Line 29") and shows(form, "Yes")
        await form.press(*["up"] * 40)
        assert shows(form, "Line 0")


async def test_jump_mode_marks_what_is_scrolled_half_out_of_sight_where_it_can_be_seen() -> None:
    async with opened(size=TINY) as form:
        await form.press("pagedown", *["down"] * 9, "ctrl+o")
        marks = [mark.region for mark in form.app.screen.query(".mark")]
        assert len(marks) == 1 and marks[0].y >= 2  # below the head of the form, above the keys
        await form.press("a")
        assert form.at == "avail"


async def test_jump_mode_marks_nothing_that_is_scrolled_away() -> None:
    async with opened(size=(40, 14)) as form:
        await form.press("2", *["tab"] * 3)
        await form.pilot.wait_for_animation()
        await form.press("ctrl+o")
        for name, widget in form.app.screen.widgets.items():
            assert form.app.screen_stack[-2].find_widget(widget).visible_region, name
