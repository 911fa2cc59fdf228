"""Themes found in short free-text answers: what people wrote, grouped by what it is about.

Nothing is downloaded: word vectors are learnt from the answers themselves (and from `background`, if given), answers are
smoothed over their neighbours and grouped by k-means. Importing this module loads scikit-learn; import it late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from threadpoolctl import threadpool_limits

from consult.analysis.folding import Folded, folded
from consult.analysis.language import detect_languages
from consult.analysis.language_homes import FEWEST, share_out
from consult.analysis.language_themes import LanguageThemes
from consult.analysis.text import LONGEST, cleaned, is_non_answer, tokens
from consult.analysis.theme_labels import ThemeVocabulary, typical

OTHER = -1
"""The label of an answer that fits no theme well."""
NON_ANSWER = -2
"""The label of an answer that says nothing, such as „nav” or “n/a”."""

_WEAK = 0.1  # confidence under which an answer may be left out of every theme


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of answers that say much the same, as the machine found it."""

    label: str
    """A working title: two or three telling words or phrases."""
    keywords: tuple[str, ...]
    size: int
    """Answers in it, copies counted."""
    representatives: tuple[int, ...]
    """Indices of up to five typical answers, the best first."""
    stability: float | None = None
    """Mean Jaccard similarity to the best match among re-drawn groupings, 0 to 1; under 0.5 the theme is shaky."""


class ThemeModel(ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """Groups short answers into themes, the same for the same answers in whatever order they come.

    Parameters: `n_themes`, or None to choose between 4 and 20 by how stable they are; `language` of all answers (ISO 639-1),
    or None to tell it for each; `background`, other texts of the same field that teach which words go together;
    `question`, whose words weigh little; `other_max`, the largest share of answers left out of all themes;
    `duplicate_similarity`, from which two answers weigh as one; `ignore`, words to be overlooked.

    After `fit`, one for each text: `labels_` (index into `themes_`, -1 fits none, -2 says nothing), `confidence_` (0 to 1,
    how much nearer its theme is than the next one), `language_`. Besides: `themes_` (largest first), `stability_` (mean
    adjusted Rand index between repeated runs on 80 % of the answers, or None), `groups_` (indices of near-identical
    answers), `enough_` (False where fewer than 20 different answers with words in them are there: then nothing is grouped),
    `weak_` (whether readers should be warned).
    A second language with at least a tenth of the answers, and enough of them, gets themes of its own.
    """

    def __init__(
        self,
        n_themes: int | None = None,
        language: str | None = None,
        random_state: int = 0,
        background: Sequence[str] = (),
        question: str = "",
        other_max: float = 0.10,
        duplicate_similarity: float = 0.8,
        ignore: Sequence[str] = (),
    ) -> None:
        self.n_themes = n_themes
        self.language = language
        self.random_state = random_state
        self.background = background
        self.question = question
        self.other_max = other_max
        self.duplicate_similarity = duplicate_similarity
        self.ignore = ignore

    def fit(self, texts: Iterable[str], y: object = None) -> ThemeModel:
        """Finds the themes of `texts`; `y` is not used."""
        with threadpool_limits(limits=1):  # sums over several threads differ in their last digits
            self._fit([_clean(text) for text in texts])
        return self

    def predict(self, texts: Iterable[str]) -> NDArray[np.intp]:
        """The nearest theme of each new answer, shape (n,); -2 where it says nothing, -1 where there are no themes."""
        clean = [_clean(text) for text in texts]
        labels = _unthemed(clean)
        languages = self._languages(clean)
        for language, (part, offset) in self._parts.items():
            mine = [
                place for place, label in enumerate(labels) if label == OTHER and self._homes.of(languages[place]) == language
            ]
            if mine:
                with threadpool_limits(limits=1):
                    spoken = [self._homes.spoken(languages[place], language) for place in mine]
                    labels[mine] = self._ranks[offset + part.predict([clean[place] for place in mine], spoken)]
        return np.array([self._known.get(text, label) for text, label in zip(clean, labels, strict=True)], dtype=np.intp)

    @property
    def weak_(self) -> bool:
        """Whether the themes found are to be read with care.

        True where the grouping does not come back when answers are left out (`stability_` under 0.5), or where one theme
        holds more than half of the answers that say something, unless no more than two themes were asked for.
        """
        if self.stability_ is None:
            return False
        said = int((self.labels_ != NON_ANSWER).sum())
        lopsided = any(2 * theme.size > said for theme in self.themes_) and (self.n_themes is None or self.n_themes > 2)
        return self.stability_ < 0.5 or lopsided

    def _fit(self, clean: list[str]) -> None:
        self.labels_ = _unthemed(clean)
        self.language_ = self._languages(clean)
        self.confidence_ = np.zeros(len(clean))
        self.themes_: list[Theme] = []
        self.stability_: float | None = None
        self._parts: dict[str, tuple[LanguageThemes, int]] = {}
        telling = [place for place, label in enumerate(self.labels_) if label == OTHER]
        answers = folded(clean, telling, self.language_, self.duplicate_similarity)
        self.groups_ = sorted(answer.places for answer in answers if len(answer.places) > 1)
        self._homes = share_out(answers, self.n_themes, lambda language, texts: self._finder(language).with_words(texts))
        self.enough_ = self._homes.told >= FEWEST
        if self.enough_:
            self._find(self._homes.by_language)
        self._known = {text: int(label) for text, label in zip(clean, self.labels_, strict=True) if label >= 0}

    def _languages(self, clean: list[str]) -> list[str]:
        if self.language:
            return [self.language.lower().replace("_", "-").split("-")[0]] * len(clean)
        return detect_languages(clean)

    def _finder(self, language: str) -> LanguageThemes:
        return LanguageThemes(language, self.random_state, self.background, self.question, self.ignore)

    def _find(self, homes: dict[str, list[Folded]]) -> None:
        answers = [answer for home in homes.values() for answer in home]
        wanted = self._homes.numbers(self.n_themes)
        least = self._least(sum(len(answer.places) for answer in answers))
        labels, confidence = [], []
        offset = 0
        for language, home in homes.items():
            texts, weights = [answer.text for answer in home], [len(answer.places) for answer in home]
            spoken = [self._homes.spoken(answer.language, language) for answer in home]
            part = self._finder(language).fit(texts, weights, wanted[language], least, spoken)
            self._parts[language] = (part, offset)
            labels.append(part.labels_ + offset)
            confidence.append(part.confidence_)
            offset += len(part.centres_)
        self._settle(answers, np.concatenate(labels), np.concatenate(confidence), least)
        self._name(homes)

    def _least(self, n: int) -> int:
        """The smallest theme: 3 answers and one in a hundred; fewer of a hundred where many themes were asked for."""
        share = 0.01 if self.n_themes is None else min(0.01, 0.25 / self.n_themes)
        return max(3, int(np.ceil(share * n)))

    def _settle(self, answers: list[Folded], labels: NDArray[np.intp], confidence: NDArray[np.float64], least: int) -> None:
        """Leaves out the weakest answers, numbers the themes by size, and writes what holds for each text."""
        weights = np.array([len(answer.places) for answer in answers])
        sizes = np.bincount(labels, weights=weights)
        allowed = int(self.other_max * weights.sum() + 1e-9)
        weakest = sorted(range(len(answers)), key=lambda row: (confidence[row], answers[row].text))
        out: set[int] = set()
        for row in weakest:
            if confidence[row] >= _WEAK:
                break
            if weights[row] <= allowed and sizes[labels[row]] - weights[row] >= least:
                out.add(row)
                allowed -= weights[row]
                sizes[labels[row]] -= weights[row]
        order = sorted(range(len(sizes)), key=lambda theme: (-sizes[theme], theme))
        self._ranks = np.argsort(order)
        self._sizes = [int(sizes[theme]) for theme in order]
        for row, answer in enumerate(answers):
            places = list(answer.places)
            self.labels_[places] = OTHER if row in out else self._ranks[labels[row]]
            self.confidence_[places] = confidence[row]

    def _name(self, homes: dict[str, list[Folded]]) -> None:
        """Fills `themes_`: words, typical answers and stability."""
        named: dict[int, Theme] = {}
        for language, (part, offset) in self._parts.items():
            home = homes[language]
            ranks = [int(self.labels_[answer.places[0]]) for answer in home]
            raw = {int(self._ranks[offset + label]): label for label in range(len(part.centres_))}
            vocabulary = part.vocabulary([raw.get(rank, OTHER) for rank in ranks])
            for rank, label in raw.items():
                rows = [row for row, answer_rank in enumerate(ranks) if answer_rank == rank]
                named[rank] = self._theme(vocabulary, label, [home[row] for row in rows], part, rows)
        self.themes_ = [named[rank] for rank in sorted(named)]
        shares = [len(home) for home in homes.values()]
        self.stability_ = float(np.average([part.stability_ for part, _ in self._parts.values()], weights=shares))

    def _theme(
        self, vocabulary: ThemeVocabulary, label: int, members: list[Folded], part: LanguageThemes, rows: list[int]
    ) -> Theme:
        lengths = np.array([len(tokens(answer.text)) for answer in members], dtype=float)
        shown = typical(part.points_[rows], lengths)
        return Theme(
            label=vocabulary.label(label),
            keywords=vocabulary.keywords(label),
            size=sum(len(answer.places) for answer in members),
            representatives=tuple(members[row].places[0] for row in shown),
            stability=part.theme_stability_[label],
        )


def _clean(text: str) -> str:
    return cleaned(str(text or "")[: 2 * LONGEST])


def _unthemed(clean: list[str]) -> NDArray[np.intp]:
    return np.array([NON_ANSWER if is_non_answer(text) else OTHER for text in clean], dtype=np.intp)
