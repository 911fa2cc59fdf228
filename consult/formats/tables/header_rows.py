"""Which lines of a table name its columns, and what the columns are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from consult.errors import Problem, TableError
from consult.formats.tables.packed_lines import Line
from consult.i18n import _, quoted
from consult.model.typed_values import fold

_SAYS_NOTHING = {"response", "open-ended response"}


def column_letter(index: int) -> str:
    """The letter that spreadsheets give the column of this index, from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_header(lines: Sequence[Line], header: int, name: str) -> tuple[list[str], Sequence[Line]]:
    """The names of the columns and the lines below them.

    `header` is the row that names the columns, counted from 1; 0 means: find out. Raises TableError where it is not there.
    """
    if header:
        at = next((i for i, (n, _cells) in enumerate(lines) if n == header), -1)
        if at < 0:
            raise TableError(
                _("row {row} is empty or beyond the end of the table").format(row=header),
                _("name the row in which the headers stand"),
                place=name,
            )
    else:
        at = _header_line(lines)
    below = lines[at + 1 :]
    if below and _goes_on(lines[at][1], below):
        return _joined(lines[at][1], below[0][1]), below[1:]
    return list(lines[at][1]), below


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


def _goes_on(header: Sequence[str], below: Sequence[Line]) -> bool:
    """Whether the line under the header names the choices or rows of the questions above it, as SurveyMonkey writes them.

    It fills each blank of the header and is blank where a column without further ones is full of answers.
    """
    second = below[0][1]
    width = max(len(header), len(second))
    first, second = ([*cells, *[""] * (width - len(cells))] for cells in (header, second))
    names = [fold(cell) for cell, title in zip(second, first, strict=True) if cell and cell != title]
    if names and (set(names) <= _SAYS_NOTHING or (_SAYS_NOTHING & set(names) and not second[0])):
        return True
    blanks = [i for i, title in enumerate(first) if not title]
    if not blanks or not first[0] or not all(second[i] for i in blanks) or len(below) < 3:
        return False
    empty = [i for i in range(width) if first[i] and second[i] in ("", first[i])]
    answered = [sum(i < len(cells) and bool(cells[i]) for _n, cells in below[1:]) / len(below[1:]) for i in empty]
    return bool(_SAYS_NOTHING & set(names)) or (max(answered, default=0) >= 0.95 and len(set(names)) == len(names))


def _joined(header: Sequence[str], second: Sequence[str]) -> list[str]:
    """„Title [choice]” from a header in two rows; a blank goes on with the title to its left."""
    width = max(len(header), len(second))
    joined, title = [], ""
    for i in range(width):
        above = header[i] if i < len(header) else ""
        below = second[i] if i < len(second) else ""
        title = above or title
        alone = not below or below == title or fold(below) in _SAYS_NOTHING
        joined.append(title if alone else f"{title} [{below}]")
    return joined


def named_once(
    name: str, kept: list[int], titles: list[str], filled: Sequence[bool], number_them: bool
) -> tuple[list[int], list[str], list[str]]:
    """Columns whose title stands once; an empty second column is dropped, a filled one refused or numbered.

    Comes in and goes out: indices of columns and their titles; goes out besides: notes. Raises TableError.
    """
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
    folded = {fold(known) for known in taken}
    n = 2
    while fold(f"{title} ({n})") in folded:
        n += 1
    return f"{title} ({n})"
