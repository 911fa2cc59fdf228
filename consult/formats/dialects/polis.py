"""Polis: one column a comment with 1 for agree, -1 for disagree, 0 for pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consult.formats.mapping_columns import Column
from consult.model.question import Question, QuestionType
from consult.model.survey import Survey

_META = frozenset({"group-id", "n-comments", "n-votes", "n-agree", "n-disagree"})
_COUNTS = frozenset({"agrees", "disagrees"})
_VOTES = frozenset({"1", "-1", "0", ""})


def is_votes(headers: Sequence[str]) -> bool:
    """Whether these are the headers of participants-votes."""
    return "participant" in headers and len(_META & set(headers)) >= 3


def is_meta(header: str, headers: Sequence[str]) -> bool:
    """Whether Polis counts something there, in the tables of votes or of comments."""
    return (is_votes(headers) and header in _META) or ("comment-body" in headers and header in _COUNTS)


def named(survey: Survey) -> Iterator[tuple[str, Column]]:
    """The numbers of comments, as far as they are the codes of rows of the only matrix."""
    matrices = [question for question in survey.questions if question.type is QuestionType.MATRIX and not question.sides]
    for row in matrices[0].rows if len(matrices) == 1 else ():
        yield row.code, Column("", matrices[0].code, row.code)


def values(question: Question, cells: Sequence[str]) -> dict[str, str]:
    """What the votes mean on the scale of the matrix, where they are not its codes; empty where that is not sure."""
    if not set(cells) <= _VOTES or {cell for cell in cells if cell} <= {choice.code for choice in question.choices}:
        return {}
    points = [choice for choice in question.choices if not choice.apart]
    apart = [choice for choice in question.choices if choice.apart]
    if len(points) < 2 or not question.diverging:
        return {}
    found = {"-1": points[0].code, "1": points[-1].code}
    neutral = apart[0] if len(apart) == 1 else points[len(points) // 2] if len(points) == 3 else None
    return {**found, "0": neutral.code} if neutral else found
