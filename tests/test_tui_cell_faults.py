"""What is said of answers that cannot stay as they are, while the person is still in the question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.events import Paste
from tui_form import Form, both, opened
from tui_types import FIGURES, GROUPS, MONEY, SERVICES, TABLES, YEARS

from consult.i18n import ngettext, using
from consult.model.question import Check, Question, QuestionType
from consult.model.survey import Page, Survey
from consult.tui.answer_sheet import AnswerSheet, State
from consult.tui.widgets.question_panel import QuestionPanel

POINTS = Survey("m", ("lv", "en"), both("Punkti", "Points"), (Page("p", {}, (MONEY,)),))
GRID = replace(FIGURES, parts=YEARS[:2], rows=SERVICES[:2], checks=())
SMALL = Survey("g", ("lv", "en"), both("Tabula", "Table"), (Page("p", {}, (GRID,)),))
WHOM = Question("groups", QuestionType.MULTI, both("Kam?", "For whom?"), choices=GROUPS)
FILTERED = Survey(
    "f",
    ("lv", "en"),
    both("Kam", "For whom"),
    (Page("a", {}, (WHOM,)), Page("b", {}, (replace(FIGURES, rows_if="row.for in groups", checks=()),))),
)
NOTHING = "There is nothing to answer here"


def other_places(n: int) -> str:
    """How many other places are wrong, in Latvian."""
    with using("lv"):
        return ngettext("({n} more place)", "({n} more places)", n).format(n=n)


def words(form: Form) -> str:
    """The screen as one line of words, without frames."""
    return " ".join(form.seen().replace("│", " ").split())


def title(form: Form) -> str:
    """What stands in the frame above the question."""
    return str(form.app.screen.query_one(QuestionPanel).border_title)


@pytest.mark.parametrize(
    "typed, fault", [("abc", "“abc” is not a"), ("12,5", "“12,5” is not a whole number"), ("-3", "Home care, 2025:")]
)
async def test_a_faulty_cell_is_told_as_soon_as_it_is_left(typed: str, fault: str) -> None:
    async with opened(survey=SMALL) as form:
        await form.press(*typed)
        assert "Home care, 2025: " not in form.seen(), "nobody is interrupted while typing"
        await form.press("tab")
        seen = form.seen()
        assert f"!{typed}" in seen and "! Home care, 2025: " in seen and fault in seen


async def test_a_faulty_cell_counts_neither_as_done_nor_in_the_total() -> None:
    async with opened(survey=SMALL) as form:
        await form.press("5", "tab", "6", "tab", *"-3", "tab", "7", "up")
        seen = form.seen()
        assert "✓" not in title(form) and "!" in title(form)
        assert "3 of 4 fields" in seen
        total = [line for line in seen.splitlines() if "  Total  " in line][-1]
        assert [word for word in total.split() if word.isdigit()] == ["5", "13", "18"]
        assert [line.count("✓") for line in seen.splitlines() if "Day centre" in line][:1] == [0]


async def test_the_fault_goes_with_the_key_that_mends_it() -> None:
    async with opened(survey=SMALL) as form:
        await form.press(*"12,5", "tab", "left", "backspace")
        assert "Home care, 2025: “12,” " not in form.seen() or "!" in title(form)
        await form.press("backspace")
        assert "Home care, 2025:" not in form.seen() and "!" not in title(form)


async def test_pasted_faults_are_told_when_the_draft_is_kept() -> None:
    async with opened(survey=SMALL) as form:
        assert form.app.focused is not None
        form.app.focused.post_message(Paste("daudz\t2\n3\t-4"))
        await form.press()
        form.app.screen.keep()  # type: ignore[attr-defined]
        await form.press()
        assert "! Home care, 2025: “daudz”" in words(form) and "(1 more place)" in words(form) and "!-4" in form.seen()


async def test_the_number_of_other_places_is_told_in_the_language_of_the_form() -> None:
    async with opened(survey=SMALL, language="lv") as form:
        await form.press(*"abc", "tab", *"abc", "tab", *"abc", "tab", "up")
        assert other_places(2) in words(form)


async def test_a_wrong_sum_of_points_belongs_to_no_row_and_goes_when_it_is_right() -> None:
    async with opened(survey=POINTS) as form:
        await form.press(*"80", "ctrl+s", "escape")
        seen = form.seen()
        assert "! 80 of 100 are allocated" in seen and "!80" not in seen and "Home care:" not in seen
        await form.press("down", *"20")
        seen = form.seen()
        assert "✓ All shared out: 100" in seen and "are allocated" not in seen and "!" not in title(form)


async def test_faulty_points_are_left_out_of_what_is_shared_out() -> None:
    async with opened(survey=POINTS) as form:
        await form.press(*"-5", "down", *"60", "down")
        seen = form.seen()
        assert "Left: 40 of 100 (points)" in seen and "! Home care: " in seen and "!-5" in seen
        await form.press("up", "up", "=")
        assert form.raw["money.s1"] == "40" and "Home care: " not in form.seen()


async def test_the_unit_of_points_is_told_once() -> None:
    async with opened(survey=POINTS) as form:
        await form.press("5")
        assert form.seen().count("points") == 2, "in the question and below the grid"


async def test_a_table_without_rows_says_why() -> None:
    async with opened(survey=FILTERED) as form:
        await form.press("end", "space", "pagedown")
        seen = form.seen()
        assert NOTHING in seen and "0 of 0" not in seen and "2025" not in seen
        await form.press("pageup", "home", "space", "pagedown")
        assert NOTHING not in form.seen() and "Home care" in form.seen() and form.at == "clients"


def test_states_tell_faulty_answers_from_good_ones() -> None:
    cells = [cell.name for cell in GRID.cells]
    sheet = AnswerSheet(SMALL, dict.fromkeys(cells, "1"))
    assert sheet.state(GRID) is State.DONE and not sheet.refused(GRID)
    sheet.put({cells[0]: "-1"})
    assert sheet.state(GRID) is State.PARTLY and sheet.refused(GRID) == {cells[0]}


def test_a_choice_that_is_no_longer_on_offer_is_no_fault_in_a_cell() -> None:
    closed = replace(WHOM, choices=tuple(replace(choice, closed=choice.code == "old") for choice in GROUPS))
    survey = Survey("c", ("lv", "en"), {}, (Page("p", {}, (closed,)),))
    assert not AnswerSheet(survey, {"groups": ["old", "young"]}).refused(closed)


async def test_a_check_of_a_row_waits_until_the_table_is_left() -> None:
    table = replace(GRID, checks=(Check("y2026 >= y2025", both("mazāk", "fewer than before")),))
    survey = replace(TABLES, pages=(Page("p", {}, (table, MONEY)),))
    async with opened(survey=survey) as form:
        await form.press("5", "tab", "4", "tab")
        assert "ewer than before" not in form.seen()
        await form.press("ctrl+end", "enter")
        assert "ewer than before" in form.seen()
