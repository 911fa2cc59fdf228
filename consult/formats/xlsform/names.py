"""The names that an XLSForm gives to the questions and cells of a survey, unique in the whole form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult.formats.xlsform.codes import unused
from consult.model.question import Question, QuestionType
from consult.model.survey import Survey

Path = tuple[str, ...]
"""What a name stands for: (question), (matrix, row), (matrix, row, side), (table, row, column), (repeat, field),
(allocation, choice)."""

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all places of a survey that a form asks for."""

    names: Mapping[Path, str]
    pages: tuple[str, ...]
    taken: frozenset[str]

    def __getitem__(self, path: Path) -> str:
        return self.names[path]


def names_of(survey: Survey) -> Names:
    """Names for the questions, cells and pages: questions keep their codes."""
    taken = {"meta", "intro"}
    names: dict[Path, str] = {}
    paths = [path for question in survey.questions for path in _paths(question)]
    for path in sorted(paths, key=len):
        names[path] = _free(path[-1] if _is_field(survey, path) and path[-1] not in taken else "_".join(path), taken)
    pages = tuple(_free(page.code, taken) for page in survey.pages)
    return Names(names, pages, frozenset(taken))


def _is_field(survey: Survey, path: Path) -> bool:
    question = survey.question(path[0])
    return len(path) == 2 and question is not None and question.type is QuestionType.REPEAT


def form_name(wanted: str) -> str:
    """`wanted` as a name that an XLSForm allows."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "_", wanted)
    return (name if re.match(r"[A-Za-z_]", name) else f"_{name}")[:_LONGEST]


def _free(wanted: str, taken: set[str]) -> str:
    name = unused(form_name(wanted), taken, _LONGEST + 8)
    taken.add(name)
    return name


def _paths(question: Question) -> Iterator[Path]:
    yield (question.code,)
    if question.type is QuestionType.REPEAT:
        yield from ((question.code, part.code) for part in question.parts)
    elif question.type is QuestionType.ALLOCATION:
        yield from ((question.code, choice.code) for choice in question.choices)
    elif question.type in (QuestionType.MATRIX, QuestionType.TABLE):
        inner = question.sides if question.type is QuestionType.MATRIX else question.parts
        for row in question.rows:
            yield (question.code, row.code)
            yield from ((question.code, row.code, one.code) for one in inner)
