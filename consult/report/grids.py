"""The tables of the larger results: rankings, allocations, sides against each other, tables of figures."""

from __future__ import annotations

from dataclasses import replace

from consult.charts.pairs import bases as side_bases
from consult.charts.points import named, upper_points, upper_side
from consult.charts.style import FEW
from consult.charts.wording import counted, point_difference
from consult.i18n import _, number, quoted
from consult.model.distributions import PairedRow, PairedTable, ScaleTable
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.question_results import FiguresTable, Result
from consult.report.blocks import Table
from consult.report.figure_grids import figures
from consult.report.manuscript import plain
from consult.report.sentences import short
from consult.report.tables import bases, heading, right, table_of

_NOTHING = "–"
_WIDEST = 8
"""Columns of figures in one table; what is wider is told in several."""


def tables_of(result: Result, title: str) -> list[Table]:
    """The tables that go under the drawing of a result, whatever its kind."""
    match result:
        case RankingResult() if result.n:
            return [_ranking(result, title)]
        case AllocationResult() if result.n:
            return [_allocation(result, title)]
        case PairedTable():
            return [_pairs(result, title), *_spread(result)] if result.rows else []
        case FiguresTable() if result.columns:
            return list(figures(result, title))
        case _:
            table = table_of(result, title)
            return [table] if table else []


def _ranking(result: RankingResult, title: str) -> Table:
    rows = tuple(
        (
            plain(choice.label) or choice.code,
            number(choice.points / result.n, 2),
            number(choice.points),
            number(choice.mean_rank, 1) if choice.ranked else _NOTHING,
            number(choice.first),
            counted(choice.ranked, choice.ranked / result.n, result.n),
        )
        for choice in result.choices
    )
    header = (_("Choice"), _("Mean points"), _("Points"), _("Mean rank, if ranked"), _("First place"), _("Ranked at all"))
    last = tuple((*pair, "", "", "", "") for pair in bases(result.n, result.blank, result.missing))
    return Table(title, header, rows, right(5), last=last)


def _allocation(result: AllocationResult, title: str) -> Table:
    unit = plain(result.unit)[:24]
    rows = tuple(
        (
            plain(choice.label) or choice.code,
            number(choice.mean, 1) if choice.n else _NOTHING,
            number(choice.median) if choice.n else _NOTHING,
            number(choice.total),
            number(choice.given),
            number(choice.n),
        )
        for choice in result.choices
    )
    mean = ", ".join(filter(None, (_("Mean"), unit)))
    header = (_("Choice"), mean, _("Median"), _("Sum"), _("Gave more than 0"), "n")
    last = tuple((*pair, "", "", "", "") for pair in bases(result.n, result.blank, result.missing))
    return Table(title, header, rows, right(5), last=last)


def _pairs(result: PairedTable, title: str) -> Table:
    """How many answered above the middle on every side, and how the same respondents placed both."""
    two = len(result.sides) == 2
    points = named(upper_points(result.rows[0].sides[0])) if result.rows[0].sides else ""
    title = _("{title}: answered {points}").format(title=title, points=quoted(short(points)))
    header = [_("Row"), *(heading(side) for side in result.sides)]
    if two:
        title += "; " + _("higher, same and lower tell how the same respondents placed the second side against the first")
        header += [_("Difference"), _("Higher"), _("Same"), _("Lower")]
    rows = tuple((*_pair(row), *(_moved(row) if two else ()), side_bases(row.sides)) for row in result.rows)
    return Table(title, (*header, "n"), rows, right(len(header)))


def _pair(row: PairedRow) -> tuple[str, ...]:
    shares = (counted(*upper_side(side), side.n) if side.n else _NOTHING for side in row.sides)
    return (plain(row.label) or row.code, *shares)


def _moved(row: PairedRow) -> tuple[str, ...]:
    first, second = row.sides
    apart = _NOTHING
    if min(first.n, second.n) >= FEW:
        apart = point_difference(upper_side(first)[1], upper_side(second)[1])
    return (apart, number(row.higher), number(row.same), number(row.lower))


def _spread(result: PairedTable) -> list[Table]:
    """All points of the scale, a row for every side."""
    rows = tuple(
        replace(side, label=f"{plain(row.label) or row.code} – {plain(name)}")
        for row in result.rows
        for name, side in zip(result.sides, row.sides, strict=True)
    )
    table = table_of(ScaleTable(rows, result.diverging), _("All answers by row and side"))
    return [table] if table else []
