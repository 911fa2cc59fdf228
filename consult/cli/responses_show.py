"""consult responses show: one response, with all that was answered and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from consult.cli.places import here, json_option
from consult.cli.speech import tell, tell_json
from consult.i18n import _, current, number

if TYPE_CHECKING:
    from consult.model.question import Question
    from consult.model.response import Response
    from consult.model.survey import Survey
    from consult.service.reviewing import Reviewed, Revision


@click.command("show", help=_("Show one response, by its id or receipt code."))
@click.argument("response", metavar="ID|CODE")
@json_option
def show(response: str, as_json: bool) -> None:
    """Shows a response."""
    from consult.service import collecting, reviewing, told_answers
    from consult.service.history import history
    from consult.service.shown_wording import shown

    with here() as consultation:
        survey, found = collecting.show(consultation, response)
        ever_asked = history(consultation, found.survey).survey
        reviews = reviewing.reviews_of(consultation, found.id)
        revisions = reviewing.revisions_of(consultation, found.id)
    anonymous = survey.identity == "anonymous"
    submitted = collecting.submitted(found.submitted_at, anonymous=anonymous)
    if as_json:
        tell_json({**asdict(found), **_hidden(found, submitted)} if anonymous else found)
        return
    channel = collecting.channel_name(found.channel)
    tell(f"{found.id}  {submitted or '–'}  {channel}  {survey.title_in()} v{found.version}")
    _tell_standing(found, reviews, revisions, anonymous=anonymous)
    for question in _asked(shown(survey), shown(ever_asked), found):
        tell()
        tell(question.label_in())
        given = [answer for answer in found.answers if answer.question == question.code]
        for place, words in told_answers.lines(question, given, current()):
            line = f"{told_answers.heading(place)} {words}" if place else words
            tell("  " + line.replace("\n", "\n    "))


def _hidden(found: Response, submitted: str) -> dict[str, object]:
    """What stands for the facts of an anonymous response that tell who sat there, when and how long."""
    source_key = "" if found.source_key.startswith("session:") else found.source_key  # that of a session tells its beginning
    return {"submitted_at": submitted or None, "seconds": None, "source_key": source_key, "respondent": ""}


def _tell_standing(found: Response, reviews: Sequence[Reviewed], revisions: Sequence[Revision], *, anonymous: bool) -> None:
    """The wave, how the response stands, and who looked at it and corrected it, when and why."""
    from consult.service.reviewing import state_name

    if found.wave:
        tell(_("Wave: {wave}").format(wave=found.wave))
    if found.respondent and not anonymous:
        tell(_("Respondent: {code}").format(code=found.respondent))
    if found.paper:
        sheet = ", ".join(filter(None, (found.paper.batch, found.paper.number)))
        tell(_("Paper: {sheet}; typed by {name}").format(sheet=sheet, name=found.paper.typed_by or "–"))
    tell(_("State: {state}").format(state=state_name(found.review)))
    for look in reviews:
        tell(_because(f"  {_at(look.at, anonymous)}  {look.actor}  {state_name(look.state)}", look.reason))
    for revision in revisions:
        told = _("correction {n}").format(n=number(revision.number))
        tell(_because(f"  {_at(revision.at, anonymous)}  {revision.actor}  {told}", revision.reason))


def _at(moment: str, anonymous: bool) -> str:
    """A moment of the log by the clock on the wall, to the minute; of an anonymous response the day alone."""
    local = datetime.fromisoformat(moment).astimezone()
    return f"{local:%Y-%m-%d}" if anonymous else f"{local:%Y-%m-%d %H:%M}"


def _because(told: str, reason: str) -> str:
    return f"{told}: {' '.join(reason.split())}" if reason else told


def _asked(survey: Survey, ever_asked: Survey, found: Response) -> Iterator[Question]:
    """The questions that have answers: those of the version that was answered, then what came with a table from others."""
    given = {answer.question for answer in found.answers}
    own = {question.code for question in survey.questions}
    yield from (question for question in survey.questions if question.code in given)
    yield from (question for question in ever_asked.questions if question.code in given - own)
