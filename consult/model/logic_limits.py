"""Whether conditions and checks agree with the limits of the numbers that they speak of, and what these limits are."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace
from math import inf

from consult.i18n import _, number, quoted
from consult.model.expression_syntax import steps_of
from consult.model.expressions import Expression, parse
from consult.model.logic_numbers import Demand, NumberLogic
from consult.model.logic_places import Doubts, LogicPlace
from consult.model.logic_reach import conjuncts
from consult.model.question import Level, Question, QuestionType
from consult.model.survey import Survey

_FIGURES = frozenset({QuestionType.NUMBER, QuestionType.COMPUTED})


class Limits:
    """One walk through the conditions and checks of a survey, in the order of its questions."""

    def __init__(self, survey: Survey, doubts: Doubts):
        top = {question.code: question for question in survey.questions}
        doubtful = frozenset(code for code in doubts.questions if "." not in code)
        self._gates = {
            id(question): [Demand(tree, top) for tree in [*conjuncts(page.show_if), *conjuncts(question.show_if)]]
            for page in survey.pages
            for question in page.questions
        }
        self._logic = NumberLogic(doubtful, self._gates, top)
        self._questions = top
        self._held: dict[tuple[str, int], list[Demand]] = {}
        """Place of checks and `id` of the figure → what its checks so far demand of it."""

    def can_hold(self, place: LogicPlace) -> bool:
        """Whether figures within their limits can meet the condition at `place` and those of its page and question."""
        own = self._questions.get(place.own)
        around = self._gates.get(id(own), []) if own else []
        return self._at(place).possible([Demand(parse(place.text).tree, place.known), *around])

    def refused(self, place: LogicPlace) -> str:
        """What keeps every figure from meeting the check at `place`; empty where one within its limits may meet it."""
        figure = self._figure(place)
        if figure is None:
            return ""
        logic = replace(self._at(place), given=frozenset({id(figure)}))
        demands = [Demand(tree, place.known) for tree in conjuncts(place.text)]
        demands = [demand for demand in demands if logic.definite(demand)]
        before = self._held.setdefault((place.place, id(figure)), [])
        if not logic.possible(demands):
            return _("no figure that may be given meets this")
        if not logic.possible([*before, *demands]):
            return _("no figure meets this and the checks before it")
        if place.level is Level.ERROR:
            before += demands
        return ""

    def told(self, place: LogicPlace, expression: Expression) -> str:
        """The limits of the figures that the expression names; a way out where none has limits."""
        ranges, told = self._at(place).ranges(), dict[str, str]()
        for node in ast.walk(expression.tree):
            if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and steps_of(node):
                found, name = ranges.of(node, place.known), ast.unparse(node)
                if not found.words and not found.empty:
                    told[name] = _limits(name, found.low, found.high)
        return _joined(told.values()) or _("check the codes and the signs")

    def _at(self, place: LogicPlace) -> NumberLogic:
        return replace(self._logic, doubtful=place.doubtful | place.walked.keys())

    def _figure(self, place: LogicPlace) -> Question | None:
        """The figure that a check is about: that of its question, or the only part that it names."""
        expression = parse(place.text)
        if expression.asks_for_blank:
            return None
        own = place.known.get(place.own)
        part = place.known.get(place.place.rpartition(".")[2]) if "." in place.place else None
        parts = [place.known[one.code] for one in own.parts if one.code in expression.names] if own else []
        figure = part or (parts[0] if len(parts) == 1 else own)
        return figure if figure and figure.type in _FIGURES else None


def _limits(name: str, low: float, high: float) -> str:
    if (low, high) == (-inf, inf):
        return ""
    if high == inf:
        return _("{name} is at least {low}").format(name=quoted(name), low=number(low))
    if low == -inf:
        return _("{name} is at most {high}").format(name=quoted(name), high=number(high))
    return _("{name} is from {low} to {high}").format(name=quoted(name), low=number(low), high=number(high))


def _joined(limits: Iterable[str]) -> str:
    return "; ".join(filter(None, limits))
