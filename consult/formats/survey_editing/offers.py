"""What questions offer: choices, points, rows and sides, their own or those of a list that several share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.formats.survey_editing.keys import QUESTION, SURVEY, choice_order
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.rendering import Value, entry, flow, key_of
from consult.formats.survey_editing.scalars import Word, word
from consult.formats.survey_editing.splices import Splice, insert, line_end, remove, remove_key, set_key, swap
from consult.formats.survey_editing.survey_text import Spot, SurveyText, texts_of

_INSTEAD = ("list", "choices", "from", "to", "labels")
"""The ways in which a question says what it offers; one of them is enough."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Where the choices (or rows, or sides) of a question stand."""

    owner: Part
    key: str
    """The key that they stand under, or would stand under."""
    part: Part | None
    """The list of them; None where there is none, or where it is a file or runs from a number to a number."""
    list_name: str = ""
    file: str = ""
    numbered: bool = False


def offer_of(now: SurveyText, spot: Spot, of: str) -> Offer:
    """Where the choices of a place stand."""
    if spot.kind == "list":
        assert spot.around is not None
        return _of_list(spot.around, spot.code, spot.part)
    owner = spot.part
    name = owner.get("list") if of == "choices" else owner.get(of)
    if name is not None and isinstance(name.value, str) and name.text:
        lists = now.root.get("lists") if now.root else None
        found = lists.get(name.text) if lists else None
        if lists is not None and found is not None:
            return _of_list(lists, name.text, found)
        return Offer(owner, of, None, name.text)
    found = owner.get(of)
    numbered = of == "choices" and ("from" in owner.mapping or "to" in owner.mapping)
    return Offer(owner, of, found if found is not None and isinstance(found.value, list) else None, numbered=numbered)


def _of_list(lists: Part, name: str, found: Part) -> Offer:
    if isinstance(found.value, list):
        return Offer(lists, name, found, name)
    return Offer(lists, name, None, name, file=found.text or found.text_of("file"))


def labels_of(choice: Part, languages: tuple[str, ...]) -> dict[str, str]:
    """The label of a choice by language."""
    if choice.get("label") is not None:
        return texts_of(choice.get("label"), languages)
    return texts_of(choice, languages) if choice.mapping else {}


def choice_value(
    code: str, labels: Mapping[str, str], flags: Sequence[str] = (), attributes: Mapping[str, str] | None = None
) -> Value:
    """A choice to be written."""
    tree: dict[str, Value] = {"code": Word(code) if word(code) == code and not code.isdecimal() else code, **labels}
    tree.update({flag: True for flag in flags})
    tree.update(attributes or {})
    return tree


def add_choices(now: SurveyText, spot: Spot, of: str, values: Sequence[Value], at: int | None = None) -> SurveyText:
    """Puts choices before the one at `at`, or at the end; ways of offering that stand in their way are taken out."""
    found = offer_of(now, spot, of)
    if found.part is not None and found.part.sequence:
        part = found.part
        at = len(part.sequence) if at is None else at
        if part.flow:
            made = ", ".join(map(flow, values))
            return now.changed([insert(now.text, part, at, None, made)])
        lines = "".join(f"{' ' * part.indent}- {flow(value)}\n" for value in values)
        return now.changed([insert(now.text, part, at, None, lines)])
    return replace_offer(now, spot, of, {found.key: list(values)})


def replace_offer(now: SurveyText, spot: Spot, of: str, new: Mapping[str, Value]) -> SurveyText:
    """Gives a place another way of offering: `new` has its keys; those that said it before go."""
    if spot.kind == "list":
        assert spot.around is not None
        return now.changed([set_key(now.text, spot.around, spot.code, new[spot.code])])
    gone = [key for key in (_INSTEAD if of == "choices" else (of,)) if key in spot.part.mapping and key not in new]
    for key in gone:
        now = without(now, spot.place, key)
    for key, value in new.items():
        now = now.changed([set_key(now.text, now.spots[spot.place].part, key, value, QUESTION)])
    return now


def without(now: SurveyText, place: str, key: str) -> SurveyText:
    """The text without a key of a place."""
    part = now.spots[place].part
    return now.changed([remove_key(now.text, part, key)]) if key in part.mapping else now


def remove_choice(now: SurveyText, spot: Spot, of: str, at: int) -> SurveyText:
    """Takes a choice away; the key goes with the last one."""
    found = offer_of(now, spot, of)
    assert found.part is not None
    if len(found.part.sequence) > 1:
        return now.changed([remove(now.text, found.part, at)])
    if spot.kind == "list":
        return now.changed([set_key(now.text, found.owner, found.key, [])])
    return now.changed([remove_key(now.text, found.owner, found.key)])


def move_choice(now: SurveyText, spot: Spot, of: str, at: int, step: int) -> SurveyText:
    """Moves a choice one place."""
    found = offer_of(now, spot, of)
    assert found.part is not None
    if not 0 <= at + step < len(found.part.sequence):
        return now
    return now.changed(swap(now.text, found.part, at, at + step))


def add_list(now: SurveyText, name: str, value: Value) -> SurveyText:
    """Puts a list under `lists:`."""
    assert now.root is not None
    lists = now.root.get("lists")
    if lists is not None and lists.mapping:
        return now.changed([_last_of(now.text, lists, name, value)])
    return now.changed([set_key(now.text, now.root, "lists", {name: value}, SURVEY)])


def _last_of(text: str, lists: Part, name: str, value: Value) -> Splice:
    if lists.flow:
        last = [*lists.mapping.values()][-1].end
        return Splice(last, last, f", {key_of(name)}: {flow(value)}")
    at = line_end(text, lists.end)
    return Splice(at, at, "\n" + " " * lists.indent + entry(name, value, lists.indent))


def used_by(now: SurveyText, name: str) -> list[tuple[Spot, str]]:
    """The places that use a list, and for what: `choices`, `rows` or `sides`."""
    keys = {"list": "choices", "rows": "rows", "sides": "sides"}
    return [
        (spot, of)
        for spot in now.spots.values()
        if spot.kind in ("question", "part")
        for key, of in keys.items()
        if spot.part.text_of(key) == name
    ]


def in_order_of_choice(choice: Part, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The order of keys in which a new one is put into a choice."""
    return (*choice_order(languages), *(key for key in choice.mapping if key not in choice_order(languages)))
