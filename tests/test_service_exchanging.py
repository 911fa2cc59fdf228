"""Importing tables: all of it or nothing, and never twice."""

import json
import subprocess
import sys
from datetime import datetime

import pytest

from consult.errors import AnswerError, TableError
from consult.model.consultation import Settings
from consult.model.response import Channel, Missing
from consult.service import collecting, defining
from consult.service.consultation import create, open_consultation
from consult.service.exchange import exchanging
from consult.service.reports.results import results
from consult.store import responses
from tests.conftest import NEEDS
from tests.imported_tables import TABLE, facts, said, stored


def test_a_table_with_the_wordings_as_header_comes_in_without_a_mapping(consultation, table):
    done = exchanging.import_table(consultation, table(TABLE), "needs")
    assert (done.rows, done.added, done.already_there) == (2, 2, 0)
    first, second = (
        {(a.question, a.row, a.code, a.number, a.text, a.missing) for a in answers} for answers in stored(consultation)
    )
    assert ("area", "", "0010000", None, None, None) in first
    assert ("services", "", "other", None, "Pirts", None) in first
    assert ("need", "region", "0", None, None, None) in first
    assert ("clients", "", None, 1200.0, None, None) in first
    assert ("since", "", None, None, "2026-03-05", None) in first
    assert ("proposal", "", None, None, "=SUM(A1)", None) in second
    assert ("clients", "", None, None, None, "blank") in second


def test_rows_keep_their_order_and_ids_sort_by_age(consultation, table):
    exchanging.import_table(consultation, table("Klienti\n" + "\n".join(map(str, range(200)))), "needs")
    numbers = [answer.number for answers in stored(consultation) for answer in answers]
    assert numbers == list(range(200))


def test_the_same_table_again_adds_nothing_and_a_longer_one_only_what_is_new(consultation, table):
    exchanging.import_table(consultation, table(TABLE), "needs")
    again = exchanging.import_table(consultation, table(TABLE, "copy.csv"), "needs")
    assert (again.added, again.already_there) == (0, 2)
    longer = exchanging.import_table(consultation, table(TABLE + "Rīga;;Nav;Nav;1;;\n", "longer.csv"), "needs")
    assert (longer.added, longer.already_there) == (1, 2)


def test_two_equal_rows_are_two_people(consultation, table):
    row = "Rīga;;Nav;Nav;1;;\n"
    head = TABLE.splitlines(keepends=True)[0]
    assert exchanging.import_table(consultation, table(head + row + row), "needs").added == 2
    assert exchanging.import_table(consultation, table(head + row + row + row), "needs").added == 1


def test_one_faulty_row_keeps_the_whole_table_out(consultation, table):
    faulty = TABLE + "Cēsis;;Nav;Nav;daudz;31.2.2026;\n"
    problems = said(lambda: exchanging.import_table(consultation, table(faulty), "needs"))
    assert any(p.startswith("answers.csv, row 4, column A “Pašvaldība”: “Cēsis” is not one of the choices") for p in problems)
    assert any(p.startswith("answers.csv, row 4, column E “Klienti”: “daudz” is not a number") for p in problems)
    assert any(p.startswith("answers.csv, row 4, column F “Kopš”: “31.2.2026” is not a date") for p in problems)
    assert stored(consultation) == []


def test_a_mapping_to_questions_that_are_not_there_is_refused(consultation, table):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    mapping.write_text('consult: 1\nsurvey: needs\ncolumns:\n  - {column: "a", question: gone}\n', "utf-8")
    problems = said(lambda: exchanging.import_table(consultation, table("a\n1\n"), "needs"))
    assert problems == [
        "mappings/needs.yaml:4: the mapping names the question “gone”, which the survey does not have:"
        " correct the mapping of the column “a”",
    ]


def test_a_known_id_with_other_answers_is_a_conflict(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti\na1;5\na2;6\n"), "needs")
    (problem,) = said(lambda: exchanging.import_table(consultation, table("ID;Klienti\na1;5\na2;7\n"), "needs"))
    assert problem.startswith("answers.csv, row 3: the response “a2” came in before with other answers")


def test_a_dry_run_counts_and_changes_nothing(consultation, table):
    assert exchanging.import_table(consultation, table(TABLE), "needs", dry_run=True).added == 2
    assert stored(consultation) == []
    assert not (consultation.folder / "mappings" / "needs.yaml").exists()


def test_the_time_of_the_answer_comes_from_the_table(consultation, table):
    exchanging.import_table(consultation, table("Timestamp;Klienti\n2026-03-05 14:05:31;5\n2026-03-06 10:00:00;6\n"), "needs")
    given = [response.submitted_at for response in responses.responses(consultation.database, "needs")]
    assert given == [datetime(2026, 3, 5, 14, 5, 31), datetime(2026, 3, 6, 10, 0)]
    listed = [line.submitted_at for line in collecting.listing(consultation, "needs")]
    assert listed == ["2026-03-05", "2026-03-06"]  # the survey is anonymous: the list tells the day alone


def test_a_faulty_mapping_is_told_by_line(consultation, table):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    mapping.write_text("consult: 1\nsurvey: needs\ncolumns:\n  - {column: a, rolle: x}\n  - {column: b, role: y}\n", "utf-8")
    with pytest.raises(TableError) as caught:
        exchanging.import_table(consultation, table("a,b\n1,2\n"), "needs")
    assert [problem.place for problem in caught.value.problems] == ["needs.yaml:4", "needs.yaml:5"]


def test_two_imports_of_one_file_at_once_leave_one_of_each(folder, table):
    path = table("Klienti\n" + "\n".join(map(str, range(300))))
    command = [sys.executable, "-m", "consult", "responses", "import", str(path)]
    running = [subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) for _n in range(2)]
    assert [one.wait() for one in running] == [0, 0]
    with open_consultation(folder) as opened:
        assert responses.count(opened.database, "needs") == 300
        assert len(responses.imports(opened.database, "needs")) == 1


def test_without_a_time_column_nobody_knows_when(consultation, table):
    exchanging.import_table(consultation, table("Klienti\n5\n"), "needs")
    turnout = results(consultation, "en").surveys[0].turnout
    assert (turnout.responses, turnout.undated, turnout.first) == (1, 1, None)


def test_a_required_question_left_blank_in_a_table_is_a_blank(consultation, table):
    path = consultation.folder / "surveys" / "needs.yaml"
    path.write_text(NEEDS.replace("{code: clients,", "{code: clients, required: yes,"), "utf-8")
    survey = defining.publish(consultation, defining.read_file(path))
    assert exchanging.import_table(consultation, table("Klienti;Priekšlikums\n5;a\n;b\n"), "needs").added == 2
    with pytest.raises(AnswerError, match="an answer is required"):
        collecting.submit(consultation, survey, {"clients": ""}, channel=Channel.TERMINAL)


def test_an_export_comes_in_elsewhere_exactly_and_goes_out_the_same(consultation, folder, consult, tmp_path):
    survey = defining.current(consultation, "needs")
    for proposal in ("=1+1", "not_asked", "'citāts'"):
        raw = {"area": "0010000", "services": ["home", "other"], "services.other": "x", "clients": "5", "proposal": proposal}
        collecting.submit(consultation, survey, raw, channel=Channel.TERMINAL)
    for form in ("csv", "xlsx", "jsonl"):
        first, told, second = tmp_path / f"first.{form}", tmp_path / "told.csv", tmp_path / f"second-{form}.csv"
        assert consult("responses", "export", "-o", told, at=folder).exit_code == 0
        assert consult("responses", "export", "-o", first, at=folder).exit_code == 0
        there = tmp_path / f"elsewhere-{form}"
        with create(there, Settings(title={"en": "E"})) as other:
            (there / "surveys" / "needs.yaml").write_text(NEEDS, "utf-8")
            defining.publish(other, defining.read_file(there / "surveys" / "needs.yaml"))
        done = consult("responses", "import", first, at=there)
        assert done.exit_code == 0 and "3 responses added" in done.stderr
        assert consult("responses", "export", "-o", second, at=there).exit_code == 0
        assert sorted(told.read_bytes().splitlines()) == sorted(second.read_bytes().splitlines())
        assert "3 were there already" in consult("responses", "import", first, at=there).stderr


LIMESURVEY = """\
id;submitdate;lastpage;startlanguage;seed;area;provides;offered[home];offered[day];offered[street];offered[other];staff;\
clients[home_y2026];clients[home_y2027];budget[home];budget[day];top[1];top[2];need[home][1];need[home][2];agree[near];remarks
1;2026-03-05 10:00:00;3;lv;1;0010000;Y;Y;;;Pirts;12;100;not_known;60;40;day;home;3;0;2;'=2+2
2;;1;lv;2;0004000;N;;;;;;;;;;;;;;;
"""


def test_a_table_of_limesurvey_comes_in_cell_by_cell(whole, table):
    assert exchanging.import_table(whole, table(LIMESURVEY), "whole").added == 2
    first, second = facts(whole)
    assert first >= {
        ("area", "", "", 0, "0010000", None, None), ("offered", "", "", 0, "home", None, None),
        ("offered", "", "", 0, "other", None, "Pirts"), ("clients", "home", "y2026", 0, None, 100.0, None),
        ("budget", "day", "", 0, None, 40.0, None), ("top", "day", "", 0, None, 1.0, None),
        ("top", "home", "", 0, None, 2.0, None),
        ("need", "home", "region", 0, "0", None, None), ("agree", "near", "", 0, "2", None, None),
        ("remarks", "", "", 0, None, None, "=2+2"),
    }  # fmt: skip
    assert {code for code, *_rest in second} == {"area", "provides"}
    missing = {a.question: a.missing for a in list(responses.responses(whole.database, "whole"))[1].answers if a.missing}
    assert missing["staff"] is Missing.NOT_REACHED and missing["remarks"] is Missing.NOT_REACHED
    assert exchanging.import_table(whole, table(LIMESURVEY, "copy.csv"), "whole").already_there == 2


def test_the_command_reads_the_table_of_another_tool(whole, table, consult):
    text = "Laiks;Kurus?;Klientu skaits Aprūpe mājās:2026;Divi svarīgākie\n2026-03-05 10:00:00;Aprūpe mājās;100;Ielu darbs;\n"
    path = table(text.replace("darbs;\n", "darbs\n"))
    done = consult("responses", "import", path, "--survey", "whole", at=whole.folder)
    assert done.exit_code == 0, done.output
    assert facts(whole) == [
        {
            ("offered", "", "", 0, "home", None, None), ("clients", "home", "y2026", 0, None, 100.0, None),
            ("top", "street", "", 0, None, 1.0, None), ("all_clients", "", "", 0, None, 100.0, None),
        }
    ]  # fmt: skip


def test_a_long_table_becomes_responses_with_places_of_their_own(whole, table):
    text = "respondent,question,row,value\n1,area,,Rīga\n1,budget,home,60\n2,area,,Jūrmala\n1,budget,day,40\n"
    done = exchanging.import_table(whole, table(text), "whole")
    assert (done.rows, done.added) == (2, 2)
    assert ("budget", "day", "", 0, None, 40.0, None) in facts(whole)[0]
    (problem,) = said(lambda: exchanging.import_table(whole, table(text + "3,staff,,daudz\n", "more.csv"), "whole"))
    assert problem.startswith("more.csv, row 6, column D “value”: “daudz” is not a number")


def test_faults_in_cells_of_a_table_name_row_and_column(whole, table):
    text = "need.home.here;clients.home.y2026;plans.2.about;top[home];top[day]\n3;5;home;1;2\n7;daudz;pirts;1;1\n"
    problems = said(lambda: exchanging.import_table(whole, table(text), "whole"))
    assert sorted(problem.partition(": ")[0] for problem in problems) == [
        "answers.csv, row 3, column A “need.home.here”", "answers.csv, row 3, column B “clients.home.y2026”",
        "answers.csv, row 3, column C “plans.2.about”", "answers.csv, row 3, column E “top[day]”",
    ]  # fmt: skip
    assert facts(whole) == []


def test_the_ids_of_another_wave_are_other_responses(consultation, table, consult):
    path = table("ID;Klienti\n1;5\n2;6\n")
    exchanging.import_table(consultation, path, "needs", wave="2026")
    next_year = table("ID;Klienti\n1;7\n2;6\n", "next.csv")
    done = consult("responses", "import", next_year, "--wave", "2027", "--json", at=consultation.folder)
    assert json.loads(done.stdout) | {"how": ""} == {
        "rows": 2, "added": 2, "already_there": 0, "updated": 0, "how": "", "mapping": None, "notes": [], "new_columns": [],
    }  # fmt: skip
    given = [(one.wave, one.source_key) for one in responses.responses(consultation.database, "needs")]
    assert sorted(given) == [("2026", "id:2026:1"), ("2026", "id:2026:2"), ("2027", "id:2027:1"), ("2027", "id:2027:2")]
    assert exchanging.import_table(consultation, path, "needs", wave="2026").already_there == 2
    (problem,) = said(lambda: exchanging.import_table(consultation, next_year, "needs", wave="2026"))
    assert "the response “1” came in before with other answers" in problem


def test_an_export_tells_its_waves_itself(consultation, consult, tmp_path):
    assert consult("responses", "export", "-o", tmp_path / "out.csv", at=consultation.folder).exit_code == 0
    done = consult("responses", "import", tmp_path / "out.csv", "--wave", "2027", at=consultation.folder)
    assert done.exit_code == 2 and "tells the waves itself: leave --wave out" in done.output


def test_an_export_of_no_wave_or_no_format_is_refused(consultation, consult, tmp_path):
    done = consult("responses", "export", "--wave", "zz", at=consultation.folder)
    assert done.exit_code == 1 and "the survey has no wave “zz”" in done.output
    done = consult("responses", "export", "-o", tmp_path / "x.zzz", at=consultation.folder)
    assert done.exit_code == 2 and "“.zzz”" in done.output and ".xlsx" in done.output
    assert not (tmp_path / "x.zzz").exists()
    assert consult("responses", "export", "--format", "csv", "-o", tmp_path / "x.zzz", at=consultation.folder).exit_code == 0


def test_a_dry_run_says_what_would_be_written(consultation, table, consult):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    done = consult("responses", "import", table("Klienti\n5\n"), "--dry-run", at=consultation.folder)
    assert f"The mapping {mapping} would be written." in done.stderr and not mapping.exists()
    done = consult("responses", "import", table("a,b\n1,2\n"), "--dry-run", at=consultation.folder)
    assert "import without --dry-run" in done.stderr and not mapping.exists()
    done = consult("responses", "import", table("Klienti\n5\n"), at=consultation.folder)
    assert f"Wrote the mapping {mapping}" in done.stderr and mapping.exists()
