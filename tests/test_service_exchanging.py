"""Importing tables: all of it or nothing, and never twice."""

import subprocess
import sys

import pytest

from consult.errors import AnswerError, ConsultError, TableError
from consult.model.response import Channel
from consult.service import collecting, defining, exchanging
from consult.service.consultation import open_consultation
from consult.service.results import results
from consult.store import responses
from tests.conftest import NEEDS

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
