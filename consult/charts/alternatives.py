"""What a drawing shows, in words, for those who do not see it: made from the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consult.charts import bars, themes
from consult.charts.lettering import clean
from consult.charts.wording import base, bin_text, counted, figure
from consult.i18n import _, number
from consult.model.results import DateSummary, Distribution, NumberSummary, Result, ScaleTable, TextSummary
from consult.model.visible_text import shortened

_LONGEST = 120
"""Characters of one label; the table beneath a drawing holds them in full."""
_ROWS = 30


def describe(result: Result, title: str = "") -> str:
    """A sentence or several: what kind of drawing it is, of what, its n, and every figure in it."""
    match result:
        case Distribution():
            kind, figures, n = _("Bar chart"), _bars(result), result.n
        case ScaleTable():
            return _told(_("Chart of answers on a scale"), title, [_scale_row(row) for row in result.rows[:_ROWS]])
        case NumberSummary():
            kind, figures, n = _("Histogram"), _numbers(result), result.n
        case DateSummary():
            kind, figures, n = _("Chart of dates"), _bars(result.distribution), result.n
        case TextSummary():
            kind, figures, n = _("Bar chart of themes"), _pairs(themes.rows_of(result)), result.n
    return _told(kind, title, [base(n), *figures])


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
