"""Sentences that figures write themselves: what was chosen most, which side of a scale is stronger, where the middle lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from consult.charts.points import upper_side
from consult.charts.style import FEW
from consult.charts.wording import counted, figure
from consult.i18n import _, day, ngettext, number, quoted
from consult.model.distributions import Bar, Distribution, ScaleTable
from consult.model.question import OTHER
from consult.model.question_results import Result
from consult.model.summaries import DateSummary, NumberSummary, TextSummary
from consult.report import comparisons
from consult.report.manuscript import plain
from consult.report.measures import in_brackets, is_word
from consult.report.sentences import short


def top(bars: Sequence[Bar]) -> list[Bar]:
    """The most frequent answers, „no opinion” and „other” left out; several where they are equal, none where nobody answered."""
    scale = [bar for bar in bars if not bar.apart and bar.code != OTHER]
    most = max((bar.count for bar in scale), default=0)
    return [bar for bar in scale if bar.count == most] if most else []


def summary(result: Result) -> str:
    """What the figures say, in a sentence; empty where they say nothing."""
    match result:
        case Distribution():
            return _most_chosen(result)
        case ScaleTable():
            return _strongest_row(result)
        case NumberSummary() if result.n:
            return _spread(result)
        case DateSummary() if result.first and result.last:
            return _dates(result.first, result.last)
        case TextSummary() if result.themes:
            return _grouped(result)
        case _:
            return comparisons.summary(result)


def _dates(first: date, last: date) -> str:
    if first == last:
        return _("All gave the same date: {day}").format(day=day(first)) + "."
    return _("Dates run from {first} to {last}").format(first=day(first), last=day(last)) + "."


def _most_chosen(result: Distribution) -> str:
    best = top(result.bars)
    if not best or len(best) == len(result.bars) > 1:
        return ""
    if result.diverging:
        return _sides(result)
    names = ", ".join(quoted(short(bar.label) or bar.code) for bar in best[:3])
    figure = counted(best[0].count, best[0].share, result.n)
    if len(best) > 1:
        return _("Most chosen, equally often: {names}, {figure} each").format(names=names, figure=figure) + "."
    return _("Most chosen: {name}, {figure}").format(name=names, figure=figure) + "."


def _sides(result: Distribution) -> str:
    scale = [bar for bar in result.bars if not bar.apart]
    low, (high, share) = sum(bar.count for bar in scale[: len(scale) // 2]), upper_side(result)
    return (
        _("On the side of {high}: {for_}; on the side of {low}: {against}").format(
            high=quoted(short(scale[-1].label)),
            low=quoted(short(scale[0].label)),
            for_=counted(high, share, result.n),
            against=counted(low, low / result.n, result.n),
        )
        + "."
    )


def strongest(table: ScaleTable) -> tuple[Distribution, Bar] | None:
    """The row and the point of a matrix on which the largest share agreed, among rows with at least ten answers."""
    pairs = [(row, bar) for row in table.rows if row.n >= FEW for bar in top(row.bars)]
    return max(pairs, key=lambda pair: pair[1].share, default=None)


def _strongest_row(table: ScaleTable) -> str:
    if table.diverging:
        rows = [row for row in table.rows if row.n >= FEW]
        if not rows:
            return ""
        best = max(rows, key=lambda row: upper_side(row)[1])
        high, share = upper_side(best)
        return (
            _("Most support: {name}, {figure} on the upper side of the scale").format(
                name=quoted(short(best.label)), figure=counted(high, share, best.n)
            )
            + "."
        )
    found = strongest(table)
    if not found:
        return ""
    row, bar = found
    return (
        _("Clearest row: {name}, {figure} answered {answer}").format(
            name=quoted(short(row.label)), figure=counted(bar.count, bar.share, row.n), answer=quoted(short(bar.label))
        )
        + "."
    )


def _spread(result: NumberSummary) -> str:
    unit = plain(result.unit)[:40]
    beside = "" if is_word(unit) else unit
    if result.minimum == result.maximum:
        value = _measured(result, result.median, beside)
        return _("All gave the same figure: {value}").format(value=value) + in_brackets(unit) + "."
    if result.n < FEW:
        text = _("Half of the answers lie at or under {median}; the lowest is {low}, the highest {high}")
    else:
        text = _("Half of the answers lie at or under {median}; the middle half runs from {lower} to {upper}")
    return (
        text.format(
            median=_measured(result, result.median, beside),
            lower=_measured(result, result.lower_quartile, beside),
            upper=_measured(result, result.upper_quartile, beside),
            low=_measured(result, result.minimum, beside),
            high=_measured(result, result.maximum, beside),
        )
        + in_brackets(unit)
        + "."
    )


def _measured(result: NumberSummary, value: float, unit: str) -> str:
    return f"{number(value)}\N{NO-BREAK SPACE}{unit}" if unit else figure(result, value)


def _grouped(result: TextSummary) -> str:
    grouped = sum(theme.count for theme in result.themes)
    groups = ngettext("{n} theme", "{n} themes", len(result.themes)).format(n=number(len(result.themes)))
    text = ngettext("Of {n} answer {grouped} stands in {themes}", "Of {n} answers {grouped} stand in {themes}", result.n)
    parts = [text.format(n=number(result.n), grouped=number(grouped), themes=groups)]
    if result.unthemed:
        text = ngettext("{n} fits no theme well", "{n} fit no theme well", result.unthemed)
        parts.append(text.format(n=number(result.unthemed)))
    if result.non_answers:
        text = ngettext("{n} says nothing on the question", "{n} say nothing on the question", result.non_answers)
        parts.append(text.format(n=number(result.non_answers)))
    if result.later:
        text = ngettext("{n} came in after the themes were found", "{n} came in after the themes were found", result.later)
        parts.append(text.format(n=number(result.later)))
    return "; ".join(parts) + "."
