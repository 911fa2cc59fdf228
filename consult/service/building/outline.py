"""The outline of a survey that is being built."""

from __future__ import annotations

from collections import Counter

from consult.formats.survey_editing.survey_text import Spot, SurveyText, texts_of
from consult.i18n import text_in
from consult.service.building.past import Past
from consult.service.building.reading import Reading
from consult.service.building.renames import origin
from consult.service.building.seen import LineKind, OutlineLine
from consult.service.building.words import type_name

_LOGIC = ("show_if", "choices_if", "rows_if", "value", "check")
_DEPTHS = {"survey": 0, "list": 0, "page": 1, "question": 2, "part": 3}


def outline(now: SurveyText, reading: Reading, past: Past) -> tuple[OutlineLine, ...]:
    """The survey, its pages, questions and parts in order, then its lists."""
    at = Counter(problem.place for problem in reading.problems)
    below = _below(now, at)
    spots = [*now.spots.values()]
    ordered = [spot for spot in spots if spot.kind != "list"] + [spot for spot in spots if spot.kind == "list"]
    return tuple(_line(now, spot, at, below, past) for spot in ordered)


def _below(now: SurveyText, at: Counter[str]) -> Counter[str]:
    below: Counter[str] = Counter()
    for spot in now.spots.values():
        inside = spot
        while at[spot.place] and inside.place:
            below[inside.inside] += at[spot.place]
            inside = now.spots[inside.inside]
    return below


def _line(now: SurveyText, spot: Spot, at: Counter[str], below: Counter[str], past: Past) -> OutlineLine:
    labels = texts_of(spot.part.get("ask" if spot.kind in ("question", "part") else "title"), now.languages)
    return OutlineLine(
        kind=LineKind(spot.kind),
        place=spot.place,
        code=spot.code,
        label=text_in(labels, now.languages[0]) if spot.kind != "list" else spot.code,
        labels=labels,
        type=spot.type,
        type_name=type_name(spot.type),
        depth=_DEPTHS[spot.kind],
        problems=at[spot.place],
        problems_below=below[spot.place],
        logic=any(key in spot.part.mapping for key in _LOGIC),
        required=spot.part.text_of("required").lower() in ("yes", "true", "on", "1", "jā"),
        published=spot.kind in ("question", "part") and bool(origin(now, past, spot.place)),
    )
