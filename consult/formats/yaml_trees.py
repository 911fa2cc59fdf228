"""The tree of a YAML text as JSON, which is read many times faster than YAML."""

from __future__ import annotations

import json
from typing import Any

from consult.formats.yaml_text import Node, Reading, ReadText


def written(text: str) -> str:
    """The tree of `text` as JSON; empty where the text is not YAML without a fault.

    A node is [line, column, value]: a text, a list of nodes, or a mapping of text to nodes.
    """
    reading = Reading("")
    tree = reading.tree(text)
    return "" if tree is None or reading.problems else json.dumps(_plain(tree), ensure_ascii=False, separators=(",", ":"))


def with_tree(text: str, tree: str) -> str:
    """`text` with the `tree` that `written` gave for it: reading it does not compose it again."""
    known = ReadText(text)
    known.tree = _node(json.loads(tree))
    return known


def _plain(node: Node) -> list[Any]:
    value = node.value
    if isinstance(value, list):
        return [node.line, node.column, [_plain(child) for child in value]]
    if isinstance(value, dict):
        return [node.line, node.column, {key: _plain(child) for key, child in value.items()}]
    return [node.line, node.column, value]


def _node(plain: list[Any]) -> Node:
    line, column, value = plain
    if isinstance(value, list):
        value = [_node(child) for child in value]
    elif isinstance(value, dict):
        value = {key: _node(child) for key, child in value.items()}
    return Node(value, line, column)
