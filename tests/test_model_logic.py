"""What is found wrong with the logic of a survey before anybody is asked."""

import time
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.i18n import using
from consult.model.expressions import holds
from consult.model.logic import faults
from consult.model.question import Check, Choice, Level, Question, QuestionType
from consult.model.survey import Page, Survey


def choices(*codes, **attributes):
    return tuple(Choice(code, {"en": code.capitalize()}, attributes=attributes) for code in codes)


def ask(code, kind="single", label="?", **more):
    return Question(code, QuestionType(kind), {"en": label}, **more)


SERVICES = choices("home", "day", "night", kind="care")
AREA = ask("area", choices=choices("riga", "ogre"), other=True)
OFFERED = ask("offered", "multi", choices=SERVICES)
PLAN = ask("plan", "yesno", choices=choices("yes", "no"))
AGREE = ask("agree", "scale", choices=choices("1", "2", "3"))
CLIENTS = ask("clients", "number")
NEED = ask("need", "matrix", rows=SERVICES, choices=choices("none", "much"))
BOTH = ask("both", "matrix", rows=SERVICES, sides=choices("here", "region"), choices=choices("none", "much"))
FORECAST = ask("forecast", "table", rows=SERVICES, parts=(ask("y2026", "number"), ask("kind", choices=choices("own", "bought"))))
BUDGET = ask("budget", "allocation", choices=SERVICES)
IDEAS = ask("ideas", "repeat", parts=(ask("about", choices=SERVICES), ask("cost", "number")), most=3)
FIRST = ask("first", "ranking", choices=SERVICES)
ABOUT = ask("about_it", "note")
EARLIER = (AREA, OFFERED, PLAN, AGREE, CLIENTS, NEED, BOTH, FORECAST, BUDGET, IDEAS, FIRST, ABOUT)


def survey(*pages, **more):
    made = (page if isinstance(page, Page) else Page(f"p{n}", {"en": "Page"}, tuple(page)) for n, page in enumerate(pages, 1))
    return Survey("s", ("en",), {"en": "S"}, tuple(made), **more)


def found(*pages, **more):
    return [(fault.place, fault.key, fault.fault, fault.way_out) for fault in faults(survey(*pages, **more))]


def only(*pages, **more):
    (fault,) = found(*pages, **more)
    return fault


SOUND = [
    "area == 'riga'",
    "area == 'other' or area == ''",
    "area in ['riga', 'ogre'] and not blank(offered)",
    "'home' in offered and plan == 'yes'",
    "plan",
    "plan == True",
    "agree >= 2 or agree == 3",
    "clients > 3 and today() > '2026-01-01'",
    "need.home == 'much'",
    "'home' in need",
    "both.home.region != 'none'",
    "forecast.home.kind == 'own' or 'own' in forecast.kind",
    "sum(forecast.y2026) > forecast.home.y2026",
    "total(budget) > budget.home",
    "ideas.cost == ideas[2].cost or 'home' in ideas.about",
    "'home' in first",
    "offered == ['home', 'day']",
    "contains(offered, 'home')",
    "label(area) == 'Riga'",
]


@pytest.mark.parametrize("condition", SOUND)
def test_sound(condition):
    assert found(EARLIER, [ask("last", "text", show_if=condition)]) == []


@pytest.mark.parametrize(
    ("condition", "fault", "way_out"),
    [
        ("area = 'riga'", "there is no sign = (character 6)", "write =="),
        ("aera == 'riga'", "there is no question “aera”", "there is area"),
        ("area == riga", "there is no question “riga”", "put a code in quotation marks: 'riga'"),
        ("cost > 3", "there is no question “cost”", "write ideas.cost"),
        ("plan == true", "there is no question “true”", "write True"),
        ("last == 'x'", "it depends on its own answer", "name a question that is asked before"),
        ("later == 'x'", "“later” is asked only later", "ask “later” earlier"),
        (
            "row == 'home'",
            "“row” means nothing here",
            "row is known in rows_if and in the columns of a table, choice in choices_if",
        ),
        ("answered(about_it)", "“about_it” is a note, which nobody answers", "name a question"),
        ("need.hom == 'much'", "“need” has nothing called “hom”", "there is home"),
        ("both.home.regoin == 'much'", "“both.home” has nothing called “regoin”", "there is region"),
        ("forecast.home.y2028 > 1", "“forecast.home” has nothing called “y2028”", "there is y2026"),
        ("ideas[4].cost > 1", "“ideas” has nothing called “4”", "there is 1, 2, 3, about, cost"),
        ("area.region == 'x'", "“area” has nothing called “region”", "write “area” alone"),
        ("area == 'Ogre'", "“Ogre” is not one of the choices of “area”", "write 'ogre'"),
        ("area == 'xx'", "“xx” is not one of the choices of “area”", "there is riga, ogre"),
        ("area in ['riga', 'orge']", "“orge” is not one of the choices of “area”", "there is ogre"),
        ("agree == 4", "“4” is not one of the choices of “agree”", "there is 1, 2, 3"),
        ("'hme' in offered", "“hme” is not one of the choices of “offered”", "there is home"),
        ("contains(offered, 'hme')", "“hme” is not one of the choices of “offered”", "there is home"),
        ("need.home == 'lots'", "“lots” is not one of the choices of “need.home”", "there is none, much"),
        ("forecast.home.kind == 'ow'", "“ow” is not one of the choices of “forecast.home.kind”", "there is own"),
        ("offered == 'home'", "“offered” can hold several answers, so it never equals a single one", "write 'home' in offered"),
        ("'riga' in area", "“area” holds one answer, so nothing is in it", "write area == 'riga'"),
        ("1 > 2", "this is never true, whatever is answered", "check the codes and the signs"),
        ("area == 'riga' and area == 'ogre'", "this is never true, whatever is answered", "check the codes and the signs"),
        (
            "plan == 'yes' and clients > 3 and plan == 'no'",
            "this is never true, whatever is answered",
            "check the codes and the signs",
        ),
        ("count(offered) > 3", "this is never true, whatever is answered", "check the codes and the signs"),
        (
            "need.home == 'much' and need.home == 'none'",
            "this is never true, whatever is answered",
            "check the codes and the signs",
        ),
        ("agree > 3", "this is never true, whatever is answered", "check the codes and the signs"),
        ("area", "this is never true, whatever is answered", "check the codes and the signs"),
    ],
)
def test_fault_of_a_condition(condition, fault, way_out):
    pages = (EARLIER, [ask("last", "text", show_if=condition)], [ask("later", "text")])
    assert only(*pages) == ("last", "show_if", fault, way_out)


def test_a_condition_may_name_earlier_questions_of_its_page_but_a_page_only_earlier_pages():
    assert found([AREA, ask("last", "text", show_if="area == 'riga'")]) == []
    page = Page("place", {"en": "In {area}"}, (AREA,), show_if="area == 'riga'")
    assert [(place, key, fault) for place, key, fault, _ in found(page)] == [
        ("place", "show_if", "“area” is asked only later"),
        ("place", "title", "“area” is asked only later"),
    ]


def test_a_check_may_name_its_own_question_and_others_of_its_page():
    check = Check("clients <= later and clients > 0", {"en": "More than {later}"})
    assert found([ask("clients", "number", checks=(check,)), ask("later", "number")]) == []
    place, key, fault, _ = only([ask("clients", "number", checks=(Check("clients <= later"),))], [ask("later", "number")])
    assert (place, key, fault) == ("clients", "check", "“later” is asked only later")


def test_a_check_that_nothing_can_meet():
    check = Check("'home' in offered and 'home' not in offered")
    assert only([ask("offered", "multi", choices=SERVICES, checks=(check,))])[:3] == (
        "offered",
        "check",
        "this never holds, whatever is answered",
    )


def test_a_check_that_only_a_blank_would_meet():
    scale = ask("agree", "scale", choices=choices("1", "2"), checks=(Check("agree > 2"),))
    assert only([scale])[2] == "this never holds, whatever is answered"
    assert found([ask("agree", "scale", choices=choices("1", "2"), checks=(Check("agree > 1"),))]) == []


def test_parts_know_their_siblings_and_their_row():
    cost = ask("cost", "number", show_if="about == 'home'", checks=(Check("cost < 10 or about != 'home'"),))
    assert found([ask("ideas", "repeat", parts=(IDEAS.parts[0], cost))]) == []
    y2027 = ask("y2027", "number", checks=(Check("y2027 <= 3 * y2026 or row == 'home' or row.kind == 'care'"),))
    table = ask("forecast", "table", rows=SERVICES, parts=(FORECAST.parts[0], y2027), checks=(Check("y2026 < total(forecast)"),))
    assert found([table]) == []


@pytest.mark.parametrize(
    ("part", "place", "fault"),
    [
        (ask("a", "number", show_if="b > 1"), "t.a", "there is no question “b”"),
        (ask("a", "number", show_if="row == 'hme'"), "t.a", "“hme” is not one of the choices of “row”"),
        (ask("a", "number", checks=(Check("row.price > 1"),)), "t.a", "“row” has nothing called “price”"),
        (ask("a", "number", "Like {b}?"), "t.a", "there is no question “b”"),
    ],
)
def test_fault_of_a_part(part, place, fault):
    found_at, _, said, _ = only([ask("t", "table", rows=SERVICES, parts=(part, ask("b", "number")))])
    assert (found_at, said) == (place, fault)


@pytest.mark.parametrize(
    ("more", "key", "fault"),
    [
        ({"rows_if": "row in offered"}, "rows_if", None),
        ({"rows_if": "row.kind == 'care'"}, "rows_if", None),
        ({"rows_if": "need[row] == 'much'"}, "rows_if", None),
        ({"rows_if": "row.kind == 'housing'"}, "rows_if", "this is never true, whatever is answered"),
        ({"rows_if": "row.price == '1'"}, "rows_if", "“row” has nothing called “price”"),
        ({"rows_if": "choice in offered"}, "rows_if", "“choice” means nothing here"),
        ({"rows_if": "need[row] == 'lots'"}, "rows_if", "“lots” is not one of the choices of “need[row]”"),
        ({"choices_if": "choice == 'none' or plan == 'yes'"}, "choices_if", None),
        ({"choices_if": "choice in offered"}, "choices_if", "this is never true, whatever is answered"),
        ({"choices_if": "choice == 'home'"}, "choices_if", "“home” is not one of the choices of “choice”"),
    ],
)
def test_rows_and_choices_on_offer(more, key, fault):
    asked = ask("last", "matrix", rows=SERVICES, choices=choices("none", "much"), **more)
    expected = [] if fault is None else [("last", key, fault)]
    assert [one[:3] for one in found(EARLIER, [asked])] == expected


def test_computed_questions_build_on_one_another():
    twice = ask("twice", "computed", compute="clients * 2")
    assert found([CLIENTS, twice, ask("more", "computed", "{twice}", compute="twice + 1")]) == []
    assert only([CLIENTS, ask("more", "computed", compute="twice + 1"), twice])[:3] == (
        "more",
        "value",
        "“twice” is asked only later",
    )


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("You chose {area}, {need.home} and {need['day']}: {{sic}}", None),
        ("You chose {aera}", "there is no question “aera”"),
        ("You chose {last}", "it depends on its own answer"),
        ("You chose {need.hom}", "“need” has nothing called “hom”"),
        ("You chose {Area}", "“{Area}” in the text names nothing"),
        ("You chose { area }", "“{ area }” in the text names nothing"),
        ("You chose {area or {} or {1}", None),
        ("You chose {in}", "the expression cannot be read from here on"),
    ],
)
@pytest.mark.parametrize("key", ["ask", "hint"])
def test_piped_wording(key, wording, fault):
    last = ask("last", "text", wording) if key == "ask" else ask("last", "text", hint={"en": wording})
    assert [one[:3] for one in found(EARLIER, [last])] == ([("last", key, fault)] if fault else [])


def test_the_intro_comes_before_every_answer():
    assert only([AREA], intro={"en": "For {area}"})[:3] == ("s", "intro", "“area” is asked only later")


def test_what_follows_from_the_condition_of_the_page_or_of_what_it_depends_on():
    only_riga = Page("riga", {"en": "Riga"}, (ask("why", "text", show_if="area == 'ogre'"),), show_if="area == 'riga'")
    assert only([AREA], only_riga)[:3] == ("why", "show_if", "this is never true, whatever is answered")
    plan = ask("plan", "yesno", choices=PLAN.choices, show_if="area == 'riga'")
    assert only([AREA, plan], [ask("why", "text", show_if="plan == 'yes' and area == 'ogre'")])[0] == "why"


def test_a_question_that_is_never_asked_takes_its_followers_along():
    never = Page("never", {"en": "Never"}, (PLAN,), show_if="area == 'riga' and area == 'ogre'")
    after = [ask("why", "text", "After {plan}", show_if="plan == 'yes'"), ask("how", "text", show_if="answered(why)")]
    never_asked = "“{}” is never asked, so this has nothing to go by".format
    assert [one[:3] for one in found([AREA], never, after)] == [
        ("never", "show_if", "this is never true, whatever is answered"),
        ("why", "show_if", never_asked("plan")),
        ("how", "show_if", never_asked("why")),
    ]


def test_the_same_fault_in_two_languages_is_told_once():
    twice = Question("last", QuestionType.TEXT, {"lv": "Par {aera}", "en": "On {aera}"})
    assert len(found([AREA, twice])) == 1


def test_with_too_many_combinations_nothing_is_tried():
    many = ask("many", "multi", choices=choices(*(f"c{n}" for n in range(30))))
    began = time.perf_counter()
    assert found([many], [ask("last", "text", show_if="'c1' in many and 'c1' not in many")]) == []
    assert time.perf_counter() - began < 1


def test_a_survey_of_many_conditions_is_looked_through_quickly():
    several = [ask(f"m{n}", "multi", choices=choices(*(f"c{k}" for k in range(6)))) for n in range(2)]
    followers = [ask(f"f{n}", "text", show_if="count(m0) > 5 and count(m1) > 5") for n in range(20)]
    began = time.perf_counter()
    assert found(several, followers) == []
    assert time.perf_counter() - began < 5


LIMITED = (
    ask("clients", "number", minimum=0, maximum=50, integer=True),
    ask("staff", "number", minimum=5, maximum=20),
    ask("free", "number"),
    ask("words", "number", minimum=0, maximum=5, integer=True, other=True),
    ask("served", "table", rows=SERVICES, parts=(ask("y1", "number", minimum=0, maximum=10),)),
    ask("points", "allocation", choices=SERVICES, total=100),
    ask("both", "computed", compute="clients + staff"),
    ask("many", "multi", choices=choices(*(f"c{n}" for n in range(30))), most=3),
    ask("grown", "number", show_if="clients > 40", maximum=9),
)


@pytest.mark.parametrize(
    "condition",
    [
        "clients > 100", "clients < 0", "not clients <= 50", "clients > 49 and clients < 50", "clients == 7.5",
        "clients > 30 and staff > clients", "clients + staff > 70", "clients / 2 > 25", "60 < clients < 70",
        "served.home.y1 > 10", "sum(served.y1) > 30", "total(served.y1) > 30.5", "points.home > 101",
        "points.home >= 60 and points.day >= 60", "both > 70", "count(many) > 3", "min(clients, staff) > 50",
        "(clients > 50 or staff < 5) and free > 1", "grown > 1 and clients < 10", "grown == 1 and not clients > 40",
        "clients in [1, 2] and clients > 100", "abs(clients) < 0", "round(staff) > 21", "-clients > 0",
    ],
)  # fmt: skip
def test_a_condition_that_the_limits_of_numbers_exclude(condition):
    assert only(LIMITED, [ask("last", "text", show_if=condition)])[:3] == (
        "last", "show_if", "this is never true, whatever is answered",
    )  # fmt: skip


@pytest.mark.parametrize(
    "condition",
    [
        "clients > 49", "clients >= 50", "staff > 19.99 and staff < 20", "words > 100", "free > 100", "clients != 60",
        "clients > 100 or free > 1", "not clients > 100", "sum(served.y1) > 29", "points.home >= 60 and points.day >= 40",
        "both > 69", "count(many) == 3", "blank(clients) or clients > 100", "clients == ''", "clients % 7 > 5",
        "clients ** 2 > 2000", "min(clients, free) > 40", "if_(free > 1, clients, 100) > 60", "grown == 1 or clients < 10",
        "grown == '' and clients < 10", "text(clients) > 'a'", "clients == True", "clients / free > 1000",
        "round(staff, -1) == 20",
    ],
)  # fmt: skip
def test_a_condition_that_the_limits_of_numbers_leave_open(condition):
    assert found(LIMITED, [ask("last", "text", show_if=condition)]) == []


def test_the_limits_are_told():
    assert only(LIMITED, [ask("last", "text", show_if="clients > staff * 11")])[3] == (
        "“clients” is from 0 to 50; “staff” is from 5 to 20"
    )
    assert only([ask("n", "number", minimum=5, checks=(Check("n < 3"),))])[2:] == (
        "no figure that may be given meets this", "“n” is at least 5",
    )  # fmt: skip


def test_the_condition_of_a_page_and_of_the_question_are_taken_together():
    page = Page("few", {"en": "Few"}, (ask("why", "text", show_if="clients > 20"),), show_if="clients < 10")
    assert only(LIMITED, page)[:2] == ("why", "show_if")


def test_checks_that_no_figure_meets():
    n = ask("n", "number", minimum=5, checks=(Check("n > 6"), Check("n < 6"), Check("n < 3", level=Level.WARN)))
    assert [one[1:3] for one in found([n])] == [
        ("check", "no figure meets this and the checks before it"),
        ("check", "no figure that may be given meets this"),
    ]
    checks = (Check("staff < 5"), Check("staff < clients"))
    table = ask("t", "table", rows=SERVICES, parts=(LIMITED[0], LIMITED[1]), checks=checks)
    assert [(one[0], one[2]) for one in found([table])] == [("t", "no figure that may be given meets this")]
    n = ask("n", "number", minimum=5, checks=(Check("n < 3 or blank(n)"), Check("n < other")))
    assert found([n, ask("other", "number", maximum=3)]) == []


def test_a_part_may_be_called_like_a_question():
    table = ask("t", "table", rows=SERVICES, parts=(ask("clients", "number"), ask("a", "text", show_if="clients > 100")))
    assert found(LIMITED, [table]) == []
    kinds = ask("kind", choices=choices("a", "b"))
    parts = (ask("kind", choices=choices("a", "b")), ask("x", "text", show_if="kind == 'b'"))
    assert found([kinds], [ask("r", "repeat", parts=parts, show_if="kind == 'a'")]) == []


def test_a_choice_that_goes_with_no_other_may_stand_alone_where_several_are_asked_for():
    alone = ask("alone", "multi", choices=(*SERVICES, Choice("none", {"en": "None"}, exclusive=True)), least=2)
    assert found([alone], [ask("last", "text", show_if="count(alone) == 1")]) == []


NUMBERS = st.integers(-3, 6)
FIGURES = {"a": (0, 3), "b": (-2, 2), "c": (1, 5)}
terms = st.recursive(
    st.sampled_from([*FIGURES]) | NUMBERS.map(str),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("-{}".format, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "sum", "coalesce", "count"]), inner, inner),
        st.builds("{}({})".format, st.sampled_from(["abs", "round", "floor", "ceil", "int", "number"]), inner),
    ),
    max_leaves=4,
)
comparisons = st.builds(
    "{} {} {}".format, terms, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), terms | st.just("''") | st.just("'2'")
) | st.builds("{} < {} <= {}".format, terms, terms, terms)
numeric_conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=5,
)


@given(numeric_conditions, st.none() | comparisons)
@settings(deadline=None, max_examples=300)
def test_what_some_figures_meet_is_never_called_impossible(condition, gate):
    """All figures in steps of a half (of a, which is whole, of one), blanks too, are tried against what the limits told."""
    asked = [ask(code, "number", minimum=low, maximum=high) for code, (low, high) in FIGURES.items()]
    asked[0], asked[2] = replace(asked[0], integer=True), replace(asked[2], show_if=gate or "")
    steps = {code: [None, *(low + half / 2 for half in range(2 * (high - low) + 1))] for code, (low, high) in FIGURES.items()}
    steps["a"] = [None, 0.0, 1.0, 2.0, 3.0]
    told = found(asked, [ask("last", "text", show_if=condition)])
    if any(one[0] == "last" for one in told) and not any("c" == one[0] for one in told):
        for figures in product(*steps.values()):
            scope = dict(zip(steps, figures, strict=True))
            if gate and holds(gate, scope) is not True:
                scope["c"] = None
            assert holds(condition, scope) is not True, scope


@given(numeric_conditions)
@settings(deadline=None, max_examples=200)
def test_a_check_that_some_figure_meets_is_never_refused(must):
    asked = [ask(code, "number", minimum=low, maximum=high) for code, (low, high) in FIGURES.items()]
    asked[2] = replace(asked[2], checks=(Check(must),))
    if found(asked):
        low, high = FIGURES["c"]
        for half in range(2 * (high - low) + 1):
            assert holds(must, {"a": None, "b": None, "c": low + half / 2}) is False


def test_faults_speak_the_language_of_the_reader():
    with using("lv"):
        assert "„aera”" in only([AREA, ask("last", "text", show_if="aera == 'riga'")])[2]


@given(
    st.lists(
        st.sampled_from(
            [*"()[].,'\"{}", " ", " == ", " in ", " and ", " not ", "area", "offered", "need", "row", "home", "'riga'"]
        ),
        max_size=10,
    ).map("".join)
)
@settings(deadline=None, max_examples=300)
def test_any_condition_and_any_wording_can_be_looked_through(text):
    last = ask("last", "matrix", text, rows=SERVICES, choices=SERVICES, show_if=text, rows_if=text, checks=(Check(text),))
    assert all(fault.fault and fault.way_out for fault in faults(survey(EARLIER, [last])))
