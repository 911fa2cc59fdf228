"""Old answers as a new version means them: moved, recoded, put together, and counted where they cannot stand together."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Missing
from consult.model.survey import Migration, Page, Survey
from consult.model.versions.migrating import apply, migrated
from consult.model.versions.migration_lines import added, line, lost
from consult.model.versions.migration_resolving import resolved

BLANK = Missing.BLANK


def choices(*codes, **settings):
    return tuple(Choice(code, {"lv": code}, **settings) for code in codes)


def survey(*questions, migrations=()):
    return Survey("needs", ("lv",), {"lv": "V"}, (Page("one", {}, questions),), migrations=tuple(migrations))


def ask(code, kind, *offered, **settings):
    return Question(code, QuestionType(kind), {"lv": code}, choices=choices(*offered), **settings)


def migrate(answers, before, after):
    return migrated(tuple(answers), resolved(survey(*before), after).steps)


def conflicts(answers, before, after):
    found = []
    for step in resolved(survey(*before), after).steps:
        applied = apply(answers, step)
        answers, found = applied.answers, [*found, *applied.conflicts]
    return found


def test_a_renamed_question_takes_its_answers_along():
    before, after = [ask("clients", "number")], survey(ask("visitors", "number"), migrations=[Migration({"clients": "visitors"})])
    other = Answer("wish", text="x")
    assert migrate([Answer("clients", number=5), other], before, after) == (Answer("visitors", number=5), other)


def test_where_nothing_applies_the_same_answers_come_back():
    before, after = [ask("clients", "number")], survey(ask("visitors", "number"), migrations=[Migration({"clients": "visitors"})])
    answers = (Answer("wish", text="x"),)
    assert migrated(answers, resolved(survey(*before), after).steps) is answers


def recoded(kind, answers, codes, old=("a", "b", "c"), new=("c", "m"), **settings):
    question = ask("q", kind, *old, **settings)
    after = survey(ask("q", kind, *new, **settings), migrations=[Migration(recode={"q": codes})])
    return migrate(answers, [question], after)


def test_choices_that_became_one_are_taken_once():
    given_ = [Answer("q", code="a"), Answer("q", code="b"), Answer("q", code="c")]
    assert recoded("multi", given_, {"a": "m", "b": "m"}) == (Answer("q", code="m"), Answer("q", code="c"))
    assert recoded("single", [Answer("q", code="b")], {"a": "m", "b": "m"}) == (Answer("q", code="m"),)


def test_points_of_choices_that_became_one_add_up():
    given_ = [Answer("q", "a", number=30), Answer("q", "b", number=30), Answer("q", "c", number=40)]
    assert recoded("allocation", given_, {"a": "m", "b": "m"}, total=100) == (
        Answer("q", "m", number=60), Answer("q", "c", number=40),
    )  # fmt: skip


def test_choices_that_became_one_keep_the_best_rank_and_the_others_close_up():
    given_ = [Answer("q", "a", number=1), Answer("q", "c", number=2), Answer("q", "b", number=3), Answer("q", "d", number=4)]
    found = recoded("ranking", given_, {"a": "m", "b": "m"}, old=("a", "b", "c", "d"), new=("m", "c", "d"))
    assert {(answer.row, answer.number) for answer in found} == {("m", 1), ("c", 2), ("d", 3)}


MATRIX = {"rows": choices("here", "near"), "sides": choices("now")}


def matrix(code="q", rows=("here", "near"), points=("1", "2"), sides=()):
    return Question(code, QuestionType.MATRIX, {"lv": "q"}, choices=choices(*points), rows=choices(*rows), sides=choices(*sides))


def test_the_same_code_may_be_a_row_and_a_point_and_only_the_one_that_is_gone_is_recoded():
    before = matrix(rows=("1", "2"), points=("1", "2", "3"))
    after = survey(matrix(rows=("1", "2"), points=("1", "3")), migrations=[Migration(recode={"q": {"2": "3"}})])
    assert migrate([Answer("q", "2", code="2")], [before], after) == (Answer("q", "2", code="3"),)


def test_rows_that_became_one_with_different_answers_are_a_conflict():
    after = survey(matrix(rows=("here",)), migrations=[Migration(recode={"q": {"near": "here"}})])
    differ = [Answer("q", "here", code="1"), Answer("q", "near", code="2")]
    (conflict,) = conflicts(differ, [matrix()], after)
    assert (conflict.question, conflict.row) == ("q", "here") and len(conflict.answers) == 2
    assert migrate(differ, [matrix()], after) == ()


@pytest.mark.parametrize(
    ("one", "two", "left"),
    [({"code": "1"}, {"code": "1"}, {"code": "1"}), ({"missing": BLANK}, {"code": "2"}, {"code": "2"}),
     ({"missing": BLANK}, {"missing": Missing.NOT_REACHED}, {"missing": BLANK}),
     ({"missing": Missing.REFUSED}, {"missing": BLANK}, {"missing": Missing.REFUSED})],
)  # fmt: skip
def test_rows_that_became_one_with_one_answer_have_it(one, two, left):
    after = survey(matrix(rows=("here",)), migrations=[Migration(recode={"q": {"near": "here"}})])
    given_ = [Answer("q", "here", **one), Answer("q", "near", **two)]
    assert migrate(given_, [matrix()], after) == (Answer("q", "here", **left),)
    assert not conflicts(given_, [matrix()], after)


def test_sides_and_columns_are_recoded_where_they_are_kept():
    after = survey(matrix(sides=("later",)), migrations=[Migration(recode={"q": {"now": "later"}})])
    moved = migrate([Answer("q", "here", code="1", column="now")], [matrix(sides=("now",))], after)
    assert moved == (Answer("q", "here", code="1", column="later"),)
    table = Question(
        "t", QuestionType.TABLE, {}, rows=choices("here"), parts=(ask("y1", "number"), ask("how", "single", "a", "b"))
    )
    then = Question("t", QuestionType.TABLE, {}, rows=choices("here"), parts=(ask("y2", "number"), ask("how", "single", "b")))
    after = survey(then, migrations=[Migration(recode={"t": {"y1": "y2"}, "t.how": {"a": "b"}})])
    moved = migrate([Answer("t", "here", number=3, column="y1"), Answer("t", "here", code="a", column="how")], [table], after)
    assert moved == (Answer("t", "here", number=3, column="y2"), Answer("t", "here", code="b", column="how"))


def merged(kind, answers, **settings):
    before = [ask("a", kind, "x", "y", **settings), ask("b", kind, "x", "y", **settings)]
    after = survey(ask("c", kind, "x", "y", **settings), migrations=[Migration(merge={"c": ("a", "b")})])
    return migrate(answers, before, after), conflicts(answers, before, after)


def test_merged_questions_put_their_answers_together():
    assert merged("multi", [Answer("a", code="x"), Answer("b", code="x"), Answer("b", code="y")])[0] == (
        Answer("c", code="x"), Answer("c", code="y"),
    )  # fmt: skip
    assert merged("text", [Answer("b", text="otrs"), Answer("a", text="pirmais")])[0] == (Answer("c", text="pirmais\notrs"),)
    assert merged("number", [Answer("a", missing=BLANK), Answer("b", number=5)])[0] == (Answer("c", number=5),)
    own = [Answer("a", code="other", text="suns"), Answer("b", code="other", text="kaķis")]
    assert merged("multi", own, other=True)[0] == (Answer("c", code="other", text="suns; kaķis"),)


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("number", [Answer("a", number=4), Answer("b", number=5)]),
        ("single", [Answer("a", code="x"), Answer("b", code="y")]),
        ("date", [Answer("a", text="2026-01-01"), Answer("b", text="2026-01-02")]),
        ("number", [Answer("a", number=4), Answer("b", missing=Missing.NOT_KNOWN)]),
        ("ranking", [Answer("a", "x", number=1), Answer("b", "y", number=1)]),
        ("allocation", [Answer("a", "x", number=1), Answer("b", "x", number=2)]),
    ],
)
def test_merged_answers_that_differ_are_left_out_and_listed(kind, answers):
    left, found = merged(kind, answers)
    assert left == () and len(found) == 1 and len(found[0].answers) == 2


def test_none_of_these_does_not_stand_beside_a_choice_after_a_merge():
    before = [ask("a", "multi", "x"), Question("b", QuestionType.MULTI, {}, choices=choices("none", exclusive=True))]
    both = Question("a", QuestionType.MULTI, {}, choices=(*choices("x"), *choices("none", exclusive=True)))
    after = survey(both, migrations=[Migration(merge={"a": ("a", "b")})])
    answers = [Answer("a", code="x"), Answer("b", code="none")]
    assert migrate(answers, before, after) == (Answer("a", code="x"),)
    assert len(conflicts(answers, before, after)) == 1


def test_steps_follow_each_other():
    before = [ask("a", "single", "x", "y")]
    after = survey(
        ask("b", "single", "z"),
        migrations=[Migration({"a": "b"}), Migration(recode={"b": {"x": "y"}}), Migration(recode={"b": {"y": "z"}})],
    )  # fmt: skip
    assert not resolved(survey(*before), after).faults
    assert migrate([Answer("a", code="x")], before, after) == (Answer("b", code="z"),)


@pytest.mark.parametrize(
    ("migration", "fault"),
    [
        (Migration({"nobody": "q"}), "the version before has no question “nobody”"),
        (Migration({"q": "wish"}), "there is a question “wish” already"),
        (Migration(recode={"nobody": {"a": "b"}}), "the version before has no question “nobody”"),
        (Migration(recode={"q": {"a": "b"}}), "nothing with the code “a” in “q” that is gone now"),
        (Migration(recode={"q": {"other": "a"}}), "own words cannot become a choice"),
        (Migration(merge={"nobody": ("q",)}), "there is no question “nobody”"),
        (Migration(merge={"wish": ("q",)}), "their answers cannot be put together"),
        (Migration(retire=("q",)), "the question “q” is retired and still asked"),
        (Migration(retire=("nobody.x",)), "the version before has no question “nobody.x”"),
        (Migration(reworded=("q.nobody",)), "the version before has no question “q.nobody”"),
    ],
)
def test_a_statement_that_fits_nothing_is_a_fault(migration, fault):
    questions = [ask("q", "single", "a", "b", other=True), ask("wish", "text")]
    faults = resolved(survey(*questions), survey(*questions, migrations=[migration])).faults
    assert any(fault in problem.fault for problem in faults) and all(problem.place.startswith("- ") for problem in faults)


def test_a_code_that_something_became_must_be_there():
    after = survey(ask("q", "single", "a"), migrations=[Migration(recode={"q": {"b": "nothing"}})])
    (problem,) = resolved(survey(ask("q", "single", "a", "b")), after).faults
    assert problem.fault == "there is no “nothing” in “q”"


def test_only_what_is_new_applies_and_what_was_taken_out_is_noticed():
    old = [Migration(recode={"q": {"a": "b"}}), Migration(retire=("x",))]
    new = [Migration(recode={"q": {"a": "b", "c": "b"}}), Migration(retire=("y",))]
    assert added(old, new) == (Migration(recode={"q": {"c": "b"}}), Migration(retire=("y",)))
    assert lost(old, new) == ("- retire: [x]",)
    assert added(old, old) == () and lost(old, old) == ()


def test_lines_are_what_a_survey_file_says():
    assert line(Migration({"a": "b"})) == "- rename: {a: b}"
    assert line(Migration(recode={"q": {"x: y": 'a"b'}})) == '- recode: {q: {"x: y": "a\\"b"}}'
    assert line(Migration(merge={"c": ("a", "b")})) == "- merge: {c: [a, b]}"
    assert line(Migration(reworded=("q.x",))) == "- reworded: [q.x]"


CODES = ["a", "b", "c", "d"]
kinds = st.sampled_from(["single", "multi", "ranking", "allocation", "matrix"])


@st.composite
def answered(draw):
    """A question, a recode without chains (targets are never replaced themselves), and the answers of one response."""
    kind = draw(kinds)
    gone = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True))
    kept = [code for code in CODES if code not in gone]
    codes = {code: draw(st.sampled_from(kept)) for code in gone}
    taken = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
    missing = st.sampled_from([None, BLANK, Missing.NOT_KNOWN])
    if kind == "single":
        answers = [Answer("q", code=taken[0])]
    elif kind == "multi":
        answers = [Answer("q", code=code) for code in taken]
    elif kind == "ranking":
        answers = [Answer("q", code, number=float(rank)) for rank, code in enumerate(taken, 1)]
    else:
        reasons = [draw(missing) for _code in taken]
        points = st.integers(0, 50).map(float)
        value = (lambda: {"code": draw(st.sampled_from("12"))}) if kind == "matrix" else (lambda: {"number": draw(points)})
        answers = [Answer("q", code, missing=why, **({} if why else value())) for code, why in zip(taken, reasons, strict=True)]
    if kind == "matrix":
        before, after = (matrix(rows=tuple(offered)) for offered in (CODES, kept))
    else:
        before, after = (ask("q", kind, *offered) for offered in (CODES, kept))
    return before, survey(after, migrations=[Migration(recode={"q": codes})]), tuple(answers), codes


@given(answered())
def test_recoding_twice_is_recoding_once(case):
    before, after, answers, _codes = case
    once = migrate(answers, [before], after)
    assert migrate(once, [before], after) == once


@given(answered())
def test_no_answer_is_lost_that_is_not_counted_as_a_conflict(case):
    before, after, answers, codes = case
    left, found = migrate(answers, [before], after), conflicts(answers, [before], after)
    cells = Counter((answer.row, answer.column, answer.code) for answer in left)
    assert all(count == 1 for count in cells.values())
    disputed = {conflict.row for conflict in found}
    for answer in answers:
        row, code = codes.get(answer.row, answer.row), codes.get(answer.code, answer.code)
        if answer.missing is BLANK or row in disputed:
            continue
        assert any((a.row, a.code, a.missing) == (row, code, answer.missing) for a in left)
    if before.type is QuestionType.ALLOCATION and not found:
        assert sum(a.number or 0 for a in left) == sum(a.number or 0 for a in answers)
    if before.type is QuestionType.RANKING:
        assert sorted(a.number for a in left) == [float(rank) for rank in range(1, len(left) + 1)]
    for conflict in found:
        assert len(set(conflict.answers)) > 1
