"""The findings that stand on the first page: those with the largest shares, and what the larger results say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consult.charts.points import named, upper_points, upper_side
from consult.charts.style import FEW
from consult.charts.wording import base, figure, point_difference
from consult.i18n import _, number
from consult.model.distributions import Bar, Distribution, PairedTable, ScaleTable
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.question_results import FiguresTable, QuestionResult, RepeatResult
from consult.model.results import ConsultationResult
from consult.model.summaries import NumberSummary, TextSummary
from consult.report.blocks import Finding
from consult.report.comparisons import best, gap, joined, most_given, rise, stands_out, sums, widest
from consult.report.findings import strongest, top
from consult.report.manuscript import anchor, plain
from consult.report.measures import in_brackets, is_word, measured
from consult.report.runs import runs_on_one_scale, together
from consult.report.sentences import FLAGGED, figure_of, from_responses, short

_CLOSED = 6
_ALL = 0.995
_OPEN = 4


@dataclass(frozen=True, slots=True)
class _Candidate:
    finding: Finding
    weight: float
    """The share, less one where so few answered that the finding is told only if there is no other."""
    open: bool
    place: int


def strongest_findings(result: ConsultationResult) -> list[Finding]:
    """The findings with the largest shares, in the order in which the questions were asked."""
    told = [
        (survey, together(run)) for survey in result.surveys for page in survey.pages for run in runs_on_one_scale(page.questions)
    ]
    candidates = [
        candidate
        for place, (survey, question) in enumerate(told)
        for candidate in _candidates(question, anchor(survey.id, question.code), place)
    ]
    if any(one.weight >= 0 for one in candidates):
        candidates = [one for one in candidates if one.weight >= 0]
    closed = sorted((one for one in candidates if not one.open), key=lambda one: -one.weight)[:_CLOSED]
    themes = sorted((one for one in candidates if one.open), key=lambda one: -one.weight)[:_OPEN]
    return [one.finding for one in sorted((*closed, *themes), key=lambda one: (one.place, -one.weight))]


def _candidates(question: QuestionResult, target: str, place: int) -> Iterator[_Candidate]:
    result, label = question.result, short(question.label)
    match result:
        case TextSummary():
            for theme in sorted(result.themes, key=lambda theme: -theme.count)[:2]:
                share = theme.count / result.n if result.n else 0
                text = _("Theme: {name}").format(name=short(theme.label))
                one = _candidate(theme.count, share, result.n, text, label, target, place, open_=True)
                under = ", ".join(filter(None, (one.finding.base, from_responses(result))))
                yield replace(one, finding=replace(one.finding, base=under))
        case RepeatResult():
            for field in result.fields:
                if isinstance(field.result, TextSummary):
                    named = replace(field, label=f"{label}: {short(field.label)}")
                    yield from _candidates(named, f"{target}-{field.code}", place)
        case Distribution() if result.n and not result.diverging:
            best = top(result.bars)
            if len(best) == 1 and _tells_something(best[0]):
                yield _candidate(best[0].count, best[0].share, result.n, short(best[0].label), label, target, place)
        case Distribution() if result.n:
            yield _support(result, "", label, target, place)
        case ScaleTable() if result.diverging:
            rows = [row for row in result.rows if row.n >= FEW]
            if rows:
                best_row = max(rows, key=lambda row: upper_side(row)[1])
                yield _support(best_row, short(best_row.label), label, target, place)
        case ScaleTable():
            found = strongest(result)
            if found:
                row, bar = found
                text = f"{short(row.label)}: {short(bar.label)}"
                yield _candidate(bar.count, bar.share, row.n, text, label, target, place)
        case NumberSummary() if result.n >= FEW:
            unit = plain(result.unit)[:20]
            middle = figure(result, result.median)
            told = f"{middle}\N{NO-BREAK SPACE}{unit}" if unit and not is_word(unit) else middle
            finding = Finding(told, _("Median of the figures given") + in_brackets(unit), f"{label} · {base(result.n)}", target)
            yield _Candidate(finding, 0.3, False, place)
        case _:
            yield from _larger(question, target, place)


def _larger(question: QuestionResult, target: str, place: int) -> Iterator[_Candidate]:
    """What a ranking, an allocation, sides or years have to say; each weighs less than a clear majority."""
    result, label = question.result, short(question.label)
    match result:
        case RankingResult() if result.n and stands_out(best(result), result.choices):
            first = best(result)
            told = _("{points} of {most}").format(points=number(first[0].points / result.n, 1), most=number(result.places))
            text = _("Ranked highest: {name}").format(name=joined([short(one.label) for one in first]))
            yield _weighed(told, text, f"{label} · {base(result.n)}", target, place, 0.5, result.n)
        case AllocationResult() if result.n and stands_out(most_given(result), result.choices):
            given = most_given(result)
            told = measured(round(given[0].mean, 1), result.unit)
            text = _("Given the most: {name}").format(name=joined([short(one.label) for one in given]))
            yield _weighed(told, text, f"{label} · {base(result.n)}", target, place, 0.5, result.n)
        case PairedTable():
            row = widest(result)
            if row and min(side.n for side in row.sides) >= FLAGGED:
                shares = [upper_side(side)[1] for side in row.sides]
                sides = " → ".join(short(side) for side in result.sides)
                n = min(side.n for side in row.sides)
                text = _("Widest gap, in percentage points: {name}").format(name=short(row.label))
                yield _weighed(point_difference(*shares), f"{text} ({sides})", f"{label} · {base(n)}", target, place, gap(row), n)
        case FiguresTable() if result.years and result.compared >= FLAGGED and sums(result)[0] > 0:
            first_sum, last_sum = sums(result)
            years = f"{short(result.columns[0].label)} → {short(result.columns[-1].label)}"
            text = f"{measured(first_sum, '')} → {measured(last_sum, result.columns[-1].unit)}"
            told = rise(first_sum, last_sum)
            yield _weighed(told, f"{years}: {text}", f"{label} · {base(result.compared)}", target, place, 0.5, result.compared)


def _weighed(told: str, text: str, under: str, target: str, place: int, weight: float, n: int) -> _Candidate:
    return _Candidate(Finding(told, text, under, target), weight if n >= FEW else weight - 1, False, place)


def _tells_something(bar: Bar) -> bool:
    """What all said, and a bare point of a numbered scale, is no news on the first page."""
    return bar.share < _ALL and not bar.label.strip().isdigit()


def _support(row: Distribution, name: str, label: str, target: str, place: int) -> _Candidate:
    """How many answered on the upper half of a scale, with the names of its points."""
    high, share = upper_side(row)
    points = short(named(upper_points(row)))
    return _candidate(high, share, row.n, f"{name}: {points}" if name else points, label, target, place)


def _candidate(
    count: int, share: float, n: int, text: str, label: str, target: str, place: int, *, open_: bool = False
) -> _Candidate:
    finding = Finding(figure_of(count, share, n, least=FLAGGED), text, f"{label} · {base(n)}", target)
    return _Candidate(finding, share if n >= FEW else share - 1, open_, place)
