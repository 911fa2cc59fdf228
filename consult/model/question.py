"""A question: one thing that is asked, with the choices, rows, columns, limits and logic that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from consult.i18n import text_in
from consult.model.response import Missing

Texts = Mapping[str, str]
"""The same text in several languages: language code → text. `{code}` in a wording stands for an earlier answer."""

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What the code of a question looks like."""

OTHER = "other"
"""The code of the choice whose answer is written in the respondent's own words."""

MOST_INSTANCES = 10
"""How often a repeat is asked where the survey sets no limit."""


class QuestionType(StrEnum):
    """The kinds of question."""

    SINGLE = "single"
    MULTI = "multi"
    YESNO = "yesno"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    RANKING = "ranking"
    ALLOCATION = "allocation"
    MATRIX = "matrix"
    TABLE = "table"
    REPEAT = "repeat"
    FILE = "file"
    NOTE = "note"
    COMPUTED = "computed"


CLOSED = frozenset(
    {QuestionType.SINGLE, QuestionType.MULTI, QuestionType.YESNO, QuestionType.SCALE, QuestionType.MATRIX, QuestionType.RANKING}
)
"""The kinds of question that are answered by choosing from what is on offer."""

OFFERING = CLOSED | {QuestionType.ALLOCATION}
"""The kinds of question that have choices."""

MADE_OF_PARTS = frozenset({QuestionType.TABLE, QuestionType.REPEAT})
"""The kinds of question whose cells are questions themselves."""

SILENT = frozenset({QuestionType.NOTE, QuestionType.COMPUTED})
"""The kinds of question that nobody types an answer to."""

PART_TYPES = frozenset(
    {
        QuestionType.SINGLE, QuestionType.MULTI, QuestionType.YESNO, QuestionType.SCALE, QuestionType.NUMBER,
        QuestionType.TEXT, QuestionType.DATE,
    }
)  # fmt: skip
"""What a column of a table or a field of a repeat may be. A multi is a field of a repeat only."""


class Role(StrEnum):
    """What an answer says of the respondent, for the chapter on who answered."""

    NONE = ""
    GROUP = "group"
    AREA = "area"
    ORGANISATION = "organisation"


class Level(StrEnum):
    """What a failed check does: an error stops the sending, a warning is told once and may be kept."""

    ERROR = "error"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold of an answer, in the language of `model.expressions`; unknown counts as holding."""

    must: str
    say: Texts = field(default_factory=dict)
    """What to tell where it does not hold."""
    level: Level = Level.ERROR


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers on offer, one point of a scale, or one row or side of a matrix."""

    code: str
    label: Texts
    apart: bool = False
    """True for „no opinion”: on offer, but not a point of the scale."""
    exclusive: bool = False
    """True where nothing else may be chosen beside it, as „none of these”."""
    closed: bool = False
    """True where it is no longer on offer, but answers may still have it."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """The further columns of its list file, for filters: `choice.region`."""

    def label_in(self, language: str = "") -> str:
        """The label in `language`, or the code where there is none."""
        return text_in(self.label, language) or self.code


_YES_AND_NO = {
    "lv": ("Jā", "Nē"),
    "en": ("Yes", "No"),
    "ru": ("Да", "Нет"),
    "de": ("Ja", "Nein"),
    "et": ("Jah", "Ei"),
    "lt": ("Taip", "Ne"),
}


def yes_or_no(languages: Sequence[str]) -> tuple[Choice, Choice]:
    """The two choices of a yes/no question, labelled in those of `languages` that are known here, at least in English."""
    known = [language for language in languages if language in _YES_AND_NO] or ["en"]
    yes, no = ({language: _YES_AND_NO[language][at] for language in known} for at in (0, 1))
    return Choice("yes", yes), Choice("no", no)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a question that takes one answer (several choices, where it is a multi or a ranking).

    `name` is the field under which a form or a table gives it; `row`, `column` and `instance` are where its answers are kept.
    """

    name: str
    question: Question
    """What is asked there: the question itself, a column of the table, a field of the repeat."""
    row: str = ""
    column: str = ""
    instance: int = 0
    """Which time a repeat is answered, from 1; 0 elsewhere."""

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of the cell: its name, and the one for own words where it takes them."""
        return (self.name, f"{self.name}.{OTHER}") if self.question.other else (self.name,)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its code never changes; a matrix asks it once for every row."""

    code: str
    type: QuestionType
    label: Texts
    hint: Texts = field(default_factory=dict)
    required: bool = False
    choices: tuple[Choice, ...] = ()
    """The choices of single, multi, yesno, ranking and allocation, the points of scale and matrix from low to high."""
    rows: tuple[Choice, ...] = ()
    """The rows of a matrix or a table."""
    sides: tuple[Choice, ...] = ()
    """What a matrix asks of every row in turn on the same scale, such as „in your municipality” and „in the region”."""
    parts: tuple[Question, ...] = ()
    """The columns of a table, the fields of a repeat."""
    other: bool = False
    """True where single, multi and number also take an answer in own words."""
    diverging: bool = False
    """True where the points run from against to for, so that the middle means neither."""
    minimum: float | None = None
    maximum: float | None = None
    integer: bool = False
    earliest: date | None = None
    latest: date | None = None
    unit: Texts = field(default_factory=dict)
    lines: int = 3
    longest: int | None = None
    """The most characters that a text answer may have."""
    least: int | None = None
    """The fewest choices of a multi or ranking, instances of a repeat, that an answer may have."""
    most: int | None = None
    """The most of them; top-k for a ranking."""
    total: float | None = None
    """What the points of an allocation add up to."""
    row_totals: bool = False
    column_totals: bool = False
    """Whether a table shows sums beside its rows and below its columns of numbers."""
    reasons: tuple[Missing, ...] = ()
    """The typed missing reasons that may stand in place of a number or a date."""
    show_if: str = ""
    """The question is asked where this expression is true; always where it is empty."""
    choices_if: str = ""
    """A choice is on offer where this is true of it; it is called `choice`."""
    rows_if: str = ""
    """A row is asked for where this is true of it; it is called `row`."""
    checks: tuple[Check, ...] = ()
    compute: str = ""
    """The expression whose value a computed question has."""
    role: Role = Role.NONE
    publish: bool = True
    """False where the answers are for the organiser's eyes: they stand in no report."""

    def label_in(self, language: str = "") -> str:
        """The wording in `language`."""
        return text_in(self.label, language) or self.code

    def choice(self, code: str) -> Choice | None:
        """The choice of this code, if there is one."""
        return next((choice for choice in self.choices if choice.code == code), None)

    def row(self, code: str) -> Choice | None:
        """The row of this code, if there is one."""
        return next((row for row in self.rows if row.code == code), None)

    def part(self, code: str) -> Question | None:
        """The column or field of this code, if there is one."""
        return next((part for part in self.parts if part.code == code), None)

    @property
    def instances(self) -> int:
        """How often a repeat is asked at most; 0 for other questions."""
        return (self.most or max(MOST_INSTANCES, self.least or 0)) if self.type is QuestionType.REPEAT else 0

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The places that take answers, in the order in which they are asked; none for a note and a computed question."""
        return tuple(self._cells())

    def _cells(self) -> Iterator[Cell]:
        if self.type is QuestionType.MATRIX and self.sides:
            for row in self.rows:
                for side in self.sides:
                    yield Cell(f"{self.code}.{row.code}.{side.code}", self, row.code, side.code)
        elif self.type is QuestionType.MATRIX:
            yield from (Cell(f"{self.code}.{row.code}", self, row.code) for row in self.rows)
        elif self.type is QuestionType.TABLE:
            for row in self.rows:
                yield from (Cell(f"{self.code}.{row.code}.{part.code}", part, row.code, part.code) for part in self.parts)
        elif self.type is QuestionType.REPEAT:
            for n in range(1, self.instances + 1):
                yield from (Cell(f"{self.code}.{n}.{part.code}", part, column=part.code, instance=n) for part in self.parts)
        elif self.type is QuestionType.ALLOCATION:
            yield from (Cell(f"{self.code}.{choice.code}", self, choice.code) for choice in self.choices)
        elif self.type not in SILENT:
            yield Cell(self.code, self)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names under which a form or a table row gives the answers, own words among them."""
        return tuple(name for cell in self.cells for name in cell.names)
