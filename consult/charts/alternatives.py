"""What a drawing shows, in words, for those who do not see it: made from the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consult.charts import bars, changes, pairs, preferences, themes
from consult.charts.lettering import clean
from consult.charts.wording import base, bin_text, counted, figure
from consult.i18n import _, number
from consult.model.distributions import Distribution, PairedRow, PairedTable, ScaleTable
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.question_results import FiguresTable, Result
from consult.model.summaries import DateSummary, NumberSummary, TextSummary
from consult.model.visible_text import shortened

_LONGEST = 120
"""Characters of one label; the table beneath a drawing holds them in full."""
_ROWS = 30


def describe(result: Result, title: str = "") -> str:
    """A sentence or several: what kind of drawing it is, of what, its n, and every figure in it."""
    if isinstance(result, ScaleTable):
        return _told(_("Chart of answers on a scale"), title, [_scale_row(row) for row in result.rows[:_ROWS]])
    kind, figures, n = _figures_of(result)
    return _told(kind, title, [base(n), *figures])


def _figures_of(result: Result) -> tuple[str, list[str], int]:
    """The kind of drawing, its figures and its n."""
    match result:
        case Distribution():
            return _("Bar chart"), _bars(result), result.n
        case NumberSummary():
            return _("Histogram"), _numbers(result), result.n
        case DateSummary():
            return _("Chart of dates"), _bars(result.distribution), result.n
        case TextSummary():
            return _("Bar chart of themes"), _pairs(themes.rows_of(result)), result.n
        case RankingResult():
            return _("Bar chart of mean points"), _pairs(preferences.ranking_rows(result)), result.n
        case AllocationResult():
            return _("Bar chart of means"), _pairs(preferences.allocation_rows(result)), result.n
        case PairedTable():
            n = max((side.n for row in result.rows for side in row.sides), default=0)
            return _("Chart of shares above the middle of the scale"), _sides(result), n
        case FiguresTable() if result.years:
            return _("Bar chart of the first and the last year"), _changes(result), result.n
        case FiguresTable():
            return _("Bar chart of sums"), _pairs(changes.sums_of(result)), result.n
        case _:
            return "", [], 0


def _sides(table: PairedTable) -> list[str]:
    names = [_short(side) for side in table.sides]
    return [
        f"{_short(row.label)} ({base_of(row)}): "
        + ", ".join(f"{name} {pairs.told(side)}" for name, side in zip(names, row.sides, strict=True))
        for row in table.rows[:_ROWS]
    ]


def base_of(row: PairedRow) -> str:
    """The n of the sides of a row: “n = 26”, or “n = 26/24”."""
    return _("n = {n}").format(n=pairs.bases(row.sides))


def _changes(table: FiguresTable) -> list[str]:
    """Every row with its first and last figure: “Home care: 120 → 150 (n = 12)”."""
    return [
        f"{_short(one.label)}: {number(one.first)} → {number(one.last)} ({base(one.n)})"
        for one in changes.changes_of(table)[:_ROWS]
    ]


def _told(kind: str, title: str, parts: Sequence[str]) -> str:
    head = f"{kind}: {_short(title)}" if title else kind
    stop = "" if head[-1:] in ".?!…" else "."
    return f"{head}{stop} {'; '.join(parts)}."


def _short(text: str) -> str:
    return shortened(clean(text), _LONGEST)


def _pairs(rows: Iterable[bars.Row]) -> list[str]:
    return [f"{_short(row.label)}: {row.value}" for row in rows]


def _bars(distribution: Distribution) -> list[str]:
    return _pairs(bars.rows_of(distribution))


def _scale_row(row: Distribution) -> str:
    figures = ", ".join(f"{_short(bar.label) or bar.code}: {counted(bar.count, bar.share, row.n)}" for bar in row.bars)
    return " – ".join(filter(None, (_short(row.label), f"{base(row.n)}: {figures}")))


def _numbers(summary: NumberSummary) -> list[str]:
    unit = clean(summary.unit)
    classes = [f"{bin_text(summary, one)}: {number(one.count)}" for one in summary.bins]
    median = _("median {value}").format(value=f"{figure(summary, summary.median)} {unit}".strip())
    return [median, *classes]
