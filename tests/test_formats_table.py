"""Tables as people have them: every encoding, every separator, and files that are no tables."""

import os
import re
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import ConsultError, TableError
from consult.formats.encoding import decode
from consult.formats.list_csv import read_list
from consult.formats.tables.cell_texts import cell_text, texts_of
from consult.formats.tables.header_rows import column_letter
from consult.formats.tables.table import Layout, read_table, table_of

LATVIAN = "Pašvaldība;Priekšlikums\nĶekava;Vairāk dienas centru\nRīga;Īsākas rindas\n"


def said(path, layout=None):
    with pytest.raises(TableError) as caught:
        read_table(path, layout)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1257"])
def test_latvian_is_read_in_every_encoding(table, encoding):
    found = read_table(table(LATVIAN, encoding=encoding))
    assert found.header == ("Pašvaldība", "Priekšlikums")
    assert [row.cells for row in found.rows] == [("Ķekava", "Vairāk dienas centru"), ("Rīga", "Īsākas rindas")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Bürger wünschen mehr Fahrräder; größer", "cp1252"),
        ("Нужны новые услуги для детей", "cp1251"),
        ("Jā;Nē;Reizēm", "cp1257"),
    ],
)
def test_one_byte_encodings_are_told_apart_by_their_letters(text, encoding):
    assert decode(text.encode(encoding), "x") == (text, encoding)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(table, separator):
    text = "\n".join(separator.join(cells) for cells in [("a", "b", "c"), ("1", "2 2", "3"), ("4", "5", "6")])
    assert read_table(table(text)).header == ("a", "b", "c")


def test_a_separator_inside_quotes_and_a_comma_inside_sentences_do_not_split(table):
    found = read_table(table('a;b\n"x;y";"viens, divi, trīs"\nz;w, v\n'))
    assert found.rows[0].cells == ("x;y", "viens, divi, trīs")


def test_rows_know_their_numbers_and_short_ones_are_filled(table):
    found = read_table(table("a,b\n1\n\n3,4\n"))
    assert [(row.number, row.cells) for row in found.rows] == [(2, ("1", "")), (4, ("3", "4"))]


def test_lines_above_the_header_are_passed_over(table):
    found = read_table(table("Alias,x\nExport Date,2026\n\nQ one,Q two,Q three\na,b,c\n"))
    assert found.header == ("Q one", "Q two", "Q three")


def test_a_header_that_only_numbers_gives_way_to_the_wording_below(table):
    found = read_table(table("Ident 1,Ident 2\nWhere do you live?,What should change here?\nRīga,x\n"))
    assert found.header == ("Where do you live?", "What should change here?")


def test_workbooks_keep_dates_whole_numbers_and_leading_zeros(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Answers")
    book.add_worksheet("Empty")
    sheet.write_row(0, 0, ["code", "n", "day", "formula"])
    sheet.write_row(1, 0, ["0010000", 12])
    sheet.write_datetime(1, 2, __import__("datetime").datetime(2026, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_formula(1, 3, "=1+1", None, 2)
    book.close()
    assert read_table(tmp_path / "a.xlsx").rows[0].cells == ("0010000", "12", "2026-03-05", "2")


SURVEYMONKEY = """\
Respondent ID,Which services?,,How satisfied?,What should change?
,Care,Transport,Response,Open-Ended Response
1,Care,,Very,More buses
2,,Transport,Little,Nothing
3,Care,Transport,Very,Less forms
"""


def test_a_header_in_two_rows_is_joined_and_is_no_answer(table):
    found = read_table(table(SURVEYMONKEY))
    assert found.header == (
        "Respondent ID", "Which services? [Care]", "Which services? [Transport]", "How satisfied?", "What should change?",
    )  # fmt: skip
    assert [row.number for row in found.rows] == [3, 4, 5]


def test_years_under_a_merged_title_are_part_of_the_header(table):
    found = read_table(table("Pašvaldība,Klienti,,Piezīmes\n,2023,2024,\nRīga,5,6,x\nOgre,7,8,\nTukums,1,2,y\n"))
    assert found.header == ("Pašvaldība", "Klienti [2023]", "Klienti [2024]", "Piezīmes")


def test_a_column_without_a_name_does_not_make_the_first_answer_a_header(table):
    found = read_table(table("a,b,\n1,2,x\n3,4,y\n5,6,z\n"))
    assert (found.header, len(found.rows)) == (("a", "b", "Column C"), 3)


@pytest.mark.parametrize("total", ["Kopā", "KOPĀ:", "Pavisam kopā", "Total", "Grand total", "Итого", "Gesamt", "Summa"])
def test_totals_and_remarks_below_a_table_are_no_people(table, total):
    found = read_table(table(f"Novads;Klienti;Izdevumi\nOgre;5;1 200,50\nRīga;7;3\n{total};12;1 203,50\n\nSagatavoja: I. O.;;\n"))
    assert [row.number for row in found.rows] == [2, 3]
    assert found.notes == (
        "Row 4 was left out, for it holds totals.",
        "Row 6 was left out, for it is a remark below the table.",
        "If somebody answered so, write “all_rows: yes” at the top of the mapping and import the table with --update.",
    )


@pytest.mark.parametrize(
    "last", ["Total waste of money;yes;no", "Kopā;jā;nē", "Ogre;;", "Kopā ar citiem būtu labāk;1;2", "Kopā;12 cilvēki;3"]
)
def test_the_last_person_is_not_taken_for_a_total(table, last):
    found = read_table(table(f"Komentārs;Klienti;Vieta\nOgre;5;1\nRīga;7;3\nRīga;2;2\n{last}\n"))
    assert (len(found.rows), found.notes) == (4, ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "answers.csv: the table is empty"),
        ("\n\n;;\n", "answers.csv: the table is empty"),
        ("a,b\n", "answers.csv: the table has a header but no answers below it"),
        ("a,b,a\n1,2,3\n", "answers.csv: columns A and C are both called “a”: rename one of them, or add --number-duplicates"),
        ("a,b\n1,2\n1,2,3\n", "answers.csv, row 3: the row has 3 cells, the header 2"),
        ('a,b\n"x,1\ny,2\n', "answers.csv, row 2: a quotation mark opens here and is never closed"),
        ("a,b\nx," + "y" * 200_000 + "\n", "answers.csv, row 2, column B: the cell holds 200,000 characters"),
        (",".join(f"c{i}" for i in range(10_000)) + "\n" + ",".join("1" * 10_000), "answers.csv: the table has 10,000 columns"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(table, text, fault):
    assert said(table(text)).startswith(fault)


def test_of_many_faulty_rows_the_first_are_told_and_the_others_counted(table):
    with pytest.raises(TableError) as caught:
        read_table(table("a;b\n" + "1;2;3\n" * 50))
    *told, last = caught.value.problems
    assert len(told) == 20 and "row 21:" in str(told[-1]) and str(last) == "and 30 more problems"


@pytest.mark.parametrize("above", [0, 5])
def test_of_a_list_with_many_faulty_rows_the_others_are_counted(tmp_path, above):
    path = tmp_path / "services.csv"
    path.write_text("code,label_en\n" + "".join(f"c{n},C\n" for n in range(above)) + ",x\n" * 60, "utf-8")
    *told, last = read_list(path, ("en",)).problems
    assert len(told) == 50 and str(last) == "and 10 more problems"


def test_columns_of_the_same_name_can_be_numbered(table):
    assert read_table(table("a,b,a\n1,2,3\n"), Layout(number_duplicates=True)).header == ("a", "b", "a (2)")


def test_an_empty_second_column_of_the_same_name_is_left_out(table):
    found = read_table(table("a,b,a\n1,2,\n"))
    assert found.header == ("a", "b")
    assert found.notes == ("Column C, a second “a” without answers, was left out.",)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"%PDF-1.4\n...", "this is a PDF file, not a table"),
        (b"PK\x03\x04 cut short", "the workbook is damaged or cut short"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "the workbook cannot be read"),
        (b"a,b\n\x00\x01\x02\xff\xfe,2\n", "the file is not text that can be read"),
        (b"SQLite format 3\0", "this is a SQLite file, not a table"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "this is a HTML file, not a table"),
        (b'{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n', "this is a JSON file, not a table"),
    ],
)
def test_files_that_are_no_tables_are_named(tmp_path, content, fault):
    path = tmp_path / "answers.xlsx"
    path.write_bytes(content)
    assert fault in said(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert said(tmp_path / "none.csv").endswith("none.csv: there is no such file: check its name")
    assert said(tmp_path).endswith("this is a folder, not a table: name a file in it")


def test_a_missing_sheet_is_named_with_those_that_are_there(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("Atbildes").write_row(0, 0, ["a"])
    book.close()
    assert said(tmp_path / "a.xlsx", Layout(sheet="Answers")) == "a.xlsx: there is no sheet “Answers”: use one of Atbildes"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_at_once(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    assert "unpacks to far more" in said(tmp_path / "bomb.xlsx")


@pytest.mark.parametrize("row", [3, 7, 4000])
def test_a_header_row_that_is_not_there_is_named(table, row):
    assert said(table("a,b\n1,2\n\n3,4\n"), Layout(header=row)) == (
        f"answers.csv: row {row} is empty or beyond the end of the table: name the row in which the headers stand"
    )


@pytest.mark.parametrize("encoding", ["klingon", "undefined", "hex", "a\0b", "base64"])
def test_an_encoding_that_there_is_not_is_named(table, encoding):
    assert said(table("a,b\nā,2\n"), Layout(encoding=encoding)).startswith("answers.csv: there is no encoding")


def test_a_file_in_another_encoding_than_was_said_is_named(table):
    assert "the file is not in the encoding ascii" in said(table("a,b\nā,2\n"), Layout(encoding="ascii"))


def workbook(path, *sheets):
    """A workbook with sheets given as name, rows and how to write more."""
    book = xlsxwriter.Workbook(path)
    for name, rows, more in sheets:
        sheet = book.add_worksheet(name)
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
        if more:
            more(sheet)
    book.close()
    return path


ROWS = [["Novads", "Klienti", "Vieta"], ["Ogre", 5, "x"], ["Rīga", 7, "y"], ["Kopā", "", ""]]


def unsaved(path, cell):
    """The same workbook with a formula without a value in `cell`, as programs write that do not calculate."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    parts[name] = re.sub(
        rf'<c r="{cell}"[^>]*>.*?</c>'.encode(), f'<c r="{cell}"><f>SUM(B2:B3)</f><v></v></c>'.encode(), parts[name], count=1
    )
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_a_formula_without_a_value_matters_only_in_a_row_of_answers(tmp_path):
    def with_sum(sheet):
        sheet.write_formula("B4", "=SUM(B2:B3)", None, 12)

    path = workbook(tmp_path / "a.xlsx", ("Notes", [["x"]], None), ("Answers", ROWS, with_sum))
    assert [row.cells[0] for row in read_table(unsaved(path, "B4")).rows] == ["Ogre", "Rīga"]
    assert said(unsaved(path, "B3")).startswith("a.xlsx: cell B3 holds a formula that has no value yet")


def test_words_in_merged_cells_hold_for_all_their_rows_and_figures_do_not(tmp_path):
    rows = [["Novads", "Budžets", "Pakalpojums"], ["Ogre", 500, "aprūpe"], ["", "", "transports"], ["", "", "dienas centrs"]]

    def merged(sheet):
        sheet.merge_range("A2:A3", "Ogre")
        sheet.merge_range("B2:B4", 500)

    found = read_table(workbook(tmp_path / "a.xlsx", ("Answers", rows, merged)))
    assert [row.cells[:2] for row in found.rows] == [("Ogre", "500"), ("Ogre", ""), ("", "")]


def test_further_sheets_with_the_same_columns_are_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("March", ROWS[:3], None), ("April", ROWS[:2], None), ("Notes", [["x", "y"]], None))
    assert read_table(path).notes == ("Of several sheets with the same columns, “March” was read; “April” was left out.",)


def test_a_figure_with_three_decimals_in_a_workbook_is_no_thousand(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ("Answers", [["Tariff", "Place"], [1.234, "x"], [0.5, "y"]], None))
    assert [row.cells[0] for row in read_table(path).rows] == ["1.2340", "0.5"]


def test_a_workbook_with_a_password_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert said(path).startswith("a.xlsx: the workbook has a password")


@pytest.mark.parametrize("at", [40, 200, 400, 800, 1600, 3000])
def test_a_workbook_with_a_broken_byte_is_read_or_named(tmp_path, at):
    path = workbook(tmp_path / "a.xlsx", ("Answers", ROWS * 30, None))
    content = bytearray(path.read_bytes())
    content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)
    try:
        assert read_table(path).header
    except TableError as error:
        assert str(error).startswith("a.xlsx: ")


def test_odd_bytes_in_the_name_of_a_file_do_no_harm(tmp_path):
    path = tmp_path / os.fsdecode(b"atbildes\xff.csv")
    path.write_text("a,b\n1,2\n")
    assert read_table(path).name == "atbildes\N{REPLACEMENT CHARACTER}.csv"
    path.write_text("")
    said(path).encode()


def test_column_letters_are_those_of_spreadsheets():
    assert [column_letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_file_breaks_the_reader(content):
    try:
        table = table_of(content, "answers.csv")
    except ConsultError as error:
        assert str(error).startswith("answers.csv")
    else:
        assert all(len(row.cells) == len(table.header) for row in table.rows)


CELLS = st.one_of(
    st.text(max_size=5),
    st.sampled_from([" a ", "a\0", "e\u0301", "\u0301", "\ud800", "\u1100", "\u1161"]),
    st.floats(),
    st.booleans(),
)


@given(st.integers(1, 3).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5)))
def test_cells_looked_at_together_are_read_as_each_alone(rows):
    assert texts_of(rows) == [[cell_text(cell) for cell in row] for row in rows]
