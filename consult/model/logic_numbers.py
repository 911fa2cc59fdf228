"""Whether numbers can meet a condition: the limits of questions and what several comparisons ask of the same number.

A condition is found impossible only where no numbers within the limits meet it; what is not understood here passes. The ends
of ranges are pulled together comparison by comparison, as in constraint propagation (HC4).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from consult.model.logic_places import Known
from consult.model.number_ranges import Range, above, below
from consult.model.question import QuestionType
from consult.model.question_ranges import Ranges

_MOST_BRANCHES = 64
_MOST_DEMANDS = 200
_MOST_ROUNDS = 4
_ROUNDING = 1e-3
"""By which share of its total an allocation may differ from it, with room to spare."""


@dataclass(frozen=True, slots=True)
class Demand:
    """An expression that shall be true, or false; `known` is what its names mean."""

    tree: ast.expr
    known: Known
    wanted: bool = True


@dataclass(slots=True)
class NumberLogic:
    """Looks through demands that shall hold together."""

    doubtful: frozenset[str] = frozenset()
    """Names that do not mean a question, or one of which nothing is known."""
    gates: Mapping[int, Sequence[Demand]] = field(default_factory=dict)
    """`id` of a question → what must hold where it has an answer."""
    top: Known = field(default_factory=dict)
    """Code → question, as computed questions know them."""
    computed: dict[int, Range] = field(default_factory=dict)
    given: frozenset[int] = frozenset()
    """`id` of the questions that are known to have an answer."""

    def ranges(self) -> Ranges:
        """What everything can be before anything is demanded."""
        return Ranges(self.doubtful, self.given, self.top, self.computed)

    def definite(self, demand: Demand) -> bool:
        """Whether the demand is either true or false, never unknown, as it compares nothing but figures that are given."""
        return self._definite(demand.tree, demand.known)

    def _definite(self, tree: ast.expr, known: Known) -> bool:
        match tree:
            case ast.BoolOp():
                return all(self._definite(value, known) for value in tree.values)
            case ast.UnaryOp(op=ast.Not()):
                return self._definite(tree.operand, known)
            case ast.Compare():
                found = [self.ranges().of(node, known) for node in (tree.left, *tree.comparators)]
                return not any(one.blank or one.words for one in found)
        return False

    def possible(self, demands: Sequence[Demand]) -> bool:
        """Whether there may be answers with which all `demands` are met."""
        return self._possible([*demands], [], _Budget())

    def _possible(self, waiting: list[Demand], compared: list[Demand], budget: _Budget) -> bool:
        """Takes demands apart: those that must all hold are gathered, of alternatives each is tried."""
        choices: list[list[Demand]] = []
        while waiting:
            parts, together = _parts(waiting.pop())
            if len(parts) == 1 and isinstance(parts[0].tree, ast.Compare) and len(parts[0].tree.ops) == 1:
                compared.append(parts[0])
            elif together:
                waiting += parts
            elif parts:
                choices.append(parts)
        if len(compared) > _MOST_DEMANDS:
            return True
        if not self._agree(compared):
            return False
        if not choices:
            return True
        first, rest = choices[0], [_any_of(choice) for choice in choices[1:]]
        for branch in first:
            budget.left -= 1
            if budget.left < 0 or self._possible([branch, *rest], [*compared], budget):
                return True
        return False

    def _agree(self, demands: Sequence[Demand]) -> bool:
        """Whether comparisons can hold together, with all that must hold where what they name has an answer."""
        ranges = self.ranges()
        demands, seen = [*demands], set[int]()
        for _round in range(_MOST_ROUNDS):
            before = dict(ranges.found)
            if not all(_agrees(ranges, demand) for demand in demands):
                return False
            if not _allocations_agree(ranges):
                return False
            for code in ranges.answered() - seen:
                seen.add(code)
                if len(demands) < _MOST_DEMANDS:
                    demands += [one for gate in self.gates.get(code, ()) for one in _certain(gate)]
            if ranges.found == before:
                break
        return True


@dataclass(slots=True)
class _Budget:
    left: int = _MOST_BRANCHES


def _any_of(parts: Sequence[Demand]) -> Demand:
    """Alternatives as one demand again."""
    values = [one.tree if one.wanted else ast.UnaryOp(ast.Not(), one.tree) for one in parts]
    return Demand(ast.BoolOp(ast.Or(), values), parts[0].known)


def _parts(demand: Demand) -> tuple[list[Demand], bool]:
    """What the demand consists of, and whether all of it must hold, not only one; nothing where that is not known."""
    tree, known, wanted = demand.tree, demand.known, demand.wanted
    match tree:
        case ast.UnaryOp(op=ast.Not()):
            return [Demand(tree.operand, known, not wanted)], True
        case ast.BoolOp():
            return [Demand(value, known, wanted) for value in tree.values], isinstance(tree.op, ast.And) is wanted
        case ast.Compare():
            operands = [tree.left, *tree.comparators]
            pairs = zip(tree.ops, operands, operands[1:], strict=False)
            return [Demand(ast.Compare(left, [sign], [right]), known, wanted) for sign, left, right in pairs], wanted
    return [], True


def _certain(demand: Demand) -> Iterator[Demand]:
    """The single comparisons that must hold where `demand` does."""
    waiting = [demand]
    while waiting:
        parts, together = _parts(waiting.pop())
        for part in parts if together or len(parts) == 1 else ():
            if isinstance(part.tree, ast.Compare) and len(part.tree.ops) == 1:
                yield part
            else:
                waiting.append(part)


_NEGATED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip


def _agrees(ranges: Ranges, demand: Demand) -> bool:
    """Whether one comparison can come out as wanted; the ranges of what it names are narrowed to where it does."""
    tree = demand.tree
    assert isinstance(tree, ast.Compare)
    sign, left, right = type(tree.ops[0]), tree.left, tree.comparators[0]
    if sign not in _NEGATED:
        return True
    if not demand.wanted:
        sign = _NEGATED[sign]
    if sign in (ast.Gt, ast.GtE):
        left, right, sign = right, left, {ast.Gt: ast.Lt, ast.GtE: ast.LtE}[sign]
    one, other = ranges.of(left, demand.known), ranges.of(right, demand.known)
    if one.words and other.words:
        return True
    if sign is ast.NotEq:
        return not (one.single and other.single and one.low == other.low)
    if sign is ast.Eq and one.blank and other.blank:
        return True
    low, high = _meeting(one, other, sign)
    if one.empty or other.empty or low.empty or high.empty:
        return False
    ranges.narrow(left, demand.known, low)
    ranges.narrow(right, demand.known, high)
    return True


def _meeting(one: Range, other: Range, sign: type[ast.cmpop]) -> tuple[Range, Range]:
    """Of two ranges the parts where one equals the other, is below it, or is at most as large."""
    if sign is ast.Eq:
        return one.within(other.low, other.high), other.within(one.low, one.high)
    if sign is ast.Lt:
        return one.within(one.low, below(other.high)), other.within(above(one.low), other.high)
    return one.within(one.low, other.high), other.within(one.low, other.high)


def _allocations_agree(ranges: Ranges) -> bool:
    """Whether the points that choices must have at least do not exceed the total."""
    least: dict[int, list[float]] = {}
    totals: dict[int, float] = {}
    for question, steps, found in ranges.variables():
        if question.type is QuestionType.ALLOCATION and question.total and len(steps) == 1 and not found.blank:
            least.setdefault(id(question), []).append(max(found.low, 0.0))
            totals[id(question)] = question.total
    return all(fsum(points) <= totals[code] * (1 + _ROUNDING) for code, points in least.items())
