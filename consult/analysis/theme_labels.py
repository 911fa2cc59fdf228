"""What a theme is about, in words taken from its answers: keywords, a working title, and the answers most typical of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consult.analysis.language import stop_words, weak_words
from consult.analysis.surface_forms import SurfaceForms
from consult.analysis.terms import Term, terms_of
from consult.analysis.text import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHARE = 0.35  # how many of a word's uses must be in a phrase for the phrase to stand for it
_LOOKED_AT = 120  # words of one answer
_JOINED_SHARE = 0.75
_ATTRIBUTE_SHARE = 0.15  # the same for a word that cannot well stand alone
_FIT = 0.5  # quality from which a term may stand in a title


@dataclass
class _Theme:
    language: str
    scores: dict[Term, float] = field(default_factory=dict)
    counts: Counter[Term] = field(default_factory=Counter)
    own: Counter[Term] = field(default_factory=Counter)
    """The counts in answers in the language of the theme alone."""


class ThemeVocabulary:
    """The telling words of every theme, each theme named in the language that most of its answers are in.

    `documents` are the words of different answers, `labels` their themes from 0, `languages` their languages; `known` are
    the words of other texts in the main language, whose spellings may be used.
    """

    def __init__(
        self,
        documents: Sequence[list[Word]],
        labels: Sequence[int],
        languages: Sequence[str],
        question: frozenset[str] = frozenset(),
        known: Sequence[list[Word]] = (),
    ) -> None:
        spoken: dict[int, Counter[str]] = defaultdict(Counter)
        for label, language in zip(labels, languages, strict=True):
            spoken[label][language] += 1
        self.themes = [_Theme(_most_common(spoken[label])) for label in range(max(labels, default=-1) + 1)]
        documents = [document[:_LOOKED_AT] for document in documents]
        for document, label, language in zip(documents, labels, languages, strict=True):
            if label >= 0:
                terms = {tuple(word.key for word in run) for run in terms_of(document)}
                self.themes[label].counts.update(terms)
                if language == self.themes[label].language:
                    self.themes[label].own.update(terms)
        named = {term for term, count in self._total().items() if count > 1 or len(term) == 1}
        self.forms = _forms(documents, languages, {theme.language for theme in self.themes}, named, known)
        self._score(question)

    def _total(self) -> Counter[Term]:
        total: Counter[Term] = Counter()
        for theme in self.themes:
            total.update(theme.counts)
        return total

    def _score(self, question: frozenset[str]) -> None:
        """Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), from binary counts."""
        import numpy as np

        total = self._total()
        vocabulary = sorted(term for term, count in total.items() if count >= 2)
        if not vocabulary:
            return
        everywhere = np.array([total[term] for term in vocabulary], dtype=float)
        prior = everywhere / everywhere.sum() * min(500.0, everywhere.sum() / 4)
        scores = np.empty((len(self.themes), len(vocabulary)))
        for row, theme in enumerate(self.themes):
            here = np.array([theme.counts[term] for term in vocabulary], dtype=float)
            scores[row] = _log_odds(here, everywhere - here, prior)
        spread = {key for key in question if max(theme.counts[key,] for theme in self.themes) < 0.6 * total[key,]}
        for column, term in enumerate(vocabulary):
            row = int(scores[:, column].argmax())
            theme = self.themes[row]
            foreign = theme.language != "en" and any(key in stop_words("en") for key in term)
            if theme.own[term] >= 2 and not foreign and not spread.intersection(term):
                theme.scores[term] = float(scores[row, column]) * self._fitness(term, theme.language)

    def _fitness(self, term: Term, language: str) -> float:
        """Less for words that make poor titles: of time and measure, verbs, whatever German writes small."""
        forms = self.forms[language]
        if term[0] in forms.joined:
            return 1.0
        if len(term) == 1 and term[0] in weak_words(language):
            return 0.5
        if len(term) == 1 and language == "de":
            return 1.0 if forms.most_frequent(term[0])[:1].isupper() else 0.6
        return 0.6 + 0.4 * forms.quality(term)

    def keywords(self, theme: int, most: int = 6) -> tuple[str, ...]:
        """Up to six telling words and phrases as people wrote them, no word in two of them."""
        forms = self.forms[self.themes[theme].language]
        return tuple(dict.fromkeys(forms.written(term) for term in self._chosen(theme, most)))

    def label(self, theme: int) -> str:
        """A working title of up to three parts, nouns where there are any; empty where nothing tells the theme from others."""
        forms = self.forms[self.themes[theme].language]
        chosen = self._chosen(theme, 6)
        weak = weak_words(self.themes[theme].language)
        fit = [term for term in chosen if forms.quality(term) >= _FIT and not (len(term) == 1 and term[0] in weak)] or chosen
        title = ", ".join(dict.fromkeys(forms.written(term) for term in fit[:3]))
        return title[:1].upper() + title[1:]

    def _chosen(self, theme: int, most: int) -> list[Term]:
        scores, counts = self.themes[theme].scores, self.themes[theme].own
        forms = self.forms[self.themes[theme].language]
        if not any(score > 0 for score in scores.values()):  # nothing sets it apart: say what is frequent in it
            scores = {term: float(count) for term, count in counts.items() if len(term) == 1}
        chosen: list[Term] = []
        used: set[str] = set()
        for term in sorted(scores, key=lambda term: (-scores[term], term)):
            if scores[term] <= 0 and chosen:
                break
            longer = _widened(term, scores, counts, forms)
            parts = {part for key in longer for part in (key if key in forms.joined else [key])}
            if not any(_same_word(part, other) for part in parts for other in used):
                chosen.append(longer)
                used |= parts
            if len(chosen) == most:
                break
        return chosen


def _forms(
    documents: Sequence[list[Word]], languages: Sequence[str], named_in: set[str], terms: set[Term], known: Sequence[list[Word]]
) -> dict[str, SurfaceForms]:
    """How the terms are written in each language that a theme is named in."""
    seen = {word.surface.lower() for document in known for word in document}
    return {
        language: SurfaceForms(
            [document for document, spoken in zip(documents, languages, strict=True) if spoken == language], language, terms, seen
        )
        for language in named_in
    }


def _most_common(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _widened(term: Term, scores: dict[Term, float], counts: Counter[Term], forms: SurfaceForms) -> Term:
    """The phrase that holds most of a word's uses here, if there is one; for pairs of characters the longest such run."""
    while True:
        alone = len(term) > 1 or (forms.quality(term) >= _FIT and not forms.is_attribute(term))
        share = _JOINED_SHARE if term[0] in forms.joined else _SHARE if alone else _ATTRIBUTE_SHARE
        longer = [
            other for other in scores
            if len(other) == len(term) + 1 and _within(term, other) and forms.quality(other) >= _FIT
            and counts[other] >= max(3 if alone else 2, share * counts[term])
        ]  # fmt: skip
        if not longer:
            return term
        term = max(longer, key=lambda other: (counts[other], scores[other], other))


def _same_word(one: str, other: str) -> bool:
    """Whether two keys look like forms of one word: three quarters of the shorter one, and five letters, in common."""
    shared = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (shared >= 5 and shared >= 0.75 * min(len(one), len(other)))


def _within(term: Term, other: Term) -> bool:
    return other[: len(term)] == term or other[-len(term) :] == term


def _log_odds(here: NDArray[np.float64], elsewhere: NDArray[np.float64], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    """The z-score of every word's log-odds here against elsewhere."""
    import numpy as np

    mass = prior.sum()
    inside = np.log((here + prior) / (here.sum() + mass - here - prior + 1e-9))
    outside = np.log((elsewhere + prior) / (elsewhere.sum() + mass - elsewhere - prior + 1e-9))
    z: NDArray[np.float64] = (inside - outside) / np.sqrt(1 / (here + prior) + 1 / (elsewhere + prior))
    return z


def typical(points: NDArray[np.float64], lengths: NDArray[np.float64], most: int = 5) -> list[int]:
    """Rows of `points` (unit vectors of one theme) that show the theme best: near its middle, unlike each other, about 12 words.

    Maximal marginal relevance (Carbonell & Goldstein 1998); `lengths` are in words.
    """
    import numpy as np

    centre = points.mean(axis=0)
    fit = 0.7 * points @ (centre / (np.linalg.norm(centre) + 1e-12)) - 0.04 * np.abs(np.log(np.maximum(lengths, 1) / 12))
    chosen: list[int] = []
    nearest = np.zeros(len(points))
    while len(chosen) < min(most, len(points)):
        score = fit - 0.3 * nearest
        score[chosen] = -np.inf
        chosen.append(int(score.argmax()))
        nearest = np.maximum(nearest, points @ points[chosen[-1]])
    return chosen
