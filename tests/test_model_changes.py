"""What differs between two versions, and how far it reaches."""

import string
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.i18n import using
from consult.model.question import Check, Choice, Level, Question, QuestionType, Role
from consult.model.response import REASONS, Missing
from consult.model.survey import Identity, Migration, Page, Survey
from consult.model.versions.changes import Kind, compare
from consult.model.versions.rewording import Names, same_expression, same_wording


def choices(*codes, **settings):
    return tuple(Choice(code, {"lv": f"Izvēle {code}"}, **settings) for code in codes)


CLIENTS = Question("clients", QuestionType.NUMBER, {"lv": "Klienti"}, minimum=0, maximum=100, unit={"lv": "pers."})
SERVICES = Question("services", QuestionType.MULTI, {"lv": "Pakalpojumi"}, choices=choices("home", "day"))
NEED = Question(
    "need", QuestionType.MATRIX, {"lv": "Vajadzība"}, rows=choices("here", "region"),
    choices=(*choices("1", "2", "3"), Choice("0", {"lv": "Nav viedokļa"}, apart=True)),
)  # fmt: skip
PLAN = Question(
    "plan", QuestionType.TABLE, {"lv": "Plāns"}, rows=choices("home", "day"),
    parts=(
        Question("y2026", QuestionType.NUMBER, {"lv": "2026. gads"}, minimum=0),
        Question("how", QuestionType.SINGLE, {"lv": "Kā"}, choices=choices("own", "bought")),
    ),
)  # fmt: skip
POINTS = Question("points", QuestionType.ALLOCATION, {"lv": "Punkti"}, choices=choices("home", "day"), total=100)
WISH = Question("wish", QuestionType.TEXT, {"lv": "Vēlējums"}, hint={"lv": "Isi"}, longest=500)


def survey(*questions, **settings):
    pages = (Page("one", {"lv": "Pirmā"}, questions),)
    return Survey("needs", ("lv",), {"lv": "Vajadzības"}, settings.pop("pages", pages), **settings)


OLD = survey(CLIENTS, SERVICES, NEED, PLAN, POINTS, WISH)


def told(new, old=OLD):
    """Every change as “kind place”, with ✓ where a migration covers it."""
    return [f"{change.kind} {change.place}{' ✓' if change.covered else ''}" for change in compare(old, new)]


def with_question(question, **settings):
    """The old survey with one question in place of the one of the same code."""
    return survey(*(question if known.code == question.code else known for known in OLD.questions), **settings)


def with_part(part):
    return with_question(replace(PLAN, parts=tuple(part if known.code == part.code else known for known in PLAN.parts)))


FREE = {
    "title": (replace(OLD, title={"lv": "Vajadzību aptauja"}), "title"),
    "intro": (replace(OLD, intro={"lv": "Sveiki"}), "intro"),
    "another language": (replace(OLD, languages=("lv", "en")), "languages"),
    "a hint": (with_question(replace(WISH, hint={"lv": "Īsi"})), "wish"),
    "a comma": (with_question(replace(CLIENTS, label={"lv": "klienti ."})), "clients"),
    "a translation": (with_question(replace(CLIENTS, label={"lv": "Klienti", "en": "Clients"})), "clients"),
    "a translation of the unit": (with_question(replace(CLIENTS, unit={"lv": "pers.", "en": "persons"})), "clients"),
    "a full stop in the unit": (with_question(replace(CLIENTS, unit={"lv": "pers"})), "clients"),
    "the order of questions": (survey(SERVICES, CLIENTS, NEED, PLAN, POINTS, WISH), "pages"),
    "the order of choices": (with_question(replace(SERVICES, choices=SERVICES.choices[::-1])), "services"),
    "the role": (with_question(replace(SERVICES, role=Role.GROUP)), "services"),
    "not for publishing": (with_question(replace(WISH, publish=False)), "wish"),
    "a note": (survey(*OLD.questions, Question("hello", QuestionType.NOTE, {"lv": "Sveiki"})), "hello"),
}
COMPATIBLE = {
    "a new question": (survey(*OLD.questions, Question("more", QuestionType.TEXT, {"lv": "Vēl"}, show_if="clients > 1")), "more"),
    "a new choice": (with_question(replace(SERVICES, choices=choices("home", "day", "night"))), "services.night"),
    "a new row": (with_question(replace(NEED, rows=choices("here", "region", "state"))), "need.state"),
    "a new column": (
        with_question(replace(PLAN, parts=(*PLAN.parts, Question("y2027", QuestionType.NUMBER, {"lv": "2027. gads"})))),
        "plan.y2027",
    ),
    "no opinion": (
        with_question(replace(NEED, choices=(*NEED.choices, Choice("9", {"lv": "Nezinu"}, apart=True)))), "need.9",
    ),
    "wider limits": (with_question(replace(CLIENTS, maximum=1000)), "clients"),
    "no limit": (with_question(replace(CLIENTS, minimum=None)), "clients"),
    "a longer text": (with_question(replace(WISH, longest=900)), "wish"),
    "a closed choice": (
        with_question(replace(SERVICES, choices=(SERVICES.choices[0], *choices("day", closed=True)))), "services.day",
    ),
    "own words": (with_question(replace(SERVICES, other=True)), "services"),
    "a reason": (with_question(replace(CLIENTS, reasons=(Missing.NOT_KNOWN,))), "clients"),
    "a warning": (with_question(replace(CLIENTS, checks=(Check("clients < 50", level=Level.WARN),))), "clients"),
}  # fmt: skip
MEANING = {
    "the wording": (with_question(replace(CLIENTS, label={"lv": "Apmeklētāji"})), "clients"),
    "the wording in another language only": (with_question(replace(CLIENTS, label={"en": "Clients"})), "clients"),
    "a choice": (with_question(replace(SERVICES, choices=(SERVICES.choices[0], Choice("day", {"lv": "Cits"})))), "services.day"),
    "a choice gone": (with_question(replace(SERVICES, choices=choices("home"))), "services.day"),
    "a row gone": (with_question(replace(NEED, rows=choices("here"))), "need.region"),
    "a column gone": (with_question(replace(PLAN, parts=PLAN.parts[:1])), "plan.how"),
    "a question gone": (survey(*OLD.questions[1:]), "clients"),
    "the type": (with_question(replace(SERVICES, type=QuestionType.SINGLE)), "services"),
    "the unit": (with_question(replace(CLIENTS, unit={"lv": "%"})), "clients"),
    "narrower limits": (with_question(replace(CLIENTS, maximum=50)), "clients"),
    "a limit where there was none": (with_question(replace(SERVICES, most=1)), "services"),
    "whole numbers only": (with_question(replace(CLIENTS, integer=True)), "clients"),
    "a shorter text": (with_question(replace(WISH, longest=100)), "wish"),
    "required": (with_question(replace(WISH, required=True)), "wish"),
    "the total": (with_question(replace(POINTS, total=10)), "points"),
    "the order of the scale": (
        with_question(replace(NEED, choices=(*NEED.choices[2::-1], NEED.choices[3]))), "need",
    ),
    "a point in the middle": (
        with_question(replace(NEED, choices=(NEED.choices[0], *choices("x"), *NEED.choices[1:]))), "need.x",
    ),
    "diverging": (with_question(replace(NEED, diverging=True)), "need"),
    "sides": (with_question(replace(NEED, sides=choices("now", "later"))), "need"),
    "a condition": (with_question(replace(WISH, show_if="clients > 1")), "wish"),
    "a filter": (with_question(replace(SERVICES, choices_if="choice != 'day'")), "services"),
    "a check": (with_question(replace(CLIENTS, checks=(Check("clients < 50"),))), "clients"),
    "a limit of a column": (with_part(replace(PLAN.parts[0], minimum=5)), "plan.y2026"),
    "a choice of a column": (with_part(replace(PLAN.parts[1], choices=choices("own"))), "plan.how.bought"),
    "a condition of the page": (
        survey(pages=(Page("one", {"lv": "Pirmā"}, (CLIENTS,)), Page("two", {}, (WISH,), "clients > 1"))), "wish",
    ),
    "publishing what was for the organiser": (with_question(WISH), "wish"),
    "identity": (replace(OLD, identity=Identity.NAMED), "identity"),
}  # fmt: skip
BEFORE = {
    "a condition of the page": survey(pages=(Page("one", {"lv": "Pirmā"}, (CLIENTS,)), Page("two", {}, (WISH,)))),
    "publishing what was for the organiser": with_question(replace(WISH, publish=False)),
}


@pytest.mark.parametrize(
    ("kind", "case", "new", "place"),
    [
        (kind, case, *made)
        for kind, cases in ((Kind.FREE, FREE), (Kind.COMPATIBLE, COMPATIBLE), (Kind.MEANING, MEANING))
        for case, made in cases.items()
    ],
)
def test_how_far_a_change_reaches(kind, case, new, place):
    (change,) = compare(BEFORE.get(case, OLD), new)
    assert (change.kind, change.place, change.covered) == (kind, place, False)
    assert change.told and not change.told.endswith(".")
    assert bool(change.way_out) == (kind is Kind.MEANING)


def test_a_date_that_is_allowed_no_more_is_a_change_of_meaning():
    since = Question("since", QuestionType.DATE, {"lv": "Kopš"}, earliest=date(2000, 1, 1))
    assert told(survey(replace(since, earliest=date(2010, 1, 1))), survey(since)) == ["meaning since"]
    assert told(survey(replace(since, earliest=date(1990, 1, 1))), survey(since)) == ["compatible since"]


def test_a_question_that_moved_to_another_page_is_told_of():
    pages = (Page("one", {"lv": "Pirmā"}, (CLIENTS,)), Page("two", {}, (WISH,)))
    assert told(survey(pages=pages), survey(CLIENTS, WISH)) == ["free page two", "free wish"]


def test_old_and_new_wording_are_quoted():
    (change,) = compare(OLD, with_question(replace(CLIENTS, label={"lv": "Apmeklētāji"})))
    assert change.told == "the wording was “Klienti” and is now “Apmeklētāji”"
    assert "“- reworded: [clients]”" in change.way_out and "“- retire: [clients]”" in change.way_out


def test_a_change_in_several_languages_is_told_once_in_that_of_the_reader():
    old = replace(WISH, label={"lv": "Vēlējums", "en": "Wish"}, hint={"lv": "Isi", "en": "Shrt"})
    retyped = replace(old, hint={"lv": "Īsi", "en": "Short"})
    one = compare(with_question(old), with_question(retyped))
    assert [change.told for change in one] == ["the hint was “Shrt” and is now “Short”; changed in LV too"]
    reworded = replace(old, label={"lv": "Kam jābūt?", "en": "What should be?"})
    for language, words in (("en", "“What should be?”"), ("lv", "„Kam jābūt?”")):
        with using(language):
            (change,) = compare(with_question(old), with_question(reworded))
            assert words in change.told
    (change,) = compare(with_question(old), with_question(replace(old, label={"lv": "Kam jābūt?", "en": "Wish"})))
    assert "Kam jābūt?" in change.told, "what did not change in the reader's language is told in the one in which it did"


def test_a_question_that_is_gone_and_one_that_is_like_it_are_proposed_as_one():
    change = compare(OLD, survey(replace(CLIENTS, code="visitors", label={"lv": "Klientu skaits"}), *OLD.questions[1:]))[0]
    assert "“- rename: {clients: visitors}”" in change.way_out


COVERED = {
    "rename": (
        survey(replace(CLIENTS, code="visitors"), *OLD.questions[1:], migrations=(Migration(rename={"clients": "visitors"}),)),
        ["meaning clients ✓"],
    ),
    "retire": (survey(*OLD.questions[1:], migrations=(Migration(retire=("clients",)),)), ["meaning clients ✓"]),
    "recode": (
        with_question(
            replace(SERVICES, choices=choices("care")),
            migrations=(Migration(recode={"services": {"home": "care", "day": "care"}}),),
        ),
        ["meaning services.home ✓", "meaning services.day ✓"],
    ),
    "recode of a row": (
        with_question(replace(NEED, rows=choices("here")), migrations=(Migration(recode={"need": {"region": "here"}}),)),
        ["meaning need.region ✓"],
    ),
    "recode in a column": (
        replace(with_part(replace(PLAN.parts[1], choices=choices("own"))),
                migrations=(Migration(recode={"plan.how": {"bought": "own"}}),)),
        ["meaning plan.how.bought ✓"],
    ),
    "recode of a column": (
        with_question(
            replace(PLAN, parts=(replace(PLAN.parts[0], code="y26"), PLAN.parts[1])),
            migrations=(Migration(recode={"plan": {"y2026": "y26"}}),),
        ),
        ["meaning plan.y2026 ✓"],
    ),
    "retired column": (
        with_question(replace(PLAN, parts=PLAN.parts[:1]), migrations=(Migration(retire=("plan.how",)),)), ["meaning plan.how ✓"],
    ),
    "reworded": (
        with_question(replace(CLIENTS, label={"lv": "Apmeklētāji"}), migrations=(Migration(reworded=("clients",)),)),
        ["meaning clients ✓"],
    ),
    "a reworded choice": (
        with_question(
            replace(SERVICES, choices=(SERVICES.choices[0], Choice("day", {"lv": "Centrs"}))),
            migrations=(Migration(reworded=("services.day",)),),
        ),
        ["meaning services.day ✓"],
    ),
    "renamed and reworded": (
        survey(
            replace(CLIENTS, code="visitors", label={"lv": "Apmeklētāji"}), *OLD.questions[1:],
            migrations=(Migration(rename={"clients": "visitors"}), Migration(reworded=("visitors",))),
        ),
        ["meaning clients ✓", "meaning visitors ✓"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", COVERED)
def test_a_migration_covers_a_change_of_meaning(case):
    new, expected = COVERED[case]
    assert told(new) == expected


def test_a_merge_covers_the_questions_it_takes_over_and_tells_of_choices_that_have_no_place():
    other = Question("wants", QuestionType.MULTI, {"lv": "Vēlas"}, choices=choices("home", "bus"))
    new = survey(SERVICES, migrations=(Migration(merge={"services": ("services", "wants")}),))
    assert told(new, survey(SERVICES, other)) == ["meaning wants ✓", "meaning services.bus"]


def test_the_type_and_the_total_need_a_new_code_whatever_a_migration_says():
    said = (Migration(reworded=("points", "clients")),)
    assert told(with_question(replace(POINTS, total=10), migrations=said)) == ["meaning points"]
    assert told(with_question(replace(CLIENTS, type=QuestionType.TEXT), migrations=said)) == ["meaning clients"]


def test_a_migration_that_stood_there_before_covers_nothing_new():
    said = (Migration(reworded=("clients",)),)
    before = replace(OLD, migrations=said)
    reworded = with_question(replace(CLIENTS, label={"lv": "Apmeklētāji"}), migrations=said)
    assert told(reworded, before) == ["meaning clients"]
    assert told(replace(reworded, migrations=said * 2), before) == ["meaning clients ✓"]


def test_a_code_that_was_given_up_and_is_used_again_is_told_of():
    new = survey(
        replace(CLIENTS, code="visitors"), replace(WISH, code="clients"), *OLD.questions[1:],
        migrations=(Migration(rename={"clients": "visitors"}),),
    )  # fmt: skip
    change = compare(OLD, new)[-1]
    assert "was given up and belongs to another question now" in change.told and not change.covered


def test_a_new_name_in_conditions_and_wordings_is_no_change_of_them():
    asked = replace(WISH, label={"lv": "Ko {clients} vajag?"}, show_if="clients  > 1 and (plan.home.y2026 > 2)")
    renamed = replace(WISH, label={"lv": "Ko {visitors} vajag?"}, show_if="visitors > 1 and plan.home.y26 > 2")
    table = replace(PLAN, parts=(replace(PLAN.parts[0], code="y26"), PLAN.parts[1]))
    new = survey(
        replace(CLIENTS, code="visitors"), table, renamed,
        migrations=(Migration(rename={"clients": "visitors"}), Migration(recode={"plan": {"y2026": "y26"}})),
    )  # fmt: skip
    assert told(new, survey(CLIENTS, PLAN, asked)) == ["meaning clients ✓", "meaning plan.y2026 ✓", "free wish"]


RECODED = {
    "a choice": ("show_if", "'home' in services and clients > 1", "'care' in services and clients > 1"),
    "several choices": ("show_if", "contains(services, 'home') or services == ['day', 'home']",
                        "contains(services, 'care') or services == ['day', 'care']"),
    "a row": ("show_if", "need.here > 1 or need['region'] > 1", "need.there > 1 or need['region'] > 1"),
    "a point": ("show_if", "need.here == 3 or need.region == '3'", "need.there == 5 or need.region == '5'"),
    "a choice of a column": ("show_if", "plan.home.how == 'own' or 'own' in plan.how",
                             "plan.home.how == 'self' or 'self' in plan.how"),
    "points shared out": ("show_if", "points.home > points.day", "points.care > points.day"),
}  # fmt: skip
RECODES = (
    Migration(recode={"services": {"home": "care"}}), Migration(recode={"need": {"here": "there", "3": "5"}}),
    Migration(recode={"plan.how": {"own": "self"}}), Migration(recode={"points": {"home": "care"}}),
)  # fmt: skip


@pytest.mark.parametrize("case", RECODED)
def test_a_condition_that_names_a_choice_by_its_new_code_is_the_same_condition(case):
    name, before, after = RECODED[case]
    new = survey(
        CLIENTS, replace(SERVICES, choices=choices("care", "day")),
        replace(NEED, rows=choices("there", "region"), choices=(*choices("1", "2", "5"), NEED.choices[-1])),
        replace(PLAN, parts=(PLAN.parts[0], replace(PLAN.parts[1], choices=choices("self", "bought")))),
        replace(POINTS, choices=choices("care", "day")), replace(WISH, **{name: after}), migrations=RECODES,
    )  # fmt: skip
    old = survey(*OLD.questions[:-1], replace(WISH, **{name: before}))
    assert not [line for line in told(new, old) if "wish" in line]
    assert "meaning wish" in told(replace(new, migrations=()), old)


def test_its_own_filter_and_check_may_name_the_new_code_too():
    filtered = replace(
        SERVICES, choices_if="choice != 'home' or clients > 1", checks=(Check("'home' in services", {"lv": "Jābūt"}),)
    )  # fmt: skip
    new = replace(
        filtered, choices=choices("care", "day"), choices_if="choice != 'care' or clients > 1",
        checks=(Check("'care' in services", {"lv": "Jābūt"}),),
    )  # fmt: skip
    assert told(survey(CLIENTS, new, migrations=RECODES[:1]), survey(CLIENTS, filtered)) == ["meaning services.home ✓"]


def test_another_order_of_missing_reasons_is_free():
    asked, now = (replace(CLIENTS, reasons=reasons) for reasons in (tuple(REASONS), tuple(reversed(REASONS))))
    assert told(with_question(now), with_question(asked)) == ["free clients"]


def test_a_choice_that_is_put_together_with_another_one_is_another_condition():
    asked, now = replace(WISH, show_if="'home' in services"), replace(WISH, show_if="'day' in services")
    new = survey(replace(SERVICES, choices=choices("day")), now, migrations=(Migration(recode={"services": {"home": "day"}}),))
    assert told(new, survey(SERVICES, asked)) == ["meaning services.home ✓", "meaning wish"]


def test_the_code_of_one_question_is_no_code_of_another_one():
    other = replace(SERVICES, code="wanted")
    asked, now = replace(WISH, show_if="'home' in wanted"), replace(WISH, show_if="'care' in wanted")
    new = survey(replace(SERVICES, choices=choices("care", "day")), other, now, migrations=RECODES[:1])
    assert told(new, survey(SERVICES, other, asked))[-1] == "meaning wish"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Klienti gadā", "Klienti, gadā.", True),
        ("KLIENTI", "klienti", True),
        ("10 000 eiro", "10000 eiro", True),
        ("1–5 gadi", "1-5 gadi", True),
        ("1,5 m²", "1.5 m2", True),
        ("1–5", "15", False),
        ("> 5", "< 5", False),
        ("50%", "50", False),
        ("-5", "5", False),
        ("2 1", "21", False),
        ("māja", "maja", False),
        ("{a} skaits", "{b} skaits", False),
        ("{a} skaits", "a skaits", False),
        ("👍", "👎", False),
        ("", "…", True),
    ],
)
def test_capitals_spaces_and_punctuation_are_no_rewording(old, new, same):
    assert same_wording(old, new) is same
    assert same_wording(new, old) is same


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("a>1", "(a > 1)", True), ("a > 1", "a >= 1", False), ("'a' == b", "'x' == b", False), ("a >", "a  >", True),
        ("a\0", "b", False),
    ],
)  # fmt: skip
def test_spaces_and_brackets_are_no_other_expression(old, new, same):
    assert same_expression(old, new) is same


def test_a_deeply_nested_expression_is_compared_as_text():
    deep = "(" * 5000 + "a" + ")" * 5000
    assert same_expression(deep, deep + " ", Names({"a": "b"}))


words = st.text(string.ascii_letters + " .,{}%1", max_size=8)
texts = st.dictionaries(st.sampled_from(["lv", "en"]), words, max_size=2)
codes = st.sampled_from(["a", "b", "c", "d"])
offered = st.lists(
    st.builds(Choice, codes, texts, st.booleans(), st.booleans(), st.booleans()), max_size=4, unique_by=lambda choice: choice.code
).map(tuple)
expressions = st.sampled_from(["", "a > 1", "a>1", "b == 'x'", "((", "sum(a.b)"])
part = st.builds(
    Question, codes, st.sampled_from([QuestionType.NUMBER, QuestionType.SINGLE, QuestionType.TEXT]), texts,
    choices=offered, minimum=st.none() | st.floats(-5, 5), show_if=expressions,
)  # fmt: skip
question = st.builds(
    Question, codes, st.sampled_from(QuestionType), texts, hint=texts, required=st.booleans(), choices=offered, rows=offered,
    sides=offered, parts=st.lists(part, max_size=3, unique_by=lambda one: one.code).map(tuple), other=st.booleans(),
    diverging=st.booleans(), minimum=st.none() | st.floats(-5, 5), maximum=st.none() | st.floats(-5, 5), integer=st.booleans(),
    earliest=st.none() | st.dates(), latest=st.none() | st.dates(), unit=texts, lines=st.integers(1, 5),
    longest=st.none() | st.integers(1, 9), least=st.none() | st.integers(1, 3), most=st.none() | st.integers(1, 3),
    total=st.none() | st.integers(1, 100), reasons=st.lists(st.sampled_from(Missing), unique=True, max_size=2).map(tuple),
    show_if=expressions, choices_if=expressions, rows_if=expressions, compute=expressions, publish=st.booleans(),
    checks=st.lists(st.builds(Check, expressions, texts, st.sampled_from(Level)), max_size=2).map(tuple),
)  # fmt: skip
keys = st.sampled_from(["a", "b", "c", "d", "a.b", "b.c.d", "x.y"])
migration = st.one_of(
    st.builds(lambda old, new: Migration(rename={old: new}), keys, keys),
    st.builds(lambda code, old, new: Migration(recode={code: {old: new}}), keys, codes, codes),
    st.builds(lambda into, sources: Migration(merge={into: tuple(sources)}), codes, st.lists(codes, max_size=3)),
    st.builds(lambda code: Migration(retire=(code,)), keys),
    st.builds(lambda code: Migration(reworded=(code,)), keys),
)
surveys = st.builds(
    lambda asked, title, identity, said, cut: Survey(
        "s", ("lv", "en"), title, (Page("one", title, tuple(asked[:cut])), Page("two", {}, tuple(asked[cut:]), "a > 1")),
        identity=identity, migrations=tuple(said),
    ),
    st.lists(question, max_size=4, unique_by=lambda one: one.code), texts, st.sampled_from(Identity),
    st.lists(migration, max_size=3), st.integers(0, 3),
)  # fmt: skip


@settings(max_examples=40)
@given(surveys)
def test_a_survey_does_not_differ_from_itself(one):
    assert compare(one, one) == ()


@settings(max_examples=40)
@given(surveys, surveys)
def test_whatever_was_edited_is_told_in_sentences(old, new):
    for change in compare(old, new):
        assert change.place and change.told
        assert change.kind is Kind.MEANING or not change.way_out
        assert change.kind is not Kind.MEANING or change.covered or change.way_out


@settings(max_examples=40)
@given(question, question)
def test_no_setting_of_a_question_changes_unnoticed(old, new):
    new = replace(new, code=old.code, type=old.type)
    told_by_their_words = ("show_if", "choices_if", "rows_if", "compute", "checks", "unit", "label", "hint")
    names = {one.name for one in fields(Question)} - {"code", "type"}
    if old.type is not QuestionType.NOTE:
        names -= {"parts", "choices", "rows", "sides"}  # each has a test of its own above
    for name in sorted(names):
        edited = replace(old, **{name: getattr(new, name)})
        if edited != old and name not in told_by_their_words:
            assert compare(survey(old), survey(edited)), name
