"""What a builder shows of a survey: its outline, the properties of one place, completions, translations, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from consult.errors import Problem
from consult.model.question import Texts


class LineKind(StrEnum):
    """What a line of the outline stands for."""

    SURVEY = "survey"
    LIST = "list"
    PAGE = "page"
    QUESTION = "question"
    PART = "part"


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of the outline: the survey, one of its pages, questions, columns and fields, or a list that questions share."""

    kind: LineKind
    place: str
    code: str
    label: str
    """The wording in the first language, or in any that has one; empty where there is none yet."""
    labels: Texts
    type: str = ""
    """The type of a question, such as `single`; empty elsewhere."""
    type_name: str = ""
    """The type in words of the reader's language."""
    depth: int = 0
    """0 the survey and lists, 1 a page, 2 a question, 3 a column or field."""
    problems: int = 0
    """How many problems stand at this place itself."""
    problems_below: int = 0
    """How many stand below it."""
    logic: bool = False
    """Whether it is asked under a condition, filters what it offers, computes or checks."""
    required: bool = False
    published: bool = False
    """Whether the last published version has it, so that answers may be there."""


class PropertyKind(StrEnum):
    """How a property is edited, and so what its value is."""

    TEXTS = "texts"
    """Mapping of language → text."""
    TEXT = "text"
    CODE = "code"
    YES_NO = "yes_no"
    """True or False."""
    NUMBER = "number"
    """Text of a number, as the file has it; empty where there is none."""
    DAY = "day"
    """Text such as 2026-03-05; empty where there is none."""
    ONE_OF = "one_of"
    """One of the words in `choices`; the first of them is what holds where nothing is written."""
    SEVERAL = "several"
    """Tuple of words of `choices` (a tuple of language codes for the languages)."""
    CHOICES = "choices"
    """Tuple of ChoiceLine."""
    ROWS = "rows"
    """Tuple of ChoiceLine."""
    PARTS = "parts"
    """Tuple of the places of the columns or fields."""
    EXPRESSION = "expression"
    CHECKS = "checks"
    """Tuple of CheckLine."""
    POINTS = "points"
    """Mapping of point (as text, such as "1") → Texts: the labels of a scale that runs from a number to a number."""
    LIST_NAME = "list_name"
    """The list that is used, or empty; `choices` has all names."""


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice, point, row or side as it stands in the file."""

    code: str
    labels: Texts
    apart: bool = False
    exclusive: bool = False
    closed: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    published: bool = False
    """Whether the last published version has it: it can be closed or recoded, but not taken away as if it never was."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check as it stands in the file."""

    must: str
    say: Texts = field(default_factory=dict)
    level: str = "error"


@dataclass(frozen=True, slots=True)
class BuildingProblem:
    """A problem, and the place of the outline to go to; `key` is the property there, where that is known."""

    place: str
    problem: Problem
    key: str = ""
    line: int = 0
    """The line of the text, from 1; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Property:
    """One thing of a place that can be changed."""

    key: str
    kind: PropertyKind
    name: str
    """In words of the reader's language."""
    value: object
    """As `kind` says; what holds now, also where nothing is written."""
    written: bool
    """Whether the file says so itself."""
    help: str = ""
    """A sentence in the reader's language, without a closing full stop."""
    choices: tuple[tuple[str, str], ...] = ()
    """What may be chosen: word of the file, and what it is called."""
    rare: bool = False
    """Whether few people ever need it, so that a screen may keep it folded."""
    list_name: str = ""
    """Of choices and rows: the list that they come from; empty where they are the question's own."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list that questions may use."""

    name: str
    """What `use_list` takes."""
    shown: tuple[Texts, ...]
    """The labels of its first choices."""
    choices: int
    file: str = ""
    """The CSV file that it comes from; empty where the survey has its choices."""
    used_by: tuple[str, ...] = ()
    """Places of the questions that use it."""
    ready: bool = False
    """Whether the survey does not name it yet: `use_list` adds it (and copies its file, where it is a shipped one)."""


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that can be typed next in an expression or a wording."""

    text: str
    """What takes the place of the characters from `start` to the cursor."""
    start: int
    meaning: str
    """The wording of the question or choice, or what a function does."""
    kind: str
    """`question`, `part`, `row`, `choice`, `function` or `word`."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One text of the survey in two languages. `building.translate(this, text)` writes the second."""

    place: str
    key: str
    """The property (`ask`, `title`, `labels`); of a choice `choices`, `rows` or `sides`; of a check `check`."""
    of: str
    """The code of the choice or point, or the number of the check from 0; empty elsewhere."""
    what: str
    """What it is, in words of the reader's language: „question”, „choice”, „hint”."""
    source: str
    """The text in the first language that has one."""
    source_language: str
    text: str
    missing: bool
    stale: bool = False
    """Whether it is to be looked over: the source changed since it was published, this did not, and nobody confirmed it."""
    confirmed: bool = False
    """Whether a person found it right though the source changed."""
    before: str = ""
    """What the source was, where it changed and this did not."""

    @property
    def open(self) -> bool:
        """Whether there is something to do: to translate it or to look it over."""
        return self.missing or self.stale


@dataclass(frozen=True, slots=True)
class Translated:
    """All texts of the survey with their translation to one language."""

    language: str
    lines: tuple[Translation, ...]

    @property
    def there(self) -> int:
        """How many texts have the language, and need not be looked over."""
        return sum(not line.open for line in self.lines)

    @property
    def missing(self) -> int:
        """How many texts are not there."""
        return sum(line.missing for line in self.lines)

    @property
    def stale(self) -> int:
        """How many are to be looked over."""
        return sum(line.stale for line in self.lines)
