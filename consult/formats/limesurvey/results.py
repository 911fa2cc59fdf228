"""Answers that LimeSurvey exports: its VV files, and what the columns of its tables are called.

VV files (“vertical verification”) keep apart what was not shown and what was left empty; CSV files do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from consult.formats.limesurvey.vv import VvRow, is_vv, read_vv
from consult.model.question import OTHER, Question, QuestionType
from consult.model.survey import Survey

__all__ = ["Column", "VvRow", "column_names", "is_vv", "read_vv"]


class Column(NamedTuple):
    """What one column of a table holds: the field of the raw answers, and how its values are read."""

    field: str
    choice: str = ""
    """The choice of a question with several that the column ticks, with Y."""
    rank: int = 0
    """The rank that the column has of a ranking, from 1."""
    codes: Mapping[str, str] = {}
    """Code of an answer there → here, where there are choices."""


def column_names(survey: Survey, rename: Mapping[str, str] | None = None) -> dict[str, Column]:
    """What the columns of a table of LimeSurvey are: their code, as `Q[SQ]` and as `Q_SQ`, → what it holds.

    `rename` leads from our codes to those of LimeSurvey, as `reading.read` and `tsv_writing.write` tell them.
    """
    names = _Names(survey, rename or {})
    found: dict[str, Column] = {}
    for question in survey.questions:
        for header, column in names.of(question):
            found.setdefault(header, column)
    return found


class _Names:
    """The names of the columns of one question after the other."""

    def __init__(self, survey: Survey, rename: Mapping[str, str]):
        self._survey, self._rename = survey, rename

    def _code(self, question: str, code: str = "") -> str:
        ours = f"{question}.{code}" if code else question
        return self._rename.get(ours, code or question)

    def of(self, question: Question, field: str = "") -> Iterator[tuple[str, Column]]:
        """Header and column of everything that the question holds; `field` is its field where that is not its code."""
        code = field or question.code
        theirs = self._rename.get(code, question.code)
        match question.type:
            case QuestionType.MULTI:
                yield from self._ticks(question, code, theirs)
            case QuestionType.RANKING:
                codes = self._answers(question, code)
                for rank in range(1, len(question.choices) + 1):
                    yield from _both(theirs, str(rank), Column(code, rank=rank, codes=codes))
            case QuestionType.ALLOCATION:
                for choice in question.choices:
                    yield from _both(theirs, self._code(code, choice.code), Column(f"{code}.{choice.code}"))
            case QuestionType.MATRIX:
                yield from self._matrix(question, code, theirs)
            case QuestionType.TABLE:
                yield from self._table(question, code, theirs)
            case QuestionType.REPEAT:
                for cell in question.cells:
                    yield from self.of(cell.question, cell.name)
            case QuestionType.NOTE | QuestionType.COMPUTED:
                return
            case _:
                yield theirs, Column(code, codes=self._answers(question, code))
                yield from self._own_words(question, code, theirs)
        yield from self._comments(question, theirs)

    def _answers(self, question: Question, code: str) -> dict[str, str]:
        if question.type is QuestionType.YESNO:
            return {"Y": "yes", "N": "no"}
        codes = {self._code(code, choice.code): choice.code for choice in question.choices}
        return {**codes, "-oth-": OTHER} if question.other and codes else codes

    def _own_words(self, question: Question, code: str, theirs: str) -> Iterator[tuple[str, Column]]:
        if question.other:
            yield from _both(theirs, OTHER, Column(f"{code}.{OTHER}"))
            if f"{code}.{OTHER}" in self._rename:
                yield self._rename[f"{code}.{OTHER}"], Column(f"{code}.{OTHER}")

    def _ticks(self, question: Question, code: str, theirs: str) -> Iterator[tuple[str, Column]]:
        for choice in question.choices:
            yield from _both(theirs, self._code(code, choice.code), Column(code, choice.code))
        yield from self._own_words(question, code, theirs)

    def _matrix(self, question: Question, code: str, theirs: str) -> Iterator[tuple[str, Column]]:
        codes = self._answers(question, code)
        for row in question.rows:
            below = self._code(code, row.code)
            if not question.sides:
                yield from _both(theirs, below, Column(f"{code}.{row.code}", codes=codes))
            for at, side in enumerate(question.sides):
                column = Column(f"{code}.{row.code}.{side.code}", codes=codes)
                if len(question.sides) == 2:
                    yield f"{theirs}[{below}][{at + 1}]", column
                    yield f"{theirs}_{below}#{at}", column
                    yield from _both(theirs, f"{below}_{at}", column)
                else:
                    yield from _both(self._code(code, side.code), below, column)

    def _table(self, question: Question, code: str, theirs: str) -> Iterator[tuple[str, Column]]:
        for row in question.rows:
            below = self._code(code, row.code)
            for part in question.parts:
                codes = {"1": "yes", "0": "no"} if part.type is QuestionType.YESNO else self._answers(part, code)
                column = Column(f"{code}.{row.code}.{part.code}", codes=codes)
                yield from _both(theirs, f"{below}_{self._code(code, part.code)}", column)
                if len(question.parts) == 1:
                    yield from _both(theirs, below, column)

    def _comments(self, question: Question, theirs: str) -> Iterator[tuple[str, Column]]:
        """The comments that became questions of their own when the survey was read."""
        if self._survey.question(f"{question.code}_comment"):
            column = Column(f"{question.code}_comment")
            yield from ((f"{theirs}[comment]", column), (f"{theirs}comment", column), (f"{theirs}_comment", column))
        for choice in question.choices:
            below = self._code(question.code, choice.code)
            own = f"{question.code[:30]}_{re.sub(r'[^a-z0-9]', '', below.lower())[:20] or 'a'}_comment"
            if question.type is QuestionType.MULTI and self._survey.question(own):
                yield from _both(theirs, f"{below}comment", Column(own))


def _both(code: str, below: str, column: Column) -> Iterator[tuple[str, Column]]:
    yield f"{code}[{below}]", column
    yield f"{code}_{below}", column
