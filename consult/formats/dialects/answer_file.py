"""A file of answers as a table, whatever it is: JSON lines, a VV file of LimeSurvey, delimited text or a workbook."""

from __future__ import annotations

from pathlib import Path

from consult.formats.dialects.json_lines import is_json_lines, read_json_lines
from consult.formats.dialects.limesurvey_results import is_vv_file, read_vv_table
from consult.formats.dialects.several_sheets import is_archive_of_tables, read_archive, read_workbook, with_files_beside
from consult.formats.file_bytes import beginning_of
from consult.formats.tables.table import Layout, Table, content_of, table_of
from consult.formats.tables.workbook import is_workbook
from consult.model.typed_values import normalise

_BEGINNING = 65_536


def read_answer_file(path: Path, layout: Layout | None = None, *, repeats: bool = True) -> Table:
    """The table in the file at `path`. Raises TableError, see `tables.table.read_table`.

    Answers of repeated groups that stand on other sheets or in files beside it are joined to it, but without `repeats`.
    """
    beginning = _beginning(path)
    if is_json_lines(beginning):
        return read_json_lines(path)
    if beginning and is_vv_file(path):
        return read_vv_table(path)
    content, name, layout = content_of(path), normalise(path.name), layout or Layout()
    if is_workbook(content) and is_archive_of_tables(content):
        return read_archive(content, name, layout, repeats=repeats)
    if is_workbook(content):
        return read_workbook(content, name, layout, repeats=repeats)
    return with_files_beside(table_of(content, name, layout), path, layout, repeats=repeats)


def _beginning(path: Path) -> bytes:
    """How the file begins; nothing where it is no file or cannot be read, for the usual reader tells what is wrong then."""
    try:
        return beginning_of(path, _BEGINNING)
    except OSError:
        return b""
