"""Repeats: every field over all the times that it was answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from consult.analysis.absences import Answers, absences
from consult.i18n import text_in
from consult.model.question import Question
from consult.model.question_results import QuestionResult, RepeatResult, Result
from consult.model.response import Answer

Tally = Callable[[Question, Answers], Result]


def repeated(question: Question, answers: Answers, language: str, tally: Tally) -> RepeatResult:
    """The fields of a repeat, each told by `tally` over all instances with anything in them.

    A field that such an instance lacks was not asked there; an instance in which all is blank is none.
    """
    filled: list[list[Answer]] = []
    unanswered = []
    for given in answers:
        own = instances(given)
        filled += own
        if not own:
            unanswered.append(given)
    blank, missing = absences(unanswered)
    fields = tuple(_field(part, filled, language, tally) for part in question.parts)
    return RepeatResult(len(answers) - len(unanswered), blank, len(filled), fields, missing)


def instances(given: Sequence[Answer]) -> list[list[Answer]]:
    """The times that one response answered a repeat, in their order; those in which all is blank are left out."""
    own: dict[int, list[Answer]] = defaultdict(list)
    for answer in given:
        own[answer.instance].append(answer)
    return [cells for _n, cells in sorted(own.items()) if any(answer.missing is None for answer in cells)]


def _field(part: Question, instances: Answers, language: str, tally: Tally) -> QuestionResult:
    cells = [[answer for answer in cells if answer.column == part.code] for cells in instances]
    asked = [cell for cell in cells if cell]
    hint = text_in(part.hint, language)
    result = tally(part, asked)
    return QuestionResult(part.code, part.label_in(language), hint, part.type.value, part.required, result)
