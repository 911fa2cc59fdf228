"""Tables as form tools write them, read into a survey with every type of question."""

import csv
import io
from pathlib import Path

import pytest

from consult.formats import mapping_yaml, survey_yaml
from consult.formats.dialects.json_lines import read_json_lines
from consult.formats.dialects.limesurvey_results import is_vv_file, read_vv_table
from consult.formats.guessing.inference import infer
from consult.formats.proposing import propose
from consult.formats.response_table import RowReader
from consult.formats.tables.table import read_table
from consult.model.question import QuestionType
from consult.model.response import Missing
from tests.whole_survey import WHOLE_ANSWER
from tests.whole_tables import EXPECTED, SURVEY, answers, cells_of, read, table_of


def told(value, joined=", "):
    return value if isinstance(value, str) else joined.join(value)


def test_our_own_names_of_cells():
    header = [name for cell in cells_of() for name in cell.names]
    (row,) = read(table_of(header, [told(WHOLE_ANSWER.get(name, "not_asked"), ";") for name in header]))
    assert answers(row.raw) == EXPECTED


def wording(cell, form, language):
    question = SURVEY.question(cell.name.partition(".")[0])
    label = question.label_in(language)
    rows = {one.code: one.label_in(language) for one in (*question.rows, *question.choices)}
    parts = {one.code: one.label_in(language) for one in (*question.sides, *question.parts)}
    inside = [text for text in (str(cell.instance or "") or rows.get(cell.row, ""), parts.get(cell.column, "")) if text]
    return form[len(inside)].format(label, *inside)


FORMS = [
    ("{0}", "{0} [{1}]", "{0} [{1} | {2}]"),
    ("{0}", "{0}: {1}", "{0} {1}:{2}"),
    ("{0}:", "{0} - {1}", "{0} [{1}][{2}]"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_labels_in_every_language(form, language):
    header = [wording(cell, form, language) for cell in cells_of()]
    cells = [told(WHOLE_ANSWER.get(cell.name, "not_asked"), ", ") for cell in cells_of()]
    (row,) = read(table_of(header, cells))
    assert answers(row.raw) == EXPECTED


def test_labels_of_choices_come_in_as_their_codes():
    def label(cell):
        value = WHOLE_ANSWER.get(cell.name, "not_asked")
        texts = [value] if isinstance(value, str) else value
        found = [choice.label_in("en") if (choice := cell.question.choice(text)) else text for text in texts]
        return ";".join(found) + ";" * (len(found) > 1)

    (row,) = read(table_of([cell.name for cell in cells_of()], [label(cell) for cell in cells_of()]))
    assert answers(row.raw) == EXPECTED


def csv_file(tmp_path, header, *rows, delimiter=",", above=(), name="t.csv"):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([*above, header, *rows])
    path = tmp_path / name
    path.write_bytes(("\ufeff" + out.getvalue()).encode())
    return read_table(path)


def limesurvey(form):
    """The whole answer as LimeSurvey would export it: header → cell; `form` makes a heading of question and parts."""
    found = {}
    for cell in cells_of():
        question = SURVEY.question(cell.name.partition(".")[0])
        value = WHOLE_ANSWER.get(cell.name, "")
        kind = cell.question.type
        parts = [str(cell.instance)] * bool(cell.instance) + [part for part in (cell.row, cell.column) if part]
        if kind is QuestionType.MULTI:
            found |= {
                form(question.code, *parts, choice.code): "Y" if choice.code in value else "" for choice in cell.question.choices
            }
        elif kind is QuestionType.RANKING:
            found |= {form(question.code, str(n)): value[n - 1] if n <= len(value) else "" for n in range(1, 4)}
        elif kind is QuestionType.YESNO:
            found[form(question.code, *parts)] = {"yes": "Y", "no": "N", "": ""}[value]
        else:
            found[form(question.code, *parts)] = value
        if question.other:
            found[form(question.code, "other")] = "Pirts"
    return found


META = {
    "id": "7",
    "submitdate": "2026-03-05 10:00:00",
    "lastpage": "3",
    "startlanguage": "lv",
    "seed": "123",
    "ipaddr": "1.2.3.4",
}
OWN_WORDS = ("offered", "", "", 0, "other", None, "Pirts")


@pytest.mark.parametrize(
    "form",
    [
        lambda question, *parts: f"{question}[{'_'.join(parts)}]" if parts else question,
        lambda question, *parts: "_".join((question, *parts)),
        lambda question, *parts: (f"{question}[{'_'.join(parts)}]" if parts else question) + ". Some text [of a row]",
        lambda question, *parts: (f"{question}[{'_'.join(parts)}]" if parts else question) + "._.Some text",
    ],
    ids=["brackets", "em", "codetext", "codetext of R"],
)
def test_limesurvey(tmp_path, form):
    cells = {**META, **limesurvey(form)}
    (row,) = read(csv_file(tmp_path, cells, cells.values(), delimiter=";"))
    assert answers(row.raw) == EXPECTED | {OWN_WORDS}
    assert (row.key, str(row.submitted_at)) == ("id:7", "2026-03-05 10:00:00")


def test_limesurvey_with_wordings_as_headings(tmp_path):
    cells = {
        "Response ID": "7", "Date submitted": "2026-03-05 10:00:00", "Last page": "3", "Start language": "lv", "Seed": "1",
        "Pašvaldība": "Rīga", "Kurus? [Aprūpe mājās]": "Jā", "Kurus? [Dienas centrs]": "Nē", "Kurus? [Ielu darbs]": "Nē",
        "Kurus? [Cits]": "Pirts", "Divi svarīgākie [Rank 1]": "Ielu darbs", "Divi svarīgākie [Rank 2]": "Aprūpe mājās",
        "Cik liela vajadzība? [Aprūpe mājās][Pašvaldībā]": "Liela", "Cik liela vajadzība? [Aprūpe mājās][Reģionā]": "",
    }  # fmt: skip
    (row,) = read(csv_file(tmp_path, cells, cells.values()))
    assert row.raw["offered"] == ["home"] and row.raw["offered.other"] == "Pirts"
    assert row.raw["top"] == ["street", "home"]
    assert (row.raw["need.home.here"], row.raw["need.home.region"]) == ("Liela", "")


def test_limesurvey_puts_an_apostrophe_before_formulas():
    header = [*META, "remarks"]
    raws = [
        row.raw["remarks"]
        for row in read(table_of(header, [*META.values(), "'=2+2"], ["8", *list(META.values())[1:], "'citāts'"]))
    ]
    assert raws == ["=2+2", "'citāts'"]


def test_what_an_unfinished_form_of_limesurvey_did_not_reach():
    header = [*META, "area", "staff", "remarks", "need[home][1]", "barriers[staff]"]
    sent = [*META.values(), "0010000", "", "", "3", "Y"]
    unsent = ["8", "", "2", "lv", "1", "1.2.3.4", "0010000", "", "", "", ""]
    table = table_of(header, sent, unsent)
    assert next(c for c in propose(table, SURVEY).columns if c.header == "lastpage").role is mapping_yaml.ColumnRole.PAGE
    whole, rest = (row.raw for row in read(table))
    assert whole["remarks"] == "" and whole["need.home.here"] == "3"
    assert (rest["staff"], rest["barriers"]) == ("", [])
    assert rest["remarks"] is Missing.NOT_REACHED and rest["need.home.here"] is Missing.NOT_REACHED


def test_where_pages_cannot_be_told_what_is_empty_is_blank_and_the_mapping_says_so():
    header = [*META, "area", "remarks"]
    sent = ["7", "2026-03-05 10:00:00", "9", "lv", "1", "1.2.3.4", "0010000", ""]
    table = table_of(header, sent, ["8", "", "2", "lv", "1", "1.2.3.4", "0010000", ""])
    column = next(c for c in propose(table, SURVEY).columns if c.header == "lastpage")
    assert column.role is mapping_yaml.ColumnRole.IGNORE and "counts as blank" in column.note
    assert [row.raw["remarks"] for row in read(table)] == ["", ""]


def test_a_vv_file_keeps_not_shown_and_empty_apart(tmp_path):
    codes = [*META, "area", "staff", "remarks", "offered_home"]
    rows = [
        [*META.values(), "0010000", "{question_not_shown}", "Divas{newline}rindas {lbrace}un zīme", ""],
        ["8", "NULL", "2", "lv", "1", "1.2.3.4", "0004000", "", "", "{question_not_shown}"],
    ]
    path = tmp_path / "vv.csv"
    path.write_text("\n".join("\t".join(line) for line in (["text"] * len(codes), codes, *rows)), "utf-8")
    assert is_vv_file(path)
    first, second = read(read_vv_table(path))
    assert "staff" not in first.raw and first.raw["remarks"] == "Divas\nrindas {un zīme" and first.raw["offered"] == []
    assert "offered" not in second.raw and second.raw["staff"] == "" and second.raw["remarks"] is Missing.NOT_REACHED


KOBO = {
    "start": "2026-03-05T10:00:00.000+02:00", "end": "2026-03-05T10:09:00.000+02:00",
    "about/area": "0010000", "about/provides": "yes", "about/offered": "home day other", "about/offered/home": "1",
    "about/offered/day": "1", "about/offered/street": "0", "about/offered/other": "1", "about/offered_other": "Pirts",
    "about/main": "home", "figures/staff": "12", "figures/easy": "4", "figures/since": "2001-05-04",
    "figures/clients/home_y2026": "100", "figures/clients/home_y2027": "-99", "figures/clients/day_y2026": "20",
    "opinions/top": "day home", "opinions/agree/near": "2", "opinions/agree/cheap": "1",
    "opinions/plans[1]/text": "Vairāk", "opinions/plans[1]/cost": "1000.5", "opinions/plans[1]/helpers": "here region",
    "remarks": "Labi", "_id": "11", "_uuid": "aaaaaaaa-0000-4000-8000-000000000000",
    "meta/rootUuid": "uuid:bbbbbbbb-0000-4000-8000-000000000000", "_submission_time": "2026-03-05T08:10:00",
    "_validation_status": "", "_notes": "", "_status": "submitted_via_web", "_submitted_by": "clerk", "__version__": "v1",
    "_tags": "", "_index": "1",
}  # fmt: skip


def test_kobo(tmp_path):
    table = csv_file(tmp_path, KOBO, KOBO.values(), delimiter=";")
    proposed = propose(table, SURVEY)
    joined = next(column for column in proposed.columns if column.header == "about/offered")
    assert (joined.role, joined.why, joined.note) == ("ignore", "repeated", "says the same as the column “about/offered/home”")
    text = mapping_yaml.write(proposed).replace(
        "question: clients, row: home, part: y2027", 'question: clients, row: home, part: y2027, values: {"-99": not_known}'
    )
    (row,) = read(table, mapping=mapping_yaml.read(text, "m"))
    assert row.raw["offered"] == ["home", "day", "other"] and row.raw["offered.other"] == "Pirts"
    assert row.raw["top"] == ["day", "home"] and row.raw["plans.1.helpers"] == ["here", "region"]
    assert row.raw["clients.home.y2027"] == "not_known"
    assert row.key == "id:uuid:bbbbbbbb-0000-4000-8000-000000000000"
    assert str(row.submitted_at) == "2026-03-05 08:10:00"
    assert {name.partition(".")[0] for name in row.raw} >= {
        "area",
        "provides",
        "main",
        "staff",
        "easy",
        "since",
        "agree",
        "remarks",
    }


def test_parts_of_a_position_and_addresses_of_files_in_kobo(tmp_path):
    cells = {
        "area": "0010000", "about/main": "home", "remarks": "Labi", "_remarks_latitude": "56.9", "_remarks_longitude": "24.1",
        "_remarks_altitude": "0", "_remarks_precision": "5", "about/main_URL": "https://kf.example/a.jpg", "_id": "1",
        "_uuid": "u", "_submission_time": "2026-03-05T08:10:00", "_index": "1", "meta/rootUuid": "r",
    }  # fmt: skip
    (row,) = read(csv_file(tmp_path, cells, cells.values()))
    assert row.raw == {"area": "0010000", "main": "home", "remarks": "Labi"}


def test_a_group_answered_more_often_than_the_survey_asks_is_told(tmp_path):
    header = ["plans[3]/text", "plans[4]/text", "_id", "_uuid", "_submission_time"]
    (column,) = propose(csv_file(tmp_path, header, ["a", "b", "1", "u", "2026-03-05T08:10:00"]), SURVEY).undecided()
    assert (column.header, column.note) == ("plans[4]/text", "“plans” is asked 3 times at most; raise “max” in the survey")


def test_kobo_with_labels_and_without_single_columns(tmp_path):
    cells = {
        "Par Jums/Pašvaldība": "Rīga", "Par Jums/Kurus?": "home day", "Viedokļi/Divi svarīgākie": "Dienas centrs",
        "Viedokļi/Vai piekrītat?/Tuvāk": "Jā", "_id": "1", "_uuid": "x1", "_submission_time": "2026-03-05T08:10:00",
        "_status": "", "_index": "1",
    }  # fmt: skip
    (row,) = read(csv_file(tmp_path, cells, cells.values()))
    assert row.raw == {"area": "Rīga", "offered": ["home", "day"], "top": ["Dienas centrs"], "agree.near": "Jā"}
    assert row.key == "id:x1"


@pytest.mark.parametrize("moment", ["4/19/2026 0:13:09", "2026/04/19 12:13:09 AM GMT+3"])
@pytest.mark.parametrize("joined", [", ", ";"])
def test_google(tmp_path, moment, joined):
    cells = {
        "Timestamp": moment, "Municipality": "Rīga", "Which?": joined.join(["Home care", "Day centre", "Sauna, at home"[:5]]),
        "Do you agree? [Nearer]": "Yes", "Do you agree? [Cheaper]": "No", "Since": "4/13/2001", "Remarks": "Good, bad; so-so",
    }  # fmt: skip
    more = {**cells, "Which?": "Street work", "Since": ""}
    first, second = read(csv_file(tmp_path, cells, cells.values(), more.values()))
    assert first.raw["offered"] == ["Home care", "Day centre", "Sauna"] and second.raw["offered"] == ["Street work"]
    assert first.raw["since"] == "2001-04-13" and first.raw["agree.cheap"] == "No" and first.raw["remarks"] == "Good, bad; so-so"
    assert str(first.submitted_at) == "2026-04-19 00:13:09"


TWICE = """
consult: 1
survey: twice
languages: [lv]
title: {lv: "Divreiz"}
pages:
  - page: all
    questions:
      - {code: first, type: text, ask: {lv: "Komentāri"}}
      - {code: kinds, type: multi, ask: {lv: "Kādi?"}, choices: [{code: a, lv: "Ātri, bet labi"}, {code: b, lv: "Lēni"}]}
      - {code: second, type: text, ask: {lv: "Komentāri"}}
      - {code: order, type: ranking, ask: {lv: "Kārtība"}, choices: [{code: a, lv: "Ātri"}, {code: b, lv: "Lēni"}]}
      - {code: agree, type: matrix, ask: {lv: "Vai piekrītat?"}, rows: [{code: x, lv: "Tuvāk"}, {code: y, lv: "Lētāk"}],
         choices: [{code: "1", lv: "Nē"}, {code: "2", lv: "Jā"}]}
"""


def test_microsoft(tmp_path):
    survey = survey_yaml.read(TWICE, "twice.yaml")
    cells = {
        "ID": "1", "Start time": "2026-03-05 10:00:00", "Completion time": "2026-03-05 10:09:00", "Email": "anonymous",
        "Name": "",
        "Komentāri": "viens", "Kādi?": "Ātri, bet labi;Lēni;", "Komentāri2": "divi", "Kārtība": "Lēni;Ātri;",
        "Tuvāk": "Jā", "Lētāk\N{NO-BREAK SPACE}": "Nē",
    }  # fmt: skip
    (row,) = read(csv_file(tmp_path, cells, cells.values()), survey)
    assert row.raw == {
        "first": "viens", "kinds": ["Ātri, bet labi", "Lēni"], "second": "divi", "order": ["Lēni", "Ātri"], "agree.x": "Jā",
        "agree.y": "Nē",
    }  # fmt: skip
    assert (row.key, str(row.submitted_at)) == ("id:1", "2026-03-05 10:09:00")


def test_a_quiz_of_microsoft(tmp_path):
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Total points", "Quiz feedback", "Last modified time",
              "Municipality", "Points - Municipality", "Feedback - Municipality", "Remarks", "Points - Remarks"]  # fmt: skip
    cells = ["1", "9/9/26 18:01", "9/9/26 18:02", "anonymous", "Anonymous", "", "", "", "Rīga", "0", "", "Labi", "0"]
    (row,) = read(csv_file(tmp_path, header, cells))
    assert row.raw == {"area": "Rīga", "remarks": "Labi"} and str(row.submitted_at) == "2026-09-09 18:02:00"


def test_surveymonkey(tmp_path):
    header = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name", "Last Name",
              "Custom Data 1", "Municipality", "Which?", "", "", "Remarks"]  # fmt: skip
    second = [*[""] * 9, "Response", "Home care", "Day centre", "Other (please specify)", "Open-Ended Response"]
    cells = ["1001", "7", "03/05/2026 10:00:00 AM", "03/05/2026 10:09:00 AM", "1.2.3.4", "", "", "", "", "Rīga", "Home care", "",
             "Sauna", "Labi"]  # fmt: skip
    (row,) = read(csv_file(tmp_path, header, second, cells))
    assert row.raw == {"area": "Rīga", "offered": ["home"], "offered.other": "Sauna", "remarks": "Labi"}
    assert (row.key, str(row.submitted_at)) == ("id:1001", "2026-03-05 10:09:00")


def test_surveymonkey_with_a_blank_second_line(tmp_path):
    header = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Municipality", "Remarks"]
    (row,) = read(csv_file(tmp_path, header, [""] * 7, ["1001", "C1", "2024-01-01", "2024-01-01", "1.2.3.4", "Rīga", "Labi"]))
    assert row.raw == {"area": "Rīga", "remarks": "Labi"} and row.key == "id:1001"


def test_a_wording_that_two_questions_share_is_never_guessed(tmp_path):
    survey = survey_yaml.read(TWICE, "twice.yaml")
    (column,) = propose(table_of(["Komentāri"], ["x"]), survey).undecided()
    assert column.note == "could be any of “first”, “second”"


def test_eusurvey(tmp_path):
    cells = {
        "Municipality": "Rīga", "Which? (offered)": "Home care;Day centre", "Do you agree?: Nearer": "Yes",
        "Do you agree?: Cheaper": "No", "Clients Home care:2026": "100", "Clients Home care:2027": "1 200",
        "Clients Day centre:Queue": "Yes", "How great a need? Home care:In the region": "Great", "Remarks (ab12)": "Good",
        "Invitation Number": "", "Contribution Id": "c-1", "User Name": "", "Creation Date": "2026-03-05 10:00:00",
        "Last Update": "2026-03-05 10:05:00", "Languages": "EN",
    }  # fmt: skip
    above = [["Alias", "every"], ["Export Date", "2026-03-06"], []]
    table = csv_file(tmp_path, cells, cells.values(), above=above)
    (row,) = read(table)
    assert row.raw == {
        "area": "Rīga", "offered": ["Home care", "Day centre"], "agree.near": "Yes", "agree.cheap": "No",
        "clients.home.y2026": "100", "clients.home.y2027": "1 200", "clients.day.queue": "Yes", "need.home.region": "Great",
        "remarks": "Good",
    }  # fmt: skip
    assert (row.key, str(row.submitted_at)) == ("id:c-1", "2026-03-05 10:00:00")


EUSURVEY = {"Invitation Number": "", "Contribution Id": "c-1", "User Name": "", "Creation Date": "2026-03-05 10:00:00",
            "Last Update": "2026-03-05 10:05:00", "Languages": "EN", "Total Score": "0"}  # fmt: skip


def test_eusurvey_with_short_names(tmp_path):
    cells = {
        "Municipality (ID1)": "Rīga", "Do you agree?: Nearer (ID7)": "Yes", "Clients Home care (ID12):2026 (ID14)": "100",
        "Clients Day centre (ID13):Queue (ID16)": "Yes", **EUSURVEY,
    }  # fmt: skip
    (row,) = read(csv_file(tmp_path, cells, cells.values()))
    assert row.raw == {"area": "Rīga", "agree.near": "Yes", "clients.home.y2026": "100", "clients.day.queue": "Yes"}


@pytest.mark.parametrize("short", ["", " (ID9)"])
def test_eusurvey_with_a_column_for_each_choice(tmp_path, short):
    header = [
        f"Which?{short}",
        *(f"{title}{short}" for title in ("Home care", "Day centre", "Street work")),
        "Do you agree?: Nearer",
    ]
    rows = [["", "Yes", "No", "Yes", "Yes", *EUSURVEY.values()], ["", "", "", "", "No", *EUSURVEY.values()]]
    rows[1][6] = "c-2"
    first, second = read(csv_file(tmp_path, [*header, *EUSURVEY], *rows))
    assert first.raw == {"offered": ["home", "street"], "agree.near": "Yes"} and second.raw["offered"] == []


def test_eusurvey_in_latvian(tmp_path):
    cells = {
        "Pašvaldība": "Rīga", "Vai piekrītat?: Tuvāk": "Jā", "Uzaicinājuma numurs": "", "Contribution Id": "c-1",
        "Lietotājvārds": "", "Izveides datums": "2026-03-05 10:00:00", "Pēdējās atjaunināšanas datums": "2026-03-05 10:05:00",
        "Valodas": "LV",
    }  # fmt: skip
    (row,) = read(csv_file(tmp_path, cells, cells.values()))
    assert (row.raw, row.key, str(row.submitted_at)) == ({"area": "Rīga", "agree.near": "Jā"}, "id:c-1", "2026-03-05 10:00:00")


def test_decidim(tmp_path):
    cells = {
        "id": "a1b2c3d4", "created_at": "2026-03-05 10:00:00", "ip_hash": "99", "user_status": "registered",
        "1. Municipality": "Rīga", "2. Which?": "Home care, Day centre, Other (a sauna, please)",
        "3. The two most important": "Street work, Home care", "4. Do you agree?/Nearer": ", Yes",
        "4. Do you agree?/Cheaper": "No, ",
        "5. Remarks": "Good",
    }  # fmt: skip
    (row,) = read(csv_file(tmp_path, cells, cells.values(), delimiter=";"))
    assert row.raw == {
        "area": "Rīga", "offered": ["Home care", "Day centre", "other"], "offered.other": ["a sauna, please"],
        "top": ["Street work", "Home care"], "agree.near": "Yes", "agree.cheap": "No", "remarks": "Good",
    }  # fmt: skip
    assert (row.key, str(row.submitted_at)) == ("id:a1b2c3d4", "2026-03-05 10:00:00")


POLIS = """
consult: 1
survey: polis
languages: [en]
title: {en: "Votes"}
pages:
  - page: all
    questions:
      - {code: votes, type: matrix, diverging: yes, ask: {en: "Statements"}, rows: [{code: "0", en: "A"}, {code: "12", en: "B"}],
         choices: [{code: against, en: "Disagree"}, {code: "in", en: "Agree"}, {code: pass, en: "Pass", apart: yes}]}
"""


def test_polis(tmp_path):
    survey = survey_yaml.read(POLIS, "polis.yaml")
    header = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "0", "12"]
    rows = read(
        csv_file(tmp_path, header, ["0", "1", "0", "2", "1", "1", "1", "-1"], ["5", "0", "0", "1", "0", "0", "0", ""]), survey
    )
    assert [row.raw for row in rows] == [{"votes.0": "in", "votes.12": "against"}, {"votes.0": "pass", "votes.12": ""}]
    assert [row.key for row in rows] == ["id:0", "id:5"]


def test_comments_of_polis(tmp_path):
    page = '{page: a, questions: [{code: comment_body, type: text, ask: {en: "comment-body"}}]}'
    text = f"consult: 1\nsurvey: c\nlanguages: [en]\ntitle: {{en: C}}\npages: [{page}]\n"
    survey = survey_yaml.read(text, "c.yaml")
    header = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"]
    table = csv_file(tmp_path, header, ["1500282615559", "Mon Jul 17 16:10:15 WIB 2017", "36", "0", "38", "7", "1", "Good"])
    (row,) = read(table, survey)
    assert (row.raw, row.key) == ({"comment_body": "Good"}, "id:36")


REAL = Path(__file__).parent / "data" / "responses"


@pytest.mark.parametrize(
    ("name", "responses"), [("polis-comments.csv", 50), ("respondents.jsonl", 100), ("topic-question.csv", 5)]
)
def test_real_tables_lead_to_the_survey_that_was_read_off_them(name, responses):
    table = read_json_lines(REAL / name) if name.endswith("jsonl") else read_table(REAL / name)
    inferred = infer(table, "s", "T", lambda texts: "en")
    found = read(table, inferred.survey)
    expected = [row.raw for row, _problems in RowReader(table, inferred.mapping, inferred.survey).rows()]
    assert len(found) == responses and [row.raw for row in found] == expected
