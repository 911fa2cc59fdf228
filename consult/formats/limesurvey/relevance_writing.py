"""Expressions of Consult to those of LimeSurvey (ExpressionScript). What has no counterpart is refused by name."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.formats.limesurvey.calls_writing import call
from consult.formats.limesurvey.em_text import (
    ADD,
    EQUAL,
    ORDER,
    SIGN,
    TIMES,
    in_marks,
    joined,
    listed,
    opposite,
    variable,
)
from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.said import Said, called, inside
from consult.formats.limesurvey.their_names import TheirNames, TheirPlace
from consult.formats.our_expressions import ATOM
from consult.i18n import _, quoted
from consult.model.expression_syntax import steps_of
from consult.model.expression_values import Chosen, text_of
from consult.model.expressions import ExpressionFault, parse
from consult.model.question import OTHER

_SIGNS: Mapping[type[ast.AST], tuple[str, int]] = {
    ast.Add: ("+", ADD), ast.Sub: ("-", ADD), ast.Mult: ("*", TIMES), ast.Div: ("/", TIMES), ast.Eq: ("==", EQUAL),
    ast.NotEq: ("!=", EQUAL), ast.Lt: ("<", ORDER), ast.LtE: ("<=", ORDER), ast.Gt: (">", ORDER), ast.GtE: (">=", ORDER),
}  # fmt: skip


@dataclass(slots=True)
class Writer:
    """Says expressions in the language of LimeSurvey. `walked` are the row or choice that it is said of."""

    names: TheirNames
    walked: Mapping[str, Chosen] = field(default_factory=dict)
    beside: Mapping[str, TheirPlace] = field(default_factory=dict)
    """The columns of the row that a check is said of, by code."""
    ordered: dict[str, None] = field(default_factory=dict)
    """The variables that were compared by size or reckoned with: of these a blank is unknown."""

    def condition(self, expression: str) -> str:
        """A condition; „1” where it always holds, „0” where it never does. Raises NotTranslated."""
        return self.truth(self._tree(expression))[0]

    def value(self, expression: str) -> str:
        """A value. Raises NotTranslated."""
        return self.said(self._tree(expression))[0]

    def _tree(self, expression: str) -> ast.expr:
        try:
            return parse(expression).tree
        except ExpressionFault as fault:
            raise NotTranslated(fault.fault) from None

    def place(self, node: ast.expr) -> TheirPlace | None:
        """What a path stands for; None where `node` is none. Raises NotTranslated for a path without counterpart."""
        steps = steps_of(node)
        if not steps or str(steps[0]) in self.walked:
            return None
        path = tuple(step if isinstance(step, str) else self._walker(step.id).code for step in steps)
        found = self.beside.get(path[0]) if len(path) == 1 else None
        found = found or self.names.find(path)
        if found is None:
            raise NotTranslated(_("{word} has no counterpart").format(word=quoted(".".join(path))))
        return found

    def _walker(self, name: str) -> Chosen:
        if name not in self.walked:
            raise NotTranslated(_("{word} has no counterpart").format(word=quoted(name)))
        return self.walked[name]

    def literal(self, node: ast.expr) -> str | float | None:
        """The text or number that is written there, or that the row or choice has; None where there is neither."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str | float) and not isinstance(node.value, bool):
            return node.value
        steps = steps_of(node)
        if steps and str(steps[0]) in self.walked and len(steps) <= 2:
            chosen = self.walked[str(steps[0])]
            return chosen.code if len(steps) == 1 else chosen.attributes.get(str(steps[1]), "")
        return None

    def truth(self, node: ast.expr) -> Said:
        """A condition, and how strongly it binds. Raises NotTranslated."""
        match node:
            case ast.BoolOp(op=op):
                return joined([self.truth(value) for value in node.values], isinstance(op, ast.And))
            case ast.UnaryOp(op=ast.Not()):
                return opposite(self.truth(node.operand))
            case ast.Compare():
                operands = [node.left, *node.comparators]
                pairs = zip(node.ops, operands, operands[1:], strict=False)
                return joined([self._compared(sign, left, right) for sign, left, right in pairs], True)
            case ast.Constant(value=bool() as value):
                return ("1" if value else "0"), ATOM
        place = self.place(node)
        if place and place.codes.get("yes") == "Y" and not place.several:
            return f'{variable(place)} == "Y"', EQUAL
        return self.said(node)

    def said(self, node: ast.expr) -> Said:
        """A value, and how strongly it binds. Raises NotTranslated."""
        literal = self.literal(node)
        if literal is not None:
            return (in_marks(literal) if isinstance(literal, str) else text_of(literal)), ATOM
        match node:
            case ast.Name() | ast.Attribute() | ast.Subscript():
                place = self.place(node)
                if place is None or place.several:
                    raise NotTranslated(_("several answers stand where one is wanted"))
                return variable(place), ATOM
            case ast.BinOp():
                return self._computed(node)
            case ast.UnaryOp(op=ast.USub()):
                return f"-{inside(self.said(node.operand), ATOM)}", SIGN
            case ast.UnaryOp(op=ast.UAdd()):
                return self.said(node.operand)
            case ast.IfExp():
                return called("if", self.truth(node.test)[0], self.said(node.body)[0], self.said(node.orelse)[0])
            case ast.Call(func=ast.Name(id=name)):
                return call(self, name, node.args)
            case ast.Constant(value=None):
                return '""', ATOM
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp() | ast.Constant():
                return self.truth(node)
        raise NotTranslated(_("a list has no counterpart"))

    def _note_order(self, *nodes: ast.expr) -> None:
        for node in nodes:
            if steps_of(node) and self.literal(node) is None:
                place = self.place(node)
                if place and not place.several:
                    self.ordered[variable(place)] = None

    def _computed(self, node: ast.BinOp) -> Said:
        self._note_order(node.left, node.right)
        left, right = self.said(node.left), self.said(node.right)
        if type(node.op) in _SIGNS:
            sign, binding = _SIGNS[type(node.op)]
            return f"{inside(left, binding)} {sign} {inside(right, binding + 1)}", binding
        if isinstance(node.op, ast.Pow):
            return called("pow", left[0], right[0])
        quotient = f"floor({inside(left, TIMES)} / {inside(right, SIGN)})"
        if isinstance(node.op, ast.FloorDiv):
            return quotient, ATOM
        return f"{inside(left, ADD)} - {inside(right, TIMES)} * {quotient}", ADD

    def _compared(self, sign: ast.cmpop, left: ast.expr, right: ast.expr) -> Said:
        if isinstance(sign, ast.In | ast.NotIn):
            found = self.within(left, right)
            return found if isinstance(sign, ast.In) else opposite(found)
        one, other = self.literal(left), self.literal(right)
        if isinstance(sign, ast.Eq | ast.NotEq):
            if one is not None and other is not None:
                return ("1" if (text_of(one) == text_of(other)) is isinstance(sign, ast.Eq) else "0"), ATOM
            if one is not None:
                left, right, other = right, left, one
            if other == "" or (isinstance(right, ast.Constant) and right.value is None):
                return self.blank(left) if isinstance(sign, ast.Eq) else opposite(self.blank(left))
            place = self.place(left)
            if place and other is not None and not place.several:
                code = place.codes.get(text_of(other)) if place.codes else None
                if place.codes and code is None:
                    raise NotTranslated(_("{word} is no choice there").format(word=quoted(text_of(other))))
                said = in_marks(code) if code is not None else self.said(right)[0]
                return f"{variable(place)} {_SIGNS[type(sign)][0]} {said}", EQUAL
        else:
            self._note_order(left, right)
        spelled, binding = _SIGNS[type(sign)]
        return f"{inside(self.said(left), ADD)} {spelled} {inside(self.said(right), ADD)}", binding

    def within(self, left: ast.expr, right: ast.expr) -> Said:
        """Whether a choice was taken, or a value is one of a list. Raises NotTranslated."""
        literal = self.literal(left)
        if isinstance(right, ast.List | ast.Tuple):
            if not right.elts:
                return "0", ATOM
            return joined([self._compared(ast.Eq(), left, element) for element in right.elts], False)
        place = self.place(right)
        if place and place.taken and literal is not None:
            code = text_of(literal)
            if code == OTHER and place.own_words:
                return opposite(called("is_empty", f"{place.own_words}.NAOK"))
            # A row that the other question does not offer is never taken there.
            return (f'{place.taken[code]}.NAOK == "Y"', EQUAL) if code in place.taken else ("0", ATOM)
        raise NotTranslated(_("“in” has no counterpart here"))

    def blank(self, node: ast.expr) -> Said:
        """Whether nothing was answered. Raises NotTranslated."""
        place = self.place(node) if self.literal(node) is None else None
        if place and (place.several or place.taken):
            return f"count({listed(place)}) == 0", EQUAL
        return called("is_empty", self.said(node)[0])
