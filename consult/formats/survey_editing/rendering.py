"""New pieces of a survey file: mappings and lists as lines that people would write so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from consult.formats.survey_editing.scalars import WIDTH, Word, in_quotes, long_text, word, written

Value: TypeAlias = "str | bool | Mapping[str, Value] | Sequence[Value]"
"""What can be written; a text in quotation marks, a Word without."""


def flow(value: Value) -> str:
    """The value on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return written(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_of(key)}: {flow(child)}" for key, child in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def key_of(key: str) -> str:
    """A key: plain, or in quotation marks where it could be mistaken; a Word as it is."""
    if isinstance(key, Word):
        return written(key)
    return key if key.isdecimal() else word(key)


def entry(key: str, value: Value, indent: int) -> str:
    """`key: value` in a mapping whose keys stand `indent` characters from the left; without the indentation of the first line."""
    name = key_of(key)
    if isinstance(value, str) and not isinstance(value, Word):
        return f"{name}: {long_text(value, indent + 2) or in_quotes(value)}"
    short = f"{name}: {flow(value)}"
    if isinstance(value, bool | str) or (key != "lists" and _is_short(value, short, indent)):
        return short
    inner = " " * (indent + 2)
    if isinstance(value, Mapping):
        return f"{name}:\n" + "\n".join(inner + entry(child, of, indent + 2) for child, of in value.items())
    return f"{name}:\n" + "\n".join(inner + element(child, indent + 2) for child in value)


def element(value: Value, indent: int) -> str:
    """`- value` in a list whose dashes stand `indent` characters from the left; without the indentation of the first line."""
    if isinstance(value, Mapping) and value and (_holds_lists(value) or "type" in value or "page" in value):
        lines = [entry(key, child, indent + 2) for key, child in value.items()]
        return "- " + ("\n" + " " * (indent + 2)).join(lines)
    return f"- {flow(value)}"


def _is_short(value: Value, line: str, indent: int) -> bool:
    """Whether a mapping or list is read best on one line: words, texts in several languages, an empty list."""
    if isinstance(value, Mapping):
        return (
            not _holds_lists(value)
            and not any(isinstance(child, Mapping) for child in value.values())
            and len(line) + indent <= WIDTH
        )
    return not isinstance(value, str | bool) and all(isinstance(child, str) for child in value)


def _holds_lists(value: Mapping[str, Value]) -> bool:
    return any(not isinstance(child, str | bool | Mapping) for child in value.values())


def reindented(lines: str, by: int) -> str:
    """Lines moved to the right, or to the left where `by` is negative; empty ones stay."""
    moved = []
    for line in lines.splitlines(keepends=True):
        if not line.strip():
            moved.append(line)
        else:
            moved.append(" " * by + line if by >= 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :])
    return "".join(moved)
