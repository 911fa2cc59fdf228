"""Tables as people have them: every encoding, every separator, and files that are no tables."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import ConsultError, TableError
from consult.formats.encoding import decode
from consult.formats.table import Layout, column_letter, read_table

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
    import zipfile

    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    assert "unpacks to far more" in said(tmp_path / "bomb.xlsx")


def test_column_letters_are_those_of_spreadsheets():
    assert [column_letter(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_no_file_breaks_the_reader(content):
    class File(io.BytesIO):
        name = "answers.csv"

        def read_bytes(self):
            return content

        def stat(self):
            return type("Stat", (), {"st_size": len(content)})

    try:
        table = read_table(File())  # type: ignore[arg-type]
    except ConsultError as error:
        assert str(error).startswith("answers.csv")
    else:
        assert all(len(row.cells) == len(table.header) for row in table.rows)
