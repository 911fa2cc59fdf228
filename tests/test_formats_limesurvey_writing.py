"""Surveys of ours go out to LimeSurvey, and come back as they were."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.formats import survey_yaml
from consult.formats.limesurvey import tsv_writing
from consult.formats.limesurvey.codes import their_choices
from consult.formats.limesurvey.reading import read_content
from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Page, Survey

EVERY_TYPE = """\
consult: 1
survey: all
languages: [lv, en]
title: {lv: "Visi <veidi> & citi", en: "All kinds"}
intro: {lv: "Labdien!\\nPaldies.", en: "Hello!\\nThanks {{x}}."}
lists:
  ab: [{code: a, lv: A, en: A}, {code: b, lv: B, en: B}]
  services: [{code: home, lv: "Aprūpe", en: "Care"}, {code: day, lv: "Centrs", en: "Centre"}]
  low_high: [{code: "1", lv: maz, en: low}, {code: "2", lv: daudz, en: high}]
pages:
  - page: first
    title: {lv: "Pirmā", en: "First"}
    questions:
      - {code: hello, type: note, ask: {lv: "Sveiki\\nvisi", en: "Hi\\nall"}}
      - {code: one, type: single, ask: {lv: "Viens", en: "One"}, hint: {lv: "Padoms", en: "Hint"}, required: yes,
          other: yes, list: ab}
      - code: many
        type: multi
        ask: {lv: "Daudzi", en: "Many"}
        min: 1
        max: 2
        other: yes
        choices: [{code: home, lv: A, en: A}, {code: day, lv: B, en: B}, {code: none, lv: N, en: N, exclusive: yes}]
        show_if: "one == 'a' or one == 'other'"
      - {code: agree, type: yesno, ask: {lv: "Jā?", en: "Yes?"}, role: group, publish: no}
      - code: points
        type: scale
        ask: {lv: "Skala", en: "Scale"}
        diverging: yes
        choices: [{code: "1", lv: pret, en: against}, {code: "2", lv: par, en: for}, {code: dk, lv: nezinu, en: unknown,
            apart: yes}]
      - code: num
        type: number
        ask: {lv: "Cik? {one} {{nē}}", en: "How many? {one}"}
        min: 0
        max: 100
        integer: yes
        unit: {lv: "€", en: "€"}
        check: [{must: "num <= 50 or agree == 'yes'", say: {lv: "Par daudz", en: "Too many"}}]
      - {code: more, type: number, ask: {lv: "Cik?", en: "How many?"}, check: [{must: "more <= num * 3"}],
          show_if: "answered(num) and num > 3"}
      - {code: txt, type: text, ask: {lv: "Teksts", en: "Text"}, lines: 1, max_chars: 20,
          check: [{must: "matches(txt, '[a-z]+[0-9]{2}')"}]}
      - {code: txt2, type: text, ask: {lv: "Teksts", en: "Text"}, lines: 8, show_if: "'home' in many and 'day' not in many"}
      - {code: dat, type: date, ask: {lv: "Datums", en: "Date"}, min: 2026-01-01, max: 2026-12-31}
  - page: second
    title: {lv: "Otrā", en: "Second"}
    show_if: "agree == 'yes'"
    questions:
      - {code: rank, type: ranking, ask: {lv: "Rinda", en: "Rank"}, min: 1, max: 1, list: ab}
      - {code: split, type: allocation, ask: {lv: "Sadale", en: "Split"}, total: 100, integer: yes, unit: {lv: "%",
          en: "%"}, list: ab}
      - {code: need, type: matrix, ask: {lv: "Matrica", en: "Matrix"}, rows: services, rows_if: "row in many", list: low_high}
      - code: pair
        type: matrix
        ask: {lv: "Matrica", en: "Matrix"}
        rows: services
        sides: [{code: first, lv: te, en: here}, {code: second, lv: tur, en: there}]
        list: low_high
        show_if: "need.home == '2'"
      - code: tab
        type: table
        ask: {lv: "Tabula", en: "Table"}
        rows: services
        columns:
          - {code: y2026, type: number, ask: {lv: "2026", en: "2026"}, min: 0, integer: yes}
          - {code: y2027, type: number, ask: {lv: "2027", en: "2027"}, min: 0, integer: yes}
        check: [{must: "total(tab) <= 1000"}]
      - code: sums
        type: table
        ask: {lv: "Tabula", en: "Table"}
        totals: [rows, columns]
        rows: services
        columns: [{code: x, type: number, ask: {lv: "k", en: "w"}}, {code: y, type: number, ask: {lv: "k", en: "h"}}]
      - {code: sole, type: table, ask: {lv: "T", en: "T"}, rows: services, columns: [{code: v, type: number, ask: {lv: k,
          en: w}}], check: [{must: "v > 5"}]}
      - code: words
        type: table
        ask: {lv: "Tabula", en: "Table"}
        rows: services
        columns: [{code: why, type: text, ask: {lv: "k", en: "w"}, lines: 1}, {code: how, type: text, lines: 1,
            ask: {lv: "k", en: "h"}}]
      - code: ticks
        type: table
        ask: {lv: "Tabula", en: "Table"}
        rows: services
        columns: [{code: x, type: yesno, ask: {lv: "k", en: "w"}}, {code: y, type: yesno, ask: {lv: "k", en: "h"}}]
      - {code: doc, type: file, ask: {lv: "Fails", en: "File"}}
      - {code: twice, type: computed, ask: {lv: "Divreiz", en: "Twice"}, value: "num * 2"}
"""


def survey_of(questions: str) -> Survey:
    """A survey in English that asks these questions."""
    head = "consult: 1\nsurvey: s\nlanguages: [en]\ntitle: T\npages:\n  - page: first\n    questions:\n"
    return survey_yaml.read(head + "".join(f"      {line}\n" for line in questions.splitlines()), "s.yaml")


def table(written: tsv_writing.Written) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.content.decode("utf-8-sig"), newline=""), delimiter="\t"))


def named(rows: list[dict[str, str]], kind: str, name: str) -> dict[str, str]:
    return next(row for row in rows if row["class"] == kind and row["name"] == name)


def test_every_type_comes_back_as_it_went():
    survey = survey_yaml.read(EVERY_TYPE, "all.yaml")
    written = tsv_writing.write(survey)
    back = read_content(written.content, "all.txt")
    assert back.survey == survey
    assert (written.rename, written.notes, back.notes, back.remarks) == ({}, (), (), {})


def test_languages_follow_each_other_row_by_row():
    rows = [
        row for row in table(tsv_writing.write(survey_yaml.read(EVERY_TYPE, "all.yaml"))) if row["class"] in {"G", "Q", "SQ", "A"}
    ]
    lv, en = ([row for row in rows if row["language"] == language] for language in ("lv", "en"))
    assert [row["language"] for row in rows] == ["lv"] * len(lv) + ["en"] * len(en)
    same = ("class", "type/scale", "relevance")
    assert [[row[key] for key in same] for row in lv] == [[row[key] for key in same] for row in en]


def test_codes_keep_the_limits_of_limesurvey_and_renames_lead_back():
    survey = survey_of("""\
- {code: a_question_with_a_long_code, type: single, ask: A, choices: [{code: not_provided, en: N}, {code: not_planned,
    en: P}, {code: "0010000", en: R}]}
- {code: a_question_with_a_long_name, type: multi, ask: B, choices: [{code: day_centre, en: N}, {code: daycentre, en: P},
    {code: time, en: T}]}
- {code: sid, type: text, ask: C,
    show_if: "a_question_with_a_long_code == 'not_planned' and 'time' in a_question_with_a_long_name"}
""")
    written = tsv_writing.write(survey)
    rows = table(written)
    codes = [row["name"] for row in rows if row["class"] == "Q"]
    assert len({code.lower() for code in codes}) == 3 and all(len(code) <= 20 and code.isalnum() for code in codes)
    assert all(len(row["name"]) <= 5 and row["name"].isalnum() for row in rows if row["class"] == "A")
    assert "sid" not in codes and "time" not in [row["name"] for row in rows if row["class"] == "SQ"]
    rename = written.rename
    first, second = rename["a_question_with_a_long_code"], rename["a_question_with_a_long_name"]
    not_planned = rename["a_question_with_a_long_code.not_planned"]
    time = rename["a_question_with_a_long_name.time"]
    asked = named(rows, "Q", rename["sid"])["relevance"]
    assert asked == f'{first}.NAOK == "{not_planned}" and {second}_{time}.NAOK == "Y"'
    back = read_content(written.content, "s.txt").survey
    assert [choice.code for choice in back.questions[0].choices] == [
        rename.get(f"a_question_with_a_long_code.{choice.code}", choice.code) for choice in survey.questions[0].choices
    ]


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=40), st.sampled_from([5, 20]))
def test_codes_of_choices_are_short_and_unlike_each_other(codes, longest):
    found = their_choices(codes, longest)
    assert set(found) == set(codes)
    assert len({theirs.lower() for theirs in found.values()}) == len(codes)
    assert all(theirs.isascii() and theirs.isalnum() and len(theirs) <= longest for theirs in found.values())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("n >= 18 and n < 65", "n.NAOK >= 18 and n.NAOK < 65"),
        ("one in ['a', 'b']", 'one.NAOK == "a" or one.NAOK == "b"'),
        ("one not in ['a']", '!(one.NAOK == "a")'),
        ("agree", 'agree.NAOK == "Y"'),
        ("blank(many)", "count(many_x.NAOK, many_y.NAOK) == 0"),
        ("answered(many)", "count(many_x.NAOK, many_y.NAOK) > 0"),
        ("len(many) >= 2", "count(many_x.NAOK, many_y.NAOK) >= 2"),
        ("contains(many, 'x')", 'many_x.NAOK == "Y"'),
        ("starts_with(word, 'A.')", r'regexMatch("/^A\./", word.NAOK)'),
        ("contains(word, '1/2')", r'regexMatch("/1\/2/", word.NAOK)'),
        ("n // 2 == 3", "floor(n.NAOK / 2) == 3"),
        ("n % 2 == 1", "n.NAOK - 2 * floor(n.NAOK / 2) == 1"),
        ("n ** 2 > 9", "pow(n.NAOK, 2) > 9"),
        ("1 < n < 5", "1 < n.NAOK and n.NAOK < 5"),
        ("(1 if agree else 0) == 1", 'if(agree.NAOK == "Y", 1, 0) == 1'),
        ("total(tab) > 5 and sum(tab.c) > 2 and max(tab.r) > 1",
         "sum(tab_r_c.NAOK, tab_r_d.NAOK) > 5 and sum(tab_r_c.NAOK) > 2 and max(tab_r_c.NAOK, tab_r_d.NAOK) > 1"),
        ("coalesce(n, 3) > 2", "if(is_empty(n.NAOK), 3, n.NAOK) > 2"),
        ("not (n > 3 or agree)", '!(n.NAOK > 3 or agree.NAOK == "Y")'),
        ("word == '' or word != None", "is_empty(word.NAOK) or !is_empty(word.NAOK)"),
    ],
)  # fmt: skip
def test_conditions(ours, theirs):
    survey = survey_of(f"""\
- {{code: n, type: number, ask: A}}
- {{code: one, type: single, ask: A, choices: [{{code: a, en: A}}, {{code: b, en: B}}]}}
- {{code: agree, type: yesno, ask: A}}
- {{code: many, type: multi, ask: A, choices: [{{code: x, en: A}}, {{code: y, en: B}}]}}
- {{code: word, type: text, ask: A}}
- {{code: tab, type: table, ask: A, rows: [{{code: r, en: R}}], columns: [{{code: c, type: number, ask: C}}, {{code: d,
    type: number, ask: D}}]}}
- {{code: q, type: text, ask: A, show_if: "{ours}"}}
""")
    written = tsv_writing.write(survey)
    assert named(table(written), "Q", "q")["relevance"] == theirs
    assert not written.notes


@pytest.mark.parametrize(
    "ours", ["days(d, today()) > 3", "year(d) == 2026", "word in 'abc'", "matches(word, 'a') and year(d) > 1"]
)
def test_conditions_without_counterpart_are_told(ours):
    survey = survey_of(f"""\
- {{code: d, type: date, ask: A}}
- {{code: word, type: text, ask: A}}
- {{code: q, type: text, ask: A, show_if: "{ours}"}}
""")
    written = tsv_writing.write(survey)
    assert named(table(written), "Q", "q")["relevance"] == "1"
    assert len(written.notes) == 1 and ours in written.notes[0] and written.notes[0].endswith(": q")


def test_a_repeat_becomes_numbered_questions():
    survey = survey_of("""\
- code: plans
  type: repeat
  ask: Plans
  max: 2
  fields: [{code: what, type: text, ask: What}, {code: cost, type: number, ask: Cost}]
- {code: q, type: text, ask: Why, show_if: "sum(plans.cost) > 100"}
""")
    written = tsv_writing.write(survey)
    rows = table(written)
    assert [row["name"] for row in rows if row["class"] == "Q"] == ["plans1what", "plans1cost", "plans2what", "plans2cost", "q"]
    assert written.rename["plans.2.cost"] == "plans2cost" and "plans" not in written.rename
    assert named(rows, "Q", "plans2what")["relevance"] == "count(plans1what.NAOK, plans1cost.NAOK) > 0"
    assert named(rows, "Q", "q")["relevance"] == "sum(plans1cost.NAOK, plans2cost.NAOK) > 100"
    assert named(rows, "Q", "plans2what")["text"] == "What – 2"
    assert any("plans" in note for note in written.notes)


def test_what_limesurvey_cannot_say_is_told():
    survey = survey_of("""\
- {code: n, type: number, ask: A, other: yes, missing: [not_known], check: [{must: "n < 5", level: warn}]}
- {code: one, type: single, ask: A, choices: [{code: a, en: A, region: x}, {code: b, en: B, closed: yes}],
    choices_if: "choice != 'a' or n > 1"}
- {code: t, type: table, ask: A, rows: [{code: r, en: R}], columns: [{code: c, type: number, ask: C, unit: "€"},
    {code: d, type: text, ask: D}]}
- code: m
  type: matrix
  ask: A
  rows: [{code: r, en: R}]
  sides: [{code: x, en: X}, {code: y, en: Y}, {code: z, en: Z}]
  choices: [{code: "1", en: A}, {code: "2", en: B}]
- {code: c, type: computed, ask: A, value: "year(today())"}
""")
    written = tsv_writing.write(survey)
    told = "\n".join(written.notes)
    for word in ("own words beside the number", "missing reasons", "warnings", "further columns", "no longer on offer",
                 "cannot be filtered", "differ in kind", "units", "every side", "left out"):  # fmt: skip
        assert word in told, word
    rows = table(written)
    assert [row["name"] for row in rows if row["class"] == "Q"] == ["n", "nown", "one", "t", "mx", "my", "mz"]
    assert named(rows, "SQ", "c")["text"] == "C (€)"


def test_rows_by_the_further_columns_of_a_list_get_conditions_of_their_own():
    survey = survey_of("""\
- {code: area, type: single, ask: A, choices: [{code: east, en: E}, {code: west, en: W}]}
- {code: m, type: matrix, ask: A, rows: [{code: r1, en: R, area: east}, {code: r2, en: R2, area: west}],
    rows_if: "row.area == area", choices: [{code: "1", en: A}]}
""")
    rows = table(tsv_writing.write(survey))
    assert [named(rows, "SQ", code)["relevance"] for code in ("r1", "r2")] == ['area.NAOK == "east"', 'area.NAOK == "west"']


def test_checks_of_columns_are_said_of_every_row():
    survey = survey_of("""\
- code: t
  type: table
  ask: A
  rows: [{code: r, en: R}, {code: s, en: S}]
  columns: [{code: c, type: number, ask: C}, {code: d, type: number, ask: D}]
  check: [{must: "d <= c * 3", say: "Really?"}]
""")
    row = named(table(tsv_writing.write(survey)), "Q", "t")
    assert row["em_validation_q_tip"] == "Really?"
    assert row["em_validation_q"] == (
        "(is_empty(t_r_d.NAOK) or is_empty(t_r_c.NAOK) or (t_r_d.NAOK <= t_r_c.NAOK * 3)) and "
        "(is_empty(t_s_d.NAOK) or is_empty(t_s_c.NAOK) or (t_s_d.NAOK <= t_s_c.NAOK * 3))"
    )


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Zl", "Zp", "Zs", "Cn"]) | st.just(" "), max_size=30)


@given(st.lists(TEXT.filter(str.strip), min_size=3, max_size=3))
def test_what_people_wrote_comes_back_letter_by_letter(texts):
    import unicodedata

    title, label, choice = (" ".join(unicodedata.normalize("NFC", text).split()) for text in texts)
    wording = label.replace("{", "{{").replace("}", "}}")
    question = Question("q", QuestionType.SINGLE, {"en": wording}, choices=(Choice("a", {"en": choice}),))
    survey = Survey("s", ("en",), {"en": title}, (Page("first", {}, (question,)),))
    back = read_content(tsv_writing.write(survey).content, "s.txt", "s").survey
    assert replace(back, pages=(replace(back.pages[0], title={}),)) == survey


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "surveys").glob("*/survey.yaml")), ids=lambda path: path.parent.name
)
def test_the_ready_surveys_go_out_and_come_back_with_all_their_questions(path):
    survey = survey_yaml.read_file(path)
    written = tsv_writing.write(survey)
    back = read_content(written.content, "s.txt", survey.id).survey
    for question in survey.questions:
        if question.type is QuestionType.REPEAT:
            continue
        code = written.rename.get(question.code, question.code).lower()
        assert len(back.question(code).choices) == len(question.choices)
        for language, label in question.label.items():
            if "{" not in label:  # the codes of earlier answers in it may have become others
                assert back.question(code).label[language] == label
