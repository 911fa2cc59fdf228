"""The way out beside a scale, which a survey file may only say to be there, with „yes” in the place of its wording."""

from __future__ import annotations

from consult.formats.choices_yaml import no_opinion_label
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.survey_text import texts_of
from consult.formats.yaml_text import NO, YES

KEY = "no_opinion"


def only_said(part: Part | None) -> bool:
    """Whether the file says that there is one, or that there is none, and not how it reads."""
    return part is not None and isinstance(part.value, str) and part.text.strip().lower() in YES | NO


def wording(part: Part | None, languages: tuple[str, ...]) -> dict[str, str]:
    """How it reads, language → text, also where the file only says that it is there; nothing where there is none."""
    if part is None or not only_said(part):
        return texts_of(part, languages)
    return no_opinion_label(languages) if part.text.strip().lower() in YES else {}


def worded(part: Part | None, wanted: dict[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    """What is to be written where `wanted` is typed into the wording; nothing where it is as it was.

    Where one wording is taken out of those that the file does not write, the way out itself goes.
    """
    if not only_said(part):
        return wanted
    before = wording(part, languages)
    now = before | wanted
    if now == before:
        return {}
    gone = any(before.get(language) and not text for language, text in wanted.items())
    return dict.fromkeys(languages, "") if gone else {language: now.get(language, "") for language in languages}
