"""Whether a condition can ever be true: tried with all that closed questions can be answered with."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from math import prod

from consult.model.expression_syntax import Expression, steps_of
from consult.model.expression_values import truth
from consult.model.expressions import ExpressionFault, Value, evaluate_tree, parse
from consult.model.logic_places import LogicPlace
from consult.model.question import OTHER, Question, QuestionType
from consult.model.survey import Survey
from consult.model.values import chosen_of

MOST_COMBINATIONS = 5_000
"""With more combinations of answers than this nothing is tried, and the condition passes."""

MOST_TRIED = 400_000
"""So many combinations are tried in one survey altogether; the conditions behind them pass."""

_MOST_GATED = 20
"""Conditions that hang on more questions than this have too many combinations anyway."""

_ONE = frozenset({QuestionType.SINGLE, QuestionType.YESNO, QuestionType.SCALE})
_NOT_TRIED = frozenset({"today", "label"})


class Reach:
    """Which questions of a survey can be asked at all, as far as is known while walking through it."""

    def __init__(self, survey: Survey):
        self.unreachable: set[str] = set()
        """Codes of questions that are never asked; filled by the one who walks through the survey."""
        self._left = MOST_TRIED
        self._questions = {question.code: question for question in survey.questions}
        self._order = {code: number for number, code in enumerate(self._questions)}
        self._gates = {
            question.code: [*conjuncts(page.show_if), *conjuncts(question.show_if)]
            for page in survey.pages
            for question in page.questions
        }

    def can_hold(self, place: LogicPlace) -> bool:
        """Whether the condition at `place`, with the conditions of its page and question, can be true."""
        own = conjuncts(place.text)
        around = [gate for gate in self._gates.get(place.own, []) if gate not in own and self._means_the_same(place, gate)]
        for conditions in ([*around, *own], own) if around else (own,):
            tried = self._tried(place, conditions)
            if tried is not None and not any(all(truths) for truths in tried):
                return False
        return True

    def never_asked(self, place: LogicPlace, name: str) -> bool:
        """Whether `name` means a question there that is never asked."""
        return name in self.unreachable and place.known.get(name) is self._questions[name]

    def _means_the_same(self, place: LogicPlace, gate: ast.expr) -> bool:
        """Whether the names in the condition of a question mean the same at `place`: parts may be called like questions."""
        return all(place.known.get(name) is self._questions.get(name) for name in _names(gate))

    def can_pass(self, place: LogicPlace) -> bool:
        """Whether the check at `place` can be anything but false."""
        tried = self._tried(place, [parse(place.text).tree])
        return tried is None or any(False not in truths for truths in tried)

    def _tried(self, place: LogicPlace, conditions: Sequence[ast.expr]) -> Iterator[Iterator[bool | None]] | None:
        """The truth of the conditions in every combination of answers; None where there is nothing to try."""
        conditions = [one for one in conditions if self._count(place, [one]) <= MOST_COMBINATIONS]
        if not conditions or self._count(place, conditions) > MOST_COMBINATIONS:
            return None
        gates = {
            code: [gate for gate in self._gates[code] if self._means_the_same(place, gate)]
            for code in self._gated(place, conditions)
            if code != place.own
        }
        everything = [*conditions, *(gate for gate_trees in gates.values() for gate in gate_trees)]
        if self._count(place, everything) > MOST_COMBINATIONS:
            gates, everything = {}, list(conditions)
        self._left -= int(self._count(place, everything))
        if self._left < 0:
            return None
        return self._truths(place, conditions, everything, gates)

    def _truths(
        self,
        place: LogicPlace,
        conditions: Sequence[ast.expr],
        everything: Sequence[ast.expr],
        gates: Mapping[str, Sequence[ast.expr]],
    ) -> Iterator[Iterator[bool | None]]:
        domains = self._domains(place, everything)
        for combination in product(*domains.values()):
            scope = dict(zip(domains, combination, strict=True))
            for code in gates:
                if code in scope and not all(truth(evaluate_tree(gate, scope)) for gate in gates[code]):
                    scope[code] = None
            yield (truth(evaluate_tree(condition, scope)) for condition in conditions)

    def _gated(self, place: LogicPlace, conditions: Sequence[ast.expr]) -> list[str]:
        """The questions that the conditions ask of, and those that these depend on, in the order of the survey."""
        found: set[str] = set()
        waiting = {name for condition in conditions for name in _names(condition)}
        while waiting:
            if len(found) > _MOST_GATED:
                return []
            name = waiting.pop()
            if name not in found and name in self._questions and place.known.get(name) is self._questions[name]:
                found.add(name)
                waiting |= {further for gate in self._gates[name] for further in _names(gate)}
        return sorted(found, key=self._order.__getitem__)

    def _count(self, place: LogicPlace, conditions: Sequence[ast.expr]) -> float:
        """How many combinations of answers there are; infinite where one is not from a choice."""
        if any(_calls(condition) & _NOT_TRIED for condition in conditions):
            return float("inf")
        rows = _rows_asked(conditions)
        return prod(self._size(place, name, asked) for name, asked in rows.items())

    def _size(self, place: LogicPlace, name: str, rows: frozenset[str] | None) -> float:
        if name in place.doubtful:
            return float("inf")
        if name in place.walked:
            return len(place.walked[name]) or float("inf")
        question = place.known.get(name)
        if question is None:
            return float("inf")
        if self.never_asked(place, name):
            return 1
        if question.type in _ONE:
            return len(question.choices) + 2
        if question.type is QuestionType.MULTI:
            return 2.0 ** min(len(question.choices) + question.other, 64)
        if question.type is QuestionType.MATRIX and not question.sides:
            return (len(question.choices) + 1.0) ** min(len(_matrix_rows(question, rows)), 64)
        return float("inf")

    def _domains(self, place: LogicPlace, conditions: Sequence[ast.expr]) -> dict[str, list[Value]]:
        domains: dict[str, list[Value]] = {}
        for name, rows in _rows_asked(conditions).items():
            if name in place.walked:
                domains[name] = [chosen_of(choice) for choice in place.walked[name]]
            else:
                domains[name] = [None] if self.never_asked(place, name) else list(_values(place.known[name], rows))
            if place.key == "check" and name == place.own and not parse(place.text).asks_for_blank:  # skipped where it is blank
                domains[name] = domains[name][1:] or [None]
        return domains


def conjuncts(source: str) -> list[ast.expr]:
    """The conditions that must all hold for `source` to hold; none where it is empty or no expression."""
    try:
        expression: Expression | None = parse(source) if source.strip() else None
    except ExpressionFault:
        expression = None
    if expression is None:
        return []
    tree = expression.tree
    return list(tree.values) if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]


def _values(question: Question, rows: frozenset[str] | None) -> Iterator[Value]:
    """All values that a closed question can have."""
    codes = [choice.code for choice in question.choices] + ([OTHER] if question.other else [])
    yield None
    if question.type is QuestionType.MULTI:
        least = 1 if question.choices_if or any(one.exclusive or one.closed for one in question.choices) else question.least or 1
        for size in range(least, min(question.most or len(codes), len(codes)) + 1):
            yield from combinations(codes, size)
    elif question.type is QuestionType.MATRIX:
        asked = _matrix_rows(question, rows)
        for given in product([None, *codes], repeat=len(asked)):
            yield dict(zip(asked, given, strict=True))
    else:
        yield from codes


def _matrix_rows(question: Question, rows: frozenset[str] | None) -> list[str]:
    return [row.code for row in question.rows if rows is None or row.code in rows]


def _rows_asked(conditions: Sequence[ast.expr]) -> dict[str, frozenset[str] | None]:
    """The names in `conditions`, each with the steps that follow it; None where one stands alone or before any row."""
    asked: dict[str, frozenset[str] | None] = {}
    for condition in conditions:
        for steps in _paths_in(condition):
            name, so_far = str(steps[0]), asked.get(str(steps[0]), frozenset())
            fixed = len(steps) > 1 and isinstance(steps[1], str)
            asked[name] = so_far | {str(steps[1])} if fixed and so_far is not None else None
            asked.update({step.id: None for step in steps if isinstance(step, ast.Name)})
    return asked


@lru_cache(maxsize=4096)
def _paths_in(condition: ast.expr) -> tuple[tuple[str | ast.Name, ...], ...]:
    """Looked up once: of one survey the same conditions are tried again and again, one behind the other."""
    return tuple(_paths(condition))


def _paths(node: ast.AST) -> Iterator[tuple[str | ast.Name, ...]]:
    steps = steps_of(node) if isinstance(node, ast.expr) else ()
    if steps:
        yield steps
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.Call) and child is node.func):
            yield from _paths(child)


@lru_cache(maxsize=4096)
def _names(condition: ast.expr) -> frozenset[str]:
    return frozenset(_rows_asked([condition]))


@lru_cache(maxsize=4096)
def _calls(condition: ast.expr) -> frozenset[str]:
    return frozenset(
        node.func.id for node in ast.walk(condition) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
