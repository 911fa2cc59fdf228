"""Answers that are all but the same, found so that a campaign of copied letters counts in full but weighs once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.analysis.language import strip_marks
from consult.analysis.near_pairs import Progress, near_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EDGE = 300


@dataclass(frozen=True, slots=True)
class Folded:
    """One answer and all its near-identical copies: the places where they stand, and the language of the answer."""

    text: str
    places: tuple[int, ...]
    language: str


def folded(texts: Sequence[str], telling: Iterable[int], languages: Sequence[str], similarity: float) -> list[Folded]:
    """Different answers in the order of their text; `telling` are the places of those texts that say anything."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in telling:
        places[texts[place]].append(place)
    unique = sorted(places)
    groups: dict[int, list[str]] = defaultdict(list)
    for text, number in zip(unique, fold_near_identical(unique, similarity), strict=True):
        groups[int(number)].append(text)
    answers = []
    for _, members in sorted(groups.items()):
        text = max(members, key=lambda text: len(places[text]))
        everywhere = tuple(sorted(place for member in members for place in places[member]))
        answers.append(Folded(text, everywhere, languages[places[text][0]]))
    return answers


def fold_near_identical(texts: Sequence[str], similarity: float = 0.8, progress: Progress | None = None) -> NDArray[np.intp]:
    """The number of the group that each text belongs to, shape (n,); groups are numbered in the order of their first text.

    Two texts are near-identical when the cosine between their sets of four-letter pieces is at least `similarity`; of long
    texts the first and the last 300 characters count. Every member of a group is near-identical to the text that leads it:
    texts become leaders in the order of how many others they resemble, and every other text goes to the most similar leader.
    Chains of small changes thus end in several groups. The order of the texts changes nothing. `progress` may raise to stop.
    """
    import numpy as np

    folded = [strip_marks(_edges(text)) for text in texts]
    unique, places = np.unique(np.array(folded, dtype=object), return_inverse=True)
    if len(unique) < 2:
        return np.zeros(len(texts), dtype=np.intp)
    groups = _led(near_pairs(list(unique), similarity, progress), np.bincount(places))[places]
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse], dtype=np.intp)


def _led(pairs: Any, copies: NDArray[np.intp]) -> NDArray[np.intp]:
    """The row of the leader of each text; `pairs` has the cosine of each near pair once, `copies` how often each text occurs."""
    import numpy as np

    near = (pairs + pairs.T).tocsr()
    likes = (near > 0) @ copies + copies
    led = np.arange(len(copies))
    closeness = np.zeros(len(copies))
    leads = np.ones(len(copies), dtype=bool)
    for row in np.lexsort((np.arange(len(copies)), -likes)):
        if not leads[row]:
            continue
        span = slice(near.indptr[row], near.indptr[row + 1])
        columns, cosines = near.indices[span], near.data[span]
        closer = cosines > closeness[columns] + 1e-9  # never a leader: no earlier one is near it
        led[columns[closer]], closeness[columns[closer]], leads[columns] = row, cosines[closer], False
    return led


def _edges(text: str) -> str:
    return text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]} {text[-_EDGE:]}"
