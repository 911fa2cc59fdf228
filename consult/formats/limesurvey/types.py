"""The types of question of LimeSurvey that take one value, or none, to questions of Consult."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.making import Made, Making
from consult.formats.limesurvey.places import Kind, Place, Places
from consult.formats.limesurvey.plain_text import plain as plain_of
from consult.formats.limesurvey.source import SourceQuestion
from consult.formats.our_expressions import literal
from consult.i18n import _
from consult.model.question import Choice, Question, QuestionType

Converter = Callable[[SourceQuestion, Question, Making], Made]
"""Makes of a question, and of a Question with all that does not depend on the type, what it becomes."""

_LINES = {"S": 1, "T": 3, "U": 10}


def numbered(points: int, making: Making) -> tuple[Choice, ...]:
    """The points from 1."""
    return tuple(Choice(str(n), {making.first: str(n)}) for n in range(1, points + 1))


def number(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """N: one number."""
    question = limited(source, replace(plain, type=QuestionType.NUMBER), making, "min_num_value_n", "max_num_value_n")
    unit = making.texts(source.attributes.get("suffix", {}))
    return Made([replace(question, unit=unit)], _one_value(plain.code))


def _one_value(code: str) -> Places:
    return {"": Place(Kind.VALUE, code, {}, code)}


def limited(source: SourceQuestion, question: Question, making: Making, low: str, high: str) -> Question:
    """The question with the limits that two attributes say; limits that contradict each other are remarked."""
    least, most = making.number(source, low, question.code), making.number(source, high, question.code)
    if least is not None and most is not None and least > most:
        making.remark(question.code, high, source.attribute(high))
        most = None
    whole = source.is_on("num_value_int_only")
    return replace(question, minimum=least, maximum=most, integer=whole or question.integer)


def text(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """S, T and U: own words; a short text for numbers only is a number."""
    if source.type == "S" and source.is_on("numbers_only"):
        return number(source, plain, making)
    lines = making.count(source, "display_rows", plain.code) or _LINES.get(source.type, 3)
    longest = making.count(source, "maximum_chars", plain.code)
    question = replace(plain, type=QuestionType.TEXT, lines=min(lines, 50), longest=longest)
    return Made([question], _one_value(plain.code))


def day(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """D: a date; where only the time of the day is asked for, a short text."""
    form = source.attribute("date_format").lower()
    if form and not any(letter in form for letter in "yd"):
        making.notes.add(_("asks for a time of the day, so it became a short text"), plain.code)
        return Made([replace(plain, type=QuestionType.TEXT, lines=1)], _one_value(plain.code))
    if "h" in form:
        making.notes.add(_("asks for a date and a time; only the date is asked for now"), plain.code)
    first, last = (_limit(source, name, plain.code, making) for name in ("date_min", "date_max"))
    if first and last and first > last:
        making.remark(plain.code, "date_max", source.attribute("date_max"))
        last = None
    return Made([replace(plain, type=QuestionType.DATE, earliest=first, latest=last)], _one_value(plain.code))


def _limit(source: SourceQuestion, name: str, code: str, making: Making) -> date | None:
    text = source.attribute(name)
    if len(text) == 4 and text.isdecimal():
        text += "-01-01" if name == "date_min" else "-12-31"
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        making.remark(code, name, text)
        return None


def note(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """X: a text that is shown."""
    label = making.label(source.texts, plain.code, plain.code, lines=True)
    return Made([Question(plain.code, QuestionType.NOTE, label, hint=plain.hint)])


def file(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """|: a file; only one can be given here."""
    most = source.attribute("max_num_of_files")
    if most not in ("", "1"):
        making.notes.add(_("takes several files; one is asked for now"), plain.code)
    return Made([replace(plain, type=QuestionType.FILE)])


def computed(source: SourceQuestion, plain: Question, making: Making) -> Made:
    """*: a value that follows from other answers. Where its expression cannot be said, the question is left out."""
    equation = source.attribute("equation") or next(iter(source.texts.values()), "")
    try:
        value = _equation(equation, making)
    except NotTranslated as reason:
        making.remark(plain.code, _("equation"), equation, reason)
        making.notes.add(_("an equation that has no counterpart is left out"), plain.code)
        return Made()
    label = plain.label if source.attribute("equation") else {making.first: plain.code}
    question = Question(plain.code, QuestionType.COMPUTED, label, hint=plain.hint, publish=plain.publish, compute=value)
    return Made([question], _one_value(plain.code))


def _equation(equation: str, making: Making) -> str:
    """The expression of a text with expressions in braces."""
    translator = making.translator()
    pieces = re.split(r"\{([^{}]*)\}", equation)
    said = [
        literal(plain_of(piece)) if at % 2 == 0 else translator.value(plain_of(piece))
        for at, piece in enumerate(pieces)
        if at % 2 or plain_of(piece)
    ]
    if not said:
        raise NotTranslated(_("it is empty"))
    return said[0] if len(said) == 1 else f"concat({', '.join(said)})"
