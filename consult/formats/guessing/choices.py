"""The values of a column to choices: which there are, in which order, and what stands between several in one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from consult.formats.cells import CELLS_JOINED, split_cell
from consult.formats.guessing.codes import Codes
from consult.formats.guessing.scales import is_yes_or_no, order_of, spelled_plainly
from consult.model.question import OTHER, Choice
from consult.model.typed_values import fold

LONGEST_CHOICE = 90
MOST_CHOICES = 60
NAMED_OTHER = "-oth-"
"""What LimeSurvey writes where the answer stands in a column of its own words."""
_SPLITTERS = (CELLS_JOINED, "; ", ";", "\n", ", ", "|", ",")


def choices_of(values: Sequence[str], language: str, least: int) -> tuple[tuple[Choice, ...], bool]:
    """The values that came at least `least` times as choices, most frequent first, and whether there were others."""
    counts: Counter[str] = Counter(map(fold, values))
    spelling = _spellings(values)
    kept = [folded for folded, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if n >= least][:MOST_CHOICES]
    kept = [folded for folded in kept if len(folded) <= 200 and folded != NAMED_OTHER]
    codes = Codes(OTHER)
    choices = tuple(Choice(codes.code(folded, at), {language: spelling[folded]}) for at, folded in enumerate(kept))
    return choices, len(kept) < len(counts)


def _spellings(values: Iterable[str]) -> dict[str, str]:
    """Folded value → how it is written most often."""
    spelling: dict[str, Counter[str]] = {}
    for value in values:
        spelling.setdefault(fold(value), Counter())[" ".join(value.split())] += 1
    return {folded: min(ways.items(), key=lambda pair: (-pair[1], pair[0]))[0] for folded, ways in spelling.items()}


def points_of(values: Mapping[str, int], language: str) -> tuple[tuple[Choice, ...], bool]:
    """The points of a scale in their order where it is known, else as in the table by frequency; and whether it diverges."""
    labels = spelled_once(values)
    order = order_of(labels)
    if order:
        told = [(label, False) for label in order.points] + [(label, True) for label in order.apart]
    else:
        told = [(label, False) for label in labels]
    codes = Codes(OTHER)
    choices = tuple(Choice(codes.code(label, at), {language: label}, apart) for at, (label, apart) in enumerate(told))
    return choices, bool(order and order.diverging)


def spelled_once(values: Mapping[str, int]) -> list[str]:
    """The values of a column, each once in its most frequent spelling, most frequent first.

    Spellings without diacritics or with a full stop are the same value where all values are points of one known scale.
    """
    once = _by_spelling(values, spelled_plainly)
    return once if order_of(once) or is_yes_or_no(once) else _by_spelling(values, fold)


def _by_spelling(values: Mapping[str, int], form: Callable[[str], str]) -> list[str]:
    """One spelling for each form of the values: the most frequent one."""
    found: dict[str, str] = {}
    for value, _n in sorted(values.items(), key=lambda pair: (-pair[1], pair[0])):
        found.setdefault(form(value), " ".join(value.split()))
    return list(found.values())


def splitter_of(filled: Sequence[str]) -> str:
    """What stands between several answers in one cell; empty where the cells hold one answer each.

    A splitter counts where it stands in a good part of the cells and its parts are short and come again and again.
    """
    for splitter in _SPLITTERS:
        joined = [cell for cell in filled if splitter in cell]
        if len(joined) < max(2, 0.08 * len(filled)):
            continue
        parts = Counter(fold(part) for cell in filled for part in split_cell(cell, splitter))
        total = sum(parts.values())
        again = sum(n for n in parts.values() if n >= 3) / total
        average = sum(len(part) * n for part, n in parts.items()) / total
        whole = Counter(map(fold, filled))
        # In few different cells, „Yes, I'd like to attend” may be one answer: real parts come together in different ways.
        homes = Counter(part for cell in whole for part in {fold(part) for part in split_cell(cell, splitter)})
        mixed = len(whole) > 12 or sum(n > 1 for n in homes.values()) >= 0.5 * len(homes)
        if again >= 0.75 and average <= 60 and len(parts) < len(whole) and mixed:
            return splitter
    return ""


def whole_parts(filled: Sequence[str], splitter: str) -> frozenset[str]:
    """Labels, folded, with the splitter inside: parts that never come apart, the second with a small letter in front.

    „Care at home, also on holidays, Day centre” → care at home, also on holidays.
    """
    known: frozenset[str] = frozenset()
    for _round in range(4):
        alone: Counter[str] = Counter()
        together: Counter[tuple[str, str]] = Counter()
        for cell in filled:
            parts = split_cell(cell, splitter, known)
            alone.update(map(fold, parts))
            together.update((fold(a), fold(b)) for a, b in pairwise(parts) if b[:1].islower() and not a[:1].islower())
        merged = {
            fold(f"{a}{splitter}{b}") for (a, b), n in together.items() if n == alone[a] == alone[b] and n >= 2 and a != b
        } - known
        if not merged:
            break
        known |= merged
    return known
