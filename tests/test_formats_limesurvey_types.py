"""Every type of question of LimeSurvey has a question of ours, or is told of."""

from __future__ import annotations

from datetime import date

import pytest
from limesurvey_files import answers, question, read, row, rows

from consult.model.question import QuestionType


def only(*given):
    """The first question that the rows make."""
    return read(*given).survey.questions[0]


def test_lists_are_single_choices_with_own_words():
    for kind in ("L", "!"):
        found = only(question("q1", kind, other="Y", mandatory="Y"), *answers("a", "b"))
        assert (found.type, found.other, found.required) == (QuestionType.SINGLE, True, True)
        assert [(choice.code, choice.label) for choice in found.choices] == [("a", {"en": "a text"}), ("b", {"en": "b text"})]


def test_a_list_with_comment_is_followed_by_a_text():
    survey = read(
        question("q1", "O", relevance="q0 > 3"), *answers("a"), question("q2", "S", relevance='!is_empty(q1_comment)')
    ).survey  # fmt: skip
    assert [(one.code, one.type) for one in survey.questions] == [
        ("q1", QuestionType.SINGLE), ("q1_comment", QuestionType.TEXT), ("q2", QuestionType.TEXT),
    ]  # fmt: skip
    assert survey.question("q2").show_if == "answered(q1_comment)"


def test_several_choices_have_limits_and_choices_that_stand_alone():
    given = question("q1", "M", other="Y", min_answers="1", max_answers="2", exclude_all_others="none")
    found = only(given, *rows("a", "b", "none"))
    assert (found.type, found.other, found.least, found.most) == (QuestionType.MULTI, True, 1, 2)
    assert [choice.exclusive for choice in found.choices] == [False, False, True]


def test_comments_beside_several_choices_become_questions_where_they_were_taken():
    found = read(question("q1", "P"), *rows("a", "b"))
    assert [(one.code, one.show_if) for one in found.survey.questions] == [
        ("q1", ""), ("q1_a_comment", "'a' in q1"), ("q1_b_comment", "'b' in q1"),
    ]  # fmt: skip
    assert found.survey.question("q1_a_comment").label == {"en": "a text: comment"}
    assert any("comments became questions" in note for note in found.notes)


def test_limits_that_no_answer_could_keep_are_remarked():
    found = read(question("q1", "M", min_answers="5", max_answers="9"), *rows("a", "b"))
    assert (found.survey.questions[0].least, found.survey.questions[0].most) == (None, None)
    assert "min_answers: 5" in found.remarks["q1"][0]
    found = read(question("q1", "N", min_num_value_n="9", max_num_value_n="3"))
    assert (found.survey.questions[0].minimum, found.survey.questions[0].maximum) == (9.0, None)
    assert "q1" in found.remarks


@pytest.mark.parametrize(
    ("kind", "points"),
    [("A", "1 2 3 4 5"), ("B", "1 2 3 4 5 6 7 8 9 10"), ("C", "N U Y"), ("E", "D S I")],
)  # fmt: skip
def test_arrays_on_fixed_scales_are_matrices(kind, points):
    found = only(question("q1", kind), *rows("SQ1", "SQ2"))
    assert found.type is QuestionType.MATRIX
    assert " ".join(choice.code for choice in found.choices) == points
    assert [cell.name for cell in found.cells] == ["q1.SQ1", "q1.SQ2"]


@pytest.mark.parametrize("kind", ["F", "H"])
def test_arrays_on_their_own_scale_are_matrices(kind):
    found = only(question("q1", kind), *rows("r1", "r2"), *answers("1", "2"))
    assert found.type is QuestionType.MATRIX
    assert ([one.code for one in found.rows], [one.code for one in found.choices]) == (["r1", "r2"], ["1", "2"])


def test_two_scales_that_are_the_same_are_two_sides():
    given = question("q1", "1", dualscale_headerA="Here", dualscale_headerB="There")
    survey = read(
        given, *rows("r1"), *answers("1", "2"), *answers("1", "2", scale="1"),
        question("q2", "S", relevance='q1_r1_0 == "1" and q1_r1_1 == "2"'),
    ).survey  # fmt: skip
    found = survey.questions[0]
    assert [(side.code, side.label) for side in found.sides] == [("first", {"en": "Here"}), ("second", {"en": "There"})]
    assert survey.question("q2").show_if == "q1.r1.first == '1' and q1.r1.second == '2'"


def test_two_scales_that_differ_are_two_matrices():
    survey = read(
        question("q1", "1", dualscale_headerA="Use", dualscale_headerB="Need"), *rows("r1"), *answers("1", "2"),
        *answers("a", "b", scale="1"), question("q2", "S", relevance='q1_r1_1 == "b"'),
    ).survey  # fmt: skip
    assert [(one.code, one.type) for one in survey.questions[:2]] == [
        ("q1_1", QuestionType.MATRIX), ("q1_2", QuestionType.MATRIX),
    ]  # fmt: skip
    assert survey.question("q1_2").label == {"en": "q1? – Need"}
    assert survey.question("q2").show_if == "q1_2.r1 == 'b'"


def test_numbers_in_rows_are_an_allocation_where_their_sum_is_fixed_and_a_table_elsewhere():
    found = only(question("q1", "K", equals_num_value="100", num_value_int_only="1", suffix="%"), *rows("a", "b"))
    assert (found.type, found.total, found.integer, found.unit) == (QuestionType.ALLOCATION, 100.0, True, {"en": "%"})
    found = only(question("q1", "K", max_num_value="50", min_num_value_n="1"), *rows("a", "b"))
    assert (found.type, [cell.name for cell in found.cells]) == (QuestionType.TABLE, ["q1.a.value", "q1.b.value"])
    assert (found.parts[0].type, found.parts[0].minimum) == (QuestionType.NUMBER, 1.0)
    assert [check.must for check in found.checks] == ["total(q1) <= 50"]
    found = only(question("q1", "K", slider_layout="1", slider_min="0", slider_max="100"), *rows("a"))
    assert (found.parts[0].minimum, found.parts[0].maximum) == (0.0, 100.0)


def test_a_sum_may_follow_from_another_answer():
    survey = read(question("n", "N"), question("q1", "K", equals_num_value="n"), *rows("a", "b")).survey
    assert [check.must for check in survey.question("q1").checks] == ["total(q1) == n"]


def test_short_texts_in_rows_are_a_table_with_one_column():
    found = only(question("q1", "Q", maximum_chars="40"), *rows("a", "b"))
    assert (found.type, found.parts[0].type, found.parts[0].longest) == (QuestionType.TABLE, QuestionType.TEXT, 40)
    assert only(question("q1", "Q", numbers_only="1"), *rows("a")).parts[0].type is QuestionType.NUMBER


def test_rows_and_columns_are_tables():
    cells = [*rows("r1", "r2"), *rows("Y2026", "Y2027", scale="1")]
    found = only(question("q1", ":", input_boxes="1", multiflexible_min="0"), *cells)
    assert [part.code for part in found.parts] == ["y2026", "y2027"]
    assert (found.parts[0].type, found.parts[0].minimum, found.parts[0].integer) == (QuestionType.NUMBER, 0.0, False)
    found = only(question("q1", ":"), *cells)
    assert (found.parts[0].minimum, found.parts[0].maximum, found.parts[0].integer) == (1.0, 10.0, True)
    assert only(question("q1", ":", multiflexible_checkbox="1"), *cells).parts[0].type is QuestionType.YESNO
    assert only(question("q1", ";"), *cells).parts[0].type is QuestionType.TEXT
    found = only(question("q1", ";", numbers_only="1", show_totals="B"), *cells)
    assert (found.parts[0].type, found.row_totals, found.column_totals) == (QuestionType.NUMBER, True, True)


def test_rankings_take_their_choices_from_answers_or_subquestions():
    found = only(question("q1", "R", max_answers="2", min_answers="1"), *answers("a", "b", "c"))
    assert (found.type, found.least, found.most, len(found.choices)) == (QuestionType.RANKING, 1, 2, 3)
    assert len(only(question("q1", "R"), *rows("a", "b")).choices) == 2


def test_texts_numbers_and_dates():
    assert [only(question("q1", kind)).lines for kind in "STU"] == [1, 3, 10]
    assert only(question("q1", "S", numbers_only="1")).type is QuestionType.NUMBER
    found = only(question("q1", "N", min_num_value_n="0", max_num_value_n="9,5", num_value_int_only="1", suffix="<b>km</b>"))
    assert (found.minimum, found.maximum, found.integer, found.unit) == (0.0, 9.5, True, {"en": "km"})
    found = only(question("q1", "D", date_min="2020", date_max="2026-03-05"))
    assert (found.earliest, found.latest) == (date(2020, 1, 1), date(2026, 3, 5))
    assert only(question("q1", "D", date_format="HH:MM")).type is QuestionType.TEXT


def test_single_figures_yes_no_gender_files_and_notes():
    assert [choice.code for choice in only(question("q1", "5")).choices] == ["1", "2", "3", "4", "5"]
    assert only(question("q1", "Y")).type is QuestionType.YESNO
    assert [choice.code for choice in only(question("q1", "G")).choices] == ["F", "M"]
    assert only(question("q1", "|")).type is QuestionType.FILE
    found = only(question("q1", "X", text="<p>One</p><p>Two</p>"))
    assert (found.type, found.label) == (QuestionType.NOTE, {"en": "One\nTwo"})


def test_equations_are_computed_or_told_of():
    survey = read(question("a", "N"), question("b", "N"), question("q1", "*", text="{a + b * 2}")).survey
    assert survey.question("q1").compute == "a + b * 2"
    survey = read(question("a", "N"), question("q1", "*", text="Sum: {a} of {round(a / 2, 1)}")).survey
    assert survey.question("q1").compute == "concat('Sum:', a, 'of', round(a / 2, 1))"
    found = read(question("q1", "*", text="{rand(1, 6)}"), question("q2", "S"))
    assert [one.code for one in found.survey.questions] == ["q2"]
    assert "rand" in found.remarks["q2"][0] and any("equation" in note for note in found.notes)


def test_what_has_no_counterpart_is_told_and_left_out():
    found = read(question("lang", "I"), question("odd", "Z"), question("gone", "S", hidden="1"), question("q1", "S"))
    assert [one.code for one in found.survey.questions] == ["q1"]
    told = " ".join(found.notes)
    assert "“lang”" in told and "“odd”" in told and "gone" in told


def test_questions_without_choices_or_rows_ask_for_own_words():
    for kind in ("L", "M", "R", "F", "1", "Q", ";", "A"):
        found = read(question("q1", kind))
        assert found.survey.questions[0].type is QuestionType.TEXT
        assert any("q1" in note for note in found.notes)
    assert only(question("q1", "K")).type is QuestionType.NUMBER
    assert only(question("q1", "F"), *rows("a")).type is QuestionType.TABLE


def test_presets_soft_demands_and_random_order_are_told():
    found = read(question("q1", "S", mandatory="S", default="x", random_order="1"))
    assert len([note for note in found.notes if note.endswith(": q1")]) == 3
    assert not found.survey.questions[0].required


def test_descriptions_of_groups_are_notes():
    found = read(row("G", "Second", "<p>Read this.</p>", "G1"), question("q1", "S"))
    assert [(one.type, one.label) for one in found.survey.questions] == [
        (QuestionType.NOTE, {"en": "Read this."}), (QuestionType.TEXT, {"en": "q1?"}),
    ]  # fmt: skip
