"""The ready surveys: sound, complete in their languages, and fit for everything that is done with a survey."""

from __future__ import annotations

import csv

import pytest
from ready_answers import ATTACHED, FILES, SURVEYS, told, typed_by

from consult import resources
from consult.model.checking import Checker
from consult.model.consultation import Settings
from consult.model.question import QuestionType
from consult.model.response import Missing
from consult.model.survey import Identity
from consult.model.translations import completeness
from consult.service import consultation as consultations
from consult.service import defining, interchange
from consult.service.consultation import today
from consult.service.exchange import exchanging
from consult.store import responses

names = pytest.mark.parametrize("name", SURVEYS)


def people(name, n):
    """What `n` people typed."""
    return [typed_by(name, seed) for seed in range(n)]


def check(name, /, **typed):
    """What the survey says of these answers."""
    return Checker(SURVEYS[name], today=today()).check({key.replace("__", "."): value for key, value in typed.items()})


def asked(name, /, **typed):
    """What is asked of somebody who typed this."""
    return Checker(SURVEYS[name], today=today()).interview.asked({key.replace("__", "."): value for key, value in typed.items()})


def test_there_is_a_survey_for_every_occasion():
    assert set(SURVEYS) == {
        "award-scoring", "exchange-visit-evaluation", "good-practice", "municipal-data-call", "municipal-priorities",
        "peer-feedback", "providers-discussion", "residents-needs", "seminar-evaluation", "seminar-poll", "working-group-round",
    }  # fmt: skip


def test_the_command_finds_no_fault_in_them(consult):
    for path in FILES:
        assert consult("survey", "check", path).exit_code == 0


@names
def test_everything_is_said_in_all_languages(name):
    assert SURVEYS[name].languages[:2] == ("lv", "en")
    assert [(one.language, place) for one in completeness(SURVEYS[name]) for place in one.missing] == []


@names
def test_a_line_tells_whom_it_is_for_and_how_long_it_takes(name):
    title, line, *rest = (resources.surveys() / name / "README.md").read_text("utf-8").splitlines()
    assert title.startswith("# ") and "minutes" in line and not rest


def test_lists_of_one_name_are_the_same_everywhere():
    lists = {}
    for path in sorted(resources.surveys().glob("*/lists/*.csv")):
        assert lists.setdefault(path.name, path.read_bytes()) == path.read_bytes(), path


@names
def test_every_list_beside_it_is_used(name):
    folder = resources.surveys() / name
    text = (folder / "survey.yaml").read_text("utf-8")
    assert [path.name for path in (folder / "lists").glob("*") if f"lists/{path.name}" not in text] == []


@names
def test_contact_details_are_for_the_organiser_alone(name):
    personal = [question for question in SURVEYS[name].questions if question.code.startswith(("contact_", "attachment"))]
    assert [question.code for question in personal if question.publish] == []
    assert not personal or SURVEYS[name].identity is Identity.NAMED


@names
def test_every_question_is_asked_of_somebody(name):
    survey = SURVEYS[name]
    checker = Checker(survey, today=today())
    never = {question.code for question in survey.questions if question.type is not QuestionType.NOTE}
    for seed in range(30):
        never -= {answer.question for answer in told(checker.check(typed_by(name, seed)).answers)} if never else never
    assert never == set()


# What the logic of some of them is for.


def test_a_judge_is_not_offered_the_nominees_of_a_conflict():
    survey = SURVEYS["award-scoring"]
    free = asked("award-scoring", conflict="no")
    bound = asked("award-scoring", conflict="yes", conflict_with=["n2", "n5"])
    assert [row.code for row in free.rows(survey.question("scores"))] == ["n1", "n2", "n3", "n4", "n5", "n6"]
    for kept in (bound.rows(survey.question("scores")), bound.choices(survey.question("finalists"))):
        assert [one.code for one in kept] == ["n1", "n3", "n4", "n6"]


def test_a_judge_declares_to_be_impartial_and_scores_whole_points():
    scores = {f"scores__n{n}__{part}": "5" for n in range(1, 7) for part in ("need", "novelty", "results", "people", "transfer")}
    sound = {"conflict": "no", "declaration": "yes", **scores}
    assert not check("award-scoring", **sound).problems and not check("award-scoring", **sound).warnings
    assert [problem.place for problem in check("award-scoring", **sound | {"declaration": "no"}).problems] == ["declaration"]
    faulty = sound | {"scores__n1__need": "11", "scores__n2__need": "", "scores__n3__need": "7,5"}
    assert {problem.place for problem in check("award-scoring", **faulty).problems} >= {"scores.n1.need", "scores.n3.need"}
    assert [problem.place for problem in check("award-scoring", **sound | {"scores__n2__need": ""}).problems] == [
        "scores.n2.need"
    ]
    without_reason = check("award-scoring", **sound | {"scores__n4__results": "2"})
    assert not without_reason.problems and len(without_reason.warnings) == 1
    assert not check("award-scoring", **sound | {"scores__n4__results": "2", "scores__n4__why": "Nav pierādīts"}).warnings


def test_amendments_are_asked_for_only_where_a_country_does_not_simply_agree():
    survey = SURVEYS["working-group-round"]
    position = {f"position__s{n}": code for n, code in enumerate("32130313", 1)}
    rows = asked("working-group-round", **position).cells(survey.question("amendments"))
    assert {cell.row for cell in rows} == {"s2", "s3", "s7"}
    agreed = asked("working-group-round", **{f"position__s{n}": "3" for n in range(1, 9)})
    assert not agreed.shows(survey.question("amendments"))


def test_a_service_that_is_no_priority_is_not_offered_for_the_first_five():
    survey = SURVEYS["municipal-priorities"]
    offered = asked("municipal-priorities", priority__home_care__y2030="1", priority__respite__y2030="4").choices(
        survey.question("top5")
    )
    codes = [choice.code for choice in offered]
    assert "home_care" not in codes and "respite" in codes and len(codes) == 21
    alone = check("municipal-priorities", municipality="riga", ready=["respite"], plans__respite__partner="riga")
    assert [problem.place for problem in alone.problems] == ["plans.respite.partner"]


def test_the_data_call_asks_for_figures_of_what_is_provided_and_doubts_leaps():
    survey = SURVEYS["municipal-data-call"]
    state = {"municipality": "riga", "state__home_care": "provided", "state__respite": "not_provided"}
    assert {cell.row for cell in asked("municipal-data-call", **state).cells(survey.question("clients"))} == {"home_care"}
    leap = check("municipal-data-call", **state, clients__home_care__y2026="10", clients__home_care__y2027="31")
    assert not leap.problems and len(leap.warnings) == 1
    for later in ("30", "not_known", ""):
        steady = check("municipal-data-call", **state, clients__home_care__y2026="10", clients__home_care__y2027=later)
        assert not steady.problems and not steady.warnings
    assert survey.change == 0.25


def test_the_data_call_sums_the_forecast_and_asks_what_moves_it():
    survey = SURVEYS["municipal-data-call"]
    state = {f"state__{code}": "provided" for code in ("home_care", "respite")}
    figures = {"clients__home_care__y2026": "10", "clients__respite__y2026": "20", "clients__home_care__y2030": "90"}
    shown = asked("municipal-data-call", **state, **figures)
    assert (shown.computed(survey.question("places_2026")), shown.computed(survey.question("places_2030"))) == ("30", "90")
    assert not shown.shows(survey.question("growth")), "a figure is lacking"
    shown = asked("municipal-data-call", **state, **figures, clients__respite__y2030="0")
    assert shown.shows(survey.question("growth"))
    told = shown.text(survey.question("growth").hint, "lv")
    assert told == "Prognozē klientu skaits 2026. gadā ir 30, 2030. gadā – 90."


def test_only_those_in_the_hall_judge_the_hall():
    rows = SURVEYS["seminar-evaluation"].question("aspects")
    assert "venue" in [row.code for row in asked("seminar-evaluation", attended="hall").rows(rows)]
    remote = [row.code for row in asked("seminar-evaluation", attended="remote").rows(rows)]
    assert "connection" in remote and "venue" not in remote and "content" in remote


def test_residents_are_not_asked_about_what_does_not_concern_them():
    survey = SURVEYS["residents-needs"]
    shown = asked("residents-needs", uses="no", cares="no", unmet="no")
    codes = [question.code for question in survey.questions if shown.shows(question)]
    assert codes == ["municipality", "age", "uses", "why_not", "cares", "unmet", "obstacles", "wanted", "own_words"]


def test_what_a_practice_costs_each_person_is_worked_out():
    survey = SURVEYS["good-practice"]
    shown = asked("good-practice", clients="40", costs__staff__yearly="20000", costs__premises__yearly="3000,50")
    assert shown.computed(survey.question("cost_per_client")) == "575"


# What is done with each of them.


@names
def test_a_table_with_the_names_of_the_fields_says_the_same(name, tmp_path):
    typed = people(name, 4)
    fields = list(dict.fromkeys(field for question in SURVEYS[name].questions for field in question.fields))
    attached = {
        field
        for question in SURVEYS[name].questions
        for field in question.fields
        if ATTACHED in [one.get(field) for one in typed]
    }
    fields = [field for field in fields if field not in attached]
    table = tmp_path / "answers.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(fields)
        rows.writerows(
            [";".join(cell) if isinstance(cell := one.get(field, ""), list) else cell for field in fields] for one in typed
        )
    made = consultations.create(tmp_path / "talks", Settings(title={"lv": "Programma"}))
    defining.publish(made, SURVEYS[name])
    assert exchanging.import_table(made, table, name).added == len(typed)
    imported = list(responses.responses(made.database, name))
    made.close()
    checker = Checker(SURVEYS[name], today=today())
    expected = [told(a for a in checker.check(one).answers if a.question not in attached) for one in typed]
    for one in imported:
        assert told(one.answers) in expected
    assert len(imported) == len(typed)


@names
@pytest.mark.parametrize(("form", "ending"), [("xlsform", "xlsx"), ("limesurvey", "txt")])
def test_other_tools_get_them(name, form, ending, tmp_path):
    path = resources.surveys() / name / "survey.yaml"
    written = interchange.survey_to(None, str(path), form, tmp_path / f"{name}.{ending}")
    back = interchange.survey_from(written.files[0], name)
    assert {page.title.get("lv") for page in back.survey.pages} >= {page.title["lv"] for page in SURVEYS[name].pages}


def test_a_blank_in_a_row_that_is_not_asked_for_was_not_asked():
    checker = Checker(SURVEYS["municipal-data-call"], insist=False)
    state = {"state.home_care": "provided", "state.respite": "not_provided", "state.group_home": "not_provided"}
    figures = {"clients.home_care.y2026": "", "clients.respite.y2026": "", "clients.group_home.y2026": "7"}
    given = {answer.row: answer for answer in checker.check(state | figures).answers if answer.question == "clients"}
    assert set(given) == {"home_care", "group_home"}
    assert given["home_care"].missing is Missing.BLANK and given["group_home"].number == 7
