"""Questions that an XLSForm shows as a grid: rows of select_one on one list."""

from __future__ import annotations

from consult.formats.xlsform.outline import Node


def is_grid_header(node: Node) -> bool:
    """Whether the row only shows the labels of the choices above a grid."""
    return (
        node.kind.word in ("one", "multi")
        and node.appears("label")
        and node.parent is not None
        and any(_is_row(other, node) for other in node.parent.children)
    )


def _is_row(node: Node, header: Node) -> bool:
    same = (node.kind.word, node.kind.list.lower()) == (header.kind.word, header.kind.list.lower())
    return same and node.appears("list-nolabel")


def grid_rows(group: Node) -> list[Node]:
    """The rows of the grid that a group holds: at least two select_one of one list, asked on one condition; else none."""
    if group.kind.word != "begin group" or any(above.kind.word == "begin repeat" for above in (group, *group.above())):
        return []
    whole = group.appears("table-list")
    rows = [node for node in group.children if node.kind.word == "one" and (whole or node.appears("list-nolabel"))]
    if len(rows) < 2 or any(row.kind.source or row.kind.other for row in rows):
        return []
    alike = {tuple(row.row.logic(name) for name in ("relevant", "constraint", "choice_filter")) for row in rows}
    lists = {row.kind.list.lower() for row in rows}
    plain = len(alike) == 1 and not any(next(iter(alike))[1:])
    return rows if plain and len(lists) == 1 else []
