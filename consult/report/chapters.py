"""One chapter for every survey: who answered, then each question page by page."""

from __future__ import annotations

from typing import Literal

from consult.charts.wording import counted
from consult.i18n import _, day, ngettext, number
from consult.model.results import QuestionResult, SurveyResult, TextSummary, Turnout
from consult.report.blocks import Quotes, Theme, Themes
from consult.report.findings import summary
from consult.report.manuscript import Manuscript, anchor, plain, quote
from consult.report.runs import runs_on_one_scale, together
from consult.report.sentences import based_on, caption, counts, few, kind
from consult.report.tables import own_words, table_of


def write_survey(manuscript: Manuscript, survey: SurveyResult) -> None:
    """The whole chapter of one survey."""
    manuscript.heading(2, survey.title or survey.id, anchor("survey", survey.id), _("Survey"))
    manuscript.paragraph(survey.intro)
    _write_turnout(manuscript, survey)
    asked = 0
    for place, page in enumerate(survey.pages, 1):
        title = plain(page.title) or (_("Questions") if place == 1 else "")
        if title:
            manuscript.heading(3, title, anchor(survey.id, "page", str(place)))
        for run in runs_on_one_scale(page.questions):
            first, asked = asked + 1, asked + len(run)
            if len(run) > 1:
                above = _("Questions {first} to {last}").format(first=number(first), last=number(asked))
            else:
                above = _("Question {n}").format(n=number(asked))
            _write_question(manuscript, together(run), anchor(survey.id, run[0].code), above)


def _write_turnout(manuscript: Manuscript, survey: SurveyResult) -> None:
    manuscript.heading(3, _("Who answered"), anchor(survey.id, "who-answered"))
    manuscript.paragraph(_came_in(survey.turnout), "lead")
    if not survey.turnout.responses:
        return
    _write_channels(manuscript, survey)
    for question in survey.turnout.about:
        _write_question(manuscript, question, anchor(survey.id, "about", question.code), _("About the respondents"))


def _write_channels(manuscript: Manuscript, survey: SurveyResult) -> None:
    """The ways in which responses came; where there was only one, a sentence says it all."""
    channels = survey.turnout.channels
    if len(channels.bars) == 1:
        told = _("All came in one way: {channel}.").format(channel=plain(channels.bars[0].label).lower())
        manuscript.paragraph(told)
        return
    manuscript.heading(4, _("How the responses came in"), anchor(survey.id, "channels"))
    _write_figures(manuscript, QuestionResult("channel", _("How the responses came in"), "", "", False, channels))


def _came_in(turnout: Turnout) -> str:
    """How many responses came in, and between which days."""
    if not turnout.responses:
        return _("No responses came in.")
    if not turnout.first or not turnout.last:
        came = ngettext("{n} response came in.", "{n} responses came in.", turnout.responses).format(n=number(turnout.responses))
        return f"{came} " + _("The tables do not tell when.")
    if turnout.undated:
        return _dated_and_not(turnout)
    if turnout.first.date() == turnout.last.date():
        text = ngettext("{n} response came in on {day}.", "{n} responses came in on {day}.", turnout.responses)
        return text.format(n=number(turnout.responses), day=day(turnout.first))
    text = ngettext(
        "{n} response came in between {first} and {last}.",
        "{n} responses came in between {first} and {last}.",
        turnout.responses,
    )
    return text.format(n=number(turnout.responses), first=day(turnout.first), last=day(turnout.last))


def _dated_and_not(turnout: Turnout) -> str:
    """Where some of the tables did not tell when their answers were given."""
    came = ngettext("{n} response came in", "{n} responses came in", turnout.responses).format(n=number(turnout.responses))
    undated = ngettext("{n} of them without a date", "{n} of them without a date", turnout.undated).format(
        n=number(turnout.undated)
    )
    return f"{came}, {undated}."


def _write_question(manuscript: Manuscript, question: QuestionResult, target: str, above: str) -> None:
    """Wording, base, what the figures say, drawing, table; for open questions the themes with quotes."""
    level: Literal[4] = 4
    over = [above, kind(question.type), _("required") if question.required else ""]
    manuscript.heading(level, question.label or question.code, target, " · ".join(filter(None, over)))
    manuscript.paragraph(question.hint, "hint")
    manuscript.paragraph(summary(question.result), "lead")
    manuscript.paragraph(few(question.result), "flag")
    if not counts(question.result)[0]:
        manuscript.paragraph(_("Nobody answered this question."))
    _write_figures(manuscript, question)
    if isinstance(question.result, TextSummary):
        _write_texts(manuscript, question.result)


def _write_figures(manuscript: Manuscript, question: QuestionResult) -> None:
    """The drawing, which tells its n in its caption; where there is none, the n alone; then the tables."""
    result = question.result
    label = manuscript.figure(result, question.label, caption(result))
    if not label:
        manuscript.paragraph(based_on(result), "base")
    if not counts(result)[0]:
        return
    title = _("Table for {figure}").format(figure=label) if label else _("Table of figures")
    for table in (table_of(result, title), own_words(result)):
        if table:
            manuscript.add(table)


def _write_texts(manuscript: Manuscript, result: TextSummary) -> None:
    manuscript.paragraph(result.note, "hint")
    if result.themes:
        ordered = sorted(result.themes, key=lambda theme: -theme.count)
        manuscript.add(
            Themes(
                tuple(
                    Theme(
                        plain(theme.label) or theme.id,
                        counted(theme.count, theme.count / result.n if result.n else 0, result.n),
                        ", ".join(plain(word) for word in theme.keywords),
                        tuple(quote(text) for text in theme.quotes if quote(text)),
                    )
                    for theme in ordered
                )
            )
        )
    examples = tuple(quote(text) for text in result.examples if quote(text))
    if examples:
        title = (
            _("Some of the answers, as they were written")
            if result.note
            else _("Too few answers to look for themes; as written:")
        )
        manuscript.add(Quotes(title, examples))
