"""A mapping: which column of a table answers which place of which question."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from enum import StrEnum

from consult.formats.tables.table import Layout


class ColumnRole(StrEnum):
    """What a column is, where it is no answer."""

    ANSWER = ""
    TIME = "time"
    ID = "id"
    WAVE = "wave"
    """The run of a repeated survey, such as 2027."""
    PAGE = "page"
    """The number of the last page that was reached; it tells what an unfinished response did not reach."""
    IGNORE = "ignore"


class Why(StrEnum):
    """Why a column is left out."""

    EMPTY = "empty"
    CONTACT = "contact"
    LINK = "link"
    KEY = "key"
    SERIAL = "serial"
    TIME = "time"
    META = "meta"
    REPEATED = "repeated"
    ASKED = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    header: str
    question: str = ""
    row: str = ""
    """The row of the matrix or table, or the choice of the allocation, that the column answers.

    `other` where it holds the own words to a question with choices.
    """
    choice: str = ""
    """The choice of a multi question that the column says yes or no to, or of a ranking that it gives the rank of."""
    split: str = ""
    """What stands between several answers in one cell."""
    role: ColumnRole = ColumnRole.ANSWER
    form: str = ""
    """How dates or times are written, see `moments.FORMS`, `excel` for days as spreadsheets count them; „1,234” or „1.234” where
    figures have thousands so, „0%” where they are fractions of 1 and per cent is asked for."""
    why: Why = Why.ASKED
    part: str = ""
    """The side of the matrix, the column of the table, the field of the repeat."""
    instance: int = 0
    """Which time the repeat is answered, from 1."""
    rank: int = 0
    """The rank, from 1, whose choice the column holds."""
    words: bool = False
    """True where it holds own words beside choices, in a column of a table or a field of a repeat too."""
    values: Dictionary[str, str] = field(default_factory=dict)
    """Text of a cell → what it means: the code of a choice, a figure, a missing reason, or nothing."""
    note: str = ""
    """What to know of it, for people."""
    line: int = field(default=0, compare=False)
    """Where it stands in the file of the mapping, from 1; 0 where it stands in none."""


@dataclass(frozen=True, slots=True)
class Long:
    """The columns of a table that has one row an answer, by their headers; empty where there is none."""

    id: str
    """What tells which response the answer belongs to."""
    question: str
    value: str
    row: str = ""
    part: str = ""
    instance: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns that there are."""
        return tuple(filter(None, (self.id, self.question, self.row, self.part, self.instance, self.value)))


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one kind of table answers one survey."""

    survey: str
    columns: tuple[Column, ...]
    layout: Layout = field(default_factory=Layout)
    join_rows_by: str = ""
    """The column whose value is the same in all rows of one response; empty where each row is a response."""
    guessed: bool = False
    """True while nobody has looked at it."""
    tool: str = ""
    """The form tool that wrote the table, where it is known."""
    long: Long | None = None
    """Where the table has one row an answer: its columns."""
    file: str = field(default="", compare=False)
    """What the file is called in which it stands; empty where it stands in none."""

    def undecided(self) -> tuple[Column, ...]:
        """The columns that neither answer a question nor have a role."""
        told = set(self.long.headers) if self.long else set()
        return tuple(column for column in self.columns if not column.question and not column.role and column.header not in told)
