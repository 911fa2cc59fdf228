"""Responses go out into files and come back the same."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from exported_responses import ID, NASTY, keep, made_in, response, stored, told

from consult.errors import NotFoundError, TableError, UsageError
from consult.formats import survey_yaml
from consult.model.response import Answer, Missing, Review
from consult.service import defining
from consult.service.exchange import export_work, exporting
from consult.service.exchange.exporting import Wanted
from consult.store import responses
from tests.whole_survey import AWKWARD


@pytest.fixture
def make(tmp_path_factory):
    """Makes a consultation that has published the survey, with the responses that are given."""
    with made_in(tmp_path_factory) as build:
        yield build


def text_of(consultation, **wanted):
    out = io.BytesIO()
    exporting.export(consultation, "whole", Wanted(**wanted), out)
    return out.getvalue().decode("utf-8")


def test_no_cell_of_a_csv_is_a_formula(make):
    found = [response(Answer("remarks", text=text), n=f"{at:02}", wave=text) for at, text in enumerate(NASTY)]
    rows = list(csv.reader(io.StringIO(text_of(make(found)), newline="")))
    assert len(rows) == len(NASTY) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]


def test_the_header_tells_every_place_and_repeats_only_as_often_as_they_were_answered(make):
    header = text_of(make()).strip().split(",")
    assert header[:9] == ["response", "survey", "version", "wave", "channel", "submitted_at", "review", "seconds", "source_key"]
    assert {
        "offered.a",
        "offered.other",
        "channel[::]",
        "top.not_asked",
        "need.a.b.region",
        "attachment.sha256",
        "all_clients",
    } <= set(header)
    assert [name for name in header if name.startswith("plans.")] == [
        "plans.1.about", "plans.1.text", "plans.1.cost", "plans.1.helpers.here", "plans.1.helpers.region", "plans.1.helpers.other"
    ]  # fmt: skip
    twice = make([response(Answer("plans", column="cost", instance=2, number=1))])
    assert "plans.2.cost" in text_of(twice) and "plans.3" not in text_of(twice)


def test_blank_and_not_asked_and_zero_are_three_things(make):
    found = response(
        Answer("offered", code="a"), Answer("staff", number=0.0), Answer("remarks", missing=Missing.BLANK),
        Answer("since", missing=Missing.NOT_KNOWN), Answer("top", row="a", number=1),
    )  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(text_of(make([found]))))
    assert (row["offered.a"], row["offered.a.b"], row["offered.other"]) == ("1", "0", "")
    assert (row["staff"], row["remarks"], row["since"], row["easy"]) == ("0", "", "not_known", "not_asked")
    assert (row["top.a"], row["top.a.b"], row["budget.a"]) == ("1", "", "not_asked")


def test_labels_stand_for_codes_and_are_read_back(make, tmp_path):
    found = [response(Answer("area", code="-1"), Answer("easy", code="no_opinion"))]
    first, second = make(found), make()
    exporting.export(first, "whole", Wanted(labels="lv"), tmp_path / "out.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8")))
    assert (row["area"], row["easy"]) == ("'=Cita", "Nav viedokļa")
    exporting.bring_back(second, tmp_path / "out.csv", "whole")
    assert stored(second) == told(first)


def test_the_long_table_has_one_row_an_answer(make):
    found = response(Answer("easy", code="no_opinion"), Answer("staff", number=2.5), Answer("top", row="a", number=1))
    rows = list(csv.DictReader(io.StringIO(text_of(make([found]), long=True, labels="en"))))
    assert [(r["question"], r["row"], r["code"], r["label"], r["number"]) for r in rows] == [
        ("easy", "", "no_opinion", "No opinion", ""), ("staff", "", "", "", "2.5"), ("top", "a", "", "Home care", "1"),
    ]  # fmt: skip


def test_excluded_responses_stay_out_unless_they_are_asked_for(make):
    found = [response(n=1), response(n=2, review=Review.EXCLUDED), response(n=3, wave="2026")]
    consultation = make(found)
    assert text_of(consultation).count(ID) == 2
    assert text_of(consultation, excluded=True).count(ID) == 3
    assert text_of(consultation, wave="2026").count(ID) == 1


def test_a_corrected_response_tells_its_last_answers(make):
    consultation = make([response(Answer("easy", code="1"))])
    with consultation.database.atomic():
        responses.add_revision(consultation.database, f"{ID}1", [Answer("easy", code="2")], "2026", "x", "x")
    (row,) = csv.DictReader(io.StringIO(text_of(consultation)))
    assert row["easy"] == "2"


def test_an_anonymous_survey_tells_neither_respondent_nor_session(make):
    consultation = make([response(source_key="session:018f-tells-the-time"), response(n=2, source_key="id:7")])
    for format_ in ("csv", "jsonl"):
        told = text_of(consultation, format=format_)
        assert "respondent" not in told and "session:" not in told and "id:7" in told


def test_a_survey_with_tokens_tells_the_respondent_who_must_be_in_the_register(make, tmp_path):
    text = AWKWARD.replace("identity: anonymous", "identity: token")
    first, second = make(text=text), make(text=text)
    for consultation in (first, second):
        with consultation.database.atomic():
            consultation.database.write("INSERT INTO person (code) VALUES ('ogre')")
    keep(first, [response(respondent="ogre", wave="2026")])
    path = tmp_path / "out.csv"
    exporting.export(first, "whole", Wanted(), path)
    assert "respondent" in path.read_text("utf-8")
    with pytest.raises(TableError, match="ogre"):
        exporting.bring_back(make(text=text), path, "whole")
    keep(second, [response(respondent="ogre", wave="2026", n=2)])
    with pytest.raises(TableError, match="came in before as another response"):
        exporting.bring_back(second, path, "whole")


def test_the_same_id_with_other_answers_is_a_conflict_and_nothing_comes_in(make, tmp_path):
    path = tmp_path / "out.csv"
    exporting.export(make([response(Answer("easy", code="1")), response(n=2)]), "whole", Wanted(), path)
    other = make([response(Answer("easy", code="2"))])
    with pytest.raises(TableError, match=f"{ID}1.*other answers"):
        exporting.bring_back(other, path, "whole")
    assert len(stored(other)) == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("easy", "easyy", "no such column"), (",2,", ",9,", "row 2, easy"), (f"{ID}1", "=x", "no id of a response"),
        (",web,", ",pigeon,", "channel"), ("whole,1,", "whole,7,", "version 7"), ("whole,1,", "other,1,", "other"),
    ],
)  # fmt: skip
def test_a_file_that_was_changed_is_told_where(make, tmp_path, old, new, told):
    path = tmp_path / "out.csv"
    exporting.export(make([response(Answer("easy", code="2"))]), "whole", Wanted(), path)
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    second = make()
    with pytest.raises(TableError, match=told):
        exporting.bring_back(second, path, "whole")
    assert not stored(second)


@pytest.mark.parametrize(
    "line",
    [
        "{", '{"response":1}', '{"response":"a","survey":"whole","version":1,"channel":"web","answers":[1]}',
        *(
            f'{{"response":"a","survey":"whole","version":1,"channel":"web","answers":[{{{answer}}}]}}'
            for answer in (
                '"question":"nope","number":1', '"question":"easy","code":"=cmd"', '"question":"need","row":"?","code":"1"',
                '"question":"staff","number":1,"missing":"blank"', '"question":"staff","number":NaN', '"question":"staff"',
            )
        ),
    ],
)  # fmt: skip
def test_json_that_is_no_response_is_refused(make, tmp_path, line):
    path = tmp_path / "out.jsonl"
    exporting.export(make([response(n=5)]), "whole", Wanted("jsonl"), path)
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(TableError, match="row 2"):
        exporting.bring_back(make(), path, "whole")


def test_the_long_table_is_known_and_not_read(make, tmp_path):
    path = tmp_path / "long.csv"
    exporting.export(make(), "whole", Wanted(long=True), path)
    assert exporting.is_own(path)
    with pytest.raises(TableError, match="long table"):
        exporting.bring_back(make(), path, "whole")


def test_foreign_files_are_not_ours(table):
    assert not exporting.is_own(table("Pašvaldība;Klienti\nRīga;5\n"))
    assert not exporting.is_own(table('[{"response": 1}]', "x.json"))
    assert not exporting.is_own(table("PK", "x.xlsx"))


REFUSED = ',\n                   {code: refused, lv: "Vecais novads", closed: yes}'
V2 = """\
migrations:
  - rename: {easy: accord}
  - recode: {area: {refused: "0010000"}}
"""


def second_version(consultation):
    text = AWKWARD.replace("code: easy", "code: accord").replace(REFUSED, "") + V2
    defining.publish(consultation, survey_yaml.read(text, "whole"))


def test_old_answers_are_told_in_the_codes_of_today_and_one_version_alone_in_its_own(make, tmp_path):
    consultation = make([response(Answer("easy", code="2"), Answer("area", code="refused"))])
    second_version(consultation)
    (row,) = csv.DictReader(io.StringIO(text_of(consultation)))
    assert (row["accord"], row["area"], row["version"], "easy" in row) == ("2", "0010000", "1", False)
    (row,) = csv.DictReader(io.StringIO(text_of(consultation, version=1)))
    assert (row["easy"], row["area"], "accord" in row) == ("2", "'refused", False)
    assert text_of(consultation, version=2).count("\n") == 1
    with pytest.raises(NotFoundError):
        text_of(consultation, version=3)


@pytest.mark.parametrize(("format_", "version"), [("csv", 2), ("jsonl", 1)])
def test_migrated_answers_come_back_as_the_version_whose_codes_they_are_in(make, tmp_path, format_, version):
    first, second = make([response(Answer("easy", code="2"), Answer("area", code="refused"))]), make()
    for consultation in (first, second):
        second_version(consultation)
    path = tmp_path / "out"
    exporting.export(first, "whole", Wanted(format_), path)
    exporting.bring_back(second, path, "whole")
    ((came, answers),) = stored(second).values()
    assert came.version == version and len(answers) == 2
    assert exporting.bring_back(first, path, "whole").already_there == 1
    assert exporting.bring_back(second, path, "whole").already_there == 1


@pytest.mark.parametrize("format_", exporting.FORMATS)
def test_the_same_database_makes_the_same_bytes(make, tmp_path, format_):
    consultation = make([response(Answer("easy", code="2"), Answer("remarks", text="jā"))])
    names = ("a.zip", "b.zip") if format_ == "frictionless" else ("a", "b")
    for name in names:
        exporting.export(consultation, "whole", Wanted(format_), tmp_path / name)
    assert (tmp_path / names[0]).read_bytes() == (tmp_path / names[1]).read_bytes()


@pytest.mark.parametrize("format_", exporting.FORMATS)
def test_an_empty_survey_has_its_header(make, tmp_path, format_):
    assert exporting.export(make(), "whole", Wanted(format_), tmp_path / "out").responses == 0
    assert (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_left_alone(make, tmp_path):
    consultation = make()
    for _time in range(2):
        exporting.export(consultation, "whole", Wanted("frictionless"), tmp_path / "out")
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(Exception, match="not empty"):
        exporting.export(consultation, "whole", Wanted("frictionless"), tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_a_fault_leaves_what_was_there(make, tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    path.write_text("before")
    monkeypatch.setattr(export_work, "lines", lambda *_a, **_b: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        exporting.export(make(), "whole", Wanted(), path)
    assert path.read_text() == "before" and [child.name for child in tmp_path.iterdir()] == ["out.csv"]


def test_codes_that_no_version_has_get_columns_of_their_own(make):
    found = [response(Answer("offered", code="gone"), Answer("need", row="lost", code="1"), Answer("old", text="=x"))]
    (row,) = csv.DictReader(io.StringIO(text_of(make(found))))
    assert (row["offered.gone"], row["offered.a"], row["need[lost::]"], row["old[::]"]) == ("1", "0", "1", "'=x")


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("docx"), Wanted("xlsx", long=True), Wanted("jsonl", labels="lv"), Wanted(labels="de"), Wanted("xlsx"),
        Wanted(delimiter="ab"), Wanted(decimal=","),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused(make, wanted):
    with pytest.raises(UsageError):
        exporting.export(make(), "whole", wanted, io.BytesIO())


def test_the_command_writes_to_standard_output_and_to_files(consult, folder, tmp_path):
    shown = consult("responses", "export", at=folder)
    assert shown.exit_code == 0 and shown.stdout.startswith("response,survey,version,wave,")
    done = consult("responses", "export", "needs", "--excel", "-o", tmp_path / "out.csv", at=folder)
    assert done.exit_code == 0 and (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfresponse;survey;")
    done = consult("responses", "export", "-o", tmp_path / "out.jsonl", at=folder)
    assert done.exit_code == 0 and (tmp_path / "out.jsonl").read_bytes() == b""
    refused = consult("responses", "export", "--format", "xlsx", at=folder)
    assert refused.exit_code == 2 and "-o" in refused.stderr


def test_json_lines_leave_out_what_is_empty(make):
    (line,) = text_of(make([response(Answer("staff", number=5.0))]), format="jsonl").splitlines()
    assert json.loads(line)["answers"] == [{"question": "staff", "number": 5}]


def test_an_archive_holds_the_four_files(make, tmp_path):
    exporting.export(make(), "whole", Wanted("frictionless"), tmp_path / "out.zip")
    assert zipfile.ZipFile(tmp_path / "out.zip").namelist() == [
        "answers-long.csv", "answers.csv", "codebook.csv", "datapackage.json",
    ]  # fmt: skip


def test_an_anonymous_survey_tells_the_day_alone(make):
    found = [response(Answer("staff", number=3), n=n, seconds=40, source_key=key) for n, key in ((1, "session:x"), (2, "row 7"))]
    (first, second) = csv.DictReader(io.StringIO(text_of(make(found)), newline=""))
    assert {one["submitted_at"] for one in (first, second)} == {"2026-03-05 00:00:00"}
    assert [(one["seconds"], one["source_key"]) for one in (first, second)] == [("", ""), ("", "row 7")]
    for line in text_of(make(found), format="jsonl").splitlines():
        assert json.loads(line)["submitted_at"] == "2026-03-05 00:00:00" and "40" not in line


def test_a_survey_that_is_not_anonymous_tells_the_moment(make):
    found = [response(Answer("staff", number=3), seconds=40)]
    text = text_of(make(found, AWKWARD.replace("identity: anonymous", "identity: named")))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["submitted_at"], row["seconds"]) == ("2026-03-05 14:30:00", "40")
