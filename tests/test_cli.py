"""The command line: what it says, where it says it, and how it ends."""

import json
import os
import subprocess
import sys

import pytest

from consult import resources
from consult.service import collecting, defining
from consult.service.consultation import open_consultation


def shell(*arguments, at, **environment):
    return subprocess.run(
        [sys.executable, "-m", "consult", *map(str, arguments)],
        cwd=at, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
    )  # fmt: skip


def test_outside_a_consultation_it_says_what_to_do(tmp_path, consult):
    done = consult("status", at=tmp_path)
    assert done.exit_code == 1
    assert "there is no consultation in this folder or above it" in done.stderr and "consult init" in done.stderr
    assert done.stdout == ""


def test_the_consultation_is_found_from_a_folder_below_by_dir_and_by_environment(folder, tmp_path, consult, monkeypatch):
    assert consult("survey", "list", at=folder / "surveys").exit_code == 0
    assert consult("--dir", folder, "survey", "list", at=tmp_path).exit_code == 0
    monkeypatch.setenv("CONSULT_DIR", str(folder))
    assert consult("survey", "list", at=tmp_path).exit_code == 0


@pytest.mark.parametrize("command", [("status",), ("survey", "list"), ("responses", "list"), ("themes", "list")])
def test_what_lists_writes_json(folder, consult, command):
    done = consult(*command, "--json", at=folder)
    assert done.exit_code == 0
    json.loads(done.stdout)


def test_a_folder_that_is_not_there_is_not_looked_for_above(folder, tmp_path, consult):
    done = consult("--dir", folder / "surveys" / "typo", "status", at=tmp_path)
    assert done.exit_code == 1 and "there is no such folder" in done.stderr


def test_a_survey_goes_from_file_to_answers_to_report(tmp_path, consult):
    assert consult("init", tmp_path / "talks", "--title", "Sarunas", "--from", "seminar-poll").exit_code == 0
    folder = tmp_path / "talks"
    assert "✓" in consult("survey", "check", at=folder).stderr
    assert consult("survey", "publish", "seminar-poll").exit_code == 0
    assert "seminar-poll" in consult("survey", "list").stdout
    assert consult("report", "build").exit_code == 1
    answers = resources.surveys() / "demo" / "answers" / "seminar-poll.csv"
    assert "98 responses added" in consult("responses", "import", answers).stderr
    built = consult("report", "build", "-o", ".", "--format", "html", "--lang", "lv")
    assert built.stdout.strip() == "report-lv.html" and (folder / "report-lv.html").is_file()


def test_faults_of_a_survey_are_lines_on_standard_error_and_the_exit_code_is_1(folder, consult):
    (folder / "surveys" / "bad.yaml").write_text("consult: 1\n\tx: y\n", "utf-8")
    done = consult("survey", "check", at=folder)
    assert done.exit_code == 1 and done.stdout == ""
    assert "bad.yaml:2: a tab stands where the line is indented: use spaces" in done.stderr
    assert "needs.yaml" in done.stderr


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("responses", "import"), ("summarise", "x.csv", "--wrong"), ("--lang", "xx", "status")]
)
def test_wrong_usage_is_2(folder, consult, arguments):
    assert consult(*arguments, at=folder).exit_code == 2


def test_a_newer_database_is_one_sentence(folder, consult):
    with open_consultation(folder) as opened:
        opened.database.write("PRAGMA user_version = 99")
    done = consult("status", at=folder)
    assert done.exit_code == 1 and "newer version of Consult" in done.stderr


def test_a_response_is_shown_by_its_receipt_and_its_text_cannot_speak_to_the_terminal(folder, consult):
    with open_consultation(folder) as opened:
        survey = defining.current(opened, "needs")
        raw = {"area": "Rīga", "proposal": "\x1b]0;owned\x07 \u202e O'Brien 💥 =1+1", "clients": "", "need.here": "2"}
        receipt = collecting.submit(opened, survey, raw, channel=collecting.Channel.TERMINAL)
    shown = consult("responses", "show", receipt, at=folder).stdout
    assert "Rīga" in shown and "O'Brien 💥 =1+1" in shown and "(left blank)" in shown
    assert "\x1b" not in shown and "\x07" not in shown and "\u202e" not in shown
    assert json.loads(consult("responses", "show", receipt, "--json").stdout)["survey"] == "needs"


def test_the_form_wants_a_terminal(folder):
    done = shell("answer", "needs", at=folder)
    assert done.returncode == 2 and "the form needs a terminal" in done.stderr


def test_help_and_faults_speak_latvian(folder, tmp_path):
    helped = shell("--lang", "lv", "--help", at=folder)
    assert "Lietošana" in helped.stdout and "Usage" not in helped.stdout
    faulty = shell("status", at=tmp_path, CONSULT_LANG="lv")
    assert faulty.returncode == 1 and "apspriešan" in faulty.stderr.lower()
    assert "Usage" in shell("--help", at=folder, CONSULT_LANG="en").stdout


def test_a_terminal_that_is_not_utf8_gets_marks_instead_of_a_traceback(folder):
    done = shell("survey", "show", "needs", at=folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_quiet_says_only_data(folder, consult):
    done = consult("-q", "survey", "check", at=folder)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_a_backup_is_a_database_and_overwrites_nothing(folder, tmp_path, consult):
    assert consult("backup", tmp_path / "copy.db", at=folder).exit_code == 0
    again = consult("backup", tmp_path / "copy.db", at=folder)
    assert again.exit_code == 1 and "there is a file already" in again.stderr


def test_infer_writes_a_survey_file_that_check_accepts(tmp_path, table, consult):
    source = table("Kur?;Cik?\n" + "Rīga;5\nOgre;7\n" * 8)
    assert consult("survey", "infer", source, "-o", tmp_path / "guess.yaml").exit_code == 0
    assert consult("survey", "check", tmp_path / "guess.yaml").exit_code == 0
    assert "survey: " in consult("survey", "infer", source).stdout


def test_a_consultation_checked_out_without_its_database_gets_an_empty_one(consult, folder):
    (folder / "consult.db").unlink()
    for left in folder.glob("consult.db-*"):
        left.unlink()
    refused = consult("status", at=folder)
    assert refused.exit_code == 1 and "consult init" in refused.stderr
    assert consult("init", ".", at=folder).exit_code == 0
    assert "needs" in consult("status", at=folder).stdout
    assert consult("init", ".", at=folder).exit_code == 1  # now there is a database, and it is not overwritten


def test_a_receipt_is_found_however_it_is_typed(consult, folder, consultation):
    from consult.model.response import Channel
    from consult.service import collecting, defining

    receipt = collecting.submit(consultation, defining.current(consultation, "needs"), {"clients": "5"}, channel=Channel.TERMINAL)
    for typed in (receipt, receipt.lower(), receipt.replace("-", ""), f" {receipt} "):
        assert consult("responses", "show", typed, at=folder).exit_code == 0
    assert consult("responses", "show", "NOPE-NOPE", at=folder).exit_code == 1
