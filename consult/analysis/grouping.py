"""Points in a text space put into groups: by k-means, by a number of groups that holds up when the answers are re-drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Labels = NDArray[np.intp]

_USUAL = 10  # how many themes people ask for; the best single guess that was measured
_LARGEST_TRIED = 1000


def centres(points: Matrix, labels: Labels) -> Matrix:
    """The unit mean of every group, shape (k, features)."""
    import numpy as np
    from sklearn.preprocessing import normalize

    return normalize(np.stack([points[labels == label].mean(axis=0) for label in range(labels.max() + 1)]))  # type: ignore[no-any-return]


def k_means(points: Matrix, k: int, seed: int, starts: int = 10) -> Labels:
    """A group for each point, shape (n,), numbered from 0 without gaps; fewer than k where too few points differ."""
    import warnings

    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = KMeans(min(k, len(points)), n_init=starts, random_state=seed).fit_predict(points)
    return np.unique(found, return_inverse=True)[1].astype(np.intp)


def group(points: Matrix, weights: Sequence[int], k: int, seed: int, least: int) -> Labels:
    """At most k groups of at least `least` answers each; `weights` says how many answers stand behind each point.

    Groups that come out too small are dissolved into their neighbours, and more are tried for until k large ones are found.
    """
    import numpy as np

    counted = np.asarray(weights)
    best: Labels | None = None
    for extra in range(1 + min(k, 6)):
        labels = k_means(points, k + extra, seed)
        sizes = np.bincount(labels, weights=counted)
        if best is None or (sizes >= least).sum() > (np.bincount(best, weights=counted) >= least).sum():
            best = labels
        if (sizes >= least).sum() >= k:
            break
    assert best is not None
    return _dissolve(points, best, counted, k, least)


def _dissolve(points: Matrix, labels: Labels, weights: NDArray[np.intp], k: int, least: int) -> Labels:
    """Empties the smallest group into its neighbours until at most k are left and none is under `least`."""
    import numpy as np

    while True:
        labels = np.unique(labels, return_inverse=True)[1].astype(np.intp)
        sizes = np.bincount(labels, weights=weights)
        smallest = int(sizes.argmin())
        if len(sizes) == 1 or (len(sizes) <= k and sizes[smallest] >= least):
            return labels
        nearness = points[labels == smallest] @ centres(points, labels).T
        nearness[:, smallest] = -np.inf
        labels[labels == smallest] = nearness.argmax(axis=1)


def _draws(n: int, seed: int, times: int) -> list[Labels]:
    import numpy as np

    generator = np.random.default_rng(seed)
    return [np.sort(generator.choice(n, max(1, round(0.8 * n)), replace=False)) for _ in range(times)]


def choose_k(points: Matrix, seed: int) -> int:
    """A number of themes for these answers.

    The geometric mean of the number that is most stable between draws of 80 % of the answers and the usual number of
    themes, 10; between 4 and 20, at least a dozen answers a theme, at most a dozen themes up to 500 answers.
    No rule is right about this; this one was the least wrong of fourteen that were measured on labelled sets.
    """
    import numpy as np

    n = len(points)
    most = min(20, max(2, n // 12), 12 if n <= 500 else 20)
    least = min(most, 5 if n >= 150 else 4)
    if n > _LARGEST_TRIED:
        points = points[np.sort(np.random.default_rng(seed).choice(n, _LARGEST_TRIED, replace=False))]
    points = _narrowed(points, seed)
    stability = {k: _agreement(points, k, seed) for k in _grid(least, max(least, 2 * most))}
    stable = max(stability, key=lambda k: (round(stability[k], 6), -k))
    return int(np.clip(round(float(np.sqrt(stable * _USUAL))), least, most))


def _narrowed(points: Matrix, seed: int, dimensions: int = 60) -> Matrix:
    """The points in their main directions alone: the same groups to all intents, found faster."""
    from sklearn.decomposition import PCA

    if min(points.shape) <= dimensions:
        return points
    return PCA(dimensions, random_state=seed, svd_solver="randomized").fit_transform(points)  # type: ignore[no-any-return]


def _grid(least: int, most: int) -> list[int]:
    return sorted({round(least * (most / least) ** (step / 11)) for step in range(12)})


def _agreement(points: Matrix, k: int, seed: int) -> float:
    """Mean adjusted Rand index between groupings of four pairs of draws, over the answers that both drew."""
    import numpy as np
    from sklearn.metrics import adjusted_rand_score

    scores = []
    draws = _draws(len(points), seed, 8)
    for number, (one, other) in enumerate(zip(draws[::2], draws[1::2], strict=True)):
        in_one, in_other = (k_means(points[draw], k, seed + number, starts=2) for draw in (one, other))
        _, left, right = np.intersect1d(one, other, assume_unique=True, return_indices=True)
        scores.append(adjusted_rand_score(in_one[left], in_other[right]))
    return float(np.mean(scores))


def stability(points: Matrix, labels: Labels, seed: int, runs: int = 5) -> tuple[float, list[float]]:
    """How well a grouping comes back when 80 % of the answers are drawn and grouped again with another seed.

    Returns the mean adjusted Rand index over the runs, and for each group the mean Jaccard similarity to the group that
    matches it best (Hennig 2007); under 0.5 a group should be called unstable.
    """
    import numpy as np
    from sklearn.metrics import adjusted_rand_score

    k = int(labels.max()) + 1
    scores, overlaps = [], []
    for number, draw in enumerate(_draws(len(points), seed + 1000, runs)):
        again, before = k_means(points[draw], k, seed + 1000 + number, starts=3), labels[draw]
        scores.append(adjusted_rand_score(before, again))
        shared = np.zeros((k, max(k, int(again.max()) + 1)))
        np.add.at(shared, (before, again), 1)
        either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
        overlaps.append((shared / np.maximum(either, 1)).max(axis=1))
    return float(np.mean(scores)), [float(value) for value in np.mean(overlaps, axis=0)]
