"""What changed between two waves: figures with their share, choices as choices, blank never as zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.waves import compare
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Missing

CLIENTS = Question("clients", QuestionType.NUMBER, {"lv": "Klienti"})
PARTS = (Question("y2026", QuestionType.NUMBER, {}), Question("note", QuestionType.TEXT, {}))
TABLE = Question("plan", QuestionType.TABLE, {}, rows=(Choice("home", {}), Choice("day", {})), parts=PARTS)
REPEAT = Question("site", QuestionType.REPEAT, {}, parts=PARTS, most=3)
RANKING = Question("first", QuestionType.RANKING, {}, choices=(Choice("a", {}), Choice("b", {}), Choice("c", {})))
MULTI = Question("services", QuestionType.MULTI, {}, choices=(Choice("a", {}), Choice("b", {})), other=True)
SHARES = Question("money", QuestionType.ALLOCATION, {}, choices=(Choice("a", {}), Choice("b", {})))


def figure(number, **where):
    return Answer("clients", number=number, **where)


def test_a_figure_is_told_with_difference_and_share():
    (change,) = compare([CLIENTS], [figure(100)], [figure(180)], 0.25)
    assert (change.old, change.new, change.difference, change.share, change.over) == (100, 180, 80, 0.8, True)


@pytest.mark.parametrize(
    ("old", "new", "share", "over"),
    [(100, 124, 0.24, False), (100, 125, 0.25, True), (100, 75, -0.25, True), (-100, -50, 0.5, True), (0, 1, None, True)],
)
def test_the_threshold_is_a_share_of_the_old_figure_either_way(old, new, share, over):
    (change,) = compare([CLIENTS], [figure(old)], [figure(new)], 0.25)
    assert change.share == share and change.over is over


def test_without_a_threshold_no_change_is_over():
    assert not compare([CLIENTS], [figure(1)], [figure(100)])[0].over


def test_blank_is_not_zero_and_a_reason_is_a_value_of_its_own():
    blank, unknown = Answer("clients", missing=Missing.BLANK), Answer("clients", missing=Missing.NOT_KNOWN)
    (change,) = compare([CLIENTS], [figure(0)], [blank], 0.25)
    assert (change.old, change.new, change.difference, change.over) == (0, Missing.BLANK, None, False)
    assert compare([CLIENTS], [blank], [unknown])[0].new is Missing.NOT_KNOWN
    assert compare([CLIENTS], [blank], [blank]) == ()


def test_what_one_wave_did_not_ask_is_no_change():
    assert compare([CLIENTS], [], [figure(5)]) == compare([CLIENTS], [figure(5)], []) == ()
    old = [Answer("plan", "home", number=1, column="y2026")]
    new = [*old, Answer("plan", "day", number=7, column="y2026")]
    assert compare([TABLE], old, new, 0.1) == (), "a row of the list that is new"


def test_cells_of_tables_and_repeats_are_compared_one_by_one():
    old = [Answer("plan", "home", number=10, column="y2026"), Answer("plan", "home", text="x", column="note")]
    new = [Answer("plan", "home", number=20, column="y2026"), Answer("plan", "home", text="y", column="note")]
    assert [(c.cell.name, c.old, c.new) for c in compare([TABLE], old, new)] == [
        ("plan.home.y2026", 10, 20),
        ("plan.home.note", "x", "y"),
    ]
    first = Answer("site", number=5, column="y2026", instance=1)
    (change,) = compare([REPEAT], [first], [first, Answer("site", number=0, column="y2026", instance=2)])
    assert (change.cell.name, change.old, change.new) == ("site.2.y2026", Missing.BLANK, 0)


def test_a_ranking_changes_as_a_whole_and_several_choices_in_no_order():
    old = [Answer("first", "a", number=1), Answer("first", "b", number=2)]
    new = [Answer("first", "a", number=2), Answer("first", "b", number=1)]
    (change,) = compare([RANKING], old, new)
    assert (change.old, change.new) == (("a", "b"), ("b", "a"))
    several = [Answer("services", code="a"), Answer("services", code="other", text="Pirts")]
    assert compare([MULTI], several, several[::-1]) == ()
    assert compare([MULTI], several, several[:1])[0].old == ("a", "Pirts")


def test_points_are_figures_of_their_choices():
    old = [Answer("money", "a", number=60), Answer("money", "b", number=40)]
    new = [Answer("money", "a", number=60), Answer("money", "b", number=80)]
    (change,) = compare([SHARES], old, new, 0.5)
    assert (change.cell.name, change.share, change.over) == ("money.b", 1.0, True)


FIGURES = st.one_of(st.none(), st.floats(-1e9, 1e9), st.integers(-1000, 1000))


@given(FIGURES, FIGURES, st.floats(0.01, 5))
def test_comparing_either_way_finds_the_same_cells(old, new, threshold):
    def answers(value):
        return [Answer("clients", missing=Missing.BLANK) if value is None else figure(value)]

    there, back = (compare([CLIENTS], *pair, threshold) for pair in ((answers(old), answers(new)), (answers(new), answers(old))))
    assert len(there) == len(back) <= 1
    for change, other in zip(there, back, strict=True):
        assert (change.old, change.new) == (other.new, other.old)
        assert change.difference == (None if other.difference is None else -other.difference)
        if old is not None and new is not None and old != 0:
            assert change.share == pytest.approx((new - old) / abs(old))
    assert compare([CLIENTS], answers(old), answers(old), threshold) == ()
