"""What works on every screen: the palette, help, jump mode, copying, language and colours."""

from __future__ import annotations

import base64
import re

import pytest
from textual.content import Content
from tui_consultation import opened as consultation_opened
from tui_consultation import send
from tui_form import HOSTILE, opened

from consult import i18n
from consult.tui.actions import Action, shown
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog
from consult.tui.screens.palette import Palette
from consult.tui.widgets.key_bar import KeyBar


async def test_the_palette_finds_an_action_by_a_few_letters_and_does_it() -> None:
    async with opened() as form:
        await form.press("ctrl+p", *"page")
        assert "Next page" in form.seen() and "Look over" not in form.seen()
        await form.press("enter")
        assert form.at == "avail"


async def test_the_palette_finds_latvian_words_without_their_marks() -> None:
    async with opened(language="lv") as form:
        await form.press("ctrl+p", *"nakama lapa")
        assert "Nākamā lapa" in form.seen()


async def test_the_palette_says_when_nothing_is_found_and_closes() -> None:
    async with opened() as form:
        await form.press("ctrl+p", *"xyzzy")
        assert "Nothing matches" in form.seen()
        await form.press("enter", "escape")
        assert form.at == "group"


async def test_the_palette_goes_down_with_the_arrow() -> None:
    async with opened() as form:
        await form.press("ctrl+p", "down", "down", "enter")
        assert form.at == "avail"


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_tells_what_the_screen_is_for_and_its_keys(key: str) -> None:
    async with opened() as form:
        await form.press(key)
        seen = form.seen()
        assert "Every keystroke is kept" in seen and "Look over all answers" in seen
        await form.press("escape")
        assert form.at == "group"


async def test_help_scrolls_to_the_keys_that_work_everywhere() -> None:
    async with opened() as form:
        await form.press("f1", "end")
        await form.pilot.wait_for_animation()
        assert "Leave the program" in form.seen()


async def test_a_question_mark_in_a_field_is_text() -> None:
    async with opened() as form:
        await form.press("pagedown", *["tab"] * 3)
        await form.pilot.press("question_mark")
        assert form.at == "name" and form.raw["name"] == "?"


async def test_a_letter_jumps_to_a_place() -> None:
    async with opened() as form:
        await form.press("ctrl+o")
        assert " d " in form.seen()
        await form.press("d")
        assert form.at == "clients"


async def test_jump_marks_cover_nothing_that_is_read(consultation) -> None:
    send(consultation, 3, area="0010000")
    async with consultation_opened(consultation) as run:
        for keys in ((), ("enter",)):
            await run.press(*keys)
            before = run.seen()
            await run.press("ctrl+o")
            marked = run.seen()
            for row, other in zip(before.splitlines(), marked.splitlines(), strict=True):
                assert all(old == new or old in " ›│" for old, new in zip(row, other, strict=False)), other
            assert " a " in marked
            await run.press("escape")


async def test_a_key_that_is_no_letter_leaves_jump_mode() -> None:
    async with opened() as form:
        await form.press("ctrl+o", "1")
        assert form.at == "group" and not form.raw["group"]


async def test_copying_takes_what_stands_in_the_field_as_it_was_typed() -> None:
    async with opened({"name": HOSTILE}) as form:
        await form.press("enter", "pagedown", *["tab"] * 3, "ctrl+y")
        assert form.at == "name" and form.app.clipboard == HOSTILE


async def test_what_is_copied_cannot_end_the_sequence_that_carries_it(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = HOSTILE + " \x1b\\ \x07 \x9c \U0001f469\u200d\U0001f4bb"
    async with opened({"name": typed}) as form:
        await form.press("enter", "pagedown", *["tab"] * 3)
        written: list[str] = []
        monkeypatch.setattr(form.app._driver, "write", written.append)
        await form.press("ctrl+y")
        (carried,) = [text for text in written if text.startswith("\x1b]52")]
        assert re.fullmatch(r"\x1b\]52;c;[A-Za-z0-9+/=]*\x07", carried)
        assert base64.b64decode(carried[7:-1]).decode() == typed


async def test_the_palette_finds_among_hundreds_of_actions() -> None:
    actions = [Action(f"nothing({n})", "", f"Action {n} šķērsām", f"Action {n} šķērsām") for n in range(500)]
    chosen: list[Action | None] = []
    async with opened() as form:
        form.app.push_screen(Palette(actions), chosen.append)
        await form.pilot.pause()
        await form.press(*"499 skers", "enter")
    assert chosen == [actions[499]]


async def test_help_stands_when_what_can_be_done_below_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as form:
        below = form.app.screen
        await form.press("f1")
        monkeypatch.setattr(below, "check_action", lambda action, parameters: action != "review")
        await form.press("ctrl+l")
        assert "Palīdzība" in form.seen() and len(form.app.screen_stack) == 2


async def test_a_question_stands_when_there_is_less_to_ask_in_the_other_language() -> None:
    said = {"en": ["One", "Two"], "lv": ["Viens"]}

    def asked() -> Asked:
        words = said[i18n.current()]
        ways = {"go": "Go", "stay": "Stay"} if len(words) > 1 else {"stay": "Palikt"}
        return Asked("?", [(Content(""), plain(word)) for word in words], ways)

    chosen: list[str | None] = []
    async with opened() as form:
        form.app.push_screen(Dialog(asked), chosen.append)
        await form.pilot.pause()
        await form.press("ctrl+l")
        assert "Viens" in form.seen() and "Palikt" in form.seen() and "Go" not in form.seen()
        await form.press("enter")
    assert chosen == ["stay"]


async def test_overlays_do_not_open_over_one_another() -> None:
    async with opened() as form:
        await form.press("f1", "ctrl+p", "ctrl+o")
        assert len(form.app.screen_stack) == 2


async def test_the_language_changes_under_an_open_palette() -> None:
    async with opened() as form:
        await form.press("ctrl+p", "ctrl+l")
        assert "Nākamā lapa" in form.seen()


@pytest.mark.parametrize(
    ("key", "written"),
    [("ctrl+s", "^S"), ("escape", "Esc"), ("alt+up", "Alt+↑"), ("f1", "F1"), ("n", "n"), ("slash", "/"), ("ctrl+shift+z", "^⇧Z")],
)
def test_keys_are_written_as_people_write_them(key: str, written: str) -> None:
    assert shown(key) == written


@pytest.mark.parametrize("language", ["lv", "en"])
async def test_a_narrow_bar_keeps_the_keys_that_nobody_can_do_without(language: str) -> None:
    async with opened(language=language, size=(56, 20)) as form:
        bar = form.app.screen.query_one(KeyBar)
        seen = [cap.key for cap in bar.seen]
        assert {"ctrl+s", "escape", "f1", "ctrl+p"} <= {*seen} != {cap.key for cap in bar.caps}
        assert seen == [cap.key for cap in bar.caps if cap.key in seen], "they stand in their order"
