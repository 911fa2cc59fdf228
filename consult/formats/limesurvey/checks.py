"""What LimeSurvey wants to hold of an answer, as checks of Consult."""

from __future__ import annotations

from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.making import Making
from consult.formats.limesurvey.patterns import pattern_of
from consult.formats.limesurvey.places import Kind, Place, Places
from consult.formats.limesurvey.source import SourceQuestion
from consult.formats.our_expressions import literal
from consult.model.question import Check, Question, QuestionType


def checks_of(source: SourceQuestion, question: Question, places: Places, making: Making) -> tuple[Check, ...]:
    """The checks of a question; what cannot be said is remarked."""
    return (
        *_of_question(source, question, places, making), *_of_parts(source, question, places, making),
        *_of_pattern(source, question, making),
    )  # fmt: skip


def _of_question(source: SourceQuestion, question: Question, places: Places, making: Making) -> tuple[Check, ...]:
    expression = source.attribute("em_validation_q")
    if not expression:
        return ()
    say = making.texts(source.attributes.get("em_validation_q_tip", {}), question.code)
    try:
        demands = making.translator(places.get("")).conditions(expression)
    except NotTranslated as reason:
        making.remark(question.code, "em_validation_q", expression, reason)
        return ()
    # One sentence was written for all of it: where it is there, the demands stay together.
    return tuple(Check(must, say) for must in ([_joined(demands)] if say else demands))


def _joined(demands: list[str]) -> str:
    return demands[0] if len(demands) == 1 else " and ".join(f"({demand})" if " or " in demand else demand for demand in demands)


def _of_parts(source: SourceQuestion, question: Question, places: Places, making: Making) -> tuple[Check, ...]:
    """What must hold of every cell: a check for every column."""
    expression = source.attribute("em_validation_sq")
    if not expression:
        return ()
    say = making.texts(source.attributes.get("em_validation_sq_tip", {}), question.code)
    try:
        if question.type is not QuestionType.TABLE:
            raise NotTranslated("")
        return tuple(
            Check(_joined(making.translator(Place(Kind.VALUE, part.code)).conditions(expression)), say) for part in question.parts
        )
    except NotTranslated as reason:
        making.remark(question.code, "em_validation_sq", expression, reason)
        return ()


def _of_pattern(source: SourceQuestion, question: Question, making: Making) -> tuple[Check, ...]:
    if not source.validation:
        return ()
    try:
        pattern = literal(pattern_of(source.validation))
        if question.type is QuestionType.TEXT or question.type is QuestionType.NUMBER:
            return (Check(f"matches({question.code}, {pattern})"),)
        if question.type is QuestionType.TABLE:
            return tuple(Check(f"matches({part.code}, {pattern})") for part in question.parts)
        raise NotTranslated("")
    except NotTranslated as reason:
        making.remark(question.code, "validation", source.validation, reason)
        return ()
