"""Hostile files at every door: refused in a moment, with place and way out, and nothing is changed."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from table_making import (
    BOOK,
    GOOD_LINE,
    HEADER,
    ROW,
    SHEET,
    STRINGS,
    TWO_ROWS,
    XLS,
    csv,
    ods,
    ods_cell,
    ods_row,
    with_parts,
    workbook,
)

from consult.errors import ConsultError
from consult.formats import survey_yaml
from consult.formats.limesurvey.vv import read_vv
from consult.formats.list_csv import read_list
from consult.formats.tables.table import read_table, table_of
from consult.service import defining
from consult.service.exchange import exchanging
from consult.service.register import registering

QUICK = 1.0  # seconds of this process, beyond the reading of an honest file


def refused(call: Callable[[], object]) -> str:
    """What a person is told; the time that it takes to find out is part of the promise."""
    began = time.process_time()
    with pytest.raises(ConsultError) as caught:
        call()
    assert time.process_time() - began < QUICK
    told = str(caught.value)
    assert len(told) < 20_000
    assert all(problem.place or problem.fault.startswith("and ") for problem in caught.value.problems)
    return told


def in_sheet(xml: str) -> bytes:
    """A workbook with `xml` after its rows."""
    return workbook(changes={SHEET: lambda part: part.replace(b"</sheetData>", xml.encode() + b"</sheetData>")})


def far_cell(reference: str, row: str) -> bytes:
    return in_sheet(f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>far</t></is></c></row>')


def with_entities(part: bytes) -> bytes:
    head, _end, rest = part.partition(b"?>")
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    told = rest.replace(b"Answers", b"&e9;").replace(b"area", b"&e9;")
    return head + b'?><!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]>" + told


def lying(content: bytes, part: str, size: int) -> bytes:
    """The archive with another size of `part` in its directory."""
    changed, at = bytearray(content), 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        if changed[at + 46 : at + 46 + len(part)] == part.encode():
            changed[at + 24 : at + 28] = struct.pack("<I", size)
        at += 4
    return bytes(changed)


def old_workbook(row: int, column: int) -> bytes:
    """An XLS file whose last text stands in another cell."""
    content = bytearray(XLS.read_bytes())
    struct.pack_into("<HH", content, content.rindex(b"\xfd\x00\x0a\x00") + 4, row, column)
    return bytes(content)


TABLES: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "a far cell": (far_cell("XFD1048576", "1048576"), "spans 1,048,576 rows and 16,384 columns"),
    "a cell beyond all sheets": (far_cell("ZZZZZZ4000000000", "4000000000"), "nearly all of them blank"),
    "rows without numbers": (in_sheet("<row/>" * 900_000 + "<row>" + "<c><v>1</v></c>" * 900 + "</row>"), "nearly all of"),
    "a tag inside an attribute": (in_sheet('<row><c a="<" r="XFD1048576"><v>1</v></c></row>'), "damaged"),
    "a thousand sheets that are one": (
        workbook(changes={BOOK: lambda part: part.replace(b"<sheets>", b"<sheets>" + b'<sheet name="x" r:id="rId1"/>' * 1000)}),
        "1,001 sheets",
    ),
    "strings of gigabytes": (lying(workbook(), STRINGS, 4_000_000_000), "unpacks to far more"),
    "a directory that lies": (
        lying(workbook(changes={SHEET: lambda part: part + b" " * 30_000_000}), SHEET, 900),
        "damaged or cut short",
    ),
    "entities in a sheet": (workbook(changes={STRINGS: with_entities}), "cannot be read"),
    "entities in the workbook": (workbook(changes={BOOK: with_entities}), "cannot be read"),
    "a workbook cut in half": (workbook()[:3000], "damaged or cut short"),
    "a workbook with a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "an archive of 60,000 parts": (
        lambda: with_parts(workbook(), {}, further=60_000),
        "damaged or cut short",
    ),
    "an archive in an archive": (with_parts(workbook(), {}).replace(b"xl/workbook", b"xl/walkbook"), "cannot be read"),
    "a binary workbook": (workbook().replace(b"xl/workbook.xml", b"xl/workbook.bin"), "XLSB"),
    "10,000 columns": (workbook([[f"q{n}" for n in range(10_000)], range(10_000)]), "10,000 columns: keep at most 5,000"),
    "a cell of a megabyte": (
        workbook(changes={STRINGS: lambda part: part.replace("Vairāk autobusu".encode(), b"x" * 1_000_000)}),
        "row 2, column C",
    ),
    "ODS: rows repeated": (
        ods(ods_row(map(ods_cell, HEADER)) + ods_row(map(ods_cell, ROW), 1_048_576)),
        "repeats the same cells",
    ),
    "ODS: columns repeated": (ods(TWO_ROWS + ods_row([ods_cell("x", 16_384)])), "16,384 columns"),
    "ODS: both repeated": (ods(TWO_ROWS + ods_row([ods_cell("x", 16_384)], 1_048_576)), "repeats the same cells"),
    "ODS: blanks before a word": (ods(TWO_ROWS + ods_row([ods_cell("", 10**9), ods_cell("x")])), "nearly all of them blank"),
    "ODS: blank rows before a word": (ods(TWO_ROWS + ods_row([ods_cell("")], 10**9) + TWO_ROWS), "nearly all of them blank"),
    "ODS: two billion spaces": (ods(TWO_ROWS + ods_row([ods_cell('a<text:s text:c="2000000000"/>')])), "unpacks to far more"),
    "ODS: times that are no number": (ods(TWO_ROWS.replace('"1"', '"-1"')), "damaged"),
    "XLS: a far cell": (old_workbook(65_535, 65_535), "spans 65,536 rows and 65,536 columns"),
    "XLS: cut in the middle": (XLS.read_bytes()[:20_000], "cannot be read"),
    "XLS: only its header": (XLS.read_bytes()[:512], "cannot be read"),
    "CSV: 10,000 columns": (",".join(f"q{n}" for n in range(10_000)).encode() + b"\n" + b"x," * 9_999 + b"x\n", "10,000 columns"),
    "CSV: one line of millions of cells": (lambda: b"a," * 10_000_000, "the line has 10,000,001 cells"),
    "CSV: one line of megabytes": (lambda: b"a" * 20_000_000, "over 5,000,000 characters"),
    "CSV: one line of 100 megabytes": (lambda: b"a" * 100_000_000, "t.csv:1: a cell that begins here holds over 5,000,000"),
    "CSV: a cell of a megabyte": (csv(f"Rīga,5,{'x' * 1_000_000}"), "row 2, column C: the cell holds 1,000,000 characters"),
    "CSV: NUL": (csv("Rīga,5,Vair\0āk"), "not text that can be read"),
    "CSV: an open quotation mark": (csv('Rīga,5,"Vairāk', *[GOOD_LINE] * 9), "row 2: a quotation mark opens here"),
    "CSV: closed far below": (
        b"a,b,c,d\n" + b'1,"2,3,4\n' + b"1,2,3,4\n" * 9 + b'1,2",3,4\n',
        "row 2: a quotation mark opens here",
    ),
    "CSV: two encodings": (csv(GOOD_LINE) + "\nRīga,5,šķērslis\n".encode("cp1257") + csv(), "t.csv:3: this line is in another"),
    "CSV: cut within a letter": (csv(GOOD_LINE, "Rīga,5,Vairā")[:-1], "t.csv:3: this line is in another"),
    "CSV: headers alike": ("Area,area,ĀREA\n1,2,3\n".encode(), "columns A and B are both called"),
    "CSV: nothing": (b"", "the table is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_hostile_tables(name):
    content, fault = TABLES[name]
    content = content() if callable(content) else content
    told = refused(lambda: table_of(content, "t.csv"))
    assert told.startswith("t.csv") and fault in told


@pytest.mark.parametrize("content", [workbook(), ods(TWO_ROWS), csv(GOOD_LINE)], ids=["xlsx", "ods", "csv"])
def test_honest_tables_are_read(content):
    table = table_of(content, "t.csv")
    assert (table.header, table.rows[0].cells) == (HEADER, ROW)


def test_an_honest_workbook_may_have_blank_columns_and_formats_down_to_its_end():
    below = '<row r="1048576" ht="12"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    assert len(table_of(in_sheet(below), "t.xlsx").rows) == 1
    trailing = ods_row([ods_cell("", 16_384)], 1_048_574)
    assert len(table_of(ods(TWO_ROWS + trailing), "t.ods").rows) == 1


def test_formulas_external_links_and_names_are_text_and_values():
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    book.define_name("Evil", "='[1]Other'!$A$1")
    sheet.write_row(0, 0, HEADER)
    sheet.write_formula(1, 0, "='[other.xlsx]S'!A1", None, "Rīga")
    sheet.write_formula(1, 2, "=cmd|'/c calc'!A1", None, "=cmd|'/c calc'!A1")
    book.close()
    assert table_of(made.getvalue(), "t.xlsx").rows[0].cells == ("Rīga", "", "=cmd|'/c calc'!A1")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig", "cp1257"])
def test_encodings_without_a_mark(encoding):
    content = csv(*[GOOD_LINE] * 5).decode().encode(encoding)
    assert table_of(content, "t.csv").rows[0].cells == ROW


SURVEY = "consult: 1\nsurvey: s\nlanguages: [lv]\ntitle: T\n"
QUESTIONS = SURVEY + "pages:\n- questions:\n  - {code: q0, type: text, ask: a}\n"


def asked_if(expression: str) -> str:
    return f'{QUESTIONS}  - {{code: q1, type: text, ask: a, show_if: "{expression}"}}\n'


SURVEYS = {
    "deep": (SURVEY + "pages: " + "[" * 10_000 + "]" * 10_000, "s.yaml:5: anchors and very deep nesting"),
    "deep in blocks": (SURVEY + "pages:\n" + "".join(" " * n + "a:\n" for n in range(1, 1_500)), "very deep nesting"),
    "deep in lines": (SURVEY + "pages:\n  " + "- " * 20_000 + "x\n", "s.yaml:6: anchors and very deep nesting"),
    "anchors": (SURVEY + "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "anchors"),
    "an anchor within itself": (SURVEY + "pages: &a [*a]\n", "anchors"),
    "a million keys": (SURVEY + "k: 1\n" * 300_000, "over 60,000 values"),
    "a million commas": (SURVEY + "pages: [" + "a," * 900_000 + "]\n", "over 60,000 values"),
    "a tag of Python": (SURVEY + 'pages: !!python/object/apply:os.system ["true"]\n', "the survey asks nothing"),
    "10,000 questions": (
        QUESTIONS + "".join(f"  - {{code: a{n}, type: text, ask: a}}\n" for n in range(9_999)),
        "10,000 questions",
    ),
    "an expression of 100 kB": (asked_if(" or ".join(["q0 == 'x'"] * 8_000)), "s.yaml:8: show_if: the expression is too long"),
    "an expression 10,000 deep": (asked_if("(" * 10_000 + "q0" + ")" * 10_000), "s.yaml:8: show_if"),
    "an expression nested within its length": (asked_if("(" * 900 + "q0" + ")" * 900), "s.yaml:8: show_if"),
    "not not not": (asked_if("not " * 400 + "q0"), "s.yaml:8: show_if"),
    "a pattern without end": (asked_if("matches(q0, '(a+)+$')"), "might run for ever"),
    "another one": (asked_if("matches(q0, '(.*a){25}')"), "might run for ever"),
    "a repeat without end": (
        QUESTIONS + "  - {code: r, type: repeat, max: 999999999, ask: a, fields: [{code: f, type: text, ask: a}]}\n",
        "there are only 50",
    ),
    "a scale without end": (QUESTIONS + "  - {code: r, type: scale, from: 1, to: 1000000000, ask: a}\n", "does not run from"),
    "numbers that are none": (QUESTIONS + "  - {code: r, type: number, min: nan, max: 1e400, ask: a}\n", "must be a number"),
    "codes alike": (
        QUESTIONS + "  - {code: r, type: single, ask: a, choices: [{code: a, lv: x}, {code: ā, lv: z}]}\n",
        "easily mistaken for one another",
    ),
    "a control character": (SURVEY + "intro: \a\n", "this is not well-formed YAML (unacceptable character"),
}  # fmt: skip


@pytest.mark.parametrize("name", SURVEYS)
def test_hostile_surveys(tmp_path, name):
    text, fault = SURVEYS[name]
    path = tmp_path / "s.yaml"
    path.write_text(text, "utf-8")
    told = refused(lambda: survey_yaml.read_file(path))
    assert told.startswith("s.yaml") and fault in told


def test_of_very_many_faults_the_first_are_told(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(SURVEY + "".join(f"k{n}: 1\n" for n in range(1_000)), "utf-8")
    with pytest.raises(ConsultError) as caught:
        survey_yaml.read_file(path)
    assert len(caught.value.problems) == 101
    assert str(caught.value.problems[-1]) == "and 901 more problems"


def test_a_repeat_of_fifty_times_two_hundred_fields_is_read(tmp_path):
    fields = "".join(f"    - {{code: f{n}, type: text, ask: a}}\n" for n in range(200))
    path = tmp_path / "s.yaml"
    path.write_text(QUESTIONS + "  - code: r\n    type: repeat\n    max: 50\n    ask: a\n    fields:\n" + fields, "utf-8")
    assert len(survey_yaml.read_file(path).questions[1].parts) == 200


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([f"{code}{n},x" for n in range(3_000) for code in ("a", "A", "ā")], "easily mistaken"),
        ([f"c{n},x" for n in range(100_000)], "the list has 100,000 choices: keep at most 10,000"),
        (['a,"x', *["b,y"] * 9], "a quotation mark opens here"),
    ],
)
def test_hostile_lists(tmp_path, lines, fault):
    path = tmp_path / "l.csv"
    path.write_text("\n".join(("code,label_lv", *lines)), "utf-8")
    began = time.process_time()
    problems = read_list(path, ("lv",)).problems
    assert time.process_time() - began < QUICK
    assert 0 < len(problems) <= 51 and fault in str(problems[0]) and problems[0].place.startswith("l.csv")


def dump(folder: Path) -> list[str]:
    database = sqlite3.connect(folder / "consult.db")
    try:
        return list(database.iterdump())
    finally:
        database.close()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and "consult.db" not in path.name
    }


def odd_files(tmp_path: Path) -> list[Path]:
    """What is no file: a folder, a pipe, a device, and links to nothing and in a ring."""
    named = {name: tmp_path / name for name in ("folder", "pipe", "device", "nothing", "ring")}
    named["folder"].mkdir()
    os.mkfifo(named["pipe"])
    named["device"].symlink_to("/dev/zero")
    named["nothing"].symlink_to(tmp_path / "nowhere")
    named["ring"].symlink_to(named["ring"])
    return list(named.values())


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of Unix")
def test_what_is_no_file_is_refused_at_once(tmp_path):
    for path in odd_files(tmp_path):
        assert str(path) in refused(lambda path=path: read_table(path))
        assert str(path) in refused(lambda path=path: survey_yaml.read_file(path))
        assert str(path) in refused(lambda path=path: read_vv(path))


@pytest.mark.parametrize("name", ["a far cell", "ODS: both repeated", "CSV: two encodings", "CSV: 10,000 columns"])
def test_a_refused_file_changes_nothing(consultation, folder, tmp_path, name):
    content, fault = TABLES[name]
    (folder / "mappings/needs.yaml").write_text("consult: 1\nsurvey: needs\ncolumns:\n- {column: area, question: area}\n")
    path = tmp_path / "t.csv"
    path.write_bytes(content)  # type: ignore[arg-type]
    before = dump(folder), files(folder)
    assert fault in refused(lambda: exchanging.import_table(consultation, path, "needs"))
    assert fault in refused(lambda: registering.import_people(consultation, path))
    assert (dump(folder), files(folder)) == before


@pytest.mark.parametrize("column", ["question: gone", "question: need, row: gone", "question: area, part: gone"])
def test_a_mapping_to_a_question_that_is_there_no_more(consultation, folder, tmp_path, column):
    mapping = folder / "mappings/needs.yaml"
    mapping.write_text(f"consult: 1\nsurvey: needs\ncolumns:\n- {{column: area, {column}}}\n", "utf-8")
    path = tmp_path / "t.csv"
    path.write_text("area\nRīga\n", "utf-8")
    before = dump(folder), files(folder)
    refused(lambda: exchanging.import_table(consultation, path, "needs"))
    assert (dump(folder), files(folder)) == before


@pytest.mark.long
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("after", [0.7, 1.5, 2.5])
def test_an_import_that_is_broken_off_leaves_the_database_as_it_was(folder, tmp_path, kind, after):
    path = tmp_path / "t.csv"
    path.write_bytes(csv(*[f"Rīga,{n},Vairāk autobusu {n}" for n in range(60_000)]))
    before = dump(folder)
    command = [sys.executable, "-m", "consult", "--dir", str(folder), "responses", "import", str(path)]
    heeded = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731 - ignored where tests run in the background
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=heeded) as running:
        time.sleep(after)
        assert running.poll() is None
        running.send_signal(kind)
        said = running.communicate()[1].decode()
    assert "Traceback" not in said and dump(folder) == before


EVIL = "\x1b]0;owned\x07\u202e=cmd|'/c calc'!A1 \U0001f600"


def test_what_a_terminal_would_obey_does_not_reach_it(folder, consult):
    path = folder / "surveys/evil.yaml"
    told = EVIL.replace("\x1b", "\\e").replace("\x07", "\\a").replace("\u202e", "\\u202e")
    path.write_text(
        SURVEY.replace("survey: s", "survey: evil") + f'pages:\n- questions:\n  - {{code: q, type: text, ask: "{told}"}}\n'
    )
    for command in (
        ["survey", "check", str(path)],
        ["survey", "show", str(path)],
        ["survey", "publish", "evil"],
        ["survey", "list"],
    ):
        said = consult("--dir", str(folder), *command)
        assert said.exit_code == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(said.output)


def test_a_published_survey_may_be_longer_than_what_people_write(consultation, folder):
    (folder / "lists/all.csv").write_text("code,label_lv\n" + "".join(f"c{n},x{n}\n" for n in range(2_000)), "utf-8")
    choice = "  - {code: c, type: single, list: all, ask: a}\n"
    path = folder / "surveys/s.yaml"
    path.write_text(QUESTIONS.replace("title: T\n", "title: T\nlists: {all: lists/all.csv}\n") + choice, "utf-8")
    defining.publish(consultation, defining.read_file(path))
    assert len(defining.current(consultation, "s").questions[1].choices) == 2_000
