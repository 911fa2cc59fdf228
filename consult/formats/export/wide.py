"""Packed responses to the rows of the wide table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from consult.formats.export.guarding import NOT_ASKED, UNANSWERED, guard, guard_beside_figures, guard_code
from consult.formats.export.variables import META, Kind, Variable, meta_columns
from consult.model.packed_answers import BETWEEN, INSIDE, NEXT, REASON, TEXT, WORDS, Packed, parts_of
from consult.model.question import OTHER
from consult.model.survey import Survey

_Spread = Callable[[tuple[str, ...]], list[str]]
_MOST_LAYOUTS = 20_000
_FRACTION = re.compile(r"-?\d+\.\d+(e[+-]\d+)?", re.ASCII)
_VERSION, _CHANNEL = META.index("version"), META.index("channel")
_TYPED = ("wave", "respondent", "source_key", "paper_batch", "paper_number")
_BLANK_AT, _NOT_ASKED_AT = -2, -1  # what stands behind the values of each response
Withheld = Callable[[str, str], Sequence[int]]
"""Version and channel of a response → the places, among the variables, of choices that it was not offered."""


def nothing_withheld(_version: str, _channel: str) -> Sequence[int]:
    """All choices were offered to all."""
    return ()


@dataclass(frozen=True, slots=True)
class Style:
    """How cells are written."""

    formulas: bool = True
    """Whether texts that a spreadsheet would take for formulas are guarded."""
    decimal: str = "."
    labels: str | None = None
    """The language whose labels stand for the codes of choices."""


@dataclass(slots=True)
class _Layout:
    """Where the values of responses with the same places go."""

    count: int
    pick: Callable[[list[str]], Sequence[str]]
    gaps: bool
    multis: list[tuple[int, int, int, int, _Spread]] = field(default_factory=list)
    """First and last column, first and last value, and what makes the ones of the others."""


class WideTable:
    """Makes rows. `unknown` fills with the places and codes that have no column; rows are whole where it stays empty.

    `withheld` says which columns speak of a choice that a response, by its version and channel, was not offered.
    """

    def __init__(
        self,
        survey: Survey,
        variables: Sequence[Variable],
        style: Style | None = None,
        *,
        paper: bool = False,
        withheld: Withheld = nothing_withheld,
    ):
        self.style = style or Style()
        self.variables = list(variables)
        first = meta_columns(survey, paper=paper)
        self.header = first + [variable.name for variable in self.variables]
        self.unknown: set[str] = set()
        self._withheld = withheld
        self._meta = [META.index(name) for name in first]
        self._typed = [at for at, name in enumerate(first) if name in _TYPED]
        self._layouts: dict[str, _Layout] = {}
        self._compile()

    def _compile(self) -> None:
        numbered = list(enumerate(self.variables))
        self._known = {variable.place for variable in self.variables} | {
            variable.question.code for variable in self.variables if variable.kind is Kind.RANK and variable.question
        }
        self._texts = [at for at, variable in numbered if variable.kind in (Kind.TEXT, Kind.DATE)]
        self._mixed = [at for at, variable in numbered if variable.kind in (Kind.COMPUTED, Kind.UNKNOWN)]
        self._pairs = [(at, self.variables[at - 1]) for at, variable in numbered if variable.kind is Kind.OWN_WORDS]
        self._files = [at for at, variable in numbered if variable.kind is Kind.SHA256]
        self._numbers = [at for at, v in numbered if v.kind in (Kind.NUMBER, Kind.COMPUTED) and self.style.decimal != "."]
        renamed = [(at, self._names(v)) for at, v in numbered if v.kind is Kind.CODE]
        self._renamed = [(at, names) for at, names in renamed if names]
        self._multis = [(start, end, self._spread(start, end)) for start, end in _runs(self.variables)]

    def rows(self, responses: Iterable[Packed]) -> Iterator[list[str]]:
        """One row a response."""
        layouts, meta = self._layouts, self._meta
        for response in responses:
            places, _between, values = response[-1].partition(BETWEEN)
            layout = layouts.get(places) or self._layout(places)
            found = values.split(NEXT)
            assert len(found) == layout.count
            found += ("", REASON + NOT_ASKED)
            cells = list(layout.pick(found))
            for at, names in self._renamed:
                cells[at] = names.get(cells[at], cells[at])
            if layout.gaps or REASON in values:
                cells = [cell[1:] if cell[:1] == REASON else cell for cell in cells]
            if self._pairs or self._files:
                self._write_pairs(cells)
            if TEXT in values:
                self._write_texts(cells)
            if self._numbers:
                self._write_decimals(cells)
            for start, end, first, last, spread in layout.multis:
                cells[start:end] = spread(tuple(found[first:last]))
            for at in self._withheld(response[_VERSION], response[_CHANNEL]):
                if cells[at] == "0" or cells[at] in UNANSWERED:
                    cells[at] = NOT_ASKED
            head = [response[at] for at in meta]
            self._guard_head(head)
            yield head + cells

    def _guard_head(self, head: list[str]) -> None:
        """Waves, register codes, keys of foreign tables and numbers on paper were typed too."""
        for at in self._typed:
            if head[at]:
                head[at] = guard(head[at], formulas=self.style.formulas)

    def _write_texts(self, cells: list[str]) -> None:
        formulas = self.style.formulas
        for at in self._texts:
            cell = cells[at]
            if cell[:1] == TEXT:
                cells[at] = guard(cell[1:], formulas=formulas)
        for at in self._mixed:
            if cells[at][:1] == TEXT:
                cells[at] = guard_beside_figures(cells[at][1:], formulas=formulas)

    def _write_pairs(self, cells: list[str]) -> None:
        """A code with own words, and a file with its name, are two columns each."""
        for at, owner in self._pairs:
            value, mark, words = cells[at].partition(WORDS)
            if mark:
                code = "" if owner.kind is Kind.NUMBER else self._code(owner, value)
                cells[at - 1], cells[at] = code, guard(words, formulas=self.style.formulas)
            else:
                cells[at] = value if value == NOT_ASKED else ""
        for at in self._files:
            sha256, mark, name = cells[at].partition(WORDS)
            if mark:
                cells[at - 1], cells[at] = guard(name, formulas=self.style.formulas), sha256
            elif cells[at] not in UNANSWERED:
                cells[at - 1] = ""
            else:
                cells[at] = sha256 if sha256 == NOT_ASKED else ""

    def _write_decimals(self, cells: list[str]) -> None:
        for at in self._numbers:
            if "." in cells[at] and _FRACTION.fullmatch(cells[at]):
                cells[at] = cells[at].replace(".", self.style.decimal)

    def _names(self, variable: Variable) -> dict[str, str]:
        """What stands in the cell for each code that does not stand there as it is."""
        choices = variable.asked.choices if variable.asked else ()
        names = {choice.code: self._code(variable, choice.code) for choice in choices}
        if variable.asked and variable.asked.other:
            names[OTHER] = self._code(variable, OTHER)
        return {code: name for code, name in names.items() if code != name}

    def _code(self, variable: Variable, code: str) -> str:
        choice = variable.asked.choice(code) if variable.asked else None
        if self.style.labels is not None and choice:
            return guard(choice.label_in(self.style.labels), formulas=self.style.formulas)
        return guard_code(code, formulas=self.style.formulas)

    def _layout(self, places: str) -> _Layout:
        keys = places.split(NEXT)
        first: dict[str, int] = {}
        for at, key in enumerate(keys):
            first.setdefault(key, at)
        if places:
            self.unknown.update(first.keys() - self._known)
        where = [self._where(variable, first) for variable in self.variables]
        multis = []
        for start, end, spread in self._multis:
            key = self.variables[start].place
            if key in first:
                multis.append((start, end, first[key], first[key] + keys.count(key), spread))
        layout = _Layout(len(keys), _picker(where), _NOT_ASKED_AT in where, multis)
        if len(self._layouts) < _MOST_LAYOUTS:
            self._layouts[places] = layout
        return layout

    def _where(self, variable: Variable, first: Mapping[str, int]) -> int:
        """Which value the column shows."""
        if variable.kind is Kind.RANK and variable.place not in first:
            question = parts_of(variable.place)[0]
            ranked = any(key.startswith(question + INSIDE) for key in first)
            return _BLANK_AT if ranked else first.get(question, _NOT_ASKED_AT)
        return first.get(variable.place, _NOT_ASKED_AT)

    def _spread(self, start: int, end: int) -> _Spread:
        """What makes the cells of a multi of the values that it has in one response."""
        columns = self.variables[start:end]
        codes = [variable.choice.code if variable.choice else OTHER for variable in columns]
        seen: dict[tuple[str, ...], list[str]] = {}

        def spread(values: tuple[str, ...]) -> list[str]:
            known = seen.get(values)
            if known:
                return known
            if values == ("",) or values[0][:1] == REASON:
                cells = [values[0][1:]] * len(columns)
            else:
                chosen = dict(value.partition(WORDS)[::2] for value in values)
                cells = [self._chosen(v, code, chosen, values) for v, code in zip(columns, codes, strict=True)]
                for code in chosen.keys() - set(codes):
                    self.unknown.add(columns[0].place + WORDS + code)
            if len(seen) < _MOST_LAYOUTS and not any(WORDS in value for value in values):
                seen[values] = cells
            return cells

        return spread

    def _chosen(self, variable: Variable, code: str, chosen: Mapping[str, str], values: Sequence[str]) -> str:
        if variable.kind is Kind.CHOSEN:
            return "1" if code in chosen else "0"
        if OTHER not in chosen:
            return ""
        return guard_beside_figures(chosen[OTHER], formulas=self.style.formulas) if OTHER not in values else "1"


def _picker(where: Sequence[int]) -> Callable[[list[str]], Sequence[str]]:
    if len(where) > 1:
        return itemgetter(*where)
    return lambda values: [values[at] for at in where]


def _runs(variables: Sequence[Variable]) -> Iterator[tuple[int, int]]:
    """First and last column of each multi."""
    start = 0
    for at in range(1, len(variables) + 1):
        if at == len(variables) or variables[at].place != variables[start].place or not _is_multi(variables[at]):
            if _is_multi(variables[start]):
                yield start, at
            start = at


def _is_multi(variable: Variable) -> bool:
    return variable.kind in (Kind.CHOSEN, Kind.CHOSEN_WORDS)
