"""What the fields of a place of the survey may know of the rest of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from consult.errors import ConsultError
from consult.service.building import Building, CheckLine, OutlineLine, Property
from consult.service.conditions import Subject, subjects
from consult.tui.screens.building import asking
from consult.tui.widgets.expression_field import Knowledge
from consult.tui.widgets.property_row import Surroundings

Found = TypeVar("Found")


def surroundings(building: Building, place: str, values: Sequence[Property], language: str) -> Surroundings:
    """What the fields of `place` may know."""
    by_key = {one.key: one for one in values}
    lines = {line.place: line for line in building.outline()}
    part = "/" in place

    def line_of(wanted: str) -> OutlineLine | None:
        return lines.get(wanted)

    low, high = (str(by_key[key].value or "") if key in by_key else "" for key in ("from", "to"))
    used = str(by_key["list"].value or "") if "list" in by_key else ""
    return Surroundings(
        place,
        language,
        lines[place].type if place in lines else "",
        (low, high),
        asking.type_offers(part=part, page=False),
        asking.list_offers(building.lists(), used, own=True) if "list" in by_key else (),
        line_of,
        knowledge(building, place, language),
        tuple(one.problem for one in building.problems if one.place == place),
    )


def knowledge(building: Building, place: str, language: str) -> Knowledge:
    """What a field for expressions at `place` may ask."""
    return Knowledge(
        lambda key, text, cursor: _known(lambda: building.completions(place, key, text, cursor)),
        lambda key, text: _known(lambda: building.check_expression(place, key, text)),
        lambda: _subjects(building, place, language),
    )


def knowledge_of_check(building: Building, place: str, at: int, language: str) -> Knowledge:
    """What the field of check number `at` may ask: also the answer itself."""
    return Knowledge(
        lambda _key, text, cursor: _known(lambda: building.completions(place, "check", text, cursor)),
        lambda _key, text: _known(lambda: building.check_expression(place, "check", text, at)),
        lambda: (*_own(building, place, language), *_subjects(building, place, language)),
    )


def _known(ask: Callable[[], tuple[Found, ...]]) -> tuple[Found, ...]:
    """What `ask` gives; nothing while the file is one that cannot be read."""
    try:
        return ask()
    except ConsultError:
        return ()


def _subjects(building: Building, place: str, language: str) -> tuple[Subject, ...]:
    survey = building.preview()
    return subjects(survey, place, language) if survey is not None else ()


def _own(building: Building, place: str, language: str) -> tuple[Subject, ...]:
    survey = building.preview()
    code, _slash, part = place.partition("/")
    if survey is None:
        return ()
    known = subjects(survey, f"{code}/:none" if part else ":none", language)
    wanted = part or code
    return tuple(one for one in known if one.path == wanted or one.path.startswith((f"{wanted}.", f"{wanted}[")))


def put_check(building: Building, place: str, at: int, check: CheckLine) -> None:
    """Adds a check, or changes number `at`."""
    if at < 0:
        building.add_check(place, check.must, check.say, check.level)
        return
    building.set_check(place, at, "must", check.must)
    building.set_check(place, at, "level", check.level)
    for language in building.languages:
        building.set_check(place, at, "say", check.say.get(language, ""), language)
