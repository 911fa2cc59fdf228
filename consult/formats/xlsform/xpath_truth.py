"""When a condition is true and when it is false, in XPath, where nothing is unknown and so what is not true is false.

Here `not n > 3` says nothing of a question that was left blank; in XPath `not(${n} > 3)` is true of it. So `not` goes down to the
comparisons, which are false of a blank either way round: `${n} <= 3`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult.model.question import Question, QuestionType

_OPPOSITE: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_EQUAL = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
_SURE_CALLS = ("blank", "answered", "contains", "starts_with", "ends_with")
_KNOWN_CALLS = ("count",)
_SAME_WHEN_KNOWN = ("abs", "floor", "ceil", "int", "round", "len", "text", "concat")


@dataclass(frozen=True, slots=True)
class Truth:
    """Says when conditions hold; `said` gives the XPath of a value, `pair` that of a comparison of two."""

    said: Callable[[ast.expr], str]
    pair: Callable[[ast.expr, ast.cmpop, ast.expr], str]
    asked: Callable[[ast.expr], Question | None]
    itself: Callable[[ast.expr], bool]
    """Whether a path names the answer that a constraint is of, which is never blank."""

    def told(self, node: ast.expr, *, wanted: bool) -> str:
        """The XPath that is true just where `node` is true, or false where that is `wanted`."""
        match node:
            case ast.Constant(value=bool(value)):
                return "true()" if value is wanted else "false()"
            case ast.BoolOp(op=op, values=values):
                joint = " and " if isinstance(op, ast.And) is wanted else " or "
                return joint.join(self._inside(one, wanted) for one in values)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.told(operand, wanted=not wanted)
            case ast.Compare():
                return self._compared(node, wanted)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._either(test, body, orelse, wanted)
            case ast.Call(func=ast.Name(id="if_"), args=[test, body, orelse]):
                return self._either(test, body, orelse, wanted)
            case ast.Call(func=ast.Name(id=name)) if name in _SURE_CALLS:
                return self.said(node) if wanted else f"not({self.said(node)})"
            case ast.Call(func=ast.Name(id="matches"), args=[text, _pattern]):
                return self.said(node) if wanted else f"{self.said(text)} != '' and not({self.said(node)})"
        return self._of_value(node, wanted)

    def _inside(self, node: ast.expr, wanted: bool) -> str:
        """As `told`, in brackets where something is joined in it."""
        text = self.told(node, wanted=wanted)
        return text if isinstance(node, ast.Call | ast.Constant) and " " not in text else f"({text})"

    def _compared(self, node: ast.Compare, wanted: bool) -> str:
        sides = [node.left, *node.comparators]
        told = [
            self._one(left, sign, right, wanted)
            for left, sign, right in zip(sides[:-1], node.ops, sides[1:], strict=True)
        ]  # fmt: skip
        return told[0] if len(told) == 1 else (" and " if wanted else " or ").join(f"({one})" for one in told)

    def _one(self, left: ast.expr, sign: ast.cmpop, right: ast.expr, wanted: bool) -> str:
        if isinstance(sign, ast.Eq | ast.NotEq):
            for constant, other in ((left, right), (right, left)):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, bool):
                    return self._is(other, constant.value, isinstance(sign, ast.Eq) is wanted)
        return self.pair(left, sign if wanted else _OPPOSITE[type(sign)](), right)

    def _is(self, node: ast.expr, value: bool, equal: bool) -> str:
        told = self.told(node, wanted=value)
        return told if equal else f"not({told})"

    def _either(self, test: ast.expr, body: ast.expr, otherwise: ast.expr, wanted: bool) -> str:
        yes, no = self._inside(test, True), self._inside(test, False)
        return f"({yes} and {self._inside(body, wanted)}) or ({no} and {self._inside(otherwise, wanted)})"

    def _of_value(self, node: ast.expr, wanted: bool) -> str:
        """Where a value counts as true: the answer yes, a number but zero, anything chosen."""
        text, question = self.said(node), self.asked(node)
        if question is not None and question.type in (QuestionType.MULTI, QuestionType.RANKING):
            return f"{text} != ''" if wanted else "false()"
        words = f"{text} = '{'yes' if wanted else 'no'}'"
        if question is not None and question.type not in (QuestionType.NUMBER, QuestionType.COMPUTED):
            return words
        figure = f"({text} < 0 or {text} > 0)" if wanted else f"{text} = 0"
        return figure if isinstance(node, ast.BinOp | ast.UnaryOp) else f"({words} or {figure})"

    def choice(self, test: ast.expr, body: str, otherwise: str) -> str:
        """One of two values, nothing where the condition is unknown."""
        if not self.is_sure(test):
            otherwise = f"if({self.told(test, wanted=False)}, {otherwise}, '')"
        return f"if({self.told(test, wanted=True)}, {body}, {otherwise})"

    def is_sure(self, node: ast.expr) -> bool:
        """Whether a condition is never unknown, whatever was left blank."""
        match node:
            case ast.Constant(value=bool()):
                return True
            case ast.BoolOp(values=values):
                return all(map(self.is_sure, values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.is_sure(operand)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return all(isinstance(sign, _EQUAL) for sign in ops) or all(map(self._is_known, (left, *others)))
            case ast.Call(func=ast.Name(id="matches"), args=[text, _pattern]):
                return self._is_known(text)
            case ast.Call(func=ast.Name(id=name)):
                return name in _SURE_CALLS
        return False

    def _is_known(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant(value=value):
                return value is not None
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
                return self._is_known(left) and self._is_known(right)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
                return self._is_known(operand)
            case ast.Call(func=ast.Name(id=name), args=given) if name in _SAME_WHEN_KNOWN:
                return all(map(self._is_known, given))
            case ast.Call(func=ast.Name(id=name)):
                return name in _KNOWN_CALLS
        return self.itself(node)
