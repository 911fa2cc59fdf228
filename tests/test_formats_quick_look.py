"""The quick look at a sheet before it is read: how far it goes, how much stands in it."""

from __future__ import annotations

import re

import pytest

from consult.formats.tables import usual_sheet


@pytest.mark.parametrize("rows", [1, 9, 10, 99, 100_001, 999_999])
def test_the_quick_look_knows_near_rows_from_far_ones(rows):
    limit, near = usual_sheet.rows_up_to(rows)
    assert rows < limit <= 10 * rows + 10
    for number in (1, rows, limit - 1, limit, limit + 1, 10 * limit):
        assert bool(re.fullmatch(near, str(number).encode())) == (number < limit)


NEAR = [(1, b"Z"), (30, b"AZ"), (60, b"BZ"), (703, b"ZZZ")]
FAR = [(1, b"AA"), (30, b"BA"), (60, b"CA")]


@pytest.mark.parametrize(("columns", "letters", "near"), [(*case, True) for case in NEAR] + [(*case, False) for case in FAR])
def test_the_quick_look_knows_near_columns_from_far_ones(columns, letters, near):
    limit, pattern = usual_sheet.columns_up_to(columns)
    assert limit >= columns and bool(re.fullmatch(pattern, letters)) == near


def rows_of_cells(rows: int) -> bytes:
    return b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d" t="s"><v>2</v></c></row>' % (n, n, n) for n in range(1, rows + 1)
    )


@pytest.mark.parametrize("cell", [b'<c r="XFD7">', b'<c r="A99999999">', b"<c>", b"<x:c>", b"<c r='A1'>", b'<c\nr="A1">'])
def test_the_quick_look_sees_an_odd_cell_wherever_a_piece_ends(cell):
    sheet = rows_of_cells(3) + cell + b"<v>1</v></c>" + rows_of_cells(3)
    for at in range(len(sheet)):
        assert usual_sheet.quick_look(iter([sheet[:at], sheet[at:]])).area is None


def test_the_quick_look_counts_no_less_than_there_is():
    sheet = b"<sheetData>" + rows_of_cells(900) + b"</sheetData><cols/>"
    for size in (1, 7, 90, 5_000, len(sheet)):
        area = usual_sheet.quick_look(sheet[at : at + size] for at in range(0, len(sheet), size)).area
        assert area and area.rows > 900 and area.columns >= 2 and area.written <= 1800
    assert usual_sheet.quick_look(iter([sheet, b"<f>1</f>"])).formulas
