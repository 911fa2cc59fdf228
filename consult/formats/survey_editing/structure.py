"""Adding, copying, moving and taking away pages, questions, and columns or fields."""

from __future__ import annotations

from consult.formats.survey_editing.keys import PAGE, QUESTION, SURVEY
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.rendering import Value, element, flow, reindented
from consult.formats.survey_editing.splices import Splice, insert, line_end, remove, remove_key, segments, set_key, swap
from consult.formats.survey_editing.survey_text import Spot, SurveyText


def add(now: SurveyText, owner: Part, key: str, at: int, value: Value) -> SurveyText:
    """Puts `value` into the list under `key` of a mapping, before the one at `at` or at its end."""
    found = owner.get(key)
    order = {"pages": SURVEY, "questions": PAGE}.get(key, QUESTION)
    if found is None or not found.sequence:
        return now.changed([set_key(now.text, owner, key, [value], order)])
    if key == "pages" and not found.flow:
        return now.changed([_new_page(now.text, found, at, value)])
    return now.changed([insert(now.text, found, at, value)])


def _new_page(text: str, pages: Part, at: int, value: Value) -> Splice:
    """A page with an empty line between it and its neighbour."""
    lines = " " * pages.indent + element(value, pages.indent) + "\n"
    return insert(text, pages, at, None, lines + "\n" if at < len(pages.sequence) else "\n" + lines)


def add_lines(now: SurveyText, owner: Part, key: str, at: int, lines: str, indent: int) -> Splice:
    """The change that puts ready `lines`, whose dash stands at `indent`, into the list under `key` of a mapping."""
    found = owner.get(key)
    if found is not None and found.sequence and (found.flow or not lines.lstrip().startswith(("-", "#"))):
        return insert(now.text, found, at, None, lines)
    if found is not None and found.sequence:
        return insert(now.text, found, at, None, reindented(lines, found.indent - indent))
    inner = owner.indent + 2
    made = f"{key}:\n" + reindented(lines, inner - indent).rstrip("\n")
    if found is not None:
        return Splice(owner.keys[key][0], max(found.end, owner.keys[key][1]), made)
    at = line_end(now.text, owner.end)
    return Splice(at, at, "\n" + " " * owner.indent + made)


def take_away(now: SurveyText, owner: Part, key: str, at: int) -> Splice:
    """The change that takes a value out of the list under `key`; the key goes with its last value, but for `pages`."""
    found = owner.mapping[key]
    if len(found.sequence) > 1:
        return remove(now.text, found, at)
    if key == "pages" or len(owner.mapping) == 1:
        return set_key(now.text, owner, key, [])
    return remove_key(now.text, owner, key)


def key_of_list(now: SurveyText, spot: Spot) -> tuple[Part, str]:
    """The mapping and the key under which the likes of a spot stand."""
    inside = now.spots[spot.inside].part
    if spot.kind == "page":
        assert now.root is not None
        return now.root, "pages"
    if spot.kind == "question":
        return inside, "questions"
    return inside, "columns" if inside.get("columns") is not None else "fields"


def delete(now: SurveyText, spot: Spot) -> SurveyText:
    """Takes a page, a question, a part or a list away."""
    if spot.kind == "list":
        assert now.root is not None and spot.around is not None
        if len(spot.around.mapping) == 1:
            return now.changed([remove_key(now.text, now.root, "lists")])
        return now.changed([remove_key(now.text, spot.around, spot.code)])
    owner, key = key_of_list(now, spot)
    return now.changed([take_away(now, owner, key, spot.at)])


def move(now: SurveyText, spot: Spot, step: int) -> SurveyText:
    """Moves it one place up (-1) or down (1); a question at the border of a page goes to the next page."""
    assert spot.around is not None
    to = spot.at + step
    if 0 <= to < len(spot.around.sequence):
        return now.changed(swap(now.text, spot.around, spot.at, to))
    return _over_border(now, spot, step) if spot.kind == "question" else now


def _over_border(now: SurveyText, spot: Spot, step: int) -> SurveyText:
    page = now.spots[spot.inside]
    assert page.around is not None and spot.around is not None
    to = page.at + step
    if not 0 <= to < len(page.around.sequence):
        return now
    other = page.around.sequence[to]
    there = other.get("questions")
    at = 0 if step > 0 else len(there.sequence) if there else 0
    into_flow = there.flow if there is not None and there.sequence else other.flow
    if spot.around.flow != into_flow:
        return _rewritten(now, spot, other, at)
    start, end = segments(now.text, spot.around)[spot.at]
    lines = now.text[start:end]
    if not spot.around.flow and not lines.endswith("\n"):
        lines += "\n"
    out = take_away(now, page.part, "questions", spot.at)
    return now.changed([out, add_lines(now, other, "questions", at, lines, spot.around.indent)])


def _rewritten(now: SurveyText, spot: Spot, other: Part, at: int) -> SurveyText:
    """A question between a list of lines and one in brackets has to be written anew."""
    found, key = other.get("questions"), "questions"
    value = plain_value(spot.part)
    page = now.spots[spot.inside].part
    into = insert(now.text, found, at, value) if found and found.sequence else set_key(now.text, other, key, [value], PAGE)
    return now.changed([take_away(now, page, key, spot.at), into])


def plain_value(part: Part) -> Value:
    """What a part says, to be written elsewhere; words stay without quotation marks."""
    from consult.formats.survey_editing.scalars import Word

    if part.mapping:
        return {key: plain_value(child) for key, child in part.mapping.items()}
    if isinstance(part.value, list):
        return [plain_value(child) for child in part.sequence]
    return Word(part.text) if part.style == "" else part.text


def duplicate(now: SurveyText, spot: Spot) -> SurveyText:
    """Puts a copy of it right behind it, with the same codes: the caller gives it new ones."""
    assert spot.around is not None
    if spot.around.flow:
        return now.changed([insert(now.text, spot.around, spot.at + 1, None, flow(plain_value(spot.part)))])
    start, end = segments(now.text, spot.around)[spot.at]
    lines = now.text[start:end]
    if not lines.endswith("\n"):
        lines += "\n"
    while lines.lstrip(" ").startswith("#"):  # remarks above it are about the first one
        lines = lines[lines.index("\n") + 1 :]
    if spot.kind == "page":
        last = spot.at + 1 == len(spot.around.sequence)
        lines = "\n" + lines if last else lines + "\n"
    return now.changed([insert(now.text, spot.around, spot.at + 1, None, lines)])
