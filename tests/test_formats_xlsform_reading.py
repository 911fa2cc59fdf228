"""XLSForms to surveys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from xlsform_making import form, save

from consult.errors import SurveyError
from consult.formats import survey_writing, survey_yaml
from consult.formats.xlsform import XlsForm, read
from consult.model import logic
from consult.model.question import CODE, PART_TYPES, Question, QuestionType

FILES = sorted(path for path in (Path(__file__).parent / "data" / "xlsform").iterdir() if path.suffix in (".xlsx", ".xls"))
YES_NO = """
list_name | name | label
yn | yes | Yes
yn | no | No
fruit | apple | Apple
fruit | pear | Pear
fruit | other | Other
"""


def only(told: XlsForm, code: str) -> Question:
    found = told.survey.question(code)
    assert found is not None, [question.code for question in told.survey.questions]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_forms_become_surveys_that_a_survey_file_can_hold(path: Path) -> None:
    survey = read(path).survey
    assert logic.faults(survey) == []
    assert survey_yaml.read(survey_writing.write(survey), "form.yaml") == survey
    codes = [question.code for question in survey.questions]
    assert len(codes) == len(set(codes)) and all(CODE.fullmatch(code) for code in codes)
    for question in survey.questions:
        assert question.label.get(survey.languages[0])
        assert all(part.type in PART_TYPES and CODE.fullmatch(part.code) for part in question.parts)


def test_types_of_questions(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | appearance | parameters
        text | a | A | multiline |
        integer | b | B | |
        range | c | C | | start=1;end=5;step=1
        percentage | d | D | |
        date | e | E | |
        image | f | F | |
        select_one yn | g | G | |
        select one from yn | h | H | likert |
        select all that apply from fruit | i | I | |
        rank fruit | j | J | |
        note | k | K | |
        acknowledge | l | L | |
        geopoint | m | M | |
        colour | o | O | |
        start | p | | |
        """,
        YES_NO,
    )
    types = {question.code: question.type.value for question in told.survey.questions}
    assert types == {
        "a": "text", "b": "number", "c": "number", "d": "number", "e": "date", "f": "file", "g": "single", "h": "scale",
        "i": "multi", "j": "ranking", "k": "note", "l": "single", "m": "text", "o": "text",
    }  # fmt: skip
    assert (only(told, "c").minimum, only(told, "c").maximum, only(told, "c").integer) == (1, 5, True)
    assert (only(told, "d").minimum, only(told, "d").maximum) == (0, 100)
    assert only(told, "a").lines == 5
    assert any("row 15" in note and "“colour”" in note for note in told.notes)


def test_constraints_become_limits_or_checks(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | constraint | constraint_message
        integer | age | Age | . >= 18 and . < 120 | Adults only
        decimal | part | Part | . > 0 and . <= 1 | Say a part
        date | day | Day | . >= date('2026-01-01') | Not before
        text | code | Code | string-length(.) <= 8 and regex(., '[A-Z]+') | Capitals
        select_multiple fruit | eat | Eat | count-selected(.) <= 2 |
        select_multiple fruit | like | Like | not(selected(., 'pear') and count-selected(.) > 1) |
        integer | odd | Odd | . = ${age} or . > pulldata('x', 'y') | Never mind
        """,
        YES_NO,
    )
    assert (only(told, "age").minimum, only(told, "age").maximum, only(told, "age").checks) == (18, 119, ())
    assert "constraint_message: Adults only" in told.remarks["age"]
    (check,) = only(told, "part").checks
    assert (check.must, check.say, only(told, "part").maximum) == ("part > 0", {"en": "Say a part"}, 1)
    assert only(told, "day").earliest == date(2026, 1, 1)
    assert (only(told, "code").longest, only(told, "code").checks[0].must) == (8, "matches(code, '[A-Z]+')")
    assert only(told, "eat").most == 2
    assert [choice.code for choice in only(told, "like").choices if choice.exclusive] == ["pear"]
    assert only(told, "odd").checks == ()
    assert told.remarks["odd"] == ("constraint: . = ${age} or . > pulldata('x', 'y')",)
    assert any("row 8" in note and "pulldata()" in note for note in told.notes)


def test_groups_become_pages_and_their_conditions_are_joined(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant | required
        select_one yn | go | Go on? | | yes
        begin group | Outer | Outer part | ${go} = ‘yes’ |
        integer | n | How many? | | true()
        begin group | inner | Inner part | ${n} > 1 |
        text | why | Why ${n}? | ${n} < 9 or ${go} = 'no' | no
        end group | | | |
        end group | | | |
        text | bye | Bye | | ${go} = 'yes'
        """,
        YES_NO,
    )
    pages = [(page.code, dict(page.title), page.show_if) for page in told.survey.pages]
    assert pages == [("page1", {}, ""), ("outer", {"en": "Outer part"}, "go == 'yes'"), ("page3", {}, "")]
    assert only(told, "why").show_if == "n > 1 and (n < 9 or go == 'no')"
    assert only(told, "inner").type is QuestionType.NOTE and only(told, "inner").label == {"en": "Inner part"}
    assert only(told, "why").label == {"en": "Why {n}?"}
    assert only(told, "n").required and not only(told, "bye").required
    assert told.remarks["bye"] == ("required: ${go} = 'yes'",)


def test_a_table_list_becomes_a_matrix_and_its_rows_can_be_named(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | appearance | relevant
        begin group | food | What do you eat? | table-list |
        select_one yn | f_apple | Apples | |
        select_one yn | f_pear | Pears | |
        end group | | | |
        begin group | page | | field-list |
        select_one yn | head | | label |
        select_one yn | x1 | First | list-nolabel |
        select_one yn | x2 | Second | list-nolabel |
        text | last | Last | | ${f_pear} = 'yes'
        end group | | | |
        """,
        YES_NO,
    )
    matrix = only(told, "food")
    assert matrix.type is QuestionType.MATRIX and [row.code for row in matrix.rows] == ["f_apple", "f_pear"]
    assert matrix.label == {"en": "What do you eat?"} and [choice.code for choice in matrix.choices] == ["yes", "no"]
    assert [row.code for row in only(told, "page").rows] == ["x1", "x2"]
    assert only(told, "last").show_if == "food.f_pear == 'yes'"


def test_a_repeat_takes_fields_and_loses_nothing_silently(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant | repeat_count | calculation
        begin repeat | child | Child | | 3 |
        text | first_name | Name | | |
        begin group | g | | ${age} > 5 | |
        integer | age | Age | | |
        select_one yn | school | At school? | ${age} < 19 | |
        end group | | | | |
        begin repeat | toy | Toy | | |
        text | toy_name | Toy | | |
        end repeat | | | | |
        image | photo | Photo | | |
        end repeat | | | | |
        calculate | total | | | | sum(${age})
        """,
        YES_NO,
    )
    repeat = only(told, "child")
    assert repeat.most == 3 and [part.code for part in repeat.parts] == ["first_name", "age", "school", "toy_name"]
    assert repeat.parts[2].show_if == "age > 5 and age < 19"
    assert only(told, "total").compute == "sum(child.age)"
    assert any("photo" in note for note in told.notes) and any("toy_name" in note for note in told.notes)


def test_a_choice_other_with_a_question_for_it_takes_own_words(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant
        select_one fruit | a | A |
        text | a_other | Which? | ${a} = 'other'
        select_multiple fruit | b | B |
        text | c | C | selected(${b}, 'other')
        note | d | ${c} |
        select_one fruit or_other | e | E |
        """,
        YES_NO,
    )
    assert only(told, "a").other and [choice.code for choice in only(told, "a").choices] == ["apple", "pear"]
    assert told.survey.question("a_other") is None and any("row 3" in note for note in told.notes)
    assert not only(told, "b").other and only(told, "c").show_if == "'other_' in b"  # its answer is named elsewhere
    assert only(told, "e").other and "other_" not in [choice.code for choice in only(told, "e").choices]


def test_cascading_choices_are_filtered_by_attributes(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | choice_filter
        select_one region | region | Region |
        select_one town | town | Town | Region=${region}
        """,
        """
        list_name | name | label | Region | name of it
        region | n | North | |
        region | s | South | |
        town | t1 | One | n | x
        town | t2 | Two | s | y
        """,
    )
    assert only(told, "town").choices_if == "choice.Region == region"
    assert dict(only(told, "town").choices[1].attributes) == {"Region": "s", "name_of_it": "y"}


def test_choices_that_share_a_name_are_merged_or_numbered(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant
        select_one l | q | Q |
        text | w | W | ${q} = '1'
        """,
        """
        list_name | name | label
        l | 1 | One
        l | 1 | One
        l | 1 | Uno
        l | | Nameless
        """,
    )
    assert [choice.code for choice in only(told, "q").choices] == ["1", "1_2", "Nameless"]
    assert only(told, "w").show_if == "" and told.remarks["w"] == ("relevant: ${q} = '1'",)
    assert any("choices, row 3" in note for note in told.notes) and any("choices, row 4" in note for note in told.notes)


def test_languages_are_known_however_they_are_written(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label::English(en) | hint::English (en) | label::Latviešu | label::Kiswahili | label::Klingonish
        text | a | Hello | Hint | Sveiki | Habari | Qapla
        """,
        settings="""
        form_title | default_language
        Greeting | Latviešu
        """,
    )
    assert told.survey.languages[:3] == ("lv", "en", "sw") and told.survey.languages[3].startswith("qa")
    assert only(told, "a").label["sw"] == "Habari" and only(told, "a").hint == {"en": "Hint"}
    assert told.survey.title == {"lv": "Greeting"}


def test_old_headers_with_one_colon(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label:French | label:English | bind:relevant | bind:jr:constraintMsg | bind:constraint
        integer | a | Bonjour | Hello | | Trop | . + 1 < 3
        text | b | Bien | Well | ${a} > 1 | |
        """,
    )
    assert told.survey.languages == ("fr", "en") and only(told, "b").show_if == "a > 1"
    assert only(told, "a").checks[0].say == {"fr": "Trop"}


def test_texts_are_text(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label
        text | a | <b>Bold</b> {a} {{x}} 3 < 4<br>${nobody} ${ start }
        start | start |
        """,
    )
    assert only(told, "a").label == {"en": "Bold {{a}} {{{{x}}}} 3 < 4\n… …"}


def test_names_become_codes_and_logic_follows(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant
        integer | Q-1.a | One |
        integer | q_1_a | Two | ${Q-1.a} > 1
        integer | jaVārds | Three | ${q_1_a} > 1
        integer | in | Four | ${jaVārds} > 1
        """,
    )
    assert [question.code for question in told.survey.questions] == ["q_1_a", "q_1_a_2", "ja_vards", "in_"]
    assert [question.show_if for question in told.survey.questions] == ["", "q_1_a > 1", "q_1_a_2 > 1", "ja_vards > 1"]
    assert any("jaVārds → ja_vards" in note for note in told.notes)


def test_logic_that_names_lost_or_later_answers_is_left_out_with_a_remark(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant | calculation
        calculate | x | | | pulldata('a', 'b')
        calculate | y | | | ${x} + 1
        text | z | Z | ${y} > 1 |
        text | early | E | ${late} = 'a' |
        text | late | L | |
        text | never | N | false() |
        """,
    )
    assert [question.code for question in told.survey.questions] == ["x", "y", "z", "early", "late"]
    assert told.remarks["x"] == ("calculation: pulldata('a', 'b')",) and told.remarks["y"] == ("calculation: ${x} + 1",)
    assert told.remarks["z"] == ("relevant: ${y} > 1",) and told.remarks["early"] == ("relevant: ${late} = 'a'",)
    assert any("never" in note for note in told.notes)


def test_a_name_that_no_row_has_is_told_with_its_row_and_not_as_what_cannot_be_said(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant | constraint | calculation
        integer | a | A, ${yy} | ${zz} > 1 | . > ${ zz } |
        calculate | c | | | | pulldata('a', 'b')
        start | began | | | |
        text | b | B, ${began} | ${began} = 'a' or ${c} > 1 | |
        """,
    )
    assert set(told.notes) >= {
        "survey, row 2: There is no question “yy” in this form; … stands in its place in the text.",
        "survey, row 2: The logic of “a” was left out (constraint): there is no question “zz” in this form.",
        "survey, row 2: The logic of “a” was left out (relevant): there is no question “zz” in this form.",
    }
    assert any("“${began}” cannot be expressed here" in note for note in told.notes)
    assert not any("no question “began”" in note or "no question “c”" in note for note in told.notes)


def test_however_many_rules_are_faulty_a_survey_file_can_hold_the_survey(tmp_path: Path) -> None:
    head = "type | name | label | relevant\nselect_one yn | a | A |\n"
    alike = form(tmp_path, head + "\n".join(f"text | q{n} | Q | ${{a}} = 'zzz'" for n in range(60)), YES_NO)
    one_after_another = "\n".join(f"select_one yn | q{n} | Q | ${{{f'q{n - 1}' if n else 'a'}}} = 'zzz'" for n in range(60))
    for told in (alike, form(tmp_path, head + one_after_another, YES_NO)):
        assert logic.faults(told.survey) == [] and set(told.remarks) == {f"q{n}" for n in range(60)}
        assert survey_yaml.read(survey_writing.write(told.survey), "x.yaml").questions == told.survey.questions


def test_rules_that_were_only_wrong_because_of_another_are_kept(tmp_path: Path) -> None:
    told = form(
        tmp_path,
        """
        type | name | label | relevant
        select_one yn | a | A |
        begin group | g | G | ${a} = 'yes' and ${a} = 'no'
        select_one yn | b | B |
        end group | | |
        text | c | C | ${b} = 'yes'
        """,
        YES_NO,
    )
    assert [question.show_if for question in told.survey.questions] == ["", "", "b == 'yes'"]
    assert [page.show_if for page in told.survey.pages] == ["", "", ""] and set(told.remarks) == {"g"}


@pytest.mark.parametrize(
    ("survey", "place", "fault"),
    [
        ("type | name | label\nselect_one nolist | a | A", "sheet survey, row 2, column type", "there is no list “nolist”"),
        ("type | name | label\nselect_one | a | A", "sheet survey, row 2, column type", "names no list"),
        ("type | name | label\nbegin group | g | G\ntext | a | A", "sheet survey, row 2, column type", "never closed"),
        ("type | name | label\ntext | a | A\nend group | | ", "sheet survey, row 3, column type", "closes nothing"),
        ("type | name | label\nbegin repeat | r | R\ntext | a | A\nend group | | ", "sheet survey, row 4", "must be closed"),
        ("type | name | label\nstart | a | ", "sheet survey", "asks nothing"),
        ("type | name | label", "form.xlsx", "no sheet “survey” with questions"),
    ],
)
def test_what_is_unusable_is_refused_with_its_place(tmp_path: Path, survey: str, place: str, fault: str) -> None:
    with pytest.raises(SurveyError) as refusal:
        form(tmp_path, survey, YES_NO)
    problem = refusal.value.problems[0]
    assert place in problem.place and fault in problem.fault and problem.way_out


def test_files_that_are_no_forms_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("type,name,label", "utf-8")
    (tmp_path / "cut.xlsx").write_bytes(FILES[0].read_bytes()[:3000])
    save(tmp_path / "other.xlsx", {"Sheet1": [["a"], ["b"]]})
    for name in ("text.xlsx", "cut.xlsx", "other.xlsx", "missing.xlsx"):
        with pytest.raises(SurveyError) as refusal:
            read(tmp_path / name)
        assert name in str(refusal.value)
