"""Dates: counted by month or by year, without gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from consult.analysis.absences import Answers, absences
from consult.model.distributions import Bar, Distribution
from consult.model.question import Question
from consult.model.summaries import DateSummary


def date_summary(question: Question, answers: Answers, language: str) -> DateSummary:
    """The first and last of the dates given, and how they are spread."""
    days = sorted(date.fromisoformat(answer.text) for given in answers for answer in given if answer.text)
    blank, missing = absences(given for given in answers if not any(answer.text for answer in given))
    n = len(days)
    bars = tuple(Bar(period, period, count, count / n) for period, count in _periods(days).items())
    spread = Distribution(question.code, question.label_in(language), bars, n, blank, ordered=True, missing=missing)
    return DateSummary(n, blank, days[0] if days else None, days[-1] if days else None, spread, missing)


def _periods(days: Sequence[date]) -> Mapping[str, int]:
    """Days counted by month (2026-03) where they span up to two years, else by year; without gaps."""
    if not days:
        return {}
    first, last = days[0], days[-1]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= 24:
        start = first.year * 12 + first.month - 1
        counts = Counter(f"{day:%Y-%m}" for day in days)
        return {period: counts[period] for i in range(months) for period in [f"{(start + i) // 12:04}-{(start + i) % 12 + 1:02}"]}
    counts = Counter(str(day.year) for day in days)
    return {str(year): counts[str(year)] for year in range(first.year, last.year + 1)}
