"""From the text of an expression to a checked tree: nothing outside the language gets through.

The text is first cut into the words and signs of the language, so that a slip is told in plain words and at its place;
then Python's own parser builds the tree, of which only a few kinds of node are allowed.
"""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass, field
from functools import lru_cache

from consult.i18n import _
from consult.model.expression_functions import BLANK_AWARE, FUNCTIONS, Function
from consult.model.expression_patterns import PatternFault, read
from consult.model.expression_values import MOST_EXPONENT, text_of
from consult.model.expression_words import MOST_NESTED, ExpressionFault, Prepared, plain_name, prepared, too_deep

_OPERATORS = (
    ast.And, ast.Or, ast.Not, ast.USub, ast.UAdd, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.FloorDiv, ast.Pow,
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Load,
)  # fmt: skip
_COMPOUND = (ast.BoolOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.List, ast.Tuple)
WALKERS = ("row", "choice")
"""The names that may stand in square brackets: `need[row]` is the answer in the row that is asked about."""


@dataclass(frozen=True)
class Expression:
    """An expression that was read."""

    source: str
    names: frozenset[str]
    """The first names used: codes of questions and parts, `row`, `choice`."""
    paths: frozenset[tuple[str, ...]]
    """All names with what follows them: `clients.home.y2027` is ("clients", "home", "y2027")."""
    asks_for_blank: bool
    """Whether it has something to say of a blank: it uses blank(), answered() or count()."""
    tree: ast.expr = field(repr=False, compare=False)
    """The checked tree: only the nodes of the language, numbers as floats, names as written."""


@lru_cache(maxsize=1_024)
def parse(source: str) -> Expression:
    """The expression that `source` says; raises ExpressionFault where it says none."""
    text = prepared(source)
    try:
        tree = ast.parse(text.text, mode="eval").body
    except SyntaxError as error:
        column = text.origin[min(max(1, error.offset or 1), len(text.origin)) - 1]
        raise ExpressionFault(
            _("the expression cannot be read from here on"), _("check for a missing or surplus word, sign or comma"), column
        ) from None
    except (MemoryError, RecursionError, ValueError):
        raise too_deep(1) from None
    reading = _Reading(text)
    reading.check(tree, 0)
    paths = frozenset(reading.paths)
    return Expression(source, frozenset(path[0] for path in paths), paths, bool(reading.called & BLANK_AWARE), tree)


def steps_of(node: ast.expr) -> tuple[str | ast.Name, ...]:
    """A name and what follows it: codes, and the names in square brackets; empty where `node` is no path."""
    steps: list[str | ast.Name] = []
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Attribute):
            steps.append(node.attr)
        elif isinstance(node.slice, ast.Name) and node.slice.id in WALKERS:
            steps.append(node.slice)
        elif isinstance(node.slice, ast.Constant) and type(node.slice.value) in (str, float):
            steps.append(text_of(node.slice.value))  # type: ignore[arg-type]
        else:
            return ()
        node = node.value
    return (node.id, *reversed(steps)) if isinstance(node, ast.Name) else ()


class _Reading:
    """One walk over a tree: refuses what is not of the language, gathers names and functions, makes numbers floats."""

    def __init__(self, text: Prepared):
        self._text = text
        self.paths: set[tuple[str, ...]] = set()
        self.called: set[str] = set()

    def _fault(self, node: ast.AST, fault: str, way_out: str) -> ExpressionFault:
        return ExpressionFault(fault, way_out, self._text.column(getattr(node, "col_offset", 0)))

    def check(self, node: ast.expr, depth: int) -> None:
        if depth > MOST_NESTED:
            raise too_deep(self._text.column(node.col_offset))
        while isinstance(node, ast.BinOp):  # a + b + c + … leans to the left as far as it is long, and is not deep
            self._operator(node, node.op)
            self.check(node.right, depth + 1)
            node = node.left
        if isinstance(node, ast.Constant):
            self._constant(node)
        elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            self._path(node)
        elif isinstance(node, ast.Call):
            self._call(node, depth)
        elif isinstance(node, _COMPOUND):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.check(child, depth + 1)
                else:
                    self._operator(node, child)
        else:
            raise self._fault(
                node,
                _("this is not part of the language of expressions"),
                _("it knows names, numbers, texts in quotation marks, comparisons and functions"),
            )

    def _operator(self, node: ast.expr, operator: ast.AST) -> None:
        if not isinstance(operator, _OPERATORS):
            raise self._fault(
                node,
                _("this sign is not part of the language of expressions"),
                _("it knows names, numbers, texts in quotation marks, comparisons and functions"),
            )
        if isinstance(node, ast.BinOp) and isinstance(operator, ast.Pow) and isinstance(node.right, ast.Constant):
            exponent = node.right.value
            if isinstance(exponent, int | float) and exponent > MOST_EXPONENT:
                raise self._fault(node.right, _("the exponent is too large"), _("use at most {n}").format(n=MOST_EXPONENT))

    def _constant(self, node: ast.Constant) -> None:
        value = node.value
        if value is None or isinstance(value, bool | str):
            return
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            number = math.inf
        if not math.isfinite(number):
            raise self._fault(node, _("the number is too large"), _("write a smaller one"))
        node.value = number

    def _path(self, node: ast.expr) -> None:
        inner = node
        while isinstance(inner, ast.Attribute | ast.Subscript):
            if isinstance(inner, ast.Attribute):
                inner.attr = plain_name(inner.attr)
            elif isinstance(inner.slice, ast.Constant):
                self._constant(inner.slice)
            inner = inner.value
        if isinstance(inner, ast.Name):
            inner.id = plain_name(inner.id)
        steps = steps_of(node)
        if not steps:
            raise self._fault(
                node,
                _("only a question has parts that can be named"),
                _("write {example}").format(example="need.home, need['01']"),
            )
        fixed = [step for step in steps if isinstance(step, str)]
        self.paths.add(tuple(fixed[: next((n for n, step in enumerate(steps) if not isinstance(step, str)), len(steps))]))
        self.paths.update((step.id,) for step in steps if isinstance(step, ast.Name))

    def _call(self, node: ast.Call, depth: int) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        function = FUNCTIONS.get(name)
        if function is None:
            raise self._no_function(node, plain_name(name))
        if node.keywords or len(node.args) < function.least or (function.most is not None and len(node.args) > function.most):
            raise self._called_wrongly(node, name, function)
        for argument in node.args:
            self.check(argument, depth + 1)
        if name == "label" and not steps_of(node.args[0]):
            raise self._called_wrongly(node, name, function)
        if name == "matches":
            self._pattern(node.args[1])
        self.called.add(name)

    def _no_function(self, node: ast.Call, name: str) -> ExpressionFault:
        from difflib import get_close_matches

        near = get_close_matches(name, FUNCTIONS, 1) or [", ".join(FUNCTIONS)]
        if not name:
            return self._fault(node, _("only functions can be called"), _("take the brackets away"))
        fault = _("there is no function {name}").format(name=name)
        return self._fault(node, fault, _("there is {names}").format(names=near[0]))

    def _called_wrongly(self, node: ast.Call, name: str, function: Function) -> ExpressionFault:
        return self._fault(
            node, _("{name}() is not called like that").format(name=name), _("write {example}").format(example=function.usage)
        )

    def _pattern(self, node: ast.expr) -> None:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            raise self._fault(node, _("the pattern of matches() is not a plain text"), _("write it out: matches(code, '[0-9]+')"))
        try:
            read(node.value)
        except PatternFault as fault:
            raise self._fault(node, fault.fault, fault.way_out) from None
