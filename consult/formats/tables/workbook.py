"""A sheet of a workbook (XLSX, XLS, ODS) to lines of cells."""

from __future__ import annotations

import gc
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from consult.errors import TableError
from consult.formats.tables.cell_texts import cell_text, texts_of
from consult.formats.tables.old_workbook import old_areas
from consult.formats.tables.packed_lines import Line
from consult.formats.tables.workbook_area import damaged, refuse_vast, refuse_vast_area
from consult.i18n import _, ngettext, quoted

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_LARGEST_UNPACKED = 1_000_000_000
_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MOST_PARTS = 5_000
_PART_BEGINS = b"PK\x01\x02"  # in the directory of the archive
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNSAVED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one sheet and how they were read."""

    lines: Sequence[Line]
    how: str
    notes: tuple[str, ...] = ()
    unsaved: dict[int, str] = field(default_factory=dict)
    """Row → the first cell in it that holds a formula without a value."""
    typed: bool = True
    """Whether figures are as a spreadsheet keeps them; off where all is text."""


def is_workbook(content: bytes) -> bool:
    """Whether `content` begins as XLSX, ODS or XLS files do."""
    return content.startswith(_MARKS)


@contextmanager
def no_collection() -> Iterator[None]:
    """Millions of new cells hold no cycles: looking through them for garbage again and again takes as long as making them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@no_collection()
def read_sheet(content: bytes, name: str, sheet: str = "") -> Sheet:
    """The sheet called `sheet`, else the largest one. Raises TableError where the workbook cannot be read."""
    with _reading(content, name) as look:
        return _sheet(content, name, sheet, look)


def read_all_sheets(content: bytes, name: str) -> dict[str, list[Line]]:
    """All sheets of a workbook by their names, every figure as it is typed. Raises TableError as `read_sheet` does."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with _reading(content, name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [meta.name for meta in workbook.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet] or workbook.sheet_names
        return {title: _typed_lines(workbook.get_sheet_by_name(title)) for title in names}


def beginnings_of_sheets(content: bytes, name: str, most: int = 12) -> dict[str, list[list[str]]]:
    """The first `most` rows of every sheet by its name; nothing where there is one sheet. Raises TableError as `read_sheet`."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    if _has_one_sheet(content):
        return {}
    with _reading(content, name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [meta.name for meta in workbook.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet] or workbook.sheet_names
        if len(names) < 2:
            return {}
        sheets = ((title, workbook.get_sheet_by_name(title).to_python(nrows=most, skip_empty_area=False)) for title in names)
        return {title: texts_of(rows) for title, rows in sheets}


def _has_one_sheet(content: bytes) -> bool:
    """Whether an XLSX holds one sheet, told without unpacking it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(part.startswith("xl/worksheets/") and part.endswith(".xml") for part in archive.namelist()) == 1
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _typed_lines(sheet: CalamineSheet) -> list[Line]:
    rows = sheet.to_python(skip_empty_area=False)
    return [(n, [_typed_text(value) for value in row]) for n, row in enumerate(rows, 1)]


def _typed_text(value: object) -> str:
    return repr(value) if isinstance(value, float) and not value.is_integer() else cell_text(value)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look into a workbook told before it was laid out."""

    unreadable: TableError
    """What to tell where it cannot be read after all."""
    formulas: bool


@contextmanager
def _reading(content: bytes, name: str) -> Iterator[_Look]:
    """Whatever goes wrong inside the block is told as a TableError."""
    _refuse_bomb(content, name)
    if not content.startswith(b"PK") and _ENCRYPTED in content:
        raise TableError(_("the workbook has a password"), _("save it without one, or export the answers as CSV"), place=name)
    formulas = _refuse_vast(content, name)
    unreadable = TableError(
        _("the workbook cannot be read"), _("open it in a spreadsheet program and save it again as XLSX"), place=name
    )
    from python_calamine import CalamineError

    try:
        yield _Look(unreadable, formulas)
    except (CalamineError, OSError, ValueError) as error:
        raise unreadable from error
    except TableError:
        raise
    except BaseException as error:  # calamine is written in Rust: a panic is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable from None


def _sheet(content: bytes, name: str, sheet: str, look: _Look) -> Sheet:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = [meta.name for meta in workbook.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet] or workbook.sheet_names
    if sheet and sheet not in names:
        raise TableError(
            _("there is no sheet {sheet}").format(sheet=quoted(sheet)),
            _("use one of {sheets}").format(sheets=", ".join(names)),
            place=name,
        )
    sheets = {title: workbook.get_sheet_by_name(title) for title in ([sheet] if sheet else names)}
    chosen = sheet or max(sheets, key=lambda title: sheets[title].height * min(sheets[title].width, 50), default="")
    if not chosen:
        raise look.unreadable
    rows = texts_of(sheets[chosen].to_python(skip_empty_area=False))
    _fill_merged(rows, sheets[chosen])
    return Sheet(
        list(enumerate(rows, 1)),
        _("workbook, sheet {sheet}").format(sheet=quoted(chosen)),
        _alike(workbook, sheets[chosen], chosen, [title for title in names if title != chosen]),
        _unsaved_formulas(content, chosen, name) if look.formulas else {},
    )


def _alike(workbook: CalamineWorkbook, sheet: CalamineSheet, chosen: str, others: Sequence[str]) -> tuple[str, ...]:
    """A note on the sheets that seem to hold more of the same table."""

    def headers(sheet: CalamineSheet) -> set[tuple[str, ...]]:
        rows = sheet.to_python(nrows=10)
        texts = [tuple(str(cell).strip() for cell in row) for row in rows if all(isinstance(cell, str) for cell in row)]
        return {cells for cells in texts if sum(map(bool, cells)) > 1}

    if not others:
        return ()
    known = headers(sheet)
    alike = [quoted(title) for title in others if headers(workbook.get_sheet_by_name(title)) & known]
    if not alike:
        return ()
    told = ngettext(
        "Of several sheets with the same columns, {sheet} was read; {others} was left out.",
        "Of several sheets with the same columns, {sheet} was read; {others} were left out.",
        len(alike),
    )
    return (told.format(sheet=quoted(chosen), others=", ".join(alike)),)


def _fill_merged(rows: list[list[str]], sheet: CalamineSheet) -> None:
    """Words in a cell that is merged over several rows hold for all of them. Figures do not: they would count again."""
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        words = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if any(letter.isalpha() for letter in words):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = row[left] or words


def _refuse_bomb(content: bytes, name: str) -> None:
    """A workbook of a few kilobytes may unpack to gigabytes: look before unpacking."""
    if not content.startswith(b"PK"):
        return
    if content.count(_PART_BEGINS) > _MOST_PARTS:  # listing them all would take longer than counting
        raise damaged(name)
    try:
        size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise damaged(name) from None
    if size > _LARGEST_UNPACKED or (size > 50_000_000 and size > 200 * len(content)):
        raise TableError(_("the workbook unpacks to far more than it holds"), _("export the answers as CSV"), place=name)


def _refuse_vast(content: bytes, name: str) -> bool:
    """What spans billions of cells ends the whole program when it is laid out: look before.

    Returns whether the workbook may hold formulas without a value.
    """
    if not content.startswith(b"PK"):
        refuse_vast(old_areas(content, name), name)
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return refuse_vast_area(archive, name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, KeyError, OSError, ValueError, struct.error):
        raise damaged(name) from None


def _unsaved_formulas(content: bytes, sheet: str, name: str) -> dict[int, str]:
    """Formulas of an XLSX sheet that were never calculated, and so have no value to read: row → cell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = _part_of(archive, sheet)
            xml = archive.read(part) if part in archive.namelist() else b""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise damaged(name) from None
    found: dict[int, str] = {}
    for cell in _UNSAVED.finditer(xml):
        found.setdefault(int(cell[2]), (cell[1] + cell[2]).decode("ascii"))
    return found


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file inside the workbook that holds the sheet; empty where the workbook does not say."""
    try:
        sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter()
        relation = next((node.get(f"{_OFFICE}id") for node in sheets if _is(node, "sheet") and node.get("name") == sheet), None)
        parts = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")).iter()
    except (KeyError, ElementTree.ParseError):
        return ""
    target = next((node.get("Target") for node in parts if relation and node.get("Id") == relation), None) or ""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _is(node: ElementTree.Element, tag: str) -> bool:
    return node.tag.rpartition("}")[2] == tag
