"""The answers of one person while they are being given: what stands in every field of the survey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum

from consult.i18n import _
from consult.model.asking import Asked, Interview
from consult.model.previous import Previous
from consult.model.question import CLOSED, OTHER, SILENT, Cell, Choice, Question, QuestionType
from consult.model.response import Raw
from consult.model.survey import Page, Survey
from consult.tui.goals import goal

SEVERAL = frozenset({QuestionType.MULTI, QuestionType.RANKING})
"""The kinds of question whose fields hold a list of codes."""


class State(Enum):
    """How far a question is answered. The value is the glyph that shows it."""

    EMPTY = "○"
    PARTLY = "◐"
    DONE = "✓"


class AnswerSheet:
    """The answers to `survey`, begun with those of an earlier `draft` that still fit it.

    `previous` is what the same respondent answered in the wave before; it is told beside the fields and stands in none.
    `raw` holds the fields that were shown: an empty one was left blank, an absent one was not shown yet. What is typed under a
    question stays there when the question is no longer asked, so that it is back when it is asked again.
    """

    def __init__(self, survey: Survey, draft: Raw | None = None, previous: Previous | None = None):
        self.survey, self.previous = survey, previous or Previous(survey)
        self.raw: dict[str, str | list[str]] = {}
        self._interview = Interview(survey, date.today())
        self._asked: Asked | None = None
        self._cells = {question.code: question.cells for question in survey.questions}
        self._at = {
            name: (question, cell) for question in survey.questions for cell in self._cells[question.code] for name in cell.names
        }
        for name, (_question, cell) in self._at.items():
            if draft is not None and name in draft:
                self.raw[name] = _fitting(cell, name, draft[name])

    # What is asked

    @property
    def asked(self) -> Asked:
        """What is asked, given the answers so far."""
        if self._asked is None:
            self._asked = self._interview.asked(self.raw)
        return self._asked

    @property
    def questions(self) -> list[Question]:
        """The questions that are asked for an answer now, in order."""
        asked = self.asked
        return [question for question in self.survey.questions if question.type not in SILENT and asked.shows(question)]

    @property
    def told_questions(self) -> list[Question]:
        """The questions whose answers are read before sending: those asked, and the figures computed from them."""
        asked, note = self.asked, QuestionType.NOTE
        return [question for question in self.survey.questions if question.type is not note and asked.shows(question)]

    @property
    def pages(self) -> list[int]:
        """The numbers, from 0, of the pages that have something to show."""
        asked = self.asked
        return [
            at
            for at, page in enumerate(self.survey.pages)
            if asked.shows(page) and any(asked.shows(question) for question in page.questions)
        ]

    def cells(self, question: Question) -> tuple[Cell, ...]:
        """The places of `question` that are asked now; of a repeat those of the instances that are open."""
        cells = self.asked.cells(question)
        if question.type is not QuestionType.REPEAT:
            return cells
        last = self.instances(question)
        return tuple(cell for cell in cells if cell.instance <= last)

    def choices(self, question: Question, language: str, cell: Cell | None = None) -> list[tuple[Choice, str]]:
        """The choices on offer now with their labels, „other” among them where own words are taken."""
        return _with_other(question, self.asked.choices(question, cell), language)

    # What was answered

    def show(self, page: Page) -> None:
        """Marks the questions of `page` as shown: what has no answer yet is blank from now on."""
        shown = [question for question in page.questions if question.type not in SILENT and self.asked.shows(question)]
        blank = {name: cell for question in shown for cell in self.cells(question) for name in cell.names if name not in self.raw}
        for name, cell in blank.items():
            self.raw[name] = [] if name == cell.name and cell.question.type in SEVERAL else ""
        if blank:
            self._asked = None

    def show_all(self) -> None:
        """Marks every question that is asked as shown."""
        for at in self.pages:
            self.show(self.survey.pages[at])

    def put(self, values: Mapping[str, str | list[str]], gone: Iterable[str] = ()) -> None:
        """Sets fields to new `values`; forgets those that are `gone`."""
        for name in gone:
            self.raw.pop(name, None)
        self.raw.update(values)
        self._asked = None

    def text(self, name: str) -> str:
        """What stands in the field `name`; of several choices the first."""
        value = self.raw.get(name, "")
        return value if isinstance(value, str) else next(iter(value), "")

    def codes(self, name: str) -> list[str]:
        """The choices taken in the field `name`."""
        value = self.raw.get(name, "")
        return [*value] if not isinstance(value, str) else [value] if value else []

    def taken(self, cell: Cell) -> list[str]:
        """The choices taken in `cell` that are on offer now; what was taken before stays on the sheet."""
        codes, question = self.codes(cell.name), cell.question
        if codes and (question.choices_if or any(choice.closed for choice in question.choices)):
            on_offer = {choice.code for choice, _label in self.choices(question, "", cell)}
            return [code for code in codes if code in on_offer or question.choice(code) is None]
        return codes

    def instances(self, question: Question) -> int:
        """How many instances of a repeat are open; at least one."""
        given = (cell.instance for cell in self._cells[question.code] if cell.name in self.raw)
        return max(given, default=0) or max(1, min(question.least or 1, question.instances))

    def state(self, question: Question) -> State:
        """Whether `question` has an answer; what has several places may be answered partly."""
        filled = self.filled(question)
        done = filled >= goal(self, question) and not self.refused(question)
        return State.EMPTY if not filled else State.DONE if done else State.PARTLY

    def filled(self, question: Question) -> int:
        """How many places of `question` have an answer, how many choices of it are taken."""
        cells = self.cells(question)
        if question.type in SEVERAL and cells:
            return len(self.taken(cells[0]))
        return sum(any(text.strip() for text in self._texts(cell)) for cell in cells)

    def refused(self, question: Question) -> frozenset[str]:
        """The fields of `question` in which something stands that cannot be read or lies outside the limits."""
        reading = self.asked.readings.get(question.code)
        names = [name for name, _fault in reading.refused] if reading else []
        return frozenset(name for name in names if name in self._at and self._to_be_sent(self._at[name][1]))

    def _to_be_sent(self, cell: Cell) -> bool:
        """Whether what is refused in `cell` would be sent: a choice that is no longer on offer is not."""
        texts = self._texts(cell)
        return cell.question.type not in CLOSED or any(cell.question.choice(code) is None for code in texts)

    def _texts(self, cell: Cell) -> list[str]:
        return self.taken(cell) if cell.question.type in CLOSED else self.codes(cell.name)

    @property
    def answered(self) -> int:
        """How many of the questions that are asked have an answer, at least partly."""
        return sum(self.filled(question) > 0 for question in self.questions)

    @property
    def sent(self) -> dict[str, str | list[str]]:
        """`raw` without the choices that are no longer on offer."""
        sent = dict(self.raw)
        for question in self.questions:
            for cell in self.cells(question):
                if cell.question.type in CLOSED and cell.name in sent:
                    codes = self.taken(cell)
                    if codes != self.codes(cell.name):
                        sent[cell.name] = codes if cell.question.type in SEVERAL else next(iter(codes), "")
        return sent

    def without_own_words(self) -> list[str]:
        """The fields where „other” was taken and nothing written beside it."""
        return [
            cell.name
            for question in self.questions
            for cell in self.cells(question)
            if cell.question.other and OTHER in self.codes(cell.name) and not self.text(f"{cell.name}.{OTHER}").strip()
        ]

    def question_at(self, place: str) -> Question | None:
        """The question that the field `place` belongs to."""
        return self._at[place][0] if place in self._at else self.survey.question(place)

    def cell_at(self, place: str) -> Cell | None:
        """The cell that the field `place` belongs to."""
        return self._at[place][1] if place in self._at else None


def _with_other(question: Question, choices: Iterable[Choice], language: str) -> list[tuple[Choice, str]]:
    found = [(choice, choice.label_in(language)) for choice in choices]
    if question.other and question.choice(OTHER) is None:
        found.append((Choice(OTHER, {}), _("Other")))
    return found


def offered(question: Question, language: str) -> list[tuple[Choice, str]]:
    """All choices of `question` with their labels, „other” among them where own words are taken."""
    return _with_other(question, question.choices, language)


def label_of(question: Question, code: str, language: str) -> str:
    """The label of the choice `code` of `question`."""
    return next((label for choice, label in offered(question, language) if choice.code == code), code)


def _fitting(cell: Cell, name: str, value: str | Sequence[str]) -> str | list[str]:
    """`value` of a draft as the field `name` takes it; codes that the survey no longer has are dropped."""
    texts = [value] if isinstance(value, str) else [*value]
    question = cell.question
    if question.type in CLOSED and name == cell.name:
        known = {choice.code for choice in question.choices} | ({OTHER} if question.other else set())
        in_grid = question.other and cell.row and cell.column
        texts = [text for text in dict.fromkeys(texts) if text in known or in_grid]
    if question.type in SEVERAL and name == cell.name:
        return texts
    return texts[0] if texts else ""
