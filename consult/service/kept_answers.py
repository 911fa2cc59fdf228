"""Which answers stay where fields of a form are changed: those in fields that were not touched, also such that no form gives."""

from __future__ import annotations

from collections.abc import Sequence

from consult.model.answer_places import place_of
from consult.model.question import OTHER, Cell, Question, QuestionType
from consult.model.response import Answer, Raw


def by_question(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    """Code of a question → its answers."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.question, []).append(answer)
    return found


def touched(cells: Sequence[Cell], before: Raw, after: Raw) -> list[Cell]:
    """Those of the cells in which something else stands; blank is blank, however a form writes it."""
    return [cell for cell in cells if any(is_touched(name, before, after) for name in cell.names)]


def is_touched(field: str, before: Raw, after: Raw) -> bool:
    """Whether something else stands in a field."""
    return _plain(before.get(field)) != _plain(after.get(field))


def kept_and_new(question: Question, changed: Sequence[Cell], old: Sequence[Answer], new: Sequence[Answer]) -> list[Answer]:
    """The answers to a question of which the cells `changed` were filled anew: there the `new` ones, elsewhere the `old`."""
    if not changed:
        return [*old]
    if question.type in (QuestionType.RANKING, QuestionType.ALLOCATION):
        return [*new]
    places = {place_of(question, cell) for cell in changed}
    kept = [answer for answer in old if answer.place not in places]
    closed = [answer for cell in changed for answer in old if _is_off_offer(cell, answer)]
    told = [answer for answer in new if answer.place in places]
    filled = {answer.place for answer in closed}
    return [*kept, *closed, *(answer for answer in told if answer.missing is None or answer.place not in filled)]


def _is_off_offer(cell: Cell, answer: Answer) -> bool:
    """Whether the answer is a choice of several that the form offers no more: the form cannot have taken it away."""
    if cell.question.type is not QuestionType.MULTI or answer.place[1:] != (cell.row, cell.column, cell.instance):
        return False
    choice = cell.question.choice(answer.code or "")
    return bool(answer.code) and answer.code != OTHER and (choice is None or choice.closed)


def _plain(value: object) -> object:
    """A value of a field by which it is compared."""
    if isinstance(value, str) or value is None:
        return (value or "").strip() or None
    return tuple(value) or None if isinstance(value, Sequence) else value
