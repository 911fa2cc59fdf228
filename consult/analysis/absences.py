"""Cells without a value: left blank, or missing for a reason. What was not asked does not come here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from consult.model.response import Answer, Missing

Answers = Sequence[Sequence[Answer]]
"""The answers to one question, or in one cell of it, response by response; responses that were not asked it are left out."""


def absences(unanswered: Iterable[Sequence[Answer]]) -> tuple[int, Mapping[Missing, int]]:
    """How many left it blank, and the others by reason; each of `unanswered` has the answers of one response, none a value."""
    counts = Counter(_reason(given) for given in unanswered)
    return counts[Missing.BLANK], {reason: counts[reason] for reason in Missing if reason is not Missing.BLANK and counts[reason]}


def _reason(given: Sequence[Answer]) -> Missing:
    """The first reason that is told in any of the cells; blank where none is."""
    return next((a.missing for a in given if a.missing and a.missing is not Missing.BLANK), Missing.BLANK)
