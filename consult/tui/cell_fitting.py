"""Text in a given number of cells of the terminal."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content


def fitted(text: str, width: int) -> str:
    """`text` in exactly `width` cells, with … where it is longer."""
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - 1)) + "…"
    return set_cell_size(text, max(0, width))


def aligned(text: str, width: int) -> str:
    """`text` at the right end of `width` cells; its end is what is seen of a longer one."""
    if cell_len(text) > width:
        text = text[-width:]  # shorter first: to measure all of a long one for every letter takes seconds
        while cell_len(text) > width - 1:
            text = text[1:]
        text = f"…{text}"
    return " " * (width - cell_len(text)) + text


def cut_within(text: str, width: int) -> str:
    """`text` in at most `width` cells: beginning and end, with … between them where it is longer."""
    if cell_len(text) <= width:
        return text
    behind = max(0, width - 1) // 2
    before = set_cell_size(text, max(0, width - 1 - behind)).rstrip()
    end = text[-behind:] if behind else ""
    while cell_len(end) > behind:
        end = end[1:]
    return f"{before}…{end.lstrip()}"


def on_ground(line: Content, width: int) -> Content:
    """`line` as the one where the keys go, over the whole `width`."""
    return (line + Content(" " * max(0, width - line.cell_length))).stylize_before("on $panel")
