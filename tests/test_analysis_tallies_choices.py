"""Closed questions: yes or no, matrices with sides, choices that came and went; what was asked always adds up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.tallies import tally
from consult.model.distributions import Distribution, PairedTable
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Missing

YES_NO = (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
POINTS = tuple(
    Choice(code, {"en": label}, apart=code == "x") for code, label in zip("123x", ("None", "Some", "Great", "?"), strict=True)
)
ROWS = (Choice("home", {"en": "Home care"}), Choice("day", {"en": "Day centre"}))
SIDES = (Choice("here", {"en": "Here"}), Choice("region", {"en": "Region"}))
PAIRED = Question("need", QuestionType.MATRIX, {"en": "Need"}, choices=POINTS, rows=ROWS, sides=SIDES)


def place(row: str, side: str, point: str) -> Answer:
    if not point:
        return Answer("need", row, missing=Missing.BLANK, column=side)
    return Answer("need", row, code=point, column=side)


def test_yes_and_no_stand_in_their_order() -> None:
    question = Question("q", QuestionType.YESNO, {"en": "?"}, choices=YES_NO)
    result = tally(question, [[Answer("q", code=code)] for code in ("no", "no", "yes")], "en", "")
    assert isinstance(result, Distribution)
    assert [(bar.code, bar.count) for bar in result.bars] == [("yes", 1), ("no", 2)] and result.ordered


def test_a_reason_is_neither_an_answer_nor_blank() -> None:
    question = Question("q", QuestionType.YESNO, {"en": "?"}, choices=YES_NO)
    gone = [Missing.BLANK, Missing.REFUSED, Missing.NOT_REACHED, Missing.REFUSED]
    result = tally(question, [[Answer("q", code="yes")], *([Answer("q", missing=why)] for why in gone)], "en", "")
    assert isinstance(result, Distribution)
    assert (result.n, result.blank, dict(result.missing), result.asked) == (1, 1, {Missing.NOT_REACHED: 1, Missing.REFUSED: 2}, 5)


def test_a_closed_choice_is_told_of_only_where_it_was_taken() -> None:
    closed = Choice("maybe", {"en": "Maybe"}, closed=True)
    question = Question("q", QuestionType.SINGLE, {"en": "?"}, choices=(*YES_NO, closed))
    for answers, told in (([[Answer("q", code="yes")]], ["yes", "no"]), ([[Answer("q", code="maybe")]], ["yes", "no", "maybe"])):
        result = tally(question, answers, "en", "")
        assert isinstance(result, Distribution) and [bar.code for bar in result.bars] == told


def test_sides_are_spread_apart_and_compared_by_respondent() -> None:
    answers = [
        [place("home", "here", "1"), place("home", "region", "3")],
        [place("home", "here", "3"), place("home", "region", "2")],
        [place("home", "here", "2"), place("home", "region", "2")],
        [place("home", "here", "x"), place("home", "region", "3")],
        [place("home", "here", "3"), place("home", "region", "")],
    ]
    result = tally(PAIRED, answers, "en", "")
    assert isinstance(result, PairedTable) and result.sides == ("Here", "Region")
    home, day = result.rows
    assert (home.higher, home.lower, home.same) == (1, 1, 1), "no opinion and blank have no place on the scale"
    assert [(side.n, side.blank) for side in home.sides] == [(5, 0), (4, 1)]
    assert [bar.count for bar in home.sides[0].bars] == [1, 1, 2, 1]
    assert [side.asked for side in day.sides] == [0, 0], "what was not asked is not blank"


points = st.sampled_from(["", "1", "2", "3", "x"])


@given(st.lists(st.tuples(points, points, points, points), max_size=25))
def test_every_side_of_every_row_adds_up(many: list[tuple[str, str, str, str]]) -> None:
    cells = [("home", "here"), ("home", "region"), ("day", "here"), ("day", "region")]
    answers = [[place(row, side, point) for (row, side), point in zip(cells, own, strict=True)] for own in many]
    result = tally(PAIRED, answers, "en", "")
    assert isinstance(result, PairedTable)
    for row, (first, second) in zip(result.rows, ((0, 1), (2, 3)), strict=True):
        both = sum(own[first] in {"1", "2", "3"} and own[second] in {"1", "2", "3"} for own in many)
        assert row.higher + row.lower + row.same == both
        for side in row.sides:
            assert side.asked == len(many) and sum(bar.count for bar in side.bars) == side.n
