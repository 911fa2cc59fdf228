"""The logic of a survey that came from elsewhere, made sound: what `model.logic` finds fault with is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count

from consult.model import logic
from consult.model.logic import LogicFault
from consult.model.survey import Survey

Without = Callable[[Survey, Sequence[LogicFault]], Survey]
"""A survey without what these faults are in; the same survey where nothing of it can be taken out."""

_PATIENT_ROUNDS = 50
"""So often only what is wrong by itself is taken out; then all, lest a form of thousands of faulty rules takes minutes."""


def sound(survey: Survey, without: Without) -> Survey:
    """The survey after `without` took out all faults of its logic that it can take out.

    What is wrong by itself goes first: that „b is never asked” is no fault any more once the condition of b has gone.
    """
    rounds = count()
    while found := logic.faults(survey):
        first = _by_themselves(survey, found) if next(rounds) < _PATIENT_ROUNDS else found
        changed = next((made for faults in (first, found[:1], found) if (made := without(survey, faults)) != survey), survey)
        if changed == survey:
            break
        survey = changed
    return survey


def _by_themselves(survey: Survey, found: Sequence[LogicFault]) -> list[LogicFault]:
    """The faults in what names no question whose own condition is faulty."""
    faulty = {fault.place for fault in found if fault.key == "show_if"}
    unsure = faulty | {question.code for page in survey.pages if page.code in faulty for question in page.questions}
    return [fault for fault in found if not unsure & set(re.findall(r"\w+", fault.text))]
