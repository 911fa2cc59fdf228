"""Single answers of our own files: made of JSON, and checked against the survey before anything is stored."""

from __future__ import annotations

import math
import re

from consult.i18n import _, quoted
from consult.model.question import MADE_OF_PARTS, OTHER, SILENT, Question, QuestionType
from consult.model.response import Answer, Missing
from consult.model.survey import Survey
from consult.model.typed_values import storable

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_INSTANCES = 10_000
_FIELDS = {"question", "row", "column", "instance", "code", "number", "text", "missing"}


class Misread(Exception):
    """One cell or answer cannot be taken in: which, why, and what to do."""

    def __init__(self, column: str, fault: str, way_out: str):
        self.column, self.fault, self.way_out = column, fault, way_out
        super().__init__(fault)


def json_answer(told: object) -> Answer:
    """An answer from its JSON; raises ValueError or TypeError where it is none."""
    if not isinstance(told, dict) or not set(told) <= _FIELDS or not isinstance(told.get("question"), str):
        raise ValueError
    texts = {name: told.get(name) for name in ("row", "column", "code", "text", "missing")}
    if any(value is not None and not isinstance(value, str) for value in texts.values()):
        raise TypeError
    figure, instance = told.get("number"), told.get("instance", 0)
    if isinstance(figure, bool) or not isinstance(figure, int | float | None) or type(instance) is not int:
        raise TypeError
    plain = {name: storable(value) for name, value in texts.items() if value is not None}
    missing = Missing(plain.pop("missing")) if "missing" in plain else None
    return Answer(
        told["question"], plain.get("row", ""), plain.get("code"), None if figure is None else float(figure), plain.get("text"),
        missing, plain.get("column", ""), instance,
    )  # fmt: skip


def check_answer(survey: Survey, answer: Answer) -> None:
    """Raises Misread where the survey has no such place or choice, or the database could not keep the answer."""
    question = survey.question(answer.question)
    if question is None or question.type is QuestionType.NOTE or not _has_place(question, answer):
        raise Misread(answer.question, _("this survey has no such question"), _("leave it out"))
    asked = question.part(answer.column) if question.type in MADE_OF_PARTS else question
    if answer.code and asked and not _has_code(asked, answer.code):
        fault = _("{answer} is not one of the choices").format(answer=quoted(answer.code[:60]))
        raise Misread(answer.question, fault, _("leave it as it was exported"))
    speaks = (
        bool(answer.code),
        answer.number is not None,
        answer.text is not None and not answer.code,
        answer.missing is not None,
    )
    if sum(speaks) != 1 or (answer.number is not None and not math.isfinite(answer.number)):
        raise Misread(answer.question, _("the answer says nothing, or two things at once"), _("leave it as it was exported"))


def _has_place(question: Question, answer: Answer) -> bool:
    where = (answer.row, answer.column)
    if question.type is QuestionType.RANKING:
        return not answer.column and (not answer.row or question.choice(answer.row) is not None)
    if question.type is QuestionType.REPEAT:
        return not answer.row and 0 < answer.instance <= _MOST_INSTANCES and question.part(answer.column) is not None
    if question.type in SILENT:
        return where == ("", "") and not answer.instance
    return not answer.instance and any((cell.row, cell.column) == where for cell in question.cells)


def _has_code(asked: Question, code: str) -> bool:
    if asked.type is QuestionType.FILE:
        return bool(_SHA256.fullmatch(code))
    return asked.choice(code) is not None or (asked.other and code == OTHER)
