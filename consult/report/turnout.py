"""Who answered: what came in, what was excluded, what counts, and what respondents said of themselves."""

from __future__ import annotations

from consult.i18n import _, day, ngettext, number
from consult.model.distributions import Distribution
from consult.model.question_results import QuestionResult
from consult.model.results import SurveyResult, Turnout
from consult.report.blocks import Table
from consult.report.manuscript import Manuscript, anchor, plain
from consult.report.questions import drawings_of, write_figures, write_question


def write_turnout(manuscript: Manuscript, survey: SurveyResult) -> None:
    """The section on who answered one survey."""
    turnout = survey.turnout
    manuscript.heading(3, _("Who answered"), anchor(survey.id, "who-answered"))
    manuscript.paragraph(_came_in(turnout), "lead")
    _write_cascade(manuscript, turnout)
    if not turnout.responses:
        return
    if len(turnout.channels.bars) == 1:
        told = _("All came in one way: {channel}.").format(channel=plain(turnout.channels.bars[0].label).lower())
        manuscript.paragraph(told)
    for code, title, split in _splits(turnout):
        manuscript.heading(4, title, anchor(survey.id, code))
        write_figures(manuscript, QuestionResult(code, title, "", "", False, split))
    for question in turnout.about:
        write_question(manuscript, question, anchor(survey.id, "about", question.code), _("About the respondents"))


def turnout_drawings(turnout: Turnout) -> int:
    """How many results of this section are offered for drawing."""
    return len(_splits(turnout)) + sum(map(drawings_of, turnout.about))


def _splits(turnout: Turnout) -> list[tuple[str, str, Distribution]]:
    """Responses by channel, wave and version, wherever there is more than one."""
    found = (
        ("channels", _("How the responses came in"), turnout.channels),
        ("waves", _("Responses by wave"), turnout.waves),
        ("versions", _("Responses by version of the survey"), turnout.versions),
    )
    return [(code, title, split) for code, title, split in found if split and len(split.bars) > 1]


def _write_cascade(manuscript: Manuscript, turnout: Turnout) -> None:
    """From what came in to what counts, step by step; a sentence where nothing was excluded."""
    if not turnout.received:
        return
    if not turnout.excluded:
        manuscript.paragraph(_("None was excluded: all of them count."))
        return
    rows = [(_("Came in"), number(turnout.received))]
    for reason, count in turnout.excluded:
        told = plain(reason) or _("no reason written")
        rows.append((_("Excluded: {reason}").format(reason=told), f"\N{MINUS SIGN}{number(count)}"))
    manuscript.add(
        Table(
            _("From the responses that came in to those that count"), (_("Step"), _("Responses")), tuple(rows),
            ("left", "right"), folded=False, last=((_("Count in every figure of this report"), number(turnout.responses)),),
        )
    )  # fmt: skip


def _came_in(turnout: Turnout) -> str:
    """How many responses came in, and between which days."""
    if not turnout.received:
        return _("No responses came in.")
    if not turnout.first or not turnout.last:
        came = ngettext("{n} response came in.", "{n} responses came in.", turnout.received).format(n=number(turnout.received))
        return f"{came} " + _("The tables do not tell when.")
    if turnout.undated:
        return _dated_and_not(turnout)
    if turnout.first.date() == turnout.last.date():
        text = ngettext("{n} response came in on {day}.", "{n} responses came in on {day}.", turnout.received)
        return text.format(n=number(turnout.received), day=day(turnout.first))
    text = ngettext(
        "{n} response came in between {first} and {last}.",
        "{n} responses came in between {first} and {last}.",
        turnout.received,
    )
    return text.format(n=number(turnout.received), first=day(turnout.first), last=day(turnout.last))


def _dated_and_not(turnout: Turnout) -> str:
    """Where some of the tables did not tell when their answers were given."""
    came = ngettext("{n} response came in", "{n} responses came in", turnout.received).format(n=number(turnout.received))
    undated = ngettext("{n} of them without a date", "{n} of them without a date", turnout.undated).format(
        n=number(turnout.undated)
    )
    return f"{came}, {undated}."
