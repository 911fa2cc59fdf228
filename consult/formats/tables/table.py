"""A table of answers as it lies in a file: CSV, TSV, XLSX, XLS or ODS to a header and rows of text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats.encoding import foreign_kind
from consult.formats.tables.delimited_text import Line, text_lines
from consult.formats.tables.header_rows import column_letter, named_once, split_header
from consult.formats.tables.tail_rows import without_tail
from consult.formats.tables.workbook import Sheet, is_workbook, read_sheet
from consult.i18n import _, ngettext, number
from consult.model.checking import LONGEST_TEXT, normalise

MOST_COLUMNS = 5_000
LARGEST_FILE = 500_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of answers with its number in the file, counted from 1 as spreadsheets do."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of answers: `header[i]` names `cells[i]` of every row. All cells are text, empty where nothing stands."""

    name: str
    sha256: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    how: str
    """How the file was read, such as „CSV, utf-8, ;”."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known beforehand of how a table is laid out; empty and 0 mean: find out."""

    sheet: str = ""
    header: int = 0
    """The row of the header, counted from 1."""
    delimiter: str = ""
    encoding: str = ""
    number_duplicates: bool = False
    """True: a second column „X” becomes „X (2)” instead of being refused."""


def read_table(path: Path, layout: Layout | None = None) -> Table:
    """The table in the file at `path`.

    Raises TableError, with all faulty rows named, where the file is missing, empty, no table, or has rows longer than
    its header, headers that are alike, or cells over 32,767 characters.
    """
    layout = layout or Layout()
    content = _content(path)
    name = normalise(path.name)
    if is_workbook(content):
        sheet = read_sheet(content, name, layout.sheet)
    else:
        sheet = Sheet(*text_lines(content, name, layout.delimiter, layout.encoding))
    lines = [(n, cells) for n, cells in sheet.lines if any(cells)]
    if not any(letter.isalnum() for _n, cells in lines for cell in cells for letter in cell):
        raise TableError(_("the table is empty"), _("check that this is the right file and sheet"), place=name)
    header, below = split_header(lines, layout.header, name)
    answers, left_out = without_tail(below)
    _refuse_unsaved_formulas(sheet, answers, name)
    titles, rows, notes = _with_header(name, header, answers, layout)
    return Table(name, hashlib.sha256(content).hexdigest(), titles, rows, sheet.how, (*sheet.notes, *left_out, *notes))


def _content(path: Path) -> bytes:
    place = normalise(str(path))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableError(_("the file is larger than 500 MB"), _("split it"), place=normalise(path.name))
        content = path.read_bytes()
    except IsADirectoryError:
        raise TableError(_("this is a folder, not a table"), _("name a file in it"), place=place) from None
    except FileNotFoundError:
        raise TableError(_("there is no such file"), _("check its name"), place=place) from None
    except OSError as error:
        raise TableError(_("the file cannot be read ({reason})").format(reason=error.strerror or error), place=place) from None
    kind = foreign_kind(content)
    if kind:
        raise TableError(
            _("this is a {kind} file, not a table").format(kind=kind),
            _("export the answers as XLSX or CSV"),
            place=normalise(path.name),
        )
    return content


def _refuse_unsaved_formulas(sheet: Sheet, lines: Sequence[Line], name: str) -> None:
    """A formula that was never calculated has no value to read: say so instead of reading a blank."""
    cell = next((sheet.unsaved[n] for n, _cells in lines if n in sheet.unsaved), "")
    if cell:
        raise TableError(
            _("cell {cell} holds a formula that has no value yet").format(cell=cell),
            _("open the workbook in a spreadsheet program and save it"),
            place=name,
        )


def _with_header(
    name: str, header: Sequence[str], lines: Sequence[Line], layout: Layout
) -> tuple[tuple[str, ...], tuple[Row, ...], tuple[str, ...]]:
    """Header, rows of equal width, and notes."""
    width = max((i + 1 for cells in (header, *(cells for _n, cells in lines)) for i, cell in enumerate(cells) if cell), default=0)
    if width > MOST_COLUMNS:
        raise TableError(
            ngettext("the table has {n} column", "the table has {n} columns", width).format(n=number(width)),
            _("keep at most {most}").format(most=number(MOST_COLUMNS)),
            place=name,
        )
    if not lines:
        raise TableError(
            _("the table has a header but no answers below it"), _("check that this is the right file and sheet"), place=name
        )
    named = sum(map(bool, header))
    _refuse_faulty_rows(name, len(header), lines)
    filled = [any(i < len(cells) and cells[i] for _n, cells in lines) for i in range(width)]
    kept = [i for i in range(width) if filled[i] or (i < len(header) and header[i])]
    titles = [" ".join(header[i].split()) if i < len(header) else "" for i in kept]
    titles = [title or _("Column {letter}").format(letter=column_letter(i)) for i, title in zip(kept, titles, strict=True)]
    kept, titles, notes = named_once(name, kept, titles, filled, layout.number_duplicates)
    rows = tuple(Row(n, tuple(cells[i] if i < len(cells) else "" for i in kept)) for n, cells in lines)
    if not named:
        raise TableError(_("the columns have no names"), _("write a header above the answers"), place=name)
    return tuple(titles), rows, tuple(notes)


def _refuse_faulty_rows(name: str, width: int, lines: Sequence[Line], most: int = 20) -> None:
    problems: list[Problem] = []
    for n, cells in lines:
        beyond = [i for i, cell in enumerate(cells[width:], width) if cell]
        if beyond:
            problems.append(
                Problem(
                    f"{name}, " + _("row {row}").format(row=n),
                    _("the row has {cells} cells, the header {width}").format(cells=beyond[-1] + 1, width=width),
                    _("look for an unquoted separator, or name the further columns"),
                )
            )
        problems.extend(
            Problem(
                f"{name}, " + _("row {row}, column {column}").format(row=n, column=column_letter(i)),
                ngettext("the cell holds {n} character", "the cell holds {n} characters", len(cell)).format(n=number(len(cell))),
                _("keep at most {most}, or attach the text as a document").format(most=number(LONGEST_TEXT)),
            )
            for i, cell in enumerate(cells)
            if len(cell) > LONGEST_TEXT
        )
        if len(problems) >= most:
            break
    if problems:
        raise TableError(problems=problems)
