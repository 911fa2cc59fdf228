"""What two typings of one paper form say, field by field, in a form that can be compared.

Not a difference: how a letter with a mark is composed (Unicode NFC), how much white space and how many line ends stand between
words and around them, in which order the choices of a multi were typed, how a figure or a date was written („5.3.2026”,
„2026-03-05”), and whether an empty field was left blank or not asked. A difference: any other letter or sign, capital or small,
in own words too, and every reason why a figure is missing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from consult.model.answer_places import by_place, place_of
from consult.model.double_entry import Rate
from consult.model.prefilling import raw_of
from consult.model.question import OTHER, Cell, Choice, Question, QuestionType
from consult.model.response import REASONS, Answer
from consult.model.survey import Survey

Typing = Mapping[str, Hashable]
"""Field → what it says, of the fields in which something was typed."""

CLOSED_QUESTIONS = frozenset({QuestionType.SINGLE, QuestionType.YESNO, QuestionType.SCALE, QuestionType.MATRIX})
"""The types of question in which exactly one of the categories on offer is chosen."""


def typing_of(survey: Survey, answers: Iterable[Answer]) -> Typing:
    """What `answers` say in each field of the survey."""
    telling = (answer for answer in answers if answer.missing is None or answer.missing in REASONS)
    given = by_place(survey.questions, telling)
    return {
        cell.name: _said(question, given[place])
        for question in survey.questions
        for cell in question.cells
        if (place := place_of(question, cell)) in given
    }


def _said(question: Question, given: Sequence[Answer]) -> Hashable:
    ranked = question.type is QuestionType.RANKING
    return frozenset(
        (answer.row if ranked else "", answer.code, answer.number, written(answer.text), answer.missing) for answer in given
    )


def written(text: str | None) -> str | None:
    """Text in the form in which two typings are compared."""
    return None if text is None else " ".join(unicodedata.normalize("NFC", text).split())


def differing(first: Typing, second: Typing) -> tuple[str, ...]:
    """The fields in which the two do not say the same."""
    return tuple(field for field in dict.fromkeys((*first, *second)) if first.get(field) != second.get(field))


def cells_of(question: Question, *typings: Typing) -> tuple[Cell, ...]:
    """The cells of a question that the paper had room for: of a repeat the first instance, and those that somebody typed."""
    if question.type is not QuestionType.REPEAT:
        return question.cells
    typed = {cell.instance for cell in question.cells for typing in typings if cell.name in typing}
    last = max(typed, default=1)
    return tuple(cell for cell in question.cells if cell.instance <= last)


def rate_of(fields: Iterable[str], first: Typing, second: Typing) -> Rate:
    """How many of `fields` two typings of one form have alike."""
    compared = alike = blank = 0
    for field in fields:
        if field not in first and field not in second:
            blank += 1
        else:
            compared += 1
            alike += first.get(field) == second.get(field)
    return Rate(compared, alike, blank)


def together(rates: Iterable[Rate]) -> Rate:
    """The rate of all the fields of `rates`."""
    all_ = list(rates)
    return Rate(sum(rate.compared for rate in all_), sum(rate.alike for rate in all_), sum(rate.blank for rate in all_))


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two raters: agreement beyond what their own frequencies would give by chance, at most 1.

    J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1), 37-46.
    None where there are no pairs, and where both always gave one and the same category, for then it is not defined.
    """
    counts = Counter(pairs)
    n = sum(counts.values())
    rows: Counter[Hashable] = Counter()
    columns: Counter[Hashable] = Counter()
    for (first, second), count in counts.items():
        rows[first] += count
        columns[second] += count
    by_chance = sum(rows[category] * columns[category] for category in rows)
    if not n or by_chance == n * n:
        return None
    observed = sum(count for (first, second), count in counts.items() if first == second)
    return (observed * n - by_chance) / (n * n - by_chance)


def fields_of(survey: Survey, answers: Sequence[Answer]) -> dict[str, str | list[str]]:
    """The fields of a form that give `answers` again; blank ones are absent, and choices that are no longer `on_offer`."""
    raw = raw_of(survey, answers)
    files = {question.code for question in survey.questions if question.type is QuestionType.FILE}
    _tick_other(survey, answers, raw)
    return raw | {
        answer.question: f"{answer.code} {answer.text}" for answer in answers if answer.question in files and answer.code
    }


def _tick_other(survey: Survey, answers: Sequence[Answer], raw: dict[str, str | list[str]]) -> None:
    """Ticks „other” where own words stand: on paper its box is there to be seen."""
    ticked = {answer.place for answer in answers if answer.code == OTHER}
    for question in survey.questions:
        for cell in question.cells:
            closed = cell.question.type is QuestionType.MULTI or cell.question.type in CLOSED_QUESTIONS
            if closed and cell.question.other and place_of(question, cell) in ticked:
                taken = raw.get(cell.name, [])
                if OTHER not in taken:
                    raw[cell.name] = [*taken, OTHER] if cell.question.type is QuestionType.MULTI else OTHER


def on_offer(survey: Survey) -> Survey:
    """The survey with all its choices on offer: paper shows what was offered when it was printed."""
    return replace(survey, pages=tuple(replace(page, questions=tuple(map(_open, page.questions))) for page in survey.pages))


def _open(question: Question) -> Question:
    return replace(question, choices=_on_offer(question.choices), parts=tuple(map(_open, question.parts)))


def _on_offer(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(replace(choice, closed=False) for choice in choices)
