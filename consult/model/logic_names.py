"""Whether the names in an expression name something, and something that is known by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from consult.i18n import _, quoted
from consult.model.expressions import Expression
from consult.model.logic_places import Doubts, LogicPlace
from consult.model.question import Question, QuestionType
from consult.model.survey import Survey

Below: TypeAlias = "Mapping[str, Below]"
"""Code → the codes that may follow it in a path."""

_MOST_NAMED = 12


def name_faults(
    survey: Survey, place: LogicPlace, expression: Expression, doubts: Doubts, *, ways_out: bool = True
) -> Iterator[tuple[str, str]]:
    """Fault and way out of every name that means nothing at this place, or nothing yet.

    Looking for a name like the one that is meant takes time; without `ways_out` that is left out.
    """
    for path in sorted(expression.paths):
        name, *further = path
        if name in place.doubtful and (name in place.walked or name in place.known):
            continue
        if name in place.walked:
            attributes: Below = {key: {} for choice in place.walked[name] for key in choice.attributes}
            yield from _path_faults(name, further, attributes)
        elif name in place.known:
            if place.known[name].type is QuestionType.NOTE:
                yield _("{name} is a note, which nobody answers").format(name=quoted(name)), _("name a question")
            yield from _path_faults(name, further, below(place.known[name]))
        elif not doubts.unnamed or name in ("row", "choice", place.own) or survey.question(name):
            if ways_out:
                yield _unknown(survey, place, name)
            else:
                yield _("there is no question {name}").format(name=quoted(name)), ""


def below(question: Question) -> Below:
    """What may follow the code of `question` in a path."""
    parts: Below = {part.code: {} for part in question.parts}
    match question.type:
        case QuestionType.MATRIX:
            return {row.code: {side.code: {} for side in question.sides} for row in question.rows}
        case QuestionType.TABLE:
            return {**parts, **{row.code: parts for row in question.rows}}
        case QuestionType.REPEAT:
            return {**{str(n): parts for n in range(1, question.instances + 1)}, **parts}
        case QuestionType.ALLOCATION:
            return {choice.code: {} for choice in question.choices}
    return {}


def _path_faults(name: str, further: list[str], allowed: Below) -> Iterator[tuple[str, str]]:
    for code in further:
        if code not in allowed:
            fault = _("{name} has nothing called {code}").format(name=quoted(name), code=quoted(code))
            yield fault, nearest(code, allowed) if allowed else _("write {name} alone").format(name=quoted(name))
            return
        name, allowed = f"{name}.{code}", allowed[code]


def nearest(name: str, names: Iterable[str]) -> str:
    """A way out that offers the names most like `name`, or all where none is like it."""
    from difflib import get_close_matches

    known = list(names)
    near = get_close_matches(name, known) or known
    told = ", ".join(near[:_MOST_NAMED]) + (" …" if len(near) > _MOST_NAMED else "")
    return _("there is {names}").format(names=told) if told else _("nothing can be named here")


def _unknown(survey: Survey, place: LogicPlace, name: str) -> tuple[str, str]:
    """Fault and way out of a name that is not known at this place."""
    if name in ("row", "choice"):
        return _("{name} means nothing here").format(name=quoted(name)), _(
            "row is known in rows_if and in the columns of a table, choice in choices_if"
        )
    if name == place.own:
        return _("it depends on its own answer"), _("name a question that is asked before")
    if survey.question(name):
        return _("{name} is asked only later").format(name=quoted(name)), _("ask {name} earlier").format(name=quoted(name))
    fault = _("there is no question {name}").format(name=quoted(name))
    for question in place.known.values():
        if question.part(name):
            return fault, _("write {example}").format(example=f"{question.code}.{name}")
        if question.choice(name) or question.row(name):
            return fault, _("put a code in quotation marks: '{code}'").format(code=name)
    if name.capitalize() in ("True", "False", "None"):
        return fault, _("write {example}").format(example=name.capitalize())
    return fault, nearest(name, [*place.known, *place.walked])
