"""Logic of XLSForms: what is translated, what is refused, and that both ways mean the same."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consult.formats.xlsform.from_xpath import translate
from consult.formats.xlsform.scope import Scope, Sort, Target
from consult.formats.xlsform.xpath import Untranslatable, parse
from consult.model.expressions import evaluate

_CHOICES = {"yes": "yes", "no": "no", "1": "1", "other": "other_"}
_SCOPE = Scope(
    {
        "one": [Target("one", Sort.ONE, _CHOICES)],
        "several": [Target("several", Sort.SEVERAL, _CHOICES)],
        "n": [Target("n", Sort.NUMBER)],
        "Born On": [Target("born", Sort.DAY)],
        "seen": [Target("seen", Sort.DAY)],
        "text": [Target("words", Sort.TEXT)],
        "row": [Target("need['01']", Sort.ONE, _CHOICES)],
        "cost": [Target("cost", Sort.NUMBER, inside="plans")],
        "twice": [Target("a", Sort.TEXT), Target("b", Sort.TEXT)],
    },
    {"A_region": "A_region"},
)
_ITSELF = Target("itself", Sort.NUMBER)


@pytest.mark.parametrize(
    ("xpath", "expected"),
    [
        ("${one} = 'yes'", "one == 'yes'"),
        ("${one}=1", "one == '1'"),
        ("${one} = 1.0", "one == '1'"),
        ("1 = ${one}", "'1' == one"),
        ("${one} = 'other'", "one == 'other_'"),
        ("${one} != ''", "one != ''"),
        ("selected(${one}, 'yes')", "one == 'yes'"),
        ("selected(${several}, 'yes')", "'yes' in several"),
        ("not(selected(${several},'other'))", "not 'other_' in several"),
        ("${several} = ''", "blank(several)"),
        ("${several} = 'yes'", "several == ['yes']"),
        ("count-selected(${several}) >= 2", "count(several) >= 2"),
        (". >= 0 and . <= 100", "itself >= 0 and itself <= 100"),
        ("(${n} + 1) * 2 - ${n} div 4 mod 3", "(n + 1) * 2 - n / 4 % 3"),
        ("${n} - (${n} - 1)", "n - (n - 1)"),
        ("-${n}", "-n"),
        ("if(${n} > 3, 'big', if(${n} = 0, 'none', 'small'))", "if_(n > 3, 'big', if_(n == 0, 'none', 'small'))"),
        ("${one}='yes' or (${n} > 1 and not(${text} = 'x'))", "one == 'yes' or n > 1 and not words == 'x'"),
        ("(${n} > 1 or ${n} < 0) and true()", "(n > 1 or n < 0) and True"),
        ("int((${seen} - ${Born On}) div 30.44)", "int(days(born, seen) / 30.44)"),
        ("today() - ${seen}", "days(seen, today())"),
        ("${seen} >= date('2026-01-01')", "seen >= '2026-01-01'"),
        ("format-date(${seen}, '%Y')", "year(seen)"),
        ("regex(${text}, '[0-9]{4}')", "matches(words, '[0-9]{4}')"),
        ("regex(${text}, '\\d+')", "matches(words, '\\d+')"),
        ("string-length(${text}) < 5", "len(words) < 5"),
        ("round(${n} * 100, 2)", "round(n * 100, 2)"),
        ("coalesce(${text}, 'none')", "coalesce(words, 'none')"),
        ("concat(${text}, ' ', string(${n}))", "concat(words, ' ', text(n))"),
        ("jr:choice-name(${one}, '${one}')", "label(one)"),
        ("sum(${cost})", "sum(plans.cost)"),
        ("pow(${n}, 2)", "n ** 2"),
        ("${row} = 'yes'", "need['01'] == 'yes'"),
    ],
)
def test_logic_is_translated(xpath: str, expected: str) -> None:
    assert translate(xpath, _SCOPE, _ITSELF) == expected


def test_a_filter_of_choices_names_columns_in_any_capitals() -> None:
    assert translate("a_REGION = ${one} and name != 'x'", _SCOPE, choosing=True) == "choice.A_region == one and choice != 'x'"


@pytest.mark.parametrize(
    ("xpath", "reason"),
    [
        ("instance('a')/forms/thing", "/"),
        ("pulldata('a', 'b', 'c', ${n})", "pulldata()"),
        ("indexed-repeat(${n}, ${n}, 1)", "indexed-repeat()"),
        ("../n > 1", ".."),
        ("${n}[1]", "["),
        ("position(..) = 1", ".."),
        ("once(random())", "random()"),
        ("${nobody} = 1", "${nobody}"),
        ("${twice} = 1", "${twice}"),
        ("${cost} > 1", "${plans.cost}"),
        ("${text} = 'a", "'a"),
        ("${n} ! 3", "! 3"),
        ("selected(${one})", "selected()"),
        ("format-date(${seen}, '%b')", "format-date()"),
        ("", "…"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(xpath: str, reason: str) -> None:
    with pytest.raises(Untranslatable) as refusal:
        translate(xpath, _SCOPE, _ITSELF)
    assert refusal.value.what == reason


@pytest.mark.parametrize(
    ("xpath", "n", "expected"),
    [("${n} mod 2 = 1", 3.0, True), ("${n} div 4", 3.0, 0.75), ("if(${n} <= 21, '4', '1')", 21.0, "4"), ("${n} > 1", None, None)],
)
def test_translated_logic_gives_what_the_form_would(xpath: str, n: float | None, expected: object) -> None:
    assert evaluate(translate(xpath, _SCOPE), {"n": n}) == expected


_PIECES = st.sampled_from(
    ["${n}", "${one}", "${several}", "'yes'", '"', "'", "1", "2.5", ".", "..", "(", ")", " and ", " or ", " div ", "=", "!=",
     "<=", "selected(", "count-selected(", "if(", "not(", ",", "-", "+", "[", "/", "jr:x", "true()", "today()", "${", "}",
     "é", "\\"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join)))
@example("(" * 5000)
@example("-" * 5000 + "1")
@example("not(" * 200 + "1" + ")" * 200)
@example("+".join(["1"] * 5000))
@example("${n}" + " and ${n}" * 200)
def test_any_text_is_translated_or_refused(xpath: str) -> None:
    for read in (parse, lambda text: translate(text, _SCOPE, _ITSELF), lambda text: translate(text, _SCOPE, choosing=True)):
        try:
            read(xpath)
        except Untranslatable as refusal:
            assert isinstance(refusal.what, str)
