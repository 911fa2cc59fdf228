"""Sentences that the larger results write themselves: what is ranked first, where sides part, how sums change."""

from __future__ import annotations

from collections.abc import Sequence

from consult.charts.pairs import told
from consult.charts.points import upper_side
from consult.charts.style import FEW
from consult.i18n import _, ngettext, number, percent, quoted
from consult.model.distributions import PairedRow, PairedTable
from consult.model.preferences import AllocationResult, AllottedChoice, RankedChoice, RankingResult
from consult.model.question_results import FiguresTable, RepeatResult, Result
from consult.model.summaries import FileCount
from consult.report.measures import measured
from consult.report.sentences import short


def summary(result: Result) -> str:
    """What the figures say, in a sentence; empty where they say nothing."""
    match result:
        case RankingResult() if result.n:
            return _ranked(result)
        case AllocationResult() if result.n:
            return _allotted(result)
        case PairedTable():
            return _parted(result)
        case FiguresTable() if result.n:
            return _summed(result)
        case RepeatResult() if result.n:
            return _told(result)
        case FileCount() if result.n:
            text = ngettext(
                "{n} file was attached. It is for the organiser and is not printed here.",
                "{n} files were attached. They are for the organiser and are not printed here.",
                result.n,
            )
            return text.format(n=number(result.n))
        case _:
            return ""


def best(result: RankingResult) -> list[RankedChoice]:
    """The choices with the most points; none where nobody ranked anything."""
    top = max((choice.points for choice in result.choices), default=0.0)
    return [choice for choice in result.choices if choice.points == top] if top else []


def most_given(result: AllocationResult) -> list[AllottedChoice]:
    """The choices with the largest mean as it is written, to one decimal; none where nothing was given."""
    top = max((round(choice.mean, 1) for choice in result.choices), default=0.0)
    return [choice for choice in result.choices if round(choice.mean, 1) == top] if top > 0 else []


def stands_out(first: Sequence[object], all_: Sequence[object]) -> bool:
    """Whether those that share the first place are fewer than all: where all are equal there is nothing to tell."""
    return bool(first) and (len(first) < len(all_) or len(all_) == 1)


def joined(names: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _ranked(result: RankingResult) -> str:
    first = best(result)
    if not stands_out(first, result.choices):
        return ""
    if len(first) > 1:
        text = _("Ranked highest, with the same points: {names}, {points} of {most} points on average")
        names, points = joined([quoted(short(one.label)) for one in first]), number(first[0].points / result.n, 1)
        return text.format(names=names, points=points, most=number(result.places)) + "."
    text = _("Ranked highest: {name}, with {points} of {most} points on average; {first} of {n} put it first")
    return (
        text.format(
            name=quoted(short(first[0].label)),
            points=number(first[0].points / result.n, 1),
            most=number(result.places),
            first=number(first[0].first),
            n=number(result.n),
        )
        + "."
    )


def _allotted(result: AllocationResult) -> str:
    first = most_given(result)
    if not stands_out(first, result.choices):
        return ""
    text = ngettext(
        "The most was given to {name}: {mean} on average", "The most was given to {name}: {mean} each on average", len(first)
    )
    name = joined([quoted(short(one.label)) for one in first])
    return text.format(name=name, mean=measured(round(first[0].mean, 1), result.unit)) + "."


def widest(table: PairedTable) -> PairedRow | None:
    """The row in which two sides lie the furthest apart, among rows with at least ten answers on both; None where none do."""
    rows = [row for row in table.rows if len(row.sides) == 2 and min(side.n for side in row.sides) >= FEW]
    found = max(rows, key=gap, default=None)
    return found if found and gap(found) else None


def gap(row: PairedRow) -> float:
    """How far apart the shares above the middle of the scale are, 0 to 1."""
    first, second = (upper_side(side)[1] for side in row.sides)
    return abs(second - first)


def _parted(table: PairedTable) -> str:
    row = widest(table)
    if not row:
        return ""
    text = _("Widest gap: {name}; above the middle of the scale answered {first} for {one} and {second} for {other}")
    return (
        text.format(
            name=quoted(short(row.label)),
            first=told(row.sides[0]),
            second=told(row.sides[1]),
            one=quoted(short(table.sides[0])),
            other=quoted(short(table.sides[1])),
        )
        + "."
    )


def _summed(table: FiguresTable) -> str:
    if table.years and any(one.n for one in table.changes):
        first, last = sums(table)
        unit = table.columns[0].unit
        text = _("All rows together, from those who gave both figures: {first} in {one}, {last} in {other}{change}")
        return (
            text.format(
                first=measured(first, unit),
                last=measured(last, unit),
                one=short(table.columns[0].label),
                other=short(table.columns[-1].label),
                change=f" ({rise(first, last)})" if first > 0 else "",
            )
            + "."
        )
    if len(table.columns) == 1 and table.columns[0].whole.n:
        return _("Sum of all rows: {sum}").format(sum=measured(table.columns[0].whole.total, table.columns[0].unit)) + "."
    return ""


def sums(table: FiguresTable) -> tuple[float, float]:
    """The first and the last year over all rows, of those who gave both."""
    return sum(one.first for one in table.changes), sum(one.last for one in table.changes)


def rise(first: float, last: float) -> str:
    """By how much a sum changed: “+12%”, “−3%”."""
    share = round(last / first - 1, 2)
    return ("+" if share > 0 else "\N{MINUS SIGN}" if share < 0 else "±") + percent(abs(share))


def _told(result: RepeatResult) -> str:
    times = ngettext("Answered {n} time in all", "Answered {n} times in all", result.instances)
    responses = ngettext("in {n} response", "in {n} responses", result.n)
    return f"{times.format(n=number(result.instances))}, {responses.format(n=number(result.n))}."
