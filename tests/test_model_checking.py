"""Typed text to answers: what people type, and what they get told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.formats import survey_yaml
from consult.model.checking import check
from consult.model.response import Answer, Missing
from consult.model.typed_values import Refused, read_number
from tests.conftest import NEEDS

SURVEY = survey_yaml.read(NEEDS, "needs.yaml")


def answers(**raw):
    checked = check(SURVEY, {name.replace("__", "."): value for name, value in raw.items()})
    assert not checked.problems
    return checked.answers


def problem(**raw):
    (found,) = check(SURVEY, {name.replace("__", "."): value for name, value in raw.items()}).problems
    return str(found)


def test_a_choice_is_taken_by_code_or_by_label_in_any_language():
    for typed in ("home", "Aprūpe mājās", "aprūpe  MĀJĀS", "Home care"):
        assert answers(services=[typed]) == (Answer("services", code="home"),)


def test_codes_that_look_like_numbers_stay_text():
    assert answers(area="0010000") == (Answer("area", code="0010000"),)


def test_own_words_are_kept_beside_the_choices():
    assert answers(services=["home", "Pirts"]) == (
        Answer("services", code="home"),
        Answer("services", code="other", text="Pirts"),
    )


def test_blank_is_not_unasked_and_not_zero():
    assert answers(clients="") == (Answer("clients", missing=Missing.BLANK),)
    assert answers(clients="0") == (Answer("clients", number=0.0),)
    assert answers() == ()


def test_each_row_of_a_matrix_is_an_answer():
    assert answers(need__here="2", need__region="") == (
        Answer("need", "here", code="2"),
        Answer("need", "region", missing=Missing.BLANK),
    )


def test_dates_are_read_as_people_write_them():
    assert answers(since="5.3.2026.") == answers(since="2026-03-05") == (Answer("since", text="2026-03-05"),)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"area": "Cēsis"}, "area: “Cēsis” is not one of the choices: choose one of Rīga, Jūrmala"),
        ({"clients": "daudz"}, "clients: “daudz” is not a number: write digits only"),
        ({"clients": "-1"}, "clients: -1 is less than 0: check the figure"),
        ({"clients": "2,5"}, "clients: “2,5” is not a whole number: round it"),
        ({"clients": "1,234"}, "clients: “1,234” can be read in two ways: write it without a separator, such as 1234"),
        ({"since": "31.2.2026"}, "since: “31.2.2026” is not a date: write it as 2026-03-05 or 5.3.2026"),
        ({"need.here": ["1", "2"]}, "need.here: more than one answer was given: give one"),
        ({"proposal": "x" * 32_768}, "proposal: the text has 32,768 characters: shorten it to 32,767"),
        ({"wrong": "1"}, "wrong: this survey has no such question: leave it out"),
    ],
)
def test_a_problem_names_the_field_the_fault_and_the_way_out(raw, said):
    (found,) = check(SURVEY, raw).problems
    assert str(found) == said


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1 234,5", 1234.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("12", 12), ("-3,5", -3.5), ("1\u00a0000", 1000), ("−2", -2)],
)
def test_numbers_are_read_with_comma_point_and_spaces(typed, value):
    assert read_number(typed) == value


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_comes_back(value):
    assert read_number(str(value), integer=True) == value


@given(st.text())
def test_any_text_is_a_number_or_refused(text):
    try:
        assert isinstance(read_number(text), float)
    except Refused as refused:
        assert refused.fault and refused.way_out


@given(
    st.dictionaries(
        st.sampled_from(["area", "services", "need.here", "clients", "since", "proposal", "services.other"]), st.text()
    )
)
def test_whatever_is_typed_is_kept_or_explained(raw):
    checked = check(SURVEY, raw)
    fields = {a.question + (f".{a.row}" if a.row else "") for a in checked.answers} | {p.place for p in checked.problems}
    assert {name.removesuffix(".other") for name in raw} == fields


@given(st.text(min_size=1).filter(str.strip))
def test_text_that_is_typed_can_be_written_to_any_file(text):
    (answer,) = check(SURVEY, {"proposal": text}).answers
    assert answer.missing or answer.text.encode("utf-8")
