"""How the cells of a column are written, and how well they fit the place that its header names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import replace

from consult.formats.cell_values import NOT_TICKED, OTHER_WORDS, TICKED
from consult.formats.cells import CELLS_JOINED, labels, split_cell
from consult.formats.guessing.choices import NAMED_OTHER
from consult.formats.guessing.figures import NO_VALUE, thousands_form
from consult.formats.mapping_columns import Column
from consult.formats.mapping_targets import NOT_ASKED, Kind, Misplaced, target_of
from consult.formats.moments import moment_form
from consult.model.missing_reasons import reason_in
from consult.model.question import OTHER, Question, QuestionType
from consult.model.response import Missing
from consult.model.typed_values import fold

_SPLITTERS = (";", "; ", ", ", ",", CELLS_JOINED, "|", "\n", "\x1e")
_SILENT = frozenset({"", NOT_ASKED, Missing.NOT_REACHED.value, *NO_VALUE})


def fitness(column: Column, cells: Sequence[str], questions: Dictionary[str, Question], *, strict: bool = False) -> float:
    """The share of the cells that the place can take, from 0 to 1; 1 where any text fits.

    With `strict`, cells of a question with choices must name one, figures must be figures.
    """
    try:
        target = target_of(column, questions)
    except Misplaced:
        return 0.0
    filled = {cell for cell in cells if fold(cell) not in _SILENT}
    asked = target.cell.question
    known = labels(asked) if asked.choices else frozenset()
    if not filled:
        return 0.5
    if target.kind is Kind.TICK:
        choice = asked.choice(column.choice)
        own = {fold(text) for text in (choice.code, *choice.label.values())} if choice else {OTHER, *OTHER_WORDS}
        return _floor(sum(fold(cell) in TICKED | NOT_TICKED | own for cell in filled) / len(filled))
    if target.kind is Kind.RANKED:
        return _floor(sum(bool(re.fullmatch(r"\d{1,3}(?:[.,]0*)?", cell)) for cell in filled) / len(filled))
    if target.kind is Kind.POSITION:
        return _floor(sum(fold(cell) in known for cell in filled) / len(filled)) + 0.001
    if target.kind is Kind.WORDS:
        ticks = sum(fold(cell) in TICKED | NOT_TICKED for cell in filled)
        return 0.01 if ticks == len(filled) and asked.type is QuestionType.MULTI else 1.0
    return _share(filled, asked, known) if strict else 1.0


def _share(filled: Collection[str], asked: Question, known: frozenset[str]) -> float:
    if asked.type is QuestionType.YESNO:
        known |= TICKED | NOT_TICKED
    if known:
        return sum(fold(cell.strip(" ,;")) in known for cell in filled) / len(filled)
    if asked.type in (QuestionType.NUMBER, QuestionType.ALLOCATION):
        return sum(bool(re.match(r"[+-]?\d", cell)) for cell in filled) / len(filled)
    return 1.0


def _floor(share: float) -> float:
    """Also a column full of faults may be what its header says."""
    return max(share, 0.02)


def fitted(column: Column, cells: Sequence[str], questions: Dictionary[str, Question]) -> Column:
    """The column with its splitter or form of dates or figures found out."""
    target = target_of(column, questions)
    asked = target.cell.question
    filled = [cell for cell in cells if fold(cell) not in _SILENT and not (asked.reasons and reason_in(cell) in asked.reasons)]
    if target.kind is not Kind.VALUE:
        return column
    if asked.type in (QuestionType.MULTI, QuestionType.RANKING):
        return replace(column, split=_splitter(filled, asked))
    if asked.type is QuestionType.NUMBER and asked.integer:
        return replace(column, form=thousands_form([cell for cell in filled if re.fullmatch(r"[\d.,]+", cell)]))
    if asked.type is QuestionType.DATE:
        return replace(column, form=moment_form(filled))
    return column


def _splitter(cells: Sequence[str], question: Question) -> str:
    """The splitter by which most parts become known labels; a space only between codes."""
    known = labels(question)
    codes = {fold(choice.code) for choice in question.choices} | {OTHER, NAMED_OTHER}

    def hits(splitter: str) -> int:
        return sum(fold(part) in known for cell in cells for part in split_cell(cell, splitter, known))

    best = max(_SPLITTERS, key=lambda splitter: (hits(splitter), len(splitter)))
    spaced = [part for cell in cells for part in cell.split()]
    if len(spaced) > hits(best) and all(fold(part) in codes for part in spaced):
        return " "
    return best
