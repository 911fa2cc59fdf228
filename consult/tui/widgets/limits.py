"""What an answer may be, told beside its field in a few words."""

from __future__ import annotations

from consult.i18n import _, day, number, text_in
from consult.model.missing_reasons import reason_label
from consult.model.question import Question, QuestionType


def limits(question: Question, language: str, *, unit: bool = True) -> str:
    """The unit, if it is wanted, and the limits of a number or a date; empty where there are none."""
    if question.type is QuestionType.DATE:
        return _days(question)
    low, high = (None if limit is None else number(limit) for limit in (question.minimum, question.maximum))
    between = ""
    if low is not None and high is not None:
        between = _("from {low} to {high}").format(low=low, high=high)
    elif low is not None and low != "0":
        between = _("{low} or more").format(low=low)
    elif high is not None:
        between = _("at most {high}").format(high=high)
    whole = _("a whole number") if question.integer else ""
    return " · ".join(part for part in (text_in(question.unit, language) if unit else "", whole, between) if part)


def _days(question: Question) -> str:
    """Between which days a date may lie."""
    told = []
    if question.earliest:
        told.append(_("not before {day}").format(day=day(question.earliest)))
    if question.latest:
        told.append(_("not after {day}").format(day=day(question.latest)))
    return " · ".join(told)


def reasons_in_words(question: Question, language: str) -> str:
    """The missing reasons that may stand in place of the answer, and the key that takes them; empty where there are none."""
    labels = " / ".join(reason_label(reason, language) for reason in question.reasons)
    return f"? {labels}" if labels else ""
