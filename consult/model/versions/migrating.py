"""Answers of an older version as a newer version means them: renamed, recoded, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from consult.model.cell_reading import OWN_WORDS_JOINED
from consult.model.question import MADE_OF_PARTS, OTHER, Question, QuestionType
from consult.model.response import Answer, Missing
from consult.model.versions.migration_steps import Step

_SILENT = (Missing.BLANK, Missing.NOT_REACHED)
_WHOLE = (QuestionType.RANKING, QuestionType.ALLOCATION, QuestionType.REPEAT)
"""Questions whose answers only make sense together: two of them are never mixed."""

_Cell = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different answers that met in one cell and cannot both stand; none of them does."""

    question: str
    row: str
    column: str
    instance: int
    answers: tuple[Answer, ...]
    """With the codes that they would have."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """What became of the answers of one response."""

    answers: tuple[Answer, ...]
    touched: int
    """How many answers the steps moved or put together with others; what was left blank is not counted."""
    conflicts: tuple[Conflict, ...]


def migrated(answers: Sequence[Answer], steps: Iterable[Step]) -> tuple[Answer, ...]:
    """The answers after all steps, in their order; the same tuple where nothing applies.

    Blank gives way to an answer. Choices of a multi become one list, texts stand under each other, points of an allocation
    add up, a ranked choice keeps its best rank and the ranks below close up. Whatever else differs is left out.
    """
    found = answers if isinstance(answers, tuple) else tuple(answers)
    asked = {answer.question for answer in found}
    for step in steps:
        if not asked.isdisjoint(step.sources):
            found = apply(found, step).answers
            asked.add(step.into)
    return found


def apply(answers: Sequence[Answer], step: Step) -> Migrated:
    """What one step makes of the answers of one response."""
    rest: list[Answer] = []
    moved: dict[str, list[Answer]] = {source: [] for source in step.sources}
    touched, place, same = 0, -1, True
    for answer in answers:
        if answer.question not in moved:
            rest.append(answer)
            continue
        place = len(rest) if place < 0 else place
        now = _moved(answer, step)
        same = same and now == answer
        touched += now != answer and says_something(answer)
        moved[answer.question].append(now)
    if same:
        return Migrated(tuple(answers), 0, ())
    if len(step.sources) == 1 and not (step.codes or step.rows or step.columns):
        return Migrated((*rest[:place], *moved[step.sources[0]], *rest[place:]), touched, ())
    if len(step.sources) > 1 and step.question.type in _WHOLE:
        kept, conflicts = _one_of(moved.values(), step)
    else:
        kept, conflicts = _by_cell([answer for source in moved.values() for answer in source], step)
    return Migrated((*rest[:place], *kept, *rest[place:]), touched, conflicts)


def says_something(answer: Answer) -> bool:
    """Whether it has a value, or a reason for having none."""
    return answer.missing not in _SILENT


def _moved(answer: Answer, step: Step) -> Answer:
    code = answer.code
    if code is not None and (not step.part or step.part == answer.column):
        code = step.codes.get(code, code)
    row, column = step.rows.get(answer.row, answer.row), step.columns.get(answer.column, answer.column)
    return Answer(step.into, row, code, answer.number, answer.text, answer.missing, column, answer.instance)


def _one_of(sources: Iterable[Sequence[Answer]], step: Step) -> tuple[list[Answer], tuple[Conflict, ...]]:
    """The answers of the one source that says something, or of all where all say the same."""
    given = [source for source in sources if source]
    telling = [source for source in given if any(answer.missing not in _SILENT for answer in source)] or given[:1]
    if all(set(source) == set(telling[0]) for source in telling):
        return list(telling[0]), ()
    lost = tuple(answer for source in telling for answer in source)
    return [], (Conflict(step.into, "", "", 0, lost),)


def _by_cell(answers: Iterable[Answer], step: Step) -> tuple[list[Answer], tuple[Conflict, ...]]:
    cells: dict[_Cell, list[Answer]] = {}
    for answer in answers:
        cells.setdefault((answer.row, answer.column, answer.instance), []).append(answer)
    kept: list[Answer] = []
    conflicts: list[Conflict] = []
    met = False
    for (row, column, instance), given in cells.items():
        if len(given) == 1:
            kept += given
            continue
        met = True
        standing, lost = _together(given, _asked_there(step.question, column))
        kept += standing
        if lost:
            conflicts.append(Conflict(step.into, row, column, instance, tuple(lost)))
    if met and step.question.type is QuestionType.RANKING:
        kept = _closed_up(kept)
    return kept, tuple(conflicts)


def _asked_there(question: Question, column: str) -> Question:
    part = question.part(column) if question.type in MADE_OF_PARTS else None
    return part or question


def _together(given: Sequence[Answer], question: Question) -> tuple[list[Answer], list[Answer]]:
    """What stands of the answers that met in one cell, and what does not."""
    telling = list(dict.fromkeys(answer for answer in given if answer.missing not in _SILENT))
    if not telling:
        return [next((answer for answer in given if answer.missing is Missing.BLANK), given[0])], []
    if question.type is QuestionType.ALLOCATION and all(answer.number is not None for answer in telling):
        return [replace(telling[0], number=sum(answer.number or 0 for answer in given))], []  # equal points are points twice
    if len(telling) == 1:
        return telling, []
    if question.type is QuestionType.MULTI and all(answer.code is not None for answer in telling):
        return _all_choices(telling, question)
    numbers = [answer.number for answer in telling if answer.number is not None]
    texts = [answer.text for answer in telling if answer.text is not None and answer.code is None]
    if question.type is QuestionType.TEXT and len(texts) == len(telling):
        return [replace(telling[0], text="\n".join(texts))], []
    if question.type is QuestionType.RANKING and len(numbers) == len(telling):
        return [replace(telling[0], number=min(numbers))], []
    return [], telling


def _all_choices(telling: Sequence[Answer], question: Question) -> tuple[list[Answer], list[Answer]]:
    """Every choice once, with all that was written beside it; „none of these” does not stand beside a choice."""
    by_code: dict[str, Answer] = {}
    for answer in telling:
        code = answer.code or OTHER
        words = [known.text for known in (by_code.get(code), answer) if known and known.text]
        by_code[code] = replace(answer, text=OWN_WORDS_JOINED.join(dict.fromkeys(words)) or None)
    alone = {choice.code for choice in question.choices if choice.exclusive}
    lost = [answer for code, answer in by_code.items() if code in alone]
    if len(lost) == len(by_code):
        return ([], lost) if len(lost) > 1 else (lost, [])
    return [answer for answer in by_code.values() if answer not in lost], lost


def _closed_up(answers: Sequence[Answer]) -> list[Answer]:
    """The ranks 1, 2, 3 … in the order that they had."""
    ranks = sorted({answer.number for answer in answers if answer.number is not None})
    place = {rank: float(at) for at, rank in enumerate(ranks, 1)}
    return [answer if answer.number is None else replace(answer, number=place[answer.number]) for answer in answers]
