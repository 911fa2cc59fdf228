"""Answers that are all but the same, found so that a campaign of copied letters counts in full but weighs once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from consult.analysis.language import strip_marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EDGE = 300
_BLOCK = 256
_MANY = 100  # candidates for one text from which one product for all is faster than a look at each pair


def fold_near_identical(texts: Sequence[str], similarity: float = 0.8) -> NDArray[np.intp]:
    """The number of the group that each text belongs to, shape (n,); groups are numbered in the order of their first text.

    Two texts are near-identical when the cosine between their sets of four-letter pieces is at least `similarity`; of long
    texts the first and the last 300 characters count. Every member of a group is near-identical to the text that leads it:
    texts become leaders in the order of how many others they resemble, and every other text goes to the most similar leader.
    Chains of small changes thus end in several groups. The order of the texts changes nothing.
    Candidates are found by the prefix filter (Chaudhuri et al. 2006), which misses no pair.
    """
    import numpy as np

    folded = [strip_marks(_edges(text)) for text in texts]
    unique, places = np.unique(np.array(folded, dtype=object), return_inverse=True)
    if len(unique) < 2:
        return np.zeros(len(texts), dtype=np.intp)
    groups = _led(_near_pairs(list(unique), similarity), np.bincount(places))[places]
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse], dtype=np.intp)


def _led(pairs: Any, copies: NDArray[np.intp]) -> NDArray[np.intp]:
    """The row of the leader of each text; `pairs` holds the cosines of near-identical texts, `copies` how often each occurs."""
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


def _near_pairs(texts: Sequence[str], similarity: float) -> Any:
    """A sparse (n, n) matrix with the cosines of near-identical texts above its diagonal."""
    import numpy as np
    from scipy import sparse
    from sklearn.feature_extraction.text import CountVectorizer

    try:
        pieces = CountVectorizer(analyzer="char_wb", ngram_range=(4, 4), binary=True, dtype=np.float64).fit_transform(texts)
    except ValueError:  # not one piece in any text
        return sparse.csr_matrix((len(texts), len(texts)))
    sizes = np.maximum(pieces.getnnz(axis=1), 1)
    unit = sparse.diags(1 / np.sqrt(sizes)) @ pieces
    rare = _rarest(pieces.tocsr(), similarity)
    blocks = []
    for start in range(0, len(texts), _BLOCK):
        near = (rare[start : start + _BLOCK] @ rare.T).tocoo()
        left, right = near.row + start, near.col
        left, right = left[left < right], right[left < right]
        if len(left) > _MANY * near.shape[0]:
            near = (unit[start : start + _BLOCK] @ unit.T).tocoo()
            left, right, cosine = near.row + start, near.col, near.data
        else:
            cosine = np.asarray(unit[left].multiply(unit[right]).sum(axis=1)).ravel() if len(left) else np.zeros(0)
        close = cosine >= similarity - 1e-9
        blocks.append((left[close], right[close], cosine[close]))
    rows, columns, cosines = (np.concatenate(side) for side in zip(*blocks, strict=True))
    return sparse.csr_matrix((cosines, (rows, columns)), shape=(len(texts), len(texts)))


def _rarest(pieces: Any, similarity: float) -> Any:
    """The rarest pieces of every text: two texts as similar as asked share at least one of these."""
    import numpy as np

    frequency = pieces.getnnz(axis=0)
    kept = pieces.copy()
    for row in range(pieces.shape[0]):
        start, end = pieces.indptr[row], pieces.indptr[row + 1]
        columns = pieces.indices[start:end]
        order = np.lexsort((columns, frequency[columns]))
        needed = int(np.ceil(similarity**2 * len(columns) - 1e-9))
        kept.data[start:end][order[len(columns) - needed + 1 :]] = 0
    kept.eliminate_zeros()
    return kept
