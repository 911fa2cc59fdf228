"""Takes out of a survey read from a form what cannot work here: the rules of its own logic are the judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from consult.formats.sound_logic import sound
from consult.formats.xlsform.findings import Findings
from consult.formats.xlsform.sheets import Row
from consult.i18n import _, quoted
from consult.model.logic import LogicFault
from consult.model.piping import UNKNOWN, references
from consult.model.question import Question, Texts
from consult.model.survey import Page, Survey

_COLUMNS = {
    "show_if": "relevant",
    "check": "constraint",
    "choices_if": "choice_filter",
    "rows_if": "relevant",
    "value": "calculation",
}
_WORDINGS = ("ask", "hint", "say", "title", "intro")


def settled(survey: Survey, rows: Mapping[str, Row], sheet: str, findings: Findings) -> Survey:
    """The survey without the logic that `model.logic` finds fault with; each loss is noted and kept as a remark.

    `rows` leads from codes of questions, fields (`question.field`) and pages to their rows.
    """

    def without(now: Survey, faults: Sequence[LogicFault]) -> Survey:
        for fault in faults:
            changed = _without(now, fault)
            if changed != now:
                _tell(now, fault, rows.get(fault.place) or Row(0, {}), sheet, findings)
            now = changed
        return now

    return sound(survey, without)


def _tell(survey: Survey, fault: LogicFault, row: Row, sheet: str, findings: Findings) -> None:
    if fault.key in _WORDINGS:
        told = _("The text of {name} names what has no answer there ({fault}); … stands in its place.")
        findings.note(sheet, row.number, told.format(name=quoted(fault.place), fault=fault.fault))
        return
    column = _COLUMNS.get(fault.key, fault.key)
    told = _("The logic of {name} was left out ({column}): {fault}.")
    findings.note(sheet, row.number, told.format(name=quoted(fault.place), column=column, fault=fault.fault))
    original = row.text(column) or _expression(survey, fault)
    findings.remark(fault.place.rpartition(".")[2], column, original)


def _expression(survey: Survey, fault: LogicFault) -> str:
    question = survey.question(fault.place)
    page = next((page for page in survey.pages if page.code == fault.place), None)
    return (question.show_if if question else page.show_if if page else "") or fault.key


def _without(survey: Survey, fault: LogicFault) -> Survey:
    """The survey where the place of the fault says nothing any more; the same where there is no such place."""
    code, _dot, part = fault.place.partition(".")
    question = survey.question(code)
    if fault.key == "intro":
        return replace(survey, intro=unpiped(survey.intro))
    if fault.key == "title" or question is None or (fault.key == "show_if" and not part and not question.show_if):
        return replace(survey, pages=tuple(_page(page, fault) if page.code == fault.place else page for page in survey.pages))
    if not part:
        return _with(survey, code, lambda one: _question(one, fault))
    return _with(
        survey,
        code,
        lambda one: replace(one, parts=tuple(_question(field, fault) if field.code == part else field for field in one.parts)),
    )


def _with(survey: Survey, code: str, change: Callable[[Question], Question]) -> Survey:
    pages = (
        replace(page, questions=tuple(change(one) if one.code == code else one for one in page.questions))
        for page in survey.pages
    )
    return replace(survey, pages=tuple(pages))


def _page(page: Page, fault: LogicFault) -> Page:
    return replace(page, title=unpiped(page.title)) if fault.key == "title" else replace(page, show_if="")


def _question(question: Question, fault: LogicFault) -> Question:
    if fault.key == "show_if":
        return replace(question, show_if="")
    if fault.key == "choices_if":
        return replace(question, choices_if="")
    if fault.key == "rows_if":
        return replace(question, rows_if="")
    if fault.key == "value":
        return replace(question, compute='""') if question.compute != '""' else question
    if fault.key == "check":
        return replace(question, checks=())
    if fault.key == "say":
        return replace(question, checks=tuple(replace(check, say=unpiped(check.say)) for check in question.checks))
    return replace(question, label=unpiped(question.label), hint=unpiped(question.hint))


def unpiped(texts: Texts) -> dict[str, str]:
    """The texts with … in place of every answer, and all other braces doubled."""
    return {language: _unpiped(text) for language, text in texts.items()}


def _unpiped(text: str) -> str:
    for path in references(text):
        text = text.replace(f"{{{path}}}", UNKNOWN)
    return re.sub(r"\{+", "{{", re.sub(r"\}+", "}}", text))
