"""VV files and the names of the columns in tables of LimeSurvey."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limesurvey_files import answers, question, read, rows
from test_formats_limesurvey_writing import EVERY_TYPE

from consult.errors import TableError
from consult.formats import survey_yaml
from consult.formats.limesurvey import tsv_writing
from consult.formats.limesurvey.results import Column, column_names, is_vv, read_vv
from consult.formats.proposing import propose
from consult.formats.response_table import RowReader
from consult.formats.tables.table import table_of

HEAD = "Response ID\tDate submitted\tLast page\tWhat?\tWhy?\r\nid\tsubmitdate\tlastpage\tq1\tq2\r\n"


def escaped(text: str) -> str:
    for sign, name in (("{", "lbrace"), ("\r", "cr"), ("\n", "newline"), ("\t", "tab")):
        text = text.replace(sign, "{" + name + "}")
    return "{quote}" + text[1:] if text.startswith('"') else text


def test_a_vv_file_keeps_not_shown_and_empty_apart():
    content = f"{HEAD}1\t2026-03-05 12:00:00\t2\tyes\t{{question_not_shown}}\r\n2\tNULL\t1\t\tNULL\r\n".encode()
    codes, found = read_vv(content)
    assert codes == ("id", "submitdate", "lastpage", "q1", "q2")
    assert found == [("1", "2026-03-05 12:00:00", "2", "yes", None), ("2", "", "1", "", "NULL")]


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40).filter(
        lambda text: text.strip('"') == text
    )
)
def test_escapes_lead_back_to_what_was_typed(text):
    if text == "{question_not_shown}":
        return
    _codes, found = read_vv(f"{HEAD}1\t\t\tx\t{escaped(text)}\n".encode(), "a.csv")
    assert found[0][4] == text


def test_quotation_marks_of_a_spreadsheet_are_undone():
    _codes, found = read_vv(f'{HEAD}1\t\t\t"He said ""no"", twice"\t{{quote}}x\n'.encode())
    assert found[0][3:] == ('He said "no", twice', '"x')


def test_which_files_are_vv():
    assert is_vv(HEAD.splitlines())
    assert not is_vv(["id\tsubmitdate\tq1"])
    assert not is_vv(["id,submitdate", "1,2"])
    assert not is_vv(["What?\tWhy?", "yes\tno"])


@pytest.mark.parametrize("content", [b"", b"a\tb\n", b"\xff\x00\x01binary", f"{HEAD}1\t2\t3\t4\t5\t6\n".encode()])
def test_what_is_no_vv_file_is_refused(content):
    with pytest.raises(TableError):
        read_vv(content, "vv.csv")


def test_columns_of_a_survey_that_came_from_limesurvey():
    found = read(
        question("One", "O", other="Y"), *answers("A1", "other"), question("Many", "P", other="Y"), *rows("SQ1", "SQ2"),
        question("Grid", "F"), *rows("R1"), *answers("1", "2"), question("Dual", "1"), *rows("R1"), *answers("1"),
        *answers("1", scale="1"), question("Sum", "K", equals_num_value="100"), *rows("a"), question("Words", "Q"), *rows("a"),
        question("Cells", ":"), *rows("r"), *rows("C", scale="1"), question("Rank", "R"), *answers("a", "b"),
        question("Agree", "Y"),
    )  # fmt: skip
    names = column_names(found.survey, found.rename)
    assert names["One"] == Column("one", codes={"A1": "A1", "other": "other1", "-oth-": "other"})
    assert names["One[other]"].field == names["One_other"].field == "one.other"
    assert names["One[comment]"].field == names["Onecomment"].field == "one_comment"
    assert names["Many[SQ1]"] == names["Many_SQ1"] == Column("many", "SQ1")
    assert names["Many[SQ1comment]"].field == "many_sq1_comment"
    assert names["Grid[R1]"] == Column("grid.R1", codes={"1": "1", "2": "2"})
    assert names["Dual[R1][1]"].field == names["Dual_R1_0"].field == "dual.R1.first"
    assert names["Dual[R1][2]"].field == names["Dual_R1#1"].field == "dual.R1.second"
    assert (names["Sum[a]"].field, names["Words[a]"].field, names["Cells[r_C]"].field) == ("sum.a", "words.a.text", "cells.r.c")
    assert names["Rank[2]"] == names["Rank_2"] == Column("rank", rank=2, codes={"a": "a", "b": "b"})
    assert names["Agree"].codes == {"Y": "yes", "N": "no"}


def test_every_field_of_a_survey_has_a_column():
    survey = survey_yaml.read(EVERY_TYPE, "all.yaml")
    found = column_names(survey, tsv_writing.write(survey).rename)
    assert {name for question in survey.questions for name in question.fields} == {column.field for column in found.values()}


def test_renamed_codes_and_repeats_lead_to_their_fields():
    survey = survey_yaml.read(
        """\
consult: 1
survey: s
languages: [en]
title: T
pages:
  - page: first
    questions:
      - {code: a_b, type: matrix, ask: A, rows: [{code: home_care, en: H}], sides: [{code: x, en: X}, {code: y, en: Y},
          {code: z, en: Z}], choices: [{code: not_known, en: N}]}
      - {code: plans, type: repeat, ask: P, max: 2, fields: [{code: kind, type: single, ask: K,
          choices: [{code: long_code, en: L}]}]}
      - {code: n, type: number, other: yes, ask: N}
""",
        "s.yaml",
    )
    rename = tsv_writing.write(survey).rename
    found = column_names(survey, rename)
    side = rename["a_b.y"]
    assert found[f"{side}[homecare]"] == Column("a_b.home_care.y", codes={rename["a_b.not_known"]: "not_known"})
    assert found["plans2kind"] == Column("plans.2.kind", codes={rename["plans.2.kind.long_code"]: "long_code"})
    assert found["nown"].field == "n.other"


def test_answers_to_an_exported_survey_come_back_under_our_codes():
    survey = survey_yaml.read(
        """\
consult: 1
survey: s
languages: [en]
title: T
pages:
  - page: first
    questions:
      - {code: who_asks, type: single, ask: W, choices: [{code: municipality, en: M}, {code: ministry, en: N}]}
      - {code: offered_here, type: multi, ask: O, other: yes, choices: [{code: home_care, en: H}, {code: day_centre, en: D}]}
      - {code: a_b, type: matrix, ask: A, rows: [{code: home_care, en: H}], sides: [{code: x, en: X}, {code: y, en: Y},
          {code: z, en: Z}], choices: [{code: not_known, en: K}]}
      - {code: plans, type: repeat, ask: P, max: 2, fields: [{code: kind, type: single, ask: K,
          choices: [{code: long_code, en: L}]}]}
      - {code: top_two, type: ranking, ask: T, choices: [{code: home_care, en: H}, {code: day_centre, en: D}]}
""",
        "s.yaml",
    )
    rename = tsv_writing.write(survey).rename
    cells = {
        "id": "7", "submitdate": "2026-03-05 10:00:00", "lastpage": "1", "seed": "5",
        rename["who_asks"]: rename["who_asks.municipality"], "offeredhere[homecare]": "Y", "offeredhere[daycentre]": "",
        "offeredhere[other]": "Sauna", f"{rename['a_b.y']}[homecare]": rename["a_b.not_known"],
        rename["plans.1.kind"]: rename["plans.1.kind.long_code"], rename["plans.2.kind"]: "",
        "toptwo[1]": rename["top_two.day_centre"], "toptwo[2]": rename["top_two.home_care"],
    }  # fmt: skip
    table = table_of("\n".join(";".join(line) for line in (cells, cells.values())).encode(), "results.csv")
    [(row, problems)] = RowReader(table, propose(table, survey), survey).rows()
    assert not problems and row.raw == {
        "who_asks": "municipality", "offered_here": ["home_care"], "offered_here.other": "Sauna", "a_b.home_care.y": "not_known",
        "plans.1.kind": "long_code", "plans.2.kind": "", "top_two": ["day_centre", "home_care"],
    }  # fmt: skip
