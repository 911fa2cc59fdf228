"""A table of answers as it lies in a file: CSV, TSV, XLSX, XLS or ODS to a header and rows of text."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats.encoding import binary_kind, decode
from consult.i18n import _, ngettext, number, quoted
from consult.model.checking import LONGEST_TEXT, fold

MOST_COLUMNS = 5_000
LARGEST_FILE = 500_000_000
_LARGEST_UNPACKED = 1_000_000_000
_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",;\t|"


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
    if content.startswith(_WORKBOOK_MARKS):
        lines, how = _workbook_lines(content, path.name, layout.sheet)
    else:
        lines, how = _text_lines(content, path.name, layout)
    lines = [(n, cells) for n, cells in lines if any(cells)]
    if not any(letter.isalnum() for _n, cells in lines for cell in cells for letter in cell):
        raise TableError(_("the table is empty"), _("check that this is the right file and sheet"), place=path.name)
    at = _header_line(lines) if not layout.header else next((i for i, (n, _cells) in enumerate(lines) if n == layout.header), 0)
    table = _with_header(path.name, lines[at][1], lines[at + 1 :], layout)
    return Table(path.name, hashlib.sha256(content).hexdigest(), table[0], table[1], how, table[2])


def column_letter(index: int) -> str:
    """The letter that spreadsheets give the column of this index, from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableError(_("the file is larger than 500 MB"), _("split it"), place=path.name)
        content = path.read_bytes()
    except IsADirectoryError:
        raise TableError(_("this is a folder, not a table"), _("name a file in it"), place=str(path)) from None
    except FileNotFoundError:
        raise TableError(_("there is no such file"), _("check its name"), place=str(path)) from None
    except OSError as error:
        raise TableError(
            _("the file cannot be read ({reason})").format(reason=error.strerror or error), place=str(path)
        ) from None
    kind = binary_kind(content)
    if kind:
        raise TableError(
            _("this is a {kind} file, not a table").format(kind=kind), _("export the answers as XLSX or CSV"), place=path.name
        )
    return content


Line = tuple[int, list[str]]


def _workbook_lines(content: bytes, name: str, sheet: str) -> tuple[list[Line], str]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    _refuse_bomb(content, name)
    unreadable = TableError(
        _("the workbook cannot be read"), _("open it in a spreadsheet program and save it again as XLSX"), place=name
    )
    try:
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
            raise unreadable
        rows = sheets[chosen].to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise unreadable from error
    except BaseException as error:  # calamine is written in Rust: a panic is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable from None
    _refuse_unsaved_formulas(content, rows, name, names.index(chosen) if chosen in names else 0)
    lines = [(at, [_cell_text(value) for value in row]) for at, row in enumerate(rows, 1)]
    return lines, _("workbook, sheet {sheet}").format(sheet=quoted(chosen))


def _refuse_bomb(content: bytes, name: str) -> None:
    """A workbook of a few kilobytes may unpack to gigabytes: look before unpacking."""
    if not content.startswith(b"PK"):
        return
    try:
        size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise TableError(_("the workbook is damaged or cut short"), _("save or send it once more"), place=name) from None
    if size > _LARGEST_UNPACKED or (size > 50_000_000 and size > 200 * len(content)):
        raise TableError(_("the workbook unpacks to far more than it holds"), _("export the answers as CSV"), place=name)


def _refuse_unsaved_formulas(content: bytes, rows: Sequence[Sequence[object]], name: str, sheet: int) -> None:
    """A formula that was never calculated has no value to read: say so instead of reading a blank."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = f"xl/worksheets/sheet{sheet + 1}.xml"
        if part not in archive.namelist():
            return
        xml = archive.read(part)
    found = re.search(rb'<c r="([A-Z]+\d+)"[^>]*><f[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>', xml)
    if found:
        cell = found[1].decode("ascii")
        raise TableError(
            _("cell {cell} holds a formula that has no value yet").format(cell=cell),
            _("open the workbook in a spreadsheet program and save it"),
            place=name,
        )


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value).strip()


def _text_lines(content: bytes, name: str, layout: Layout) -> tuple[list[Line], str]:
    text, encoding = decode(content, name, layout.encoding)
    text = text.removeprefix("\ufeff")
    delimiter = layout.delimiter or _delimiter(text)
    lines = list(_csv_lines(text, delimiter, name))
    _refuse_open_quote(text, lines, name)
    shown = {"\t": "TAB"}.get(delimiter, delimiter)
    return lines, _("text, {encoding}, separated by {delimiter}").format(
        encoding=encoding.removesuffix("-sig"), delimiter=quoted(shown)
    )


def _refuse_open_quote(text: str, lines: Sequence[Line], name: str) -> None:
    """A quotation mark that is never closed swallows all rows behind it: say so instead of reading one long cell."""
    if text.count('"') % 2 and lines and any("\n" in cell for cell in lines[-1][1]):
        raise TableError(
            _("a quotation mark opens here and is never closed"),
            _("close it, or write it twice"),
            place=f"{name}, " + _("row {row}").format(row=lines[-1][0]),
        )


def _csv_lines(text: str, delimiter: str, name: str) -> Iterator[Line]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number_in_file = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(
                _("the line cannot be read ({reason})").format(reason=error),
                _("check the quotation marks around it"),
                place=f"{name}:{reader.line_num}",
            ) from None
        number_in_file += 1
        yield number_in_file, [cell.strip() for cell in cells]


def _delimiter(text: str) -> str:
    """The sign that splits the first lines into the same number of cells most often."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = []
        try:
            for cells in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
                if any(cells):
                    widths.append(len(cells))
                if len(widths) == 60:
                    break
        except csv.Error:
            return 0, 0
        width = max(set(widths), key=widths.count, default=1)
        return (widths.count(width) / len(widths), width) if width > 1 else (0, 0)

    best = max(_DELIMITERS, key=evenness)
    return best if evenness(best)[0] > 0 else ","


def _header_line(lines: Sequence[Line]) -> int:
    """The index of the line that names the columns: the first that is about as wide as the widest of the first ten.

    Lines above it (title, date of export) are narrower, or narrower and set off by an empty line. Where the first wide
    line only numbers the columns („Ident 1”, „Q2”) and the next one holds the wording, the next one is taken.
    """
    head = lines[:10]
    widths = [sum(map(bool, cells)) for _n, cells in head]
    start = max((i for i in range(1, len(head)) if head[i][0] > head[i - 1][0] + 1 and widths[i] > max(widths[:i])), default=0)
    at = next(i for i, width in enumerate(widths) if i >= start and width >= 0.6 * max(widths))
    if at + 1 < len(lines):
        names, below = ([cell for cell in lines[i][1] if cell] for i in (at, at + 1))
        numbered = sum(
            bool(re.fullmatch(r"(?i)(ident|q|col|column|field|var|question|f|x)?[ _.]?\d+[a-z]?", name)) for name in names
        )
        wording = sum(len(cell) for cell in below) / max(1, len(below))
        if numbered == len(names) > 1 and wording > 12 and sum(cell.endswith("?") for cell in below) * 3 >= len(below):
            return at + 1
    return at


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
    kept, titles, notes = _without_duplicates(name, kept, titles, filled, layout.number_duplicates)
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
        for i, cell in enumerate(cells):
            if len(cell) > LONGEST_TEXT:
                problems.append(
                    Problem(
                        f"{name}, " + _("row {row}, column {column}").format(row=n, column=column_letter(i)),
                        ngettext("the cell holds {n} character", "the cell holds {n} characters", len(cell)).format(
                            n=number(len(cell))
                        ),
                        _("keep at most {most}, or attach the text as a document").format(most=number(LONGEST_TEXT)),
                    )
                )
        if len(problems) >= most:
            break
    if problems:
        raise TableError(problems=problems)


def _without_duplicates(
    name: str, kept: list[int], titles: list[str], filled: Sequence[bool], number_them: bool
) -> tuple[list[int], list[str], list[str]]:
    """Columns whose title stands once; an empty second column is dropped, a filled one refused or numbered."""
    first: dict[str, int] = {}
    problems: list[Problem] = []
    notes: list[str] = []
    columns: list[tuple[int, str]] = []
    for i, title in zip(kept, titles, strict=True):
        if fold(title) not in first:
            first[fold(title)] = i
            columns.append((i, title))
        elif not filled[i]:
            notes.append(
                _("Column {letter}, a second {title} without answers, was left out.").format(
                    letter=column_letter(i), title=quoted(title)
                )
            )
        elif number_them:
            columns.append((i, _free_title(title, {known for _i, known in columns} | set(titles))))
        else:
            problems.append(
                Problem(
                    name,
                    _("columns {first} and {second} are both called {title}").format(
                        first=column_letter(first[fold(title)]), second=column_letter(i), title=quoted(title)
                    ),
                    _("rename one of them, or add --number-duplicates"),
                )
            )
    if problems:
        raise TableError(problems=problems)
    return [i for i, _title in columns], [title for _i, title in columns], notes


def _free_title(title: str, taken: Iterable[str]) -> str:
    taken = set(taken)
    n = 2
    while f"{title} ({n})" in taken:
        n += 1
    return f"{title} ({n})"
