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


def whole(body):
    return faults(f"{HEAD}pages:\n  - page: a\n    questions:\n{body}")


def test_a_fault_of_the_logic_is_told_at_the_line_of_its_very_expression():
    told = whole("""\
      - code: area
        type: single
        ask: Kur
        choices:
          - {code: riga, lv: R}
      - code: t
        type: table
        ask:
          lv: "Tabula {aera}"
        rows:
          - {code: home, lv: M}
        rows_if: "row == 'hme'"
        columns:
          - code: y1
            type: number
            ask: "1"
          - code: y2
            type: number
            ask: "2"
            show_if: y0 > 1
            check:
              - must: y2 > y1
              - say: {lv: "Ne {y3}"}
                must: y2 > y4
        check:
          - {must: "y1 > 0"}
          - must: y5 > 1
          - must: >-
              y1 >
              y5
      - {code: m, type: multi, list: none, ask: M, choices_if: "choic == 'a'"}
""")
    assert [line.partition("”")[0] for line in told if "there is no question" in line] == [
        "s.yaml:16: ask: there is no question “aera",
        "s.yaml:27: show_if: there is no question “y0",
        "s.yaml:30: say: there is no question “y3",
        "s.yaml:31: check: there is no question “y4",
        "s.yaml:34: check: there is no question “y5",
        "s.yaml:35: check: there is no question “y5",
        "s.yaml:38: choices_if: there is no question “choic",
    ]
    assert "s.yaml:19: rows_if: “hme” is not one of the choices of “row”: there is home" in told
    assert any(line.startswith("s.yaml:38: there is no list") for line in told) and len(told) == 9


def test_where_several_checks_share_a_line_the_column_tells_which():
    told = questions("{code: n, type: number, ask: A, check: [{must: n > 1}, {must: m > 1}, {must: m > 2}]}")
    assert told == [
        "s.yaml:8:71: check: there is no question “m”: there is n",
        "s.yaml:8:86: check: there is no question “m”: there is n",
    ]


def test_faults_of_the_form_do_not_hide_those_of_the_logic():
    told = whole("""\
      - {code: area, type: single, ask: A, choices: [{code: riga, lv: R}], hnit: x}
      - {code: kind, type: chooose, ask: B, choices: [{code: own, lv: O}], show_if: "aera == 'riga'"}
      - {code: plan, type: single, ask: C}
      - {code: clients, type: table, ask: D, rows: [{code: home, lv: M}], columns: [{code: y1, type: figure, ask: "1"}]}
      - {code: why, type: text, ask: E, show_if: "area == 'ogre' and kind == 'own' and plan == 'x' and clients.home.y1 > 3"}
      - {code: how, type: text, ask: F, show_if: "why2 == 'x' or later == 'x'"}
      - {code: later, type: txt, ask: G}
      - {code: sum, type: computed, ask: H, value: "sum(clients.y1) +"}
""")
    assert [line.partition("”")[0] for line in told] == [
        "s.yaml:8: a question of type “single",
        "s.yaml:9: “chooose",
        "s.yaml:9: show_if: there is no question “aera",
        "s.yaml:10: the question offers no choices: add it under “lists:",
        "s.yaml:11: “figure",
        "s.yaml:13: show_if: “later",
        "s.yaml:13: show_if: there is no question “why2",
        "s.yaml:14: “txt",
        "s.yaml:15: value: the expression cannot be read from here on (character 1): check for a missing or surplus word, "
        "sign or comma",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "{cod: area, type: single, ask: A, choices: [{code: riga, lv: R}]}",
        "just words",
        "{code: area, type: table, ask: A, rows: [{code: r, lv: R}], colums: []}",
        "{code: area, type: single, ask: A, ask: B}",
        "{code: area, type: single, ask: A, list: gone}",
        "{code: area, type: single, ask: A, choices: [{code: a, lv: A}, {code: a, lv: B}]}",
        "{code: area, type: number, ask: A, min: 5, max: 1}",
    ],
)
def test_nothing_is_said_of_the_logic_that_hangs_on_a_question_that_could_not_be_read(broken):
    follower = "      - {code: why, type: text, ask: B, show_if: \"area == 'riga' or area.r.c > 7\"}\n"
    told = whole(f"      - {broken}\n{follower}")
    assert told and all(line.startswith("s.yaml:8: ") for line in told)


def test_nothing_is_said_of_names_that_may_stand_under_a_misspelt_key():
    told = faults(HEAD + "pages:\n  - {page: a, questons: []}\n  - questions: [{code: q, type: text, ask: A, show_if: area}]\n")
    assert told == ["s.yaml:6: a page has no “questons”: use one of questions"]


def test_a_list_with_faults_leaves_open_what_is_on_offer(tmp_path):
    (tmp_path / "x.csv").write_text("code,label_lv\na,A\na,B\n", "utf-8")
    text = HEAD + "lists: {x: x.csv}\npages: [{questions: [{code: q, type: single, list: x, ask: A}, "
    text += "{code: r, type: text, ask: B, show_if: q == 'zz' and qq == 1}]}]"
    with pytest.raises(SurveyError) as caught:
        survey_yaml.read(text, "s.yaml", (tmp_path,))
    assert [problem.place for problem in caught.value.problems] == ["s.yaml:6", "x.csv:3"]


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("{code: n, type: number, ask: A, min: 5, max: 3}", "the smallest value allowed is larger than the largest"),
        ("{code: n, type: number, ask: A, min: 1.2, max: 1.8, integer: yes}", "there is no whole number from min to max"),
        ("{code: n, type: number, ask: A, min: 5, check: [{must: n < 3}]}", "check: no figure that may be given meets this"),
        ("{code: n, type: ranking, ask: A, max: 3, choices: [{code: a, lv: A}]}", "“max” is 3, but there are only 1"),
        (
            "{code: n, type: multi, ask: A, min: 2, choices: [{code: a, lv: A}, {code: b, lv: B, exclusive: yes}]}",
            "“min” is 2, but only 1 can be chosen together",
        ),
    ],
)
def test_numbers_that_contradict_each_other(question, fault):
    (told,) = questions(question)
    assert told.startswith(f"s.yaml:8: {fault}: ")


def test_a_published_text_is_read_by_the_rules_of_its_time():
    body = "{code: n, type: number, ask: A, min: 5, max: 9, check: [{must: n < 3}]}, "
    body += "{code: m, type: multi, ask: A, min: 2, show_if: n > 9, "
    body += "choices: [{code: a, lv: A}, {code: b, lv: B, exclusive: yes}]}"
    text = f"{HEAD}pages: [{{page: a, questions: [{body}]}}]\n"
    assert len(faults(text)) == 3
    assert len(survey_yaml.read(text, "s v1", published=True).questions) == 2


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("yes", {"lv": "Nav viedokļa", "en": "No opinion", "de": "No opinion"}),
        ("True", {"lv": "Nav viedokļa", "en": "No opinion", "de": "No opinion"}),
        ("Nezinu", {"lv": "Nezinu"}),
        ("{lv: Nezinu, en: Do not know}", {"lv": "Nezinu", "en": "Do not know"}),
        ("no", None),
    ],
)
def test_a_scale_that_only_says_that_there_is_a_way_out_gets_the_usual_words_for_it(said, label):
    question = f"{{code: view, type: scale, ask: Cik labi?, from: 0, to: 2, no_opinion: {said}}}"
    survey = survey_yaml.read(
        "consult: 1\nsurvey: s\nlanguages: [lv, en, de]\ntitle: T\npages:\n"
        f"  - page: one\n    title: One\n    questions:\n      - {question}\n",
        "s.yaml",
    )
    (view,) = survey.questions
    beside = [choice.label for choice in view.choices if choice.apart]
    assert beside == ([label] if label else []) and [c.code for c in view.choices][:3] == ["0", "1", "2"]
