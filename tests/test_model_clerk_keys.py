"""What clerks type into the fields of paper forms."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.model.clerk_keys import More, NoFit, Value, offer_of, read
from consult.model.clerk_pace import forms_per_hour
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Missing
from consult.model.typed_values import Refused, written_date


def asked(kind, labels=(), **more):
    choices = tuple(Choice(f"c{n}", {"en": label}) for n, label in enumerate(labels, 1))
    return Question("q", kind, {"en": "Q"}, choices=choices, **more)


def typed(question, text, before=(), *, ended=False):
    return read(question, text, offer_of(question, "en", "Other"), before, ended=ended)


AGES = asked(QuestionType.SINGLE, ["young", "middle", "old", "ancient"])
TOWNS = asked(
    QuestionType.SINGLE, ["Ādaži", "Cēsis", "Cesvaine", "Dobele", "Jelgava", "Jūrmala", "Liepāja", "Ogre", "Rīga", "Valka"]
)
SCALE = Question(
    "s",
    QuestionType.SCALE,
    {"en": "S"},
    choices=(*(Choice(str(n), {"en": str(n)}) for n in range(1, 11)), Choice("na", {"en": "no opinion"}, apart=True)),
)


def test_one_key_takes_one_of_a_few_choices():
    assert typed(AGES, "3") == Value("c3")


def test_a_digit_that_is_no_choice_moves_on_all_the_same_so_that_the_next_key_is_the_next_fields():
    assert typed(AGES, "9").moves_on
    assert typed(TOWNS, "77").moves_on


def test_letters_choose_as_soon_as_one_label_is_left():
    assert typed(AGES, "m") == Value("c2", "iddle")
    assert typed(TOWNS, "c") == More("", ("c2", "c3"))
    assert typed(TOWNS, "ce") == More("", ("c2", "c3"))
    assert typed(TOWNS, "cēsi") == typed(TOWNS, "CESI") == Value("c2", "s")
    assert typed(TOWNS, "ad") == Value("c1", "azi")


def test_letters_that_begin_no_label_stay_in_the_field():
    refused = typed(AGES, "x")
    assert isinstance(refused, NoFit) and not refused.moves_on


def test_ten_choices_take_two_digits_or_one_and_enter():
    assert isinstance(typed(TOWNS, "0"), More) and isinstance(typed(TOWNS, "7"), More)
    assert typed(TOWNS, "07") == Value("c7")
    assert typed(TOWNS, "7", ended=True) == Value("c7")
    assert typed(TOWNS, "10") == Value("c10")


def test_points_of_a_scale_answer_to_their_own_figure():
    assert typed(SCALE, "7") == Value("7")
    assert typed(SCALE, "1") == More("", ("1", "10"))
    assert typed(SCALE, "10") == Value("10")
    assert typed(SCALE, "1", ended=True) == Value("1")
    assert typed(SCALE, "0") == Value("na")


def test_digits_of_a_multi_toggle_and_enter_ends():
    several = asked(QuestionType.MULTI, ["a", "b", "c"], other=True)
    assert typed(several, "31") == More(["c1", "c3"])
    assert typed(several, "313", ended=True) == Value(["c1"])
    assert typed(several, "4", ["c2"], ended=True) == Value(["c2", "other"])
    assert isinstance(typed(several, "9"), NoFit)


def test_a_long_multi_takes_two_digits_each_and_words_between_commas():
    several = asked(QuestionType.MULTI, [f"{letter}label" for letter in "abcdefghijkl"])
    assert typed(several, "0112", ended=True) == Value(["c1", "c12"])
    assert typed(several, "01 12", ended=True) == Value(["c1", "c12"])
    assert typed(several, "al, bla, 12", ended=True) == Value(["c1", "c2", "c12"])


def test_a_ranking_takes_digits_in_the_order_of_the_ranks():
    ranking = asked(QuestionType.RANKING, ["a", "b", "c", "d"], most=3)
    assert typed(ranking, "31") == More(["c3", "c1"])
    assert typed(ranking, "312") == Value(["c3", "c1", "c2"])
    assert isinstance(typed(ranking, "33"), NoFit)


def test_question_marks_go_through_the_missing_reasons():
    figure = asked(QuestionType.NUMBER, reasons=(Missing.NOT_KNOWN, Missing.REFUSED))
    assert [typed(figure, "?" * n, ended=True).value for n in (1, 2, 3)] == ["not_known", "refused", "not_known"]


def test_figures_are_read_when_they_are_ended():
    figure = asked(QuestionType.NUMBER, integer=True)
    assert typed(figure, "12") == More("12")
    assert typed(figure, "12", ended=True) == Value("12")
    assert typed(figure, "1l2", ended=True).moves_on


@pytest.mark.parametrize("text", ["050326", "05032026", "5.3.26", "5.3.2026", "5/3/26", "5 3 26", "2026-03-05"])
def test_dates_are_typed_as_they_stand_on_paper(text):
    assert typed(asked(QuestionType.DATE), text, ended=True) == Value("2026-03-05")


def test_the_limits_of_the_question_say_which_century_is_meant():
    assert written_date("010148") == date(2048, 1, 1)
    assert written_date("010148", latest=date(2026, 1, 1)) == date(1948, 1, 1)
    with pytest.raises(Refused):
        written_date("310226")


@given(st.text(max_size=12), st.booleans())
def test_whatever_is_typed_means_something_or_is_refused(text, ended):
    for question in (
        AGES,
        TOWNS,
        SCALE,
        asked(QuestionType.MULTI, "abc"),
        asked(QuestionType.RANKING, "abc"),
        asked(QuestionType.DATE),
    ):
        outcome = typed(question, text, ended=ended)
        codes = [outcome.value] if isinstance(outcome, Value) and isinstance(outcome.value, str) else []
        assert isinstance(outcome, Value | More | NoFit)
        assert question.type is QuestionType.DATE or all(question.choice(code) for code in codes)


@given(st.integers(1, 40), st.data())
def test_every_choice_is_taken_by_its_key_and_by_no_shorter_one(n, data):
    question = asked(QuestionType.SINGLE, [f"label {place}" for place in range(n)])
    offer = offer_of(question, "en", "Other")
    code = data.draw(st.sampled_from([*offer.labels]))
    key = offer.keys[code]
    assert read(question, key, offer) == Value(code)
    assert all(isinstance(read(question, key[:end], offer), More) for end in range(1, len(key)))


def test_the_pace_leaves_breaks_out():
    begin = datetime(2026, 3, 5, 9)
    moments = [begin + timedelta(minutes=minutes) for minutes in (0, 1, 2, 62, 63, 64, 65, 66, 67, 68)]
    assert forms_per_hour(moments) == 60
    assert forms_per_hour([]) is None and forms_per_hour(moments[:1]) is None


def test_the_pace_is_told_from_ten_forms_or_ten_minutes_on():
    begin = datetime(2026, 3, 5, 9)
    quick = [begin + timedelta(seconds=10 * n) for n in range(10)]
    assert forms_per_hour(quick[:9]) is None and forms_per_hour(quick) == 360
    slow = [begin + timedelta(minutes=5 * n) for n in range(3)]
    assert forms_per_hour(slow[:2]) is None and forms_per_hour(slow) == 12
