"""JSON lines: one object a response, as a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from consult.errors import Problem, TableError
from consult.formats.encoding import decode
from consult.formats.mapping_targets import NOT_ASKED
from consult.formats.tables.packed_lines import PackedLines
from consult.formats.tables.table import Rows, Table, content_of, refuse_too_wide
from consult.i18n import _, ngettext, number, quoted
from consult.model.cell_reading import LONGEST_TEXT
from consult.model.gathered_problems import GatheredProblems
from consult.model.packed_answers import shortest
from consult.model.typed_values import fold, normalise

_DEEPEST = 20
_MOST_PROBLEMS = 20
_BETWEEN = ("; ", " | ", "|", "\n", "\x1e")
"""What may stand between the values of a list in one cell; the first that no value holds is taken."""

Flat = dict[str, Any]
"""Names with dots → text, number, truth value, None, or a list of them."""


def is_json_lines(beginning: bytes) -> bool:
    """Whether a file that begins so has one JSON object in each line."""
    text = beginning.decode("utf-8-sig", "replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def read_json_lines(path: Path) -> Table:
    """The table in a file of JSON lines: a column for every key, those of nested objects after dots, lists in one cell.

    `null` is a blank. Where a file writes blanks, what an object does not mention was not asked; else it is a blank.
    Raises TableError with every faulty line.
    """
    name = normalise(path.name)
    content = content_of(path)
    objects = list(_objects(decode(content, name)[0], name))
    if not objects:
        raise TableError(_("the table is empty"), _("check that this is the right file and sheet"), place=name)
    header = _header([flat for _line, flat in objects], name)
    between = _separator(flat for _line, flat in objects)
    blanks_told = any(value in (None, "", []) for _line, flat in objects for value in flat.values())
    absent = NOT_ASKED if blanks_told else ""
    lines = PackedLines(
        (line, [_cell(flat[key], between) if key in flat else absent for key in header]) for line, flat in objects
    )
    _refuse_long_cells(lines, header, name)
    rows = Rows(lines, range(len(header)))
    titles = tuple(" ".join(key.split()) for key in header)
    return Table(name, hashlib.sha256(content).hexdigest(), titles, rows, _("JSON lines"))


def _objects(text: str, name: str) -> Iterator[tuple[int, Flat]]:
    problems = GatheredProblems(_MOST_PROBLEMS)
    for line, row in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not row.strip():
            continue
        try:
            told = json.loads(row, parse_constant=_refused, parse_int=_whole)
            if not isinstance(told, dict):
                raise ValueError
            yield line, _flat(told)
        except (ValueError, RecursionError):
            problems.add(Problem(f"{name}:{line}", _("the line is not a JSON object"), _("write one response in each line")))
    if problems:
        raise TableError(problems=problems.told())


def _refused(constant: str) -> float:
    raise ValueError(constant)


def _whole(figures: str) -> int | str:
    """A whole number; one that is too long for a number stays the text it is."""
    return int(figures) if len(figures) <= 15 else figures


def _flat(told: dict[str, Any], before: str = "", depth: int = 0) -> Flat:
    """Nested objects, and objects in lists, by names with dots: plans.1.cost."""
    if depth > _DEEPEST:
        raise ValueError
    found: Flat = {}
    for key, value in told.items():
        name = f"{before}{normalise(key)}"
        if isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
            value = {str(n): one for n, one in enumerate(value, 1)}
        if isinstance(value, dict) and value:
            found |= _flat(value, f"{name}.", depth + 1)
        else:
            found[name] = None if isinstance(value, dict) else value
    return found


def _header(objects: list[Flat], name: str) -> list[str]:
    """All keys in the order in which they come; raises TableError where two are alike."""
    keys = list(dict.fromkeys(key for flat in objects for key in flat))
    seen: dict[str, str] = {}
    for key in keys:
        if not key.strip():
            raise TableError(_("a key is empty"), _("give every key a name"), place=name)
        if seen.setdefault(fold(key), key) != key:
            fault = _("the keys {first} and {second} are alike").format(first=quoted(seen[fold(key)]), second=quoted(key))
            raise TableError(fault, _("rename one of them"), place=name)
    if not keys:
        raise TableError(_("the table is empty"), _("check that this is the right file and sheet"), place=name)
    refuse_too_wide(len(keys), name)
    return keys


def _separator(objects: Iterator[Flat]) -> str:
    inside = "\0".join(str(one) for flat in objects for value in flat.values() if isinstance(value, list) for one in value)
    return next((between for between in _BETWEEN if between.strip(" ") not in inside), _BETWEEN[-1])


def _cell(value: Any, between: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return shortest(value)
    if isinstance(value, list):
        return between.join(_cell(one, between) for one in value)
    return normalise(str(value))


def _refuse_long_cells(lines: PackedLines, header: list[str], name: str) -> None:
    for line, cells in lines:
        for key, cell in zip(header, cells, strict=True):
            if len(cell) > LONGEST_TEXT:
                raise TableError(
                    ngettext("the cell holds {n} character", "the cell holds {n} characters", len(cell)).format(
                        n=number(len(cell))
                    ),
                    _("keep at most {most}, or attach the text as a document").format(most=number(LONGEST_TEXT)),
                    place=f"{name}:{line}, {quoted(key[:60])}",
                )
