"""A table of answers as it lies in a file: CSV, TSV, XLSX, XLS or ODS to a header and rows of text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import overload

from consult.errors import Problem, TableError
from consult.formats.encoding import foreign_kind
from consult.formats.file_bytes import TooLarge, bytes_of
from consult.formats.tables.delimited_text import text_lines
from consult.formats.tables.header_rows import column_letter, named_once, split_header
from consult.formats.tables.packed_lines import Line, PackedLines
from consult.formats.tables.tail_rows import Tail, tail_of
from consult.formats.tables.workbook import Sheet, is_workbook, no_collection, read_sheet
from consult.i18n import _, ngettext, number
from consult.model.cell_reading import LONGEST_TEXT
from consult.model.gathered_problems import GatheredProblems
from consult.model.typed_values import normalise
from consult.system_faults import reason

MOST_COLUMNS = 5_000
LARGEST_FILE = 500_000_000
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row of answers with its number in the file, counted from 1 as spreadsheets do."""

    number: int
    cells: tuple[str, ...]


class Rows(Sequence[Row]):
    """Rows of a table as they lie in its lines; each is made when it is asked for."""

    def __init__(self, lines: Sequence[Line], kept: Sequence[int]):
        """`kept` are the indices of the cells that rows have."""
        self._lines, self._kept = lines, tuple(kept)
        self._whole = self._kept == tuple(range(len(self._kept)))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        """The row at an index, or the rows of a slice."""
        return Rows(self._lines[at], self._kept) if isinstance(at, slice) else self._row(*self._lines[at])

    def __iter__(self) -> Iterator[Row]:
        return (self._row(n, cells) for n, cells in self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def alike(self, lines: Sequence[Line]) -> Rows:
        """Other lines as rows of the same cells."""
        return Rows(lines, self._kept)

    def _row(self, n: int, cells: list[str]) -> Row:
        width = len(self._kept)
        if self._whole and len(cells) <= width:
            return Row(n, (*cells, *("",) * (width - len(cells))))
        return Row(n, tuple(cells[i] if i < len(cells) else "" for i in self._kept))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a column stands that was joined to a table from another sheet or file."""

    place: str
    """The sheet or file, as people are told of it."""
    letter: str
    rows: Mapping[int, int] | None = None
    """Row of the table → row there; None where they are the same."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of answers: `header[i]` names `cells[i]` of every row. All cells are text, empty where nothing stands."""

    name: str
    sha256: str
    header: tuple[str, ...]
    rows: Sequence[Row]
    how: str
    """How the file was read, such as „CSV, utf-8, ;”."""
    notes: tuple[str, ...] = ()
    origins: Mapping[int, Origin] = field(default_factory=dict)
    """Index of column → where it stands, for those that come from another sheet or file."""
    repeats: Mapping[str, str] = field(default_factory=dict)
    """Beginning of headers, such as „plans[”, → the sheet or file of a repeated group that their columns come from."""
    tail: Tail = field(default_factory=Tail)
    """The rows at the end that were left out; `notes` tell them."""
    below: tuple[Row, ...] = ()
    """The remarks among them."""
    typed: bool = False
    """Whether figures are as a spreadsheet keeps them: a day as a count of days, 45 % as 0.45."""

    def columns(self, most: int | None = None) -> list[tuple[str, ...]]:
        """The cells column by column, of the first `most` rows."""
        return list(zip(*(row.cells for row in islice(self.rows, most)), strict=True))


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
    all_rows: bool = False
    """True: what looks like totals or remarks at the end is kept."""


def read_table(path: Path, layout: Layout | None = None) -> Table:
    """The table in the file at `path`.

    Raises TableError, with all faulty rows named, where the file is missing, empty, no table, or has rows longer than
    its header, headers that are alike, or cells over 32,767 characters.
    """
    return table_of(content_of(path), normalise(path.name), layout)


@no_collection()
def table_of(content: bytes, name: str, layout: Layout | None = None) -> Table:
    """The table in the `content` of a file called `name`; raises TableError as `read_table` does."""
    layout = layout or Layout()
    kind = foreign_kind(content)
    if kind:
        raise TableError(
            _("this is a {kind} file, not a table").format(kind=kind), _("export the answers as XLSX or CSV"), place=name
        )
    if is_workbook(content):
        sheet = read_sheet(content, name, layout.sheet)
    else:
        sheet = Sheet(*text_lines(content, name, layout.delimiter, layout.encoding), typed=False)
    return table_of_sheet(sheet, hashlib.sha256(content).hexdigest(), name, layout)


@no_collection()
def table_of_sheet(sheet: Sheet, sha256: str, name: str, layout: Layout) -> Table:
    """The table in the lines of a sheet of the file called `name`; raises TableError as `read_table` does."""
    filled = ((n, cells) for n, cells in sheet.lines if any(cells))
    lines = PackedLines(filled) if isinstance(sheet.lines, PackedLines) else [*filled]
    if not any(letter.isalnum() for _n, cells in lines for cell in cells for letter in cell):
        raise TableError(_("the table is empty"), _("check that this is the right file and sheet"), place=name)
    header, below = split_header(lines, layout.header, name)
    answers, tail = (below, Tail()) if layout.all_rows else tail_of(below)
    _refuse_unsaved_formulas(sheet, answers, name)
    titles, rows, notes = _with_header(name, header, answers, layout)
    told = (*sheet.notes, *tail.notes(), *notes)
    remarks = rows.alike([line for line in below[len(answers) :] if line[0] in tail.remarks])
    return Table(name, sha256, titles, rows, sheet.how, told, tail=tail, below=tuple(remarks), typed=sheet.typed)


def content_of(path: Path) -> bytes:
    """What the file at `path` holds; raises TableError where it cannot be read."""
    place = normalise(str(path))
    try:
        return bytes_of(path, LARGEST_FILE)
    except TooLarge:
        raise TableError(_("the file is larger than 500 MB"), _("split it"), place=normalise(path.name)) from None
    except IsADirectoryError:
        raise TableError(_("this is a folder, not a table"), _("name a file in it"), place=place) from None
    except FileNotFoundError:
        raise TableError(_("there is no such file"), _("check its name"), place=place) from None
    except OSError as error:
        raise TableError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=place) from None


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
) -> tuple[tuple[str, ...], Rows, tuple[str, ...]]:
    """Header, rows of equal width, and notes."""
    named = width_of(header)
    width = max(map(width_of, (header, *(cells for _n, cells in lines if len(cells) > named))))
    refuse_too_wide(width, name)
    if not lines:
        raise TableError(
            _("the table has a header but no answers below it"), _("check that this is the right file and sheet"), place=name
        )
    _refuse_faulty_rows(name, len(header), lines)
    filled = _filled(lines, width)
    kept = [i for i in range(width) if filled[i] or (i < len(header) and header[i])]
    titles = [" ".join(header[i].split()) if i < len(header) else "" for i in kept]
    titles = [title or _("Column {letter}").format(letter=column_letter(i)) for i, title in zip(kept, titles, strict=True)]
    kept, titles, notes = named_once(name, kept, titles, filled, layout.number_duplicates)
    rows = Rows(lines, kept)
    if not any(header):
        raise TableError(_("the columns have no names"), _("write a header above the answers"), place=name)
    return tuple(titles), rows, tuple(notes)


def refuse_too_wide(width: int, name: str) -> None:
    """Raises TableError where the table `name` has more columns than are kept."""
    if width > MOST_COLUMNS:
        raise TableError(
            ngettext("the table has {n} column", "the table has {n} columns", width).format(n=number(width)),
            _("keep at most {most}").format(most=number(MOST_COLUMNS)),
            place=name,
        )


def width_of(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that is not empty."""
    return max((i + 1 for i, cell in enumerate(cells) if cell), default=0)


def _filled(lines: Sequence[Line], width: int) -> list[bool]:
    """Whether each column holds anything."""
    empty = set(range(width))
    for _n, cells in lines:
        empty -= {i for i in empty if i < len(cells) and cells[i]}
        if not empty:
            break
    return [i not in empty for i in range(width)]


def _refuse_faulty_rows(name: str, width: int, lines: Sequence[Line]) -> None:
    problems = GatheredProblems(_MOST_PROBLEMS)
    for n, cells in lines:
        if len(cells) <= width and (len("".join(cells)) <= LONGEST_TEXT or max(map(len, cells)) <= LONGEST_TEXT):
            continue
        beyond = [i for i, cell in enumerate(cells[width:], width) if cell]
        if beyond:
            problems.add(
                Problem(
                    f"{name}, " + _("row {row}").format(row=n),
                    _("the row has {cells} cells, the header {width}").format(cells=beyond[-1] + 1, width=width),
                    _("look for an unquoted separator, or name the further columns"),
                )
            )
        problems.add(
            *(
                Problem(
                    f"{name}, " + _("row {row}, column {column}").format(row=n, column=column_letter(i)),
                    ngettext("the cell holds {n} character", "the cell holds {n} characters", len(cell)).format(
                        n=number(len(cell))
                    ),
                    _("keep at most {most}, or attach the text as a document").format(most=number(LONGEST_TEXT)),
                )
                for i, cell in enumerate(cells)
                if len(cell) > LONGEST_TEXT
            )
        )
    if problems:
        raise TableError(problems=problems.told())
