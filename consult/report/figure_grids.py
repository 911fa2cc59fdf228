"""Tables of figures: sums shaded by size, medians, and how many gave a figure in every cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil, sqrt

from consult.charts.wording import signed
from consult.i18n import _, number
from consult.model.question_results import FigureCell, FiguresTable
from consult.report.blocks import SHADES, Table
from consult.report.manuscript import plain
from consult.report.sentences import reason, summed
from consult.report.tables import capital, heading, right

_NOTHING = "–"
_WIDEST = 8
"""Columns of figures in one table; what is wider is told in several."""


def figures(result: FiguresTable, title: str) -> Iterator[Table]:
    """Sums shaded by size, then medians and bases, in as many tables as the columns need."""
    if len(result.columns) == 1:
        yield _only(result, title)
        return
    groups = [range(at, min(at + _WIDEST, len(result.columns))) for at in range(0, len(result.columns), _WIDEST)]
    for group in groups:
        yield _sums(result, group, title, last=group is groups[-1])
    for group in groups:
        yield _measure(result, group, _("Medians of the figures given"), lambda cell: number(cell.median) if cell.n else _NOTHING)
    for group in groups:
        yield _cell_bases(result, group)
    if result.changes and any(one.n for one in result.changes):
        yield _changes(result)


def _only(result: FiguresTable, title: str) -> Table:
    """Sum, median and n of the only column of numbers."""
    column, cells = result.columns[0], [row.cells[0] for row in result.rows]
    rows = tuple(
        (plain(row.label) or row.code, _sum(cell), number(cell.median) if cell.n else _NOTHING, number(cell.n))
        for row, cell in zip(result.rows, cells, strict=True)
    )
    top = max((cell.total for cell in cells), default=0.0)
    last = [(_("Total"), number(column.whole.total), "", number(column.whole.n))] if result.column_totals else []
    last.append((_("Cells left blank"), "", "", number(column.whole.blank)))
    last += [(capital(reason(why)), "", "", number(count)) for why, count in column.whole.missing.items()]
    name = ", ".join(filter(None, (heading(column.label) or column.code, plain(column.unit)[:24])))
    header = (_("Row"), _("Sum"), _("Median"), "n")
    shades = tuple((0, _shade(cell.total, top), 0, 0) for cell in cells)
    return Table(f"{title}: {name}", header, rows, right(3), folded=False, last=tuple(last), shades=shades)


def _header(result: FiguresTable, group: range) -> list[str]:
    units = {plain(column.unit)[:24] for column in result.columns}
    own = [result.columns[at] for at in group]
    if len(units) == 1:
        return [heading(column.label) or column.code for column in own]
    return [", ".join(filter(None, (heading(column.label) or column.code, plain(column.unit)[:24]))) for column in own]


def _sums(result: FiguresTable, group: range, title: str, *, last: bool) -> Table:
    """The sum of every cell; the largest are the darkest, of all cells where columns are years, else of each column."""
    whole = [row.whole for row in result.rows] if last else []
    totals = [cell for cell in whole if cell]
    rows = tuple(
        (
            plain(row.label) or row.code,
            *(_sum(row.cells[at]) for at in group),
            *((_sum(row.whole),) if totals and row.whole else ()),
            _n_of(row.cells),
        )
        for row in result.rows
    )
    tops = {at: max((row.cells[at].total for row in result.rows), default=0.0) for at in range(len(result.columns))}
    if result.years:
        tops = dict.fromkeys(tops, max(tops.values()))
    shades = tuple(
        (0, *(_shade(row.cells[at].total, tops[at]) for at in group), *((0,) if totals else ()), 0) for row in result.rows
    )
    units = {plain(column.unit)[:24] for column in result.columns}
    unit = next(iter(units)) if len(units) == 1 else ""
    told_ = _("{title}: sums of the figures given").format(title=title) + (f", {unit}" if unit else "")
    header = (_("Row"), *_header(result, group), *((_("Total"),) if totals else ()), "n")
    below = (
        (
            _("Total"),
            *(number(result.columns[at].whole.total) for at in group),
            *((number(sum(cell.total for cell in totals)),) if totals else ()),
            number(result.n),
        ),
    )
    last_rows = below if result.column_totals else ()
    return Table(told_, header, rows, right(len(header) - 1), folded=False, last=last_rows, shades=shades)


def _sum(cell: FigureCell) -> str:
    return number(cell.total) if cell.n else _NOTHING


def _n_of(cells: Sequence[FigureCell]) -> str:
    """“26”, or “24–26” where the cells of a row have different bases."""
    found = sorted(cell.n for cell in cells)
    return number(found[0]) if found[0] == found[-1] else f"{number(found[0])}–{number(found[-1])}"


def _shade(value: float, top: float) -> int:
    """Steps by the root of the share of the largest, so that small figures differ too."""
    return ceil(SHADES * sqrt(value / top)) if value > 0 and top > 0 else 0


def _measure(result: FiguresTable, group: range, title: str, told_: Callable[[FigureCell], str]) -> Table:
    rows = tuple((plain(row.label) or row.code, *(told_(row.cells[at]) for at in group)) for row in result.rows)
    return Table(title, (_("Row"), *_header(result, group)), rows, right(len(group)))


def _cell_bases(result: FiguresTable, group: range) -> Table:
    """How many gave a figure in every cell; below, what was left out in every column."""
    title = _("How many gave a figure; below, the cells without one")
    table = _measure(result, group, title, lambda cell: number(cell.n))
    columns = [result.columns[at].whole for at in group]
    last = [(_("Cells left blank"), *(number(column.blank) for column in columns))]
    for why in summed(column.missing for column in columns):
        last.append((capital(reason(why)), *(number(column.missing.get(why, 0)) for column in columns)))
    return replace(table, last=tuple(last))


def _changes(result: FiguresTable) -> Table:
    """First year against last, of those who gave both."""
    first, last = (heading(column.label) or column.code for column in (result.columns[0], result.columns[-1]))
    rows = tuple(
        (plain(one.label) or one.code, number(one.first), number(one.last), signed(one.last - one.first), number(one.n))
        if one.n
        else (plain(one.label) or one.code, _NOTHING, _NOTHING, _NOTHING, "0")
        for one in result.changes
    )
    title = _("{first} against {last}, of those who gave both figures").format(first=first, last=last)
    return Table(title, (_("Row"), first, last, _("Change"), "n"), rows, right(4))
