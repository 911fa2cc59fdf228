"""The files that `formats.export` writes, opened again: whether one is ours, and the rows of its wide table."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from consult.errors import TableError
from consult.formats.encoding import decode
from consult.formats.export.workbook import ANSWERS, CODEBOOK
from consult.formats.file_bytes import beginning_of
from consult.i18n import _
from consult.model.packed_answers import shortest

JSON_LINE = re.compile(r'\ufeff?\{"response":')
"""How a line of JSON of ours begins."""
_HEADER = re.compile(r'\ufeff?"?response"?([,;\t|])"?survey"?\1"?version"?\1"?wave"?\1')

Row = tuple[str, list[str]]
"""What to call a row, and its cells."""


def is_own(path: Path) -> bool:
    """Whether the file begins as an export of ours does; a quick look, which reads no answers."""
    try:
        beginning = beginning_of(path, 2000)
        if beginning.startswith(b"PK"):
            return _is_own_workbook(path)
    except OSError:
        return False
    text = beginning.decode("utf-8", "replace")
    return bool(_HEADER.match(text) or JSON_LINE.match(text))


def text_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV or TSV file with what to call them, the header first."""
    encoding = _encoding(path)
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding=encoding, newline="") as file:
        found = _HEADER.match(file.read(200))
        file.seek(0)
        reader = csv.reader(file, delimiter=found[1] if found else ",")
        try:
            for line, cells in enumerate(reader, 1):
                yield _("row {row}").format(row=line), cells
        except csv.Error as error:
            raise TableError(
                _("the line cannot be read ({reason})").format(reason=error),
                _("check the quotation marks around it"),
                place=f"{path.name}:{reader.line_num}",
            ) from None


def _encoding(path: Path) -> str:
    """UTF-8 where the whole file is that; else as a spreadsheet may have saved it."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return decode(path.read_bytes(), path.name)[1]
    return "utf-8-sig"


def _is_own_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            with archive.open("xl/workbook.xml") as part:
                parts = part.read(100_000)
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, ValueError):
        return False
    return all(f'name="{sheet}"'.encode() in parts for sheet in (ANSWERS, CODEBOOK))


def workbook_rows(path: Path) -> Iterator[Row]:
    """The rows of the sheet of answers."""
    from python_calamine import CalamineError, CalamineWorkbook

    if not _is_own_workbook(path):
        raise TableError(_("this is no table of responses that Consult wrote"), place=path.name)
    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(ANSWERS).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise TableError(
            _("the workbook cannot be read"), _("open it in a spreadsheet program and save it again as XLSX"), place=path.name
        ) from error
    for line, cells in enumerate(rows, 1):
        yield _("row {row}").format(row=line), [_cell(cell) for cell in cells]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    return shortest(float(value)) if isinstance(value, int | float) else str(value)
