"""What one column of an unprepared table asks: a figure, a date, a choice, several, a scale, or own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from consult.formats.cells import CELLS_JOINED, split_cell
from consult.formats.guessing.choices import (
    LONGEST_CHOICE,
    MOST_CHOICES,
    NAMED_OTHER,
    choices_of,
    points_of,
    spelled_once,
    splitter_of,
    whole_parts,
)
from consult.formats.guessing.codes import Codes
from consult.formats.guessing.figures import NO_VALUE, date_question, number_question
from consult.formats.guessing.scales import is_yes_or_no, order_of
from consult.formats.mapping_yaml import Column
from consult.model.question import Question, QuestionType
from consult.model.typed_values import fold

PREFIX = re.compile(r"([A-Za-z][A-Za-z]*\d[\w-]{0,16})[.:)]\s+(?=\S)")
LONGEST_PROSE = 45


@dataclass(frozen=True, slots=True)
class Guessing:
    """What all guesses at one table share."""

    headers: Sequence[str]
    titles: Sequence[str]
    """The headers as wordings: without the groups that a form tool puts in front."""
    cells: Sequence[Sequence[str]]
    """`cells[at]` are the cells of column `at`, empty ones too."""
    language: str
    joined: bool = False
    """Whether several rows were joined to one response."""
    codes: Codes = field(default_factory=Codes)

    def filled(self, at: int) -> list[str]:
        """The cells of column `at` that are not empty."""
        return [cell for cell in self.cells[at] if cell]

    def label(self, wording: str) -> dict[str, str]:
        """`wording` as a text in the language of the table."""
        return {self.language: wording_of(wording)}

    def code(self, wording: str, at: int) -> str:
        """The code that stands in front of the wording, else one made from it."""
        prefix = PREFIX.match(wording)
        return self.codes.code(prefix[1].replace("-", "_") if prefix else wording, at)


def wording_of(header: str) -> str:
    """The header without a code in front („q3. …”) and without saying itself twice („Sector - Sector”)."""
    prefix = PREFIX.match(header)
    wording = header[prefix.end() :] if prefix else header
    first, dash, second = wording.partition(" - ")
    return first if dash and fold(first) == fold(second) else wording


def answered(filled: Sequence[str]) -> list[str]:
    """The cells without those that only say that there is no answer."""
    return [cell for cell in filled if fold(cell) not in NO_VALUE]


def single_column(guessing: Guessing, at: int) -> tuple[Column, Question]:
    """The column at index `at`, which has answers, and the question that it answers."""
    filled = guessing.filled(at)
    label = guessing.label(guessing.titles[at])
    plain = number_question(filled, label) or date_question(filled, label)
    if plain:
        question, form = plain
        split = ""
    else:
        question, split = _words(filled, label, guessing.language, joined=guessing.joined)
        form = ""
    question = replace(question, code=guessing.code(guessing.titles[at], at))
    return Column(guessing.headers[at], question.code, split=split, form=form), question


def _words(filled: Sequence[str], label: dict[str, str], language: str, *, joined: bool) -> tuple[Question, str]:
    """A multi, scale, single or text question, with the splitter of a multi question."""
    given = [cell for cell in answered(filled) if fold(cell) != NAMED_OTHER]
    several = _several(given, label, language, joined=joined)
    if several:
        return several
    closed = _scale(given, label, language) or _single(given, label, language)
    if closed:
        own_words = len(given) < len(answered(filled))
        return (replace(closed, type=QuestionType.SINGLE, other=True) if own_words else closed), ""
    average = sum(map(len, filled)) / len(filled)
    return Question("", QuestionType.TEXT, label, lines=4 if average > LONGEST_PROSE else 2), ""


def _several(given: Sequence[str], label: dict[str, str], language: str, *, joined: bool) -> tuple[Question, str] | None:
    split = CELLS_JOINED if joined and any(CELLS_JOINED in cell for cell in given) else splitter_of(given)
    if not split:
        return None
    known = whole_parts(given, split)
    parts = [part for cell in given for part in split_cell(cell, split, known)]
    choices, other = choices_of(parts, language, least=max(2, len(given) // 60))
    return (Question("", QuestionType.MULTI, label, choices=choices, other=other), split) if choices else None


def _scale(given: Sequence[str], label: dict[str, str], language: str) -> Question | None:
    values = Counter(given)
    labels = spelled_once(values)
    if not 3 <= len(labels) <= 12 or not order_of(labels):
        return None
    choices, diverging = points_of(values, language)
    return Question("", QuestionType.SCALE, label, choices=choices, diverging=diverging)


def _single(given: Sequence[str], label: dict[str, str], language: str) -> Question | None:
    if len(given) < 4:
        return None
    values = Counter(given)
    labels = spelled_once(values)
    if is_yes_or_no(labels):
        return Question("", QuestionType.SINGLE, label, choices=points_of(values, language)[0])
    spoken = Counter(map(fold, given))
    average = sum(map(len, given)) / len(given)
    few = len(spoken) <= max(2, 0.2 * len(given)) or (len(spoken) <= 12 and len(spoken) <= 0.5 * len(given))
    repeated = sum(n for n in spoken.values() if n >= max(2, len(given) // 100)) / len(given)
    # Sentences of which none stands out are own words, even where each was sent by two or three people.
    spread = len(spoken) > 12 and max(spoken.values()) < 0.1 * len(given)
    sentences = spread and sum(len(cell.split()) for cell in given) >= 4 * len(given)
    few = few or (repeated >= 0.6 and average <= LONGEST_PROSE)
    if not few or sentences or average > LONGEST_CHOICE:
        return None
    choices, other = choices_of(given, language, least=1 if len(spoken) <= MOST_CHOICES // 2 else 2)
    return Question("", QuestionType.SINGLE, label, choices=choices, other=other)
