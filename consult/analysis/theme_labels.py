"""What a theme is about, in words taken from its answers: keywords, a working title, and the answers most typical of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from consult.analysis.language import fold, weak_words
from consult.analysis.text import Word, base_form, is_known

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Term = tuple[str, ...]
"""The keys of one word or of a phrase of neighbouring words; pairs of characters for scripts without spaces."""

_CASES = frozenset("lv lt ru uk pl cs sk et fi hu hr sl".split())  # languages whose nouns change their ending
_SHARE = 0.35  # how many of a word's uses must be in a phrase for the phrase to stand for it
_LOOKED_AT = 120  # words of one answer
_JOINED_SHARE = 0.75
_LATVIAN_VERB = tuple("ēt āt īt ot kt pt st zt rt et it ties".split())
_NOMINATIVE_PLURAL = {"lv": (("i", ("s", "š")), ("as", "a"), ("es", "e"))}
_PLURALS = {"lv": (("iem", "i"), ("us", "i"), ("os", "i"), ("ām", "as"), ("ās", "as"), ("ēm", "es"), ("ēs", "es"))}


@dataclass
class _Theme:
    scores: dict[Term, float] = field(default_factory=dict)
    counts: Counter[Term] = field(default_factory=Counter)


class ThemeVocabulary:
    """The telling words of every theme. `documents` are the words of different answers, `labels` their themes from 0."""

    def __init__(
        self, documents: Sequence[list[Word]], labels: Sequence[int], language: str, question: frozenset[str] = frozenset()
    ) -> None:
        self.language = language
        self.themes = [_Theme() for _ in range(max(labels, default=-1) + 1)]
        documents = [document[:_LOOKED_AT] for document in documents]
        for document, label in zip(documents, labels, strict=True):
            if label >= 0:
                self.themes[label].counts.update({tuple(word.key for word in run) for run in _terms(document)})
        self.joined = {word.key for document in documents for word in document if word.joined or _is_pair(word)}
        self._collect_surfaces(documents)
        self._score(question)

    def _collect_surfaces(self, documents: Sequence[list[Word]]) -> None:
        """How people wrote each term, in lower case, and each word, with `^` before those at the start of a sentence."""
        self.surfaces: dict[Term, Counter[tuple[str, ...]]] = defaultdict(Counter)
        self.inner: dict[str, Counter[str]] = defaultdict(Counter)
        seen = {term for term, count in self._total().items() if count > 1 or len(term) == 1}
        for document in documents:
            for run in _terms(document):
                term = tuple(word.key for word in run)
                if term in seen:
                    self.surfaces[term][tuple(word.surface.lower() for word in run)] += 1
            for word in document:
                if word.key:
                    self.inner[word.surface.lower()][("^" if word.first else "") + word.surface] += 1

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
            if theme.counts[term] >= 2 and not spread.intersection(term):
                theme.scores[term] = float(scores[row, column]) * self._fitness(term)

    def _fitness(self, term: Term) -> float:
        """Less for words that make poor titles: of time and measure, verbs in Latvian, whatever German writes small."""
        if len(term) > 1 or term[0] in self.joined:
            return 1.0
        if term[0] in weak_words(self.language):
            return 0.5
        surface = self._written(self.surfaces[term].most_common(1)[0][0][0])
        if self.language == "lv":
            return 0.6 if base_form(surface, "lv").endswith(_LATVIAN_VERB) else 1.0
        if self.language == "de":
            return 1.0 if surface[:1].isupper() else 0.6
        return 1.0

    def keywords(self, theme: int, most: int = 6) -> tuple[str, ...]:
        """Up to six telling words and phrases as people wrote them, no word in two of them."""
        return tuple(self.written(term) for term in self._chosen(theme, most))

    def label(self, theme: int) -> str:
        """A working title of two or three parts; empty where nothing tells the theme from the others."""
        parts = [self.written(term) for term in self._chosen(theme, 3)]
        title = ", ".join(parts)
        return title[:1].upper() + title[1:]

    def _chosen(self, theme: int, most: int) -> list[Term]:
        scores, counts = self.themes[theme].scores, self.themes[theme].counts
        if not any(score > 0 for score in scores.values()):  # nothing sets it apart: say what is frequent in it
            scores = {term: float(count) for term, count in counts.items() if len(term) == 1}
        chosen: list[Term] = []
        used: set[str] = set()
        for term in sorted(scores, key=lambda term: (-scores[term], term)):
            if scores[term] <= 0 and chosen:
                break
            longer = self._widened(term, scores, counts)
            parts = {part for key in longer for part in (key if key in self.joined else [key])}
            if not any(_same_word(part, other) for part in parts for other in used):
                chosen.append(longer)
                used |= parts
            if len(chosen) == most:
                break
        return chosen

    def _widened(self, term: Term, scores: dict[Term, float], counts: Counter[Term]) -> Term:
        """The phrase that holds most of a word's uses here, if there is one; for pairs of characters the longest such run."""
        while True:
            share = _JOINED_SHARE if term[0] in self.joined else _SHARE
            longer = [
                other for other in scores
                if len(other) == len(term) + 1 and _within(term, other) and counts[other] >= max(3, share * counts[term])
            ]  # fmt: skip
            if not longer:
                return term
            term = max(longer, key=lambda other: (counts[other], scores[other], other))

    def written(self, term: Term) -> str:
        """A term as people write it, in the nominative where someone used that."""
        forms = self.surfaces[term]
        if term[0] in self.joined:
            surface = forms.most_common(1)[0][0]
            return surface[0] + "".join(part[-1] for part in surface[1:])
        forms = self._accented(forms) if self.language in ("lv", "lt") else forms
        if len(term) == 1 and self.language in _CASES:
            return self._written(self._nominative_of(forms))
        best = max(sorted(forms), key=lambda form: (self._nominative(form), forms[form]))
        return " ".join(self._written(part) for part in best)

    def _nominative_of(self, forms: Counter[tuple[str, ...]]) -> str:
        """The nominative of a word, singular or plural as most of its forms are; one that someone wrote goes first."""
        votes: Counter[str] = Counter()
        for (form,), count in forms.items():
            plural = next((form[: -len(end)] + to for end, to in _PLURALS.get(self.language, ()) if form.endswith(end)), "")
            lemma = base_form(form, self.language).lower()
            votes[form if self._is_nominative(form) else plural if len(plural) > 3 else lemma] += count
        return max(sorted(votes), key=lambda form: (votes[form], forms[(form,)]))

    def _nominative(self, form: tuple[str, ...]) -> int:
        """2 if the last word is in the nominative, and 1 more if the first is; 0 where the language has no cases to speak of."""
        if self.language not in _CASES:
            return 0
        first, last = (self._is_nominative(word) for word in (form[0], form[-1]))
        return 2 * last + first

    def _is_nominative(self, word: str) -> bool:
        lemma = base_form(word, self.language).lower()
        if self.language == "lv" and lemma.endswith("šana"):
            return word == lemma  # names of actions have no plural; their „-šanas” is a genitive
        if lemma == word or (fold(lemma) == word and not is_known(word, self.language)):
            return True
        return any(
            word.endswith(plural) and lemma.endswith(singular) and word[:3] == lemma[:3]
            for plural, singular in _NOMINATIVE_PLURAL.get(self.language, ())
        )

    def _accented(self, forms: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
        """Without the spellings that lack their diacritics, where at least a fifth of the writers typed them."""
        spellings: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
        for form, count in forms.items():
            spellings[tuple(map(fold, form))][form] += count
        kept = Counter(forms)
        for bare, variants in spellings.items():
            accented = {form: count for form, count in variants.items() if form != bare}
            best = max(sorted(accented), key=lambda form: accented[form], default=bare)
            real_word = all(is_known(part, self.language) for part in bare)  # „vieta” is a word of its own beside „vietā”
            if not real_word and accented and accented[best] >= 0.2 * variants[bare]:
                kept[best] += kept.pop(bare, 0)
        return kept

    def _written(self, lowered: str) -> str:
        """A word with the capitals that it has inside of sentences; those at the start of a sentence tell nothing."""
        seen = self.inner.get(lowered, Counter())
        inside = {form: count for form, count in seen.items() if not form.startswith("^")}
        if inside:
            return max(sorted(inside), key=lambda form: inside[form])
        known = base_form(lowered, self.language)
        starts = [form[1:] for form in seen if form[1:].isupper() and len(form) > 2]
        if starts:
            return starts[0]
        return lowered[:1].upper() + lowered[1:] if known[:1].isupper() else lowered


def _is_pair(word: Word) -> bool:
    return len(word.key) == 2 and word.key == word.surface and not word.key.isascii() and word.key[0] > "\u0e00"


def _terms(document: list[Word]) -> Iterator[list[Word]]:
    """Single words, phrases of two neighbours in one sentence, and runs of up to five overlapping pairs."""
    for place, word in enumerate(document):
        if not word.key:
            continue
        yield [word]
        run = [word]
        for follower in document[place + 1 : place + 5]:
            if not follower.key or follower.first or ((len(run) > 1 or _is_pair(word)) and not follower.joined):
                break
            run.append(follower)
            yield list(run)


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
