"""Whether the logic of a survey holds together: every expression is read, every name known, every question can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult.i18n import _, quoted
from consult.model.expressions import Expression, ExpressionFault, parse
from consult.model.logic_comparing import comparison_faults
from consult.model.logic_names import name_faults
from consult.model.logic_places import LogicPlace, places
from consult.model.logic_reach import Reach
from consult.model.piping import references, stray_braces
from consult.model.survey import Survey

_CONDITIONS = frozenset({"show_if", "choices_if", "rows_if"})


@dataclass(frozen=True, slots=True)
class LogicFault:
    """Something in a survey that cannot work: where, under which key of the survey file, what is wrong, what to do."""

    place: str
    """Code of the question or page, or `question.part`; the id of the survey for its intro."""
    key: str
    fault: str
    way_out: str


def faults(survey: Survey) -> list[LogicFault]:
    """What is wrong with the expressions and piped wordings of `survey`, in the order of its questions."""
    return list(dict.fromkeys(_Walk(survey).faults()))


class _Walk:
    """One walk through a survey, which remembers what can never be asked."""

    def __init__(self, survey: Survey):
        self._survey = survey
        self._reach = Reach(survey)

    def faults(self) -> Iterator[LogicFault]:
        for place in places(self._survey):
            found = self._of_wording(place) if place.wording else self._of_expression(place)
            yield from (LogicFault(place.place, place.key, fault, way_out) for fault, way_out in found)

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
            if not found and not self._reach.can_pass(place):
                found.append((_("this never holds, whatever is answered"), _("check the codes and the signs")))
        elif place.key in _CONDITIONS and not self._hidden(place) and not self._reach.can_hold(place):
            found = found or [(_("this is never true, whatever is answered"), _("check the codes and the signs"))]
            self._hide(place)
        return found

    def _of_names(self, place: LogicPlace, expression: Expression) -> Iterator[tuple[str, str]]:
        yield from name_faults(self._survey, place, expression)
        if not self._hidden(place):
            for name in sorted(expression.names & self._reach.unreachable):
                if name in place.known and name not in place.walked:
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
