"""The columns of a wide table that speak of a choice which the version of a response did not have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from consult.formats.export.variables import Kind, Variable
from consult.formats.export.wide import Withheld
from consult.model.packed_answers import parts_of
from consult.model.question import MADE_OF_PARTS, OTHER
from consult.model.response import Channel
from consult.model.versions.history import History
from consult.model.versions.offers import on_offer

_OF_A_CHOICE = (Kind.CHOSEN, Kind.CHOSEN_WORDS, Kind.RANK)
_ALL_SHOWN = (Channel.PAPER, Channel.IMPORT)
"""Paper may have been printed before a choice was withdrawn, and so may a table be older."""


def withheld(past: History, variables: Sequence[Variable]) -> Withheld:
    """For version and channel of a response: the places, among `variables`, of choices that it was not offered.

    A choice that was never on offer, known from answers alone, is not among them.
    """
    numbers = {str(survey.version): survey.version for survey in past.versions}

    @cache
    def offered(version: int, where: str, closed: bool) -> frozenset[str] | None:
        code, _row, column, _instance = parts_of(where)
        question = past.survey.question(code)
        sources = [old for number, old in past.places(code) if number == version]
        if not question or not sources:
            return None
        part = column if question.type in MADE_OF_PARTS else ""
        return on_offer(past, version, sources, part, closed=closed)

    @cache
    def ever(where: str) -> frozenset[str]:
        return frozenset[str]().union(*(offered(number, where, True) or () for number in numbers.values()))

    @cache
    def found(version: str, channel: str) -> tuple[int, ...]:
        columns = []
        for at, variable in enumerate(variables):
            if variable.kind not in _OF_A_CHOICE or version not in numbers:
                continue
            where = parts_of(variable.place)[0] if variable.kind is Kind.RANK else variable.place
            code = variable.choice.code if variable.choice else OTHER
            there = offered(numbers[version], where, channel in _ALL_SHOWN)
            if there is not None and code not in there and code in ever(where):
                columns.append(at)
        return tuple(columns)

    return found
