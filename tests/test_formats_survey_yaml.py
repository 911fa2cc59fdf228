"""Survey files: what stands in them is what is meant, and every fault has its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import ConsultError, SurveyError
from consult.formats import survey_writing, survey_yaml
from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Page, Survey
from consult.resources import surveys
from tests.conftest import NEEDS

HEAD = "consult: 1\nsurvey: s\nlanguages: [lv]\ntitle: {lv: T}\n"


def faults(text):
    with pytest.raises(SurveyError) as caught:
        survey_yaml.read(text, "s.yaml")
    return [str(problem) for problem in caught.value.problems]


def questions(text):
    return faults(f"{HEAD}pages:\n  - page: a\n    questions:\n      - {text}\n")


def test_scalars_stay_the_text_that_was_typed():
    survey = survey_yaml.read(
        HEAD + "pages: [{questions: [{code: q, type: single, ask: Kur, choices: "
        "[{code: 0010000, lv: a}, {code: no, lv: b}, {code: 1.10, lv: c}, {code: 12:30, lv: d}, {code: 1_000, lv: e}]}]}]",
        "s.yaml",
    )
    assert [choice.code for choice in survey.questions[0].choices] == ["0010000", "no", "1.10", "12:30", "1_000"]


def test_all_faults_are_told_in_one_go_each_with_its_line():
    text = """consult: 1
survey: Nav labi
languages: [lv]
titel: {lv: X}
pages:
  - page: a
    questions:
      - {code: 1x, type: matrix, list: foo, ask: A}
      - {code: y, type: chooose, ask: A}
      - {code: z, type: text, min: 3, ask: {en: A}}
      - {code: z, type: number, max: three, ask: A}
"""
    assert [line.split(": ")[0] for line in faults(text)] == [
        "s.yaml:1", "s.yaml:2", "s.yaml:4", "s.yaml:8", "s.yaml:8", "s.yaml:8", "s.yaml:9", "s.yaml:10", "s.yaml:10", "s.yaml:10",
        "s.yaml:11", "s.yaml:11",
    ]  # fmt: skip
    assert "s.yaml:4: the survey file has no “titel”: use one of title" in faults(text)


def test_a_tab_is_named():
    assert faults("consult: 1\n\tsurvey: x\n") == ["s.yaml:2: a tab stands where the line is indented: use spaces"]


def test_a_key_that_stands_twice_is_named_with_both_lines():
    (said,) = questions("{code: a, type: text, ask: A, ask: B}")
    assert said == "s.yaml:8: “ask” stands twice, first in line 8: keep one of them"


def test_broken_yaml_is_one_line():
    (said,) = faults("consult: 1\ntitle: 'never closed\n")
    assert said.startswith("s.yaml:3: this is not well-formed YAML")


def test_anchors_are_refused():
    assert any("anchors" in line for line in faults("a: &x [1]\nb: [*x, *x, *x]\n"))


@pytest.mark.parametrize("text", ["", "[]", "just text", "- a\n- b", "consult: 2", "\0", "%", "{{{{", "a: " + "[" * 500])
def test_anything_else_is_explained(text):
    assert all(line.startswith("s.yaml:") for line in faults(text))


def test_a_missing_list_file_is_named():
    text = HEAD + "lists: {x: lists/x.csv}\npages: [{questions: [{code: a, type: single, list: x, ask: A}]}]"
    assert faults(text) == [
        "s.yaml:5: there is no list file “lists/x.csv”: put it in the folder lists/, or write the choices here"
    ]


def test_faults_in_a_list_file_have_their_own_place(tmp_path):
    (tmp_path / "x.csv").write_text("code,label_lv\na,A\na,B\n,C\n", "utf-8")
    text = HEAD + "lists: {x: x.csv}\npages: [{questions: [{code: a, type: single, list: x, ask: A}]}]"
    with pytest.raises(SurveyError) as caught:
        survey_yaml.read(text, "s.yaml", (tmp_path,))
    assert [problem.place for problem in caught.value.problems] == ["x.csv:3", "x.csv:4"]


@pytest.mark.parametrize("path", sorted(surveys().glob("*/survey.yaml")), ids=lambda path: path.parent.name)
def test_every_ready_survey_is_sound_and_comes_back_from_its_own_text(path):
    survey = survey_yaml.read_file(path)
    assert survey.id == path.parent.name
    assert survey_yaml.read(survey_writing.write(survey), "again") == survey
    for question in survey.questions:
        assert set(survey.languages) <= set(question.label)


words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).map(str.strip).filter(bool)
)
choices = st.lists(words, min_size=1, max_size=5, unique=True).map(
    lambda labels: tuple(Choice(f"c{at}", {"lv": label}) for at, label in enumerate(labels))
)


@given(st.lists(st.tuples(words, choices), min_size=1, max_size=5))
def test_any_wording_survives_writing_and_reading(offered):
    questions = tuple(
        Question(f"q{at}", QuestionType.MULTI, {"lv": label.replace("{", "{{").replace("}", "}}")}, choices=c)
        for at, (label, c) in enumerate(offered)
    )
    survey = Survey("s", ("lv",), {"lv": "T"}, (Page("a", {}, questions),))
    assert survey_yaml.read(survey_writing.write(survey), "again") == survey


@given(st.text(max_size=300) | st.text("abc:{}[]- \n\t\"'#&*!|>%@`", max_size=120))
def test_no_text_breaks_the_reader(text):
    try:
        survey_yaml.read(text, "s.yaml")
    except ConsultError as error:
        assert error.problems


def test_the_sample_of_the_tests_is_sound():
    assert len(survey_yaml.read(NEEDS, "needs.yaml").questions) == 6
