"""One chapter for every survey: who answered, then each question page by page."""

from __future__ import annotations

from consult.i18n import _, number
from consult.model.results import SurveyResult
from consult.report.manuscript import Manuscript, anchor, plain
from consult.report.questions import drawings_of, write_question
from consult.report.runs import runs_on_one_scale, together
from consult.report.turnout import turnout_drawings, write_turnout


def write_survey(manuscript: Manuscript, survey: SurveyResult) -> None:
    """The whole chapter of one survey."""
    manuscript.heading(2, survey.title or survey.id, anchor("survey", survey.id), _("Survey"))
    manuscript.paragraph(survey.intro)
    write_turnout(manuscript, survey)
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
            write_question(manuscript, together(run), anchor(survey.id, run[0].code), above)


def drawings_in(survey: SurveyResult) -> int:
    """How many results of the chapter are offered for drawing."""
    told = (together(run) for page in survey.pages for run in runs_on_one_scale(page.questions))
    return turnout_drawings(survey.turnout) + sum(map(drawings_of, told))
