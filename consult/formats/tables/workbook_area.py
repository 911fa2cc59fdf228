"""How large an area the cells of a workbook span, found out before any of it is unfolded.

A cell far away from the table, or a row that is said to repeat a million times, makes a file of a few kilobytes span
billions of cells, and the library that reads workbooks lays out every one of them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator

from consult.errors import TableError
from consult.formats.tables.usual_sheet import Area, Look, quick_look, unpacked
from consult.i18n import _, number

_MOST_CELLS = 60_000_000
_MOST_BLANKS = 8_000_000
"""A sheet may be as sparse as it likes up to here: seven columns down to the last row."""
_SPARSEST = 50
_MOST_SHEETS = 500
_MOST_SPACES = 10_000_000
_MOST_REPEATED = 200_000
_ATTRIBUTES = rb"""((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>"""
_PREFIX = rb"""<(?:[^\s<>/:"'=!?]+:)?"""
_CELL = re.compile(_PREFIX + rb"c(?=[\s/>])" + _ATTRIBUTES)
_CELL_OPENS = re.compile(_PREFIX + rb"c[\s/>]")
_ROW_OPENS = re.compile(_PREFIX + rb"row[\s/>]")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{1,9})(\d{1,12})["']""", re.MULTILINE)
_NO_ELEMENT = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_PART = re.compile(rb"""\sTarget\s*=\s*["'](?:/xl/)?([^"']*sheets/[^"']*)["']""", re.IGNORECASE)
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])" + _ATTRIBUTES)
_ODS_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']([^"']*)["']""")
_ODS_VALUE = re.compile(rb"office:[a-z-]*value")
_ODS_SPACES = re.compile(rb"""text:c\s*=\s*["']([^"']*)["']""")


def refuse_vast_area(archive: zipfile.ZipFile, name: str) -> bool:
    """Raises TableError where a sheet of the XLSX or ODS file `archive` spans far more cells than anybody filled.

    Returns whether any sheet of an XLSX may hold formulas.
    """
    parts = archive.namelist()
    if "content.xml" in parts:
        refuse_vast(_ods_areas(_whole(archive, "content.xml"), name), name)
        return False
    if any(part.lower().endswith("workbook.bin") for part in parts):
        raise TableError(_("workbooks of the kind XLSB are not read"), _("save it as XLSX"), place=name)
    _refuse_shared_sheets(archive, name)
    formulas: list[bool] = []
    bounds: list[int] = []

    def areas() -> Iterator[Area]:
        for part in filter(_may_be_sheet, parts):
            look = quick_look(unpacked(archive, part))
            formulas.append(look.formulas)
            near = _near(look, bounds)
            if near:
                bounds.append(near.rows * near.columns)
            yield near or _sheet_area(_whole(archive, part), name)

    refuse_vast(areas(), name)
    return any(formulas)


def refuse_vast(areas: Iterable[Area], name: str) -> None:
    """Raises TableError where one of `areas`, or all together, are too large to lay out."""
    total = 0
    for area in areas:
        cells = area.rows * area.columns
        total += cells
        if area.filled > max(_MOST_REPEATED, _SPARSEST * area.written):
            raise TableError(
                _("a sheet repeats the same cells {n} times").format(n=number(area.filled)),
                _("delete the rows that only repeat others, or export the answers as CSV"),
                place=name,
            )
        if total > _MOST_CELLS or (cells > _MOST_BLANKS and cells > _SPARSEST * area.written):
            raise TableError(
                _("a sheet spans {rows} rows and {columns} columns, nearly all of them blank").format(
                    rows=number(area.rows), columns=number(area.columns)
                )
                if cells > _SPARSEST * area.written
                else _("the workbook has {n} cells").format(n=number(total)),
                _("delete stray cells far below and beside the table, or export the answers as CSV"),
                place=name,
            )


def damaged(name: str) -> TableError:
    """What is raised where the workbook `name` is no whole one."""
    return TableError(_("the workbook is damaged or cut short"), _("save or send it once more"), place=name)


def _whole(archive: zipfile.ZipFile, part: str) -> bytes:
    return b"".join(unpacked(archive, part))


def _may_be_sheet(part: str) -> bool:
    """Any XML in the workbook may be called a sheet by it; what never is one is known by its name."""
    return not re.search(r"(?i)\.rels$|(^|/)(sharedStrings|styles|workbook|theme\d*)\.xml$|/media/", part)


def _refuse_shared_sheets(archive: zipfile.ZipFile, name: str) -> None:
    """A thousand sheets that are all the same part would each be read anew."""
    relations = [part for part in archive.namelist() if part.lower() == "xl/_rels/workbook.xml.rels"]
    parts = [part.lower() for relation in relations for part in _PART.findall(_whole(archive, relation))]
    books = [part for part in archive.namelist() if part.lower() == "xl/workbook.xml"]
    sheets = sum(len(re.findall(_PREFIX + rb"sheet\s", _whole(archive, book))) for book in books)
    if len(set(parts)) < len(parts) or sheets > max(len(parts), 1) or sheets > _MOST_SHEETS:
        raise TableError(
            _("the workbook has {n} sheets, more than it holds tables").format(n=number(sheets)),
            _("export the answers as CSV"), place=name,
        )  # fmt: skip


def _near(look: Look, before: Iterable[int]) -> Area | None:
    """The bounds that a quick look told, if they are near enough to need no closer look; `before` are those of other sheets."""
    area = look.area
    cells = area.rows * area.columns if area else 0
    near = area and cells <= max(_MOST_BLANKS, _SPARSEST * area.written) and sum(before, cells) <= _MOST_CELLS // 2
    return area if near else None


def _sheet_area(xml: bytes, name: str) -> Area:
    """The area of an XLSX sheet. Cells may leave out where they stand; then they follow each other."""
    if b"<!" in xml or xml.count(b"<?") > 1:
        xml = _NO_ELEMENT.sub(b"", xml)
    attributes = _CELL.findall(xml)
    if len(attributes) != len(_CELL_OPENS.findall(xml)):
        raise damaged(name)
    filled = [text for text in attributes if not text.endswith(b"/")]
    references = _REFERENCE.findall(b"\n".join(text.replace(b"\n", b" ") if b"\n" in text else text for text in filled))
    rows = max(map(int, {row for _letters, row in references}), default=0)
    columns = max(map(_column, {letters for letters, _row in references}), default=0)
    if len(references) < len(filled):
        rows += len(_ROW_OPENS.findall(xml))
        columns += max((len(_CELL_OPENS.findall(row)) for row in _ROW_OPENS.split(xml)), default=0)
    return Area(rows, columns, len(filled))


def _column(letters: bytes) -> int:
    """The number of a column, from 1."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + letter - 64
    return found


def _ods_areas(content: bytes, name: str) -> Iterator[Area]:
    """The areas of the sheets of an ODS file, each row and cell as often as it says it is repeated."""
    if sum(_times(text, name) for text in _ODS_SPACES.findall(content)) > _MOST_SPACES:
        raise TableError(_("the workbook unpacks to far more than it holds"), _("export the answers as CSV"), place=name)
    if b"<!" in content:
        content = _NO_ELEMENT.sub(b"", content)
    for sheet in re.split(rb"<table:table(?=[\s/>])", content)[1:]:
        yield _ods_area(sheet, name)


def _ods_area(sheet: bytes, name: str) -> Area:
    height = last = width = written = filled = 0
    for row in re.split(rb"<table:table-row(?=[\s/>])", sheet)[1:]:
        start, _end, cells = row.partition(b">")
        repeated = _ODS_REPEATED.search(start)
        times = _times(repeated[1], name) if repeated else 1
        height += times
        columns, there, unfolded = _ods_row(cells, name)
        if columns:
            last, width = height, max(width, columns)
            written, filled = written + there, filled + unfolded * times
    return Area(last, width, written, filled)


def _ods_row(cells: bytes, name: str) -> tuple[int, int, int]:
    """The column of the last filled cell, from 1; how many filled cells are written out; and how many that makes."""
    at = last = written = filled = 0
    found = _ODS_CELL.findall(cells)
    if len(found) != cells.count(b"<table:table-cell") + cells.count(b"<table:covered-table-cell"):
        raise damaged(name)
    for attributes in found:
        repeated = _ODS_REPEATED.search(attributes) if b"repeated" in attributes else None
        times = _times(repeated[1], name) if repeated else 1
        at += times
        if not attributes.endswith(b"/") or (b"value" in attributes and _ODS_VALUE.search(attributes)):
            last, written, filled = at, written + 1, filled + times
    return last, written, filled


def _times(text: bytes, name: str) -> int:
    if not text.isdigit() or len(text) > 12:
        raise damaged(name)
    return int(text)
