"""Importing tables: all of it or nothing, and never twice."""

import json
import subprocess
import sys
from datetime import datetime

import pytest

from consult.errors import AnswerError, ConsultError, TableError
from consult.model.response import Answer, Channel, Missing, Response, Review
from consult.service import collecting, defining, exchanging, reviewing
from consult.service.consultation import Settings, create, new_id, now_utc, open_consultation
from consult.service.history import history
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


def wider(header, *ends, text=TABLE):
    return "\n".join(f"{line};{end}" for line, end in zip(text.splitlines(), [header, *ends], strict=True)) + "\n"


def test_a_column_that_the_mapping_does_not_know_is_added_to_it_and_never_dropped_silently(consultation, table):
    exchanging.import_table(consultation, table(TABLE), "needs")
    mapping = consultation.folder / "mappings" / "needs.yaml"
    (problem,) = said(lambda: exchanging.import_table(consultation, table(wider("Jauns", "x", "y"), "wider.csv"), "needs"))
    assert problem == (
        "wider.csv: 1 column is new and fits no question: “Jauns”: "
        f"write „question: …” or „role: ignore” beside it in {mapping}, then import again"
    )
    assert mapping.read_text("utf-8").endswith('  # new in wider.csv\n  - {column: "Jauns"}\n')
    text = mapping.read_text("utf-8").replace('{column: "Jauns"}', '{column: "Jauns", role: ignore}')
    mapping.write_text(text, "utf-8")
    again = exchanging.import_table(consultation, table(wider("Jauns", "x", "y"), "wider.csv"), "needs")
    assert (again.added, again.already_there, again.new_columns) == (0, 2, ())


MINE = """\
consult: 1
survey: needs
columns:
  - {column: Nr, role: id}   # mine
  - column: "Pašvaldība"     # in a block
    question: area
    values:
      "Rīgas pilsēta": "0010000"
  # the last word
"""


def test_new_columns_are_appended_and_what_a_person_wrote_stays(consultation, table):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    mapping.write_text(MINE, "utf-8")
    rows = table("Nr;Pašvaldība;Klienti;Kopš\n1;Rīgas pilsēta;5;5.3.2026\n")
    dry = exchanging.import_table(consultation, rows, "needs", dry_run=True)
    assert (dry.added, dry.new_columns, mapping.read_text("utf-8")) == (1, ("Klienti", "Kopš"), MINE)
    done = exchanging.import_table(consultation, rows, "needs")
    assert (done.added, done.mapping, done.new_columns) == (1, None, ("Klienti", "Kopš"))
    assert mapping.read_text("utf-8") == MINE.replace(
        '      "Rīgas pilsēta": "0010000"\n',
        '      "Rīgas pilsēta": "0010000"\n  # new in answers.csv\n  - {column: "Klienti", question: clients}\n'
        '  - {column: "Kopš", question: since, format: "%d.%m.%Y"}\n',
    )
    assert {(a.question, a.code, a.number, a.text) for a in stored(consultation)[0]} == {
        ("area", "0010000", None, None), ("clients", None, 5.0, None), ("since", None, None, "2026-03-05"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "columns", ["columns: [{column: Nr, role: id}]", "columns:\n- {column: Nr, role: id}", "columns: []", ""]
)
def test_new_columns_however_the_mapping_is_laid_out(consultation, table, columns):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    mapping.write_text(f"consult: 1\nsurvey: needs\n{columns}\ntool: google # why", "utf-8")
    done = exchanging.import_table(consultation, table("Nr;Klienti\n1;5\n2;6\n"), "needs")
    assert done.added == 2 and done.new_columns[-1] == "Klienti" and "tool: google # why" in mapping.read_text("utf-8")
    assert exchanging.import_table(consultation, table("Nr;Klienti\n1;5\n2;6\n"), "needs").new_columns == ()


def test_a_new_column_does_not_take_the_place_of_another(consultation, table):
    exchanging.import_table(consultation, table("Nr;Klienti\n1;5\n"), "needs")
    (problem,) = said(lambda: exchanging.import_table(consultation, table("Nr;Klienti;Clients\n2;5;6\n", "b.csv"), "needs"))
    assert problem.startswith("b.csv: 1 column is new and fits no question: “Clients” (names the same as the column “Klienti”)")


def test_a_column_that_was_renamed_takes_its_place(consultation, table):
    exchanging.import_table(consultation, table("Nr;Klienti\n1;5\n"), "needs")
    assert exchanging.import_table(consultation, table("Nr;Clients\n2;6\n", "b.csv"), "needs").new_columns == ("Clients",)
    assert [a.number for answers in stored(consultation) for a in answers] == [5.0, 6.0]


def test_rows_without_an_id_do_not_count_twice_because_of_a_new_column(consultation, table):
    exchanging.import_table(consultation, table("Klienti\n5\n6\n"), "needs")
    more = table("Klienti;Priekšlikums\n5;Vairāk\n6;\n7;Labāk\n", "more.csv")
    for _again in range(2):
        (problem,) = said(lambda: exchanging.import_table(consultation, more, "needs"))
        assert problem == (
            "more.csv: 2 responses without an id came in before without the new columns “Priekšlikums”, and would count twice: "
            "take these rows out of the table, or write „role: ignore” beside the new columns in the mapping"
        )
    done = exchanging.import_table(consultation, table("Klienti;Priekšlikums\n7;Labāk\n", "rest.csv"), "needs")
    assert (done.added, len(stored(consultation))) == (1, 3)


def test_a_column_that_was_empty_is_asked_about_once_something_stands_in_it(consultation, table):
    exchanging.import_table(consultation, table("Nr;Klienti;Cits\n1;5;\n"), "needs")
    mapping = consultation.folder / "mappings" / "needs.yaml"
    assert '{column: "Cits", role: ignore, why: empty}' in mapping.read_text("utf-8")
    (problem,) = said(lambda: exchanging.import_table(consultation, table("Nr;Klienti;Cits\n2;5;x\n", "b.csv"), "needs"))
    assert problem.startswith("b.csv: 1 column is new and fits no question: “Cits”")
    assert '{column: "Cits"}' in mapping.read_text("utf-8")


def test_the_command_tells_new_columns(consultation, table, consult):
    consult("responses", "import", table("Nr;Klienti\n1;5\n"), at=consultation.folder)
    rows = table("Nr;Klienti;Kopš\n2;5;2026-03-05\n", "b.csv")
    done = consult("responses", "import", rows, "--dry-run", at=consultation.folder)
    assert "1 new column would be added to the mapping: “Kopš”" in done.stderr
    done = consult("responses", "import", rows, at=consultation.folder)
    assert "1 new column added to the mapping; look at it: “Kopš”" in done.stderr


def kobo_workbook(path, title="plans"):
    import xlsxwriter

    meta = ["_id", "_uuid", "_submission_time", "_status", "_index"]
    rows = {
        "Form": [["Pašvaldība", *meta], ["Rīga", 1, "u1", "2026-03-05T08:10:00", "", 1]],
        title: [["about", "text", "_index", "_parent_table_name", "_parent_index"], ["home", "Vairāk", 1, "Form", 1]],
    }
    with xlsxwriter.Workbook(path) as made:
        for name, lines in rows.items():
            sheet = made.add_worksheet(name)
            for n, line in enumerate(lines):
                sheet.write_row(n, 0, line)
    return path


def test_repeated_answers_come_in_once_the_survey_asks_for_them(consultation, tmp_path):
    path = kobo_workbook(tmp_path / "kobo.xlsx")
    (problem,) = said(lambda: exchanging.import_table(consultation, path, "needs"))
    assert problem == (
        "kobo.xlsx, sheet “plans”: the survey has no question that takes the repeated answers of “plans”: add a question of type "
        "repeat to the survey, with “plans” as its code or wording; "
        "or leave the sheet out by naming that of the responses with --sheet"
    )
    repeat = """      - {code: plans, type: repeat, max: 2, ask: {lv: "Ieceres", en: "Plans"},
         fields: [{code: about, type: text, ask: "Par ko"}, {code: text, type: text, ask: "Kas"}]}
"""
    file = consultation.folder / "surveys" / "needs.yaml"
    file.write_text(file.read_text("utf-8") + repeat, "utf-8")
    defining.publish(consultation, defining.read_file(file))
    done = exchanging.import_table(consultation, path, "needs")
    assert (done.added, done.new_columns) == (1, ("plans[1]/about", "plans[1]/text"))
    assert ("plans", 1, "text", "Vairāk") in {(a.question, a.instance, a.column, a.text) for a in stored(consultation)[0]}


def test_the_sheet_of_repeated_answers_can_be_left_out(consultation, tmp_path):
    path = kobo_workbook(tmp_path / "kobo.xlsx")
    done = exchanging.import_table(consultation, path, "needs", layout=exchanging.Layout(sheet="Form"))
    assert done.added == 1


def test_a_mapping_to_questions_that_are_not_there_is_refused(consultation, table):
    mapping = consultation.folder / "mappings" / "needs.yaml"
    mapping.write_text('consult: 1\nsurvey: needs\ncolumns:\n  - {column: "a", question: gone}\n', "utf-8")
    problems = said(lambda: exchanging.import_table(consultation, table("a\n1\n"), "needs"))
    assert problems == [
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
    without_mapping(consultation)
    changed = table("ID;Klienti;Pakalpojumi\na1;9;Aprūpe mājās, Dienas centrs\na2;7;\n", "changed.csv")
    assert update(consultation, changed).updated == 2
    old, new = responses.responses(consultation.database, "needs")
    assert (old.version, new.version) == (1, 2)
    assert told_by(consultation) == [["clients.=9.0", "services.=day", "services.=home"], ["visitors.=7.0"]]
    meant = history(consultation, "needs").current(old)
    assert {(a.question, a.code) for a in meant.answers if not a.missing} == {
        ("visitors", None), ("services", "care"), ("services", "day"),
    }  # fmt: skip
    assert update(consultation, changed).updated == 0, "it says the same now"


JOINED = """\
migrations:
  - recode: {area: {"0010000": near, "0004000": near}}
"""


def merged_areas(consultation, table):
    """A response to two municipalities told apart, which the newest version knows as one."""
    exchanging.import_table(consultation, table("ID;Klienti;Pašvaldība\na1;5;Rīga\n"), "needs")
    without_mapping(consultation)
    republish(
        consultation,
        ('[{code: "0010000", lv: Rīga}, {code: "0004000", lv: Jūrmala}]', "[{code: near, lv: Tuvu}, {code: far, lv: Tālu}]"),
        more=JOINED,
    )


def test_what_a_correction_leaves_alone_keeps_the_code_of_its_version(consultation, table):
    merged_areas(consultation, table)
    assert update(consultation, table("ID;Klienti;Pašvaldība\na1;9;Tuvu\n", "same.csv")).updated == 1
    assert told_by(consultation) == [["area.=0010000", "clients.=9.0"]]


def test_a_choice_that_the_older_version_did_not_have_is_kept_by_its_new_code(consultation, table):
    merged_areas(consultation, table)
    assert update(consultation, table("ID;Klienti;Pašvaldība\na1;5;Tālu\n", "far.csv")).updated == 1
    assert told_by(consultation) == [["area.=far", "clients.=5.0"]]


def test_what_became_one_choice_is_not_told_apart_by_a_correction(consultation, table):
    merged_areas(consultation, table)
    update(consultation, table("ID;Klienti;Pašvaldība\na1;5;Tālu\n", "far.csv"))
    assert update(consultation, table("ID;Klienti;Pašvaldība\na1;5;Tuvu\n", "near.csv")).updated == 1
    assert told_by(consultation) == [["area.=near", "clients.=5.0"]]


def test_a_correction_that_the_older_version_cannot_say_tells_what_to_do(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti;Pakalpojumi\na1;5;\n"), "needs")
    without_mapping(consultation)
    republish(
        consultation, ("{code: home,", "{code: care,"), ('{code: day, lv: "Dienas centrs"', '{code: street, lv: "Ielu darbs"'),
        more="migrations:\n  - recode: {services: {home: care, day: care}}\n",
    )  # fmt: skip
    (id_,) = [response.id for response in responses.responses(consultation.database, "needs")]
    (problem,) = said(lambda: update(consultation, table("ID;Klienti;Pakalpojumi\na1;5;Aprūpe mājās\n", "care.csv")))
    assert problem == (
        "care.csv, row 2: the response “a1” was given to version 1, in which “Services” could mean several of what is one"
        " now: leave that column out, or exclude the response („consult responses review "
        f"{id_} --state excluded --reason …”) and give the row a new id"
    )
    reviewing.review(consultation, [id_], Review.EXCLUDED, "corrected as a2")
    assert update(consultation, table("ID;Klienti;Pakalpojumi\na2;5;Aprūpe mājās\n", "new.csv")).added == 1


def test_a_question_that_changed_its_meaning_is_not_corrected_in_the_older_response(consultation, table):
    republish(consultation, ('lv: "Klienti", en: "Clients"', 'lv: "Klienti gadā", en: "Clients a year"'))
    late = Response(new_id(), "needs", 1, Channel.IMPORT, None, (Answer("clients", number=5),), "id:a1")
    responses.add(consultation.database, [late], now_utc())
    assert history(consultation, "needs").current(late).answers[0].question == "clients_v1"
    (problem,) = said(lambda: update(consultation, table("ID;Klienti gadā\na1;9\n", "changed.csv")))
    assert "was given to version 1, which did not ask “Clients a year” so: leave that column out, or exclude" in problem


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
