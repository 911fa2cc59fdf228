"""Further columns written into the text of a mapping, so that all that a person wrote there stays as it is."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from typing import Any

from consult.formats.mapping_columns import Column
from consult.formats.mapping_writing import line_of
from consult.model.typed_values import fold

Node = Any
"""A node of ruamel.yaml, whose kinds have no common type."""


def grown(text: str, columns: Sequence[Column], settled: Sequence[Column], remark: str) -> str:
    """The text of a mapping that can be read, with `columns` appended under a comment that says `remark`.

    Columns in `settled` take the place of those that are there under the same header and say nothing yet.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import MappingNode

    tree = YAML().compose(text)
    assert isinstance(tree, MappingNode)
    known = next((value for key, value in tree.value if key.value == "columns"), None)
    if known is None or not known.value:
        start, end = (len(text), len(text)) if known is None else (known.start_mark.index, known.end_mark.index)
        head = "columns:" if known is None else ""
        before = text[:start] if known is not None or text.endswith("\n") else f"{text}\n"
        return f"{before}{head}{_lines(columns, '  ', remark)}{text[end:]}"
    if known.flow_style:
        last = known.value[-1].end_mark.index
        text = text[:last] + "".join(f",\n  {line_of(column)}" for column in columns) + text[last:]
    else:
        first, last = known.value[0].start_mark.index, _end_of_line(text, _last(known))
        indent = text[text.rfind("\n", 0, first) + 1 : first].partition("-")[0]
        text = text[:last] + (_lines(columns, indent, remark) if columns else "") + text[last:]
    return _with_settled(text, known.value, {fold(column.header): column for column in settled})


def _lines(columns: Sequence[Column], indent: str, remark: str) -> str:
    return "".join(f"\n{indent}{line}" for line in (f"# {remark}", *(f"- {line_of(column)}" for column in columns)))


def _last(node: Node) -> int:
    """Where the last thing in a node ends; the mark of a block stands behind the comments that follow it."""
    inside = [one for part in node.value for one in (part if isinstance(part, tuple) else (part,))] if node.id != "scalar" else []
    return int(node.end_mark.index) if not inside or node.flow_style else max(map(_last, inside))


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at - 1)
    return len(text) if end < 0 else end


def _with_settled(text: str, nodes: Sequence[Node], settled: Dictionary[str, Column]) -> str:
    """The nodes stand before whatever was appended, so their places hold; from the last on, none is moved before it is met."""
    for node in reversed(nodes):
        header = next((value.value for key, value in node.value if key.value == "column"), "")
        column = settled.get(fold(header))
        if column and node.flow_style:
            text = text[: node.start_mark.index] + line_of(column) + text[node.end_mark.index :]
    return text
