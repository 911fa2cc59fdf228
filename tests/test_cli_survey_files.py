"""consult survey import and export."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from consult.formats import survey_yaml
from consult.service import interchange
from tests.conftest import NEEDS

DATA = Path(__file__).parent / "data" / "limesurvey"


def test_import_writes_a_survey_file_into_the_consultation(consult, folder):
    done = consult("survey", "import", str(DATA / "all_types.tsv"), "--name", "feedback", at=folder)
    assert done.exit_code == 0, done.output
    path = folder / "surveys" / "feedback.yaml"
    assert survey_yaml.read_file(path).id == "feedback"
    assert "preset answer is left out" in done.stderr and not done.stdout
    assert consult("survey", "check", "feedback", at=folder).exit_code == 0
    again = consult("survey", "import", str(DATA / "all_types.tsv"), "--name", "feedback", at=folder)
    assert again.exit_code == 1 and "there is a file already" in again.stderr


def test_import_works_outside_a_consultation_with_a_file_or_standard_output(consult, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = str(DATA / "core_survey_excerpt.lss")
    done = consult("survey", "import", source, "-o", "uk.yaml")
    assert done.exit_code == 0, done.output
    assert survey_yaml.read_file(tmp_path / "uk.yaml").id == "uk"
    shown = consult("survey", "import", source, "-o", "-")
    assert survey_yaml.read(shown.stdout, "x.yaml").id == "core-survey-excerpt"
    assert "# LimeSurvey, condition:" in shown.stdout and "245554X1X2" in shown.stdout
    assert consult("survey", "import", source, "-o", "uk.yaml").exit_code == 1
    assert consult("survey", "import", source).exit_code == 1


def test_import_tells_json(consult, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = consult("survey", "import", str(DATA / "multilingual.tsv"), "-o", "m.yaml", "--json")
    told = json.loads(done.stdout)
    assert (told["survey"], told["kind"], told["languages"], told["questions"]) == ("m", "limesurvey", ["en", "es"], 4)
    assert told["renamed"] == {"gender.other1": "other"} and told["notes"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("table.csv", b"section,code,question\n1,a,b\n", "no survey structure of LimeSurvey"),
        ("x.lss", b"<!DOCTYPE d []><document/>", "document type"),
        ("x.pdf", b"%PDF-1.7", "no survey that can be read"),
        ("x.txt", b"\xff\xfe\x00\x01\x02", "not text"),
    ],
)
def test_what_is_no_survey_is_refused(consult, tmp_path, monkeypatch, name, content, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(content)
    done = consult("survey", "import", name, "-o", "a.yaml")
    assert done.exit_code == 1 and told in done.stderr and name in done.stderr
    assert not (tmp_path / "a.yaml").exists()


def test_a_missing_file_and_a_bad_name_are_told(consult, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = consult("survey", "import", "none.lss", "-o", "a.yaml")
    assert done.exit_code == 1 and "cannot be read" in done.stderr
    done = consult("survey", "import", str(DATA / "all_types.tsv"), "--name", "../x", "-o", "a.yaml")
    assert done.exit_code == 2 and "cannot be the name" in done.stderr


def test_export_writes_the_file_and_what_was_renamed(consult, folder, tmp_path):
    out = tmp_path / "needs.txt"
    done = consult("survey", "export", "needs", "-o", str(out), at=folder)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"\xef\xbb\xbfclass\t")
    with (tmp_path / "needs.txt.renamed.csv").open(encoding="utf-8-sig", newline="") as file:
        renamed = dict(list(csv.reader(file))[1:])
    assert len(renamed["area.0010000"]) <= 5 and renamed["area.0010000"] != renamed["area.0004000"]
    back = consult("survey", "import", str(out), "-o", "-")
    assert [question.code for question in survey_yaml.read(back.stdout, "x").questions][:3] == ["area", "services", "need"]


def test_export_knows_the_format_by_the_ending_or_by_name(consult, folder, tmp_path):
    done = consult("survey", "export", "needs", "-o", str(tmp_path / "needs.xlsx"), "--json", at=folder)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["files"] == [str(tmp_path / "needs.xlsx")]
    assert consult("survey", "export", "needs", "-o", str(tmp_path / "x.dat"), "--format", "limesurvey").exit_code == 0
    done = consult("survey", "export", "needs", "-o", str(tmp_path / "x.dat"))
    assert done.exit_code == 2 and "--format" in done.stderr
    done = consult("survey", "export", "nothing", "-o", str(tmp_path / "x.txt"))
    assert done.exit_code == 1 and "there is no survey" in done.stderr


def test_a_workbook_comes_back_as_the_survey_it_was(folder, consultation, tmp_path):
    interchange.survey_to(consultation, "needs", "", tmp_path / "needs.xlsx")
    imported, where = interchange.take(None, tmp_path / "needs.xlsx", "", tmp_path / "back.yaml")
    assert imported.kind == "xlsform" and where == tmp_path / "back.yaml"
    assert survey_yaml.read_file(where) == imported.survey


def test_our_own_files_are_taken_too(folder, consultation, tmp_path):
    imported = interchange.survey_from(folder / "surveys" / "needs.yaml", "copy")
    assert (imported.kind, imported.survey.id) == ("consult", "copy")


def test_check_of_a_file_needs_no_consultation(consult, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CONSULT_DIR", raising=False)
    (tmp_path / "survey.yaml").write_text(NEEDS, "utf-8")
    (tmp_path / "Aptauja (2).YAML").write_text(NEEDS.replace("type: text", "type: txt"), "utf-8")
    done = consult("survey", "check", "survey.yaml")
    assert done.exit_code == 0 and "✓ survey.yaml: 6 questions" in done.stderr and not done.stdout
    done = consult("survey", "check", "survey.yaml", tmp_path / "Aptauja (2).YAML")
    assert done.exit_code == 1 and "✓ survey.yaml" in done.stderr and "Aptauja (2).YAML:" in done.stderr
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["Aptauja (2).YAML", "survey.yaml"]
    done = consult("survey", "check", "needs")
    assert done.exit_code == 1 and "there is no consultation" in done.stderr


def test_in_its_folder_a_survey_must_be_called_like_its_file(consult, folder, monkeypatch):
    (folder / "surveys" / "other.yaml").write_text(NEEDS, "utf-8")
    monkeypatch.chdir(folder / "surveys")
    for name in ("other.yaml", "other"):
        done = consult("survey", "check", name)
        assert done.exit_code == 1 and "the file of the survey “needs” is called “other”" in done.stderr
