"""New columns and sheets: told, added to the mapping, and never dropped silently."""

import pytest

from consult.service import defining
from consult.service.exchange import exchanging
from tests.imported_tables import TABLE, said, stored


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
        f"write “question: …” or “role: ignore” beside it in {mapping}, then import again"
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
            "take these rows out of the table, or write “role: ignore” beside the new columns in the mapping"
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
