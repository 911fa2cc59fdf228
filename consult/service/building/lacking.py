"""Problems of what is not there yet: which property they are about, and what to do, for people who see no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consult.errors import Problem
from consult.formats.survey_editing.survey_text import Spot
from consult.i18n import _, quoted
from consult.service.building.words import wanted


def lacking(problem: Problem, spot: Spot, languages: tuple[str, ...]) -> tuple[str, Problem] | None:
    """The property that a problem misses at a place, and the problem in the words of the builder; None where it misses none."""
    return next(((key, told) for fault, key, told in _known(problem, spot, languages) if fault == problem.fault), None)


def _known(problem: Problem, spot: Spot, languages: tuple[str, ...]) -> Iterator[tuple[str, str, Problem]]:
    offers = _("type them one below the other, paste them, or press F9 for a ready list")
    parts = "columns" if spot.type == "table" else "fields"
    nothing = _("the question {code} asks for nothing").format(code=quoted(spot.code))
    kept = _("press Enter there and choose what it asks for")
    computed = _("write what it is made of")
    yield (fault := _("the question offers no choices")), "choices", Problem(problem.place, fault, offers)
    yield (fault := _("the question has no rows")), "rows", Problem(problem.place, fault, offers)
    yield nothing, parts, replace(problem, fault=_("there is nothing to fill in yet"), way_out=kept)
    yield (fault := _("the question computes nothing")), "value", Problem(problem.place, fault, computed)
    yield (fault := _("the survey asks nothing")), "pages", Problem(problem.place, fault, _("press a and choose what to ask"))
    for key in ("ask", "title", "no_opinion") if languages else ():
        missing = _("{key} is missing in the language {language}").format(key=quoted(key), language=quoted(languages[0]))
        told = _("{what}: nothing is written in the language {language}")
        fault, first = told.format(what=_name(spot, key), language=languages[0].upper()), languages[0].upper()
        way_out = _("write it in {language}; F6 changes the language").format(language=first) if languages[1:] else ""
        yield missing, key, Problem(problem.place, fault, way_out)


def _name(spot: Spot, key: str) -> str:
    try:
        return _(wanted(spot.kind, spot.type, key).name)
    except KeyError:
        return key
