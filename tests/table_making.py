"""Small tables as bytes of XLSX, ODS and CSV files, whose parts can be changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import xlsxwriter

HEADER = ("area", "clients", "proposal")
ROW = ("Rīga", "5", "Vairāk autobusu")
XLS = Path(__file__).parent / "data/xlsform/xlsform__widgets.xls"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
Change = Callable[[bytes], bytes]


def workbook(rows: Iterable[Iterable[object]] = (HEADER, ROW), changes: Mapping[str, Change] = {}) -> bytes:
    """An XLSX file of `rows`, its parts changed afterwards."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("Answers")
    for at, cells in enumerate(rows):
        sheet.write_row(at, 0, cells)
    book.close()
    return with_parts(made.getvalue(), changes)


def with_parts(content: bytes, changes: Mapping[str, Change], further: int = 0) -> bytes:
    source, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, changes.get(name, bytes)(source.read(name)))
        for n in range(further):
            target.writestr(f"x{n}", b"")
    return made.getvalue()


def ods(rows: str) -> bytes:
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="T">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return made.getvalue()


def ods_row(cells: Iterable[str], times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def ods_cell(text: str, times: int = 1) -> str:
    repeated = f'table:number-columns-repeated="{times}"'
    if not text:
        return f"<table:table-cell {repeated}/>"
    return f'<table:table-cell {repeated} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


TWO_ROWS = ods_row(map(ods_cell, HEADER)) + ods_row(map(ods_cell, ROW))


def csv(*lines: str) -> bytes:
    return "\n".join((",".join(HEADER), *lines)).encode()


GOOD_LINE = ",".join(ROW)
