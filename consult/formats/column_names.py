"""What the columns of a table may be called that answers a survey: by our codes, by wordings, and as form tools name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consult.formats.column_forms import CODE, WORDING, names_of
from consult.formats.dialects import eusurvey, kobo, limesurvey_results, polis
from consult.formats.mapping_columns import Column
from consult.model.question import SILENT
from consult.model.survey import Survey
from consult.model.typed_values import fold

_DEEPEST = 3
_MOST_PIPED = 2
_FEWEST_LETTERS = 6
"""So many letters beside earlier answers make a wording known."""
_NUMBERED = re.compile(r"\s*(?:[A-Za-z]{0,4}\d{1,3}[a-z]?(?:\.\d{1,3})*[.:)]|№\s*\d{1,3}\.?)\s+(?=\S)")
_MARKED = re.compile(r"(.*\S)\s*[*:]+")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name may mean, and how sure that is."""

    score: int
    column: Column


class Names:
    """All names of the places of a survey."""

    def __init__(self, survey: Survey, tool: str = ""):
        """`tool` is the form tool that named the columns, where it is known."""
        self._tool = tool
        self._repeats = kobo.repeats_by_name(survey)
        self._named: dict[str, list[Named]] = {}
        self._piped: dict[str, list[tuple[re.Pattern[str], Named]]] = {}
        for question in survey.questions:
            if question.type not in SILENT:
                for name, column, score in names_of(question):
                    self._add(name, column, score)
        for name, column in limesurvey_results.named(survey, exported=tool == "limesurvey"):
            self._add(name, column, CODE)
        for name, column in polis.named(survey) if tool == "polis" else ():
            self._add(name, column, CODE)

    def _add(self, name: str, column: Column, score: int) -> None:
        named, folded = Named(score, column), fold(name)
        if "{" in folded and len(re.sub(r"\{[^{}]*\}", "", folded)) >= _FEWEST_LETTERS:
            beginning = folded.partition("{")[0][:_FEWEST_LETTERS]
            if len(beginning) < _FEWEST_LETTERS:
                beginning = ""
            self._piped.setdefault(beginning, []).append((_pattern(folded), named))
        known = self._named.setdefault(folded, [])
        alike = next((other for other in known if place_of(other.column) == place_of(column)), None)
        if alike is None:
            known.append(named)
        elif alike.score < score:
            known[known.index(alike)] = replace(named, column=replace(column, values=column.values or alike.column.values))
        elif column.values and not alike.column.values:
            known[known.index(alike)] = replace(alike, column=replace(alike.column, values=column.values))

    def known(self, header: str) -> bool:
        """Whether a header names a place for sure."""
        return self.best(header) is not None

    def best(self, header: str) -> Column | None:
        """The one place that a header most surely names; None where there is none, or several."""
        found = self.candidates(header)
        return found[0].column if found and (len(found) == 1 or found[0].score > found[1].score) else None

    def candidates(self, header: str) -> list[Named]:
        """What a header may mean, the surest first."""
        found: dict[tuple[object, ...], Named] = {}
        for variant in _variants(kobo.with_code(header, self._repeats), self._tool):
            for named in self._meanings(variant.text, piped=variant.cost <= _MOST_PIPED):
                if variant.codes_only and named.score < CODE:
                    continue
                place, score = place_of(named.column), named.score - variant.cost
                if place not in found or found[place].score < score:
                    found[place] = Named(score, named.column)
        return sorted(found.values(), key=lambda named: -named.score)

    def _meanings(self, name: str, *, piped: bool) -> Iterable[Named]:
        if name in self._named or not piped:
            return self._named.get(name, ())
        likely = (*self._piped.get(name[:_FEWEST_LETTERS], ()), *self._piped.get("", ()))
        return [named for pattern, named in likely if pattern.fullmatch(name)]

    def __iter__(self) -> Iterator[tuple[str, Column]]:
        """Names in words and what they mean, where they mean one thing."""
        return ((name, found[0].column) for name, found in self._named.items() if len(found) == 1 and found[0].score == WORDING)


def place_of(column: Column) -> tuple[object, ...]:
    """What tells one place from another."""
    return (column.question, column.row, column.part, column.instance, column.choice, column.rank, column.words)


def _pattern(name: str) -> re.Pattern[str]:
    """A wording with earlier answers in it fits whatever stands in their place."""
    return re.compile(".*".join(re.escape(text) for text in re.split(r"\{[^{}]*\}", name)), re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Variant:
    """A header, or what is left of it without marks, numbers, names of groups and codes."""

    text: str
    cost: int = 0
    """How much less sure it is."""
    codes_only: bool = False
    """Whether it means something only where it is a form of codes."""


def _variants(header: str, tool: str) -> Iterable[_Variant]:
    """The header as it is, folded, and all that is left of it step by step; of equal texts the surest."""
    found = {fold(header): _Variant(fold(header))}
    rest = [_Variant(header)]
    for _depth in range(_DEEPEST):
        rest = [
            _Variant(shorter, variant.cost + cost, codes_only)
            for variant in rest
            for shorter, cost, codes_only in _shorter(variant.text, tool)
            if shorter
        ]
        for variant in rest:
            text = fold(variant.text)
            if text not in found or variant.cost < found[text].cost:
                found[text] = replace(variant, text=text)
    return found.values()


def _shorter(header: str, tool: str) -> Iterator[tuple[str, int, bool]]:
    """What is left of a header in one step, how much less sure it is, and whether it must be a form of codes."""
    marked, numbered = _MARKED.fullmatch(header), _NUMBERED.match(header)
    if marked:
        yield marked[1], 1, False
    if numbered:
        yield header[numbered.end() :], 2, False
    code, text = limesurvey_results.parts_of_heading(header)
    if code:
        yield code, 1, True
        if tool == "limesurvey" or re.search(r"[\d_\[]", code):
            yield text, 4, False
    yield from ((text, 3, False) for text in kobo.without_group(header, labels=tool == "kobo"))
    if tool == "kobo":
        yield from ((text, 3, True) for text in kobo.without_hyphened_group(header))
    name, title = eusurvey.parts_of_title(header)
    yield name, 3, True
    if tool == "eusurvey":
        yield title, 3, False
        yield eusurvey.without_shortnames(header), 3, False
    topic, between, question = header.partition(" - ")
    if between and topic == question:
        yield topic, 2, False
