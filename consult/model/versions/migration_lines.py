"""The migrations of a survey as statements and as lines of its file: which of them are new in a version, which are lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from consult.model.survey import Migration

_PLAIN = re.compile(r"[\w.\-]+")
_Piece = tuple[str, ...]
"""One statement of a migration, such as ("recode", question, old choice, new choice)."""


def _pieces(migration: Migration) -> Iterator[_Piece]:
    yield from (("rename", old, new) for old, new in migration.rename.items())
    yield from (("recode", code, old, new) for code, codes in migration.recode.items() for old, new in codes.items())
    yield from (("merge", into, *sources) for into, sources in migration.merge.items())
    yield from (("retire", code) for code in migration.retire)
    yield from (("reworded", code) for code in migration.reworded)


def _migration(pieces: Iterable[_Piece]) -> Migration:
    rename: dict[str, str] = {}
    recode: dict[str, dict[str, str]] = {}
    merge: dict[str, tuple[str, ...]] = {}
    lists: dict[str, list[str]] = {"retire": [], "reworded": []}
    for kind, code, *rest in pieces:
        if kind == "rename":
            rename[code] = rest[0]
        elif kind == "recode":
            recode.setdefault(code, {})[rest[0]] = rest[1]
        elif kind == "merge":
            merge[code] = tuple(rest)
        else:
            lists[kind].append(code)
    return Migration(rename, recode, merge, tuple(lists["retire"]), tuple(lists["reworded"]))


def added(old: Sequence[Migration], new: Sequence[Migration]) -> tuple[Migration, ...]:
    """What `new` says beyond `old`, in its order; a statement that stands twice and stood once is new once."""
    known = Counter(piece for migration in old for piece in _pieces(migration))
    found = []
    for migration in new:
        fresh = []
        for piece in _pieces(migration):
            if known[piece]:
                known[piece] -= 1
            else:
                fresh.append(piece)
        if fresh:
            found.append(_migration(fresh))
    return tuple(found)


def lost(old: Sequence[Migration], new: Sequence[Migration]) -> tuple[str, ...]:
    """The lines of the statements of `old` that `new` has no more."""
    known = Counter(piece for migration in old for piece in _pieces(migration))
    kept = Counter(piece for migration in new for piece in _pieces(migration))
    return tuple(line(_migration([piece])) for piece in known - kept)


def line(migration: Migration) -> str:
    """The migration as a line of a survey file."""
    told = []
    if migration.rename:
        told.append(f"rename: {_flow(migration.rename)}")
    if migration.recode:
        told.append("recode: {" + ", ".join(f"{_word(code)}: {_flow(codes)}" for code, codes in migration.recode.items()) + "}")
    if migration.merge:
        merged = (f"{_word(into)}: {_flow_list(sources)}" for into, sources in migration.merge.items())
        told.append("merge: {" + ", ".join(merged) + "}")
    if migration.retire:
        told.append(f"retire: {_flow_list(migration.retire)}")
    if migration.reworded:
        told.append(f"reworded: {_flow_list(migration.reworded)}")
    return "- " + "; ".join(told)


def _flow(codes: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_word(old)}: {_word(new)}" for old, new in codes.items()) + "}"


def _flow_list(codes: Iterable[str]) -> str:
    return "[" + ", ".join(map(_word, codes)) + "]"


def _word(code: str) -> str:
    plain = _PLAIN.fullmatch(code) or code == "…"
    return code if plain else '"' + code.replace("\\", "\\\\").replace('"', '\\"') + '"'
