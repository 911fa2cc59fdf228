"""The first pages: title block, the short version, the contents and the aims."""

from __future__ import annotations

from consult.i18n import _, day, moment, ngettext, number
from consult.model.results import ConsultationResult
from consult.model.summaries import TextSummary
from consult.report.blocks import Contents, Findings, KeyFigures, Listing, TitleBlock
from consult.report.first_page import strongest_findings
from consult.report.manuscript import Manuscript, plain
from consult.report.questions import parts_of

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
    asked = [part for question in result.questions for part in (question, *parts_of(question.result))]
    texts = [question.result for question in asked if isinstance(question.result, TextSummary)]
    responses = sum(survey.turnout.responses for survey in result.surveys)
    questions = len(result.questions)
    written, themes = sum(text.n for text in texts), sum(len(text.themes) for text in texts)
    figures = (
        (responses, ngettext("response", "responses", responses)),
        (len(result.surveys), ngettext("survey", "surveys", len(result.surveys))),
        (questions, ngettext("question", "questions", questions)),
        (written, ngettext("answer in own words", "answers in own words", written)),
        (themes, ngettext("theme", "themes", themes)),
    )
    manuscript.add(KeyFigures(tuple((number(count), name) for count, name in figures)))
    found = strongest_findings(result)
    if found:
        manuscript.add(Findings(tuple(found)))
        manuscript.paragraph(
            _("The answer given most often to a question, or the largest theme in it. Each leads to its question."), "hint"
        )


def write_contents(manuscript: Manuscript) -> None:
    """The table of contents; whoever renders fills it."""
    manuscript.add(Contents(_("Contents")))


def write_aims(manuscript: Manuscript, result: ConsultationResult) -> None:
    """What the consultation wants to find out."""
    if result.aims:
        manuscript.heading(2, _("Aims"), "aims")
        manuscript.add(Listing(tuple(plain(aim) for aim in result.aims), numbered=True))
