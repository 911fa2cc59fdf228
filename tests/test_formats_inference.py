"""Tables that nobody prepared: what their columns are taken for, and that every answer fits what was guessed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import TableError
from consult.formats import mapping_yaml, survey_writing, survey_yaml
from consult.formats.cells import split_cell
from consult.formats.inference import infer
from consult.formats.moments import moment_form, read_moment
from consult.formats.response_table import RowReader
from consult.formats.scales import order_of
from consult.formats.table import Row, Table, read_table
from consult.model.checking import Checker


def inferred(columns, language="en"):
    """The guess for a table given as header → cells."""
    rows = zip(*columns.values(), strict=True)
    table = Table("t.csv", "0", tuple(columns), tuple(Row(n, cells) for n, cells in enumerate(rows, 2)), "")
    return table, infer(table, "s", "T", lambda texts: language)


def kind(cells, header="Question"):
    _table, found = inferred({header: cells, "Free": [f"Some own words number {n} {n * 7}" for n in range(len(cells))]})
    column = found.mapping.columns[0]
    question = found.survey.question(column.question)
    return question.type.value if question else column.role.value


ANSWERS = random.Random(1)


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Timestamp", [f"3/{d}/2026 10:00:00" for d in range(1, 21)], "time"),
        ("Laika zīmogs", [f"2026-03-{d:02} 10:00:00" for d in range(1, 21)], "time"),
        ("ID", [str(n) for n in range(20)], "id"),
        ("Your e-mail", [f"a{n}@b.lv" for n in range(20)], "ignore"),
        ("Page", [f"https://a.lv/{n}" for n in range(20)], "ignore"),
        ("Sex", ["Man", "Woman"] * 10, "single"),
        ("Agree", ["Agree", "Disagree", "Strongly agree", "Neutral"] * 5, "scale"),
        ("Biežums", ["Nekad", "Reti", "Bieži", "Vienmēr"] * 5, "scale"),
        ("Mark", [str(1 + n % 5) for n in range(20)], "scale"),
        ("Employees", ["1-10", "11-50", "> 50", "1-10"] * 5, "scale"),
        ("Age", [str(20 + n * 3) for n in range(20)], "number"),
        ("Share", [f"{n * 5}%" for n in range(19)] + ["it varies"], "number"),
        ("Code", ["0010000", "0004000"] * 10, "single"),
        ("Opened", [f"{n + 1}.3.2026" for n in range(20)], "date"),
        ("Languages", ["C, Python", "Python", "C", "C, Java, Python", "Java"] * 4, "multi"),
        ("Kanāli", ["E-pasts;Tālrunis;", "E-pasts;", "Tālrunis;Klātiene;", "Klātiene;"] * 5, "multi"),
        ("Attend", ["Yes, I'd like to attend", "No", "Maybe", "Yes, I'd like to attend"] * 5, "single"),
    ],
)
def test_a_column_is_taken_for_what_it_is(header, cells, expected):
    assert kind(cells, header) == expected


def test_scales_are_put_in_their_order_and_no_opinion_apart():
    _table, found = inferred({"Q": ["Agree", "Disagree", "Strongly agree", "Don't know", "Neutral"] * 4})
    (question,) = found.survey.questions
    assert [choice.label_in("en") for choice in question.choices] == [
        "Disagree",
        "Neutral",
        "Agree",
        "Strongly agree",
        "Don't know",
    ]
    assert [choice.apart for choice in question.choices] == [False] * 4 + [True]
    assert question.diverging


def test_brackets_make_a_matrix():
    cells = ["Good", "Bad", "OK"] * 4
    _table, found = inferred({"How is ... [food]": cells, "How is ... [room]": cells})
    (question,) = found.survey.questions
    assert (question.type, question.label_in("en")) == ("matrix", "How is ...")
    assert [row.label_in("en") for row in question.rows] == ["food", "room"]


def test_ticks_in_brackets_make_one_multi_question():
    _table, found = inferred({"Use [web]": ["1", "0", ""] * 4, "Use [phone]": ["0", "1", "1"] * 4})
    (question,) = found.survey.questions
    assert (question.type, [choice.label_in("en") for choice in question.choices]) == ("multi", ["web", "phone"])


def test_rows_of_one_contribution_are_joined():
    table, found = inferred(
        {
            "doc_id": ["A", "A", "A", "B", "C", "C"],
            "nr": ["1", "2", "3", "1", "1", "2"],
            "text": ["The road is bad and old.", "It needs repair very soon.", "Please do it this year now.",
                     "More lights on the street here.", "A zebra crossing is missing.", "Cars come much too fast there."],
            "kind": ["wish", "reason", "wish", "wish", "reason", "wish"],
        }
    )  # fmt: skip
    assert found.mapping.join_rows_by == "doc_id"
    rows = [row for row, _problems in RowReader(table, found.mapping, found.survey).rows()]
    assert len(rows) == 3
    assert rows[0].raw["text"] == "The road is bad and old. It needs repair very soon. Please do it this year now."
    assert rows[0].raw["kind"] == ["wish", "reason"]


@pytest.mark.parametrize(
    ("cell", "splitter", "parts"),
    [
        ("gcc, clang", ", ", ["gcc", "clang"]),
        ("Labs (e.g., ORNL, ANL), Other", ", ", ["Labs (e.g., ORNL, ANL)", "Other"]),
        ("A;B;", ";", ["A", "B"]),
        ("one", "", ["one"]),
        ("a) x, b) y", ", ", ["a) x", "b) y"]),
    ],
)
def test_cells_are_split_outside_brackets(cell, splitter, parts):
    assert split_cell(cell, splitter) == parts


def test_known_labels_with_the_splitter_inside_stay_whole():
    assert split_cell("Yes, often, No", ", ", frozenset({"yes, often", "no"})) == ["Yes, often", "No"]


def test_day_and_month_are_told_apart_by_the_order_of_rows():
    assert moment_form(["03/01/2026 10:00:00", "04/01/2026 10:00:00", "05/01/2026 10:00:00"]) == "%m/%d/%Y %H:%M:%S"
    assert moment_form(["11/01/2026 10:00:00", "12/01/2026 10:00:00", "01/02/2026 10:00:00"]) == "%d/%m/%Y %H:%M:%S"
    assert str(read_moment("2018/05/15 7:07:45 PM GMT+1", "%Y/%m/%d %I:%M:%S %p")) == "2018-05-15 19:07:45"


def test_money_and_ages_sort_by_their_numbers():
    order = order_of(["£30 000 to £34 999", "Less than £25 000", "£25 000 to £29 999", "More than £100 000"])
    assert order.points == ("Less than £25 000", "£25 000 to £29 999", "£30 000 to £34 999", "More than £100 000")
    assert order_of(["red", "green", "blue"]) is None


cells = st.lists(
    st.sampled_from(
        ["", "a", "b, c", "1", "2,5", "2026-03-05", "-", "=1+1", "Yes", "x;y", "100%", "a@b.lv", "Never", "'", "(", "\u202e"]
    )
    | st.text(max_size=12),
    min_size=6,
    max_size=6,
)


@settings(max_examples=200)
@given(
    st.lists(cells, min_size=1, max_size=4),
    st.sampled_from(["Question", "id", "Time", "Name", "Rate [a]", "q1. What?", "?", "нет"]),
)
def test_every_answer_of_any_table_fits_the_survey_guessed_from_it(columns, header):
    table, found = inferred({f"{header}{n or ''}": [" ".join(c.split()) for c in column] for n, column in enumerate(columns)})
    if not found.survey.questions:
        return
    assert survey_yaml.read(survey_writing.write(found.survey), "s") == found.survey
    assert mapping_yaml.read(mapping_yaml.write(found.mapping), "m") == found.mapping
    checker = Checker(found.survey)
    for row, problems in RowReader(table, found.mapping, found.survey).rows():
        assert not problems
        assert not checker.check(row.raw).problems


def test_a_table_without_answers_is_refused(tmp_path, table):
    from consult.service.summarising import inferred_survey

    with pytest.raises(TableError, match="no column of the table holds answers"):
        inferred_survey(table("id,url\n1,https://a.lv\n2,https://b.lv\n"))
    assert read_table(table("id,url\n1,https://a.lv\n2,https://b.lv\n")).rows
