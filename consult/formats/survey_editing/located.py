"""YAML text as values that know where they stand, to the character."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from consult.formats.yaml_text import Node

_DEEPEST = 40


class NotPlainError(ValueError):
    """A text that cannot be changed in place: no YAML, or with anchors, tags or keys that stand twice."""


@dataclass(frozen=True, slots=True)
class Part(Node):
    """A value with its place. Its `value` holds further Parts; a Part can be read wherever a Node can."""

    start: int = 0
    """The offset of its first character."""
    end: int = 0
    """The offset after its last character, without the line break that follows."""
    indent: int = 0
    """How many characters stand before it in its line."""
    style: str = ""
    """`flow` or `block` of lists and mappings; of a text its quotation mark, `|`, `>`, or nothing where it is plain."""
    keys: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Of a mapping: where each key stands."""

    @property
    def mapping(self) -> dict[str, Part]:
        """Its values by key; empty where it is no mapping."""
        return cast("dict[str, Part]", self.value) if isinstance(self.value, dict) else {}

    @property
    def sequence(self) -> list[Part]:
        """Its values in order; empty where it is no list."""
        return cast("list[Part]", self.value) if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """Its text without outer white space; empty where it is none."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def flow(self) -> bool:
        """Whether it is written in brackets."""
        return self.style == "flow"

    def get(self, key: str) -> Part | None:
        """The value under `key`, if there is one."""
        return self.mapping.get(key)

    def text_of(self, key: str) -> str:
        """The text under `key`; empty where there is none."""
        found = self.mapping.get(key)
        return found.text if found else ""

    def walk(self) -> Iterator[Part]:
        """It and all that it holds."""
        yield self
        for child in (*self.mapping.values(), *self.sequence):
            yield from child.walk()


@lru_cache(maxsize=4096)
def compose(text: str) -> Part:
    """The values in `text`; raises NotPlainError."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise NotPlainError(str(error)) from None
    if node is None:
        return Part({}, 1, style="block")
    return _part(node, text, node.start_mark.line + 1, 0)


def _part(node: Any, text: str, line: int, depth: int) -> Part:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    start = node.start_mark.index
    if depth > _DEEPEST or node.anchor or text[start : start + 1] in ("&", "!", "*"):
        raise NotPlainError
    own = node.start_mark.line + 1
    indent = node.start_mark.column
    style = "flow" if getattr(node, "flow_style", False) else "block"
    if isinstance(node, SequenceNode):
        values: list[Node] = [_part(child, text, child.start_mark.line + 1, depth + 1) for child in node.value]
        end = cast("Part", values[-1]).end if values and style == "block" else node.end_mark.index
        return Part(values, own, indent + 1, start=start, end=end, indent=indent, style=style)
    if isinstance(node, MappingNode):
        found: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        for key, value in node.value:
            name = str(key.value)
            if not isinstance(key.value, str) or name in found:
                raise NotPlainError
            keys[name] = (key.start_mark.index, key.end_mark.index)
            found[name] = _value(value, text, key, depth)
        end = cast("Part", found[name]).end if found and style == "block" else node.end_mark.index
        return Part(found, own, indent + 1, start=start, end=end, indent=indent, style=style, keys=keys)
    return _scalar(node, text, line)


def _value(node: Any, text: str, key: Any, depth: int) -> Part:
    line = key.start_mark.line + 1
    if isinstance(node.value, str) and node.start_mark.index == node.end_mark.index and not node.value:
        after = text.index(":", key.end_mark.index) + 1 if text[key.end_mark.index :].lstrip()[:1] == ":" else key.end_mark.index
        return Part("", line, start=after, end=after)
    return _part(node, text, line, depth + 1)


def _scalar(node: Any, text: str, line: int) -> Part:
    """A text; it is told at the line of its key, and has a column only where it stands in that line."""
    mark, end, style = node.start_mark, node.end_mark.index, node.style or ""
    if style in ("|", ">"):
        end = mark.index + len(text[mark.index : end].rstrip())
    column = mark.column + 1 if mark.line + 1 == line else 0
    return Part(str(node.value), line, column, start=mark.index, end=end, indent=mark.column, style=style)


def shifted(part: Part, by: int, lines: int) -> Part:
    """The same part in a text where `by` characters and `lines` lines stand before it."""
    if not by and not lines:
        return part
    value: Any = part.value
    if isinstance(value, dict):
        value = {key: shifted(child, by, lines) for key, child in part.mapping.items()}
    elif isinstance(value, list):
        value = [shifted(child, by, lines) for child in part.sequence]
    keys = {key: (start + by, end + by) for key, (start, end) in part.keys.items()} if part.keys else part.keys
    return Part(
        value, part.line + lines, part.column,
        start=part.start + by, end=part.end + by, indent=part.indent, style=part.style, keys=keys,
    )  # fmt: skip
