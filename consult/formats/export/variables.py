"""The columns of the wide table: what each is called, and which place of which question it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote, unquote

from consult.model.packed_answers import WORDS, parts_of, place
from consult.model.question import OTHER, Cell, Choice, Question, QuestionType
from consult.model.survey import Identity, Survey


class Kind(StrEnum):
    """What stands in a column."""

    META = "meta"
    CODE = "code"
    CHOSEN = "chosen"
    """1 where the choice was taken, 0 where it was not."""
    RANK = "rank"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    COMPUTED = "computed"
    OWN_WORDS = "own_words"
    CHOSEN_WORDS = "chosen_words"
    """Own words beside the choices of a multi; they count as chosen."""
    FILE = "file"
    SHA256 = "sha256"
    UNKNOWN = "unknown"
    """A place that no version of the survey has."""


NUMERIC = frozenset({Kind.NUMBER, Kind.RANK, Kind.CHOSEN})
"""Kinds of column that hold figures."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column."""

    name: str
    kind: Kind
    place: str = ""
    """Where its answers are kept, as `model.packed_answers.place` writes it."""
    question: Question | None = None
    """The question of the survey that it belongs to."""
    asked: Question | None = None
    """What is asked there: the question itself, a column of a table, a field of a repeat."""
    choice: Choice | None = None
    """The choice that the column speaks of."""


_OF_PAPER = ("paper_batch", "paper_number")
META = (
    "response", "survey", "version", "wave", "channel", "submitted_at", "review", "respondent", "seconds", "source_key",
    *_OF_PAPER,
)  # fmt: skip
"""The columns that stand before the answers; `respondent` only where the survey tells who answered, the last two only where
responses were typed from paper."""
_PLACED = re.compile(r"([a-z][a-z0-9_]*)\[([^\[\]:]*):([^\[\]:]*):(\d*)\]")
_KINDS = {
    QuestionType.SINGLE: Kind.CODE, QuestionType.YESNO: Kind.CODE, QuestionType.SCALE: Kind.CODE, QuestionType.MATRIX: Kind.CODE,
    QuestionType.NUMBER: Kind.NUMBER, QuestionType.ALLOCATION: Kind.NUMBER, QuestionType.TEXT: Kind.TEXT,
    QuestionType.DATE: Kind.DATE, QuestionType.FILE: Kind.FILE,
}  # fmt: skip


def meta_columns(survey: Survey, *, paper: bool) -> list[str]:
    """The names of the first columns, with those of `paper` forms or without."""
    left_out = {"respondent"} if survey.identity is Identity.ANONYMOUS else set()
    return [name for name in META if name not in left_out and (paper or name not in _OF_PAPER)]


def variables(survey: Survey, highest: Mapping[str, int], unknown: Iterable[str] = ()) -> list[Variable]:
    """The columns after the first ones, in the order of the survey.

    `highest` says for a repeat how often it was answered at most; it is shown once at least. `unknown` are places, and codes
    of a multi after `WORDS`, that the survey does not have: they get columns too.
    """
    places = sorted(unknown)
    codes = [tuple(found.split(WORDS, 1)) for found in places if WORDS in found]
    questions = [_widened(question, highest, codes) for question in survey.questions]
    found = [variable for question in questions for variable in _of_question(question)]
    found += [named(where) for where in places if WORDS not in where]
    return _named_once(found)


def named(where: str) -> Variable:
    """The column of a place that no version of the survey has."""
    return Variable(placed_name(where), Kind.UNKNOWN, where)


def placed_name(where: str) -> str:
    """A name that tells the parts of a place apart, whatever signs they hold: `question[row:column:instance]`."""
    question, row, column, instance = parts_of(where)
    return f"{question}[{quote(row, safe='')}:{quote(column, safe='')}:{instance or ''}]"


def place_in(name: str) -> str:
    """The place that `placed_name` wrote; empty where the name is none of these."""
    found = _PLACED.fullmatch(name)
    return place(found[1], unquote(found[2]), unquote(found[3]), int(found[4] or 0)) if found else ""


def _widened(question: Question, highest: Mapping[str, int], codes: Iterable[tuple[str, ...]]) -> Question:
    """The question with as many instances as there are, and with the choices that only answers know."""
    if question.type is QuestionType.REPEAT:
        question = replace(question, most=max(1, highest.get(question.code, 0)))
    for where, code in codes:
        code_of, _row, column, _instance = parts_of(where)
        if code_of == question.code and column:
            parts = tuple(_with_choice(part, code) if part.code == column else part for part in question.parts)
            question = replace(question, parts=parts)
        elif code_of == question.code:
            question = _with_choice(question, code)
    return question


def _with_choice(question: Question, code: str) -> Question:
    return question if question.choice(code) else replace(question, choices=(*question.choices, Choice(code, {})))


def _of_question(question: Question) -> Iterator[Variable]:
    if question.type is QuestionType.COMPUTED:
        yield Variable(question.code, Kind.COMPUTED, question.code, question, question)
    elif question.type is QuestionType.RANKING:
        for choice in question.choices:
            where = place(question.code, choice.code)
            yield Variable(f"{question.code}.{choice.code}", Kind.RANK, where, question, question, choice)
    else:
        for cell in question.cells:
            yield from _of_cell(question, cell, place(question.code, cell.row, cell.column, cell.instance))


def _of_cell(question: Question, cell: Cell, where: str) -> Iterator[Variable]:
    asked = cell.question
    if asked.type is QuestionType.MULTI:
        for choice in asked.choices:
            if not (asked.other and choice.code == OTHER):
                yield Variable(f"{cell.name}.{choice.code}", Kind.CHOSEN, where, question, asked, choice)
    else:
        spoken_of = asked.choice(cell.row) if asked.type is QuestionType.ALLOCATION else None
        yield Variable(cell.name, _KINDS[asked.type], where, question, asked, spoken_of)
    if asked.other:
        kind = Kind.CHOSEN_WORDS if asked.type is QuestionType.MULTI else Kind.OWN_WORDS
        yield Variable(f"{cell.name}.{OTHER}", kind, where, question, asked)
    if asked.type is QuestionType.FILE:
        yield Variable(f"{cell.name}.sha256", Kind.SHA256, where, question, asked)


def _named_once(found: Iterable[Variable]) -> list[Variable]:
    """Codes of rows and choices may hold dots: where two columns would have one name, the later one tells its parts apart."""
    used = set(META)
    kept = []
    for variable in found:
        name = variable.name
        if name in used:
            name = placed_name(variable.place) + _last_part(variable)
        while name in used:
            name += "_"
        used.add(name)
        kept.append(variable if name == variable.name else replace(variable, name=name))
    return kept


def _last_part(variable: Variable) -> str:
    if variable.kind is Kind.CHOSEN and variable.choice:
        return f".{quote(variable.choice.code, safe='')}"
    return {Kind.CHOSEN_WORDS: f".{OTHER}", Kind.OWN_WORDS: f".{OTHER}", Kind.SHA256: ".sha256"}.get(variable.kind, "")
