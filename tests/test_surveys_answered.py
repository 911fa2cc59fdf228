"""The ready surveys in the terminal form: every page is shown, and what was typed is what is sent."""

from __future__ import annotations

import time

import pytest
from ready_answers import SURVEYS, told, typed_by
from tui_form import opened

from consult.model.checking import Checker
from consult.tui.screens.form.receipt import ReceiptScreen
from consult.tui.screens.form.review import ReviewScreen

PATIENCE = 20
"""Seconds that a page may take to appear on a busy machine."""


async def until(form, happens, *given):
    """Waits for what should come; a failed assertion tells what is there instead."""
    given_up = time.monotonic() + PATIENCE
    while not happens(form, *given) and time.monotonic() < given_up:
        await form.pilot.pause(0.01)
    assert happens(form, *given), form.seen()


def stands_in(form, page):
    """Whether the focus is in a question of the page."""
    return form.at in [question.code for question in page.questions]


def shows(form, page, language):
    """Whether the page can be seen, and typed in."""
    head = page.title[language][:18]  # there is not always room for all of it
    return stands_in(form, page) and head in form.seen()


def is_at(form, screen):
    """Whether another screen has opened."""
    return isinstance(form.app.screen, screen)


@pytest.mark.parametrize(("n", "name"), list(enumerate(SURVEYS)))
async def test_the_form_shows_every_page_and_sends_what_was_typed(n, name):
    survey, typed = SURVEYS[name], typed_by(name, n + 1)
    language = survey.languages[-1] if n % 2 else survey.languages[0]
    asked = Checker(survey).interview.asked(typed)
    pages = [page for page in survey.pages if asked.shows(page)]
    async with opened(typed, language, survey=survey) as form:
        await form.press("enter")  # goes on with what was typed earlier, at the first question without an answer
        await until(form, lambda form: form.at)
        here = next(at for at, page in enumerate(pages) if stands_in(form, page))
        for page in reversed(pages[:here]):
            await form.press("pageup")
            await until(form, stands_in, page)
        for page in pages:
            await until(form, shows, page, language)
            await form.press("pagedown")
        await until(form, is_at, ReviewScreen)
        await form.press(*["ctrl+s"] * (2 if form.session.warnings(typed) else 1))
        await until(form, is_at, ReceiptScreen)
    assert told(Checker(survey).check(form.session.sent).answers) == told(Checker(survey).check(typed).answers)
