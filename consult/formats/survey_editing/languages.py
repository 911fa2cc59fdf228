"""The languages of a survey file: added, taken out with all that is written in them, put in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consult.formats.survey_editing.keys import SURVEY
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.scalars import Word
from consult.formats.survey_editing.splices import Splice, remove_key, set_key
from consult.formats.survey_editing.survey_text import SurveyText

_WORDED = ("title", "intro", "ask", "hint", "unit", "no_opinion")


def with_languages(now: SurveyText, wanted: Sequence[str]) -> SurveyText:
    """The text in these languages and in this order. What stood in one that goes, goes; the first of before has to stay.

    A text without a language is in the first one: where another one becomes that, it gets its language written beside it.
    """
    first = now.languages[0]
    for gone in now.languages:
        if gone not in wanted:
            now = _without(now, gone)
    if wanted[0] != first:
        now = now.changed(_named(now, first))
    assert now.root is not None
    return now.changed([set_key(now.text, now.root, "languages", [Word(language) for language in wanted], SURVEY)])


def _worded(now: SurveyText) -> Iterator[tuple[Part, str]]:
    """Where texts stand: the mapping and its key; no key for a choice that has its languages as keys."""
    for spot in now.spots.values():
        yield from ((spot.part, key) for key in _WORDED if spot.kind != "list" and key in spot.part.mapping)
        labels, checks = spot.part.get("labels"), spot.part.get("check")
        if labels:
            yield from ((labels, point) for point in labels.mapping)
        yield from ((check, "say") for check in (checks.sequence if checks else ()) if "say" in check.mapping)
        for offered in (spot.part,) if spot.kind == "list" else map(spot.part.get, ("choices", "rows", "sides")):
            yield from ((one, "label" if "label" in one.mapping else "") for one in (offered.sequence if offered else ()))


def _named(now: SurveyText, language: str) -> Iterator[Splice]:
    """The changes that write the language beside every text that has none."""
    for owner, key in _worded(now):
        if key and owner.mapping[key].text:
            yield set_key(now.text, owner, key, {language: owner.mapping[key].text})


def _without(now: SurveyText, language: str) -> SurveyText:
    found = [(owner, key, owner.mapping[key] if key else owner) for owner, key in _worded(now)]
    several = [texts for _owner, _key, texts in found if language in texts.mapping and len(texts.mapping) > 1]
    now = now.changed(remove_key(now.text, texts, language) for texts in several)
    while alone := next(_alone(now, language), None):  # one by one: neighbours in brackets share their comma
        now = now.changed([remove_key(now.text, *alone)])
    return now


def _alone(now: SurveyText, language: str) -> Iterator[tuple[Part, str]]:
    """Texts that are in this language only."""
    return ((owner, key) for owner, key in _worded(now) if key and [*owner.mapping[key].mapping] == [language])
