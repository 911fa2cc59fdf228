"""Answers of repeated groups that stand on sheets or in files of their own, joined to their responses: a column for each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from consult.errors import Problem, TableError
from consult.formats.dialects.kobo import is_technical, with_instance
from consult.formats.mapping_targets import NOT_ASKED
from consult.formats.tables.header_rows import column_letter, named_once
from consult.formats.tables.packed_lines import Line, PackedLines
from consult.formats.tables.table import Origin, Rows, Table, refuse_too_wide
from consult.formats.tables.workbook import Sheet
from consult.i18n import _, quoted
from consult.model.gathered_problems import GatheredProblems
from consult.model.visible_text import shortened

_MOST_PROBLEMS = 20

Key = tuple[str, str]
"""Which table a row stands in, and what it is called there."""
Owner = tuple[int, str]
"""The row of the response, and the beginning of its headers, such as „plans[1]/”."""


@dataclass(frozen=True, slots=True)
class Group:
    """One repeated group as it lies in its sheet or file."""

    name: str
    place: str
    """The sheet or file, as people are told of it."""
    header: Sequence[str]
    lines: Sequence[Line]
    parent: Callable[[Mapping[str, str]], Key]
    """The cells of a line by their headers → the row that it belongs to."""
    own: Callable[[Mapping[str, str]], Key]

    @classmethod
    def of(
        cls,
        sheet: Sheet,
        name: str,
        place: str,
        parent: Callable[[Mapping[str, str]], Key],
        own: Callable[[Mapping[str, str]], Key],
    ) -> Group | None:
        """The group on a sheet; None where nobody answered it."""
        lines = [(n, cells) for n, cells in sheet.lines if any(cells)]
        if len(lines) < 2:
            return None
        return cls(name, place, [" ".join(cell.split()) for cell in lines[0][1]], lines[1:], parent, own)


def joined(main: Table, groups: Sequence[Group], owners: dict[Key, Owner], *, number_them: bool = False) -> Table:
    """The table `main` with the columns of the groups for each time that they were answered.

    What a response did not answer so many times was not asked. Raises TableError where a row belongs to no response.
    """
    owners = dict(owners)
    cells: dict[int, dict[str, str]] = {}
    origins: dict[str, Origin] = {}
    problems = GatheredProblems(_MOST_PROBLEMS)
    for group in groups:
        _join(group, owners, cells, origins, problems, number_them)
    if problems:
        raise TableError(problems=problems.told())
    header = [*main.header, *origins]
    refuse_too_wide(len(header), main.name)
    blank: dict[str, str] = {}
    lines = PackedLines(
        (row.number, [*row.cells, *(cells.get(row.number, blank).get(title, NOT_ASKED) for title in origins)])
        for row in main.rows
    )
    how = _("{how}, with the repeated answers in {places}").format(how=main.how, places=", ".join(g.place for g in groups))
    width = len(main.header)
    return replace(
        main, header=tuple(header), rows=Rows(lines, range(len(header))), how=how if groups else main.how,
        origins={**main.origins, **dict(enumerate(origins.values(), width))}, repeats={g.name: g.place for g in groups},
    )  # fmt: skip


def _join(
    group: Group, owners: dict[Key, Owner], cells: dict[int, dict[str, str]], origins: dict[str, Origin],
    problems: GatheredProblems, number_them: bool,
) -> None:  # fmt: skip
    """Adds the answers of a group to the cells of their responses, and its columns to the origins."""
    at = {title: i for i, title in enumerate(group.header) if title}
    filled = [any(i < len(line) and line[i] for _n, line in group.lines) for i in range(len(group.header))]
    answers = [i for i, title in enumerate(group.header) if title and not is_technical(title)]
    answers, titles, _notes = named_once(group.place, answers, [group.header[i] for i in answers], filled, number_them)
    times: dict[Owner, int] = {}
    rows: dict[tuple[int, str], dict[int, int]] = {}
    for n, line in group.lines:
        told = {title: line[i] if i < len(line) else "" for title, i in at.items()}
        owner = owners.get(group.parent(told))
        if owner is None:
            problems.add(_orphan(group, n))
            continue
        times[owner] = times.get(owner, 0) + 1
        row, before = owner
        owners[group.own(told)] = (row, f"{before}{group.name}[{times[owner]}]/")
        rows.setdefault((times[owner], before), {})[row] = n
        own = cells.setdefault(row, {})
        for i, title in zip(answers, titles, strict=True):
            own[before + with_instance(title, group.name, times[owner])] = line[i] if i < len(line) else ""
    for (time, before), found in sorted(rows.items()):
        for i, title in zip(answers, titles, strict=True):
            origins[before + with_instance(title, group.name, time)] = Origin(group.place, column_letter(i), found)


def _orphan(group: Group, n: int) -> Problem:
    return Problem(
        f"{group.place}, " + _("row {row}").format(row=n),
        _("the row of {group} belongs to no response of the table").format(group=quoted(shortened(group.name, 60))),
        _("put the response back, or take this row out"),
    )
