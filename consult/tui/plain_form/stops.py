"""Where the form stops to read a line: every place that takes an answer, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from consult.model.question import CLOSED, OTHER, Cell, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet


@dataclass(frozen=True, slots=True)
class Stop:
    """One place to answer: a cell of `question`, the own words beside its choices, or whether there is another instance."""

    question: Question
    cell: Cell | None
    """None where the question is whether there is another instance."""
    words: bool = False
    instance: int = 0

    @property
    def name(self) -> str:
        """The name of the field; it is told apart from all others."""
        if self.cell is None:
            return f"{self.question.code}.{self.instance}?"
        return f"{self.cell.name}.{OTHER}" if self.words else self.cell.name


def stops(sheet: AnswerSheet) -> Iterator[Stop]:
    """The stops that the answers so far make."""
    for question in sheet.questions:
        cells = [cell for cell in sheet.cells(question) if takes_answers(sheet, cell)]
        for cell in cells:
            yield Stop(question, cell)
            if cell.question.other and cell.question.type in CLOSED and OTHER in sheet.codes(cell.name):
                yield Stop(question, cell, words=True)
        last = sheet.instances(question) if question.type is QuestionType.REPEAT else 0
        filled = any(text.strip() for cell in cells if cell.instance == last for text in sheet.codes(cell.name))
        if filled and last < question.instances:
            yield Stop(question, None, instance=last)


def nearest(sheet: AnswerSheet, name: str) -> Stop | None:
    """The stop called `name`. Where it is asked no more, the first of its question or behind that; else the first of all."""
    every = [*stops(sheet)]
    codes = [question.code for question in sheet.survey.questions]
    code = name.partition(".")[0]
    behind = codes[codes.index(code) :] if code in codes else []
    same = (stop for stop in every if stop.name == name)
    near = (stop for stop in every if stop.question.code in behind)
    return next(chain(same, near, every), None)


def stops_behind(sheet: AnswerSheet, stop: Stop) -> list[Stop]:
    """The stops behind `stop`, which itself may be asked no more."""
    every, questions = [*stops(sheet)], sheet.survey.questions
    names = [one.name for one in every]
    if stop.name in names:
        return every[names.index(stop.name) + 1 :]
    behind = questions[questions.index(stop.question) + 1 :]
    return [one for one in every if one.question in behind]


def takes_answers(sheet: AnswerSheet, cell: Cell) -> bool:
    """Whether anything can be answered in `cell`: of filtered choices none may be left."""
    filtered = bool(cell.question.choices_if) and cell.question.type in CLOSED and not cell.question.other
    return not filtered or bool(sheet.choices(cell.question, "", cell))
