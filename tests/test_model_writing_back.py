"""Corrections of old answers: told as their version tells them, or refused where that would be guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Missing
from consult.model.survey import Migration, Page, Survey
from consult.model.versions.migrating import migrated
from consult.model.versions.migration_resolving import resolved
from consult.model.versions.writing_back import written_back

BLANK = Missing.BLANK


def survey(*questions, migrations=()):
    return Survey("needs", ("lv",), {"lv": "V"}, (Page("one", {}, questions),), migrations=tuple(migrations))


def ask(code, kind, *offered, **settings):
    return Question(
        code, QuestionType(kind), {"lv": code}, choices=tuple(Choice(one, {"lv": one}) for one in offered), **settings
    )


def corrected(stored, after, before, now):
    """What is kept where `stored`, answers to `before`, are corrected to `after`, told as `now` means them."""
    steps = resolved(before, now).steps
    done = written_back(tuple(stored), tuple(after), steps, before)
    if not (done.unclear or done.otherwise):
        assert set(migrated(done.answers, steps)) == set(after)
    return done


RENAMED = survey(ask("clients", "number")), survey(ask("visitors", "number"), migrations=[Migration({"clients": "visitors"})])


def test_a_renamed_question_is_corrected_under_its_old_code():
    done = corrected([Answer("clients", number=5)], [Answer("visitors", number=7)], *RENAMED)
    assert done.answers == (Answer("clients", number=7),)


def test_a_question_that_the_version_did_not_have_keeps_its_own_code():
    done = corrected([Answer("clients", number=5)], [Answer("visitors", number=5), Answer("wish", text="x")], *RENAMED)
    assert done.answers == (Answer("clients", number=5), Answer("wish", text="x"))


def recoded(kind, **settings):
    codes = {"a": "m", "b": "m", "d": "e"}
    return survey(ask("q", kind, "a", "b", "c", "d", **settings)), survey(
        ask("q", kind, "m", "c", "e", **settings), migrations=[Migration(recode={"q": codes})]
    )


@pytest.mark.parametrize(
    ("stored", "after", "kept"),
    [
        (["a"], ["m", "c"], ["a", "c"]),
        (["a", "b"], ["m", "c"], ["a", "b", "c"]),
        (["a", "b"], ["c"], ["c"]),
        (["c"], ["e"], ["d"]),
        (["c"], ["m"], None),
    ],
)
def test_of_choices_that_became_one_those_stay_that_were_chosen(stored, after, kept):
    done = corrected([Answer("q", code=one) for one in stored], [Answer("q", code=one) for one in after], *recoded("multi"))
    assert (None if done.unclear else sorted(answer.code for answer in done.answers)) == kept
    assert done.unclear == (("q",) if kept is None else ())


MERGED = (
    survey(ask("remarks", "text"), ask("wishes", "text")),
    survey(ask("comments", "text"), migrations=[Migration(merge={"comments": ("remarks", "wishes")})]),
)


@pytest.mark.parametrize(
    ("stored", "after", "kept"),
    [
        ({"remarks": "A", "wishes": ""}, "B", {"remarks": "B", "wishes": ""}),
        ({"remarks": "A", "wishes": "C"}, "A\nC", {"remarks": "A", "wishes": "C"}),
        ({"remarks": "A", "wishes": "C"}, "", {"remarks": "", "wishes": ""}),
        ({"remarks": "A", "wishes": "C"}, "B", None),
        ({}, "B", None),
    ],
)
def test_of_questions_that_became_one_the_one_that_was_answered_is_corrected(stored, after, kept):
    def said(code, text):
        return Answer(code, text=text) if text else Answer(code, missing=BLANK)

    done = corrected([said(*one) for one in stored.items()], [said("comments", after)], *MERGED)
    assert (None if done.unclear else {answer.question: answer.text or "" for answer in done.answers}) == kept


def test_ranks_and_points_of_choices_that_became_one_are_not_made_up():
    ranked = [Answer("q", "a", number=1), Answer("q", "c", number=2), Answer("q", "b", number=3)]
    turned = [Answer("q", "c", number=1), Answer("q", "m", number=2)]
    assert corrected(ranked, turned, *recoded("ranking")).unclear == ("q",)
    points = [Answer("q", "a", number=30), Answer("q", "b", number=30), Answer("q", "c", number=40)]
    moved = [Answer("q", "m", number=60), Answer("q", "c", number=20), Answer("q", "e", number=20)]
    done = corrected(points, moved, *recoded("allocation", total=100))
    assert {answer.row: answer.number for answer in done.answers} == {"a": 30, "b": 30, "c": 20, "d": 20}


CODES = st.sets(st.sampled_from("abcd"))


@given(CODES, st.sets(st.sampled_from("mce")))
def test_what_is_kept_means_what_was_told_or_nothing_is_kept(stored, after):
    before, now = recoded("multi")
    old = [Answer("q", code=code) for code in sorted(stored)] or [Answer("q", missing=BLANK)]
    new = [Answer("q", code=code) for code in sorted(after)] or [Answer("q", missing=BLANK)]
    done = corrected(old, new, before, now)
    assert bool(done.unclear) == ("m" in after and not stored & {"a", "b"})


@given(CODES)
def test_a_correction_that_says_the_same_changes_nothing(stored):
    before, now = recoded("multi")
    old = tuple(Answer("q", code=code) for code in sorted(stored))
    assert corrected(old, migrated(old, resolved(before, now).steps), before, now).answers == old


@pytest.mark.parametrize(("stored", "after", "kept"), [("a", "m", "a"), ("c", "m", "m"), ("c", "e", "d"), ("a", "c", "c")])
def test_one_choice_that_could_have_been_several_is_kept_by_its_newest_code(stored, after, kept):
    done = corrected([Answer("q", code=stored)], [Answer("q", code=after)], *recoded("single"))
    assert done.answers == (Answer("q", code=kept),)
