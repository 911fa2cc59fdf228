"""Sentences on what figures rest on: the base of a question, its caption, a warning where few answered."""

from __future__ import annotations

from consult.charts.style import FEW
from consult.charts.wording import base, share_text
from consult.i18n import _, ngettext, number
from consult.model.results import Distribution, NumberSummary, Result, ScaleTable
from consult.model.visible_text import shortened
from consult.report.manuscript import plain

FLAGGED = 30
"""Under this n a reader is warned that there are few answers."""
_LABEL = 140


def kind(type_: str) -> str:
    """What kind of question it was, in a word or two."""
    return {
        "single": _("one answer"),
        "multi": _("several answers"),
        "scale": _("scale"),
        "number": _("number"),
        "text": _("in own words"),
        "date": _("date"),
        "matrix": _("scale in rows"),
    }.get(type_, type_)


def counts(result: Result) -> tuple[int, int]:
    """n and blank of a result. Of a matrix: the most that any row has, since rows are left blank one by one."""
    if isinstance(result, ScaleTable):
        return max((row.n for row in result.rows), default=0), max((row.blank for row in result.rows), default=0)
    return result.n, result.blank


def based_on(result: Result) -> str:
    """“n = 95 of 102 asked; 7 left it blank”."""
    if isinstance(result, ScaleTable):
        return _row_bases(result)
    n, blank = counts(result)
    words = sum(count for _text, count in result.others) if isinstance(result, NumberSummary) else 0
    all_ = n + blank + words
    told = [ngettext("{base} of {n} asked", "{base} of {n} asked", all_).format(base=base(n), n=number(all_))]
    if blank:
        told.append(ngettext("{n} left it blank", "{n} left it blank", blank).format(n=number(blank)))
    if words:
        told.append(ngettext("{n} answered in words", "{n} answered in words", words).format(n=number(words)))
    return "; ".join(told)


def _row_bases(table: ScaleTable) -> str:
    if not table.rows:
        return base(0)
    low, high = min(row.n for row in table.rows), max(row.n for row in table.rows)
    if low == high:
        told = _("n = {n} in every row").format(n=number(high))
    else:
        told = _("n = {low} to {high}, by row").format(low=number(low), high=number(high))
    blank = sum(row.blank for row in table.rows)
    if not blank:
        return told
    return f"{told}; " + ngettext("{n} cell left blank", "{n} cells left blank", blank).format(n=number(blank))


def few(result: Result) -> str:
    """A warning where few answered; empty otherwise."""
    n = counts(result)[0]
    if not 0 < n < FLAGGED:
        return ""
    if n < FEW:
        return _("Few answers: counts only, no percentages")
    return _("Few answers: read the percentages with care")


def caption(result: Result) -> str:
    """What stands under a drawing: its base, and how to read it where that is not plain."""
    parts = [based_on(result)]
    if isinstance(result, Distribution) and result.multiple:
        parts.append(_("several answers could be chosen, so the shares may add up to more than 100%"))
    if _diverges(result):
        parts.append(_("answers against stand left of the line, answers for stand right of it, neutral ones apart"))
    if isinstance(result, NumberSummary) and any(one.low != one.high for one in result.bins):
        parts.append(_("columns count answers; the last column includes its upper limit"))
    return "; ".join(parts) + "."


def _diverges(result: Result) -> bool:
    return isinstance(result, Distribution | ScaleTable) and result.diverging


def short(text: str) -> str:
    """A label short enough to stand in a sentence."""
    return shortened(plain(text), _LABEL)


def figure_of(count: int, share: float, n: int) -> str:
    """The one figure of a finding: a percentage, or “6 of 8” where few answered."""
    return share_text(share) if n >= FEW else _("{count} of {n}").format(count=number(count), n=number(n))
