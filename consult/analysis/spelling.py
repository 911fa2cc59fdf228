"""Latvian and Lithuanian words typed without their diacritics, spelt as other people in the same consultation spell them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from consult.analysis.language import strip_marks
from consult.analysis.text import Word, base_form, is_known, respelled

_LANGUAGES = frozenset({"lv", "lt"})


def accents(documents: Iterable[Sequence[Word]], language: str) -> Mapping[str, str]:
    """Bare words in lower case → the spelling with diacritics that most people use; words that may be right are not there.

    „berni” is „bērni” where somebody wrote that, but „vieta” stays beside „vietā”: both are words.
    """
    if language not in _LANGUAGES:
        return {}
    counts = Counter(word.surface.lower() for document in documents for word in document)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for surface, count in counts.items():
        if not surface.isascii():
            spellings[strip_marks(surface)][surface] = count
    return {
        bare: min(variants, key=lambda form: (-variants[form], form))
        for bare, variants in spellings.items()
        if bare in counts and not _may_be_right(bare, language)
    }


def _may_be_right(bare: str, language: str) -> bool:
    """Whether a word without diacritics is one of its own; that it could be a name („Berne”) does not count."""
    return is_known(bare, language) and base_form(bare, language).islower()


def respell(document: list[Word], accented: Mapping[str, str], language: str) -> list[Word]:
    """The words with the spellings of `accented`, their capitals kept."""
    if not accented:
        return document
    return [
        respelled(word, _like(word.surface, accented[word.surface.lower()]), language)
        if word.surface.lower() in accented
        else word
        for word in document
    ]


def _like(typed: str, accented: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return accented.upper()
    return accented[:1].upper() + accented[1:] if typed[:1].isupper() else accented
