"""What a column of a mapping means: which place of which question it answers, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dictionary
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto

from consult.formats.mapping_columns import Column
from consult.i18n import _, number, quoted
from consult.model.question import OTHER, SILENT, Cell, Question, QuestionType
from consult.model.typed_values import fold

NOT_ASKED = "not_asked"
"""The word that stands in a cell for a question that was not asked."""

T = QuestionType


class Misplaced(Exception):
    """A column names something that the survey does not have: fault and way out."""

    def __init__(self, fault: str, way_out: str = ""):
        self.fault, self.way_out = fault, way_out
        super().__init__(fault)


class Kind(Enum):
    """What the cells of a column hold."""

    VALUE = auto()
    WORDS = auto()
    """Own words beside choices."""
    TICK = auto()
    """Whether one choice of a multi was taken."""
    RANKED = auto()
    """The rank of one choice of a ranking."""
    POSITION = auto()
    """The choice at one rank of a ranking."""


@dataclass(frozen=True, slots=True)
class Target:
    """The place that a column answers."""

    cell: Cell
    kind: Kind
    choice: str = ""
    rank: int = 0

    @property
    def field(self) -> str:
        """The field of the raw answers that it goes into."""
        return f"{self.cell.name}.{OTHER}" if self.kind is Kind.WORDS else self.cell.name


def target_of(column: Column, questions: Dictionary[str, Question]) -> Target:
    """What `column` answers; raises Misplaced where the survey has no such place."""
    question = questions.get(column.question)
    if question is None:
        raise Misplaced(
            _("the mapping names the question {code}, which the survey does not have").format(code=quoted(column.question))
        )
    if question.type in SILENT:
        raise Misplaced(_("nobody answers {code}").format(code=quoted(question.code)), _("write “role: ignore” beside it"))
    cell = _cell(column, question)
    kind = _kind(column, question, cell)
    if kind is Kind.WORDS and not cell.question.other:
        raise Misplaced(_("{code} takes no own words").format(code=quoted(cell.name)), _("correct the mapping"))
    return Target(cell, kind, column.choice, column.rank)


def placed(
    header: Sequence[str], columns: Iterable[Column], questions: Iterable[Question]
) -> Iterator[tuple[int, Column, Target]]:
    """The columns of a table with this `header` that hold answers: index, column, what it answers; misplaced ones are passed."""
    at = {fold(name): i for i, name in enumerate(header)}
    known = {question.code: question for question in questions}
    for column in columns:
        if column.question and fold(column.header) in at:
            with suppress(Misplaced):
                yield at[fold(column.header)], column, target_of(column, known)


def holds_words(column: Column, question: Question) -> bool:
    """Whether the column is for own words, also where an old mapping says so by `row: other`."""
    return column.words or (column.row == OTHER and not (question.rows or question.type is T.ALLOCATION))


def _cell(column: Column, question: Question) -> Cell:
    row = "" if holds_words(column, question) and not question.rows else column.row
    if question.type is T.ALLOCATION:
        row = row or column.choice
    _refuse_unknown(column, question, row)
    for cell in question.cells:
        if (cell.row, cell.column, cell.instance) == (row, column.part, column.instance):
            return cell
    raise Misplaced(_("{code} has no such place").format(code=quoted(question.code)), _("correct the mapping"))


def _refuse_unknown(column: Column, question: Question, row: str) -> None:
    code = quoted(question.code)
    rows = question.choices if question.type is T.ALLOCATION else question.rows
    parts = question.sides or question.parts
    if rows and not row:
        raise Misplaced(
            _("the mapping names no row of {code} for the column {column}").format(code=code, column=quoted(column.header[:60])),
            _("add “row: …” to it"),
        )
    if row and row not in {one.code for one in rows}:
        raise Misplaced(_("{code} has no row {row}").format(code=code, row=quoted(row)), _one_of([one.code for one in rows]))
    if parts and not column.part:
        raise Misplaced(_("the mapping does not say which part of {code} it is").format(code=code), _("add “part: …” to it"))
    if column.part and column.part not in {one.code for one in parts}:
        raise Misplaced(
            _("{code} has no part {part}").format(code=code, part=quoted(column.part)), _one_of([one.code for one in parts])
        )
    if question.type is T.REPEAT and not 1 <= column.instance <= question.instances:
        raise Misplaced(
            _("{code} is asked {n} times at most").format(code=code, n=number(question.instances)),
            _("add “instance: …”, from 1 to {n}").format(n=number(question.instances)),
        )
    if column.instance and question.type is not T.REPEAT:
        raise Misplaced(_("{code} is asked only once").format(code=code), _("take “instance” out"))


def _kind(column: Column, question: Question, cell: Cell) -> Kind:
    asked = cell.question
    if holds_words(column, question):
        return Kind.WORDS
    if column.rank:
        if asked.type is not T.RANKING:
            raise Misplaced(_("{code} is no ranking").format(code=quoted(asked.code)), _("take “rank” out"))
        if column.rank > len(asked.choices):
            raise Misplaced(
                _("{code} has no rank {rank}").format(code=quoted(asked.code), rank=number(column.rank)), _("correct the mapping")
            )
        return Kind.POSITION
    if not column.choice or question.type is T.ALLOCATION:
        return Kind.VALUE
    if asked.type not in (T.MULTI, T.RANKING):
        raise Misplaced(_("{code} does not take several choices").format(code=quoted(asked.code)), _("take “choice” out"))
    if asked.choice(column.choice) is None and not (asked.other and column.choice == OTHER and asked.type is T.MULTI):
        raise Misplaced(
            _("{code} has no choice {choice}").format(code=quoted(asked.code), choice=quoted(column.choice)),
            _one_of([choice.code for choice in asked.choices]),
        )
    return Kind.TICK if asked.type is T.MULTI else Kind.RANKED


def _one_of(codes: list[str], most: int = 8) -> str:
    told = ", ".join(codes[:most]) + (" …" if len(codes) > most else "")
    return _("use one of {names}").format(names=told) if codes else _("correct the mapping")
