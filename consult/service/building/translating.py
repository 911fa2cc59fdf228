"""All texts of a survey beside their translations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from consult.formats.survey_editing import offers
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.survey_text import Spot, SurveyText, texts_of
from consult.i18n import N_, _
from consult.model.versions.stale_translations import Stale
from consult.service.building import no_opinion
from consult.service.building.seen import Translated, Translation
from consult.service.confirmed_texts import Pair

_NAMES = {
    "title": N_("title"), "intro": N_("introduction"), "ask": N_("wording"), "hint": N_("hint"), "unit": N_("unit"),
    "no_opinion": N_("no opinion"), "labels": N_("name of a point"), "choices": N_("choice"), "rows": N_("row"),
    "sides": N_("side"), "check": N_("what a check says"),
}  # fmt: skip


def translated(now: SurveyText, language: str, stale: Mapping[Pair, Stale], fine: Collection[Pair] = ()) -> Translated:
    """Every text that has words, in the order of the survey. The texts of list files are not among them.

    `stale` are the translations that were left while their text changed, `fine` those of them that a person found right.
    """
    found = []
    for place, key, of, texts in _texts(now):
        source = next((one for one in now.languages if one != language and texts.get(one)), language)
        text = texts.get(source, "")
        if any(letter.isalpha() for letter in "".join(texts.values())):
            own = texts.get(language, "")
            doubt = stale.get((language, text, own)) if source == now.languages[0] else None
            seen = (language, text, own) in fine
            before = doubt.before if doubt else ""
            found.append(
                Translation(
                    place, key, of, _(_NAMES[key]), text, source, own, not own,
                    bool(doubt) and not seen, bool(doubt) and seen, before,
                )
            )  # fmt: skip
    return Translated(language, tuple(found))


def _texts(now: SurveyText) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for spot in now.spots.values():
        if spot.kind == "list":
            yield from _of_choices(now, spot, "choices", spot.part)
            continue
        for key in ("title", "intro", "ask", "hint", "unit", "no_opinion"):
            if key in spot.part.mapping and not (key == no_opinion.KEY and no_opinion.only_said(spot.part.mapping[key])):
                yield spot.place, key, "", texts_of(spot.part.mapping[key], now.languages)
        labels = spot.part.get("labels")
        for point, child in labels.mapping.items() if labels else ():
            yield spot.place, "labels", point, texts_of(child, now.languages)
        for key in ("choices", "rows", "sides"):
            yield from _of_choices(now, spot, key, spot.part.get(key))
        checks = spot.part.get("check")
        for n, check in enumerate(checks.sequence if checks else ()):
            if "say" in check.mapping:
                yield spot.place, "check", str(n), texts_of(check.mapping["say"], now.languages)


def _of_choices(now: SurveyText, spot: Spot, key: str, part: Part | None) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for choice in part.sequence if part else ():
        yield spot.place, key, choice.text_of("code"), offers.labels_of(choice, now.languages)
