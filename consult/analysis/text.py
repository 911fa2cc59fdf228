"""What people typed, made ready to be counted: clean text, words, lemmas, stems, and answers that are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from consult.analysis.language import (
    UNKNOWN,
    detect_language,
    detect_languages,
    function_letters,
    non_answer_phrases,
    stop_words,
    strip_marks,
)

__all__ = [
    "UNKNOWN",
    "Word",
    "base_form",
    "cleaned",
    "detect_language",
    "detect_languages",
    "is_known",
    "is_non_answer",
    "keywords",
    "lemmas",
    "respelled",
    "strip_marks",
    "tokens",
    "words",
]  # fmt: skip

LONGEST = 2000
"""Characters of one text that are looked at; what stands behind them does not change what it is about."""

_SPACE = re.compile(r"\s+")
_ADDRESS = r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|lv|eu|gov|io|de|ru|lt|ee)\b\S*"
_NOT_WORDS = re.compile(rf"[^\s@]{{1,64}}@[^\s@]+\.\w+|{_ADDRESS}|(?<!\w)@\w+", re.IGNORECASE)
_UNSPACED = "\u0e00-\u0eff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0963\u0966-\u0dff"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])"
_TOKEN = re.compile(rf"(?P<run>[{_UNSPACED}]+)|{_LETTER}+(?:[-'\u2019]{_LETTER}+)*")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_SENTENCE_END = ".!?:;\u2022\u2013\u2014\u2026"


class Word(NamedTuple):
    """One word of a text. `key` is its folded lemma, `stem` the folded word without its ending; both empty in a stop word."""

    surface: str
    key: str
    stem: str
    first: bool = False
    """True at the start of a sentence, where a capital letter means nothing."""
    joined: bool = False
    """True for a pair of characters that shares its first one with the pair before it."""
    apart: bool = False
    """True where a comma or any other mark stands before it, so that it is no phrase with the word before."""


def cleaned(text: str) -> str:
    """`text` in NFC without control, formatting and unpaired surrogate characters, white space collapsed to single spaces."""
    kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in text)
    shown = "".join(letter for letter in kept if unicodedata.category(letter) not in ("Cf", "Co", "Cn"))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", shown)).strip()


@cache
def _phrases() -> frozenset[str]:
    return frozenset(map(_bare, non_answer_phrases()))


def _bare(text: str) -> str:
    """A short text folded, without punctuation but for what stands inside of words."""
    return _SPACE.sub(" ", re.sub(r"[^\w/']+", " ", strip_marks(text).replace("\u2019", "'"))).strip(" /'_")


def is_non_answer(text: str) -> bool:
    """Whether a text says nothing: it is empty, has no letter in it, or is a phrase such as „nav”, „n/a” or „viss labi”."""
    short = cleaned(text[: 4 * LONGEST])
    if not any(map(str.isalpha, short)):
        return True
    if len(short) > 80:
        return False
    bare = _bare(short)
    return (len(bare) < 2 and bare.isascii()) or bare in _phrases()


def tokens(text: str) -> list[str]:
    """The words of a text as written, without addresses and user names; pairs of characters where a script has no spaces.

    Numbers and stop words are among them.
    """
    return [surface for surface, _, _, _ in _surfaces(text)]


def lemmas(text: str, language: str) -> list[str]:
    """The folded base forms of the words of a text that mean something: no stop words, numbers or single letters."""
    return [word.key for word in words(text, language) if word.key]


def keywords(texts: Iterable[str], language: str) -> frozenset[str]:
    """All lemmas that occur in the texts."""
    return frozenset(lemma for text in texts for lemma in lemmas(text, language))


def words(text: str, language: str) -> list[Word]:
    """All words of a text in order, stop words among them with an empty key."""
    found = []
    for surface, first, place, apart in _surfaces(text):
        key, stem = _key_and_stem(surface, language) if place is None else (_pair_key(surface, language),) * 2
        found.append(Word(surface, key, stem, first, bool(place), apart))
    return found


def respelled(word: Word, surface: str, language: str) -> Word:
    """The same word in another spelling."""
    key, stem = _key_and_stem(surface, language)
    return word._replace(surface=surface, key=key, stem=stem)


def _surfaces(text: str) -> Iterable[tuple[str, bool, int | None, bool]]:
    """The words as written, whether they start a sentence, the place of a pair in its run, and whether a mark stands before."""
    text = _NOT_WORDS.sub(" ", text[:LONGEST])
    if " " in text and not any(map(str.islower, text)):
        text = text.lower()  # typed with the caps lock on: capitals tell nothing
    end = -1
    for match in _TOKEN.finditer(text):
        between = text[max(end, 0) : match.start()]
        first = end < 0 or any(mark in between for mark in _SENTENCE_END)
        apart = bool(between.strip())
        end = match.end()
        run = match["run"]
        if run is None:
            yield match[0], first, None, apart
        else:
            for place in range(max(1, len(run) - 1)):
                yield run[place : place + 2], first and place == 0, place, apart and place == 0


@lru_cache(maxsize=200_000)
def _key_and_stem(surface: str, language: str) -> tuple[str, str]:
    bare = strip_marks(surface)
    digits = sum(map(str.isdigit, bare))
    if len(bare) < 2 or digits * 2 > len(bare) or not any(map(str.isalpha, bare)) or bare in stop_words(language):
        return "", ""
    key = strip_marks(base_form(surface, language))
    if language == "lv" and key.endswith("ais") and len(key) > 5:
        key = key[:-3] + "s"  # the definite form of an adjective, which the dictionary sometimes takes for the base form
    if key in stop_words(language) or len(key) < 2:
        return "", ""
    return key, _stem(bare, language, key)


def _pair_key(pair: str, language: str) -> str:
    """The pair itself, or nothing where a function word is in it; in Japanese hiragana carries the grammar."""
    if len(pair) < 2 or _HIRAGANA.search(pair):
        return ""
    if _HANGUL.search(pair):
        return "" if pair in stop_words("ko") else pair
    if language == "ja":
        return "" if pair in stop_words("ja") else pair
    return "" if pair in stop_words("zh") or any(letter in function_letters() for letter in pair) else pair


_LIVELY_SUFFIXES = ("cija", "šana", "tājs", "ists", "ents", "eits", "tāte", "ums")  # make new nouns all the time
_NO_BASE_FORM = ("ās", "ēs", "īs", "ūs")
_NOUN_ENDINGS = tuple(
    (ending, base)
    for base, endings in (("s", "iem am us os um u i ā a"), ("a", "ām ai as ās u ā"), ("e", "ēm ei es ēs i ē"), ("is", "im ī"))
    for ending in endings.split()
)


@lru_cache(maxsize=200_000)
def base_form(surface: str, language: str) -> str:
    """The base form with its diacritics and its case; the word itself where none is known."""
    if language not in _lemmatised():
        return surface
    from simplemma import lemmatize

    found = str(lemmatize(surface, lang=language))
    known = language != "lv" or is_known(surface, language)
    if not known and found.endswith(_NO_BASE_FORM) and not is_known(found, language):
        found = surface  # guessed by rules: „atalgojums” is no form of „atalgojūs”
    if not known and found == surface:
        bare = surface.lower()
        return (_unaccented(language).get(bare) if surface.isascii() else None) or _latvian_base_form(bare) or found
    return found


def _latvian_base_form(word: str) -> str:
    """The base form of a Latvian noun that the dictionary has under another ending only; empty where there is none."""
    for ending, base in _NOUN_ENDINGS:
        guess = word.removesuffix(ending) + base
        if word.endswith(ending) and len(word) > len(ending) + 2 and (is_known(guess, "lv") or guess.endswith(_LIVELY_SUFFIXES)):
            return guess
    return ""


@lru_cache(maxsize=50_000)
def is_known(word: str, language: str) -> bool:
    """Whether the dictionary of a language has this very form; never for a language without one."""
    from simplemma import is_known as in_dictionary

    return language in _lemmatised() and bool(in_dictionary(word, lang=language))


@cache
def _lemmatised() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(SUPPORTED_LANGUAGES)


@cache
def _unaccented(language: str) -> Mapping[str, str]:
    """Words typed without diacritics → lemma: many people type Latvian that way on phones."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    found: dict[str, str] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        if form == lemma:  # a base form goes before another word's inflected one: „aprupe” is „aprūpe”, not „aprūpē”
            found[strip_marks(str(form))] = str(lemma)
        elif not form.isascii():
            found.setdefault(strip_marks(str(form)), str(lemma))
    return found


_ENDINGS = (
    "ajiem ajam ajas ajos ajai siet usas iem ajs ais aja ajo sim jam jat usi tas tie tos os us as es is am em im um ai ei ie ot "
    "it at et ts ti ta to tu a e i u o s m"
).split()  # longest first


def _stem(bare: str, language: str, otherwise: str) -> str:
    """A folded Latvian word without its ending (the longest one that leaves four letters); `otherwise` in other languages."""
    if language != "lv":
        return otherwise
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 4:
            cut = bare[: -len(ending)]
            return cut[:-1] if cut[-1] == "j" else cut
    return bare
