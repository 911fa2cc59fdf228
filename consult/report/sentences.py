"""Sentences on what figures rest on: the base of a question, its caption, a warning where few answered."""

from __future__ import annotations

from collections.abc import Iterable

from consult.charts.style import FEW
from consult.charts.wording import base, share_text
from consult.i18n import _, ngettext, number
from consult.model.distributions import Absences, Distribution, PairedTable, ScaleTable
from consult.model.missing_reasons import reason_label
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.question_results import FiguresTable, QuestionResult, RepeatResult, Result
from consult.model.response import Missing
from consult.model.summaries import NumberSummary, TextSummary
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
        "yesno": _("yes or no"),
        "scale": _("scale"),
        "number": _("number"),
        "text": _("in own words"),
        "date": _("date"),
        "ranking": _("ranking"),
        "allocation": _("points to divide"),
        "matrix": _("scale in rows"),
        "table": _("table"),
        "repeat": _("could be answered several times"),
        "file": _("file"),
        "computed": _("computed"),
    }.get(type_, type_)


def rows_of(result: Result) -> tuple[Distribution, ...]:
    """The rows of a result whose rows each have a base of their own; nothing of others."""
    if isinstance(result, ScaleTable):
        return result.rows
    return tuple(side for row in result.rows for side in row.sides) if isinstance(result, PairedTable) else ()


def counts(result: Result) -> tuple[int, int]:
    """n and blank of a result. Of a matrix: the most that any row has, since rows are left blank one by one."""
    if isinstance(result, ScaleTable | PairedTable):
        rows = rows_of(result)
        return max((row.n for row in rows), default=0), max((row.blank for row in rows), default=0)
    return result.n, result.blank


def reason(why: Missing) -> str:
    """A missing reason in words."""
    return _("not reached") if why is Missing.NOT_REACHED else reason_label(why)


def reasons(missing: Absences) -> str:
    """“not known 3, refused 1”; empty where there are none."""
    return ", ".join(f"{reason(why)} {number(count)}" for why, count in missing.items() if count)


def based_on(question: QuestionResult) -> str:
    """“n = 95 of 102 asked; 7 left it blank; asked: 102 of 140 responses”."""
    parts = _row_bases(question.result) if isinstance(question.result, ScaleTable | PairedTable) else _bases(question)
    if 0 < question.asked < question.responses:
        text = ngettext("asked: {n} of {all} response", "asked: {n} of {all} responses", question.responses)
        parts.append(text.format(n=number(question.asked), all=number(question.responses)))
    return "; ".join(parts)


def _bases(question: QuestionResult) -> list[str]:
    result = question.result
    assert not isinstance(result, ScaleTable | PairedTable)
    n, blank = counts(result)
    words = sum(count for _text, count in result.others) if isinstance(result, NumberSummary) else 0
    all_ = n + blank + words + sum(result.missing.values())
    told = [ngettext("{base} of {n} asked", "{base} of {n} asked", all_).format(base=base(n), n=number(all_))]
    if source := from_responses(result):
        told.append(source)
    if blank and question.type == "computed":
        told.append(ngettext("{n} could not be computed", "{n} could not be computed", blank).format(n=number(blank)))
    elif blank:
        told.append(ngettext("{n} left it blank", "{n} left it blank", blank).format(n=number(blank)))
    if words:
        told.append(ngettext("{n} answered in words", "{n} answered in words", words).format(n=number(words)))
    if result.missing:
        told.append(reasons(result.missing))
    return told


def from_responses(result: Result) -> str:
    """“from 20 responses”, where one response may hold several answers; empty elsewhere."""
    if not isinstance(result, TextSummary) or not result.responses:
        return ""
    text = ngettext("from {n} response", "from {n} responses", result.responses)
    return text.format(n=number(result.responses))


def _row_bases(table: ScaleTable | PairedTable) -> list[str]:
    rows = rows_of(table)
    if not rows:
        return [base(0)]
    low, high = min(row.n for row in rows), max(row.n for row in rows)
    if low == high:
        told = [_("n = {n} in every row").format(n=number(high))]
    else:
        told = [_("n = {low} to {high}, by row").format(low=number(low), high=number(high))]
    blank = sum(row.blank for row in rows)
    if blank:
        told.append(ngettext("{n} cell left blank", "{n} cells left blank", blank).format(n=number(blank)))
    if missing := summed(row.missing for row in rows):
        told.append(reasons(missing))
    return told


def summed(many: Iterable[Absences]) -> Absences:
    """Missing reasons of several cells added up, in the order in which reasons are declared."""
    counted = {why: 0 for why in Missing}
    for one in many:
        for why, count in one.items():
            counted[why] += count
    return {why: count for why, count in counted.items() if count}


def few(result: Result) -> str:
    """A warning where few answered; empty otherwise."""
    n = counts(result)[0]
    if not 0 < n < FLAGGED:
        return ""
    if isinstance(result, FiguresTable | RepeatResult | RankingResult | AllocationResult):
        return _("Few answers: read the figures with care")
    if n < FEW:
        return _("Few answers: counts only, no percentages")
    return _("Few answers: read the percentages with care")


def caption(question: QuestionResult) -> str:
    """What stands under a drawing: its base, and how to read it where that is not plain."""
    result = question.result
    parts = [based_on(question)]
    if isinstance(result, Distribution) and result.multiple:
        parts.append(_("several answers could be chosen, so the shares may add up to more than 100%"))
    if isinstance(result, Distribution | ScaleTable) and result.diverging:
        parts.append(_("answers against stand left of the line, answers for stand right of it, neutral ones apart"))
    if isinstance(result, NumberSummary) and any(one.low != one.high for one in result.bins):
        parts.append(_("columns count answers; the last column includes its upper limit"))
    return "; ".join([*parts, *_how_to_read(result)]) + "."


def _how_to_read(result: Result) -> list[str]:
    """What the drawing of one of the larger results shows."""
    match result:
        case RankingResult():
            text = _(
                "the first of {k} places is worth {k} points, the last 1, and what was not ranked 0; bars show the mean of all n"
            )
            return [text.format(k=number(result.places))]
        case AllocationResult():
            return [_("bars show the mean of all n; a choice left blank beside others counts as 0")]
        case PairedTable():
            return [_("marks show who answered above the middle of the scale; beside them the difference in percentage points")]
        case FiguresTable() if result.years:
            return [_("bars show the sums of those who gave a figure for both years, row by row")]
        case FiguresTable():
            return [_("bars show sums")]
        case _:
            return []


def short(text: str) -> str:
    """A label short enough to stand in a sentence."""
    return shortened(plain(text), _LABEL)


def figure_of(count: int, share: float, n: int, least: int = FEW) -> str:
    """The one figure of a finding: a percentage, or “6 of 8” where fewer than `least` answered."""
    return share_text(share) if n >= least else _("{count} of {n}").format(count=number(count), n=number(n))
