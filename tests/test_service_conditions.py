"""Conditions put together from lists, and the expressions that say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui_form import SURVEY

from consult.model.expressions import parse
from consult.service.conditions import OPERATORS, WITHOUT_VALUE, Condition, Conditions, filter_of, read, subjects, written

KNOWN = subjects(SURVEY, "page:none", "en")
PATHS = [subject.path for subject in KNOWN]


def test_only_what_was_answered_before_can_be_asked_about() -> None:
    assert [subject.path for subject in subjects(SURVEY, "clients", "lv")] == ["group", "area"]
    assert subjects(SURVEY, "page:who", "lv") == ()


def test_the_rows_of_a_matrix_are_asked_about_one_by_one() -> None:
    rows = [subject for subject in KNOWN if subject.path.startswith("avail")]
    assert rows[0].path == "avail.s1" and rows[0].label == "How available? – Service 1"
    assert rows[0].choices[0] == ("1", "none")


values = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
conditions = st.builds(Condition, st.sampled_from(PATHS), st.sampled_from(sorted(OPERATORS)), values).map(
    lambda one: Condition(one.path, one.operator) if one.operator in WITHOUT_VALUE else one
)


@given(st.lists(conditions, min_size=1, max_size=3), st.booleans())
def test_what_is_written_is_read_again(all_: list[Condition], either: bool) -> None:
    wanted = Conditions(tuple(all_), either and len(all_) > 1)
    expression = written(wanted, [])
    parse(expression)
    assert read(expression) == wanted


def test_figures_are_written_as_figures_with_a_point() -> None:
    assert written(Conditions((Condition("clients", ">", "2,5"),)), KNOWN) == "clients > 2.5"


@pytest.mark.parametrize("expression", ["a and (b or c)", "sum(x) > 3", "not a", "a == b", "1 <", "", "row in area"])
def test_what_rows_of_choices_cannot_say_is_left_to_the_text(expression: str) -> None:
    assert read(expression) in (None, Conditions())


@pytest.mark.parametrize(("expression", "found"), [("row in lacking", "lacking"), ("", ""), ("row.kind == 'x'", None)])
def test_a_filter_by_what_was_chosen_is_known(expression: str, found: str | None) -> None:
    assert filter_of(expression, "row") == found
