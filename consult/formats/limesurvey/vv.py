"""VV files of LimeSurvey („vertical verification”), which keep apart what was not shown and what was left empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from consult.errors import TableError
from consult.formats.encoding import decode
from consult.formats.file_bytes import bytes_of
from consult.i18n import _
from consult.system_faults import reason

VvRow = tuple[str | None, ...]
"""The cells of one response in the order of the header; None where the question was not shown."""

_LARGEST = 500_000_000
_NOT_SHOWN = "{question_not_shown}"
_ESCAPES = {"{lbrace}": "{", "{newline}": "\n", "{cr}": "\r", "{tab}": "\t", "{quote}": '"'}
_ESCAPE = re.compile("|".join(map(re.escape, _ESCAPES)))
_OWN_COLUMNS = frozenset({"id", "submitdate", "lastpage", "startlanguage"})


def is_vv(lines: Sequence[str]) -> bool:
    """Whether a file that begins with these lines is a VV file: texts, then codes, in equally many columns."""
    if len(lines) < 2:
        return False
    texts, codes = (line.rstrip("\r\n").split("\t") for line in lines[:2])
    own = {cell.strip('"').lower() for cell in codes}
    return len(texts) == len(codes) > 1 and len(own & _OWN_COLUMNS) >= 2


def read_vv(source: Path | bytes, name: str = "") -> tuple[tuple[str, ...], list[VvRow]]:
    """The codes of the columns, and the responses, their escapes resolved. `name` stands in problems.

    A response that was not sent has an empty `submitdate`. Raises TableError.
    """
    try:
        content = source if isinstance(source, bytes) else bytes_of(source, _LARGEST)
    except OSError as error:
        raise TableError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(source)) from None
    name = name or ("" if isinstance(source, bytes) else source.name)
    text, _encoding = decode(content, name)
    # Only these end a line: a text may hold any other sign that Python would split at.
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"))
    if not is_vv(lines):
        raise TableError(_("this is no VV file of LimeSurvey"), _("export the responses as VV once more"), place=name)
    codes = tuple(_cell(cell) or "" for cell in lines[1].split("\t"))
    return codes, list(_vv_rows(lines, codes, name))


def _vv_rows(lines: list[str], codes: tuple[str, ...], name: str) -> Iterator[VvRow]:
    for number, line in enumerate(lines[2:], 3):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) > len(codes) and any(cells[len(codes) :]):
            raise TableError(
                _("the row has {n} cells, but there are {columns} columns").format(n=len(cells), columns=len(codes)),
                _("export the responses as VV once more"),
                place=f"{name}:{number}",
            )
        given = [_cell(cell) for cell in [*cells, *[""] * len(codes)][: len(codes)]]
        yield tuple("" if code == "submitdate" and cell == "NULL" else cell for code, cell in zip(codes, given, strict=True))


def _cell(cell: str) -> str | None:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':  # a spreadsheet put it into quotation marks
        cell = cell[1:-1].replace('""', '"')
    return None if cell == _NOT_SHOWN else _ESCAPE.sub(lambda match: _ESCAPES[match[0]], cell)
