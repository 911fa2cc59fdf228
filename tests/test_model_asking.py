"""What a survey asks: shown and hidden questions, filtered choices and rows, checks, counts, totals and missing reasons."""

from __future__ import annotations

from datetime import date

import pytest

from consult.errors import SurveyError
from consult.formats import survey_yaml
from consult.i18n import using
from consult.model.asking import Interview
from consult.model.checking import Checker
from consult.model.response import Answer, Missing
from consult.model.translations import completeness
from tests.whole_survey import WHOLE, WHOLE_ANSWER

SURVEY = survey_yaml.read(WHOLE, "whole.yaml")


def checked(**changed):
    raw = WHOLE_ANSWER | {name.replace("__", "."): value for name, value in changed.items()}
    return Checker(SURVEY).check({name: value for name, value in raw.items() if value is not None})


def faults(**changed):
    return [str(problem) for problem in checked(**changed).problems]


def answers(question, **changed):
    return [answer for answer in checked(**changed).answers if answer.question == question]


def test_a_whole_answer_to_every_type_is_sound():
    done = checked()
    assert not done.problems and not done.warnings
    assert {answer.question for answer in done.answers} == {q.code for q in SURVEY.questions} - {"hello", "attachment"}


def test_hidden_questions_are_not_asked_whatever_was_typed_there():
    assert answers("offered", provides="no") == []
    asked = Interview(SURVEY).asked(WHOLE_ANSWER | {"area": "old", "provides": "no"})
    assert not asked.shows(SURVEY.question("offered"))


def test_a_hidden_page_hides_its_questions():
    page = SURVEY.pages[1]
    assert Interview(SURVEY).asked({"area": "0010000"}).shows(page)
    assert not Interview(SURVEY, strict=True).asked({}).shows(SURVEY.question("offered"))


def test_rows_follow_an_earlier_answer():
    asked = Interview(SURVEY).asked({"provides": "yes", "offered": ["street"]})
    assert [row.code for row in asked.rows(SURVEY.question("clients"))] == ["street"]
    assert {cell.row for cell in asked.cells(SURVEY.question("clients"))} == {"street"}


def test_choices_follow_an_earlier_answer_and_the_attributes_of_the_list():
    asked = Interview(SURVEY).asked({"provides": "yes", "offered": ["day"]})
    assert [choice.code for choice in asked.choices(SURVEY.question("main"))] == ["day", "street"]
    assert "choose one of" in faults(main="home", offered=["day"])[0]


def test_a_closed_choice_is_not_on_offer():
    assert [choice.code for choice in Interview(SURVEY).asked({}).choices(SURVEY.question("area"))] == ["0010000", "0004000"]
    assert faults(area="old")


def test_wordings_hold_earlier_answers():
    with using("lv"):
        asked = Interview(SURVEY).asked({"area": "0010000"})
        assert asked.label(SURVEY.question("easy"), "lv") == "Cik viegli pašvaldībā Rīga?"
        assert Interview(SURVEY).asked({}).label(SURVEY.question("easy"), "lv") == "Cik viegli pašvaldībā …?"


def test_a_computed_question_has_the_value_of_its_expression():
    assert answers("all_clients") == [Answer("all_clients", number=120.0)]
    assert answers("all_clients", clients__home__y2026="")[0].number == 20.0


def test_a_typed_reason_is_no_number_and_no_blank():
    assert answers("staff", staff="nav zināms") == [Answer("staff", missing=Missing.NOT_KNOWN)]
    assert answers("staff", staff="") == [Answer("staff", missing=Missing.BLANK)]
    assert faults(staff="neattiecas")  # this question does not offer it


def test_a_warning_may_be_kept():
    done = checked(clients__home__y2027="1000")
    assert not done.problems
    assert [str(warning) for warning in done.warnings] == ["clients.home.y2027: Really three times as many?"]


def test_a_check_with_a_blank_answer_is_silent():
    assert not checked(clients__home__y2027="").warnings
    assert not faults(remarks="")
    assert faults(remarks="ab") == ["remarks: Write more: correct the answer"]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"barriers": ["staff", "none"]}, "barriers: “None” goes with no other choice: keep it, or the others"),
        ({"top": ["home", "day", "street"]}, "top: 3 are given: give at most 2"),
        ({"budget__home": "50"}, "budget.home: 90 of 100 are allocated: allocate 10 more"),
        ({"budget__home": "90"}, "budget.home: 130 of 100 are allocated: take 30 away"),
        ({"budget__home": "-5"}, "budget.home: -5 is less than 0: check the figure"),
        ({"plans__2__cost": "5", "plans__2__text": ""}, "plans.2.text: an answer is required: answer this question"),
        ({"since": "1980-01-01"}, "since: the date is before 1990-01-01: check the date"),
        ({"attachment": "letter.pdf"}, "attachment: “letter.pdf” is no attached file: attach the file first"),
        ({"area": ""}, "area: an answer is required: answer this question"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place_and_way_out(changed, fault):
    assert fault in [text.replace("None goes", "“None” goes") for text in faults(**changed)]


def test_a_repeat_keeps_what_was_given_and_where():
    given = answers("plans")
    assert {answer.instance for answer in given} == {1, 2}
    assert Answer("plans", text="=2+2", column="text", instance=2) in given


def test_an_unanswered_repeat_is_blank_once():
    empty = {name: "" for name in WHOLE_ANSWER if name.startswith("plans.")}
    given = answers("plans", **{name.replace(".", "__"): value for name, value in empty.items()})
    assert {(answer.instance, answer.missing) for answer in given} == {(1, Missing.BLANK)}


def test_a_table_of_answers_is_taken_as_it_is():
    lenient = Checker(SURVEY, insist=False)
    done = lenient.check({"area": "old", "barriers": ["staff", "none"], "budget.home": "20", "remarks": "a"})
    assert not done.problems and not done.warnings
    assert {a.question for a in done.answers} >= {"area", "barriers", "budget", "remarks"}


def test_a_table_leaves_blank_what_was_not_asked_and_keeps_what_was_answered():
    lenient = Checker(SURVEY, insist=False)
    assert not [a for a in lenient.check({"provides": "no", "offered": []}).answers if a.question == "offered"]
    assert [a.code for a in lenient.check({"provides": "no", "offered": ["day"]}).answers if a.question == "offered"] == ["day"]


def test_today_is_given_not_read():
    text = WHOLE.replace("min: 1990-01-01,", 'check: [{must: "since <= today()"}],')
    survey = survey_yaml.read(text, "x.yaml")
    raw = WHOLE_ANSWER | {"since": "2026-01-02"}
    assert not Checker(survey, today=date(2026, 1, 2)).check(raw).problems
    assert Checker(survey, today=date(2026, 1, 1)).check(raw).problems


HEAD = "consult: 1\nsurvey: s\nlanguages: [en]\ntitle: T\npages:\n  - questions:\n"


def told(questions, raw, *, insist=True):
    """What comes of `raw` in a survey of these questions, one a line."""
    lines = "".join(
        f"      - {line}\n" if line.startswith("{") else f"        {line}\n" for line in questions.strip().splitlines()
    )
    return Checker(survey_yaml.read(HEAD + lines, "s.yaml"), insist=insist).check(raw)


def problems(questions, raw):
    return [str(problem) for problem in told(questions, raw).problems]


CLOSED_ROW = """
{code: m, type: matrix, required: yes, ask: M, from: 1, to: 3, rows: [{code: a, en: A}, {code: b, en: B, closed: yes}]}
"""


def test_a_closed_row_is_neither_asked_nor_required():
    assert not problems(CLOSED_ROW, {"m.a": "1"})
    assert not [answer for answer in told(CLOSED_ROW, {"m.a": "1", "m.b": ""}, insist=False).answers if answer.row == "b"]


FIELDS = """
{code: role, type: text, ask: R}
{code: r, type: repeat, max: 3, ask: R, check: [{must: "answered(a) or answered(b)"}],
 fields: [{code: a, type: text, ask: A}, {code: b, type: text, show_if: "role == 'x'", ask: B}]}
"""


def test_a_table_keeps_what_was_answered_to_a_field_with_a_condition():
    for role in ("x", "y"):
        given = told(FIELDS, {"role": role, "r.1.a": "1", "r.1.b": "2"}, insist=False).answers
        assert [answer.text for answer in given if answer.column == "b"] == ["2"]
    blank = told(FIELDS, {"role": "y", "r.1.a": "1", "r.1.b": ""}, insist=False).answers
    assert not [answer for answer in blank if answer.column == "b"]


def test_a_check_of_blanks_leaves_alone_what_was_not_begun():
    assert not problems(FIELDS, {"role": "x", "r.1.a": "1", "r.1.b": "", "r.2.a": "", "r.2.b": ""})
    assert problems(FIELDS, {"role": "x", "r.1.a": "", "r.1.b": ""})


SIBLINGS = """
{code: t, type: table, ask: T, rows: [{code: p, en: P, kind: big}], check: [{must: "n > 5 or answered(m)"}],
 columns: [{code: a, type: yesno, ask: A}, {code: n, type: number, ask: N},
           {code: m, type: number, show_if: "a == 'yes'", ask: M},
           {code: c, type: single, ask: C, choices: [{code: x, en: X}], choices_if: "row.kind == 'big'"}]}
"""


def test_a_hidden_column_has_no_value_for_the_others_and_the_check_still_holds():
    raw = {"t.p.a": "no", "t.p.n": "6", "t.p.m": "50", "t.p.c": "x"}
    assert not problems(SIBLINGS, raw)
    assert problems(SIBLINGS, raw | {"t.p.n": "5"})[0].startswith("t.p.n: ")
    assert not [answer for answer in told(SIBLINGS, raw).answers if answer.column == "m"]
    assert [answer.code for answer in told(SIBLINGS, raw).answers if answer.column == "c"] == ["x"]


ALONE = """
{code: q, type: multi, min: 2, ask: Q, choices: [{code: a, en: A}, {code: b, en: B}, {code: none, en: None, exclusive: yes}]}
{code: f, type: multi, min: 3, ask: F, choices_if: "choice in q", choices: [{code: a, en: A}, {code: b, en: B}, {code: c, en: C}]}
"""


def test_a_demand_that_cannot_be_met_is_not_made():
    assert not problems(ALONE, {"q": ["none"]})
    assert problems(ALONE, {"q": ["a"]}) == ["q: 1 is given: give at least 2"]
    assert not problems(ALONE, {"q": ["a", "b"], "f": ["a", "b"]})


WORDS = "{code: n, type: number, max: 100, other: yes, missing: [not_known], ask: N}"


def test_a_figure_and_words_are_two_answers_and_a_limit_is_a_limit():
    assert "more than one answer" in problems(WORDS, {"n": "5", "n.other": "about five"})[0]
    assert "more than one answer" in problems(WORDS, {"n": "not_known", "n.other": "x"})[0]
    assert "more than 100" in problems(WORDS, {"n": "150"})[0]
    assert told(WORDS, {"n": "about five"}).answers[0].text == "about five"


POINTS = """
{code: p, type: allocation, total: 100, missing: [not_known], ask: P,
 choices: [{code: a, en: A}, {code: b, en: B}, {code: c, en: C}]}
"""


def test_thirds_add_up_and_an_unknown_part_leaves_the_sum_open():
    assert not problems(POINTS, {"p.a": "33.333", "p.b": "33.333", "p.c": "33.333"})
    assert not problems(POINTS, {"p.a": "60", "p.b": "not_known", "p.c": ""})
    assert problems(POINTS, {"p.a": "160", "p.b": "not_known", "p.c": ""})


def test_a_whole_computed_value_is_rounded_as_people_do():
    value = "{code: v, type: computed, integer: yes, show_if: 'n > 1', value: 'n / 2', ask: V}"
    computed = f"{{code: n, type: number, ask: N}}\n{value}"
    assert [answer.number for answer in told(computed, {"n": "7"}).answers if answer.question == "v"] == [4.0]
    assert [answer.number for answer in told(computed, {"n": "-7"}, insist=False).answers if answer.question == "v"] == []


def test_a_repeat_is_long_enough_for_what_it_demands():
    repeat = "      - {code: r, type: repeat, min: 12, ask: R, fields: [{code: a, type: text, ask: A}]}\n"
    survey = survey_yaml.read(HEAD + repeat, "s")
    assert survey.questions[0].instances == 12


def test_two_places_of_one_name_are_refused():
    rows = "rows: [{code: a, en: A}, {code: a.x, en: B}], sides: [{code: x.y, en: X}, {code: y, en: Y}]"
    with pytest.raises(SurveyError, match="two places of the question are called"):
        survey_yaml.read(HEAD + f"      - {{code: m, type: matrix, ask: M, from: 1, to: 2, {rows}}}\n", "s")


def test_own_words_stand_in_a_wording_as_they_were_written():
    lines = "      - {code: who, type: single, other: yes, ask: W, choices: [{code: a, en: A}]}\n"
    survey = survey_yaml.read(HEAD + lines + "      - {code: why, type: text, ask: 'Why {who}?'}\n", "s")
    asked = Interview(survey).asked({"who": "other", "who.other": "{a} neighbour"})
    assert asked.label(survey.questions[1], "en") == "Why {a} neighbour?"


def test_figures_need_no_translation():
    lines = "      - {code: y, type: number, ask: '2026', unit: '%'}\n      - {code: n, type: number, ask: {en: Number}}\n"
    survey = survey_yaml.read(HEAD.replace("[en]", "[en, lv]") + lines, "s")
    assert [(one.language, one.missing) for one in completeness(survey)] == [("en", ()), ("lv", ("title", "n.ask"))]
