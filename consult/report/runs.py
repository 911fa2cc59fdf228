"""Questions that follow each other on the same scale, told together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consult.i18n import ngettext, number
from consult.model.distributions import Distribution, ScaleTable
from consult.model.question_results import QuestionResult
from consult.report.manuscript import plain

_FEWEST_TOGETHER = 3
_MOST_POINTS = 7


def runs_on_one_scale(questions: Sequence[QuestionResult]) -> list[list[QuestionResult]]:
    """The questions one by one, but three or more that follow each other on the same scale together."""
    runs: list[list[QuestionResult]] = []
    for question in questions:
        points = _points(question)
        if runs and points and points == _points(runs[-1][0]):
            runs[-1].append(question)
        else:
            runs.append([question])
    return [part for run in runs for part in ([run] if len(run) >= _FEWEST_TOGETHER else [[question] for question in run])]


def _points(question: QuestionResult) -> tuple[object, ...]:
    result = question.result
    if question.offered or question.earlier:
        return ()  # remarks stand under a figure of their own
    if not isinstance(result, Distribution) or not result.ordered or result.multiple or len(result.bars) > _MOST_POINTS:
        return ()
    return (question.type == "yesno", question.since, result.diverging, *(plain(bar.label) for bar in result.bars))


def together(run: Sequence[QuestionResult]) -> QuestionResult:
    """Questions on the same scale as the rows of one; a single question as it is."""
    if len(run) == 1:
        return run[0]
    rows = tuple(replace(q.result, label=q.label) for q in run if isinstance(q.result, Distribution))
    if run[0].type == "yesno":
        label = ngettext("{n} yes-or-no question", "{n} yes-or-no questions", len(rows))
    else:
        label = ngettext("{n} question on one scale", "{n} questions on one scale", len(rows))
    kind = "yesno" if run[0].type == "yesno" else "matrix"
    table = ScaleTable(rows, rows[0].diverging)
    return QuestionResult(run[0].code, label.format(n=number(len(rows))), "", kind, False, table, since=run[0].since)
