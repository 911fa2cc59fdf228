"""How people wrote a word or a phrase, and the form of it that can stand in a title."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from consult.analysis import latvian_nouns
from consult.analysis.language import strip_marks
from consult.analysis.latvian_phrases import nominative_phrase
from consult.analysis.terms import Term, is_pair, terms_of
from consult.analysis.text import Word, base_form, is_known

_CASES = frozenset("lv lt ru uk pl cs sk et fi hu hr sl".split())  # languages whose nouns change their ending
_NOMINATIVE_PLURAL = {"lv": (("i", ("s", "š")), ("as", "a"), ("es", "e"))}
_LOCATIVE = ("ā", "ē", "ī", "ū", "ās", "ēs", "īs", "os")
_NO_NOUN = {"ru": ("ть", "ться", "ти", "чь", "ый", "ий", "ой", "о", "ся"), "lt": ("ti", "tis")}  # endings of base forms
_BEFORE_GENITIVE = frozenset("no pie bez pēc kopš virs zem aiz nav trūkst pietrūkst nepietiek".split())
_BEFORE_OBJECT = frozenset("uz par caur pa ar starp".split())
_SAME_WORD = 3  # letters at the end in which a base form may differ from a written one


class SurfaceForms:
    """The written forms of `terms` in the words of answers in one language.

    `seen` are forms, in lower case, that people wrote elsewhere: a title may have those as well.
    """

    def __init__(self, documents: Sequence[list[Word]], language: str, terms: set[Term], seen: Collection[str] = ()) -> None:
        self.language = language
        self.seen = frozenset(seen) | {word.surface.lower() for document in documents for word in document}
        self.attributes: Counter[tuple[str, ...]] = Counter()  # forms right before a noun
        self.governed: Counter[str] = Counter()  # forms after a word that takes the genitive
        self.objects: Counter[str] = Counter()  # forms on „-u” after a verb, an adjective on „-u” or „uz”
        self.joined = {word.key for document in documents for word in document if word.joined or is_pair(word)}
        self.surfaces: dict[Term, Counter[tuple[str, ...]]] = defaultdict(Counter)  # in lower case
        self.inner: dict[str, Counter[str]] = defaultdict(Counter)  # as typed, with ^ before those at the start of a sentence
        for document in documents:
            for run in terms_of(document):
                term = tuple(word.key for word in run)
                if term in terms:
                    self.surfaces[term][_lower(run)] += 1
            for word in document:
                if word.key:
                    self.inner[word.surface.lower()][("^" if word.first else "") + word.surface] += 1
            if language == "lv":
                self._note_attributes(document)

    def _note_attributes(self, document: list[Word]) -> None:
        for place in range(len(document) - 1):
            follower, before = document[place + 1], document[place].surface.lower()
            form = follower.surface.lower()
            if before in _BEFORE_GENITIVE:
                self.governed[form] += 1
            governs = before in _BEFORE_OBJECT or latvian_nouns.is_verb(before)
            agrees = before.endswith(("u", "o")) and latvian_nouns.is_adjective(before)
            if form.endswith("u") and not follower.apart and (governs or agrees):
                self.objects[form] += 1
            if follower.key and not follower.first and not follower.apart and latvian_nouns.singular(form, self.seen):
                self.attributes[_lower(document[place : place + 1])] += 1
                if place and not document[place].apart:
                    self.attributes[_lower(document[place - 1 : place + 1])] += 1

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
        if len(term) == 2 and self.language == "lv" and self._nominative(best) < 2 and not in_place and self.quality(term) == 1:
            noun = self._nominative_of(Counter({(best[-1],): 1}))
            phrase = nominative_phrase(best[0], best[-1], noun, lambda word: base_form(word, "lv").lower())
            return " ".join(self._written(part) for part in phrase.split())
        return " ".join(self._written(part) for part in best)

    def quality(self, term: Term) -> float:
        """How well a term can stand in a title by itself, 0 to 1: nouns best, verbs and broken phrases worst."""
        if term[0] in self.joined or not self.surfaces[term]:
            return 1.0
        forms = self._accented(self.surfaces[term])
        if self.language != "lv":
            lemma = base_form(self.most_frequent(term[0]), self.language).lower()
            return 0.5 if len(term) == 1 and lemma.endswith(_NO_NOUN.get(self.language, "\0")) else 1.0
        return self._noun_quality(forms) if len(term) == 1 else self._phrase_quality(forms)

    def is_attribute(self, term: Term) -> bool:
        """Whether most uses of a Latvian word stand right before a noun: „drošības” of „drošības poga”."""
        forms = self.surfaces[term]
        return self.language == "lv" and 2 * sum(self.attributes[form] for form in forms) > sum(forms.values())

    def _noun_quality(self, forms: Counter[tuple[str, ...]]) -> float:
        form = max(sorted(forms), key=forms.__getitem__)[0]
        if latvian_nouns.is_verb(form):
            return 0.2
        if latvian_nouns.is_adjective(form):
            return 0.4
        return 1.0 if latvian_nouns.singular(form, self.seen) else 0.3

    def _phrase_quality(self, forms: Counter[tuple[str, ...]]) -> float:
        """1 for an adjective or a genitive before its noun, and for a noun with a place („aprūpe mājās”); else 0.2."""
        form = max(sorted(forms), key=forms.__getitem__)
        first, last = form[0], form[-1]
        base, noun = (latvian_nouns.singular(word, self.seen) for word in (first, last))
        if not noun or latvian_nouns.is_adjective(last) or latvian_nouns.is_verb(first):
            return 0.2
        if latvian_nouns.is_adjective(first):
            return 1.0
        if 2 * self.attributes[form] > forms[form]:  # „speciālistu lauku” of „speciālistu lauku teritorijā”
            return 0.2
        apart = all(written[-1].endswith(_LOCATIVE) or written[-1] == noun for written in forms)
        if first.endswith("u") and apart and 2 * self.objects[first] > self.inner.get(first, Counter()).total():
            return 0.2  # „vienotu kontaktpunktu novadā”: an object and a place
        genitive = latvian_nouns.is_genitive(first, base) if base else first.endswith(("as", "es", "u"))
        return 1.0 if genitive or (self._is_nominative(first) and last.endswith(_LOCATIVE)) else 0.2

    def _nominative_of(self, forms: Counter[tuple[str, ...]]) -> str:
        """The nominative of a word, singular or plural as most of its forms are; as written where it is not certain."""
        votes: Counter[str] = Counter()
        for (form,), count in forms.items():
            for title, share in self._titles(form).items():
                votes[title] += count * share  # type: ignore[assignment]
        return max(sorted(votes), key=lambda form: (votes[form], forms[(form,)]))

    def _titles(self, form: str) -> dict[str, float]:
        if self.language == "lv":
            base = latvian_nouns.singular(form, self.seen)
            if latvian_nouns.is_adjective(form) and base not in self.seen:
                return {form: 0.5}
            uses = self.inner.get(form, Counter()).total()
            genitive = min(1.0, (self.attributes[(form,)] + self.governed[form]) / uses) if uses else 0.0
            return latvian_nouns.nominative(form, base, genitive) if base else {form: 0.5}
        lemma = base_form(form, self.language).lower()
        alike = form[: max(3, len(lemma) - _SAME_WORD)] == lemma[: max(3, len(lemma) - _SAME_WORD)]
        certain = lemma in self.seen or not lemma.endswith(_NO_NOUN.get(self.language, "\0"))
        return {lemma: 1.0} if alike and certain else {form: 0.5}

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
        if lemma == word or (strip_marks(lemma) == word and not is_known(word, self.language)):
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
            spellings[tuple(map(strip_marks, form))][form] += count
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


def _lower(run: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.surface.lower() for word in run)
