"""Changes to a text: what is put in place of which characters. They are made together, so that one does not move another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.rendering import Value, element, entry, flow, key_of
from consult.formats.survey_editing.scalars import restyled


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """`text` in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with all changes made; they may not overlap."""
    newline = "\r\n" if "\r\n" in text else "\n"
    made, at = [], 0
    for splice in sorted(splices):
        made += [text[at : splice.start], splice.text.replace("\r\n", "\n").replace("\n", newline)]
        at = splice.end
    return "".join((*made, text[at:]))


def line_start(text: str, at: int) -> int:
    """The offset at which the line of `at` begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The offset of the line break that ends the line of `at`, or the end of the text."""
    found = text.find("\n", at)
    found = len(text) if found < 0 else found
    return found - 1 if found and text[found - 1 : found] == "\r" and found > at else found


def set_key(text: str, owner: Part, key: str, value: Value, order: Sequence[str] = ()) -> Splice:
    """Gives `key` of a mapping a value; a new key is put where `order` has it."""
    old = owner.get(key)
    if old is None:
        return _new_key(text, owner, key, value, order)
    if isinstance(value, str) and isinstance(old.value, str) and (old.end > old.start or old.style):
        return Splice(old.start, old.end, restyled(value, old, text, owner.flow))
    start = owner.keys[key][0]
    return Splice(start, max(old.end, start), _entry(key, value, owner))


def _entry(key: str, value: Value, owner: Part) -> str:
    return f"{key_of(key)}: {flow(value)}" if owner.flow else entry(key, value, owner.indent)


def _new_key(text: str, owner: Part, key: str, value: Value, order: Sequence[str]) -> Splice:
    made, names = _entry(key, value, owner), [*owner.mapping]
    if not names:
        behind_dash = text[owner.start - 1 : owner.start] in ("-", ":")
        return Splice(owner.start, owner.end, "{" + made + "}" if owner.flow else " " * behind_dash + made)
    before = set(order[: order.index(key)]) if key in order else set(names)
    after = next((name for name in reversed(names) if name in before), None)
    if after is None:
        first = owner.keys[names[0]][0]
        return Splice(first, first, made + (", " if owner.flow else "\n" + " " * owner.indent))
    at = owner.mapping[after].end
    if owner.flow:
        return Splice(at, at, ", " + made)
    at = line_end(text, at)
    return Splice(at, at, "\n" + " " * owner.indent + made)


def remove_key(text: str, owner: Part, key: str) -> Splice:
    """Takes a key and its value out of a mapping; of a last one brackets stay."""
    names = [*owner.mapping]
    at, start = names.index(key), owner.keys[key][0]
    value = owner.mapping[key]
    if names == [key] and not owner.flow:
        return Splice(start, max(value.end, start), "{}")
    if owner.flow:
        if at:
            return Splice(owner.mapping[names[at - 1]].end, max(value.end, start), "")
        following = owner.keys[names[1]][0] if len(names) > 1 else max(value.end, start)
        return Splice(start, following, "")
    if at == 0 and text[line_start(text, start) : start].strip():  # it stands behind the dash of a list
        return Splice(start, owner.keys[names[1]][0], "")
    end = line_end(text, max(value.end, start))
    return Splice(line_start(text, start), min(_after_break(text, end), len(text)), "")


def _after_break(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def segments(text: str, found: Part) -> list[tuple[int, int]]:
    """For each value of a list its own characters; in a list of lines whole lines, with the comments right above it."""
    if found.flow:
        return [(child.start, child.end) for child in found.sequence]
    return [
        (_with_comments(text, child, found.indent), _with_inner_comments(text, child, found.indent)) for child in found.sequence
    ]


def _with_comments(text: str, child: Part, indent: int) -> int:
    start = line_start(text, text.rindex("-", 0, child.start))
    while start:
        above = line_start(text, start - 1)
        line = text[above:start]
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip(" ")) != indent:
            break
        start = above
    return start


def _with_inner_comments(text: str, child: Part, indent: int) -> int:
    end = _after_break(text, max(child.end, child.start))
    while end < len(text):
        line = text[end : _after_break(text, end)]
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip(" ")) <= indent:
            break
        end += len(line)
    return end


def insert(text: str, found: Part, at: int, value: Value | None, lines: str = "") -> Splice:
    """Puts a value (or ready `lines`) into a list that has others, before the one at `at` or at its end."""
    spans = segments(text, found)
    if found.flow:
        made = lines.strip() if value is None else flow(value)
        if not spans:
            return Splice(found.start + 1, found.start + 1, made)
        return (
            Splice(spans[at][0], spans[at][0], made + ", ")
            if at < len(spans)
            else Splice(spans[-1][1], spans[-1][1], ", " + made)
        )
    made = lines if value is None else " " * found.indent + element(value, found.indent) + "\n"
    place = spans[at][0] if at < len(spans) else spans[-1][1]
    if place and text[place - 1] != "\n":
        made = "\n" + made
    return Splice(place, place, made)


def remove(text: str, found: Part, at: int) -> Splice:
    """Takes a value out of a list that has others."""
    spans = segments(text, found)
    start, end = spans[at]
    if found.flow:
        if at:
            return Splice(spans[at - 1][1], end, "")
        return Splice(start, spans[1][0] if len(spans) > 1 else end, "")
    blank = _after_break(text, end)
    if at + 1 < len(spans) and not text[end:blank].strip() and end < blank <= spans[at + 1][0]:
        end = spans[at + 1][0] if not text[end : spans[at + 1][0]].strip() else blank
    return Splice(start, end, "")


def swap(text: str, found: Part, one: int, other: int) -> list[Splice]:
    """Lets two neighbours of a list change places; what stands between them stays."""
    spans = segments(text, found)
    (a, b), (c, d) = spans[min(one, other)], spans[max(one, other)]
    first, second = text[a:b], text[c:d]
    if not found.flow and not second.endswith("\n"):
        first, second = first.rstrip("\r\n"), second + "\n"
    return [Splice(a, b, second), Splice(c, d, first)]
