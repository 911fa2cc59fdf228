"""Themes of an open question as bars; answers that fit no theme, or say nothing, apart and grey."""

from __future__ import annotations

from dataclasses import replace

from consult.charts.bars import MOST, Row, draw_rows
from consult.charts.canvas import Canvas
from consult.charts.lettering import clean
from consult.charts.style import ACCENT, MUTED, NEUTRAL, SOFT, WIDTH
from consult.charts.wording import counted
from consult.i18n import _, ngettext, number
from consult.model.summaries import TextSummary


def draw(summary: TextSummary, width: float = WIDTH) -> Canvas:
    """A bar for every theme, the largest first; at most fifteen, the rest summed."""
    return draw_rows(rows_of(summary), summary.n, width)


def rows_of(summary: TextSummary) -> tuple[Row, ...]:
    """The bars in the order in which they are drawn."""
    themes = sorted(summary.themes, key=lambda theme: -theme.count)
    shown, rest = (themes, []) if len(themes) <= MOST + 1 else (themes[:MOST], themes[MOST:])
    top = max((theme.count for theme in shown), default=0)
    rows = [
        _row(clean(theme.label) or theme.id, theme.count, summary.n, ACCENT if theme.count == top else SOFT) for theme in shown
    ]
    if rest:
        label = ngettext("{n} more theme", "{n} more themes", len(rest)).format(n=number(len(rest)))
        rows.append(replace(_row(label, sum(theme.count for theme in rest), summary.n, MUTED), drawn=False))
    apart = (
        (_("Fits no theme well"), summary.unthemed),
        (_("Says nothing on the question"), summary.non_answers),
        (_("Came in after the themes were found"), summary.later),
    )
    rows += [_row(label, count, summary.n, NEUTRAL, apart=True) for label, count in apart if count]
    return tuple(rows)


def _row(label: str, count: int, n: int, colour: str, apart: bool = False) -> Row:
    return Row(label, count, counted(count, count / n if n else 0.0, n), colour, apart)
