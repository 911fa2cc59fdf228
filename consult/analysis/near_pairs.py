"""Which texts are nearly the same, found without looking at every pair: the result is that of looking at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
"""Called with how many texts were compared and how many there are."""

_PIECE = 4
_BLOCK = 256
_CLOSE = 1e-9  # what rounding may take from a cosine
_LOOKS = 300  # pieces shared with others, text by text, from which one product with all is faster than a look at each pair
_COMMON = 12  # a piece of more than one in so many texts is counted faster in a full table than in a sparse one
_FULL_TABLE = 50_000_000  # numbers that a full table may hold


def near_pairs(texts: Sequence[str], similarity: float, progress: Progress | None = None) -> Any:
    """A sparse (n, n) matrix with the cosines of near-identical texts, each pair once.

    The cosine is that between the sets of four-letter pieces of words, with a blank at both ends of each. Texts that share
    few pieces with others are compared with those that have one of their rarest pieces (prefix filter, Chaudhuri et al.
    2006); the others with all texts of a size that can be near (Bayardo et al. 2007). Both miss no pair.
    """
    import numpy as np
    from scipy import sparse

    pieces = _pieces(texts)
    sizes = np.maximum(np.diff(pieces.indptr), 1)
    order = np.argsort(sizes, kind="stable")
    found: list[tuple[NDArray[np.intp], ...]] = []
    for start, left, right, shared in _shared(pieces[order], sizes[order], similarity):
        if progress:
            progress(start, len(texts))
        left, right = order[left], order[right]
        cosine = shared / np.sqrt(sizes[left] * sizes[right].astype(np.float64))
        close = cosine >= similarity - _CLOSE
        found.append((left[close], right[close], cosine[close]))
    rows, columns, cosines = (np.concatenate(side) for side in zip(*found, strict=True)) if found else ([], [], [])
    return sparse.csr_matrix((cosines, (rows, columns)), shape=(len(texts), len(texts)), dtype=np.float64)


def _pieces(texts: Sequence[str]) -> Any:
    """A sparse matrix of texts and pieces: 1 where the text has the piece."""
    import numpy as np
    from scipy import sparse

    columns: dict[str, int] = {}
    words: dict[str, list[int]] = {}
    indices: list[int] = []
    ends = [0]
    for text in texts:
        here: set[int] = set()
        for word in text.split():
            if word not in words:
                words[word] = [columns.setdefault(piece, len(columns)) for piece in _cut(f" {word} ")]
            here.update(words[word])
        indices += sorted(here)
        ends.append(len(indices))
    ones = np.ones(len(indices), dtype=np.float32)
    return sparse.csr_matrix((ones, indices, ends), shape=(len(texts), len(columns)))


def _cut(word: str) -> Iterator[str]:
    return (word[at : at + _PIECE] for at in range(max(1, len(word) - _PIECE + 1)))


def _shared(
    pieces: Any, sizes: NDArray[np.intp], similarity: float
) -> Iterator[tuple[int, NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]]:
    """Block by block: its first text, then rows and columns of pairs that may be near, and how many pieces they share.

    The texts stand by their size.
    """
    import numpy as np

    rare = _rarest(pieces, similarity)
    looks = _row_sums(rare, np.bincount(rare.indices, minlength=rare.shape[1]))
    table: _FullTable | None = None
    for start in range(0, pieces.shape[0], _BLOCK):
        block = slice(start, start + _BLOCK)
        most = sizes[block][-1] / (similarity - _CLOSE) ** 2
        reach = slice(start, int(np.searchsorted(sizes, most + _CLOSE, side="right")))
        if looks[block].mean() <= _LOOKS:
            near = (rare[block] @ rare[reach].T).tocoo()
            left, right = near.row[near.row < near.col] + start, near.col[near.row < near.col] + start
            shared = np.asarray(pieces[left].multiply(pieces[right]).sum(axis=1)).ravel()
        else:
            table = table or _FullTable.of(pieces)
            counts = table.shared(block, reach)
            left, right = np.nonzero(np.triu(counts, 1) >= similarity**2 * sizes[block][:, None] - _CLOSE)
            shared, left, right = counts[left, right], left + start, right + start
        yield start, left, right, shared


def _row_sums(pieces: Any, weights: NDArray[np.intp]) -> NDArray[np.float64]:
    """What the pieces of each text weigh together."""
    import numpy as np

    return np.diff(np.concatenate(([0.0], np.cumsum(weights[pieces.indices], dtype=np.float64)))[pieces.indptr])


def _rarest(pieces: Any, similarity: float) -> Any:
    """The rarest pieces of every text: two texts as similar as asked share at least one of these."""
    import numpy as np
    from scipy import sparse

    sizes = np.diff(pieces.indptr)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    frequency = np.bincount(pieces.indices, minlength=pieces.shape[1])
    order = np.lexsort((pieces.indices, frequency[pieces.indices], rows))
    rank = np.arange(len(rows)) - np.repeat(pieces.indptr[:-1], sizes)
    needed = np.ceil(similarity**2 * sizes - _CLOSE).astype(np.intp)
    kept = rank < np.repeat(sizes - needed + 1, sizes)
    columns = pieces.indices[order][kept]
    return sparse.csr_matrix((np.ones(len(columns), dtype=np.float32), (rows[kept], columns)), shape=pieces.shape)


@dataclass(frozen=True, slots=True)
class _FullTable:
    """The pieces that stand in many texts in a full table, the others in a sparse one."""

    common: NDArray[np.float32]
    others: Any

    @classmethod
    def of(cls, pieces: Any) -> _FullTable:
        import numpy as np

        many, _all = pieces.shape
        frequency = np.bincount(pieces.indices, minlength=pieces.shape[1])
        most_common = np.argsort(-frequency, kind="stable")[: max(1, _FULL_TABLE // many)]
        common = frequency[most_common] > many / _COMMON
        by_column = pieces.tocsc()
        rest = np.setdiff1d(np.arange(pieces.shape[1]), most_common[common])
        return cls(by_column[:, most_common[common]].toarray(), by_column[:, rest].tocsr())

    def shared(self, block: slice, reach: slice) -> NDArray[np.float32]:
        """How many pieces each text of `block` shares with each of `reach`."""
        others: NDArray[np.float32] = (self.others[block] @ self.others[reach].T).toarray()
        others += self.common[block] @ self.common[reach].T
        return others
