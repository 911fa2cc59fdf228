"""Reading YAML quickly that was read before: the tree of a text is kept beside the answers."""

from __future__ import annotations

from consult.store import composed_texts
from consult.store.database import Database


def composed(database: Database, text: str) -> str:
    """`text`, which reads at once where it was read before; a text without faults is remembered for the next time."""
    from consult.formats import yaml_trees

    tree = composed_texts.find(database, text)
    if not tree:
        tree = yaml_trees.written(text)
        if not tree:
            return text
        composed_texts.keep(database, text, tree)
    return yaml_trees.with_tree(text, tree)
