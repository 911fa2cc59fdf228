"""Answers to the rows of the long table: one row an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from consult.formats.export.guarding import guard, guard_code
from consult.model.packed_answers import shortest
from consult.model.question import MADE_OF_PARTS, OTHER, QuestionType
from consult.model.response import Response
from consult.model.survey import Survey

HEADER = (
    "response", "survey", "version", "wave", "question", "row", "column", "instance", "code", "label", "number", "text",
    "missing",
)  # fmt: skip
FIGURES = frozenset({"version", "instance", "number"})
"""The columns that hold figures."""

Line = tuple[Any, ...]
"""Response, survey, version, wave, question, row, column, instance, code, number, text, missing reason."""


def lines_of(response: Response) -> Iterator[Line]:
    """The lines of one response."""
    for answer in sorted(response.answers, key=lambda a: (a.question, a.row, a.column, a.instance, a.code or "")):
        missing = answer.missing.value if answer.missing else None
        yield (
            response.id, response.survey, response.version, response.wave, answer.question, answer.row, answer.column,
            answer.instance, answer.code or "", answer.number, answer.text, missing,
        )  # fmt: skip


def rows(
    lines: Iterable[Line], survey: Survey, language: str, *, formulas: bool = True, decimal: str = "."
) -> Iterator[list[str]]:
    """The cells of each line, with the label of its choice in `language`; for a ranking that of the choice ranked."""

    @lru_cache(maxsize=100_000)
    def place(question: str, row: str, column: str, instance: int, code: str) -> list[str]:
        label = _label(survey, question, row, column, code, language)
        names = (guard_code(name, formulas=formulas) if name else "" for name in (row, column))
        code = guard_code(code, formulas=formulas) if code else ""
        return [question, *names, str(instance), code, guard(label, formulas=formulas) if label else ""]

    for id_, name, version, wave, question, row, column, instance, code, number, text, missing in lines:
        figure = "" if number is None else shortest(number)
        if decimal != "." and "." in figure:
            figure = figure.replace(".", decimal)
        typed = "" if text is None else guard(text, formulas=formulas)
        if wave:
            wave = guard(wave, formulas=formulas)
        yield [id_, name, str(version), wave, *place(question, row, column, instance, code), figure, typed, missing or ""]


def _label(survey: Survey, question: str, row: str, column: str, code: str, language: str) -> str:
    asked = survey.question(question)
    if asked is None:
        return ""
    by_row = asked.type in (QuestionType.RANKING, QuestionType.ALLOCATION)
    if asked.type in MADE_OF_PARTS:
        asked = asked.part(column) or asked
    choice = asked.choice(row if by_row else code)
    if choice is None:
        return OTHER if code == OTHER and asked.other else ""
    return choice.label_in(language)
