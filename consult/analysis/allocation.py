"""Allocations: how a sum of points was divided."""

from __future__ import annotations

from collections import defaultdict

from consult.analysis.absences import Answers, absences
from consult.analysis.distributions import label_of, strange
from consult.analysis.quantities import median
from consult.i18n import text_in
from consult.model.preferences import AllocationResult, AllottedChoice
from consult.model.question import Question
from consult.model.response import Missing


def allocation(question: Question, answers: Answers, language: str) -> AllocationResult:
    """The points of every choice, the largest mean first.

    In a response that gave points to any choice, a choice on offer that was left blank has 0 points: whoever divides a sum
    says so by leaving the rest out. A choice with a missing reason, or not on offer, is not counted there.
    """
    points: dict[str, list[float]] = defaultdict(list)
    unanswered = []
    for given in answers:
        if not any(answer.number is not None for answer in given):
            unanswered.append(given)
            continue
        for answer in given:
            if answer.number is not None:
                points[answer.row].append(answer.number)
            elif answer.missing is Missing.BLANK:
                points[answer.row].append(0.0)
    blank, missing = absences(unanswered)
    offered = [choice for choice in question.choices if not choice.closed or choice.code in points]
    offered += strange(points, (choice.code for choice in question.choices))
    found = [_allotted(choice.code, label_of(choice, language), points.get(choice.code, [])) for choice in offered]
    found.sort(key=lambda choice: -choice.mean)
    n = len(answers) - len(unanswered)
    return AllocationResult(tuple(found), n, blank, question.total or 0.0, text_in(question.unit, language), missing)


def _allotted(code: str, label: str, points: list[float]) -> AllottedChoice:
    total = sum(points)
    mean = total / len(points) if points else 0.0
    return AllottedChoice(code, label, len(points), mean, median(points), total, sum(value != 0 for value in points))
