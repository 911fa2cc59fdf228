"""Importing tables: all of it or nothing, and never twice."""

import json
import subprocess
import sys

import pytest

from consult.errors import AnswerError, ConsultError, TableError
from consult.model.response import Channel, Missing
from consult.service import collecting, defining, exchanging
from consult.service.consultation import Settings, create, open_consultation
from consult.service.results import results
from consult.store import responses
from tests.conftest import NEEDS
from tests.whole_survey import WHOLE

TABLE = """Pašvaldība;Pakalpojumi;Vajadzība [Jūsu pašvaldībā];Vajadzība [Reģionā];Klienti;Kopš;Priekšlikums
Rīga;Aprūpe mājās, Pirts;Liela;Nav viedokļa;1 200;5.3.2026;Vairāk autobusu
Jūrmala;;Nav;;-;;=SUM(A1)
"""


def said(call):
    with pytest.raises(ConsultError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def stored(consultation):
    return [response.answers for response in responses.responses(consultation.database, "needs")]


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


def test_unknown_columns_are_named_and_the_mapping_is_written_to_be_completed(consultation, table):
    path = table(TABLE.replace("Klienti", "Apmeklētāji"))
    (problem,) = said(lambda: exchanging.import_table(consultation, path, "needs"))
    mapping = consultation.folder / "mappings" / "needs.yaml"
    assert "1 column fits no question: “Apmeklētāji”" in problem and str(mapping) in problem
    text = mapping.read_text("utf-8").replace('{column: "Apmeklētāji"}', '{column: "Apmeklētāji", question: clients}')
    mapping.write_text(text, "utf-8")
    assert exchanging.import_table(consultation, path, "needs").added == 2


def test_a_column_that_the_mapping_does_not_know_is_never_dropped_silently(consultation, table):
    exchanging.import_table(consultation, table(TABLE), "needs")
    wider = "\n".join(f"{line};{end}" for line, end in zip(TABLE.splitlines(), ["Jauns", "x", "y"], strict=True))
    (problem,) = said(lambda: exchanging.import_table(consultation, table(wider, "wider.csv"), "needs"))
    assert problem.startswith("wider.csv: the mapping says nothing of the column “Jauns”")


def test_a_mapping_to_questions_that_are_not_there_is_refused(consultation, table):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    mapping.write_text('consult: 1\nsurvey: needs\ncolumns:\n  - {column: "a", question: gone}\n', "utf-8")
    problems = said(lambda: exchanging.import_table(consultation, table("a,b\n1,2\n"), "needs"))
    assert problems == [
        "answers.csv: the mapping says nothing of the column “b”: add it to the mapping, with „role: ignore” if it is not wanted",
        "answers.csv: the mapping names the question “gone”, which the survey does not have:"
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
    assert [line.submitted_at for line in collecting.listing(consultation, "needs")] == [
        "2026-03-05 14:05:31",
        "2026-03-06 10:00:00",
    ]


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


@pytest.fixture
def whole(consultation):
    """The consultation with a published survey that has every type of question."""
    path = consultation.folder / "surveys" / "whole.yaml"
    path.write_text(WHOLE, "utf-8")
    defining.publish(consultation, defining.read_file(path))
    return consultation


def facts(consultation):
    """The answers of each response to the survey with every type, those that have a value."""
    return [
        {(a.question, a.row, a.column, a.instance, a.code, a.number, a.text) for a in response.answers if a.missing is None}
        for response in responses.responses(consultation.database, "whole")
    ]


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


def update(consultation, path, survey="needs", **options):
    return exchanging.import_table(consultation, path, survey, update=True, **options)


def told_by(consultation, survey="needs"):
    """The answers of each response, those that have a value, by the place they stand in."""
    return [
        sorted(f"{a.question}.{a.row}={a.code or ''}{a.number or ''}{a.text or ''}" for a in response.answers if not a.missing)
        for response in responses.responses(consultation.database, survey)
    ]


def without_mapping(consultation, survey="needs"):
    (consultation.folder / "mappings" / f"{survey}.yaml").unlink()


def test_a_correction_leaves_alone_what_the_table_does_not_ask(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti;Priekšlikums;Pašvaldība\na1;5;Autobuss;Rīga\n"), "needs")
    without_mapping(consultation)
    narrow = table("ID;Klienti\na1;7\n", "narrow.csv")
    done = update(consultation, narrow)
    assert (done.updated, done.added) == (1, 0)
    assert told_by(consultation) == [["area.=0010000", "clients.=7.0", "proposal.=Autobuss"]]
    assert update(consultation, narrow).updated == 0
    without_mapping(consultation)
    assert update(consultation, table("ID;Priekšlikums\na1;\n", "blank.csv")).updated == 1
    assert told_by(consultation) == [["area.=0010000", "clients.=7.0"]]


def test_a_narrow_table_with_the_same_answers_is_no_conflict(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti;Priekšlikums\na1;5;Autobuss\n"), "needs")
    without_mapping(consultation)
    assert exchanging.import_table(consultation, table("ID;Klienti\na1;5\n", "narrow.csv"), "needs").already_there == 1


def test_one_row_of_a_matrix_and_some_of_the_choices_are_corrected_alone(consultation, table):
    wide = "ID;Vajadzība [Jūsu pašvaldībā];Vajadzība [Reģionā];Pakalpojumi\na1;Liela;Nav;Aprūpe mājās, Pirts\n"
    exchanging.import_table(consultation, table(wide), "needs")
    mapping = consultation.folder / "mappings" / "needs.yaml"
    columns = ["ID, role: id", "v, question: need, row: here", "d, question: services, choice: day"]
    lines = "".join(f"  - {{column: {column}}}\n" for column in columns)
    mapping.write_text(f"consult: 1\nsurvey: needs\ncolumns:\n{lines}", "utf-8")
    assert update(consultation, table("ID;v;d\na1;Nav;1\n", "narrow.csv")).updated == 1
    expected = ["need.here=1", "need.region=1", "services.=day", "services.=home", "services.=otherPirts"]
    assert told_by(consultation) == [expected]
    assert update(consultation, table("ID;v;d\na1;Nav;0\n", "none.csv")).updated == 1
    assert told_by(consultation) == [[one for one in expected if one != "services.=day"]]


def test_what_is_computed_follows_from_old_and_new_answers_together(whole, table):
    text = "ID;clients.home.y2026;clients.day.y2026\n1;100;20\n"
    exchanging.import_table(whole, table(text), "whole")
    without_mapping(whole, "whole")
    assert update(whole, table("ID;clients.day.y2026\n1;50\n", "narrow.csv"), "whole").updated == 1
    assert {("all_clients", "", "", 0, None, 150.0, None), ("clients", "home", "y2026", 0, None, 100.0, None)} < facts(whole)[0]


def test_a_long_table_corrects_only_what_its_rows_name(whole, table):
    head = "respondent,question,row,value\n"
    exchanging.import_table(whole, table(head + "1,area,,Rīga\n1,staff,,5\n2,area,,Rīga\n2,staff,,8\n"), "whole")
    done = update(whole, table(head + "1,area,,Rīga\n1,staff,,6\n2,area,,Jūrmala\n", "more.csv"), "whole")
    assert done.updated == 2
    numbers = [{code: number for code, *_place, number, _text in given if number} for given in facts(whole)]
    assert numbers == [{"staff": 6.0}, {"staff": 8.0}]


def test_a_table_that_only_corrected_is_kept_in_mind(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti\na1;5\n"), "needs")
    update(consultation, table("ID;Klienti\na1;6\n", "corrected.csv"))
    update(consultation, table("ID;Klienti\na1;6\n", "again.csv"))
    assert [past.name for past in responses.imports(consultation.database, "needs")] == ["answers.csv", "corrected.csv"]


def republish(consultation, *changes, more=""):
    path = consultation.folder / "surveys" / "needs.yaml"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text + more, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def test_a_response_to_an_older_version_is_compared_as_the_newest_means_it(consultation, table):
    first = table("ID;Klienti;Pakalpojumi\na1;5;Aprūpe mājās\n")
    exchanging.import_table(consultation, first, "needs")
    without_mapping(consultation)
    republish(
        consultation, ("code: clients,", "code: visitors,"), ("{code: home,", "{code: care,"),
        more="migrations:\n  - rename: {clients: visitors}\n  - recode: {services: {home: care}}\n",
    )  # fmt: skip
    again = table("ID;Klienti;Pakalpojumi\na1;5;Aprūpe mājās\na2;6;\n", "longer.csv")
    done = exchanging.import_table(consultation, again, "needs")
    assert (done.added, done.already_there) == (1, 1)
    changed = table("ID;Klienti;Pakalpojumi\na1;9;Aprūpe mājās\na2;7;\n", "changed.csv")
    (problem,) = said(lambda: update(consultation, changed))
    assert problem == (
        "changed.csv, row 2: the response “a1” was given to version 1, and a migration has changed its answers since:"
        " leave the row out"
    )
    assert update(consultation, table("ID;Klienti;Pakalpojumi\na2;7;\n", "only.csv")).updated == 1


def test_a_response_to_an_older_version_that_no_migration_touches_is_corrected(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti\na1;5\n"), "needs")
    without_mapping(consultation)
    republish(
        consultation,
        ("      - {code: since", '      - {code: staff, type: number, ask: {lv: "Darbinieki"}}\n      - {code: since'),
    )
    wider = table("ID;Klienti;Darbinieki\na1;5;\n", "wider.csv")
    assert exchanging.import_table(consultation, wider, "needs").already_there == 1, "it was not asked, so it is not blank"
    assert update(consultation, table("ID;Klienti;Darbinieki\na1;6;\n", "other.csv")).updated == 1
    assert told_by(consultation) == [["clients.=6.0"]]


def test_the_ids_of_another_wave_are_other_responses(consultation, table, consult):
    path = table("ID;Klienti\n1;5\n2;6\n")
    exchanging.import_table(consultation, path, "needs", wave="2026")
    next_year = table("ID;Klienti\n1;7\n2;6\n", "next.csv")
    done = consult("responses", "import", next_year, "--wave", "2027", "--json", at=consultation.folder)
    assert json.loads(done.stdout) | {"how": ""} == {
        "rows": 2, "added": 2, "already_there": 0, "updated": 0, "how": "", "mapping": None, "notes": [],
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


RULED = """\
consult: 1
survey: ruled
languages: [en]
title: Ruled
pages:
  - page: all
    questions:
      - code: who
        type: single
        other: yes
        required: yes
        ask: Who
        choices: [{code: mum, en: Mum}, {code: dad, en: Dad}]
      - code: points
        type: allocation
        total: 100
        ask: Divide
        choices: [{code: home, en: Home}, {code: day, en: Day}]
      - code: end
        type: number
        required: yes
        ask: End
        check: [{must: "end >= 5", say: Too small}, {must: "end <= 50", level: warn, say: Rather large}]
"""


@pytest.fixture
def ruled(consultation):
    (consultation.folder / "surveys" / "ruled.yaml").write_text(RULED, "utf-8")
    defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "ruled.yaml"))
    return consultation


def test_answers_that_break_the_rules_of_the_form_are_kept_and_counted(ruled, table):
    text = "id;who;points.home;points.day;end\n1;Mum;60;60;7\n2;Dad;50;50;4\n3;Mum;10;20;1\n4;Dad;40;60;90\n5;Mum;;;\n"
    done = exchanging.import_table(ruled, table(text), "ruled")
    assert done.added == 5
    assert done.notes == ("In 3 responses answers do not agree with the checks of the survey: points.home (2), end (2).",), (
        "a warning and a required question left blank are none of them"
    )


def test_a_table_that_keeps_the_rules_has_no_notes(ruled, table):
    text = "id;who;who.other;points.home;points.day;end\n1;Mum;;60;40;7\n2;;A neighbour;;;\n3;;;100;;\n"
    assert exchanging.import_table(ruled, table(text), "ruled").notes == ()


def test_what_is_none_of_the_choices_is_told(ruled, table, consult):
    path = table("id;who\n1;mumi\n2;Mum\n3;MUMI\n4;dda\n5;\n6;mum\n")
    done = consult("responses", "import", path, "--survey", "ruled", "--json", at=ruled.folder)
    assert json.loads(done.stdout)["notes"] == [
        "In 3 cells of “who” the answer is none of the choices and was taken as own words: “mumi”, “MUMI”, “dda”."
    ]
    again = consult("responses", "import", path, "--survey", "ruled", at=ruled.folder)
    assert "In 3 cells of “who”" in again.stderr


def test_many_mistyped_choices_are_told_shortly(ruled, table):
    rows = "".join(f"{n};word {n} {'x' * 90}\n" for n in range(9))
    (note,) = exchanging.import_table(ruled, table(f"id;who\n{rows}"), "ruled").notes
    assert note.startswith("In 9 cells of “who”") and note.endswith("…”, ….") and len(note) < 450


def test_notes_count_several_choices_in_one_cell(consultation, table):
    (note,) = exchanging.import_table(consultation, table(TABLE), "needs").notes
    assert note == "In 1 cell of “services” the answer is none of the choices and was taken as own words: “Pirts”."


def test_a_dry_run_says_what_would_be_written(consultation, table, consult):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    done = consult("responses", "import", table("Klienti\n5\n"), "--dry-run", at=consultation.folder)
    assert f"The mapping {mapping} would be written." in done.stderr and not mapping.exists()
    done = consult("responses", "import", table("a,b\n1,2\n"), "--dry-run", at=consultation.folder)
    assert "import without --dry-run" in done.stderr and not mapping.exists()
    done = consult("responses", "import", table("Klienti\n5\n"), at=consultation.folder)
    assert f"Wrote the mapping {mapping}" in done.stderr and mapping.exists()
