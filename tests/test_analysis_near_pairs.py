"""Near-identical texts: the index finds the same pairs as a look at every pair."""

from __future__ import annotations

import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis import near_pairs as index
from consult.analysis.folding import fold_near_identical
from consult.analysis.near_pairs import near_pairs

WORDS = ["autobuss", "ārsts", "rinda", "krīze", "aprūpe", "psihologs", "naudas trūkst", "a", "=1+1", "👩‍👩‍👧", "gaidīt\u202e"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=30), max_size=40)


def plainly(texts: list[str], similarity: float) -> dict[tuple[int, int], float]:
    """The cosine of every pair that is near, by looking at all of them."""
    cut = [
        {padded[at : at + 4] for word in text.split() for padded in [f" {word} "] for at in range(max(1, len(padded) - 3))}
        for text in texts
    ]
    found = {}
    for right in range(len(cut)):
        for left in range(right):
            cosine = len(cut[left] & cut[right]) / sqrt(max(1, len(cut[left])) * max(1, len(cut[right])))
            if cosine >= similarity - 1e-9:
                found[left, right] = cosine
    return found


def indexed(texts: list[str], similarity: float) -> dict[tuple[int, int], float]:
    near = near_pairs(texts, similarity).tocoo()
    return {(min(a, b), max(a, b)): cosine for a, b, cosine in zip(near.row, near.col, near.data, strict=True)}


@pytest.mark.parametrize("looks", [0, 10**9], ids=["with all", "with few"])
@given(texts=TEXTS, similarity=st.sampled_from([0.5, 0.8, 0.95]))
def test_the_index_misses_no_pair_and_adds_none(looks: int, texts: list[str], similarity: float) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_LOOKS", looks)
        patch.setattr(index, "_BLOCK", 7)
        assert indexed(texts, similarity) == pytest.approx(plainly(texts, similarity))


def test_texts_of_few_words_are_all_compared_with_all() -> None:
    r = random.Random(5)
    texts = [" ".join(r.choices(WORDS, k=r.randint(3, 30))) for _n in range(700)]
    assert indexed(texts, 0.8) == pytest.approx(plainly(texts, 0.8))


def test_nothing_and_texts_without_words() -> None:
    assert near_pairs([], 0.8).nnz == 0 and near_pairs(["", " ", "\n"], 0.8).nnz == 0


def test_who_looks_may_stop_it() -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fold_near_identical([f"vārds {n}" for n in range(600)], progress=stop)
    assert told == [(0, 600), (256, 600)]
