"""A space in which answers of like meaning stand close, learnt from the answers themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from consult.analysis.language import strip_marks
from consult.analysis.text import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Documents = Sequence[list[Word]]

_NEIGHBOURS = 25
_BLOCK = 1000
_PASSAGE = 60
_VOCABULARY = 15_000
_PIECES_OF = 1000  # characters of a text that are cut into pieces


def _itself(document: list[str]) -> list[str]:
    return document


def _svd(matrix: Any, dimensions: int, seed: int) -> tuple[Any, Any, Any]:
    from sklearn.utils.extmath import randomized_svd

    dimensions = max(1, min(dimensions, min(matrix.shape) - 1))
    left, values, right = randomized_svd(matrix, dimensions, n_iter=7, random_state=seed)
    return left, values, right


def _unit(matrix: Any) -> Matrix:
    from sklearn.preprocessing import normalize

    return normalize(matrix)  # type: ignore[no-any-return]


class WordVectors:
    """Vectors of words by positive pointwise mutual information within answers, and of answers as their weighted mean.

    Method: PPMI with context smoothing .75 (Levy, Goldberg & Dagan 2015), counted over answers, each weighing 1 (long ones
    by 60 words); truncated SVD; an answer is the mean of its words by inverse document frequency.
    """

    def __init__(self, dimensions: int = 50, random_state: int = 0) -> None:
        self.dimensions = dimensions
        self.random_state = random_state

    def fit(self, documents: Sequence[list[str]], background: Sequence[list[str]] = ()) -> WordVectors:
        """Learns from lists of keys; `background` teaches which words go together but has no say in how rare a word is."""
        import numpy as np
        from scipy import sparse
        from sklearn.feature_extraction.text import CountVectorizer

        self.counter_ = CountVectorizer(analyzer=_itself, binary=True, min_df=2, max_features=_VOCABULARY, dtype=np.float64)
        try:
            own = self.counter_.fit([*documents, *background]).transform(documents)
        except ValueError:  # no word occurs twice
            self.counter_ = None
            return self
        counts = self.counter_.transform(_passages([*documents, *background]))
        lengths = np.maximum(counts.getnnz(axis=1), 1)
        together = (counts.T @ sparse.diags(1 / lengths) @ counts).tocoo()
        left, values, _ = _svd(_ppmi(together), self.dimensions, self.random_state)
        self.weights_ = np.log((1 + len(documents)) / (1 + own.getnnz(axis=0))) + 1
        self.vectors_ = _unit(left * np.sqrt(values)) * self.weights_[:, None]
        return self

    def transform(self, documents: Sequence[list[str]], damped: frozenset[str] = frozenset()) -> Matrix:
        """Unit vectors, shape (n, dimensions); zero for a document without a known word. `damped` words weigh a quarter."""
        import numpy as np

        if self.counter_ is None:
            return np.zeros((len(documents), 1))
        counts = self.counter_.transform(documents)
        weights = np.ones(counts.shape[1])
        weights[[self.counter_.vocabulary_[key] for key in damped if key in self.counter_.vocabulary_]] = 0.25
        return _unit(counts @ (self.vectors_ * weights[:, None]))


def _passages(documents: Sequence[list[str]]) -> list[list[str]]:
    """The documents cut into pieces of 60 words: words far apart in a long letter tell nothing of each other."""
    return [document[start : start + _PASSAGE] for document in documents for start in range(0, len(document), _PASSAGE)]


def _ppmi(together: Any, smoothing: float = 0.75) -> Any:
    import numpy as np
    from scipy import sparse

    totals = np.asarray(together.tocsr().sum(axis=1)).ravel()
    context = totals**smoothing
    context /= context.sum()
    information = np.log(together.data / (totals[together.row] * context[together.col]))
    positive = information > 0
    return sparse.csr_matrix((information[positive], (together.row[positive], together.col[positive])), shape=together.shape)


class LatentPieces:
    """Latent semantic analysis of words and of pieces of words (3 to 5 letters), which see through endings and slips.

    Coordinates are weighted by the squared singular values: one step of diffusion between terms.
    """

    def __init__(self, dimensions: int = 100, random_state: int = 0) -> None:
        self.dimensions = dimensions
        self.random_state = random_state

    def fit(self, documents: Sequence[list[str]], texts: Sequence[str]) -> LatentPieces:
        """Learns from lists of keys and the texts that they were taken from."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        rare = 3 if len(texts) >= 100 else 2
        self.views_ = []
        whole = TfidfVectorizer(analyzer=_itself, min_df=2, sublinear_tf=True)
        pieces = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), min_df=rare, max_features=20_000, sublinear_tf=True, lowercase=False
        )
        for view, material, weight in ((whole, documents, 1.0), (pieces, _folded(texts), 0.7)):
            try:
                view.fit(material)
            except ValueError:  # nothing in this view occurs often enough
                continue
            self.views_.append((view, weight))
        if self.views_:
            _, self.values_, self.axes_ = _svd(self._sparse(documents, texts), self.dimensions, self.random_state)
        return self

    def transform(self, documents: Sequence[list[str]], texts: Sequence[str]) -> Matrix:
        """Unit vectors, shape (n, dimensions)."""
        import numpy as np

        if not self.views_:
            return np.zeros((len(texts), 1))
        return _unit((self._sparse(documents, texts) @ self.axes_.T) * self.values_)

    def _sparse(self, documents: Sequence[list[str]], texts: Sequence[str]) -> Any:
        from scipy import sparse

        stacked = [
            weight * view.transform(documents if view.analyzer is _itself else _folded(texts)) for view, weight in self.views_
        ]
        return sparse.hstack(stacked).tocsr()


def _folded(texts: Sequence[str]) -> list[str]:
    return [strip_marks(text[:_PIECES_OF]) for text in texts]


class TextSpace:
    """Words by lemma, by stem and as they stand, and pieces of words, side by side; then smoothed over near neighbours.

    fit_transform gives unit vectors, shape (n, features). Smoothing is two rounds of averaging with the 25 nearest
    answers (simplified graph convolution, Wu et al. 2019); new answers are smoothed over the fitted ones.
    """

    def __init__(self, random_state: int = 0, damped: frozenset[str] = frozenset()) -> None:
        self.random_state = random_state
        self.damped = damped

    def fit_transform(self, documents: Documents, texts: Sequence[str], background: Documents = ()) -> Matrix:
        """Learns the space from answers and returns their coordinates in it."""
        dimensions = min(50, max(10, len(documents) // 5)) if len(background) < 1000 else 100
        self.views_ = [
            (view, WordVectors(dimensions, self.random_state).fit(_view(documents, view), _view(background, view)))
            for view in ("key", "stem", "surface")
        ]
        self.pieces_ = LatentPieces(100, self.random_state).fit(_view(documents, "key"), texts)
        self.rounds_ = [self._raw(documents, texts)]
        for _ in range(2):
            self.rounds_.append(_average(self.rounds_[-1], self.rounds_[-1]))
        return self.rounds_[-1]

    def transform(self, documents: Documents, texts: Sequence[str]) -> Matrix:
        """The coordinates of answers that the space was not learnt from."""
        coordinates = self._raw(documents, texts)
        for known in self.rounds_[:-1]:
            coordinates = _average(coordinates, known)
        return coordinates

    def _raw(self, documents: Documents, texts: Sequence[str]) -> Matrix:
        import numpy as np

        parts = [vectors.transform(_view(documents, view), self.damped) for view, vectors in self.views_]
        return _unit(np.hstack([*parts, self.pieces_.transform(_view(documents, "key"), texts)]))


def _view(documents: Documents, view: str) -> list[list[str]]:
    if view == "surface":  # stop words too: how a thing is said tells wishes from complaints
        return [[word.key or strip_marks(word.surface) for word in document] for document in documents]
    return [[getattr(word, view) for word in document if word.key] for document in documents]


def _average(answers: Matrix, known: Matrix) -> Matrix:
    """Each of `answers` moved half way to the mean of its nearest rows of `known`, by similarity."""
    import numpy as np

    near = max(1, min(_NEIGHBOURS, len(known) // 4))
    moved = np.empty_like(answers)
    for start in range(0, len(answers), _BLOCK):
        block = answers[start : start + _BLOCK]
        similar = block @ known.T
        nearest = np.argpartition(-similar, near - 1, axis=1)[:, :near]
        weights = np.maximum(np.take_along_axis(similar, nearest, axis=1), 0)
        weights /= weights.sum(axis=1, keepdims=True) + 1e-12
        moved[start : start + _BLOCK] = 0.5 * block + 0.5 * np.einsum("ij,ijk->ik", weights, known[nearest])
    return _unit(moved)
