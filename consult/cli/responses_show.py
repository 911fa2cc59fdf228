"""consult responses show: one response, with all that was answered and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from consult.cli.places import here, json_option
from consult.cli.speech import tell, tell_json
from consult.i18n import _, number, text_in

if TYPE_CHECKING:
    from consult.model.question import Choice, Question
    from consult.model.response import Answer, Missing, Response
    from consult.model.survey import Survey
    from consult.service.reviewing import Reviewed, Revision


@click.command("show", help=_("Show one response, by its id or receipt code."))
@click.argument("response", metavar="ID|CODE")
@json_option
def show(response: str, as_json: bool) -> None:
    """Shows a response."""
    from consult.service import collecting, reviewing
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
        for line in _lines(question, [answer for answer in found.answers if answer.question == question.code]):
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


def _lines(question: Question, given: Sequence[Answer]) -> Iterator[str]:
    """The answers to one question, a line for each place that was asked."""
    from consult.model.question import QuestionType

    if question.type is QuestionType.RANKING and all(answer.number is not None for answer in given):
        for answer in sorted(given, key=lambda one: one.number or 0):
            yield f"{number(answer.number or 0)}. {_label(question, answer.row)}"
        return
    places: dict[tuple[str, str, int], list[Answer]] = {(cell.row, cell.column, cell.instance): [] for cell in question.cells}
    for answer in given:
        places.setdefault((answer.row, answer.column, answer.instance), []).append(answer)
    for (row, column, instance), answers in places.items():
        asked = question.part(column) or question
        order = [choice.code for choice in asked.choices]
        answers.sort(key=lambda answer: order.index(answer.code) if answer.code in order else len(order))
        values = [_value(asked, answer) for answer in answers]
        head = _head(question, row, column, instance)
        if head and values:
            yield f"{head}: {', '.join(values)}"
        else:
            yield from values


def _head(question: Question, row: str, column: str, instance: int) -> str:
    """Where an answer stands, in words; empty where the question has one place only."""
    names = [_label(question, code) for code in (row, column) if code]
    return f"{instance}. {' – '.join(names)}".rstrip() if instance else " – ".join(names)


def _label(question: Question, code: str) -> str:
    """What a row, side, part or choice is called; its code where the question has it no longer."""
    named: tuple[Choice | Question, ...] = (*question.rows, *question.sides, *question.parts, *question.choices)
    return next((one.label_in() for one in named if one.code == code), code)


def _value(asked: Question, answer: Answer) -> str:
    from consult.model.question import OTHER, QuestionType

    if answer.missing is not None:
        return _missing(answer.missing)
    if answer.number is not None:
        return f"{number(answer.number)} {text_in(asked.unit)}".rstrip()
    if asked.type is QuestionType.FILE:
        return answer.text or answer.code or ""
    choice = asked.choice(answer.code or "")
    label = choice.label_in() if choice else "" if answer.code == OTHER else answer.code or ""
    return ": ".join(part for part in (label, answer.text or "") if part)


def _missing(why: Missing) -> str:
    from consult.model.missing_reasons import reason_label
    from consult.model.response import Missing

    if why is Missing.BLANK:
        return _("(left blank)")
    told = _("not reached") if why is Missing.NOT_REACHED else reason_label(why)
    return f"({told})"
