"""Which rows and choices are on offer: array filters, and conditions of subquestions."""

from __future__ import annotations

import re
from dataclasses import replace

from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.making import Making
from consult.formats.limesurvey.source import SourceQuestion
from consult.formats.our_expressions import literal
from consult.i18n import _
from consult.model import expressions
from consult.model.question import Choice, Question, QuestionType

_BY_CHOICE = frozenset({QuestionType.MULTI, QuestionType.RANKING, QuestionType.ALLOCATION})
_BY_ROW = frozenset({QuestionType.MATRIX, QuestionType.TABLE})
_IN_ROWS = frozenset({QuestionType.MATRIX, QuestionType.TABLE, QuestionType.ALLOCATION})


def filtered(source: SourceQuestion, question: Question, making: Making) -> Question:
    """The question with the conditions of its rows or choices; what cannot be said is remarked."""
    parts = [*_array_filters(source, question, making), *_own_conditions(source, question, making)]
    if not parts:
        return question
    said = parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)
    try:
        expressions.parse(said)
    except expressions.ExpressionFault as fault:
        making.remark(question.code, _("conditions of rows"), said, fault.fault)
        return question
    return replace(question, choices_if=said) if question.type in _BY_CHOICE else replace(question, rows_if=said)


def _array_filters(source: SourceQuestion, question: Question, making: Making) -> list[str]:
    found = []
    for name, wanted in (("array_filter", True), ("array_filter_exclude", False)):
        text = source.attribute(name)
        codes = [code.strip() for code in re.split(r"[;,]", text) if code.strip()]
        said = _array_filter(codes[0], question, making, wanted) if len(codes) == 1 else ""
        if said:
            found.append(said)
        elif codes:
            making.remark(question.code, name, text)
    return found


def _array_filter(theirs: str, question: Question, making: Making, wanted: bool) -> str:
    place = making.names.find(theirs)
    filter_by = making.questions.get(place.question) if place else None
    if filter_by is None or question.type not in _BY_CHOICE | _BY_ROW:
        return ""
    walker = "choice" if question.type in _BY_CHOICE else "row"
    if filter_by.type in (QuestionType.MULTI, QuestionType.RANKING):
        return f"{walker} {'in' if wanted else 'not in'} {filter_by.code}"
    if filter_by.type in _IN_ROWS:
        return f"{'answered' if wanted else 'blank'}({filter_by.code}[{walker}])"
    return ""


def _own_conditions(source: SourceQuestion, question: Question, making: Making) -> list[str]:
    """One part for every row that has a condition: it is another row, or its condition holds."""
    offered: tuple[Choice, ...] = question.choices if question.type in _BY_CHOICE else question.rows
    walker = "choice" if question.type in _BY_CHOICE else "row"
    rows = [one for one in source.subquestions if one.scale == 0]
    found = []
    for theirs in source.subquestions:
        if theirs.relevance.strip() in ("", "1"):
            continue
        at = next((n for n, one in enumerate(rows) if one is theirs), len(offered))
        try:
            if at >= len(offered) or question.type not in _BY_CHOICE | _BY_ROW:
                raise NotTranslated("")
            condition = making.translator().condition(theirs.relevance)
        except NotTranslated as reason:
            making.remark(question.code, theirs.code, theirs.relevance, reason)
            continue
        if condition:
            found.append(f"{walker} != {literal(offered[at].code)} or ({condition})")
    return found
