"""Columns that a form tool writes beside the answers, known by their headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consult.model.typed_values import fold

_FEWEST = 3
"""So many headers make a tool known; fewer may be the words of a question."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a column of a known tool is."""

    tool: str
    role: str
    """`time`, `id`, `contact` or `meta`."""
    rank: int
    """0 is the surest of its role."""


def known_columns(headers: Sequence[str]) -> dict[int, Meta]:
    """Index of column → what it is, where the headers are those of a known tool."""
    best: dict[int, Meta] = {}
    tools = dict(_tools())
    common = tools.pop("-")
    for names in tools.values():
        found: dict[int, Meta] = {}
        for at, header in enumerate(headers):
            code, _dot, wording = fold(header).partition(". ")
            meta = next((names[name] for name in (fold(header), code, wording) if name in names), None) or _begun(header, names)
            if meta:
                found[at] = meta
        telling = any(not {fold(headers[at]), *fold(headers[at]).split(". ")} & common.keys() for at in found)
        if telling and len(found) >= _FEWEST and len(found) > len(best):
            best = found
    return best


def _begun(header: str, names: dict[str, Meta]) -> Meta | None:
    beginnings = (name for name in names if name.endswith("*"))
    return next((names[name] for name in beginnings if fold(header).startswith(name.removesuffix("*"))), None)


@cache
def _tools() -> dict[str, dict[str, Meta]]:
    tools: dict[str, dict[str, Meta]] = {}
    for line in (Path(__file__).parent / "meta_headers.txt").read_text("utf-8").splitlines()[1:]:
        tool, role, *headers = line.split(" | ")
        for rank, header in enumerate(headers):
            tools.setdefault(tool, {}).setdefault(fold(header), Meta(tool, role, rank))
    return tools
