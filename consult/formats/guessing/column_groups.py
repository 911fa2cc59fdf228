"""Which columns of an unprepared table stand for one question, as far as their headers tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from consult.formats.guessing.column_kinds import PREFIX
from consult.model.typed_values import fold

_LIMESURVEY = re.compile(r"(?P<code>[A-Za-z]\w*)\[(?P<part>\w+)\]\.\s+(?P<wording>\S.*)")
_BRACKETS = re.compile(r"(?P<stem>.*\S)\s*\[(?P<row>.+)\]\s*")
_DOTTED = re.compile(r"(?P<stem>.*\w[^.:]*)[.:](?P<row>[^\W\d_][^.:]*)")
_OTHER = re.compile(r"(other|cits|cita|citi|citas|cits variants|cita atbilde|sonstiges|andere|другое|другой)\b")


class GroupKind(Enum):
    """How headers show that columns belong together."""

    ALONE = auto()
    BRACKETS = auto()
    """„Stem [row]”."""
    DOTTED = auto()
    """„Stem.Row” or „Stem:Row”, side by side."""
    SAME = auto()
    """The same wording behind different codes, side by side."""
    BELOW = auto()
    """„stem/choice”, side by side, beside a column „stem” or not."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that may stand for one question."""

    kind: GroupKind
    stem: str
    ats: tuple[int, ...]
    """Indices of the columns."""
    labels: tuple[str, ...] = ()
    """What each column asks of."""
    whole: int | None = None
    """The column that says the same in one cell."""
    own_words: int | None = None
    """The column that may hold the answers in own words."""


def groups_of(headers: Sequence[str], ats: Sequence[int]) -> list[Group]:
    """The columns at the indices `ats` in groups, in the order of the table."""
    groups: list[Group] = []
    taken: set[int] = set()
    for found in (_below(headers, ats), _in_brackets(headers, ats), _dotted(headers, ats), _same_wording(headers, ats)):
        for group in found:
            columns = {*group.ats, *({group.whole, group.own_words} - {None})}
            if not columns & taken:
                groups.append(group)
                taken |= {at for at in columns if at is not None}
    groups += [Group(GroupKind.ALONE, headers[at], (at,)) for at in ats if at not in taken]
    return sorted(groups, key=lambda group: min(group.ats))


def _below(headers: Sequence[str], ats: Sequence[int]) -> list[Group]:
    runs = _runs([(headers[at].rpartition("/")[0], at) for at in ats])
    whole = {headers[at]: at for at in ats}
    return [
        Group(GroupKind.BELOW, stem, tuple(run), tuple(headers[at].rpartition("/")[2] for at in run), whole=whole.get(stem))
        for stem, run in runs
        if stem and len(run) > 1
    ]


def _in_brackets(headers: Sequence[str], ats: Sequence[int]) -> list[Group]:
    rows: dict[str, list[tuple[int, str]]] = {}
    words: dict[str, int] = {}
    stems: dict[str, str] = {}
    for at in ats:
        coded = _LIMESURVEY.fullmatch(headers[at])
        title = f"{coded['code']}. {coded['wording']}" if coded else headers[at]
        match = _BRACKETS.fullmatch(title)
        if not match:
            continue
        stem = fold(match["stem"])
        stems.setdefault(stem, match["stem"])
        part = fold(coded["part"] if coded else match["row"])
        if part.endswith("comment") and part != "comment":
            continue
        if part == "other" or _OTHER.match(fold(match["row"])):
            words[stem] = at
        rows.setdefault(stem, []).append((at, match["row"].strip()))
    alone = {fold(headers[at]): at for at in ats}
    groups = []
    for stem, columns in rows.items():
        if len(columns) == 1 and stem in words and stem in alone:
            groups.append(Group(GroupKind.ALONE, stems[stem], (alone[stem],), own_words=words[stem]))
        elif len(columns) > 1:
            groups.append(
                Group(
                    GroupKind.BRACKETS, stems[stem], tuple(at for at, _row in columns), tuple(row for _at, row in columns),
                    own_words=words.get(stem),
                )
            )  # fmt: skip
    return groups


def _dotted(headers: Sequence[str], ats: Sequence[int]) -> list[Group]:
    matches = {at: _DOTTED.fullmatch(headers[at]) for at in ats}
    runs = _runs([(match["stem"] if (match := matches[at]) else "", at) for at in ats])
    return [
        Group(GroupKind.DOTTED, stem, tuple(run), tuple(match["row"] for at in run if (match := matches[at])))
        for stem, run in runs
        if stem and len(run) > 1
    ]


def _same_wording(headers: Sequence[str], ats: Sequence[int]) -> list[Group]:
    wordings = [(fold(headers[at][prefix.end() :]) if (prefix := PREFIX.match(headers[at])) else "", at) for at in ats]
    return [Group(GroupKind.SAME, headers[run[0]], tuple(run)) for stem, run in _runs(wordings) if stem and len(run) > 1]


def _runs(stems: Sequence[tuple[str, int]]) -> list[tuple[str, list[int]]]:
    """Neighbours of the same stem: stem and indices."""
    runs = [(stem, [at]) for stem, at in stems[:1]]
    for (before, at_before), (stem, at) in pairwise(stems):
        if stem == before and at == at_before + 1:
            runs[-1][1].append(at)
        else:
            runs.append((stem, [at]))
    return runs
