"""Expressions of LimeSurvey say the same in our language, and what cannot be said is named."""

from __future__ import annotations

import pytest
from limesurvey_files import answers, question, read, row, rows

from consult.model import logic

BEFORE = (
    question("Age", "N"), question("One", "L", other="Y"), *answers("1", "2", "A3"), question("Yes", "Y"),
    question("Many", "M", other="Y"), *rows("a", "b"), question("Grid", "F"), *rows("r1", "10"), *answers("1", "2"),
    question("Name", "S"), question("Sums", "K"), *rows("x", "y"),
)  # fmt: skip


def asked(relevance: str, **more: str):
    return read(*BEFORE, question("q", "S", relevance=relevance, **more))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("1", ""),
        ("Age >= 18", "age >= 18"),
        ("Age.NAOK gt 18 AND Age.NAOK lt 65", "age > 18 and age < 65"),
        ("Age >= 18 && Age <= 20 || Age == 30", "age >= 18 and age <= 20 or age == 30"),
        ('((One.NAOK == "A3"))', "one == 'A3'"),
        ("One.NAOK == 2", "one == '2'"),
        ('One == "-oth-"', "one == 'other'"),
        ("!is_empty(One_other)", "one == 'other'"),
        ('Yes == "Y"', "yes == 'yes'"),
        ("Yes ne 'N'", "yes != 'no'"),
        ('Many_a == "Y"', "'a' in many"),
        ('Many_a.NAOK != "Y"', "'a' not in many"),
        ("is_empty(Many_b)", "'b' not in many"),
        ("Many_a and !Many_b", "'a' in many and 'b' not in many"),
        ("!is_empty(Many_other)", "'other' in many"),
        ("count(Many_a, Many_b, Many_other) >= 2", "count(many) >= 2"),
        ("count(that.Many.NAOK) > 1", "count(many) > 1"),
        ("Grid_r1 == '2'", "grid.r1 == '2'"),
        ("Grid_10.NAOK == 1", "grid['10'] == '1'"),
        ("sum(Sums_x, Sums_y) > 100", "total(sums) > 100"),
        ("Sums_x > Sums_y", "sums.x.value > sums.y.value"),
        ("is_empty(Name)", "blank(name)"),
        ("Name == ''", "blank(name)"),
        ("Name", "answered(name)"),
        ("!(Age > 3)", "not age > 3"),
        ("strlen(Name) > 3", "len(name) > 3"),
        ("(Age + 2) * 3 - 1 > 5 / 2", "(age + 2) * 3 - 1 > 5 / 2"),
        ("Age - (1 - 2) > -3", "age - (1 - 2) > -3"),
        ("if(Age > 3, 1, 0) == 1", "if_(age > 3, 1, 0) == 1"),
        ("regexMatch('/^[a-z]+$/', Name)", "matches(name, '[a-z]+')"),
        ("regexMatch('/ab/', Name)", "matches(name, '.*ab.*')"),
        ("intval(Age) == 3 and Age >= 1 and Age >= 1", "int(age) == 3 and age >= 1"),
        ("date('Y-m-d') > '2026-01-01'", "today() > '2026-01-01'"),
    ],
)
def test_conditions(theirs, ours):
    found = asked(theirs)
    assert found.survey.question("q").show_if == ours
    assert not found.remarks


@pytest.mark.parametrize(
    ("theirs", "named"),
    [
        ("Unknown == 1", "“Unknown”"),
        ("strtotime(Name) > 3", "“strtotime”"),
        ("Age = 3", "“=”"),
        ("TOKEN:ATTRIBUTE_1 == 'x'", "“TOKEN:ATTRIBUTE_1”"),
        ("Age.relevanceStatus == 1", "“Age.relevanceStatus”"),
        ("One_other == 'x'", "“One_other”"),
        ("count(Many_a, Many_b) == 1", "only some choices"),
        ("Age > ", "too early"),
        ("(Age > 3", "“)” is missing"),
        ("Age ? 1 : 2", "not understood"),
        ("One == 'nothing'", "“nothing”"),
        ("regexMatch('/a/i', Name)", "“/a/i”"),
        ("(" * 100 + "Age" + ")" * 100, "nested too deeply"),
        ("+".join(["Age"] * 2000), "too long"),
        (" and ".join(f"Age != {n}" for n in range(900)), "too long"),
        ("later > 3", "“later”"),
    ],
)
def test_what_cannot_be_said_is_remarked_with_the_original(theirs, named):
    found = read(*BEFORE, question("q", "S", relevance=theirs), question("later", "N"))
    assert found.survey.question("q").show_if == ""
    [remark] = found.remarks["q"]
    assert " ".join(theirs.split())[:50] in remark and named in remark
    assert any(note.endswith(": q") for note in found.notes)


@pytest.mark.parametrize("before", ["One", "last"])
def test_however_many_conditions_never_hold_a_survey_file_can_hold_the_survey(before):
    asked_so = [(f"q{n}", before if before == "One" or not n else f"q{n - 1}") for n in range(60)]
    never = [
        one
        for code, name in asked_so
        for one in (question(code, "L", relevance=f"{name} == '1' and {name} == '2'"), *answers("1", "2"))
    ]
    found = read(question("One", "L"), *answers("1", "2"), question("last", "L"), *answers("1", "2"), *never)
    assert logic.faults(found.survey) == [] and set(found.remarks) == {code for code, _name in asked_so}


def test_equations_that_hang_on_one_another_go_with_the_first():
    chain = [question(f"E{n}", "*", text=f"{{E{n - 1} + 1}}") for n in range(1, 60)]
    found = read(*BEFORE, question("E0", "*", text="{One == 'zzz'}"), *chain)
    assert logic.faults(found.survey) == [] and "e0" not in {question.code for question in found.survey.questions}


def test_a_condition_that_was_only_wrong_because_of_another_is_kept():
    never = question("b", "L", relevance="Age > 5 and Age < 3")
    found = read(*BEFORE, never, *answers("1", "2"), question("c", "S", relevance="b == '1'"))
    assert found.survey.question("b").show_if == "" and found.survey.question("c").show_if == "b == '1'"
    assert set(found.remarks) == {"b"}


def test_what_is_never_shown_is_left_out():
    found = asked("0")
    assert found.survey.question("q") is None and any("hidden" in note for note in found.notes)


def test_groups_have_conditions():
    found = read(*BEFORE, row("G", "Adults", "", "G1", relevance="Age >= 18"), question("q", "S"))
    assert found.survey.pages[1].show_if == "age >= 18"
    found = read(*BEFORE, row("G", "Adults", "", "G1", relevance="rand(1, 2) == 1"), question("q", "S"))
    assert found.survey.pages[1].show_if == "" and "rand" in found.remarks["q"][0]


@pytest.mark.parametrize(
    ("given", "musts"),
    [
        ({"em_validation_q": "self >= 18 and self <= 120"}, ["n >= 18", "n <= 120"]),
        ({"em_validation_q": "is_empty(this) or this > Age"}, ["n > age"]),
        ({"em_validation_q": "self > 0", "em_validation_q_tip": "More than <b>0</b>"}, ["n > 0"]),
        ({"validation": "/^[0-9]{4}$/"}, ["matches(n, '[0-9]{4}')"]),
    ],
)
def test_checks(given, musts):
    found = read(*BEFORE, question("n", "N", **given)).survey.question("n")
    assert [check.must for check in found.checks] == musts
    if "em_validation_q_tip" in given:
        assert found.checks[0].say == {"en": "More than 0"}


def test_checks_of_cells_name_the_column():
    survey = read(question("n", "K", em_validation_sq="this > 5", em_validation_sq_tip="Six"), *rows("a", "b")).survey
    [check] = survey.question("n").checks
    assert (check.must, check.say) == ("value > 5", {"en": "Six"})


def test_filters_and_conditions_of_rows():
    survey = read(*BEFORE, question("g", "F", array_filter="Many"), *rows("a", "b"), *answers("1", "2")).survey
    assert survey.question("g").rows_if == "row in many"
    survey = read(*BEFORE, question("g", "M", array_filter_exclude="Many"), *rows("a", "b")).survey
    assert survey.question("g").choices_if == "choice not in many"
    survey = read(*BEFORE, question("g", "F", array_filter="Grid"), *rows("r1", "10"), *answers("1", "2")).survey
    assert survey.question("g").rows_if == "answered(grid[row])"
    survey = read(*BEFORE, question("g", "F"), *rows("a"), *rows("b", relevance="Age > 3"), *answers("1", "2")).survey
    assert survey.question("g").rows_if == "row != 'b' or (age > 3)"
    found = read(*BEFORE, question("g", "F", array_filter="Many;Grid"), *rows("a"), *answers("1"))
    assert found.survey.question("g").rows_if == "" and "array_filter: Many;Grid" in found.remarks["g"][0]
