"""What some respondents were shown otherwise than the newest version of a survey shows it: choices not on offer, other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from consult.analysis.privacy import mask_personal
from consult.i18n import text_in
from consult.model.piping import piped
from consult.model.question import MADE_OF_PARTS, Question, QuestionType, Texts
from consult.model.question_results import (
    EarlierWording,
    FiguresTable,
    PartlyOffered,
    QuestionResult,
    RepeatResult,
    Result,
    choices_in,
)
from consult.model.response import Response
from consult.model.versions.history import History
from consult.model.versions.offers import asked_there, choice_now, code_now, on_offer
from consult.model.versions.rewording import Names, same_wording

_As = tuple[int, frozenset[str]]
"""The version of a response, and the codes that a question had there: several where it was merged."""


@dataclass(frozen=True)
class ShownOtherwise:
    """Compares what respondents of older versions were shown with the newest version."""

    past: History
    language: str
    asked_as: Mapping[str, Mapping[str, _As]]
    """Code of a question → id of a response → as what it was asked there; older versions only."""
    _labels: dict[tuple[int, str, str], Mapping[str, Texts]] = field(default_factory=dict, repr=False)

    def told(self, result: QuestionResult, ids: Iterable[str]) -> QuestionResult:
        """`result` with its notes; `ids` are those of the responses that were asked the question."""
        here = self.asked_as.get(result.code)
        question = self.past.survey.question(result.code)
        if not here or not question:
            return result
        newest = (self.past.latest.version, frozenset({result.code}))
        ways = Counter(here.get(id_, newest) for id_ in ids)
        found = replace(result, earlier=tuple(self._earlier(question, ways)), offered=self._offered(question, result, ways))
        return replace(found, result=self._with_parts(question, found.result, ways))

    def _with_parts(self, question: Question, result: Result, ways: Counter[_As]) -> Result:
        """The results of columns and fields with their notes."""
        match result:
            case RepeatResult():
                return replace(result, fields=tuple(self._part(question, one, ways) for one in result.fields))
            case FiguresTable():
                return replace(result, others=tuple(self._part(question, one, ways) for one in result.others))
            case _:
                return result

    def _part(self, question: Question, part: QuestionResult, ways: Counter[_As]) -> QuestionResult:
        return replace(part, offered=self._offered(question, part, ways, part.code))

    def _offered(
        self, question: Question, result: QuestionResult, ways: Counter[_As], part: str = ""
    ) -> tuple[PartlyOffered, ...]:
        """The choices in the result that some of those who were asked were not offered."""
        there = {way: on_offer(self.past, *way, part) for way in ways}
        asked_in = self.past.asked(question.code)
        by_version = {n: on_offer(self.past, n, self._sources(question.code, n), part) for n in asked_in}
        asking = question.part(part) if part else question
        # A filter may leave a choice out besides, and a repeat counts times, not responses.
        counts = bool(asking) and not (asking and asking.choices_if) and not (part and question.type is QuestionType.REPEAT)
        found = []
        for code, label in choices_in(result.result).items():
            could = sum(count for way, count in ways.items() if code in there[way])
            if could < ways.total() and any(code in codes for codes in by_version.values()):
                versions = tuple(n for n in asked_in if code in by_version[n])
                found.append(PartlyOffered(label, versions, asked_in, could if counts else None, ways.total()))
        return tuple(found)

    def _sources(self, code: str, version: int) -> frozenset[str]:
        return frozenset(old for number, old in self.past.places(code) if number == version)

    def _earlier(self, question: Question, ways: Counter[_As]) -> Iterator[EarlierWording]:
        """The question and what it offers, wherever some were shown other words."""
        yield from self._reworded(question.label, ways, lambda version, old: old.label, choice=False)
        for choice in question.choices:
            yield from self._reworded(choice.label, ways, self._label_of(choice.code, "choices"), choice=True)
        for row in question.rows:
            yield from self._reworded(row.label, ways, self._label_of(row.code, "rows"), choice=True)
        if question.type in MADE_OF_PARTS:
            for part in question.parts:
                yield from self._reworded(part.label, ways, self._label_of(part.code, "parts"), choice=True)

    def _label_of(self, code: str, place: str) -> Callable[[int, Question], Texts | None]:
        """The words that a version had for what has `code` today; its own code goes before what was recoded to it."""

        def found(version: int, old: Question) -> Texts | None:
            key = (version, old.code, place)
            if key not in self._labels:
                self._labels[key] = self._labels_at(version, old, place)
            return self._labels[key].get(code)

        return found

    def _labels_at(self, version: int, old: Question, place: str) -> Mapping[str, Texts]:
        """Code as it is today → the words that it had."""
        found: dict[str, Texts] = {}
        for one in getattr(old, place):
            if place == "choices":
                now = choice_now(self.past, version, old, one)
            else:
                where = {"row" if place == "rows" else "column": one.code}
                now = code_now(self.past, version, old, **where)
            if now == one.code or now not in found:
                found[now] = one.label
        return found

    def _reworded(
        self, now: Texts, ways: Counter[_As], words: Callable[[int, Question], Texts | None], *, choice: bool
    ) -> Iterator[EarlierWording]:
        was: Counter[tuple[int, str]] = Counter()
        shown = 0
        for (version, sources), count in ways.items():
            if version == self.past.latest.version:
                continue
            told = {self._differing(version, now, words(version, old)) for old in asked_there(self.past, version, sources)} - {""}
            shown += count if told else 0
            for text in told:
                was[version, text] += count
        if shown:
            quoted_ = tuple((version, text, count) for (version, text), count in sorted(was.items()))
            yield EarlierWording(_printed(text_in(now, self.language)), choice, shown, ways.total(), quoted_)

    def _differing(self, version: int, now: Texts, then: Texts | None) -> str:
        """The earlier words, in the language of the report where they differ there; empty where they say the same."""
        if not then:
            return ""
        names = Names({one.code: self.past.newest_code(one.code, version) for one in self.past.version(version).questions})
        differing = [one for one in then if one in now and not same_wording(then[one], now[one], names)]
        if not differing:
            return ""
        return _printed(then[self.language if self.language in differing else differing[0]])


def asked_as(past: History, given: Sequence[Response]) -> Mapping[str, Mapping[str, _As]]:
    """As what questions were asked of the responses to older versions; `given` are as they were stored."""
    found: dict[str, dict[str, _As]] = {}
    older = {survey.version for survey in past.versions[:-1]}
    known: dict[_As, _As] = {}
    for response in given:
        if response.version not in older:
            continue
        own: dict[str, set[str]] = {}
        for code in {answer.question for answer in response.answers}:
            own.setdefault(past.newest_code(code, response.version), set()).add(code)
        for code, sources in own.items():
            way = (response.version, frozenset(sources))
            found.setdefault(code, {})[response.id] = known.setdefault(way, way)
    return found


def _printed(words: str) -> str:
    """Words as a report prints them; choices may have been made from what people typed."""
    return mask_personal(piped(words, {}), "[…]")
