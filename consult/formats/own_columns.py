"""The columns of a wide table that we wrote, and the answers that their cells hold."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from consult.formats.export.guarding import NOT_ASKED, RESERVED, UNANSWERED, unguarded
from consult.formats.export.variables import Kind, Variable, meta_columns, named, place_in, variables
from consult.formats.own_answers import Misread
from consult.i18n import _, quoted
from consult.model.packed_answers import parts_of
from consult.model.question import OTHER, Question, QuestionType
from consult.model.response import Answer, Missing
from consult.model.survey import Survey
from consult.model.typed_values import fold, storable

_FIGURE = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_INSTANCE = re.compile(r"\.(\d{1,4})\.")
_SHA256 = re.compile(r"[0-9a-f]{64}")

_Column = tuple[int, Variable]
_Reader = Callable[[Sequence[str]], Iterable[Answer]]


class OwnColumns:
    """Reads rows under `header` as answers to `survey`. `foreign` are the columns that are not of this survey."""

    def __init__(self, survey: Survey, header: Sequence[str]):
        self.survey = survey
        self.meta = {name: at for at, name in enumerate(header) if name in {*meta_columns(survey, paper=True), "respondent"}}
        known = {variable.name: variable for variable in variables(survey, _highest(survey, header))}
        found: list[_Column] = []
        self.foreign: list[str] = []
        for at, name in enumerate(header):
            if name in self.meta:
                continue
            where = place_in(name)
            if name in known:
                found.append((at, known[name]))
            elif where and survey.question(parts_of(where)[0]):
                found.append((at, named(where)))
            else:
                self.foreign.append(name)
        self._readers = [_reader(list(columns)) for _key, columns in groupby(sorted(found, key=_place), key=_place)]

    def answers(self, cells: Sequence[str]) -> tuple[Answer, ...]:
        """The answers in one row; raises Misread where a cell cannot be understood."""
        return tuple(answer for reader in self._readers for answer in reader(cells))


def _place(column: _Column) -> str:
    variable = column[1]
    return parts_of(variable.place)[0] if variable.kind is Kind.RANK else variable.place


def _highest(survey: Survey, header: Sequence[str]) -> dict[str, int]:
    """Code of a repeat → the highest instance that the header names."""
    highest: dict[str, int] = {}
    for question in survey.questions:
        if question.type is QuestionType.REPEAT:
            found = (_INSTANCE.match(name, len(question.code)) for name in header if name.startswith(f"{question.code}."))
            highest[question.code] = max((int(match[1]) for match in found if match), default=1)
    return highest


def _reader(columns: list[_Column]) -> _Reader:
    """What reads the columns of one place (of a ranking: of the question)."""
    beside = (Kind.OWN_WORDS, Kind.SHA256)
    at, variable = next(((i, v) for i, v in columns if v.kind not in beside), columns[0])
    words = next((i for i, v in columns if v.kind in beside), -1)
    if variable.kind in (Kind.CHOSEN, Kind.CHOSEN_WORDS):
        return lambda cells: _multi(columns, cells)
    if variable.kind is Kind.RANK:
        return lambda cells: _ranking(columns, cells)
    read = _SINGLE[variable.kind]
    codes = _codes(variable.asked) if variable.kind in (Kind.CODE, Kind.OWN_WORDS) and variable.asked else {}

    def one(cells: Sequence[str]) -> Iterator[Answer]:
        cell, said = cells[at], cells[words] if words >= 0 else ""
        if cell in UNANSWERED and said in UNANSWERED:
            yield from _nothing(variable, cell)
        else:
            yield read(variable, cell, said, codes)

    return one


def _nothing(variable: Variable, word: str) -> Iterator[Answer]:
    if word != NOT_ASKED:
        yield _answer(variable, missing=Missing(word or "blank"))


def _answer(
    variable: Variable, *, row: str = "", code: str | None = None, number: float | None = None, text: str | None = None,
    missing: Missing | None = None,
) -> Answer:  # fmt: skip
    question, own_row, column, instance = parts_of(variable.place)
    own_row = row if variable.kind is Kind.RANK else own_row
    return Answer(question, own_row, code, number, text, missing, column, instance)


def _misread(variable: Variable, cell: str) -> Misread:
    fault = _("{answer} does not fit this column").format(answer=quoted(cell[:60]))
    return Misread(variable.name, fault, _("leave it as it was exported"))


def _text(cell: str) -> str:
    return storable(unguarded(cell))


def _figure(variable: Variable, cell: str) -> float:
    if not _FIGURE.fullmatch(cell) or not math.isfinite(float(cell.replace(",", "."))):
        raise _misread(variable, cell)
    return float(cell.replace(",", "."))


def _codes(asked: Question) -> dict[str, str]:
    """Code or label, as it may stand in a cell → code. A label that two choices share leads nowhere."""
    codes = {choice.code: choice.code for choice in asked.choices}
    labels: dict[str, set[str]] = {}
    for choice in asked.choices:
        for label in choice.label.values():
            labels.setdefault(fold(label), set()).add(choice.code)
    if asked.other:
        codes[OTHER] = OTHER
    return {label: found.pop() for label, found in labels.items() if len(found) == 1} | codes


def _read_code(variable: Variable, cell: str, beside: str, codes: dict[str, str]) -> Answer:
    words = _text(beside) if beside not in UNANSWERED else None
    if cell in UNANSWERED:
        return _answer(variable, code=OTHER, text=words)
    name = unguarded(cell)
    code = codes.get(name) or codes.get(fold(name))
    if code is None:
        raise _misread(variable, cell)
    return _answer(variable, code=code, text=words if code == OTHER else None)


def _read_number(variable: Variable, cell: str, beside: str, _codes: dict[str, str]) -> Answer:
    if cell in UNANSWERED:
        return _answer(variable, code=OTHER, text=_text(beside))
    return _answer(variable, number=_figure(variable, cell))


def _read_text(variable: Variable, cell: str, _beside: str, _codes: dict[str, str]) -> Answer:
    return _answer(variable, text=_text(cell))


def _read_date(variable: Variable, cell: str, _beside: str, _codes: dict[str, str]) -> Answer:
    try:
        return _answer(variable, text=date.fromisoformat(cell).isoformat())
    except ValueError:
        raise _misread(variable, cell) from None


def _read_computed(variable: Variable, cell: str, _beside: str, _codes: dict[str, str]) -> Answer:
    if _FIGURE.fullmatch(cell):
        return _answer(variable, number=_figure(variable, cell))
    return _answer(variable, text=_text(cell))


def _read_file(variable: Variable, cell: str, beside: str, _codes: dict[str, str]) -> Answer:
    if not _SHA256.fullmatch(beside):
        raise _misread(variable, beside or cell)
    return _answer(variable, code=beside, text=_text(cell) if cell else None)


def _read_unknown(variable: Variable, cell: str, _beside: str, _codes: dict[str, str]) -> Answer:
    raise _misread(variable, cell)


_SINGLE: dict[Kind, Callable[[Variable, str, str, dict[str, str]], Answer]] = {
    Kind.CODE: _read_code, Kind.NUMBER: _read_number, Kind.TEXT: _read_text, Kind.DATE: _read_date,
    Kind.COMPUTED: _read_computed, Kind.FILE: _read_file, Kind.SHA256: _read_unknown, Kind.OWN_WORDS: _read_code,
    Kind.UNKNOWN: _read_unknown,
}  # fmt: skip


def _multi(columns: Sequence[_Column], cells: Sequence[str]) -> Iterator[Answer]:
    chosen: list[Answer] = []
    first = columns[0][1]
    for at, variable in columns:
        cell = cells[at]
        if cell in UNANSWERED or (cell == "0" and variable.kind is Kind.CHOSEN):
            continue
        if variable.kind is Kind.CHOSEN_WORDS:
            chosen.append(_answer(variable, code=OTHER, text=None if cell == "1" else _text(cell)))
        elif cell == "1" and variable.choice:
            chosen.append(_answer(variable, code=variable.choice.code))
        else:
            raise _misread(variable, cell)
    yield from chosen or _nothing(first, _reason(columns, cells))


def _ranking(columns: Sequence[_Column], cells: Sequence[str]) -> Iterator[Answer]:
    ranked = [
        _answer(variable, row=variable.choice.code, number=_figure(variable, cells[at]))
        for at, variable in columns
        if cells[at] not in UNANSWERED and variable.choice
    ]
    yield from ranked or _nothing(columns[0][1], _reason(columns, cells))


def _reason(columns: Sequence[_Column], cells: Sequence[str]) -> str:
    """Why none of the columns has an answer; a choice that was not offered says nothing of the others."""
    offered = [cells[at] for at, _variable in columns if cells[at] != NOT_ASKED]
    return next((cell for cell in offered if cell in RESERVED), "") if offered else NOT_ASKED
