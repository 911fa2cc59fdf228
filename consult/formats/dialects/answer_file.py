"""A file of answers as a table, whatever it is: JSON lines, a VV file of LimeSurvey, delimited text or a workbook."""

from __future__ import annotations

from pathlib import Path

from consult.formats.dialects.json_lines import is_json_lines, read_json_lines
from consult.formats.dialects.limesurvey_results import is_vv_file, read_vv_table
from consult.formats.file_bytes import beginning_of
from consult.formats.tables.table import Layout, Table, read_table

_BEGINNING = 65_536


def read_answer_file(path: Path, layout: Layout | None = None) -> Table:
    """The table in the file at `path`. Raises TableError, see `tables.table.read_table`."""
    beginning = _beginning(path)
    if is_json_lines(beginning):
        return read_json_lines(path)
    if beginning and is_vv_file(path):
        return read_vv_table(path)
    return read_table(path, layout)


def _beginning(path: Path) -> bytes:
    """How the file begins; nothing where it is no file or cannot be read, for the usual reader tells what is wrong then."""
    try:
        return beginning_of(path, _BEGINNING)
    except OSError:
        return b""
