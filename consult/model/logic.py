"""Whether the logic of a survey holds together: every expression is read, every name known, every question can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consult.i18n import _, quoted
from consult.model.expressions import Expression, ExpressionFault, parse
from consult.model.logic_comparing import comparison_faults
from consult.model.logic_limits import Limits
from consult.model.logic_names import name_faults
from consult.model.logic_places import NO_DOUBTS, Doubts, LogicPlace, places
from consult.model.logic_reach import Reach
from consult.model.piping import references, stray_braces
from consult.model.survey import Survey

_MOST_WITH_WAYS_OUT = 200
"""Of more faults nobody is told; they are only counted."""

_CONDITIONS = frozenset({"show_if", "choices_if", "rows_if"})


@dataclass(frozen=True, slots=True)
class LogicFault:
    """Something in a survey that cannot work: where, under which key of the survey file, what is wrong, what to do."""

    place: str
    """Code of the question or page, or `question.part`; the id of the survey for its intro."""
    key: str
    fault: str
    way_out: str
    number: int = 0
    """Which check of the question it is in, from 0."""
    text: str = field(default="", compare=False)
    """The expression or wording that it is in; the same fault in two languages is one fault."""


def faults(survey: Survey, doubts: Doubts = NO_DOUBTS) -> list[LogicFault]:
    """What is wrong with the expressions and piped wordings of `survey`, in the order of its questions.

    `doubts` are what could not be read of it: these questions can be named, but nothing is said of what hangs on them.
    """
    return list(dict.fromkeys(_Walk(survey, doubts).faults()))


class _Walk:
    """One walk through a survey, which remembers what can never be asked."""

    def __init__(self, survey: Survey, doubts: Doubts):
        self._survey, self._doubts = survey, doubts
        self._reach = Reach(survey)
        self._limits = Limits(survey, doubts)
        self._found = 0

    def faults(self) -> Iterator[LogicFault]:
        for place in places(self._survey, self._doubts):
            for fault, way_out in self._of_wording(place) if place.wording else self._of_expression(place):
                self._found += 1
                yield LogicFault(place.place, place.key, fault, way_out, place.number, place.text)

    def _of_wording(self, place: LogicPlace) -> Iterator[tuple[str, str]]:
        for stray in stray_braces(place.text):
            yield (
                _("{part} in the text names nothing").format(part=quoted(stray)),
                _("write the code of a question in braces, or double the brace"),
            )
        for reference in references(place.text):
            try:
                yield from self._of_names(place, parse(reference))
            except ExpressionFault as fault:
                yield fault.fault, fault.way_out

    def _of_expression(self, place: LogicPlace) -> list[tuple[str, str]]:
        try:
            expression = parse(place.text)
        except ExpressionFault as fault:
            told = _("{fault} (character {n})").format(fault=fault.fault, n=fault.column)
            return [(told, fault.way_out)]
        found = list(self._of_names(place, expression)) or list(comparison_faults(place, expression))
        if place.key == "check":
            found = found or list(self._never_passed(place, expression))
        elif place.key in _CONDITIONS and not self._hidden(place):
            never = list(self._never_true(place, expression))
            found = found or never
            if never:
                self._hide(place)
        return found

    def _never_passed(self, place: LogicPlace, expression: Expression) -> Iterator[tuple[str, str]]:
        if not self._reach.can_pass(place):
            yield _("this never holds, whatever is answered"), _("check the codes and the signs")
        elif refused := self._limits.refused(place):
            yield refused, self._limits.told(place, expression)

    def _never_true(self, place: LogicPlace, expression: Expression) -> Iterator[tuple[str, str]]:
        if not self._reach.can_hold(place):
            yield _("this is never true, whatever is answered"), _("check the codes and the signs")
        elif not self._limits.can_hold(place):
            yield _("this is never true, whatever is answered"), self._limits.told(place, expression)

    def _of_names(self, place: LogicPlace, expression: Expression) -> Iterator[tuple[str, str]]:
        yield from name_faults(self._survey, place, expression, self._doubts, ways_out=self._found < _MOST_WITH_WAYS_OUT)
        if not self._hidden(place):
            for name in sorted(expression.names & self._reach.unreachable):
                if self._reach.never_asked(place, name) and name not in place.walked:
                    yield (
                        _("{name} is never asked, so this has nothing to go by").format(name=quoted(name)),
                        _("correct the condition of {name} first").format(name=quoted(name)),
                    )

    def _hidden(self, place: LogicPlace) -> bool:
        return place.own in self._reach.unreachable

    def _hide(self, place: LogicPlace) -> None:
        """Remembers that the question, or all questions of the page, are never asked."""
        if place.key == "show_if" and place.place == place.own:
            self._reach.unreachable.add(place.own)
        elif place.key == "show_if" and place.page and not place.own:
            self._reach.unreachable.update(question.code for question in place.page.questions)
