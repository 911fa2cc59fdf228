"""The language of survey files to XPath as XLSForms use it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult.formats.xlsform.form_paths import Paths, Place, quoted_text
from consult.formats.xlsform.names import Names
from consult.formats.xlsform.xpath import Untranslatable
from consult.model.expressions import ExpressionFault, parse
from consult.model.question import QuestionType
from consult.model.survey import Survey

_SEVERAL = (QuestionType.MULTI, QuestionType.RANKING)
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "div", ast.Mod: "mod"}
_SAME = {"abs": "abs", "floor": "floor", "ceil": "ceiling", "int": "int", "number": "number", "text": "string",
         "round": "round", "starts_with": "starts-with", "ends_with": "ends-with", "matches": "regex", "concat": "concat",
         "if_": "if", "min": "min", "max": "max"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates the expressions of one survey; `codes` has the names of choices that differ from their codes."""

    survey: Survey
    names: Names
    codes: Mapping[str, Mapping[str, str]]
    """Code of a question (or `question.part`) → code of a choice → its name in the form."""

    def xpath(self, expression: str, place: Place, walker: str = "row") -> str:
        """The XPath that says the same; Untranslatable with the part that cannot be said.

        `walker` is the name under which the expression speaks of the row in `place`.
        """
        try:
            tree = parse(expression).tree
        except ExpressionFault as fault:
            raise Untranslatable(fault.fault) from None
        return _Walk(self, place, walker).said(tree)


class _Walk:
    def __init__(self, translator: Translator, place: Place, walker: str):
        self._paths = Paths(translator.survey, translator.names, translator.codes, place, walker)
        self._calls: Mapping[str, Callable[[list[ast.expr]], str]] = {
            "blank": lambda given: f"{self._inner(given[0])} = ''",
            "answered": lambda given: f"{self._inner(given[0])} != ''",
            "count": self._count, "len": self._length, "sum": self._sum, "total": self._sum, "today": lambda given: "today()",
            "label": self._label, "year": lambda given: f"number(format-date({self.said(given[0])}, '%Y'))",
            "days": self._days, "coalesce": self._coalesce, "contains": self._contains,
        }  # fmt: skip

    def said(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value):
                return self._constant(value)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self._paths.path(node)
            case ast.BoolOp(op=op, values=values):
                return (" and " if isinstance(op, ast.And) else " or ").join(map(self._inner, values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"not({self.said(operand)})"
            case ast.UnaryOp(op=op, operand=operand):
                return f"-{self._inner(operand)}" if isinstance(op, ast.USub) else self.said(operand)
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return f"if({self.said(test)}, {self.said(body)}, {self.said(orelse)})"
            case ast.Call(func=ast.Name(id=name), args=given):
                return self._call(name, given)
        raise Untranslatable(ast.dump(node)[:20])

    def _inner(self, node: ast.expr) -> str:
        """As `said`, in brackets where several things are joined."""
        text = self.said(node)
        return f"({text})" if isinstance(node, ast.BoolOp | ast.BinOp | ast.Compare) else text

    def _constant(self, value: object) -> str:
        if value is None:
            return "''"
        if isinstance(value, bool):
            return "true()" if value else "false()"
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:f}".rstrip("0")
        return quoted_text(str(value))

    def _arithmetic(self, node: ast.BinOp) -> str:
        left, right = self._inner(node.left), self._inner(node.right)
        if isinstance(node.op, ast.Pow):
            return f"pow({left}, {right})"
        if isinstance(node.op, ast.FloorDiv):
            return f"floor({left} div {right})"
        return f"{left} {_ARITHMETIC[type(node.op)]} {right}"

    def _compare(self, node: ast.Compare) -> str:
        sides = [node.left, *node.comparators]
        told = [self._pair(left, sign, right) for left, sign, right in zip(sides, node.ops, sides[1:], strict=False)]
        return " and ".join(told) if len(told) == 1 else " and ".join(f"({one})" for one in told)

    def _pair(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> str:
        if isinstance(sign, ast.In | ast.NotIn):
            told = self._within(left, right)
            return told if isinstance(sign, ast.In) else f"not({told})"
        one, other = self._paths.asked(left), self._paths.asked(right)
        if not _is_empty(left) and not _is_empty(right) and any(asked and asked.type in _SEVERAL for asked in (one, other)):
            raise Untranslatable(ast.unparse(left))
        names = self._paths.codes(left) or self._paths.codes(right)
        return f"{self._named(left, names)} {_COMPARISONS[type(sign)]} {self._named(right, names)}"

    def _within(self, value: ast.expr, several: ast.expr) -> str:
        if isinstance(several, ast.List | ast.Tuple):
            names = self._paths.codes(value)
            told = [f"{self.said(value)} = {self._named(one, names)}" for one in several.elts]
            return f"({' or '.join(told)})" if told else "false()"
        asked = self._paths.asked(several)
        if asked is None or asked.type not in _SEVERAL:
            return f"contains({self.said(several)}, {self.said(value)})"
        return f"selected({self.said(several)}, {self._named(value, self._paths.codes(several))})"

    def _named(self, node: ast.expr, names: Mapping[str, str]) -> str:
        """A side of a comparison with choices of these names."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str | float):
            code = node.value if isinstance(node.value, str) else self._constant(node.value)
            return quoted_text(names[code]) if code in names else self._constant(node.value)
        return self._inner(node)

    def _call(self, name: str, given: list[ast.expr]) -> str:
        if name in self._calls:
            return self._calls[name](given)
        if name in _SAME:
            cells = self._cells(given) if name in ("min", "max") else list(map(self.said, given))
            return f"{_SAME[name]}({', '.join(cells)})"
        raise Untranslatable(f"{name}()")

    def _cells(self, given: list[ast.expr]) -> list[str]:
        """The single values in what a function is given."""
        return [cell for one in given for cell in self._paths.cells(one) or [self.said(one)]]

    def _sum(self, given: list[ast.expr]) -> str:
        cells = self._cells(given)
        if len(cells) == 1:
            return f"sum({cells[0]})"
        return f"({' + '.join(f'coalesce({cell}, 0)' for cell in cells)})"

    def _count(self, given: list[ast.expr]) -> str:
        asked = self._paths.asked(given[0])
        if len(given) == 1 and asked and asked.type in _SEVERAL:
            return f"count-selected({self.said(given[0])})"
        cells = self._cells(given)
        if len(cells) == 1 and asked is not None:
            return f"count-non-empty({cells[0]})"
        return f"({' + '.join(f'if({cell} != {quoted_text(str())}, 1, 0)' for cell in cells)})"

    def _length(self, given: list[ast.expr]) -> str:
        asked = self._paths.asked(given[0])
        several = asked is not None and asked.type in _SEVERAL
        return f"{'count-selected' if several else 'string-length'}({self.said(given[0])})"

    def _label(self, given: list[ast.expr]) -> str:
        asked = self._paths.asked(given[0])
        if asked is None or not asked.choices or asked.type in _SEVERAL:
            raise Untranslatable("label()")
        told = self.said(given[0])
        return f"jr:choice-name({told}, {quoted_text(told)})"

    def _days(self, given: list[ast.expr]) -> str:
        start, end = (f"decimal-date-time({self.said(one)})" for one in given)
        return f"({end} - {start})"

    def _coalesce(self, given: list[ast.expr]) -> str:
        told = self.said(given[-1])
        for one in reversed(given[:-1]):
            told = f"coalesce({self.said(one)}, {told})"
        return told

    def _contains(self, given: list[ast.expr]) -> str:
        return self._within(given[1], given[0])


def _is_empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in ("", None)
