"""Tables of other shapes read into the whole survey: ranks, a row for each answer, JSON lines."""

import json

import pytest

from consult.errors import TableError
from consult.formats import mapping_yaml
from consult.formats.dialects.json_lines import is_json_lines, read_json_lines
from consult.formats.proposing import propose
from consult.formats.response_table import RowReader
from consult.model.checking import Checker
from consult.model.response import Missing
from tests.whole_survey import WHOLE_ANSWER
from tests.whole_tables import EXPECTED, SURVEY, answers, cells_of, read, table_of


def faults(table, survey=SURVEY, mapping=None):
    """All that is told of a table that does not fit."""
    try:
        reader = RowReader(table, mapping or propose(table, survey), survey)
        checker = Checker(survey, insist=False)
        told = []
        for row, problems in reader.rows():
            checked = checker.check(row.raw)
            told += [str(problem) for problem in problems]
            told += [f"{reader.place(row.number, p.place)}: {p.fault}" for p in checked.problems]
        return told
    except TableError as error:
        return [str(problem) for problem in error.problems]


def test_ranks_one_column_for_each_choice():
    (row,) = read(table_of(["top[home]", "top[day]", "top[street]"], ["2", "1", ""]))
    assert row.raw == {"top": ["day", "home"]}


def test_ranks_in_words_of_the_wording():
    (row,) = read(table_of(["Divi svarīgākie [Aprūpe mājās]", "Divi svarīgākie [Dienas centrs]"], ["2.0", "1"]))
    assert row.raw == {"top": ["day", "home"]}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "1", ""], "rank 1 is given twice, also in the column “top[home]”: give each choice a rank of its own"),
        (["1", "4", ""], "“4” is no rank: write a number from 1 to 3"),
        (["1", "pirmais", ""], "“pirmais” is no rank: write a number from 1 to 3"),
        (["1", "0", ""], "“0” is no rank: write a number from 1 to 3"),
        (["1", "3", ""], "rank 3 is given, but rank 2 is not: number the choices 1, 2, 3 …"),
    ],
)  # fmt: skip
def test_faulty_ranks_are_told_with_row_and_column(cells, expected):
    assert faults(table_of(["top[home]", "top[day]", "top[street]"], cells)) == [f"t.csv, row 2, column B “top[day]”: {expected}"]


def test_an_unknown_or_repeated_choice_at_a_rank_is_told_with_row_and_column():
    header = ["top[1]", "top[2]"]
    assert faults(table_of(header, ["home", "day"], ["home", "pirts"])) == [
        "t.csv, row 3, column B “top[2]”: “pirts” is not one of the choices: correct the cell, or say in “values” what it means"
    ]
    assert faults(table_of(header, ["home", "day"], ["home", "home"])) == [
        "t.csv, row 3, column B “top[2]”: “home” has two ranks: rank each choice once"
    ]
    assert faults(table_of(["top"], ["home;home"], ["day;home"])) == [
        "t.csv, row 2, column A “top”: “home;home” names a choice twice: rank each choice once"
    ]


def test_unknown_choices_in_cells_of_tables_are_told_with_row_and_column():
    header = ["need.home.here", "clients.day.queue", "plans.2.about"]
    told = faults(table_of(header, ["3", "yes", "home"], ["4", "varbūt", "pirts"]))
    assert [line.partition(":")[0] for line in told] == [
        "t.csv, row 3, column B “clients.day.queue”", "t.csv, row 3, column A “need.home.here”",
        "t.csv, row 3, column C “plans.2.about”",
    ]  # fmt: skip


def test_our_own_words_for_not_asked_and_not_reached():
    (row,) = read(
        table_of(
            ["staff", "remarks", "offered[home]", "offered[day]", "top"],
            ["not_known", "not_reached", "not_asked", "not_asked", "not_reached"],
        )
    )
    assert row.raw == {"staff": "not_known", "remarks": Missing.NOT_REACHED, "top": Missing.NOT_REACHED}
    missing = {a.question: a.missing for a in Checker(SURVEY, insist=False).check(row.raw).answers}
    assert missing["staff"] is Missing.NOT_KNOWN and missing["remarks"] is Missing.NOT_REACHED and "offered" not in missing


LONG = ["respondent_id", "question", "row", "column", "instance", "value", "Timestamp"]


def test_a_long_table_is_gathered_to_responses():
    def lines(key):
        for name, value in WHOLE_ANSWER.items():
            cell = next((cell for cell in cells_of() if cell.name == name), None)
            if cell:
                place = [name.partition(".")[0], cell.row, cell.column, str(cell.instance or "")]
                values = [value] if isinstance(value, str) else value
                yield from ([key, *place, one, "2026-03-05 10:00:00"] for one in values)

    first, second = read(table_of(LONG, *lines("a"), *lines("b")))
    assert answers(first.raw) == answers(second.raw) == EXPECTED
    assert (first.key, second.key, str(first.submitted_at)) == ("id:a", "id:b", "2026-03-05 10:00:00")


def test_a_long_table_by_labels_and_by_full_names():
    header = ["case", "variable", "answer"]
    rows = [
        ["1", "Municipality", "Rīga"],
        ["1", "clients.home.y2026", "5"],
        ["1", "Do you agree? [Nearer]", "Yes"],
        ["2", "area", "Jūrmala"],
    ]
    first, second = read(table_of(header, *rows))
    assert first.raw == {"area": "Rīga", "clients.home.y2026": "5", "agree.near": "Yes"} and second.raw == {"area": "Jūrmala"}


def test_a_long_table_as_the_mapping_tells_it():
    text = """
consult: 1
survey: whole
long: {id: kas, question: ko, row: kam, value: cik}
columns:
  - {column: laiks, role: time, format: iso}
  - {column: cik, values: {"Jā!": "2"}}
"""
    header = ["kas", "laiks", "ko", "kam", "cik"]
    rows = [
        ["1", "2026-03-05 10:00:00", "agree", "Tuvāk", "Jā!"],
        ["2", "", "top", "day", "1"],
        ["1", "", "offered", "home", "1"],
    ]
    first, second = read(table_of(header, *rows), mapping=mapping_yaml.read(text, "m"))
    assert first.raw == {"agree.near": "2", "offered": ["home"]} and second.raw == {"top": ["day"]}


def test_faults_in_a_long_table_name_the_row():
    rows = [
        ["1", "area", "", "", "", "Rīga", ""],
        ["1", "gone", "", "", "", "5", ""],
        ["1", "need", "pirts", "here", "", "1", ""],
    ]
    rows += [["1", "staff", "", "", "", "daudz", ""], ["", "area", "", "", "", "Rīga", ""]]
    assert faults(table_of(LONG, *rows, *[["2", "area", "", "", "", "Rīga", ""]] * 1)) == [
        "t.csv, row 3: the survey has no question “gone”: correct the row, or take it out",
        "t.csv, row 4: “need” has no row “pirts”: use one of home, day, street",
        "t.csv, row 5, column F “value”: “daudz” is not a number",
        "t.csv, row 6: the row does not say whose answer it is: fill in its id",
    ]


def test_json_lines(tmp_path):
    told = {
        "id": "a", "area": "0010000", "provides": True, "offered": ["home", "day"], "barriers": ["staff", "money"],
        "main": "home", "staff": 12, "easy": 4, "since": "2001-05-04",
        "clients": {"home": {"y2026": 100, "y2027": "not_known", "queue": True}, "day": {"y2026": 20, "y2027": 30}},
        "budget": {"home": 60, "day": 40.0}, "top": ["day", "home"],
        "need": {"home": {"here": 3, "region": 2}, "day": {"here": 0}, "street": {"here": 1, "region": 1}},
        "agree": {"near": 2, "cheap": 1},
        "plans": [
            {"about": "home", "text": "Vairāk aprūpētāju", "cost": 1000.5, "helpers": ["here", "region"]},
            {"about": None, "text": "=2+2"},
        ],
        "remarks": "O’Neil 🙂 'x'",
    }  # fmt: skip
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps(told) + "\n\n" + json.dumps({"id": "b", "area": None, "staff": 3}) + "\n", "utf-8")
    assert is_json_lines(path.read_bytes()[:2000])
    table = read_json_lines(path)
    first, second = read(table)
    assert answers(first.raw) == EXPECTED
    assert second.raw == {"area": "", "staff": "3"} and (second.key, second.number) == ("id:b", 3)


def test_where_json_lines_write_no_blanks_what_is_absent_is_one(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"id": "a", "area": "0010000"}\n{"id": "b", "staff": 3}\n', "utf-8")
    assert [row.raw for row in read(read_json_lines(path))] == [{"area": "0010000", "staff": ""}, {"area": "", "staff": "3"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}\n[1]\n{"a":\n', ["t.jsonl:2: the line is not a JSON object", "t.jsonl:3: the line is not a JSON object"]),
        ("", ["t.jsonl: the table is empty"]),
        ('{"a": 1, "A": 2}', ["t.jsonl: the keys “a” and “A” are alike"]),
        ('{"a": NaN}', ["t.jsonl:1: the line is not a JSON object"]),
        ("[" * 5000, ["t.jsonl:1: the line is not a JSON object"]),
        ('{"": 1}', ["t.jsonl: a key is empty"]),
    ],
)
def test_faulty_json_lines_are_told_by_line(tmp_path, text, expected):
    path = tmp_path / "t.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(TableError) as caught:
        read_json_lines(path)
    assert [str(problem).rpartition(": ")[0] for problem in caught.value.problems] == expected


def test_of_many_faulty_json_lines_the_others_are_counted(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1}\n' + "[]\n" * 30, "utf-8")
    with pytest.raises(TableError) as caught:
        read_json_lines(path)
    assert len(caught.value.problems) == 21 and str(caught.value.problems[-1]) == "and 10 more problems"


@pytest.mark.parametrize(("name", "told"), [("", "this is a folder"), ("gone.jsonl", "there is no such file")])
def test_json_lines_that_cannot_be_read_say_why(tmp_path, name, told):
    with pytest.raises(TableError, match=told):
        read_json_lines(tmp_path / name)
