"""The draft: kept while typing, kept at leaving, offered again."""

from __future__ import annotations

import asyncio

import pytest
from tui_form import opened

from consult.errors import ConsultationError
from consult.tui.screens.dialogs import Dialog
from consult.tui.screens.form.answering import AnsweringScreen


async def test_a_keystroke_is_kept_within_a_second() -> None:
    async with opened() as form:
        await form.press("2")
        await asyncio.sleep(1)
        assert form.session.kept["group"] == "ngo"
        assert "✓ saved" in form.seen()


async def test_steady_typing_is_kept_too() -> None:
    async with opened() as form:
        await form.press("tab", "tab")
        for digit in "1234567":
            await form.press(digit)
            await asyncio.sleep(0.2)
        assert form.session.kept["clients"].startswith("12")


async def test_what_was_shown_and_left_empty_is_blank_and_the_rest_is_absent() -> None:
    async with opened() as form:
        await form.press("1")
        form.app.screen.keep()  # type: ignore[attr-defined]
        assert form.session.kept == {"group": "mun", "group.other": "", "area": "", "clients": "", "since": ""}


async def test_a_fault_of_saving_is_told_and_does_not_stop_the_person() -> None:
    async with opened() as form:
        form.session.refuses = ConsultationError("the disk is full", "free some space")
        await form.press("2")
        form.app.screen.keep()  # type: ignore[attr-defined]
        await form.press()
        assert "not saved: The disk is full." in form.seen()
        form.session.refuses = None
        await form.press("1")
        form.app.screen.keep()  # type: ignore[attr-defined]
        await form.press()
        assert "✓ saved" in form.seen()


@pytest.mark.parametrize("way", [("escape", "enter"), ("ctrl+q", "enter"), ("ctrl+q", "ctrl+q")])
async def test_leaving_keeps_the_draft(way: tuple[str, ...]) -> None:
    async with opened() as form:
        await form.press("2", way[0])
        assert "kept on this computer" in form.seen()
        await form.press(way[1])
        assert form.session.kept["group"] == "ngo"
        assert form.app.return_value is None and form.session.sent is None
        assert not form.app.is_running or form.app._exit


async def test_staying_goes_on_where_one_was() -> None:
    async with opened() as form:
        await form.press("2", "escape", "escape")
        assert isinstance(form.app.screen, AnsweringScreen)
        assert form.at == "group"


async def test_the_draft_is_offered_and_gone_on_with_at_the_first_open_question() -> None:
    async with opened({"group": "ngo", "area": "a3", "clients": "12"}) as form:
        assert isinstance(form.app.screen, Dialog)
        assert "(3/9)" in form.seen()
        await form.press("enter")
        assert form.at == "since"
        assert form.raw["clients"] == "12"


async def test_the_draft_can_be_thrown_away() -> None:
    async with opened({"group": "ngo"}) as form:
        await form.press("right", "enter")
        assert form.session.discarded
        assert (form.at, form.raw["group"]) == ("group", "")


async def test_leaving_from_the_offer_keeps_the_draft() -> None:
    async with opened({"group": "ngo"}) as form:
        await form.press("escape")
        assert not form.session.discarded and form.session.kept == {"group": "ngo"}
