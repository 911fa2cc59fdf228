"""The part of the method that tells what was done with the answers after they were given; nothing where nothing was done."""

from __future__ import annotations

from collections.abc import Iterator

from consult.i18n import _, ngettext, number, percent
from consult.model.results import AnswerWork, ConsultationResult, PaperWork
from consult.report.blocks import Listing
from consult.report.manuscript import Manuscript, anchor, plain
from consult.report.sentences import short


def write_work(manuscript: Manuscript, result: ConsultationResult) -> None:
    """A section for every survey with whose answers anything was done."""
    for survey in result.surveys:
        told = tuple(work_told(survey.work))
        if told:
            title = _("What was done with the answers: {survey}").format(survey=short(survey.title or survey.id))
            manuscript.heading(3, title, anchor("work", survey.id))
            manuscript.add(Listing(told))


def work_told(work: AnswerWork) -> Iterator[str]:
    """A sentence or two for every kind of work that there was."""
    if work.paper and work.paper.forms:
        yield from _paper(work.paper)
    if work.unclear:
        text = ngettext("{n} answer on paper was marked unclear.", "{n} answers on paper were marked unclear.", work.unclear)
        yield text.format(n=number(work.unclear))
    if work.corrected:
        text = ngettext(
            "{n} response was corrected after it was sent: {reasons}.",
            "{n} responses were corrected after they were sent: {reasons}.",
            work.corrected,
        )
        yield text.format(n=number(work.corrected), reasons=_reasons(work))
    if work.issues:
        text = ngettext(
            "{n} response stands as “has issues” and is counted nevertheless.",
            "{n} responses stand as “has issues” and are counted nevertheless.",
            work.issues,
        )
        yield text.format(n=number(work.issues))


def _reasons(work: AnswerWork) -> str:
    unwritten = _("no reason written")
    return ", ".join(f"{plain(reason) or unwritten} ({number(count)})" for reason, count in work.reasons)


def _paper(paper: PaperWork) -> Iterator[str]:
    came = ngettext("{n} form came on paper", "{n} forms came on paper", paper.forms).format(n=number(paper.forms))
    if not paper.twice:
        yield f"{came}."
        return
    twice = ngettext("{n} of them was typed twice", "{n} of them were typed twice", paper.twice)
    yield f"{came}; {twice.format(n=number(paper.twice))}."
    if not paper.compared:
        return
    text = ngettext(
        "The two typings agree in {alike} of {n} field ({share})",
        "The two typings agree in {alike} of {n} fields ({share})",
        paper.compared,
    )
    told = [text.format(alike=number(paper.alike), n=number(paper.compared), share=_share(paper))]
    if paper.settled:
        text = ngettext("{n} difference was settled", "{n} differences were settled", paper.settled)
        told.append(text.format(n=number(paper.settled)))
    if paper.open:
        text = ngettext("{n} difference is not settled yet", "{n} differences are not settled yet", paper.open)
        told.append(text.format(n=number(paper.open)))
    yield "; ".join(told) + "."


def _share(paper: PaperWork) -> str:
    """100% is said only where all agree."""
    return percent(1) if paper.alike == paper.compared else percent(min(paper.alike / paper.compared, 0.999), 1)
