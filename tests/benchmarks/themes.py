"""How well ThemeModel finds known themes, beside plain TF-IDF with k-means: python tests/benchmarks/themes.py SET.tsv …

Each set is a table with the columns `text` and `label`, divided by tabs. Every answer is put into a theme (other_max=0)
and the true number of themes is given. NMI, adjusted Rand index and accuracy (best one-to-one match) are in per cent.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

from consult.analysis.themes import ThemeModel


def read(path: Path, most: int) -> tuple[list[str], list[str]]:
    """The different texts of a set, in its order, and their labels."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        labelled = {row["text"]: row["label"] for row in rows}
    chosen = list(labelled.items())
    if len(chosen) > most:
        kept = np.random.default_rng(0).choice(len(chosen), most, replace=False)
        chosen = [chosen[row] for row in np.sort(kept)]
    return [text for text, _ in chosen], [label for _, label in chosen]


def naive(texts: Sequence[str], k: int) -> Sequence[int]:
    """Plain TF-IDF with k-means."""
    return list(KMeans(k, n_init=5, random_state=0).fit_predict(TfidfVectorizer().fit_transform(texts)))


def scores(truth: Sequence[str], found: Sequence[int]) -> tuple[float, float, float]:
    """NMI, adjusted Rand index and accuracy, in per cent."""
    table = contingency_matrix(truth, found)
    rows, columns = linear_sum_assignment(-table)
    accuracy = table[rows, columns].sum() / len(truth)
    return 100 * normalized_mutual_info_score(truth, found), 100 * adjusted_rand_score(truth, found), 100 * accuracy


def measured(method: Callable[[], Sequence[int]], truth: Sequence[str]) -> tuple[str, tuple[float, float, float]]:
    """The scores and seconds of one method as text, and the scores."""
    start = time.perf_counter()
    found = method()
    seconds = time.perf_counter() - start
    figures = scores(truth, found)
    return "{:5.1f} /{:5.1f} /{:5.1f} {:6.1f} s".format(*figures, seconds), figures


def main() -> None:
    """Prints one line for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET.tsv")
    parser.add_argument("--background", type=Path, help="a file of other texts of the same language, one on a line")
    parser.add_argument("--most", type=int, default=3000, help="texts taken from one set (3000)")
    parser.add_argument("--seeds", type=int, default=1, help="runs with different seeds that are averaged (1)")
    parser.add_argument("--auto", action="store_true", help="do not give the number of themes")
    options = parser.parse_args()
    background = options.background.read_text(encoding="utf-8").splitlines() if options.background else ()
    print(f"{'set':<20}{'n':>6}{'k':>4}   {'ThemeModel  NMI / ARI / acc':<30}{'found':>6}   {'naive  NMI / ARI / acc':<30}")
    every = []
    for path in options.sets:
        texts, truth = read(path, options.most)
        k = len(set(truth))
        plain, _ = measured(lambda texts=texts, k=k: naive(texts, k), truth)  # type: ignore[misc]
        for seed in range(options.seeds):
            model = ThemeModel(None if options.auto else k, random_state=seed, background=background, other_max=0)
            ours, figures = measured(lambda model=model, texts=texts: model.fit(texts).labels_, truth)  # type: ignore[misc]
            every.append(figures)
            print(f"{path.stem:<20}{len(texts):>6}{k:>4}   {ours:<30}{len(model.themes_):>6}   {plain:<30}", flush=True)
    print("mean of ThemeModel: {:.1f} / {:.1f} / {:.1f}".format(*np.mean(every, axis=0)))


if __name__ == "__main__":
    main()
