"""Rankings and allocations: the points of the rule, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.tallies import tally
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Missing

ABCD = tuple(Choice(code, {"en": code.upper()}) for code in "abcd")
TOP3 = Question("top", QuestionType.RANKING, {"en": "Top"}, choices=ABCD, most=3)
BUDGET = Question("money", QuestionType.ALLOCATION, {"en": "Money"}, choices=ABCD, total=100, unit={"en": "%"})


def ranked(order: Sequence[str]) -> list[Answer]:
    if not order:
        return [Answer("top", missing=Missing.BLANK)]
    return [Answer("top", code, number=rank) for rank, code in enumerate(order, 1)]


def divided(points: Sequence[float | Missing | None]) -> list[Answer]:
    """Points for a, b, c, d in turn: a figure, a missing reason, or None where it was not on offer."""
    return [
        Answer("money", choice.code, missing=given) if isinstance(given, Missing) else Answer("money", choice.code, number=given)
        for choice, given in zip(ABCD, points, strict=True)
        if given is not None
    ]


def ranking(*orders: str) -> RankingResult:
    result = tally(TOP3, [ranked(order) for order in orders], "en", "")
    assert isinstance(result, RankingResult)
    return result


def allocation(*points: Sequence[float | Missing | None]) -> AllocationResult:
    result = tally(BUDGET, [divided(own) for own in points], "en", "")
    assert isinstance(result, AllocationResult)
    return result


def test_points_ranks_and_first_places_by_hand() -> None:
    result = ranking("abc", "ba", "a", "")
    assert (result.n, result.blank, result.places) == (3, 1, 3)
    told = [(one.code, one.points, one.ranked, one.first, round(one.mean_rank, 2)) for one in result.choices]
    assert told == [("a", 8, 3, 2, 1.33), ("b", 5, 2, 1, 1.5), ("c", 1, 1, 0, 3), ("d", 0, 0, 0, 0)]


def test_equal_points_go_to_the_better_mean_rank_then_to_the_questionnaire() -> None:
    assert [one.code for one in ranking("abc", "cad", "bac").choices[:2]] == ["a", "b"]
    even = ranking("ab", "ba")
    assert [one.code for one in even.choices] == ["a", "b", "c", "d"]
    one_first = ranking("xab", "cxb", "cdb", "b")
    tied = [one for one in one_first.choices if one.points == 5]
    assert [one.mean_rank for one in tied] == sorted(one.mean_rank for one in tied)


def test_more_places_than_now_are_not_cut_off() -> None:
    result = ranking("abcd")
    assert result.places == 4 and [one.points for one in result.choices] == [4, 3, 2, 1]


@given(st.lists(st.permutations("abcd").flatmap(lambda order: st.integers(0, 3).map(lambda k: order[:k])), max_size=30))
def test_points_and_ranks_add_up(orders: list[list[str]]) -> None:
    result = ranking(*("".join(order) for order in orders))
    assert result.n + result.blank == len(orders)
    assert sum(one.ranked for one in result.choices) == sum(map(len, orders))
    assert sum(one.first for one in result.choices) == result.n
    assert sum(one.points for one in result.choices) == sum(sum((3, 2, 1)[: len(order)]) for order in orders)
    assert [one.points for one in result.choices] == sorted((one.points for one in result.choices), reverse=True)


def test_blank_beside_points_is_zero_and_a_reason_is_not() -> None:
    result = allocation((60, 40, Missing.BLANK, Missing.NOT_KNOWN), (100, Missing.BLANK, Missing.BLANK, Missing.BLANK))
    told = {one.code: (one.n, one.mean, one.median, one.total, one.given) for one in result.choices}
    assert told == {"a": (2, 80, 80, 160, 2), "b": (2, 20, 20, 40, 1), "c": (2, 0, 0, 0, 0), "d": (1, 0, 0, 0, 0)}
    assert [one.code for one in result.choices][:2] == ["a", "b"] and (result.whole, result.unit) == (100, "%")


def test_what_was_not_on_offer_is_not_in_the_mean() -> None:
    result = allocation((100, None, None, 0), (50, 50, None, 0))
    assert {one.code: one.n for one in result.choices} == {"a": 2, "b": 1, "c": 0, "d": 2}


@pytest.mark.parametrize(
    ("points", "blank", "missing"),
    [
        ((Missing.BLANK,) * 4, 1, {}),
        ((Missing.REFUSED,) * 4, 0, {Missing.REFUSED: 1}),
        ((Missing.BLANK, Missing.NOT_KNOWN, None, None), 0, {Missing.NOT_KNOWN: 1}),
    ],
)
def test_an_allocation_without_a_point_is_no_allocation(
    points: tuple[Missing | None, ...], blank: int, missing: dict[Missing, int]
) -> None:
    result = allocation(points)
    assert (result.n, result.blank, dict(result.missing)) == (0, blank, missing)
    assert all(one.n == 0 for one in result.choices)


@given(st.lists(st.tuples(*[st.one_of(st.integers(0, 100), st.just(Missing.BLANK), st.none())] * 4), max_size=20))
def test_all_points_are_in_the_sums(many: list[tuple[int | Missing | None, ...]]) -> None:
    asked = [own for own in many if any(given is not None for given in own)]
    result = allocation(*asked)
    assert result.n + result.blank == len(asked)
    figures = [given for own in asked for given in own if isinstance(given, int) and not isinstance(given, Missing)]
    assert sum(one.total for one in result.choices) == pytest.approx(sum(figures))
    assert all(one.mean * one.n == pytest.approx(one.total) for one in result.choices)
