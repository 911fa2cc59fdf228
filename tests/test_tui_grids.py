"""Tables, allocations and matrices with sides, filled by keyboard and from a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Paste
from tui_form import HOSTILE, Form, both, opened
from tui_types import FIGURES, GROUPS, MONEY, PLANS, SHORT, SIDES, TABLES

from consult.model.consultation import Settings
from consult.model.question import Question, QuestionType
from consult.model.survey import Page, Survey
from consult.service import defining, sessions
from consult.service.consultation import create
from consult.tui.answer_app import AnswerApp
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.screens.form.answering import AnsweringScreen
from consult.tui.widgets.hanging_line import HangingLine
from consult.tui.widgets.table_grid import TableGrid

ALONE = {
    "money": Survey("m", ("lv", "en"), {"lv": "P"}, (Page("p", {}, (MONEY,)),)),
    "need": Survey("n", ("lv", "en"), {"lv": "V"}, (Page("p", {}, (SIDES,)),)),
}


def row(form: Form, code: str) -> list[str]:
    """What stands in a row of the table."""
    return [form.raw[f"clients.{code}.{part}"] for part in ("y2025", "y2026", "y2027", "enough", "remark")]


async def paste(form: Form, text: str) -> None:
    """Pastes into the field that has the focus."""
    assert form.app.focused is not None
    form.app.focused.post_message(Paste(text))
    await form.press()


async def test_figures_are_typed_and_tab_goes_across_and_enter_down() -> None:
    async with opened(survey=TABLES) as form:
        await form.press(*"12", "tab", *"15", "enter", *"7", "left", *"1,5", "up", "right", "right", "9")
        assert row(form, "s1") == ["12", "15", "9", "", ""]
        assert row(form, "s2") == ["1,5", "7", "", "", ""]


async def test_cells_of_choices_are_taken_by_letter_number_or_space() -> None:
    async with opened(survey=TABLES) as form:
        await form.press("tab", "tab", "tab", "n", "down", "1", "down", "space", "down", "space", "space", "down", "y", "delete")
        assert [row(form, f"s{n}")[3] for n in range(1, 6)] == ["no", "yes", "yes", "no", ""]


async def test_text_is_typed_edited_and_given_back() -> None:
    async with opened(survey=TABLES) as form:
        await form.press("end", *"maz vietu", "home", "end", "f2", "home", "delete", "M", "tab")
        assert row(form, "s1")[4] == "Maz vietu"
        await form.press("up", "end", *"cits", "escape")
        assert isinstance(form.app.screen, AnsweringScreen), "Esc takes the typing back and does not leave"
        assert row(form, "s1")[4] == "Maz vietu"
        await form.press("backspace", "backspace")
        assert row(form, "s1")[4] == "Maz vie"


async def test_sums_are_live_and_leave_out_what_is_no_figure() -> None:
    async with opened(survey=TABLES) as form:
        await form.press(*"1200", "tab", *"30", "tab", "?", "enter", "x")
        lines = form.seen().splitlines()
        first, sums = (next(line for line in lines if f" {words} " in line) for words in ("Home care", "   Total  "))
        assert first.split()[-2] == "1,230"
        assert [text for text in sums.split() if text[0].isdigit()] == ["1,200", "30", "1,230"]


async def test_the_reason_key_goes_through_the_reasons() -> None:
    async with opened(survey=TABLES) as form:
        for expected in ("not_known", "not_applicable", "", "not_known"):
            await form.press("?")
            assert row(form, "s1")[0] == expected
        assert "not known" in form.seen()
        await form.press("ctrl+l")
        assert "nav zināms" in form.seen()
        await form.press("5")
        assert row(form, "s1")[0] == "5", "a figure takes the place of a reason"


async def test_a_part_of_a_spreadsheet_fills_cells_to_the_right_and_below() -> None:
    async with opened(survey=TABLES, language="lv") as form:
        await form.press("tab")
        await paste(form, '1\t2\tJā\tlabi\r\n3\tnav zināms\tnē\t"divas\nrindas"\r\n')
        assert row(form, "s1") == ["", "1", "2", "yes", "labi"]
        assert row(form, "s2") == ["", "3", "not_known", "no", "divas rindas"]
        await form.press("ctrl+end")
        await paste(form, "a\tb\nc")
        assert row(form, "s5")[4] == "a"
        assert "! 2" in form.seen(), "what did not fit is told"


async def test_a_paste_over_filled_cells_is_undone_and_done_again() -> None:
    async with opened(survey=TABLES) as form:
        await form.press("7", "tab", "8", "ctrl+home", "ctrl+z")
        assert row(form, "s1")[:2] == ["7", "8"], "nothing was pasted yet"
        for _again in range(2):
            await paste(form, "1\t2\t3\n4\t5\t6")
        assert row(form, "s1")[:3] == ["1", "2", "3"] and "6 cells filled · ^Z undoes the paste" in form.seen()
        await form.press("down", "ctrl+z")
        assert row(form, "s1")[:3] == ["7", "8", ""] and row(form, "s2")[:3] == ["", "", ""]
        assert "6 cells as before the paste · ^Z pastes again" in form.seen()
        await form.press("ctrl+z")
        assert row(form, "s2")[:3] == ["4", "5", "6"]


async def test_the_undoing_of_a_paste_stands_in_the_help_and_beside_the_grid() -> None:
    async with opened(survey=SHORT) as form:
        await paste(form, "1\t2")
        assert form.seen().count("^Z undoes the paste") == 2, "below the cells and in the frame"
        await form.press("f1", "end")
        await form.pilot.pause()
        told = "".join(str(line.lead) for line in form.app.screen.query(HangingLine))
        assert "Ctrl+Z" in told


async def test_figures_of_a_latvian_spreadsheet_are_pasted_while_the_language_changes() -> None:
    async with opened(survey=TABLES, language="lv") as form:
        await form.press("7")
        form.app.focused.post_message(Paste("1\u00a0250,5\t12\r3\u202f000\t0,5\r"))
        form.app.simulate_key("ctrl+l")
        await form.press("tab")
        assert form.app.language == "en"
        assert row(form, "s1")[:2] == ["1\u00a0250,5", "12"] and row(form, "s2")[:2] == ["3\u202f000", "0,5"]
        assert "3,012" in form.seen(), "the sums are those of what was pasted and is accepted"


async def test_the_language_changes_in_a_half_typed_figure_of_a_table() -> None:
    async with opened(survey=TABLES, language="lv") as form:
        await form.press("1", "2", "ctrl+l", "5", "tab")
        assert row(form, "s1")[0] == "125"


async def test_hostile_text_pasted_into_a_table_reaches_no_terminal() -> None:
    async with opened(survey=TABLES) as form:
        await form.press("end")
        await paste(form, HOSTILE)
        await form.press("tab")
        assert not set(form.seen()) & {"\x1b", "\x07", "\x9b", "\u202e"}
        assert row(form, "s1")[4] == HOSTILE


async def test_a_wrong_cell_is_marked_and_told_with_its_place() -> None:
    async with opened(survey=TABLES) as form:
        await form.press("down", *"daudz", "tab", "tab", "up", "up", "ctrl+end", "enter")
        form.app.screen.keep()  # type: ignore[attr-defined]
        await form.press("up", "ctrl+home")
        seen = form.seen()
        assert "!daudz" in seen
        assert "Day centre for children and young people, 2025: “daudz” is not a" in seen


async def test_a_doubt_is_told_in_words_and_may_stay() -> None:
    async with opened(survey=TABLES) as form:
        await form.press("1", "tab", "2", "tab", "9", "ctrl+end", "enter")
        form.app.screen.keep()  # type: ignore[attr-defined]
        await form.press("up", "ctrl+home")
        assert "△ Home care, 2027: Three times as many." in form.seen()


async def test_a_wide_table_moves_under_its_row_labels() -> None:
    async with opened(survey=TABLES) as form:
        assert "1 ›" in form.seen() and "Remark" not in form.seen()
        await form.press("end", *"piezīme")
        seen = form.seen()
        assert "Remark" in seen and "Home care" in seen and "‹ " in seen and "2025" not in seen


async def test_the_mouse_goes_to_a_cell() -> None:
    async with opened(survey=TABLES) as form:
        grid = form.app.screen.query_one(TableGrid)
        await form.pilot.click(grid, offset=(grid.layout_at(grid.size.width).label + 6, 3))
        await form.press("4")
        assert row(form, "s2")[0] == "4"


async def test_arrows_leave_a_table_at_its_edges() -> None:
    async with opened(survey=TABLES) as form:
        await form.press("up")
        assert form.at == "clients"
        await form.press("ctrl+end", "down")
        assert form.at == "first"
        await form.press("up", "ctrl+end", "tab")
        assert form.at == "first"


async def test_own_words_are_typed_into_a_cell_of_choices_that_takes_them() -> None:
    who = Question("who", QuestionType.SINGLE, both("Kas sniedz?", "Who runs it?"), choices=GROUPS[:2], other=True)
    survey = Survey("w", ("lv", "en"), {"lv": "W"}, (Page("p", {}, (replace(FIGURES, parts=(who,), checks=()),)),))
    async with opened(survey=survey) as form:
        await form.press("1", "down", *"nav zināms", "down", "o", "down", *"xy", "f2", "home", "delete", "enter", "ctrl+s")
        assert [form.raw[f"clients.s{n}.who"] for n in range(1, 5)] == ["old", "nav zināms", "old", "y"]
        assert "Day centre for children and young people: Who runs it? nav zināms" in form.seen()
        await form.press("ctrl+s")
        assert form.session.sent is not None
    assert AnswerSheet(survey, form.session.sent).raw["clients.s2.who"] == "nav zināms"


async def test_without_colour_a_grid_is_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(survey=TABLES) as form:
        await form.press("1", "tab", "2", "down", *"daudz", "ctrl+end", "enter")
        form.app.screen.keep()  # type: ignore[attr-defined]
        await form.press("up", "ctrl+home")
        seen = form.seen()
        assert "[" in seen and "›" in seen and "!daudz" in seen


async def test_what_is_left_of_an_allocation_is_live() -> None:
    async with opened(survey=ALONE["money"], language="en") as form:
        await form.press(*"50", "down", *"30")
        assert "Left: 20 of 100 (points)" in form.seen()
        await form.press("down", "=")
        assert form.raw["money.s3"] == "20"
        assert "✓ All shared out: 100" in form.seen()
        await form.press("5")
        await form.press("0")
        assert "! Too much: 130 of 100, take 30 away (points)" in form.seen()
        await form.press("up", "?")
        assert form.raw["money.s2"] == "not_known"


async def test_an_allocation_that_does_not_add_up_is_told_before_sending() -> None:
    async with opened(survey=ALONE["money"]) as form:
        await form.press(*"50", "ctrl+s")
        assert form.session.sent is None
        assert "1 thing to put right" in form.seen()


async def test_each_side_of_a_row_is_rated_in_turn() -> None:
    async with opened(survey=ALONE["need"]) as form:
        await form.press("1", "2", "3", "right", "left", "left")
        answers = [form.raw[f"need.s{n}.{side}"] for n in (1, 2) for side in ("here", "region")]
        assert answers == ["a", "b", "c", "a"]
        seen = form.seen()
        assert "in the region" in seen and "4 of 10 fields" in seen


@pytest.mark.parametrize("language", ["lv", "en"])
async def test_grids_fit_eighty_columns(language: str) -> None:
    draft = {"runs": "yes"}
    async with opened(draft, language, survey=PLANS) as form:
        await form.press("enter", "pagedown")
        for _page in range(2):
            await form.press("pagedown")
            widths = {len(line) for line in form.seen().splitlines()}
            assert max(widths) <= 80


async def test_the_points_of_a_matrix_are_there_when_its_page_was_made_before_it_was_seen(tmp_path: Path) -> None:
    with create(tmp_path / "calls", Settings(title={"en": "Calls"}, languages=("lv", "en"))) as consultation:
        path = defining.take_ready_survey(consultation, "municipal-data-call")
        defining.publish(consultation, defining.read_file(path))
        app = AnswerApp(sessions.open_session(consultation, "municipal-data-call"), "en")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.5)
            await pilot.press("down", "enter")
            await pilot.pause(0.8)
            await pilot.press("pagedown")
            await pilot.pause(0.5)
            seen = Form(None, app, pilot).seen()  # type: ignore[arg-type]
            assert "Is the service provided" in seen and seen.count("○") > 20
