"""Expressions: what they are worth, what stays unknown, and what is refused; answers as their values; piped wordings."""

import ast
import math
import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.model.expression_functions import FUNCTIONS
from consult.model.expressions import Chosen, ExpressionFault, evaluate, holds, parse
from consult.model.piping import code_of, piped, references, stray_braces
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Missing
from consult.model.survey import Page, Survey
from consult.model.values import labels_of, value_of

SCOPE = {
    "area": "0010000",
    "agree": "4",
    "trust": "10",
    "plan": "yes",
    "strategy": "no",
    "clients": 12.0,
    "unknown": None,
    "services": ("home", "day"),
    "why": "No staff",
    "since": "2026-03-05",
    "need": {"home": "much", "0010": "none"},
    "both": {"home": {"here": "1", "region": "5"}},
    "budget": {"home": 60.0, "day": 40.0},
    "forecast": {"home": {"y2026": 10.0, "y2027": 25.0}, "day": {"y2026": 5.0, "y2027": None}},
    "plans": ({"about": "home", "cost": 100.0}, {"about": "day", "cost": 50.0}),
    "from": "a",
    "row": Chosen("home", {"region": "vidzeme"}),
}

VALUES = [
    # numbers
    ("2 + 3 * 4", 14.0),
    ("(2 + 3) * 4 - -1", 21.0),
    ("7 // 2 + 7 % 4 + 7 / 2", 9.5),
    ("2 ** 10", 1024.0),
    ("clients / 0", None),
    ("clients + unknown", None),
    ("agree + trust", 14.0),
    ("why + 1", None),
    ("(0 - 8) ** 0.5", None),
    ("10 ** 99 ** 99", None),
    ("'ha' * 3", None),
    # comparing
    ("clients == 12", True),
    ("agree == 4", True),
    ("agree < trust", True),
    ("area == '0010000'", True),
    ("area == '10000'", False),
    ("unknown == ''", True),
    ("unknown == None", True),
    ("unknown == 0", False),
    ("unknown != 'x'", True),
    ("unknown < 3", None),
    ("since >= '2026-01-01'", True),
    ("1 < clients < 20", True),
    ("1 < clients < unknown", None),
    ("20 < clients < unknown", False),
    ("services == 'home'", False),
    ("services == ['home', 'day']", True),
    ("plan == True", True),
    ("strategy == False", True),
    # membership
    ("'home' in services", True),
    ("'night' not in services", True),
    ("'home' in unknown", False),
    ("'home' not in unknown", True),
    ("area in ['0010000', '0050000']", True),
    ("unknown in ['a']", False),
    ("row in services", True),
    ("'staff' in why", True),
    ("'0010' in need", True),
    # truth
    ("plan and not strategy", True),
    ("area and True", None),
    ("area or True", True),
    ("1 if clients > 10 else 2", 1.0),
    ("1 if unknown > 10 else 2", None),
    # rows, cells, columns, fields, attributes
    ("need.home", "much"),
    ("need['0010']", "none"),
    ("need[row]", "much"),
    ("both.home.region - both.home.here", 4.0),
    ("need.nothing", None),
    ("forecast.home.y2027", 25.0),
    ("forecast.y2026", (10.0, 5.0)),
    ("sum(forecast.y2027) <= 3 * sum(forecast.y2026)", True),
    ("plans.cost", (100.0, 50.0)),
    ("plans[2].cost", 50.0),
    ("plans[3].cost", None),
    ("row", "home"),
    ("row.region == 'vidzeme'", True),
    ("row.nothing", None),
    ("from == 'a'", True),
    # functions
    ("sum(1, 2, unknown)", 3.0),
    ("sum(unknown)", None),
    ("sum(why, 1)", None),
    ("total(budget)", 100.0),
    ("total(forecast)", 40.0),
    ("count(services)", 2.0),
    ("count(forecast.y2027)", 1.0),
    ("count(unknown)", 0.0),
    ("count(clients, unknown, why)", 2.0),
    ("min(forecast.y2026) + max(3, 9)", 14.0),
    ("len(why)", 8.0),
    ("len(unknown)", None),
    ("abs(0 - 3)", 3.0),
    ("round(2.5)", 3.0),
    ("round(0 - 2.5)", -3.0),
    ("round(2.675, 2)", 2.68),
    ("floor(0 - 2.5)", -3.0),
    ("ceil(2.1)", 3.0),
    ("int(0 - 2.9)", -2.0),
    ("number('12,5')", 12.5),
    ("number('12 people')", None),
    ("text(12)", "12"),
    ("text(12.5)", "12.5"),
    ("blank(unknown)", True),
    ("blank('  ')", True),
    ("answered(clients)", True),
    ("contains(why, 'staff')", True),
    ("contains(services, 'home')", True),
    ("contains(unknown, 'x')", False),
    ("starts_with(area, '001')", True),
    ("ends_with(area, '001')", False),
    ("lower('ĀDAŽI')", "ādaži"),
    ("join(services, '; ')", "home; day"),
    ("label(area)", "Rīga"),
    ("label(services)", "Home care, day"),
    ("label(unknown)", None),
    ("today()", "2026-11-22"),
    ("year(since)", 2026.0),
    ("year(why)", None),
    ("days(since, '2026-03-15')", 10.0),
    ("if_(clients > 10, 'many', 'few')", "many"),
    ("if_(unknown > 10, 'many', 'few')", None),
    ("concat('a', unknown, 1)", "a1"),
    ("coalesce(unknown, '', clients)", 12.0),
    # text with backslashes and the other mark
    (r"'a\'b'", "a'b"),
    (r"'\d'", r"\d"),
    ('"it\'s"', "it's"),
    ("1 +\n  2", 3.0),
]
LABELS = {"area": {"0010000": "Rīga"}, "services": {"home": "Home care"}}


@pytest.mark.parametrize(("source", "value"), VALUES)
def test_value(source, value):
    found = evaluate(source, SCOPE, today=date(2026, 11, 22), labels=LABELS)
    assert (found, type(found)) == (value, type(value))


def test_every_function_is_in_the_table_above_or_among_the_patterns():
    called = {node.func.id for source, _ in VALUES for node in ast.walk(parse(source).tree) if isinstance(node, ast.Call)}
    assert called | {"matches"} == set(FUNCTIONS)


KLEENE = {True: "1 == 1", False: "1 == 2", None: "unknown > 1"}


@pytest.mark.parametrize("left", KLEENE)
@pytest.mark.parametrize("right", KLEENE)
def test_three_valued_logic(left, right):
    both = False if False in (left, right) else None if None in (left, right) else True
    either = True if True in (left, right) else None if None in (left, right) else False
    assert holds(f"{KLEENE[left]} and {KLEENE[right]}", SCOPE) is both
    assert holds(f"{KLEENE[left]} or {KLEENE[right]}", SCOPE) is either
    assert holds(f"not ({KLEENE[left]})", SCOPE) is (None if left is None else not left)


@pytest.mark.parametrize(
    ("source", "column", "said"),
    [
        ("", 1, "empty"),
        ("area = 'x'", 6, "there is no sign ="),
        ("a && b", 3, "there is no sign &&"),
        ("a ≥ 1", 3, "there is no sign ≥"),
        ("area == “x”", 9, "typographic"),
        ("a\u00a0== 1", 2, "NO-BREAK SPACE"),
        ("a\t== 1", 2, "tab"),
        ("a == '\u202eb'", 7, "RIGHT-TO-LEFT OVERRIDE"),
        ("(a == 1", 1, "not closed"),
        ("a == 1)", 7, "closes nothing"),
        ("a == 'x", 6, "quotation mark is not closed"),
        ("a == 0010000", 6, "begins with a zero"),
        ("a == 10b", 6, "runs into a word"),
        ("count_all(a)", 1, "there is no function count_all"),
        ("1 + sun(a)", 5, "there is no function sun"),
        ("'ā' == sun(a)", 8, "there is no function sun"),
        (r"'\d' == sun(a)", 9, "there is no function sun"),
        ("round()", 1, "not called like that"),
        ("label('x')", 1, "not called like that"),
        ("min(a, key=b)", 11, "there is no sign ="),
        ("a b", 3, "cannot be read"),
        ("a is b", 3, "cannot be read"),
        ("lambda: 1", 7, "there is no sign :"),
        ("a.b(1)", 1, "only functions"),
        ("a[b]", 1, "only a question"),
        ("(a + b).c", 1, "only a question"),
        ("f'{a}'", 2, "runs into a quotation mark"),
        ("[*a]", 2, "not part of the language"),
        ("1e999", 1, "too large"),
        ("2 ** 101", 6, "exponent"),
        ("a == 1 # note", 8, "there is no sign #"),
        ("matches(a, b)", 12, "plain text"),
        ("matches(a, '(a+)+')", 12, "run for ever"),
        ("matches(a, '(a|a)*b')", 12, "run for ever"),
        ("matches(a, '" + "a?" * 40 + "')", 12, "run for ever"),
        ("matches(a, '((){999}){999}(){999}')", 12, "run for ever"),
        (r"matches(a, '(a)\1')", 12, "not known here"),
        ("matches(a, '(?i)a')", 12, "not known here"),
        ("matches(a, '(a')", 12, "cannot be read"),
        ("matches(a, 'a)')", 12, "did not open"),
        ("a" * 2_001, 2_001, "too long"),
        ("(" * 51 + "1" + ")" * 51, 51, "too deep"),
        ("-" * 60 + "1", 52, "too deep"),
    ],
)
def test_refused(source, column, said):
    with pytest.raises(ExpressionFault) as refused:
        parse(source)
    assert said in refused.value.fault
    assert refused.value.way_out
    assert refused.value.column == column


def test_typographic_marks_may_stand_in_a_text():
    assert evaluate("'SIA „Rūķis”'", {}) == "SIA „Rūķis”"


def test_a_long_sum_is_not_deep():
    assert evaluate(" + ".join(["clients"] * 180), SCOPE) == 180 * 12


def test_what_an_expression_names():
    expression = parse("forecast.home.y2027 > 3 and count(services) and need[row] == 'much' and need['0010'] != row.region")
    assert expression.names == {"forecast", "services", "need", "row"}
    assert expression.paths == {
        ("forecast", "home", "y2027"),
        ("services",),
        ("need",),
        ("need", "0010"),
        ("row",),
        ("row", "region"),
    }
    assert expression.asks_for_blank
    assert not parse("clients > 3").asks_for_blank


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"\d{6}-\d{5}", "010190-12345", True),
        (r"LV-\d{4}", "LV-101", False),
        (r"LV-\d{4}", "at LV-1010", False),
        (r"[^@ ]+@[^@ ]+\.[a-z]{2,}", "anna@example.org", True),
        (r"(\+371 ?)?\d{8}", "+371 26123456", True),
        (r"(\d{1,3}\.){3}\d{1,3}", "192.168.0.1", True),
        (r"(foo|bar) x", "bar x", True),
        (r"[A-ZĀČĒĢĪĶĻŅŠŪŽ][^0-9]*", "Āgenskalns", True),
        (r".*", "x" * 1_001, None),
        (r".*,.*,.*,.*", "x" * 900, None),
    ],
)
def test_patterns_meet_the_whole_text(pattern, text, found):
    assert evaluate(f"matches(answer, {pattern!r})", {"answer": text}) is found


def test_a_blank_fits_no_pattern_and_breaks_none():
    assert evaluate("matches(answer, 'a+')", {"answer": None}) is None


PIECES = st.sampled_from(
    ["a", "b", ".", "[ab]", "(", "(?:", ")", "|", "*", "+", "?", "{2}", "{0,9}", "{3,}", "*?", r"\w", "^", "$"]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["a" * 40, "ab" * 150, "a" * 1_000, "aab" * 30 + "c"]))
@settings(deadline=None, max_examples=300)
def test_no_pattern_runs_long(pattern, text):
    began = time.perf_counter()
    try:
        found = evaluate(f"matches(answer, '{pattern}')", {"answer": text})
    except ExpressionFault:
        return
    assert time.perf_counter() - began < 3
    assert found is None or found is (re.fullmatch(pattern, text) is not None)


@given(st.text(max_size=80) | st.text("ab.'\"()[]+-*/%<>=!, \\0123notrifels_", max_size=60))
@settings(deadline=None, max_examples=400)
def test_any_text_is_read_or_refused(source):
    try:
        assert parse(source).source == source
    except ExpressionFault as refused:
        assert refused.fault
        assert 1 <= refused.column <= len(source) + 1


NAMES = ["area", "clients", "services", "forecast", "unknown", "row", "plans"]
ATOMS = st.sampled_from(
    ["1", "2.5", "0", "'x'", "'3'", "True", "None", "[1, 'a']", "forecast.home", "plans.cost", "plans[1]", *NAMES]
)
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"]
CALLS = [(name, made) for name, made in FUNCTIONS.items() if name not in ("matches", "label")]


def _grown(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(st.sampled_from(["not ", "-", "+"]), inner).map(lambda parts: f"({''.join(parts)})"),
        st.tuples(inner, inner, inner).map(lambda parts: "({} if {} else {})".format(*parts)),
        st.tuples(st.sampled_from(CALLS), inner, inner, inner).map(
            lambda parts: f"{parts[0][0]}({', '.join(parts[1 : 1 + (parts[0][1].most or 3)][: parts[0][1].most])})"
        ),
    )


EXPRESSIONS = st.recursive(ATOMS, _grown, max_leaves=12)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8), st.just(date(2026, 1, 1)), st.just("2026-02-03")
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple), st.dictionaries(st.sampled_from(["home", "cost", "y"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(EXPRESSIONS, st.dictionaries(st.sampled_from(NAMES), ANYTHING | st.just(Chosen("home", {"a": "b"}))))
@settings(deadline=None, max_examples=500)
def test_no_values_break_an_expression(source, scope):
    value = evaluate(source, scope)
    assert value is None or isinstance(value, bool | float | str | tuple | dict)
    assert not isinstance(value, float) or math.isfinite(value)
    assert holds(source, scope) in (True, False, None)


ARITHMETIC = st.recursive(
    st.integers(0, 50).map(str) | st.floats(0, 50).map(lambda number: f"{number:.3f}"),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map(lambda p: f"({' '.join(p)})"),
    max_leaves=8,
)


@given(ARITHMETIC)
@settings(deadline=None, max_examples=200)
def test_arithmetic_is_that_of_python(source):
    try:
        expected = eval(source)
    except ZeroDivisionError:
        expected = None
    found = evaluate(source, {})
    assert found is None if expected is None else found == pytest.approx(expected)


# --- answers as values


def choices(*codes):
    return tuple(Choice(code, {"en": code.capitalize()}) for code in codes)


def question(kind, **more):
    return Question("q", QuestionType(kind), {"en": "?"}, **more)


def part(code, kind="number"):
    return Question(code, QuestionType(kind), {"en": code})


ROWS = choices("home", "day")
PARTS = (part("y2026"), part("kind", "multi"))


@pytest.mark.parametrize(
    ("asked", "answers", "value"),
    [
        (question("single"), [Answer("q", code="a")], "a"),
        (question("single", other=True), [Answer("q", code="other", text="mine")], "other"),
        (question("scale"), [Answer("q", code="4")], "4"),
        (question("yesno"), [Answer("q", missing=Missing.BLANK)], None),
        (question("multi"), [Answer("q", code="a"), Answer("q", code="b")], ("a", "b")),
        (question("multi"), [Answer("q", missing=Missing.BLANK)], None),
        (question("number"), [Answer("q", number=0.0)], 0.0),
        (question("number"), [Answer("q", missing=Missing.NOT_KNOWN)], None),
        (question("number", other=True), [Answer("q", code="other", text="about ten")], "about ten"),
        (question("text"), [Answer("q", text="hello")], "hello"),
        (question("date"), [Answer("q", text="2026-01-02")], "2026-01-02"),
        (question("file"), [Answer("q", code="ab12", text="plan.pdf")], "plan.pdf"),
        (question("note"), [], None),
        (question("computed"), [Answer("q", number=3.0)], 3.0),
        (question("computed"), [Answer("q", text="high")], "high"),
        (question("ranking"), [Answer("q", "b", number=2), Answer("q", "a", number=1)], ("a", "b")),
        (question("allocation"), [Answer("q", "a", number=60), Answer("q", "b", missing=Missing.REFUSED)], {"a": 60, "b": None}),
        (question("allocation"), [Answer("q", "a", missing=Missing.BLANK)], None),
        (
            question("matrix"),
            [Answer("q", "home", code="1"), Answer("q", "day", missing=Missing.BLANK)],
            {"home": "1", "day": None},
        ),
        (
            question("matrix", sides=choices("here", "region")),
            [Answer("q", "home", code="1", column="here"), Answer("q", "home", code="5", column="region")],
            {"home": {"here": "1", "region": "5"}},
        ),
        (
            question("table", rows=ROWS, parts=PARTS),
            [
                Answer("q", "home", number=1, column="y2026"),
                Answer("q", "home", code="a", column="kind"),
                Answer("q", "home", code="b", column="kind"),
                Answer("q", "day", missing=Missing.BLANK, column="y2026"),
            ],
            {"home": {"y2026": 1, "kind": ("a", "b")}, "day": None},
        ),
        (
            question("repeat", parts=PARTS),
            [
                Answer("q", number=7, column="y2026", instance=2),
                Answer("q", code="a", column="kind", instance=1),
                Answer("q", missing=Missing.BLANK, column="y2026", instance=3),
            ],
            ({"y2026": None, "kind": ("a",)}, {"y2026": 7, "kind": None}),
        ),
        (question("repeat", parts=PARTS), [], None),
    ],
)
def test_value_of(asked, answers, value):
    assert value_of(asked, answers) == value


def test_labels_are_looked_up_by_question_and_choice():
    survey = Survey("s", ("en",), {}, (Page("p", {}, (question("single", choices=choices("a")), part("n"))),))
    assert labels_of(survey) == {"q": {"a": "A"}}


# --- wordings


def test_a_wording_takes_in_earlier_answers():
    text = "In {area}, of {need.home} and {need['01']}: {{sic}} {unknown} {Not this}"
    assert references(text) == ["area", "need.home", "need['01']", "unknown"]
    assert [code_of(one) for one in references(text)] == ["area", "need", "need", "unknown"]
    told = {"area": "Rīga {why}", "why": "no", "need.home": "much", "need['01']": "little"}
    assert piped(text, told) == "In Rīga {why}, of much and little: {sic} … {Not this}"
    assert stray_braces(text + " } {1} { {} }") == ["{Not this}"]


@given(st.text("ab{}. '[]", max_size=30))
def test_any_wording_can_be_piped_and_doubled_braces_come_back(text):
    piped(text, dict.fromkeys(references(text), "{b}"))
    assert piped(text.replace("{", "{{").replace("}", "}}"), {}) == text
