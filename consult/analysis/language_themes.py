"""Themes in answers of one language: from texts to groups, their stability and the words that name them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from consult.analysis import grouping
from consult.analysis.language import strip_marks
from consult.analysis.spelling import accents, respell
from consult.analysis.text import LONGEST, Word, cleaned, keywords, words
from consult.analysis.text_space import TextSpace
from consult.analysis.theme_labels import ThemeVocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_FITTED = 6000  # different answers that take part in fitting; the others are assigned afterwards


class LanguageThemes:
    """Groups different answers in one language, and the few in other languages that go with them.

    After `fit`, one for each text: `labels_` (0 to k-1), `confidence_` (0 to 1), `points_` (unit vectors); and `stability_`,
    `theme_stability_` (one for each group), `centres_`.
    """

    def __init__(
        self, language: str, random_state: int = 0, background: Sequence[str] = (), question: str = "", ignore: Sequence[str] = ()
    ) -> None:
        self.language = language
        self.random_state = random_state
        self.background = background
        self.question = question
        self.ignored = frozenset(map(strip_marks, ignore)) | keywords(ignore, language)

    def documents(self, texts: Sequence[str], languages: Sequence[str] = ()) -> list[list[Word]]:
        """The words of each text without the ignored ones; `languages` of the texts where not all are in the main one."""
        spoken = languages or [self.language] * len(texts)
        every = [words(text, language) for text, language in zip(texts, spoken, strict=True)]
        if not self.ignored:
            return every
        return [[word for word in document if not self.ignored & {word.key, strip_marks(word.surface)}] for document in every]

    def with_words(self, texts: Sequence[str], languages: Sequence[str] = ()) -> list[bool]:
        """Which texts have a word in them that means something."""
        return [any(word.key for word in document) for document in self.documents(texts, languages)]

    def fit(
        self, texts: Sequence[str], weights: Sequence[int], k: int | None, least: int, languages: Sequence[str] = ()
    ) -> LanguageThemes:
        """Groups `texts` into `k` themes, or a fitting number, none with under `least` answers; `weights` counts copies."""
        import numpy as np

        self.languages_ = list(languages) or [self.language] * len(texts)
        documents, background = self.documents(texts, self.languages_), self.documents(list(map(_short, self.background)))
        self.accents_ = accents([*documents, *background], self.language)
        self.documents_ = documents = self._respelled(documents, self.languages_)
        self.known_ = background = self._respelled(background, [self.language] * len(background))
        self.damped_ = keywords([self.question], self.language)
        drawn = _draw(texts, documents)
        self.space_ = TextSpace(self.random_state, self.damped_)
        fitted = self.space_.fit_transform([documents[row] for row in drawn], [texts[row] for row in drawn], background)
        wanted = k or grouping.choose_k(fitted, self.random_state)
        share = len(drawn) / len(texts)
        found = grouping.group(fitted, [weights[row] for row in drawn], wanted, self.random_state, max(1, round(least * share)))
        self.centres_ = grouping.centres(fitted, found)
        self.stability_, self.theme_stability_ = grouping.stability(fitted, found, self.random_state)
        self.points_ = np.empty((len(texts), fitted.shape[1]))
        self.points_[drawn] = fitted
        rest = np.setdiff1d(np.arange(len(texts)), drawn)
        if len(rest):
            self.points_[rest] = self.space_.transform([documents[row] for row in rest], [texts[row] for row in rest])
        self.labels_ = (self.points_ @ self.centres_.T).argmax(axis=1)
        self.labels_[drawn] = found
        said = np.array([any(word.key for word in document) for document in documents])
        self.confidence_ = _margin(self.points_ @ self.centres_.T, self.labels_) * said
        return self

    def predict(self, texts: Sequence[str], languages: Sequence[str] = ()) -> NDArray[np.intp]:
        """The nearest theme of each new text."""
        import numpy as np

        documents = self._respelled(self.documents(texts, languages), languages or [self.language] * len(texts))
        points = self.space_.transform(documents, texts)
        return np.asarray((points @ self.centres_.T).argmax(axis=1), dtype=np.intp)

    def vocabulary(self, labels: Sequence[int]) -> ThemeVocabulary:
        """The telling words of the themes; `labels` of the fitted texts may be negative for those that are in none."""
        return ThemeVocabulary(self.documents_, labels, self.languages_, self.damped_, self.known_)

    def _respelled(self, documents: list[list[Word]], languages: Sequence[str]) -> list[list[Word]]:
        return [
            respell(document, self.accents_, language) if language == self.language else document
            for document, language in zip(documents, languages, strict=True)
        ]


def _short(text: str) -> str:
    return cleaned(text[:LONGEST])


def _draw(texts: Sequence[str], documents: Sequence[list[Word]]) -> list[int]:
    """The rows that take part in fitting: those with words in them, the same ones wherever they stand (by hash)."""
    rows = [row for row, document in enumerate(documents) if any(word.key for word in document)]
    if len(rows) > _MOST_FITTED:
        rows = sorted(rows, key=lambda row: hashlib.sha256(texts[row].encode()).digest())[:_MOST_FITTED]
    return sorted(rows)


def _margin(near: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.float64]:
    """How much nearer the own centre is than the next one: 1 - d1/d2 by cosine distance, 0 to 1 (simplified silhouette)."""
    import numpy as np

    rows = np.arange(len(near))
    own = 1 - near[rows, labels]
    others = 1 - near
    others[rows, labels] = np.inf
    nearest = others.min(axis=1) if near.shape[1] > 1 else np.ones(len(near))
    margin: NDArray[np.float64] = np.clip(1 - own / np.maximum(nearest, 1e-9), 0, 1)
    return margin
