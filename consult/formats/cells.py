"""What stands in cells: several answers in one, and one response in several rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consult.errors import TableError
from consult.formats.tables.table import Row, Table
from consult.i18n import _, quoted
from consult.model.question import Question
from consult.model.typed_values import fold

CELLS_JOINED = " | "
"""What stands between the different values of a column when several rows are one response."""
_LONG_TEXT = 25


def joined_rows(table: Table, key_header: str) -> Iterator[Row]:
    """The rows of `table`; where `key_header` is named, rows with the same value there are joined to one.

    Sentences are put one after another, other values side by side, each once.
    """
    if not key_header:
        yield from table.rows
        return
    at = next((i for i, header in enumerate(table.header) if fold(header) == fold(key_header)), None)
    if at is None:
        raise TableError(
            _("there is no column {column} to join rows by").format(column=quoted(key_header)),
            _("correct “join_rows_by” in the mapping"),
            place=table.name,
        )
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(row.cells[at] or f"\0{row.number}", []).append(row)
    prose = [_is_prose(column) for column in table.columns()]
    for rows in groups.values():
        columns = zip(*(row.cells for row in rows), strict=True)
        cells = tuple(
            " ".join(filter(None, values)) if is_prose else CELLS_JOINED.join(dict.fromkeys(filter(None, values)))
            for values, is_prose in zip(columns, prose, strict=True)
        )
        yield Row(rows[0].number, cells)


def _is_prose(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(len, filled)) / len(filled) > _LONG_TEXT and len(set(filled)) > 0.5 * len(filled)


def labels(question: Question) -> frozenset[str]:
    """All labels and codes of the choices, folded."""
    return frozenset(fold(text) for choice in question.choices for text in (choice.code, *choice.label.values()))


def split_cell(cell: str, splitter: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The answers in one cell. A splitter inside brackets, or inside a known label, does not split.

    „gcc, clang” → gcc, clang; „Labs (e.g., ORNL, ANL), Other” → Labs (e.g., ORNL, ANL) and Other.
    """
    if not splitter:
        return [cell.strip()]
    parts = _outside_brackets(cell, splitter)
    answers: list[str] = []
    at = 0
    while at < len(parts):
        length = next(
            (n for n in range(len(parts) - at, 1, -1) if known and fold(splitter.join(parts[at : at + n])) in known),
            1,
        )
        answers.append(splitter.join(parts[at : at + length]).strip())
        at += length
    return [answer for answer in answers if answer]


def _outside_brackets(cell: str, splitter: str) -> list[str]:
    mark = splitter.strip() or splitter
    if cell.count("(") != cell.count(")"):
        return [part for part in re.split(re.escape(mark), cell)] if mark != splitter else cell.split(splitter)
    parts, depth, start, i = [], 0, 0, 0
    while i < len(cell):
        if cell[i] in "([":
            depth += 1
        elif cell[i] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and cell.startswith(splitter, i):
            parts.append(cell[start:i])
            i += len(splitter)
            start = i
            continue
        i += 1
    parts.append(cell[start:])
    if mark != splitter and parts and parts[-1].rstrip().endswith(mark):
        parts[-1] = parts[-1].rstrip().removesuffix(mark)
    return parts
