"""How complete the languages of a survey are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult.model.question import Question, Texts
from consult.model.survey import Survey


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the texts of a survey one language has, and where they are missing."""

    language: str
    there: int
    texts: int
    missing: tuple[str, ...]
    """Places such as `title`, `needs.ask`, `needs.home` (a choice), in the order of the survey."""


def completeness(survey: Survey) -> tuple[Completeness, ...]:
    """For each language of the survey, how many of the texts that any language has it has too."""
    texts = {place: text for place, text in survey_texts(survey) if any(map(has_words, text.values()))}
    found = []
    for language in survey.languages:
        missing = tuple(place for place, text in texts.items() if not text.get(language))
        found.append(Completeness(language, len(texts) - len(missing), len(texts), missing))
    return tuple(found)


def survey_texts(survey: Survey) -> Iterator[tuple[str, Texts]]:
    """Every text of a survey with its place, in the order of the survey."""
    yield "title", survey.title
    yield "intro", survey.intro
    for page in survey.pages:
        yield f"{page.code}.title", page.title
        for question in page.questions:
            yield from _texts_of(question.code, question)


def _texts_of(place: str, question: Question) -> Iterator[tuple[str, Texts]]:
    yield f"{place}.ask", question.label
    yield f"{place}.hint", question.hint
    yield f"{place}.unit", question.unit
    for choice in (*question.choices, *question.rows, *question.sides):
        yield f"{place}.{choice.code}", choice.label
    for n, check in enumerate(question.checks, 1):
        yield f"{place}.check {n}", check.say
    for part in question.parts:
        yield from _texts_of(f"{place}.{part.code}", part)


def has_words(text: str) -> bool:
    """Whether there is anything to translate: „2026” and „%” are the same everywhere."""
    return any(letter.isalpha() for letter in text)
