"""The language in which surveys say when something is asked, what must hold and what is computed.

A Python-looking subset: `offered and "home" in services`, `sum(clients.y2027) <= 3 * total`. Nothing is executed: the text is
checked by `parse` and its tree walked here. Unknown stays unknown: arithmetic and order with a blank give None, `and`, `or`
and `not` follow Kleene's three-valued logic, `==` and `!=` take a blank for the empty text.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date

from consult.model.expression_functions import FUNCTIONS
from consult.model.expression_syntax import Expression, parse, steps_of
from consult.model.expression_values import (
    LONGEST_TEXT,
    Chosen,
    Value,
    cleaned,
    compared,
    computed,
    equal,
    number_of,
    power,
    text_of,
    truth,
    within,
)
from consult.model.expression_words import ExpressionFault

__all__ = ["Chosen", "Expression", "ExpressionFault", "Value", "evaluate", "evaluate_tree", "holds", "parse"]

Labels = Mapping[str, Mapping[str, str]]
"""Code of a question → code of a choice → its label."""

_ARITHMETIC: Mapping[type[ast.operator], Callable[[float, float], object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: power,
}
_ORDER: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def evaluate(source: str, scope: Mapping[str, Value], *, today: date | None = None, labels: Labels = {}) -> Value:  # noqa: B006
    """The value of `source` where `scope` has the values of its names; a name that is not there is unknown.

    `today` is what today() gives, `labels` what label() looks up. What does not fit gives None; only a text that is no
    expression raises, as ExpressionFault.
    """
    return evaluate_tree(parse(source).tree, scope, today=today, labels=labels)


def evaluate_tree(tree: ast.expr, scope: Mapping[str, Value], *, today: date | None = None, labels: Labels = {}) -> Value:  # noqa: B006
    """The value of a part of a parsed expression; see `evaluate`."""
    return _Evaluation(scope, today, labels).value(tree)


def holds(source: str, scope: Mapping[str, Value], *, today: date | None = None) -> bool | None:
    """Whether `source` is true; None where that is unknown. A text is true or false only as „yes” and „no”."""
    return truth(evaluate(source, scope, today=today))


class _Evaluation:
    """One walk over a checked tree."""

    def __init__(self, scope: Mapping[str, Value], today: date | None, labels: Labels):
        self._scope, self._today, self._labels = scope, today, labels

    def value(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant(value=value):
                return cleaned(value)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self._looked_up(node)
            case ast.BoolOp(op=ast.And()):
                return self._joined(node.values, decided_by=False)
            case ast.BoolOp():
                return self._joined(node.values, decided_by=True)
            case ast.UnaryOp(op=ast.Not()):
                known = truth(self.value(node.operand))
                return None if known is None else not known
            case ast.UnaryOp(op=sign):
                number = number_of(self.value(node.operand))
                return -number if number is not None and isinstance(sign, ast.USub) else number
            case ast.BinOp():
                return self._computed(node)
            case ast.Compare():
                return self._compared(node)
            case ast.IfExp():
                known = truth(self.value(node.test))
                return None if known is None else self.value(node.body if known else node.orelse)
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                return tuple(self.value(element) for element in elements)
            case ast.Call():
                return self._called(node)
        return None

    def _joined(self, nodes: list[ast.expr], *, decided_by: bool) -> bool | None:
        """Kleene's `and` (decided by the first False) and `or` (by the first True)."""
        unknown = False
        for node in nodes:
            known = truth(self.value(node))
            if known is decided_by:
                return decided_by
            unknown = unknown or known is None
        return None if unknown else not decided_by

    def _computed(self, node: ast.BinOp) -> Value:
        """The sum a + b + c + … from its left end, however long it is."""
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp):
            chain.append(chain[-1].left)
        result = self.value(chain[-1].left)
        for link in reversed(chain):
            result = computed(result, self.value(link.right), _ARITHMETIC[type(link.op)])
        return result

    def _compared(self, node: ast.Compare) -> bool | None:
        """All comparisons of a < b < c, joined by `and`."""
        left, unknown = self.value(node.left), False
        for sign, operand in zip(node.ops, node.comparators, strict=True):
            right = self.value(operand)
            known = _compare(sign, left, right)
            if known is False:
                return False
            unknown, left = unknown or known is None, right
        return None if unknown else True

    def _looked_up(self, node: ast.expr) -> Value:
        first, *further = steps_of(node)
        value: object = self._scope.get(str(first))
        for step in further:
            value = _step(value, step if isinstance(step, str) else text_of(cleaned(self._scope.get(step.id))))
        return cleaned(value)

    def _called(self, node: ast.Call) -> Value:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "today":
            return self._today.isoformat() if self._today else None
        if name == "label":
            return self._label(node.args[0])
        return FUNCTIONS[name].run(*map(self.value, node.args))

    def _label(self, node: ast.expr) -> Value:
        value = self.value(node)
        labels = self._labels.get(str(steps_of(node)[0]), {})
        several = value if isinstance(value, tuple) else (value,)
        told = [labels.get(text_of(one), text_of(one)) for one in several if one is not None]
        return ", ".join(told)[:LONGEST_TEXT] if told else None


def _compare(sign: ast.cmpop, left: Value, right: Value) -> bool | None:
    if isinstance(sign, ast.Eq | ast.NotEq):
        return equal(left, right) is isinstance(sign, ast.Eq)
    if isinstance(sign, ast.In | ast.NotIn):
        known = within(left, right)
        return None if known is None else known is isinstance(sign, ast.In)
    return compared(left, right, _ORDER[type(sign)])


def _step(value: object, code: str) -> object:
    """What lies under `code`: a row, a cell, an attribute, the n-th time of a repeat; of a column or field, all its values."""
    if isinstance(value, Chosen):
        return value.attributes.get(code)
    if isinstance(value, Mapping):
        if code in value:
            return value[code]
        inside = list(value.values())
    elif isinstance(value, list | tuple):
        if code.isdecimal() and len(code) < 6:
            return value[int(code) - 1] if 0 < int(code) <= len(value) else None
        inside = list(value)
    else:
        return None
    if any(isinstance(one, Mapping) and code in one for one in inside):
        return tuple(one.get(code) if isinstance(one, Mapping) else None for one in inside)
    return None
