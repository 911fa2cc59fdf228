"""How people wrote a word or a phrase, and the form of it that can stand in a title."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from consult.analysis.language import fold
from consult.analysis.latvian_phrases import nominative_phrase
from consult.analysis.text import Word, base_form, is_known

Term = tuple[str, ...]
"""The keys of one word or of a phrase of neighbouring words; pairs of characters for scripts without spaces."""

_CASES = frozenset("lv lt ru uk pl cs sk et fi hu hr sl".split())  # languages whose nouns change their ending
_NOMINATIVE_PLURAL = {"lv": (("i", ("s", "š")), ("as", "a"), ("es", "e"))}
_LOCATIVE = ("ā", "ē", "ī", "ū", "ās", "ēs", "īs", "os")
_PLURALS = {"lv": (("iem", "i"), ("us", "i"), ("os", "i"), ("ām", "as"), ("ās", "as"), ("ēm", "es"), ("ēs", "es"))}


class SurfaceForms:
    """The written forms of `terms` in the words of answers in one language."""

    def __init__(self, documents: Sequence[list[Word]], language: str, terms: set[Term]) -> None:
        self.language = language
        self.joined = {word.key for document in documents for word in document if word.joined or _is_pair(word)}
        self.surfaces: dict[Term, Counter[tuple[str, ...]]] = defaultdict(Counter)  # in lower case
        self.inner: dict[str, Counter[str]] = defaultdict(Counter)  # as typed, with ^ before those at the start of a sentence
        for document in documents:
            for run in terms_of(document):
                term = tuple(word.key for word in run)
                if term in terms:
                    self.surfaces[term][tuple(word.surface.lower() for word in run)] += 1
            for word in document:
                if word.key:
                    self.inner[word.surface.lower()][("^" if word.first else "") + word.surface] += 1

    def most_frequent(self, key: str) -> str:
        """The form of a word that most people used, with its usual capitals."""
        forms = self.surfaces[key,]
        return self._written(max(sorted(forms), key=forms.__getitem__)[0])

    def written(self, term: Term) -> str:
        """A term as people write it, in the nominative where someone used that."""
        forms = self.surfaces[term]
        if term[0] in self.joined:
            surface = max(sorted(forms), key=forms.__getitem__)
            return surface[0] + "".join(part[-1] for part in surface[1:])
        forms = self._accented(forms) if self.language in ("lv", "lt") else forms
        if len(term) == 1 and self.language in _CASES:
            return self._written(self._nominative_of(forms))
        best = max(sorted(forms), key=lambda form: (self._nominative(form), forms[form]))
        in_place = self._nominative(best) == 1 and best[-1].endswith(_LOCATIVE)  # „aprūpe mājās”
        if len(term) == 2 and self.language == "lv" and self._nominative(best) < 2 and not in_place:
            noun = self._nominative_of(Counter({(best[-1],): 1}))
            phrase = nominative_phrase(best[0], best[-1], noun, lambda word: base_form(word, "lv").lower())
            return " ".join(self._written(part) for part in phrase.split())
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
        if self.language == "lv" and lemma.endswith("is") and word == lemma[:-2] + "i":
            return False  # „dzīvokli” is an accusative; many are „dzīvokļi”
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


def terms_of(document: list[Word]) -> Iterator[list[Word]]:
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
