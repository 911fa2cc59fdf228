"""The first pages: title block, the short version, the contents and the aims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult.charts.style import FEW
from consult.charts.wording import base, figure
from consult.i18n import _, day, moment, ngettext, number
from consult.model.results import (
    Bar,
    ConsultationResult,
    Distribution,
    NumberSummary,
    QuestionResult,
    ScaleTable,
    SurveyResult,
    TextSummary,
)
from consult.report.blocks import Contents, Finding, Findings, KeyFigures, Listing, TitleBlock
from consult.report.findings import sides, strongest, top
from consult.report.manuscript import Manuscript, anchor, plain
from consult.report.runs import runs_on_one_scale, together
from consult.report.sentences import figure_of, short

_CLOSED = 6
_ALL = 0.995
_OPEN = 4
_FINGERPRINT = 16
"""Characters of the fingerprint on the first page; the last chapter has all of them."""


def write_title(manuscript: Manuscript, result: ConsultationResult) -> None:
    """The title block: what, by whom, when, how many, and how to recognise these figures again."""
    responses = sum(survey.turnout.responses for survey in result.surveys)
    facts = (
        (_("Responses"), number(responses)),
        (_("Answered"), _period(result)),
        (_("Figures as of"), moment(result.data_until) if result.data_until else ""),
        (_("Contact"), plain(result.contact)),
        (_("Made with"), plain(result.tool)),
        (_("Fingerprint of the answers"), plain(result.fingerprint)[:_FINGERPRINT]),
    )
    manuscript.add(
        TitleBlock(
            plain(result.organiser),
            plain(result.title),
            _("Report on the consultation"),
            plain(result.notice),
            tuple((name, value) for name, value in facts if value),
        )
    )


def _period(result: ConsultationResult) -> str:
    firsts = [survey.turnout.first for survey in result.surveys if survey.turnout.first]
    lasts = [survey.turnout.last for survey in result.surveys if survey.turnout.last]
    if not firsts or not lasts:
        return ""
    first, last = day(min(firsts)), day(max(lasts))
    return first if first == last else f"{first} – {last}"


def write_short_version(manuscript: Manuscript, result: ConsultationResult) -> None:
    """One page: a few key figures and the strongest findings, all made from the figures."""
    manuscript.heading(2, _("In short"), "in-short")
    texts = [question.result for _survey, question in _questions(result) if isinstance(question.result, TextSummary)]
    responses = sum(survey.turnout.responses for survey in result.surveys)
    questions = sum(1 for _pair in _questions(result))
    written, themes = sum(text.n for text in texts), sum(len(text.themes) for text in texts)
    figures = (
        (responses, ngettext("response", "responses", responses)),
        (len(result.surveys), ngettext("survey", "surveys", len(result.surveys))),
        (questions, ngettext("question", "questions", questions)),
        (written, ngettext("answer in own words", "answers in own words", written)),
        (themes, ngettext("theme", "themes", themes)),
    )
    manuscript.add(KeyFigures(tuple((number(count), name) for count, name in figures)))
    found = _strongest(result)
    if found:
        manuscript.add(Findings(tuple(found)))
        manuscript.paragraph(
            _("The answer given most often to a question, or the largest theme in it. Each leads to its question."), "hint"
        )


def _questions(result: ConsultationResult) -> Iterator[tuple[SurveyResult, QuestionResult]]:
    for survey in result.surveys:
        for page in survey.pages:
            for question in page.questions:
                yield survey, question


@dataclass(frozen=True, slots=True)
class _Candidate:
    finding: Finding
    weight: float
    """The share, less one where so few answered that the finding is told only if there is no other."""
    open: bool
    place: int


def _strongest(result: ConsultationResult) -> list[Finding]:
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
                yield _candidate(theme.count, share, result.n, text, label, target, place, open_=True)
        case Distribution() if result.n and not result.diverging:
            best = top(result.bars)
            if len(best) == 1 and _tells_something(best[0]):
                yield _candidate(best[0].count, best[0].share, result.n, short(best[0].label), label, target, place)
        case Distribution() if result.n:
            yield _support(result, "", label, target, place)
        case ScaleTable() if result.diverging:
            rows = [row for row in result.rows if row.n >= FEW]
            if rows:
                best_row = max(rows, key=lambda row: sides(row)[1] / row.n)
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
            told = f"{middle}\N{NO-BREAK SPACE}{unit}" if unit else middle
            finding = Finding(told, _("Median of the figures given"), f"{label} · {base(result.n)}", target)
            yield _Candidate(finding, 0.3, False, place)


def _tells_something(bar: Bar) -> bool:
    """What all said, and a bare point of a numbered scale, is no news on the first page."""
    return bar.share < _ALL and not bar.label.strip().isdigit()


def _support(row: Distribution, name: str, label: str, target: str, place: int) -> _Candidate:
    """How many answered on the upper half of a scale, with the names of its points."""
    high = sides(row)[1]
    scale = [bar for bar in row.bars if not bar.apart]
    upper = scale[len(scale) - len(scale) // 2 :]
    points = " + ".join(short(bar.label) for bar in upper) if len(upper) < 4 else f"{upper[0].label} – {upper[-1].label}"
    text = f"{name}: {points}" if name else points
    return _candidate(high, high / row.n, row.n, text, label, target, place)


def _candidate(
    count: int, share: float, n: int, text: str, label: str, target: str, place: int, *, open_: bool = False
) -> _Candidate:
    finding = Finding(figure_of(count, share, n), text, f"{label} · {base(n)}", target)
    return _Candidate(finding, share if n >= FEW else share - 1, open_, place)


def write_contents(manuscript: Manuscript) -> None:
    """The table of contents; whoever renders fills it."""
    manuscript.add(Contents(_("Contents")))


def write_aims(manuscript: Manuscript, result: ConsultationResult) -> None:
    """What the consultation wants to find out."""
    if result.aims:
        manuscript.heading(2, _("Aims"), "aims")
        manuscript.add(Listing(tuple(plain(aim) for aim in result.aims), numbered=True))
