"""The language of survey files to XPath as XLSForms use it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult.formats.xlsform.form_paths import Paths, Place, quoted_text
from consult.formats.xlsform.names import Names
from consult.formats.xlsform.xpath import Untranslatable
from consult.formats.xlsform.xpath_figures import SEVERAL, Figures
from consult.formats.xlsform.xpath_truth import Truth
from consult.model.expressions import ExpressionFault, parse
from consult.model.question import QuestionType
from consult.model.survey import Survey

_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_SAME = {"abs": "abs", "floor": "floor", "ceil": "ceiling", "int": "int", "number": "number", "text": "string",
         "round": "round", "starts_with": "starts-with", "ends_with": "ends-with", "concat": "concat"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates the expressions of one survey; `codes` has the names of choices that differ from their codes."""

    survey: Survey
    names: Names
    codes: Mapping[str, Mapping[str, str]]
    """Code of a question (or `question.part`) → code of a choice → its name in the form."""

    def condition(self, expression: str, place: Place, walker: str = "row") -> str:
        """The XPath that is true where the expression is; Untranslatable with the part that cannot be said.

        `walker` is the name under which the expression speaks of the row in `place`.
        """
        return _Walk(self, place, walker).truth.told(_tree(expression), wanted=True)

    def constraint(self, expression: str, place: Place) -> str:
        """The XPath that is true unless the expression is false: a check that says nothing lets the answer pass."""
        tree, truth = _tree(expression), _Walk(self, place, "row").truth
        return truth.told(tree, wanted=True) if truth.is_sure(tree) else f"not({truth.told(tree, wanted=False)})"

    def value(self, expression: str, place: Place) -> str:
        """The XPath that gives the value of the expression."""
        tree, walk = _tree(expression), _Walk(self, place, "row")
        return walk.truth.choice(tree, "'yes'", "'no'") if _is_condition(tree) else walk.said(tree)


def _tree(expression: str) -> ast.expr:
    try:
        return parse(expression).tree
    except ExpressionFault as fault:
        raise Untranslatable(fault.fault) from None


def _is_condition(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    return isinstance(node, ast.BoolOp | ast.Compare) or (isinstance(node, ast.Constant) and isinstance(node.value, bool))


class _Walk:
    def __init__(self, translator: Translator, place: Place, walker: str):
        self._paths = Paths(translator.survey, translator.names, translator.codes, place, walker)
        self.truth = Truth(self.said, self._pair, self._paths.asked, self._paths.is_own)
        self._figures = Figures(self.said, self._inner, self._paths)
        self._calls: Mapping[str, Callable[[list[ast.expr]], str]] = {
            "blank": lambda given: f"{self._inner(given[0])} = ''",
            "answered": lambda given: f"{self._inner(given[0])} != ''",
            "today": lambda given: "today()", "label": self._label, "contains": self._contains, "matches": self._matches,
            "year": lambda given: f"number(format-date({self.said(given[0])}, '%Y'))",
            "if_": lambda given: self.truth.choice(given[0], self.said(given[1]), self.said(given[2])),
            **self._figures.calls,
        }  # fmt: skip

    def said(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value):
                return self._constant(value)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self._paths.path(node)
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return self.truth.told(node, wanted=True)
            case ast.UnaryOp(op=op, operand=operand):
                return f"(0 - {self._inner(operand)})" if isinstance(op, ast.USub) else self.said(operand)
            case ast.BinOp():
                return self._figures.arithmetic(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.truth.choice(test, self.said(body), self.said(orelse))
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

    def _pair(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> str:
        if isinstance(sign, ast.In | ast.NotIn):
            told = self._within(left, right)
            return told if isinstance(sign, ast.In) else f"not({told})"
        one, other = self._paths.asked(left), self._paths.asked(right)
        if not _is_empty(left) and not _is_empty(right) and any(asked and asked.type in SEVERAL for asked in (one, other)):
            raise Untranslatable(ast.unparse(left))
        names = self._paths.codes(left) or self._paths.codes(right)
        if not isinstance(sign, ast.Eq | ast.NotEq) and any(asked and asked.type is QuestionType.DATE for asked in (one, other)):
            return f"{self._day(left)} {_COMPARISONS[type(sign)]} {self._day(right)}"
        return f"{self._named(left, names)} {_COMPARISONS[type(sign)]} {self._named(right, names)}"

    def _day(self, node: ast.expr) -> str:
        """A day, one in quotation marks as what it is: some programs take a text for no number and so never earlier or later."""
        day = isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)
        return f"date({self.said(node)})" if day else self._inner(node)

    def _within(self, value: ast.expr, several: ast.expr) -> str:
        if isinstance(several, ast.List | ast.Tuple):
            names = self._paths.codes(value)
            told = [f"{self.said(value)} = {self._named(one, names)}" for one in several.elts]
            return f"({' or '.join(told)})" if told else "false()"
        asked = self._paths.asked(several)
        if asked is None or asked.type not in SEVERAL:
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
            return f"{_SAME[name]}({', '.join(map(self.said, given))})"
        raise Untranslatable(f"{name}()")

    def _label(self, given: list[ast.expr]) -> str:
        asked = self._paths.asked(given[0])
        if asked is None or not asked.choices or asked.type in SEVERAL:
            raise Untranslatable("label()")
        told = self.said(given[0])
        return f"jr:choice-name({told}, {quoted_text(told)})"

    def _matches(self, given: list[ast.expr]) -> str:
        """Some programs look for the pattern anywhere in the text; here the whole text must fit it."""
        text, pattern = given
        if not isinstance(pattern, ast.Constant) or not isinstance(pattern.value, str):
            raise Untranslatable("matches()")
        return f"regex({self.said(text)}, {quoted_text(f'^(?:{pattern.value})$')})"

    def _contains(self, given: list[ast.expr]) -> str:
        return self._within(given[1], given[0])


def _is_empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in ("", None)
