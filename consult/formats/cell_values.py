"""What stands in one cell, as the field of its question takes it: codes or labels of choices, figures, days, ticks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from consult.formats.cells import labels, split_cell
from consult.formats.guessing.choices import NAMED_OTHER
from consult.formats.guessing.figures import NO_VALUE, without_thousands
from consult.formats.guessing.scales import spelled_plainly
from consult.formats.moments import EXCEL, day_of_serial, read_day
from consult.i18n import _
from consult.model.missing_reasons import reason_in
from consult.model.question import CLOSED, OTHER, Question, QuestionType
from consult.model.typed_values import Refused, fold, read_number, told

if TYPE_CHECKING:
    from consult.formats.field_reading import Source

TICKED = frozenset({"1", "1.0", "yes", "y", "true", "x", "✓", "jā", "ja", "да", "checked", "selected", "quoted"})
NOT_TICKED = frozenset(
    {"", "0", "0.0", "no", "n", "false", "-", "nē", "nein", "нет", "unchecked", "not selected", "not quoted", "n/a"}
)
OTHER_WORDS = (
    "other", "cits", "cita", "citi", "citas", "cits variants", "cita atbilde", "sonstiges", "andere", "autre", "другое", "другой",
    "muu", "kita", "other (please specify)", "cits (lūdzu, norādiet)", "andere (bitte angeben)", "другое (укажите)",
)  # fmt: skip
"""What form tools call the choice of own words."""
PERCENT = "0%"
"""The form of figures that are fractions of 1 where per cent is asked for."""
_WITH_WORDS = re.compile(r"(?P<choice>.+?) \((?P<words>.+)\)", re.DOTALL)


class CellFault(Exception):
    """A cell that cannot be read: its column, fault and way out."""

    def __init__(self, source: Source, fault: str, way_out: str):
        self.source, self.fault, self.way_out = source, fault, way_out
        super().__init__(fault)


class Chosen:
    """Cells with choices of one question."""

    def __init__(self, question: Question):
        self.offers = question.type in CLOSED
        self._question = question
        self._known = labels(question) if self.offers else frozenset()
        self._codes = _codes(question) if self.offers else {}
        self._spellings = _spellings(question) if self.offers else {}

    def codes(self, text: str, source: Source) -> list[str]:
        """The choices in a cell, as codes where they are known. A sign for no answer is none, unless it is a label."""
        if self.says_nothing(text):
            return []
        if self._question.type not in (QuestionType.MULTI, QuestionType.RANKING):
            return [self._single(text)]
        found = []
        for part in split_cell(text, source.column.split, self._known):
            meant = source.values.get(fold(part), part)
            choice = self._own_words(meant)
            found.append(self._single(choice[0] if choice else meant))
        return [code for code in found if code]

    def words_in(self, text: str, source: Source) -> list[str]:
        """The own words in the brackets behind choices: „Other (a swimming pool)”."""
        if not self._question.other or self._question.type not in (QuestionType.MULTI, QuestionType.SINGLE) or "(" not in text:
            return []
        several = self._question.type is QuestionType.MULTI
        parts = split_cell(text, source.column.split, self._known) if several else [text]
        return [choice[1] for part in parts if (choice := self._own_words(part))]

    def one(self, text: str) -> str:
        """The code of the choice that the whole cell names; empty where it names none."""
        return self._codes.get(fold(text)) or self._spellings.get(spelled_plainly(text), "")

    def says_nothing(self, text: str) -> bool:
        """Whether the cell says that there is no answer."""
        return fold(text) in NO_VALUE and fold(text) not in self._known

    def is_tick(self, text: str) -> bool:
        """Whether what stands beside the choices only says that own words were given, or not."""
        return self._question.type is QuestionType.MULTI and fold(text) in {"0", "false"}

    def _own_words(self, text: str) -> tuple[str, str] | None:
        if not self._question.other or fold(text) in self._known or not (found := _WITH_WORDS.fullmatch(text)):
            return None
        choice = found["choice"]
        if fold(choice) in OTHER_WORDS:
            return OTHER, found["words"]
        known = fold(choice) in self._known and self._question.type is QuestionType.MULTI
        return (choice, found["words"]) if known else None

    def _single(self, text: str) -> str:
        folded = fold(text)
        if folded in self._known:
            return text
        if self._question.other:
            if folded in (NAMED_OTHER, OTHER):
                return OTHER
            own = self._own_words(text)
            if own:
                return own[0]
        if self._question.type is QuestionType.YESNO and folded in TICKED | NOT_TICKED:
            return "yes" if folded in TICKED else "no"
        trimmed = text.strip(" ,;")
        if fold(trimmed) in self._known:
            return trimmed
        return text if self._question.other else self._spellings.get(spelled_plainly(text), text)


def ticked(text: str, source: Source, question: Question) -> bool:
    """Whether a cell says that the choice of its column was taken. Raises CellFault where it says neither yes nor no."""
    choice = question.choice(source.target.choice)
    names = {fold(label) for label in (choice.code, *choice.label.values())} if choice else {OTHER, *OTHER_WORDS}
    if fold(text) in TICKED or fold(text) in names:
        return True
    if fold(text) in NOT_TICKED:
        return False
    raise CellFault(source, _("{answer} says neither yes nor no").format(answer=told(text)), _("write 1 or 0"))


def plain_value(text: str, source: Source, question: Question) -> list[str]:
    """A figure, a day or a text as its question takes it. Raises CellFault where a day is not in the form of its column."""
    form = source.column.form
    if question.type in (QuestionType.NUMBER, QuestionType.ALLOCATION):
        if fold(text) in NO_VALUE:
            return []
        return [_of_hundred(text) if form == PERCENT else without_thousands(text, form)]
    if question.type is QuestionType.DATE:
        if fold(text) in NO_VALUE:
            return []
        if source.typed and (day := day_of_serial(text)):
            return [day.isoformat()]
        if form and reason_in(text) not in question.reasons:
            day = read_day(text, form)
            if day is None:
                shown = "43895" if form == EXCEL else form
                fault = _("{answer} is not a date written as {form}").format(answer=told(text), form=shown)
                raise CellFault(source, fault, _("correct the cell, or “format” in the mapping"))
            return [day.isoformat()]
    return [text]


def _of_hundred(text: str) -> str:
    """0.45 as 45; anything that is no figure, and what is written with a sign of per cent, as it is."""
    try:
        return f"{(Decimal(repr(read_number(text))) * 100).normalize():f}"
    except Refused:
        return text


def _codes(question: Question) -> dict[str, str]:
    """Code or label, folded → code; labels that two choices share lead nowhere."""
    return _sure((fold(label), choice.code) for choice in question.choices for label in (choice.code, *choice.label.values()))


def _spellings(question: Question) -> dict[str, str]:
    """Hasty spelling → code; spellings that two choices share lead nowhere."""
    return _sure((spelled_plainly(label), choice.code) for choice in question.choices for label in choice.label.values())


def _sure(pairs: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, code in pairs:  # type: ignore[attr-defined]
        found[name] = "" if found.get(name, code) != code else code
    return {name: code for name, code in found.items() if code}
