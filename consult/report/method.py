"""The last chapters: how the figures were made, what they cannot tell, and how anyone can check them."""

from __future__ import annotations

from collections.abc import Iterator

from consult.i18n import _, moment, ngettext, number
from consult.model.distributions import PairedTable
from consult.model.preferences import AllocationResult, RankingResult
from consult.model.question_results import FiguresTable, QuestionResult, RepeatResult
from consult.model.results import ConsultationResult, SurveyResult
from consult.model.summaries import TextSummary
from consult.report.answer_work import write_work
from consult.report.blocks import Facts, Listing, Table
from consult.report.manuscript import Manuscript, anchor, plain
from consult.report.questions import parts_of
from consult.report.remarks import write_wordings
from consult.report.sentences import short


def write_method(manuscript: Manuscript, result: ConsultationResult) -> None:
    """The chapter on method and on the limits of the evidence."""
    manuscript.heading(2, _("Method and limits"), "method")
    manuscript.heading(3, _("For whom the figures speak"), "method-limits")
    manuscript.paragraph(
        _(
            "Whoever wanted to answer could answer; nobody was drawn at random. The figures describe those who answered. "
            "They are no estimate for all residents, so no margin of error is given. "
            "A consultation gathers reasons; it is not a vote."
        )
    )
    manuscript.heading(3, _("How the answers were counted"), "method-counting")
    manuscript.add(Listing((*_counting(), *_larger(result))))
    texts = _texts(result)
    if texts:
        manuscript.heading(3, _("How the themes were made"), "method-themes")
        manuscript.add(Listing(_theming(several=any(text.responses for _label, text in texts))))
        stable = _stability(texts)
        if stable:
            manuscript.add(stable)
    write_wordings(manuscript, result)
    write_work(manuscript, result)
    _write_sources(manuscript, result)


def _counting() -> tuple[str, ...]:
    return (
        _("n is how many answered a question. “No opinion” is an answer and counts in n; it is drawn apart."),
        _("Whoever was asked and wrote nothing is counted as blank, never as zero or no. Shares are of n, without the blank."),
        _("Where several answers could be chosen, every share is of n, so that together they may exceed 100%."),
        _("Percentages are rounded to whole numbers one by one, so that together they may miss 100% by a little."),
        _("Under 10 answers only counts are given; under 30 answers a remark says that there are few."),
        _("On the first page percentages stand only where 30 or more answered."),
        _("Long labels and quotes are shortened with an ellipsis; the tables under the figures hold labels in full."),
    )


def _larger(result: ConsultationResult) -> Iterator[str]:
    """How the larger results in this report were counted, and what was kept out of it."""
    kinds = {type(question.result) for question in _questions(result)}
    if RankingResult in kinds:
        yield _(
            "Rankings: where k places could be given, the first is worth k points, the second k − 1, the last 1, and what was "
            "not ranked 0, however few were ranked (Borda 1784). Equal points: the better mean rank stands first. "
            "The mean rank is of those alone who ranked the choice."
        )
    if AllocationResult in kinds:
        yield _(
            "Points that were divided: in a response that gave any points, a choice left blank counts as 0. "
            "A choice that was not on offer, or has a reason in place of points, is left out of its mean."
        )
    if PairedTable in kinds:
        yield _("Two sides on one scale: shown is who answered above its middle; the middle of an odd scale is not among them.")
    if FiguresTable in kinds:
        yield _(
            "Tables of figures: sums and medians are of the figures given; what was left blank is not taken for zero. "
            "Two years are compared among those who gave a figure for both."
        )
    if RepeatResult in kinds:
        yield _("Questions that could be answered several times: n counts the times, not the responses.")
    yield _("A question that a response was not shown was not asked there; it is neither answered nor blank.")
    if any(survey.turnout.excluded for survey in result.surveys):
        yield _("Responses that were excluded are in no figure and in no theme; each has its reason.")


def _questions(result: ConsultationResult) -> Iterator[QuestionResult]:
    """All questions and their parts."""
    for question in result.questions:
        yield question
        yield from parts_of(question.result)


def _theming(*, several: bool) -> tuple[str, ...]:
    """How themes are made and counted; `several` where some are of questions that could be answered several times."""
    times = _(
        "Where a question could be answered several times, every time counts as an answer and may stand in a theme of its own; "
        "beside the n stands from how many responses they are."
    )
    return (
        _("A program grouped answers that use much the same words. Each answer stands in one theme at most."),
        _("No person has read and confirmed the grouping unless a remark at the question says so."),
        _("What fits no theme well is counted apart and not forced into one. So are answers that say nothing."),
        _("Counts are of responses, not of how often something is mentioned."),
        *((times,) if several else ()),
        _("Quotes are word for word, but e-mail addresses, telephone numbers and personal codes were masked where found."),
        _("Views are reported as they were given; whether they are true was not examined."),
    )


def _texts(result: ConsultationResult) -> list[tuple[str, TextSummary]]:
    """The open questions that have themes; fields of a repeat are named after it."""
    return [
        (label, asked.result)
        for question in result.questions
        for label, asked in ((question.label, question), *_fields(question))
        if isinstance(asked.result, TextSummary) and asked.result.themes
    ]


def _fields(question: QuestionResult) -> Iterator[tuple[str, QuestionResult]]:
    for part in parts_of(question.result):
        yield f"{short(question.label)}: {short(part.label)}", part


def _stability(texts: list[tuple[str, TextSummary]]) -> Table | None:
    """How far repeated runs agree, where that is known: 1 is the same grouping, 0 is chance."""
    rows = tuple(
        (
            short(label),
            number(text.n),
            number(text.distinct),
            number(len(text.themes)),
            number(text.stability, 2) if text.stability is not None else "–",
        )
        for label, text in texts
    )
    header = (_("Question"), "n", _("Different answers"), _("Themes"), _("Stability"))
    if not rows:
        return None
    title = _("Stability: how far repeated runs give the same groups (adjusted Rand index; 1 = the same, 0 = chance)")
    return Table(title, header, rows, ("left", "right", "right", "right", "right"), folded=False)


def _write_sources(manuscript: Manuscript, result: ConsultationResult) -> None:
    """Where the answers came from, and what was guessed on the way."""
    for survey in result.surveys:
        if not survey.sources and not survey.notes:
            continue
        title = _("Where the answers came from: {survey}").format(survey=short(survey.title or survey.id))
        manuscript.heading(3, title, anchor("sources", survey.id))
        if survey.sources:
            manuscript.add(_sources(survey))
        if survey.notes:
            manuscript.paragraph(_("What was guessed or left out when the answers were read:"))
            manuscript.add(Listing(tuple(plain(note) for note in survey.notes)))


def _sources(survey: SurveyResult) -> Table:
    rows = tuple(
        (plain(source.name), number(source.rows), moment(source.imported_at), plain(source.sha256)) for source in survey.sources
    )
    header = (_("Table"), _("Rows"), _("Imported"), "SHA-256")
    return Table(_("Tables of answers"), header, rows, ("left", "right", "left", "left"), folded=False)


def write_checking(manuscript: Manuscript, result: ConsultationResult) -> None:
    """How anyone who holds the answers can make the same report again."""
    manuscript.heading(2, _("How to check these figures"), "checking")
    manuscript.paragraph(
        _(
            "The same answers give the same report: build it again with the same version of the program and compare. "
            "The fingerprint is a SHA-256 over all answers that are counted here; if one answer changes, it changes."
        )
    )
    pairs = [(_("Program"), result.tool), (_("Fingerprint of the answers"), result.fingerprint)]
    for survey in result.surveys:
        pairs += _questionnaires(survey)
    manuscript.add(Facts(tuple((name, plain(value)) for name, value in pairs if value), code=True))
    if any(survey.versions for survey in result.surveys):
        manuscript.paragraph(
            _(
                "Answers to earlier versions of a questionnaire are read as its newest version means them, "
                "by the migrations that its file states; a question that a version did not ask was not asked there."
            )
        )


def _questionnaires(survey: SurveyResult) -> Iterator[tuple[str, str]]:
    """The questionnaire with its SHA-256; each version with its responses where answers are to several or to an older one."""
    title = short(survey.title or survey.id)
    if not survey.versions:
        yield _("Questionnaire {survey}, version {n}").format(survey=title, n=survey.version), survey.sha256
    for version in survey.versions:
        text = ngettext(
            "Questionnaire {survey}, version {version}: {n} response",
            "Questionnaire {survey}, version {version}: {n} responses",
            version.responses,
        )
        yield text.format(survey=title, version=version.number, n=number(version.responses)), version.sha256
