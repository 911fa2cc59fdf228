"""Translations that were left as they were while the text that they translate changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult.model.question import Question, Texts
from consult.model.survey import Survey
from consult.model.translations import has_words, survey_texts
from consult.model.versions.migration_resolving import resolved
from consult.model.versions.migration_steps import CHOICES, PARTS, ROWS, SIDES, Ending, Fate
from consult.model.versions.rewording import Names, same_wording

_Codes = Mapping[str, Mapping[str, str]]
"""Where in a question → old code → new code."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A translation that is as it was published, of a text that is not."""

    place: str
    """As in Completeness: `title`, `needs.ask`, `needs.home` (a choice)."""
    language: str
    source: str
    """The text in the first language as it is now."""
    text: str
    """The translation."""
    before: str
    """What it was the translation of."""
    other: bool = False
    """True where the question asks something else now: then the translation still asks what was asked before."""

    @property
    def pair(self) -> tuple[str, str, str]:
        """Language, text and translation: what a person looks over."""
        return self.language, self.source, self.text


def stale(old: Survey, new: Survey) -> tuple[Stale, ...]:
    """The translations of `new` to be looked over, in its order: unchanged since `old` where the first language changed.

    Capitals, spaces and punctuation do not count as a change. A text that stood beside the same translation anywhere in `old` is
    no matter of doubt.
    """
    first = new.languages[0]
    known = {(language, texts.get(first), text) for _place, texts in survey_texts(old) for language, text in texts.items()}
    found: dict[tuple[str, str], Stale] = {}
    fates = resolved(old, new).fates.values()
    names = Names({fate.question.code: fate.code for fate in fates if fate.question.code != fate.code})
    for place, before, now, other in _pairs(old, new, tuple(fates)):
        was, source = before.get(first, ""), now.get(first, "")
        if not was or not source or same_wording(was, source, names):
            continue
        for language in new.languages[1:]:
            text = now.get(language, "")
            if text == before.get(language) and has_words(text) and (language, source, text) not in known:
                found.setdefault((place, language), Stale(place, language, source, text, was, other))
    order = {place: n for n, (place, _texts) in enumerate(survey_texts(new))}
    return tuple(sorted(found.values(), key=lambda one: (new.languages.index(one.language), order.get(one.place, 0))))


_Pair = tuple[str, Texts, Texts, bool]


def _pairs(old: Survey, new: Survey, fates: tuple[Fate, ...]) -> Iterator[_Pair]:
    """Each text of `new` that was there before: its place, what it was, what it is, whether it is about something else."""
    yield "title", old.title, new.title, False
    yield "intro", old.intro, new.intro, False
    pages = {page.code: page for page in old.pages}
    for page in new.pages:
        if page.code in pages:
            yield f"{page.code}.title", pages[page.code].title, page.title, False
    kept = {fate.code for fate in fates if fate.ending is not Ending.RETIRED}
    fresh = [question for question in new.questions if question.code not in kept]
    for fate in fates:
        now = new.question(fate.code) if fate.ending in (Ending.KEPT, Ending.RENAMED) else None
        if now is not None:
            yield from _of_question(now.code, fate.question, now, fate.codes)
            yield from _of_parts_anew(fate, now)
        elif fate.ending is Ending.RETIRED:
            for question in fresh:
                for place, before, after, _other in _of_question(question.code, fate.question, question, {}):
                    yield place, before, after, True


def _of_parts_anew(fate: Fate, now: Question) -> Iterator[_Pair]:
    """What took the place of columns and fields that are asked no more."""
    kept = {fate.codes.get(PARTS, {}).get(part.code, part.code) for part in fate.question.parts if part.code not in fate.retired}
    for part in fate.question.parts:
        for new in now.parts if part.code in fate.retired else ():
            if new.code not in kept:
                for place, before, after, _other in _of_question(f"{now.code}.{new.code}", part, new, {}):
                    yield place, before, after, True


def _of_question(place: str, old: Question, new: Question, codes: _Codes, inside: str = "") -> Iterator[_Pair]:
    yield f"{place}.ask", old.label, new.label, False
    yield f"{place}.hint", old.hint, new.hint, False
    yield f"{place}.unit", old.unit, new.unit, False
    for where in (CHOICES, ROWS, SIDES):
        now = {choice.code: choice for choice in getattr(new, where)}
        moved = codes.get(f"parts.{inside}" if inside and where == CHOICES else where, {})
        for choice in getattr(old, where):
            code = choice.code if inside and where != CHOICES else moved.get(choice.code, choice.code)
            if code in now:
                yield f"{place}.{code}", choice.label, now[code].label, False
    for n, (was, now_says) in enumerate(zip(old.checks, new.checks, strict=False), 1):
        if was.must == now_says.must:
            yield f"{place}.check {n}", was.say, now_says.say, False
    for part in old.parts:
        one = new.part(codes.get(PARTS, {}).get(part.code, part.code))
        if one is not None:
            yield from _of_question(f"{place}.{one.code}", part, one, codes, part.code)
