"""Wordings as a report shows them: where an earlier answer would stand, there is … instead."""

from __future__ import annotations

from dataclasses import replace

from consult.model.piping import piped
from consult.model.question import Choice, Question, Texts
from consult.model.survey import Page, Survey


def shown(survey: Survey) -> Survey:
    """The survey with every `{code}` in its texts replaced."""
    return replace(survey, title=_texts(survey.title), intro=_texts(survey.intro), pages=tuple(map(_page, survey.pages)))


def _page(page: Page) -> Page:
    return replace(page, title=_texts(page.title), questions=tuple(map(_question, page.questions)))


def _question(question: Question) -> Question:
    return replace(
        question, label=_texts(question.label), hint=_texts(question.hint), choices=tuple(map(_choice, question.choices)),
        rows=tuple(map(_choice, question.rows)), sides=tuple(map(_choice, question.sides)),
        parts=tuple(map(_question, question.parts)),
    )  # fmt: skip


def _choice(choice: Choice) -> Choice:
    return replace(choice, label=_texts(choice.label))


def _texts(texts: Texts) -> Texts:
    return {language: piped(text, {}) for language, text in texts.items()}
