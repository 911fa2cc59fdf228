"""Workbooks and folders that hold one table as several: repeated groups, and columns that one sheet cannot hold."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from consult.errors import TableError
from consult.formats.dialects import eusurvey, kobo
from consult.formats.dialects.repeated_groups import Group, Key, Owner, joined
from consult.formats.tables.delimited_text import text_lines
from consult.formats.tables.header_rows import column_letter
from consult.formats.tables.table import LARGEST_FILE, Layout, Origin, Table, content_of, table_of, table_of_sheet, width_of
from consult.formats.tables.workbook import Sheet, beginnings_of_sheets, read_sheet
from consult.i18n import _, ngettext, quoted
from consult.model.typed_values import normalise

_MOST_FILES = 500
_MAIN, _KEY, _PARENT = "", "KEY", "PARENT_KEY"
_NAME_IN_KEY = re.compile(r"(?:.*/)?(?P<name>[^/\[\]]+)\[\d+\]", re.DOTALL)


def read_workbook(content: bytes, name: str, layout: Layout, *, repeats: bool = True) -> Table:
    """The table in a workbook, with what other sheets hold of it; without `repeats` a note tells that it was left out.

    Raises TableError.
    """
    if layout.sheet or layout.header:
        return table_of(content, name, layout)
    beginnings = beginnings_of_sheets(content, name)
    main, inside = kobo.main_and_repeats(beginnings)
    if main:
        return _with_repeats(content, name, layout, main, inside) if repeats else _alone(content, name, layout, main, inside)
    spread = eusurvey.sheets_of_one_table(beginnings)
    return _side_by_side(content, name, layout, spread) if spread else table_of(content, name, layout)


def _alone(content: bytes, name: str, layout: Layout, main: str, inside: Sequence[str]) -> Table:
    table = table_of(content, name, replace(layout, sheet=main))
    told = ngettext(
        "{sheets} holds repeated answers and was left out.", "{sheets} hold repeated answers and were left out.", len(inside)
    )
    return replace(table, notes=(*table.notes, told.format(sheets=", ".join(map(quoted, inside)))))


def _with_repeats(content: bytes, name: str, layout: Layout, main: str, inside: Sequence[str]) -> Table:
    table = table_of(content, name, replace(layout, sheet=main))
    at = table.header.index("_index")
    owners: dict[Key, Owner] = {(_MAIN, row.cells[at]): (row.number, "") for row in table.rows}

    def group(title: str) -> Group | None:
        def parent(told: Mapping[str, str]) -> Key:
            above = told.get("_parent_table_name", "")
            return next((one for one in inside if kobo.is_name_of(one, above)), _MAIN), told.get("_parent_index", "")

        place = f"{name}, " + _("sheet {sheet}").format(sheet=quoted(title))
        return Group.of(read_sheet(content, name, title), title, place, parent, lambda told: (title, told.get("_index", "")))

    groups = [found for title in inside if (found := group(title))]
    return joined(table, groups, owners, number_them=layout.number_duplicates)


def _side_by_side(content: bytes, name: str, layout: Layout, titles: Sequence[str]) -> Table:
    """The table whose columns go on from sheet to sheet, in the same rows."""
    sheets = {title: {n: cells for n, cells in read_sheet(content, name, title).lines if any(cells)} for title in titles}
    widths = {title: max((width_of(cells) for cells in lines.values()), default=0) for title, lines in sheets.items()}
    numbers = sorted({n for lines in sheets.values() for n in lines})
    lines = [(n, [cell for title in titles for cell in _padded(sheets[title].get(n, []), widths[title])]) for n in numbers]
    how = _("workbook, sheets {sheets}").format(sheets=", ".join(map(quoted, titles)))
    table = table_of_sheet(Sheet(lines, how), hashlib.sha256(content).hexdigest(), name, layout)
    places = [(title, i) for title in titles for i in range(widths[title])]
    origins = {
        at: Origin(f"{name}, " + _("sheet {sheet}").format(sheet=quoted(title)), column_letter(i))
        for at, (title, i) in enumerate(places[: len(table.header)])
        if title != titles[0] and len(places) == len(table.header)
    }
    return replace(table, origins=origins)


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def with_files_beside(table: Table, path: Path, layout: Layout, *, repeats: bool = True) -> Table:
    """The table of ODK at `path` with the repeated groups in the files beside it. Raises TableError."""
    if _PARENT in table.header and _KEY in table.header:
        raise TableError(
            _("these are the answers of a repeated group alone"), _("name the file of the responses, from which it is found"),
            place=table.name,
        )  # fmt: skip
    if _KEY not in table.header or not repeats:
        return table
    beside = sorted(one for one in path.parent.iterdir() if one.name.startswith(f"{path.stem}-") and one.suffix == path.suffix)
    parts = {normalise(one.name): content_of(one) for one in beside[:_MOST_FILES] if one.is_file()}
    return _with_files(table, parts, layout)


def is_archive_of_tables(content: bytes) -> bool:
    """Whether this is a ZIP file of CSV files and no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return any(_is_table(name) for name in names) and not {"[Content_Types].xml", "mimetype"} & set(names)


def read_archive(content: bytes, name: str, layout: Layout, *, repeats: bool = True) -> Table:
    """The table of ODK in a ZIP file, with its repeated groups. Raises TableError."""
    parts = _unpacked(content, name)
    mains = [one for one, part in parts.items() if not _tells_parents(part)]
    if len(mains) != 1:
        raise TableError(
            ngettext("the archive holds {n} table", "the archive holds {n} tables", len(mains)).format(n=len(mains)),
            _("unpack it, and name the table to be read"),
            place=name,
        )
    table = table_of(parts.pop(mains[0]), mains[0], layout)
    return _with_files(table, parts, layout) if repeats and _KEY in table.header else table


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith(("__MACOSX/", "media/"))


def _tells_parents(part: bytes) -> bool:
    return _PARENT.encode() in part.partition(b"\n")[0]


def _unpacked(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [one for one in archive.infolist() if _is_table(one.filename)]
            if sum(one.file_size for one in inside) > LARGEST_FILE or len(inside) > _MOST_FILES:
                raise TableError(_("the archive unpacks to more than 500 MB"), _("unpack it, and split it"), place=name)
            return {normalise(one.filename): archive.read(one) for one in inside}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        raise TableError(_("the archive is damaged or cut short"), _("save or send it once more"), place=name) from None


def _with_files(table: Table, parts: Mapping[str, bytes], layout: Layout) -> Table:
    groups = [group for name, part in parts.items() if _tells_parents(part) and (group := _file_group(name, part))]
    if not groups:
        return table
    at = table.header.index(_KEY)
    owners: dict[Key, Owner] = {(_MAIN, row.cells[at]): (row.number, "") for row in table.rows}
    found = joined(table, groups, owners, number_them=layout.number_duplicates)
    whole = hashlib.sha256(b"".join([table.sha256.encode(), *(hashlib.sha256(parts[name]).digest() for name in sorted(parts))]))
    return replace(found, sha256=whole.hexdigest())


def _file_group(name: str, part: bytes) -> Group | None:
    sheet = Sheet(*text_lines(part, name, "", ""), typed=False)
    group = Group.of(sheet, "", name, lambda told: (_MAIN, told.get(_PARENT, "")), lambda told: (_MAIN, told.get(_KEY, "")))
    if group is None or _KEY not in group.header:
        return None
    at = group.header.index(_KEY)
    key = next((cells[at] for _n, cells in group.lines if at < len(cells) and cells[at]), "")
    found = _NAME_IN_KEY.fullmatch(key)
    return replace(group, name=found["name"] if found else Path(name).stem.rpartition("-")[2])
