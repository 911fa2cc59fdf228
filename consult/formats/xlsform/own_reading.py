"""Reads back what only Consult writes into an XLSForm: tables, paired matrices, allocations, and logic word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consult.formats.our_expressions import within
from consult.formats.xlsform.offers import Offer, Offers
from consult.formats.xlsform.outline import Node
from consult.formats.xlsform.own_columns import (
    CODE,
    MORE,
    OWN_WORDS,
    PART,
    ROW,
    SEALED,
    SIDE,
    TYPE,
    kind_in,
    restored,
    seal,
    unpacked,
)
from consult.formats.xlsform.scope import Sort, Target
from consult.model.question import CODE as CODE_PATTERN
from consult.model.question import PART_TYPES, Check, Choice, Level, Question, QuestionType, Texts

_BLOCKS = (QuestionType.MATRIX, QuestionType.TABLE, QuestionType.REPEAT, QuestionType.ALLOCATION)


@dataclass(frozen=True, slots=True)
class Own:
    """A question that Consult wrote and whose logic nobody changed since."""

    question: Question
    """The question without its texts: labels and hints are still to be read."""
    nodes: Mapping[str, Node]
    """Code of a part → the row that has its texts; the empty code is the question itself."""
    rows: Mapping[str, Node]
    """Code of a row, or of a choice of an allocation → its row in the form."""
    sides: Mapping[str, Node]


def own_question(node: Node, offers: Offers) -> Own | None:
    """The question that the row says it is; None where it says none, or was changed since."""
    kind, more = kind_in(node.row.text(TYPE)), unpacked(node.row.text(MORE))
    code = node.row.text(CODE)
    rows = [one.row for one in node.all() if one.row.text(TYPE) != OWN_WORDS]
    if (
        kind is None
        or not CODE_PATTERN.fullmatch(code)
        or more.get("seal") != seal({column: row.text(column) for column in SEALED} for row in rows)
    ):
        return None
    try:
        return _block(node, kind, code, more, offers) if kind in _BLOCKS else _plain(node, kind, code, more, offers)
    except (ValueError, KeyError, TypeError):
        return None


def own_sealed(node: Node) -> dict[str, object]:
    """What a row says of a page, where nobody changed its condition since."""
    more = unpacked(node.row.text(MORE))
    return more if more.get("seal") == seal([{column: node.row.text(column) for column in SEALED}]) else {}


def _plain(node: Node, kind: QuestionType, code: str, more: Mapping[str, object], offers: Offers) -> Own:
    fields: dict[str, Any] = restored(more)
    question = Question(code, kind, {}, choices=_choices(node, bool(fields.get("other")), offers), **fields)
    return Own(question, {"": node}, {}, {})


def _block(node: Node, kind: QuestionType, code: str, more: Mapping[str, object], offers: Offers) -> Own:
    fields: dict[str, Any] = restored(more)
    rows = _tagged(node.children, ROW)
    inside = next(iter(rows.values())).children if kind in (QuestionType.TABLE, QuestionType.MATRIX) else node.children
    sides, parts = _tagged(inside, SIDE), _tagged(inside, PART)
    asked = next(iter((sides or rows).values())) if kind is QuestionType.MATRIX else None
    choices = _choices(asked, False, offers) if asked else ()
    question = Question(
        code,
        kind,
        {},
        choices=_listed(more["choices"], rows, offers) if kind is QuestionType.ALLOCATION else choices,
        rows=_listed(more["rows"], rows, offers) if kind in (QuestionType.MATRIX, QuestionType.TABLE) else (),
        sides=_listed(more["sides"], sides, offers) if sides else (),
        parts=tuple(_parts(more.get("parts", []), parts, offers)),
        **fields,
    )
    return Own(question, {"": node, **parts}, rows, sides)


def _tagged(nodes: list[Node], tag: str) -> dict[str, Node]:
    return {node.row.text(CODE): node for node in nodes if node.row.text(TYPE) == tag}


def _choices(node: Node, other: bool, offers: Offers) -> tuple[Choice, ...]:
    offer = offers.find(node.kind.list) if node.kind.list else None
    if node.kind.list and offer is None:
        raise ValueError(node.kind.list)
    return without_other(offer).choices if offer and other else offer.choices if offer else ()


def without_other(offer: Offer) -> Offer:
    """The list without the choice that asks for own words."""
    code = offer.codes.get("other")
    return replace(offer, choices=tuple(choice for choice in offer.choices if choice.code != code))


def _listed(name: object, nodes: Mapping[str, Node], offers: Offers) -> tuple[Choice, ...]:
    """The choices of a list that have rows in the form, and all of them."""
    offer = offers.find(str(name))
    if offer is None or [choice.code for choice in offer.choices] != list(nodes):
        raise ValueError(str(name))
    return offer.choices


def _parts(told: object, nodes: Mapping[str, Node], offers: Offers) -> Iterator[Question]:
    if not isinstance(told, list) or [one["code"] for one in told] != list(nodes):
        raise ValueError("parts")
    for one in told:
        fields: dict[str, Any] = restored(one)
        kind, code = QuestionType(one["type"]), str(one["code"])
        if kind not in PART_TYPES or not CODE_PATTERN.fullmatch(code):
            raise ValueError(code)
        yield Question(code, kind, {}, choices=_choices(nodes[code], bool(fields.get("other")), offers), **fields)


def own_targets(own: Own) -> Iterator[tuple[str, Target]]:
    """The names of the form for the cells of a question, and what they stand for."""
    question = own.question
    for code, node in own.rows.items():
        path = within(question.code, code)
        sort = Sort.NUMBER if question.type is QuestionType.ALLOCATION else Sort.ONE
        if not node.holds:
            yield node.name, Target(path, sort, {one.code: one.code for one in question.choices})
        for child in node.children:
            yield child.name, Target(within(path, child.row.text(CODE)), Sort.TEXT)
    if question.type is QuestionType.REPEAT:
        yield from ((node.name, Target(code, Sort.TEXT, inside=question.code)) for code, node in own.nodes.items() if code)


def say_of(checks: tuple[Check, ...], message: Texts) -> tuple[Check, ...]:
    """The checks, where there is but one with what the form says of it: there it may have been translated."""
    if len(checks) == 1 and message and checks[0].level is Level.ERROR:
        return (replace(checks[0], say=message),)
    return checks
