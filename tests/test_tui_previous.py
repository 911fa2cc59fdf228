"""What the same respondent answered in the wave before: seen beside each field, taken over by a key, offered at the start."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tui_form import HOSTILE, SURVEY, opened
from tui_types import PLANS, TABLES

from consult.model.checking import Checker
from consult.model.previous import Previous
from consult.model.survey import Survey
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.screens.dialogs import Dialog
from consult.tui.screens.form.answering import AnsweringScreen
from consult.tui.taking_over import left_to_take
from consult.tui.widgets.key_bar import KeyBar

Fields = Mapping[str, str | list[str]]
LAST: Fields = {"group": "ngo", "area": "a6", "clients": "1240", "since": "2020-03-05"}
FIGURES: Fields = {
    "clients.s1.y2025": "12400",
    "clients.s1.y2026": "17",
    "clients.s3.y2025": "not_known",
    "clients.s3.enough": "yes",
}


def answered(survey: Survey, raw: Fields, wave: str = "2026") -> Previous:
    """What somebody answered in an earlier wave."""
    return Previous(survey, wave, Checker(survey, insist=False).check(raw).answers)


async def test_beside_every_field_stands_what_was_answered_the_last_time() -> None:
    async with opened(language="lv", previous=answered(SURVEY, LAST), size=(80, 40)) as form:
        seen = form.seen()
        assert "2026: biedrību" in seen and "2026: Ķekavas novads" in seen
        assert "2026: 1\u00a0240" in seen and "2026: 2020. gada 5. marts" in seen
        await form.press("ctrl+l")
        assert "2026: 1,240" in form.seen() and "2026: 5 March 2020" in form.seen()
        assert form.raw["clients"] == "" and not form.session.keeps


async def test_the_key_bar_shows_no_key_by_half() -> None:
    async with opened(language="lv", previous=answered(SURVEY, LAST), size=(60, 24)) as form:
        bar = form.app.screen.query_one(KeyBar)
        assert 3 < len(bar.seen) < len(bar.caps)
        assert bar.render().cell_length <= 58
        await form.pilot.resize_terminal(200, 24)
        assert bar.seen == [*bar.caps]


async def test_without_an_earlier_wave_nothing_is_told_and_no_key_offered() -> None:
    async with opened() as form:
        assert "F3" not in form.seen() and "last time" not in form.seen()
        await form.press("f3", "f4")
        assert form.raw["clients"] == ""
    async with opened(previous=answered(SURVEY, {"name": ""})) as form:
        assert "F3" not in form.seen()


async def test_a_key_takes_over_what_is_empty_in_the_question() -> None:
    async with opened(previous=answered(SURVEY, LAST)) as form:
        assert "F3 last time" in form.seen()
        await form.press("f3")
        assert form.raw["group"] == "ngo" and form.raw["area"] == ""
        assert "2 ● an NGO" in form.seen()
        await form.press("tab", "tab", "f3")
        assert form.raw["clients"] == "1240"
        await form.press("backspace", "f3")
        assert form.raw["clients"] == "124", "what was typed stays"
        told = [toast.message for toast in form.app._notifications]
        assert told == ["Nothing to fill as last time: what was typed stays."]
        await form.press("f4")
        told = [toast.message for toast in form.app._notifications]
        assert told[1:] == ["2 fields filled as last time."]
        assert (form.raw["area"], form.raw["clients"], form.raw["since"]) == ("a6", "124", "2020-03-05")
        form.app.screen.keep()  # type: ignore[attr-defined]
        assert form.session.kept["clients"] == "124"


async def test_another_key_takes_over_the_whole_page_and_what_it_opens() -> None:
    last: Fields = {"runs": "yes", "groups": ["old", "young"], "main": "s3", "budget": "1200", "since": "2026-03-05"}
    async with opened(survey=PLANS, previous=answered(PLANS, {**last, "clients.s1.y2025": "4"})) as form:
        await form.press("f4")
        assert {name: form.raw[name] for name in last} == last
        assert "clients.s1.y2025" not in form.raw, "the next page waits for its own key"
        await form.press("ctrl+s")
        assert "Old people" in form.seen() and "Group home" in form.seen()


async def test_a_table_tells_the_figure_of_the_cell_below_and_in_the_empty_cells() -> None:
    async with opened(survey=TABLES, language="lv", previous=answered(TABLES, FIGURES)) as form:
        line = next(line for line in form.seen().splitlines() if "Aprūpe mājās" in line)
        assert "(17)" in line
        assert "2026: 12\u00a0400" in form.seen()
        await form.press("down", "down")
        assert "2026: nav zināms" in form.seen()
        await form.press("up", "up", "right")
        assert "2026: 17" in form.seen()
        await form.press("1", "8")
        assert "(17)" not in form.seen() and "2026: 17" in form.seen()
        await form.press("f3")
        assert (form.raw["clients.s1.y2025"], form.raw["clients.s1.y2026"]) == ("12400", "18")
        assert (form.raw["clients.s3.y2025"], form.raw["clients.s3.enough"]) == ("not_known", "yes")
        assert "✓" in form.seen() or "12400" in form.seen()


async def test_a_matrix_tells_the_point_of_the_row_and_takes_over_the_others() -> None:
    previous = answered(SURVEY, {"avail.s1": "2", "avail.s3": "3"})
    async with opened(previous=previous) as form:
        await form.press("pagedown")
        assert "2026: ◌ partly" in form.seen()
        rows = [line for line in form.seen().splitlines() if "◌" in line and "Service" in line]
        assert len(rows) == 2 and rows[0].index("◌") < rows[1].index("◌"), "the points of both rows are seen at once"
        await form.press("down")
        assert "2026: —" in form.seen()
        await form.press("down", "1", "f3")
        assert (form.raw["avail.s1"], form.raw["avail.s2"], form.raw["avail.s3"]) == ("2", "", "1")


async def test_a_repeat_is_taken_over_whole_while_it_is_empty() -> None:
    last: Fields = {"plans.1.name": "Roof", "plans.1.cost": "10000", "plans.2.name": "Lift", "plans.2.for": ["old"]}
    async with opened(survey=PLANS, previous=answered(PLANS, last), size=(80, 40)) as form:
        await form.press("pagedown", "pagedown")
        assert form.at == "plans" and "2026: Roof" in form.seen()
        await form.press("f3")
        assert {name: form.raw[name] for name in last} == last
        seen = form.seen()
        assert form.at == "plans" and "Roof" in seen and "Lift" in seen and "10000" in seen
    previous = answered(PLANS, last)
    assert not left_to_take(AnswerSheet(PLANS, {"plans.1.name": "Door"}, previous), PLANS.question("plans"))  # type: ignore[arg-type]


@pytest.mark.parametrize("raw", [{"first": ["s2", "s1"]}, {"money.s1": "60", "money.s2": "40"}])
async def test_orders_and_points_are_told_and_taken_over(raw: Fields) -> None:
    async with opened(survey=TABLES, previous=answered(TABLES, raw), size=(80, 40)) as form:
        await form.press("f4")
        assert {name: form.raw[name] for name in raw} == raw
        assert "Day centre for children and young people > Home care" in form.seen() or "✓ All shared out: 100" in form.seen()


async def test_the_answers_of_the_last_time_are_offered_as_what_they_are() -> None:
    async with opened(previous=answered(SURVEY, LAST), prefill=True) as form:
        assert isinstance(form.app.screen, Dialog)
        assert "answers of the wave “2026” (4/9)" in form.seen() and "Answers from earlier" not in form.seen()
        await form.press("enter")
        assert (form.at, form.raw["clients"]) == ("group", "1240")
        form.app.screen.keep()  # type: ignore[attr-defined]
        assert form.session.kept["clients"] == "1240", "whoever begins with them finds them again"


async def test_the_form_can_begin_empty_and_still_tells_the_last_time() -> None:
    async with opened(previous=answered(SURVEY, LAST), prefill=True) as form:
        await form.press("right", "enter")
        assert isinstance(form.app.screen, AnsweringScreen)
        assert form.raw["clients"] == "" and form.session.discarded
        assert "2026: an NGO" in form.seen()


async def test_leaving_the_offer_keeps_nothing() -> None:
    async with opened(previous=answered(SURVEY, LAST), prefill=True) as form:
        await form.press("escape")
        assert not form.session.keeps and not form.session.discarded


async def test_what_was_written_the_last_time_is_text() -> None:
    previous = answered(SURVEY, {"name": HOSTILE, "proposal": "ā" * 49, "group": "other", "group.other": HOSTILE}, HOSTILE)
    async with opened(previous=previous, size=(80, 60)) as form:
        await form.press("pagedown")
        seen = form.seen()
        assert "[b]bold[/b]" in seen
        assert not any(mark in seen for mark in "\x1b\x07\x9b\u202e")


async def test_a_run_without_a_name_is_the_last_time() -> None:
    async with opened(previous=answered(SURVEY, LAST, "")) as form:
        assert "last time: an NGO" in form.seen()
    async with opened(previous=answered(SURVEY, LAST, ""), prefill=True) as form:
        assert "answers of last time (4/9)" in form.seen()
