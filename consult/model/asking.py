"""What a survey asks of one person, given what they typed so far: questions shown, rows and choices on offer, wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import copysign, floor

from consult.i18n import number, text_in
from consult.model.cell_reading import OWN_WORDS_JOINED, CellReader
from consult.model.expression_values import Value
from consult.model.piping import code_of, piped, references
from consult.model.question import OTHER, Cell, Choice, Question, QuestionType, Texts
from consult.model.response import Answer, Missing, Raw
from consult.model.survey import Page, Survey
from consult.model.typed_values import Refused
from consult.model.values import chosen_of, labels_of, value_of

Scope = Mapping[str, Value]


@dataclass(slots=True, eq=False, repr=False)
class Reading:
    """One question that is asked: its cells, the answers in them and what could not be read."""

    question: Question
    cells: tuple[Cell, ...]
    answers: list[Answer] = field(default_factory=list)
    refused: list[tuple[str, Refused]] = field(default_factory=list)
    """Field name and fault."""

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        return all(answer.missing is Missing.BLANK for answer in self.answers)

    @property
    def begun(self) -> frozenset[tuple[str, int]]:
        """The rows and instances in which something has a value."""
        return frozenset((answer.row, answer.instance) for answer in self.answers if answer.missing is None)

    def leave_out_blanks(self, wanted: Iterable[Cell]) -> None:
        """Leaves out blanks in cells that are not `wanted`: in a table of answers these were not asked."""
        asked = {(cell.row, cell.column, cell.instance) for cell in wanted}
        self.answers = [
            one for one in self.answers if one.missing is not Missing.BLANK or (one.row, one.column, one.instance) in asked
        ]


_Places = Mapping[tuple[str, int], Sequence[Cell]]


def _beside(cells: Sequence[Cell]) -> _Places:
    """Row and instance → the cells there."""
    found: dict[tuple[str, int], list[Cell]] = {}
    for cell in cells:
        found.setdefault((cell.row, cell.instance), []).append(cell)
    return found


def _cells_with_rows(question: Question) -> Iterator[tuple[Cell, Choice]]:
    rows = {row.code: row for row in question.rows}
    return ((cell, rows[cell.row]) for cell in question.cells if cell.row in rows)


def _is_filtered(question: Question) -> bool:
    closed = any(one.closed for one in (*question.rows, *question.sides))
    if question.type is QuestionType.ALLOCATION:
        closed = bool(question.choices_if) or any(choice.closed for choice in question.choices)
    return closed or bool(question.rows_if) or any(part.show_if for part in question.parts)


class Interview:
    """Walks through a survey for any number of people; what is the same for all of them is found out once.

    `strict` off reads a table: what people answered is kept, whatever the logic of the survey says; where it says that a
    question was not asked and nothing is answered, it was not asked.
    """

    def __init__(self, survey: Survey, today: date | None = None, *, strict: bool = True):
        self.survey, self.today, self.strict = survey, today, strict
        self.cells = {question.code: question.cells for question in survey.questions}
        self.readers = {question.code: CellReader(question) for question in survey.questions}
        self.beside = {code: _beside(cells) for code, cells in self.cells.items()}
        """Question → row and instance → the cells there."""
        self.rows = {cell.name: row for question in survey.questions for cell, row in _cells_with_rows(question)}
        """Name of a cell → its row."""
        self.filtered = frozenset(question.code for question in survey.questions if _is_filtered(question))
        """The questions of which not every cell may be asked."""
        asking = [part for question in survey.questions for part in (question, *question.parts)]
        self.logical = any(page.show_if for page in survey.pages) or any(
            one.show_if or one.compute or one.choices_if or one.rows_if or one.checks for one in asking
        )
        """Whether any question depends on what was answered."""

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Question → choice → label, for `label()`."""
        return labels_of(self.survey)

    def asked(self, raw: Raw) -> Asked:
        """What is asked where `raw` was typed. Text that does not fit its question counts as no answer for the logic."""
        return Asked(self, raw)


class Asked:
    """What is asked of one person."""

    def __init__(self, interview: Interview, raw: Raw):
        self._interview, self._raw = interview, raw
        self.scope: dict[str, Value] = {}
        """The values so far, by question; what was not asked is not in it."""
        self.readings: dict[str, Reading] = {}
        """What was asked, by question, in the order of the survey."""
        self._hidden: set[str] = set()
        for page in interview.survey.pages:
            shown = self._holds(page.show_if, self.scope)
            if not shown:
                self._hidden.add(page.code)
            for question in page.questions:
                asked = shown and self._holds(question.show_if, self.scope)
                if asked or not interview.strict:
                    self._ask(question, asked)

    def _holds(self, expression: str, scope: Scope) -> bool:
        if not expression:
            return True
        from consult.model.expressions import holds  # a survey without conditions never needs it

        return holds(expression, scope, today=self._interview.today) is True

    def _ask(self, question: Question, asked: bool) -> None:
        cells = self._interview.cells[question.code]
        wanted = self._wanted(question, cells) if question.code in self._interview.filtered else cells
        reading = Reading(question, wanted if self._interview.strict else cells)
        if question.type is QuestionType.COMPUTED:
            if not asked:
                return
            reading.answers.append(_computed(question, self._value(question.compute, self.scope)))
        elif question.type is QuestionType.REPEAT:
            self._read_instances(reading)
        else:
            for cell in reading.cells:
                self._read(reading, cell)
        if len(wanted) < len(reading.cells):
            reading.leave_out_blanks(wanted)
        if not asked and reading.blank and not reading.refused:
            return
        self.readings[question.code] = reading
        if question.type is not QuestionType.NOTE:
            needed = self._interview.strict or self._interview.logical
            self.scope[question.code] = value_of(question, reading.answers) if needed else None

    def _value(self, expression: str, scope: Scope) -> Value:
        from consult.model.expressions import evaluate

        return evaluate(expression, scope, today=self._interview.today, labels=self._interview.labels)

    def _wanted(self, question: Question, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The cells that the logic of the survey asks for."""
        if question.rows:
            rows = {row.code for row in self._offered(question.rows, question.rows_if, "row", {})}
            cells = tuple(cell for cell in cells if cell.row in rows)
        if question.type is QuestionType.ALLOCATION:
            choices = {choice.code for choice in self._offered(question.choices, question.choices_if, "choice", {})}
            cells = tuple(cell for cell in cells if cell.row in choices)
        closed = {side.code for side in question.sides if side.closed}
        return tuple(cell for cell in cells if cell.column not in closed and self._part_shown(question, cell))

    def _part_shown(self, question: Question, cell: Cell) -> bool:
        if cell.question is question or not cell.question.show_if:
            return True
        return self._holds(cell.question.show_if, self.scope | self.siblings(question, cell))

    def siblings(self, question: Question, cell: Cell) -> dict[str, Value]:
        """The values beside `cell` in its row or instance by the codes of their parts, and `row`; hidden ones have none."""
        reader = self._interview.readers[question.code]
        row = self._interview.rows.get(cell.name)
        values: dict[str, Value] = {"row": chosen_of(row)} if row else {}
        for beside in self._interview.beside[question.code][cell.row, cell.instance]:
            condition = beside.question.show_if
            if condition and beside.name != cell.name and not self._holds(condition, self.scope | values):
                values[beside.column] = None
                continue
            try:
                found = reader.answers(beside, self._raw, beside.question.choices)
            except Refused:
                found = []
            values[beside.column] = value_of(beside.question, found)
        return values

    def _given(self, cell: Cell) -> bool:
        return any(name in self._raw for name in cell.names)

    def _read_instances(self, reading: Reading) -> None:
        """The first instance of a repeat, and those in which something was answered."""
        for n in range(1, reading.question.instances + 1):
            inside = Reading(reading.question, tuple(cell for cell in reading.cells if cell.instance == n))
            for cell in inside.cells:
                self._read(inside, cell)
            if n == 1 or not inside.blank or inside.refused:
                reading.answers += inside.answers
                reading.refused += inside.refused

    def _read(self, reading: Reading, cell: Cell) -> None:
        if not self._given(cell):
            return
        try:
            reader = self._interview.readers[reading.question.code]
            reading.answers += reader.answers(cell, self._raw, self.choices(cell.question, cell))
        except Refused as refused:
            reading.refused.append((cell.name, refused))

    def shows(self, asked: Question | Page) -> bool:
        """Whether the question or page is asked; a page without anything to ask or tell is not."""
        if isinstance(asked, Page):
            return asked.code not in self._hidden and any(question.code in self.readings for question in asked.questions)
        return asked.code in self.readings

    def choices(self, question: Question, cell: Cell | None = None) -> tuple[Choice, ...]:
        """The choices on offer now; `cell` is the one of a table or repeat that they are offered in."""
        if not self._interview.strict:
            return question.choices
        row = self._interview.rows.get(cell.name) if cell else None
        return self._offered(question.choices, question.choices_if, "choice", {"row": chosen_of(row)} if row else {})

    def rows(self, question: Question) -> tuple[Choice, ...]:
        """The rows that are asked for now."""
        return self._offered(question.rows, question.rows_if, "row", {}) if self._interview.strict else question.rows

    def _offered(self, choices: Sequence[Choice], expression: str, name: str, more: Scope) -> tuple[Choice, ...]:
        """Those that are not closed and for which the expression is true."""
        offered = tuple(choice for choice in choices if not choice.closed)
        if not expression:
            return offered
        scope = {**self.scope, **more}
        return tuple(choice for choice in offered if self._holds(expression, scope | {name: chosen_of(choice)}))

    def cells(self, question: Question) -> tuple[Cell, ...]:
        """The places of the question that are asked for now; none where it is not asked."""
        reading = self.readings.get(question.code)
        return reading.cells if reading else ()

    def label(self, question: Question, language: str = "") -> str:
        """The wording of the question with earlier answers in it."""
        return self.text(question.label, language) or question.code

    def text(self, texts: Texts, language: str = "") -> str:
        """A text of the survey with earlier answers in it."""
        text = text_in(texts, language)
        if "{" not in text and "}" not in text:
            return text
        return piped(text, {path: self._told(path, language) for path in references(text)})

    def computed(self, question: Question) -> str:
        """The value of a computed question as it is told; empty where it has none."""
        return self._told(question.code, "")

    def _told(self, path: str, language: str) -> str:
        code = code_of(path)
        question = self._interview.survey.question(code)
        value = self.scope.get(code) if path == code else self._value(path, self.scope)
        labels = {choice.code: choice.label_in(language) for choice in question.choices} if question else {}
        reading = self.readings.get(code)
        words = [answer.text for answer in reading.answers if answer.code == OTHER and answer.text] if reading else []
        return _in_words(value, {**labels, OTHER: OWN_WORDS_JOINED.join(words)})


def _in_words(value: Value, labels: Mapping[str, str]) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, tuple):
        return ", ".join(filter(None, (_in_words(one, labels) for one in value)))
    return labels.get(value, value) if isinstance(value, str) else ""


def _computed(question: Question, value: Value) -> Answer:
    if isinstance(value, bool | int | float):
        return Answer(question.code, number=_whole(float(value)) if question.integer else float(value))
    if isinstance(value, str) and value:
        return Answer(question.code, text=value)
    return Answer(question.code, missing=Missing.BLANK)


def _whole(value: float) -> float:
    """The nearest whole number, halves away from zero as people round them."""
    return copysign(floor(abs(value) + 0.5), value)
