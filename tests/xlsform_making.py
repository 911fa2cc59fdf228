"""XLSForms for tests, written as tables of text: a line for each row, cells parted by |."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from consult.formats.xlsform import XlsForm, read

Rows = Sequence[Sequence[str]]


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def save(path: Path, sheets: dict[str, Rows]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, cell)
    return path


def form(folder: Path, survey: str, choices: str = "", settings: str = "") -> XlsForm:
    sheets = {"survey": cells(survey), "choices": cells(choices), "settings": cells(settings)}
    return read(save(folder / "form.xlsx", {title: rows for title, rows in sheets.items() if rows != [[""]]}))
