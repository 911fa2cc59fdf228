"""Answers of one question to a result: counts, quartiles, months. Counted anew from the answers each time."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10

from consult.analysis.privacy import mask_personal
from consult.i18n import sort_key, text_in
from consult.model.checking import OWN_WORDS_JOINED, fold
from consult.model.question import OTHER, Choice, Question, QuestionType
from consult.model.response import Answer
from consult.model.results import Bar, Bin, DateSummary, Distribution, NumberSummary, ScaleTable

Answers = Sequence[Sequence[Answer]]
"""The answers to one question, response by response; responses that were not asked it are left out."""


def tally(
    question: Question, answers: Answers, language: str, other_label: str
) -> Distribution | ScaleTable | NumberSummary | DateSummary:
    """The result of any question but an open one, with labels in `language`."""
    if question.type is QuestionType.MATRIX:
        return _scale_table(question, answers, language)
    if question.type is QuestionType.NUMBER:
        return _number_summary(question, answers, language)
    if question.type is QuestionType.DATE:
        return _date_summary(question, answers, language)
    return _distribution(question.code, question.label_in(language), question, answers, language, other_label)


def _distribution(
    code: str, label: str, question: Question, answers: Answers, language: str, other_label: str = ""
) -> Distribution:
    """How often each choice was taken. Choices that an old version had are counted under their code."""
    counts: Counter[str] = Counter()
    multiple = question.type is QuestionType.MULTI
    words: list[str] = []
    blank = 0
    for given in answers:
        taken = [answer for answer in given if answer.code]
        blank += not taken
        counts.update({answer.code for answer in taken if answer.code})
        told = [answer.text for answer in taken if answer.code == OTHER and answer.text]
        words.extend(part for text in told for part in (text.split(OWN_WORDS_JOINED) if multiple else [text]))
    n = len(answers) - blank
    offered = list(question.choices)
    if question.other or counts[OTHER]:
        offered.append(Choice(OTHER, {language: other_label or OTHER}))
    known = {choice.code for choice in offered}
    offered.extend(Choice(code, {language: code}) for code in sorted(counts, key=sort_key) if code not in known)
    bars = tuple(
        Bar(
            choice.code,
            mask_personal(choice.label_in(language), "[…]"),
            counts[choice.code],
            counts[choice.code] / n if n else 0.0,
            choice.apart,
        )
        for choice in offered
    )
    ordered = question.type in (QuestionType.SCALE, QuestionType.MATRIX)
    return Distribution(
        code, label, bars, n, blank, ordered=ordered, multiple=multiple,
        diverging=question.diverging, others=in_own_words(words),
    )  # fmt: skip


def in_own_words(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Answers with how often each was given, in any letter case; most frequent first, then as a dictionary sorts.

    E-mail addresses, phone numbers and personal codes in them are masked, since they are published as they stand.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for text in (mask_personal(word, "[…]") for word in words):
        spellings[fold(text)][text] += 1
    counted = [(min(found.items(), key=lambda pair: (-pair[1], pair[0]))[0], found.total()) for found in spellings.values()]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], sort_key(pair[0]))))


def _scale_table(question: Question, answers: Answers, language: str) -> ScaleTable:
    rows = []
    for row in question.rows:
        cells = [[answer for answer in given if answer.row == row.code] for given in answers]
        asked = [cell for cell in cells if cell]
        rows.append(_distribution(f"{question.code}.{row.code}", row.label_in(language), question, asked, language))
    return ScaleTable(tuple(rows), question.diverging)


def _number_summary(question: Question, answers: Answers, language: str) -> NumberSummary:
    values = sorted(answer.number for given in answers for answer in given if answer.number is not None)
    words = in_own_words(answer.text for given in answers for answer in given if answer.code == OTHER and answer.text)
    blank = len(answers) - len(values) - sum(n for _text, n in words)
    unit = text_in(question.unit, language)
    if not values:
        return NumberSummary(0, blank, unit=unit, others=words)
    return NumberSummary(
        n=len(values), blank=blank, minimum=values[0], lower_quartile=quantile(values, 0.25), median=quantile(values, 0.5),
        upper_quartile=quantile(values, 0.75), maximum=values[-1], mean=sum(values) / len(values), total=sum(values),
        bins=_bins(values, whole=all(value == int(value) for value in values)), unit=unit, others=words,
        years=not unit and len(values) > 2 and all(value == int(value) and 1900 <= value <= 2100 for value in values),
    )  # fmt: skip


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted `values` lie, by linear interpolation (Hyndman & Fan 1996, type 7)."""
    at = (len(values) - 1) * share
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def _bins(values: Sequence[float], *, whole: bool, most: int = 12) -> tuple[Bin, ...]:
    """Bins of one round width (1, 2, 5 times a power of ten) that hold all of the sorted `values`.

    A few whole numbers have a bin each. Otherwise the width follows Freedman & Diaconis (1981), but gives no more than `most`.
    """
    low, high = values[0], values[-1]
    if low == high:
        return (Bin(low, high, len(values)),)
    if whole and high - low < most:
        each = Counter(values)
        return tuple(Bin(value, value, each[value]) for value in map(float, range(int(low), int(high) + 1)))
    spread = quantile(values, 0.75) - quantile(values, 0.25)
    wanted = max(2 * spread / len(values) ** (1 / 3), (high - low) / most)
    if whole:
        wanted = max(wanted, 1.0)
    width = _round_width(wanted)
    # Edges as people would write them: 3 * 0.2 must be 0.6, not 0.6000000000000001, for 0.6 to stand above it.
    first, digits = floor(low / width), max(0, 2 - floor(log10(width)))
    edges = [round((first + i) * width, digits) for i in range(ceil(high / width) - first + 2)]
    edges = edges[bisect_right(edges, low) - 1 :]
    last = max(2, next(i for i, edge in enumerate(edges) if edge >= high) + 1)
    edges = edges[:last]
    counts = Counter(min(bisect_right(edges, value) - 1, len(edges) - 2) for value in values)
    return tuple(Bin(low_edge, high_edge, counts[i]) for i, (low_edge, high_edge) in enumerate(pairwise(edges)))


def _round_width(wanted: float) -> float:
    power = 10.0 ** floor(log10(wanted))
    return next(step * power for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * power >= wanted * 0.999)


def _date_summary(question: Question, answers: Answers, language: str) -> DateSummary:
    days = sorted(date.fromisoformat(answer.text) for given in answers for answer in given if answer.text)
    blank = len(answers) - len(days)
    periods = _periods(days)
    n = len(days)
    bars = tuple(Bar(period, period, count, count / n) for period, count in periods.items())
    spread = Distribution(question.code, question.label_in(language), bars, n, blank, ordered=True)
    return DateSummary(n, blank, days[0] if days else None, days[-1] if days else None, spread)


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
