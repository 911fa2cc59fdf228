"""The question types that only KoboToolbox has: its matrix, its rating and its ranking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from xlsform_making import form

from consult.errors import SurveyError
from consult.formats import survey_writing, survey_yaml
from consult.formats.xlsform import XlsForm, read, write
from consult.model import logic
from consult.model.question import Question, QuestionType

CHOICES = """
list_name | name | label
assets | car | Car
assets | e bike | Bike
assets | tv | TV
yn | yes | Yes
yn | no | No
"""
HOUSEHOLD = """
type | name | label | hint | required | relevant | constraint | constraint_message | kobo--matrix_list
begin_kobomatrix | M1 | Items | What you own | | | | | assets
select_one yn | have | Do you have it? | | true | | | |
integer | number | How many? | | | ${have} = 'yes' | . <= 20 | Too many |
integer | used | How many are used? | | | | . <= ${number} | More than there are |
end_kobomatrix | | | | | | | |
integer | seats | Seats | | | ${M1_car_number} > 0 | | |
calculate | all | | | | | | |
"""


def only(told: XlsForm, code: str) -> Question:
    found = told.survey.question(code)
    assert found is not None, [question.code for question in told.survey.questions]
    assert logic.faults(told.survey) == []
    return found


def test_a_matrix_of_kobo_becomes_a_table(tmp_path: Path) -> None:
    told = form(tmp_path, HOUSEHOLD, CHOICES)
    table = only(told, "m1")
    assert (table.type, table.label, table.hint) == (QuestionType.TABLE, {"en": "Items"}, {"en": "What you own"})
    assert [(row.code, row.label["en"]) for row in table.rows] == [("car", "Car"), ("e bike", "Bike"), ("tv", "TV")]
    assert [(part.code, part.type.value, part.required) for part in table.parts] == [
        ("have", "single", True), ("number", "number", False), ("used", "number", False),
    ]  # fmt: skip
    have, number, used = table.parts
    assert [choice.code for choice in have.choices] == ["yes", "no"]
    assert (number.show_if, number.maximum, number.integer) == ("have == 'yes'", 20, True)
    assert [(check.must, check.say) for check in used.checks] == [("used <= number", {"en": "More than there are"})]
    assert len(told.survey.pages) == 1


def test_cells_of_a_matrix_are_known_by_the_names_that_kobo_gives_them(tmp_path: Path) -> None:
    told = form(tmp_path, HOUSEHOLD, CHOICES)
    assert only(told, "seats").show_if == "m1.car.number > 0"


def test_columns_that_no_table_can_hold_are_told(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | kobo--matrix_list
        begin_kobomatrix | m | Items | assets
        select_multiple yn | which | Which? |
        image | picture | Picture |
        begin_group | inner | Inner |
        date | since | Since |
        end_group | | |
        text | words | Words |
        end_kobomatrix | | |
        """,
        CHOICES,
    )
    table = only(told, "m")
    assert [(part.code, part.type.value) for part in table.parts] == [("which", "text"), ("words", "text")]
    assert told.remarks["m"] == ("which: select_multiple yn", "picture: image", "inner: begin_group")
    assert any("row 3" in note and "which" in note for note in told.notes)
    assert any("rows 4, 5" in note and "picture, inner" in note for note in told.notes)


def test_a_rating_becomes_a_matrix(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | required | relevant | kobo--score-choices
        select_one yn | live | Do you live here? | | |
        begin_score | rate | Rate the town | true | ${live} = 'yes' | yn
        score__row | food | Food | | |
        score__row | music | Music | | |
        end_score | | | | |
        text | why | Why? | | ${food} = 'no' |
        """,
        CHOICES,
    )
    rating = only(told, "rate")
    assert (rating.type, rating.label, rating.required) == (QuestionType.MATRIX, {"en": "Rate the town"}, True)
    assert [(row.code, row.label["en"]) for row in rating.rows] == [("food", "Food"), ("music", "Music")]
    assert ([choice.code for choice in rating.choices], rating.show_if) == (["yes", "no"], "live == 'yes'")
    assert only(told, "why").show_if == "rate.food == 'no'"


def test_a_ranking_of_kobo_asks_for_as_many_places_as_it_has(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant | kobo--rank-items | kobo--rank-constraint-message
        begin_rank | top | Top needs? | | assets | Choose each once
        rank__level | first | 1st need | | |
        rank__level | second | 2nd need | | |
        end_rank | | | | |
        text | why | Why the first? | ${first} = 'tv' | |
        """,
        CHOICES,
    )
    top = only(told, "top")
    assert (top.type, top.label, top.required, top.least, top.most) == (
        QuestionType.RANKING, {"en": "Top needs?"}, True, 2, 2,
    )  # fmt: skip
    assert [choice.code for choice in top.choices] == ["car", "e bike", "tv"]
    assert told.remarks["top"] == (
        "kobo--rank-constraint-message: Choose each once",
        "rank__level: 1st need",
        "rank__level: 2nd need",
    )
    assert only(told, "why").show_if == "" and told.remarks["why"] == ("relevant: ${first} = 'tv'",)


def test_places_beyond_the_choices_are_not_asked_for(tmp_path: Path) -> None:
    levels = "\n".join(f"rank__level | r{n} | {n}. |" for n in range(5))
    table = f"type | name | label | kobo--rank-items\nbegin_rank | top | Top? | yn\n{levels}\nend_rank | | |"
    top = only(form(tmp_path, table, CHOICES), "top")
    assert (top.least, top.most) == (2, None)


def test_other_questions_within_a_rating_are_asked_after_it(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | kobo—score-choices
        Begin Score | rate | Rate | yn
        score__row | food | Food |
        text | stray | Stray |
        end score | | |
        """,
        CHOICES,
    )
    assert [question.code for question in told.survey.questions] == ["rate", "stray"]


@pytest.mark.parametrize("kind", ["kobomatrix", "score", "rank"])
def test_a_list_that_is_missing_is_named_with_its_column(tmp_path: Path, kind: str) -> None:
    column = {"kobomatrix": "kobo--matrix_list", "score": "kobo--score-choices", "rank": "kobo--rank-items"}[kind]
    inside = {"kobomatrix": "text", "score": "score__row", "rank": "rank__level"}[kind]
    for name, told in (("nothing", "“nothing”"), ("", column)):
        survey = f"type | name | label | {column}\nbegin_{kind} | q | Q | {name}\n{inside} | a | A |\nend_{kind} | | |"
        with pytest.raises(SurveyError) as fault:
            form(tmp_path, survey, CHOICES)
        (problem,) = fault.value.problems
        assert f"row 2, column {column}" in problem.place and told in problem.fault


@pytest.mark.parametrize("kind", ["kobomatrix", "score", "rank"])
def test_in_a_repeat_or_empty_they_are_left_out_and_told(tmp_path: Path, kind: str) -> None:
    column = {"kobomatrix": "kobo--matrix_list", "score": "kobo--score-choices", "rank": "kobo--rank-items"}[kind]
    inside = {"kobomatrix": "text", "score": "score__row", "rank": "rank__level"}[kind]
    told = form(
        tmp_path,
        f"type | name | label | {column}\nbegin_repeat | r | R |\ntext | t | T |\nbegin_{kind} | q | Q | assets\n"
        f"{inside} | a | A |\nend_{kind} | | |\nend_repeat | | |",
        CHOICES,
    )
    assert [part.code for part in only(told, "r").parts] == ["t"]
    assert any("row 4" in note and f"“begin_{kind}”" in note and "q" in note for note in told.notes)
    if kind != "rank":
        empty = form(
            tmp_path, f"type | name | label | {column}\ntext | t | T |\nbegin_{kind} | q | Q | yn\nend_{kind} | | |", CHOICES
        )
        assert [question.code for question in empty.survey.questions] == ["t"]
        assert any("row 3" in note and "“q”" in note for note in empty.notes)


def test_what_was_read_from_kobo_goes_out_as_a_plain_form_and_comes_back(tmp_path: Path) -> None:
    from pyxform.xls2xform import convert

    rating = """
    begin_score | rate | Rate | | true | | | | assets
    score__row | food | Food | | | | | |
    score__row | fun | Fun | | | | | |
    end_score | | | | | | | |
    begin_rank | top | Top? | | | | | | assets
    rank__level | r1 | 1st | | | | | |
    end_rank | | | | | | | |
    """.replace("assets", "assets | assets | assets")
    table = "\n".join(
        line.replace("kobo--matrix_list", "kobo--matrix_list | kobo--score-choices | kobo--rank-items")
        for line in (HOUSEHOLD.strip() + "\n" + rating.strip()).splitlines()
    )
    survey = form(tmp_path, table, CHOICES).survey
    assert [question.type.value for question in survey.questions] == ["table", "number", "computed", "matrix", "ranking"]
    assert survey_yaml.read(survey_writing.write(survey), "form.yaml") == survey
    path = tmp_path / "out.xlsx"
    path.write_bytes(write(survey).content)
    xform = str(convert(str(path), validate=False).xform)
    for name in ("m1_car_number", "m1_e_bike_have", "rate_fun", "top"):
        assert f"<{name}/>" in xform
    back = read(path).survey
    assert replace(back, id=survey.id) == survey
