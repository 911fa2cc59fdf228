"""Whether what an expression compares closed questions with is on offer."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.i18n import _, quoted
from consult.model.expression_syntax import steps_of
from consult.model.expression_values import Value, cleaned, equal, text_of
from consult.model.expressions import Expression
from consult.model.logic_names import nearest
from consult.model.logic_places import LogicPlace
from consult.model.question import OTHER, Choice, Question, QuestionType

_ONE = frozenset({QuestionType.SINGLE, QuestionType.YESNO, QuestionType.SCALE})
_SEVERAL = frozenset({QuestionType.MULTI, QuestionType.RANKING})


@dataclass(frozen=True, slots=True)
class Offer:
    """What a path can be: one of the choices, or several of them."""

    path: str
    choices: tuple[Choice, ...]
    several: bool = False
    other: bool = False

    def has(self, value: Value) -> bool:
        """Whether `value` can be chosen; blank always can."""
        if value is None or value == "" or (self.other and value == OTHER):
            return True
        return any(equal(choice.code, value) for choice in self.choices)


def comparison_faults(place: LogicPlace, expression: Expression) -> Iterator[tuple[str, str]]:
    """Fault and way out of every comparison that cannot be meant: a code that is not on offer, several taken for one."""
    for node in ast.walk(expression.tree):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            for sign, left, right in zip(node.ops, operands, operands[1:], strict=False):
                if isinstance(sign, ast.In | ast.NotIn):
                    yield from _membership(place, left, right)
                elif isinstance(sign, ast.Eq | ast.NotEq):
                    yield from _equality(place, left, right)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "contains":
            offer, values = offer_of(place, node.args[0]), _literals(node.args[1])
            if offer and offer.several:
                yield from _not_offered(offer, values)


def _equality(place: LogicPlace, left: ast.expr, right: ast.expr) -> Iterator[tuple[str, str]]:
    for path, literal in ((left, right), (right, left)):
        offer, values = offer_of(place, path), _literals(literal)
        if offer is None or not values:
            continue
        if offer.several and isinstance(literal, ast.Constant) and values[0] not in (None, ""):
            fault = _("{name} can hold several answers, so it never equals a single one").format(name=quoted(offer.path))
            yield fault, _("write {example}").format(example=f"{values[0]!r} in {offer.path}")
        else:
            yield from _not_offered(offer, values)


def _membership(place: LogicPlace, left: ast.expr, right: ast.expr) -> Iterator[tuple[str, str]]:
    offer = offer_of(place, left)
    if offer and not offer.several:
        yield from _not_offered(offer, _literals(right))
    offer, values = offer_of(place, right), _literals(left)
    if offer and offer.several:
        yield from _not_offered(offer, values)
    elif offer and values:
        fault = _("{name} holds one answer, so nothing is in it").format(name=quoted(offer.path))
        yield fault, _("write {example}").format(example=f"{offer.path} == {values[0]!r}")


def _not_offered(offer: Offer, values: Sequence[Value]) -> Iterator[tuple[str, str]]:
    for value in values:
        if not offer.has(value):
            told = text_of(value)
            meant = next((one.code for one in offer.choices if told.casefold() in map(str.casefold, one.label.values())), "")
            fault = _("{code} is not one of the choices of {name}").format(code=quoted(told), name=quoted(offer.path))
            example = _("write {example}").format(example=repr(meant))
            yield fault, example if meant else nearest(told, [choice.code for choice in offer.choices])


def _literals(node: ast.expr) -> list[Value]:
    """The plain values that `node` writes out: one, or those of a list."""
    nodes = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return [cleaned(one.value) for one in nodes if isinstance(one, ast.Constant)]


def offer_of(place: LogicPlace, node: ast.expr) -> Offer | None:
    """What the path `node` can be, where that is a matter of choices; a row in square brackets may be any."""
    steps = steps_of(node)
    name = str(steps[0]) if steps else ""
    if name in place.doubtful:
        return None
    if name in place.walked:
        return Offer(name, place.walked[name]) if len(steps) == 1 else None
    question = place.known.get(name)
    if question is None:
        return None
    any_row = question.rows[0].code if question.rows else ""
    return _offer(ast.unparse(node), question, [step if isinstance(step, str) else any_row for step in steps[1:]])


def _offer(path: str, question: Question, steps: Sequence[str]) -> Offer | None:
    if question.type in _ONE | _SEVERAL and not steps:
        return Offer(path, question.choices, question.type in _SEVERAL, question.other)
    if question.type is QuestionType.MATRIX and len(steps) == (2 if question.sides else 1):
        return Offer(path, question.choices)
    if question.type in (QuestionType.TABLE, QuestionType.REPEAT) and steps:
        part = question.part(steps[-1])
        inside = _offer(path, part, []) if part else None
        whole_column = len(steps) == 1
        return Offer(path, inside.choices, whole_column or inside.several, inside.other) if inside else None
    return None
