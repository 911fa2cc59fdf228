"""Mappings: their file, what they may name, and what comes of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import TableError
from consult.formats import mapping_yaml, survey_yaml
from consult.formats.mapping_growing import grown
from consult.formats.mapping_yaml import Column, ColumnRole, Long, Mapping, Why
from consult.formats.proposing import propose
from consult.formats.response_table import RowReader
from consult.formats.tables.table import Layout, Row, Table
from consult.model.checking import Checker
from consult.model.response import Missing
from consult.model.typed_values import fold, normalise
from consult.model.visible_text import visible
from tests.whole_survey import WHOLE

SURVEY = survey_yaml.read(WHOLE, "whole.yaml")
FIELDS = {name for question in SURVEY.questions for name in question.fields}


def table_of(header, *rows):
    return Table("t.csv", "0", tuple(header), tuple(Row(n, tuple(cells)) for n, cells in enumerate(rows, 2)), "")


def mapped(columns, *rows, header=None):
    """Raw answers of the rows of a table whose mapping has these lines: `a, question: staff`."""
    text = "consult: 1\nsurvey: whole\ncolumns:\n" + "".join(f"  - {{column: {line}}}\n" for line in columns)
    mapping = mapping_yaml.read(text, "m.yaml")
    reader = RowReader(table_of(header or [column.header for column in mapping.columns], *rows), mapping, SURVEY)
    return [(row.raw, [str(problem) for problem in problems]) for row, problems in reader.rows()]


def told(text, *header):
    """What is wrong with a mapping in itself, or, where headers are given, with it and that table."""
    with pytest.raises(TableError) as caught:
        mapping = mapping_yaml.read(text, "m.yaml")
        RowReader(table_of(header, [""] * len(header)), mapping, SURVEY)
    return [str(problem) for problem in caught.value.problems]


def test_every_place_of_a_survey_can_be_named():
    columns = [
        "a, question: area", "b, question: need, row: home, part: here", "c, question: clients, row: day, part: y2027",
        "d, question: plans, instance: 2, part: cost", "e, question: offered, choice: home", "f, question: offered, choice: day",
        "g, question: offered, row: other", "h, question: budget, row: street", "i, question: top, choice: home",
        "j, question: top, choice: day", "k, question: plans, instance: 1, part: helpers, choice: region",
        "l, question: agree, row: near", "m, question: remarks",
    ]  # fmt: skip
    ((raw, problems),) = mapped(columns, ["Rīga", "3", "5", "1,5", "1", "0", "Pirts", "40", "2", "1", "x", "Jā", "ok"])
    assert problems == [] and raw == {
        "area": "Rīga", "need.home.here": "3", "clients.day.y2027": "5", "plans.2.cost": "1,5", "offered": ["home"],
        "offered.other": "Pirts", "budget.street": "40", "top": ["day", "home"], "plans.1.helpers": ["region"],
        "agree.near": "Jā", "remarks": "ok",
    }  # fmt: skip
    assert set(raw) <= FIELDS


def test_ranks_may_be_one_column_each():
    ((raw, _problems), (blank, _none)) = mapped(
        ["a, question: top, rank: 2", "b, question: top, rank: 1"], ["home", "Dienas centrs"], ["", ""]
    )
    assert raw == {"top": ["day", "home"]} and blank == {"top": []}


def test_values_say_what_cells_mean():
    columns = [
        'a, question: provides, values: {"Jā, pilnībā": yes, "Daļēji": yes, "Nemaz": no}',
        'b, question: staff, values: {"-99": not_known, "nav": "0", "?": ""}',
        'c, question: offered, split: "|", values: {"1": home, "2": day}',
        'd, question: remarks, values: {"(nav jautāts)": not_asked}',
        'e, question: top, choice: home, values: {"pirmais": "1"}',
        'f, question: agree, row: near, values: {"neviens": not_reached}',
    ]  # fmt: skip
    found = mapped(
        columns, ["JĀ,  pilnībā", "-99", "1|2", "(nav jautāts)", "pirmais", "neviens"], ["Nemaz", "?", "2", "x", "", "2"]
    )
    assert found == [
        ({"provides": "yes", "staff": "not_known", "offered": ["home", "day"], "top": ["home"],
          "agree.near": Missing.NOT_REACHED}, []),
        ({"provides": "no", "staff": "", "offered": ["day"], "remarks": "x", "top": [], "agree.near": "2"}, []),
    ]  # fmt: skip


HEAD = "consult: 1\nsurvey: whole\ncolumns:\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "question: gone",
            "the mapping names the question “gone”, which the survey does not have: correct the mapping of the column “a”",
        ),
        ("question: hello", "nobody answers “hello”: write “role: ignore” beside it"),
        ("question: all_clients", "nobody answers “all_clients”: write “role: ignore” beside it"),
        ("question: agree", "the mapping names no row of “agree” for the column “a”: add “row: …” to it"),
        ("question: agree, row: far", "“agree” has no row “far”: use one of near, cheap"),
        ("question: staff, row: far", "“staff” has no row “far”: correct the mapping"),
        ("question: need, row: home", "the mapping does not say which part of “need” it is: add “part: …” to it"),
        ("question: need, row: home, part: x", "“need” has no part “x”: use one of here, region"),
        ("question: clients, row: home, part: x", "“clients” has no part “x”: use one of y2026, y2027, queue"),
        ("question: plans, part: cost", "“plans” is asked 3 times at most: add “instance: …”, from 1 to 3"),
        ("question: plans, part: cost, instance: 4", "“plans” is asked 3 times at most: add “instance: …”, from 1 to 3"),
        ("question: staff, instance: 1", "“staff” is asked only once: take “instance” out"),
        ("question: offered, choice: sea", "“offered” has no choice “sea”: use one of home, day, street"),
        ("question: barriers, choice: other", "“barriers” has no choice “other”: use one of staff, money, none"),
        ("question: area, choice: old", "“area” does not take several choices: take “choice” out"),
        ("question: top, rank: 4", "“top” has no rank 4: correct the mapping"),
        ("question: offered, rank: 1", "“offered” is no ranking: take “rank” out"),
        ("question: barriers, words: yes", "“barriers” takes no own words: correct the mapping"),
        (
            "question: area, values: {x: sea}",
            "“values” of the column “a” lead to “sea”, which “area” does not have: correct what is written for “x”",
        ),
    ],
)  # fmt: skip
def test_a_mapping_to_what_is_gone_is_refused(line, expected):
    (problem,) = told(f"{HEAD}  - {{column: a, {line}}}\n", "a")
    assert problem.removesuffix(", in the mapping of the column “a”") == f"m.yaml:4: {expected}"


def test_columns_that_tell_one_thing_in_two_ways_are_refused():
    lines = "  - {column: a, question: top}\n  - {column: b, question: top, choice: home}\n"
    assert told(HEAD + lines, "a", "b") == [
        "t.csv: the columns of “top” tell it in different ways: keep the one column, or one for each choice"
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("column: a, question: top, choice: home, rank: 1", "m.yaml:4: “choice” and “rank” do not go together"),
        ("column: a, question: top, rank: 0", "m.yaml:4: “rank” counts from 1"),
        ("column: a, question: top, rank: x", "m.yaml:4: “rank” must be a number"),
        ("column: a, question: plans, instance: -1", "m.yaml:4: “instance” counts from 1"),
        ("column: a, question: top, role: ignore", "m.yaml:4: the column answers a question and is ignored as well"),
        ("column: a, row: home", "m.yaml:4: the column names no question"),
        ("column: a, values: {x: y}", "m.yaml:4: the column names no question"),
        ("column: a, question: q, values: [x]", "m.yaml:4: “values” must be written as “key: value”"),
        ("column: a, question: q, values: {x: y, X: z}", "m.yaml:4: “X” stands twice"),
        ("question: q", "m.yaml:4: a column has no name"),
        ("column: a, role: boss", "m.yaml:4: “boss” is not known here: use one of time, id, wave, page, ignore"),
        ("column: a, why: because", "m.yaml:4: “because” is not known here"),
    ],
)  # fmt: skip
def test_what_a_mapping_cannot_mean_is_told_by_line(line, expected):
    (problem,) = told(f"{HEAD}  - {{{line}}}\n")
    assert problem.startswith(expected)


def test_a_column_twice_and_a_half_long_table_are_told_by_line():
    text = (
        "consult: 1\nsurvey: s\ntool: excel\nlong: {id: a}\ncolumns:\n  - {column: B, question: x}\n  - {column: b, role: id}\n"
    )
    problems = told(text)
    assert [problem.partition(": ")[0] for problem in problems] == ["m.yaml:3", "m.yaml:4", "m.yaml:7"]
    assert "“long” has no question, value" in problems[1] and "“b” stands twice, first in line 6" in problems[2]


def test_a_long_table_must_have_the_columns_that_are_named():
    text = "consult: 1\nsurvey: whole\nlong: {id: a, question: b, value: c, row: d}\ncolumns: []\n"
    assert told(text, "a", "b", "c") == ["t.csv: there is no column “d”, which “long” names: correct “long” in the mapping"]


def test_headers_that_could_mean_two_things_are_left_to_a_person_with_a_reason():
    table = table_of(["area", "Pašvaldība", "Klientu skaits [Aprūpe mājās | 2028]"], ["Rīga", "Jūrmala", "5"])
    mapping = propose(table, SURVEY)
    assert [(column.header, column.note) for column in mapping.undecided()] == [
        ("Pašvaldība", "names the same as the column “area”"),
        ("Klientu skaits [Aprūpe mājās | 2028]", "perhaps “clients.home.y2026”, whose wording is 97% the same"),
    ]


WORDS = st.text(max_size=12).map(normalise)
CODES = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,8}", fullmatch=True)


VALUES = st.dictionaries(WORDS, CODES | st.just(""), max_size=3).filter(lambda found: len(set(map(fold, found))) == len(found))


@st.composite
def columns(draw):
    header = draw(WORDS.filter(bool))
    if draw(st.booleans()):
        return Column(
            header, role=draw(st.sampled_from(list(ColumnRole))), why=draw(st.sampled_from(list(Why))), note=draw(WORDS)
        )
    choice, rank = draw(st.sampled_from([("", 0), ("home", 0), ("", 3)]))
    return Column(
        header, draw(CODES), draw(st.just("") | CODES), choice, draw(st.sampled_from(["", " ", "; ", "|", "\n"])),
        form=draw(WORDS),
        part=draw(st.just("") | CODES), instance=draw(st.integers(0, 99)), rank=rank, words=draw(st.booleans()),
        values=draw(VALUES),
        note=draw(WORDS),
    )  # fmt: skip


@given(
    st.lists(columns(), max_size=4, unique_by=lambda column: fold(column.header)),
    st.none() | st.builds(Long, *[WORDS.filter(bool)] * 3, WORDS, WORDS, WORDS),
    st.sampled_from(["", *mapping_yaml.TOOLS]),
    st.builds(Layout, WORDS, st.integers(0, 9), st.sampled_from(["", "\t", ";", "|"]), st.just(""), st.booleans()),
)
@settings(max_examples=150)
def test_what_is_written_reads_to_the_same(found, long, tool, layout):
    mapping = Mapping("whole", tuple(found), layout, "", True, tool, long)
    assert mapping_yaml.read(mapping_yaml.write(mapping), "m.yaml") == mapping


@given(st.lists(columns(), min_size=1, max_size=6, unique_by=lambda column: fold(column.header)), st.integers(0, 6), WORDS)
@settings(max_examples=100)
def test_a_mapping_grows_without_a_change_to_what_stands_there(found, known, name):
    first, further = tuple(found[:known]), tuple(found[known:])
    text = mapping_yaml.write(Mapping("whole", first)) + "# the last word\n"
    longer = grown(text, further, (), f"new in {visible(name, one_line=True)}")
    assert mapping_yaml.read(longer, "m.yaml") == Mapping("whole", (*first, *further))
    if first:
        assert [line for line in longer.splitlines() if line in text.splitlines()] == text.splitlines()


def test_an_undecided_column_is_settled_where_it_stands():
    text = 'consult: 1\nsurvey: whole\ncolumns:\n  - {column: "A"}  # why?\n  - {column: "B", role: ignore}\n'
    assert grown(text, (), (Column("a", "area"),), "") == text.replace('{column: "A"}', '{column: "a", question: area}')


FURTHER = ("Kurus? [Dienas centrs]", "top[1]", "top[2]", "top_home", "offered[home]", "ID", "Timestamp", "lastpage")
HEADERS = [*sorted(FIELDS - {"attachment"}), *FURTHER]
CELLS = st.sampled_from(
    ["", "-", "1", "2", "9", "yes", "Jā", "home", "day", "home day", "home, day", "Cits (x)", "not_asked", "not_reached",
     "not_known", "-oth-", "'=1", "2026-03-05", "5.3.2026", "1,5", "1 200", "{question_not_shown}", "(", "home;home",
     "\x00", "😀" * 9]
) | st.text(max_size=9)  # fmt: skip


@given(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8, unique=True), st.data())
@settings(max_examples=120)
def test_whatever_stands_in_the_cells_is_read_or_told_with_its_row(header, data):
    rows = data.draw(st.lists(st.lists(CELLS.map(normalise), min_size=len(header), max_size=len(header)), min_size=1, max_size=4))
    table = table_of(header, *rows)
    try:
        mapping = propose(table, SURVEY)
        reader = RowReader(table, mapping, SURVEY)
        found = list(reader.rows())
    except TableError as error:
        assert all(problem.place.startswith("t.csv") for problem in error.problems)
        return
    checker = Checker(SURVEY, insist=False)
    for row, problems in found:
        assert set(row.raw) <= FIELDS
        places = [problem.place for problem in problems]
        places += [reader.place(row.number, problem.place) for problem in checker.check(row.raw).problems]
        assert all(place.startswith(f"t.csv, row {row.number}, column ") for place in places)


@given(st.lists(st.tuples(*[CELLS.map(normalise)] * 3), min_size=1, max_size=6))
@settings(max_examples=60)
def test_whatever_stands_in_a_long_table_is_read_or_told(rows):
    table = table_of(["case", "question", "value"], *rows)
    mapping = Mapping("whole", (), long=Long("case", "question", "value"))
    for row, problems in RowReader(table, mapping, SURVEY).rows():
        Checker(SURVEY, insist=False).check(row.raw)
        assert all(problem.place.startswith("t.csv, row ") for problem in problems)


def test_a_column_that_is_filled_only_far_below_is_no_empty_one():
    rows = [[str(n), "1", ""] for n in range(6_000)] + [["6000", "", "Beidzot"]]
    mapping = propose(table_of(["ID", "staff", "remarks"], *rows), SURVEY)
    assert [(column.role, column.question) for column in mapping.columns] == [("id", ""), ("", "staff"), ("", "remarks")]
    mapping = propose(table_of(["ID", "staff", "Kaut kas"], *rows), SURVEY)
    assert [column.header for column in mapping.undecided()] == ["Kaut kas"]


def test_one_column_may_answer_two_questions():
    ((raw, _problems),) = mapped(["a, question: staff", "a, question: remarks"], ["5"], header=["a"])
    assert raw == {"staff": "5", "remarks": "5"}


def test_names_of_files_wait_for_a_person():
    (column,) = propose(table_of(["attachment"], ["plan.pdf"]), SURVEY).undecided()
    assert column.note == "names files for “attachment”, which a table cannot bring"
    assert not propose(table_of(["attachment"], ["a" * 64 + " plan.pdf"]), SURVEY).undecided()


def test_a_column_may_tell_the_wave():
    text = "consult: 1\nsurvey: whole\ncolumns:\n  - {column: ID, role: id}\n  - {column: Gads, role: wave}\n"
    mapping = mapping_yaml.read(text + "  - {column: a, question: staff}\n", "m.yaml")
    assert mapping_yaml.read(mapping_yaml.write(mapping), "m.yaml") == mapping
    table = table_of(["ID", "Gads", "a"], ["1", "2026", "5"], ["1", "", "6"], ["", "2026", "7"])
    rows = [row for row, _problems in RowReader(table, mapping, SURVEY, wave="2027").rows()]
    assert [(row.key, row.id, row.wave) for row in rows[:2]] == [("id:2026:1", "1", "2026"), ("id:2027:1", "1", "2027")]
    assert rows[2].key.startswith("row:2026:") and rows[2].id == ""
