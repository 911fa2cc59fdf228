"""Typed text and a survey to answers, or to a list of what is wrong with it. Every door passes here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from consult.errors import Problem
from consult.i18n import _, ngettext, number, quoted
from consult.model.asking import Asked, Interview, Reading
from consult.model.expression_values import Value
from consult.model.question import MADE_OF_PARTS, Cell, Check, Level, Question, QuestionType
from consult.model.response import REASONS, Answer, Missing, Raw
from consult.model.survey import Survey

_ROUNDING = 1e-4
"""The share of its total by which an allocation may differ from it: a third of 100 is no round number."""


class Checked(NamedTuple):
    """The answers that could be read, the problems of those that could not, and warnings that may be kept."""

    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


class Checker:
    """Checks many responses to one survey; what is the same for all of them is found out once.

    With `insist` off, required questions may be blank and nothing is asked of several answers together: a table shows what
    people did, and nobody can ask them again. `today` is what the survey means by today.
    """

    def __init__(self, survey: Survey, *, insist: bool = True, today: date | None = None):
        self.survey = survey
        self.interview = Interview(survey, today, strict=insist)
        self._insist = insist
        self._known = frozenset(name for question in survey.questions for name in question.fields)

    def check(self, raw: Raw) -> Checked:
        """The answers in `raw`. A field that is absent was not asked; one that is empty was left blank.

        What is typed to questions that the logic of the survey does not ask is left out.
        """
        asked = self.interview.asked(raw)
        answers: list[Answer] = []
        found: list[tuple[Level, Problem]] = []
        for reading in asked.readings.values():
            answers += reading.answers
            found += ((Level.ERROR, Problem(name, fault.fault, fault.way_out)) for name, fault in reading.refused)
            if self._insist and not reading.refused:
                found += self._demands(asked, reading)
        if not self._known.issuperset(raw):
            found += (
                (Level.ERROR, Problem(name, _("this survey has no such question"), _("leave it out")))
                for name in raw
                if name not in self._known
            )
        problems = tuple(problem for level, problem in found if level is Level.ERROR)
        return Checked(tuple(answers), problems, tuple(problem for level, problem in found if level is Level.WARN))

    def _demands(self, asked: Asked, reading: Reading) -> Iterator[tuple[Level, Problem]]:
        """What several answers must be together, and what the checks of the survey demand."""
        faults = [*_required(reading), *_counted(asked, reading), *_allocated(reading)]
        yield from ((Level.ERROR, problem) for problem in faults)
        if faults:
            return
        for check in reading.question.checks:
            yield from self._held(asked, reading, check)
        for cell in reading.cells:
            for check in cell.question.checks if reading.question.type in MADE_OF_PARTS else ():
                yield from self._held_in(asked, reading, check, cell)

    def _held(self, asked: Asked, reading: Reading, check: Check) -> Iterator[tuple[Level, Problem]]:
        """A check of the question: once, or for each row or instance where it names columns or fields."""
        from consult.model.expressions import parse  # a survey without checks never needs it

        names = parse(check.must).names
        parts = {part.code for part in reading.question.parts if part.code in names}
        if not parts:
            if not reading.blank or parse(check.must).asks_for_blank:
                yield from self._told(asked, check, reading.question.code, {})
            return
        last = {(cell.row, cell.instance): cell for cell in reading.cells if cell.column in parts}
        for cell in last.values():
            yield from self._held_in(asked, reading, check, cell)

    def _held_in(self, asked: Asked, reading: Reading, check: Check, cell: Cell) -> Iterator[tuple[Level, Problem]]:
        from consult.model.expressions import parse

        begun = (cell.row, cell.instance) in reading.begun
        if begun or (parse(check.must).asks_for_blank and cell.instance <= 1):
            yield from self._told(asked, check, cell.name, asked.siblings(reading.question, cell))

    def _told(self, asked: Asked, check: Check, place: str, beside: Mapping[str, Value]) -> Iterator[tuple[Level, Problem]]:
        from consult.model.expressions import holds

        scope = {**asked.scope, **beside}
        if holds(check.must, scope, today=self.interview.today) is False:
            said = asked.text(check.say) or _("this does not hold: {check}").format(check=check.must)
            yield check.level, Problem(place, said, "" if check.level is Level.WARN else _("correct the answer"))


def check(survey: Survey, raw: Raw) -> Checked:
    """The answers of one response and what is wrong with it; see `Checker.check`."""
    return Checker(survey).check(raw)


def _required(reading: Reading) -> Iterator[Problem]:
    """Required questions without an answer; required columns and fields, row by row."""
    question = reading.question
    if question.type is QuestionType.COMPUTED or not reading.answers:
        return
    problem = (_("an answer is required"), _("answer this question"))
    if question.type in MADE_OF_PARTS:
        if question.required and reading.blank:
            yield Problem(_first_cell(reading), *problem)
            return
        filled = {(a.row, a.column, a.instance) for a in reading.answers if a.missing is not Missing.BLANK}
        begun = {instance for _row, _column, instance in filled}
        for cell in reading.cells:
            asked_for = cell.question.required and (cell.instance == 0 or cell.instance in begun)
            if asked_for and (cell.row, cell.column, cell.instance) not in filled:
                yield Problem(cell.name, *problem)
    elif question.required and question.type is QuestionType.ALLOCATION:
        if reading.blank:
            yield Problem(_first_cell(reading), *problem)
    elif question.required:
        blank = {(a.row, a.column) for a in reading.answers if a.missing is Missing.BLANK}
        yield from (Problem(cell.name, *problem) for cell in reading.cells if (cell.row, cell.column) in blank)


def _first_cell(reading: Reading) -> str:
    return reading.cells[0].name if reading.cells else reading.question.code


def _counted(asked: Asked, reading: Reading) -> Iterator[Problem]:
    """Too few or too many choices or instances, and choices that stand alone but do not."""
    for question, place, answers, offered in _sets(asked, reading):
        taken = {answer.code or answer.row for answer in answers}
        count = len({answer.instance for answer in answers}) if question.type is QuestionType.REPEAT else len(answers)
        told = ngettext("{n} is given", "{n} are given", count).format(n=number(count))
        alone = [choice for choice in question.choices if choice.exclusive and choice.code in taken]
        if alone and count > 1:
            yield Problem(
                place, _("{choice} goes with no other choice").format(choice=quoted(alone[0].label_in())),
                _("keep it, or the others"),
            )  # fmt: skip
        elif count and not alone and question.least is not None and count < min(question.least, offered):
            yield Problem(place, told, _("give at least {n}").format(n=number(min(question.least, offered))))
        if question.most is not None and count > question.most:
            yield Problem(place, told, _("give at most {n}").format(n=number(question.most)))


def _sets(asked: Asked, reading: Reading) -> Iterator[tuple[Question, str, Sequence[Answer], int]]:
    """The question, and the multi fields of a repeat: each with its place, its answers and how many could be given."""
    question = reading.question
    given = [answer for answer in reading.answers if answer.missing is None]
    if question.type is QuestionType.REPEAT:
        yield question, _first_cell(reading), given, question.instances
    elif question.type in (QuestionType.MULTI, QuestionType.RANKING):
        yield question, question.code, given, len(asked.choices(question)) + question.other
    for cell in reading.cells:
        if cell.question.type is QuestionType.MULTI and cell.question is not question:
            inside = [a for a in given if (a.row, a.column, a.instance) == (cell.row, cell.column, cell.instance)]
            yield cell.question, cell.name, inside, len(asked.choices(cell.question, cell)) + cell.question.other


def _allocated(reading: Reading) -> Iterator[Problem]:
    """Points that do not add up to the total."""
    question = reading.question
    if question.type is not QuestionType.ALLOCATION or question.total is None:
        return
    points = [answer.number for answer in reading.answers if answer.number is not None]
    unknown = any(answer.missing in REASONS for answer in reading.answers)
    given = sum(points)
    close = abs(given - question.total) <= _ROUNDING * question.total
    if points and not close and not (unknown and given < question.total):
        rest = question.total - given
        yield Problem(
            _first_cell(reading),
            _("{given} of {total} are allocated").format(given=number(given), total=number(question.total)),
            _("allocate {rest} more").format(rest=number(rest)) if rest > 0
            else _("take {rest} away").format(rest=number(-rest)),
        )  # fmt: skip
