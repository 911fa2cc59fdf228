"""What the answers to questions, and what is computed from them, can be as numbers."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import ceil, floor, inf, trunc

from consult.model.expression_syntax import steps_of
from consult.model.expression_values import number_of
from consult.model.expressions import ExpressionFault, parse
from consult.model.logic_places import Known
from consult.model.number_ranges import ANYTHING, NOTHING, Range, added, combined, hull, just, mapped
from consult.model.question import Choice, Question, QuestionType

Steps = tuple[str, ...]
_DEEPEST = 30
_ALLOCATED = 1.001
"""The share of its total that one choice can get at most, rounding included."""
_COUNTED = frozenset({QuestionType.MULTI, QuestionType.RANKING})
_ONE = frozenset({QuestionType.SINGLE, QuestionType.YESNO, QuestionType.SCALE})
_ARITHMETIC: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


@dataclass(slots=True)
class Ranges:
    """What paths and expressions can be; `found` has what was narrowed so far."""

    doubtful: frozenset[str] = frozenset()
    given: frozenset[int] = frozenset()
    top: Known = field(default_factory=dict)
    """Code → question, as computed questions know them."""
    computed: dict[int, Range] = field(default_factory=dict)
    """`id` of a computed question → what it can be; may be shared."""
    found: dict[tuple[int, Steps], Range] = field(default_factory=dict)
    """`id` of a question and the steps that follow → what it can be."""
    _questions: dict[int, Question] = field(default_factory=dict)

    def of(self, node: ast.expr, known: Known, depth: int = 0) -> Range:
        """What `node` can be."""
        if depth > _DEEPEST:
            return ANYTHING
        match node:
            case ast.Constant(value=value):
                return _of_literal(value)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self._of_path(node, known, depth)
            case ast.UnaryOp(op=ast.USub()):
                return combined(just(0.0), self.of(node.operand, known, depth + 1), operator.sub)
            case ast.BinOp():
                return self._of_arithmetic(node, known, depth)
            case ast.IfExp():
                return replace(hull([self.of(one, known, depth + 1) for one in (node.body, node.orelse)]), blank=True)
            case ast.Call():
                return self._of_call(node, known, depth)
        return ANYTHING

    def _of_arithmetic(self, node: ast.BinOp, known: Known, depth: int) -> Range:
        operation = _ARITHMETIC.get(type(node.op))
        if operation is None:
            return Range(words=False)
        left, right = self.of(node.left, known, depth + 1), self.of(node.right, known, depth + 1)
        if operation is operator.truediv and right.low <= 0 <= right.high:
            return Range(words=False)
        return combined(left, right, operation)

    def _of_path(self, node: ast.expr, known: Known, depth: int) -> Range:
        variable = self._variable(node, known)
        if variable is None:
            return ANYTHING
        question, steps = variable
        found = self.found.get((id(question), steps))
        return found if found is not None else self._declared(question, steps, depth)

    def _variable(self, node: ast.expr, known: Known) -> tuple[Question, Steps] | None:
        """The question that a path names, and the steps that follow; None where it is anything else."""
        steps = steps_of(node)
        if not steps or steps[0] in self.doubtful or str(steps[0]) not in known:
            return None
        fixed = tuple(step for step in steps if isinstance(step, str))
        return (known[fixed[0]], fixed[1:]) if len(fixed) == len(steps) else None

    def narrow(self, node: ast.expr, known: Known, to: Range) -> None:
        """Remembers what the path `node` can be; nothing where it is no path."""
        variable = self._variable(node, known)
        if variable is not None:
            question, steps = variable
            self._questions[id(question)] = question
            self.found[id(question), steps] = to

    def answered(self) -> set[int]:
        """`id` of the questions of which something is known that only an answer can be."""
        return {code for (code, _steps), found in self.found.items() if not found.blank}

    def variables(self) -> Iterator[tuple[Question, Steps, Range]]:
        """What was narrowed."""
        for (code, steps), found in self.found.items():
            yield self._questions[code], steps, found

    def _declared(self, question: Question, steps: Steps, depth: int) -> Range:
        """What the survey says that the place can be."""
        if question.type is QuestionType.COMPUTED and not steps:
            return replace(self._computed(question, depth), blank=id(question) not in self.given)
        if question.type is QuestionType.ALLOCATION and len(steps) == 1 and question.total:
            return Range(0.0, question.total * _ALLOCATED, words=False)
        cell = question if not steps else question.part(steps[-1]) if _is_cell(question, steps) else None
        if cell is None:
            return ANYTHING
        return replace(_of_cell(cell), blank=id(question) not in self.given or bool(steps))

    def _computed(self, question: Question, depth: int) -> Range:
        if id(question) not in self.computed:
            self.computed[id(question)] = ANYTHING  # for one that is computed from itself
            try:
                found = Ranges(self.doubtful, top=self.top, computed=self.computed).of(
                    parse(question.compute).tree, self.top, depth + 1
                )
            except ExpressionFault:
                found = ANYTHING
            self.computed[id(question)] = _about(found) if question.integer and not found.words else found
        return self.computed[id(question)]

    def _of_call(self, node: ast.Call, known: Known, depth: int) -> Range:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in ("sum", "total"):
            return added(one for argument in node.args for one in self._leaves(argument, known, depth))
        if name == "count":
            return self._counted(node, known)
        given = [self.of(argument, known, depth + 1) for argument in node.args]
        match name:
            case "min" | "max" if len(given) > 1:
                several = hull(given)
                return Range(several.low, several.high, blank=True, words=False)
            case "floor":
                return mapped(given[0], floor)
            case "ceil":
                return mapped(given[0], ceil)
            case "int":
                return mapped(given[0], trunc)
            case "round" if len(given) == 1:
                return _about(given[0])
            case "number":
                return replace(given[0], blank=given[0].blank or given[0].words, words=False)
            case "abs":
                return _absolute(given[0])
        return ANYTHING

    def _leaves(self, node: ast.expr, known: Known, depth: int) -> Iterator[tuple[Range, int]]:
        """What the single values in `node` can be, each with how many of them there are at most."""
        variable = self._variable(node, known)
        question, steps = variable if variable else (None, ())
        column = question.part(steps[0]) if question and len(steps) == 1 else None
        if question and column and question.row(steps[0]) is None:
            yield _of_cell(column), len(question.rows) or question.instances
        else:
            yield self.of(node, known, depth + 1), 1

    def _counted(self, node: ast.Call, known: Known) -> Range:
        """How many answers there can be to one question of several choices."""
        variable = self._variable(node.args[0], known) if len(node.args) == 1 else None
        if variable is None or variable[1] or variable[0].type not in _COUNTED:
            return Range(0.0, inf, blank=False, words=False, whole=True)
        question = variable[0]
        offered = len(question.choices) + question.other
        return Range(0.0, float(min(question.most or offered, offered)), blank=False, words=False, whole=True)


def _is_cell(question: Question, steps: Steps) -> bool:
    """Whether the steps lead to one cell of a table or one field of one time of a repeat."""
    if len(steps) != 2 or question.part(steps[1]) is None:
        return False
    is_row = question.type is QuestionType.TABLE and question.row(steps[0]) is not None
    return is_row or (question.type is QuestionType.REPEAT and steps[0].isdecimal())


def _of_literal(value: object) -> Range:
    if isinstance(value, float):
        return just(value)
    if value is None or value == "":
        return NOTHING
    return ANYTHING


def _of_cell(question: Question) -> Range:
    """What one answer can be; the limits of a figure hold only where it cannot be words."""
    if question.type is QuestionType.NUMBER and not question.other:
        low = -inf if question.minimum is None else question.minimum
        high = inf if question.maximum is None else question.maximum
        return replace(Range(words=False, whole=question.integer).within(low, high), blank=True)
    if question.type in _ONE:
        return _of_codes(question.choices)
    return ANYTHING


def _of_codes(choices: tuple[Choice, ...]) -> Range:
    points = [point for point in (number_of(choice.code) for choice in choices) if point is not None]
    return Range(min(points, default=inf), max(points, default=-inf))


def _about(of: Range) -> Range:
    """The numbers, rounded in whatever way."""
    return NOTHING if of.empty else Range(of.low - 1, of.high + 1, words=False)


def _absolute(of: Range) -> Range:
    if of.empty:
        return NOTHING
    low = 0.0 if of.low <= 0 <= of.high else min(abs(of.low), abs(of.high))
    return Range(low, max(abs(of.low), abs(of.high)), of.blank or of.words, words=False)
