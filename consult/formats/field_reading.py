"""The cells that answer one field of a survey to its raw value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consult.formats.cell_values import CellFault, Chosen, plain_value, ticked
from consult.formats.mapping_columns import Column
from consult.formats.mapping_targets import NOT_ASKED, Kind, Target
from consult.i18n import _, number
from consult.model.question import Cell, Question, QuestionType
from consult.model.response import Missing
from consult.model.typed_values import fold, told

Value = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Source:
    """A column that answers a field."""

    at: int
    """Its index in the table."""
    column: Column
    target: Target
    values: dict[str, str]
    """Text of a cell, folded → what the mapping says that it means."""
    typed: bool = False
    """Whether figures in it are as a spreadsheet keeps them, days among them."""

    @classmethod
    def of(cls, at: int, column: Column, target: Target, *, typed: bool = False) -> Source:
        """The source, its value map made ready."""
        return cls(at, column, target, {fold(cell): meant for cell, meant in column.values.items()}, typed)


Given = tuple[str, Source]
"""The text of a cell, and the column it stands in."""


@dataclass(slots=True)
class FieldReader:
    """Reads the cells of one field; the look-up of labels is made once."""

    name: str
    cell: Cell
    sources: list[Source] = field(default_factory=list)
    _chosen: Chosen = field(init=False)

    def __post_init__(self) -> None:
        self._chosen = Chosen(self.question)

    @property
    def question(self) -> Question:
        """What is asked there."""
        return self.cell.question

    def read(self, given: Iterable[Given]) -> Value | None:
        """The raw value; None where the question was not asked. Raises CellFault, which names the column."""
        meant = ((source.values.get(fold(text), text) if source.values else text, source) for text, source in given)
        asked = [(text, source) for text, source in meant if text != NOT_ASKED]
        if not asked:
            return None
        reached = [(text, source) for text, source in asked if text != Missing.NOT_REACHED.value]
        if not reached:
            return Missing.NOT_REACHED
        if any(source.target.kind in (Kind.RANKED, Kind.POSITION) for _text, source in reached):
            return self._ranked(reached)
        values = [value for text, source in reached for value in self._values(text, source)]
        kind = reached[0][1].target.kind
        if kind is Kind.WORDS:
            return values if len(values) > 1 else "".join(values)
        if self.question.type in (QuestionType.MULTI, QuestionType.RANKING):
            return values
        if self.question.type is QuestionType.TEXT:
            return "; ".join(values)
        return values if len(values) > 1 else "".join(values)

    def words(self, given: Iterable[Given]) -> list[str]:
        """Own words that stand in brackets behind a choice, in the columns of the choices."""
        return [
            words for text, source in given if source.target.kind is Kind.VALUE for words in self._chosen.words_in(text, source)
        ]

    def _values(self, text: str, source: Source) -> list[str]:
        if not text:
            return []
        if source.target.kind is Kind.TICK:
            return [source.target.choice] if ticked(text, source, self.question) else []
        if source.target.kind is Kind.WORDS:
            return [] if self._chosen.is_tick(text) else [text]
        if self._chosen.offers:
            found = self._chosen.codes(text, source)
            if self.question.type is QuestionType.RANKING and len(set(map(fold, found))) < len(found):
                raise CellFault(source, _("{answer} names a choice twice").format(answer=told(text)), _("rank each choice once"))
            return found
        return plain_value(text, source, self.question)

    def _ranked(self, given: Sequence[Given]) -> list[str]:
        """The choices in order, from one column for each choice or for each rank."""
        order: dict[int, tuple[str, Source]] = {}
        for text, source in given:
            if not text or self._chosen.says_nothing(text):
                continue
            rank, choice = self._rank(text, source)
            if rank in order:
                fault = _("rank {rank} is given twice, also in the column {column}").format(
                    rank=number(rank), column=told(order[rank][1].column.header)
                )
                raise CellFault(source, fault, _("give each choice a rank of its own"))
            order[rank] = (choice, source)
        for expected, rank in enumerate(sorted(order), 1):
            if rank != expected:
                fault = _("rank {rank} is given, but rank {missing} is not").format(rank=number(rank), missing=number(expected))
                raise CellFault(order[rank][1], fault, _("number the choices 1, 2, 3 …"))
        choices = [order[rank][0] for rank in sorted(order)]
        for rank, choice in enumerate(choices, 1):
            if choice in choices[: rank - 1]:
                raise CellFault(
                    order[rank][1], _("{answer} has two ranks").format(answer=told(choice)), _("rank each choice once")
                )
        return choices

    def _rank(self, text: str, source: Source) -> tuple[int, str]:
        if source.target.kind is Kind.POSITION:
            code = self._chosen.one(text)
            if not code:
                fault = _("{answer} is not one of the choices").format(answer=told(text))
                raise CellFault(source, fault, _("correct the cell, or say in “values” what it means"))
            return source.target.rank, code
        found = re.fullmatch(r"(\d{1,4})(?:[.,]0*)?", text)
        rank, most = int(found[1]) if found else 0, len(self.question.choices)
        if not 1 <= rank <= most:
            way_out = _("write a number from 1 to {most}").format(most=number(most))
            raise CellFault(source, _("{answer} is no rank").format(answer=told(text)), way_out)
        return rank, source.target.choice
