"""Which language a text is in, judged by its script, its stop words and its letters; no model, no download."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

UNKNOWN = "und"
"""The code of a language that could not be told (BCP 47)."""

_FOLDER = Path(__file__).resolve().parent / "words"
_LATIN = tuple("lv en de lt et pl fr es it pt nl sv da no fi cs sk hu ro sl hr tr".split())
_CYRILLIC = ("ru", "uk", "bg")
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), ("ja",)),
    (re.compile(r"[\uac00-\ud7a3]"), ("ko",)),
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"), ("zh",)),
    (re.compile(r"[\u0400-\u04ff]"), _CYRILLIC),
    (re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), ("el",)),
    (re.compile(r"[\u0590-\u05ff]"), ("he",)),
    (re.compile(r"[\u0600-\u06ff]"), ("ar", "fa", "ur")),
    (re.compile(r"[\u0900-\u097f]"), ("hi", "mr")),
    (re.compile(r"[\u0530-\u058f]"), ("hy",)),
    (re.compile(r"[\u10a0-\u10ff]"), ("ka",)),
    (re.compile(r"[\u0e00-\u0e7f]"), ("th",)),
)
_LETTERS = {
    "lv": "ģķļņāēīū", "lt": "ąęėįųū", "et": "õ", "pl": "łśźżćń", "de": "ß", "cs": "řůě", "sk": "ľĺŕ", "hu": "őű", "ro": "țșăţş",
    "tr": "ğı", "pt": "ãõ", "es": "ñ¿¡", "fr": "çœ", "da": "æø", "no": "æø", "sv": "å", "uk": "іїєґ", "ru": "ыэё", "bg": "ъ",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1000  # characters; enough to tell a language
_CLEAR = 1.5  # how many times better than the language of the set a single text must fit another one


def strip_marks(text: str) -> str:
    """`text` in lower case without the accents of Latin, Cyrillic and Greek letters: „Cēsīs” → „cesis”. Other scripts stay."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text.lower()))
    return unicodedata.normalize("NFC", plain)


@cache
def _sections(name: str) -> Mapping[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            sections[heading].append(line.strip())
    return {heading: tuple(lines) for heading, lines in sections.items()}


def non_answer_phrases() -> frozenset[str]:
    """Every known way of saying nothing, folded."""
    return frozenset(strip_marks(line) for lines in _sections("non_answers.txt").values() for line in lines)


@cache
def stop_words(language: str) -> frozenset[str]:
    """The folded stop words of a language; an empty set for a language that nobody listed them for."""
    from stopwordsiso import has_lang, stopwords

    listed = set(stopwords(language)) if has_lang(language) else set()
    added = {word for line in _sections("stopwords.txt").get(f"{language} +", ()) for word in line.split()}
    kept = {word for line in _sections("stopwords.txt").get(f"{language} -", ()) for word in line.split()}
    return frozenset(map(strip_marks, listed | added)) - frozenset(map(strip_marks, kept))


@cache
def weak_words(language: str) -> frozenset[str]:
    """Folded words that mean something but make poor titles: measures of time, common adjectives."""
    return frozenset(
        strip_marks(word) for line in _sections("stopwords.txt").get(f"{language} weak", ()) for word in line.split()
    )


@cache
def function_letters() -> frozenset[str]:
    """Chinese characters that are function words; a pair of characters with one of them is cut across two words."""
    return frozenset(letter for line in _sections("stopwords.txt").get("zh letters", ()) for letter in line.split())


@cache
def _telling(languages: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For every stop word: the languages that have it, each with a weight that is lower the more of them share it."""
    owners: dict[str, list[str]] = defaultdict(list)
    for language in languages:
        for word in stop_words(language):
            owners[word].append(language)
    return {word: tuple((language, 1 / len(having)) for language in having) for word, having in owners.items()}


def _candidates(text: str) -> tuple[str, ...]:
    letters = sum(map(str.isalpha, text))
    for pattern, languages in _SCRIPTS:
        if len(pattern.findall(text)) * 5 > letters:  # a fifth: names of firms in Latin letters stand in texts of every script
            return languages
    return _LATIN


def _scores(text: str) -> dict[str, float]:
    text = text[:_SAMPLE]
    if not any(map(str.isalpha, text)):
        return {}
    languages = _candidates(text)
    scores = dict.fromkeys(languages, 1e-9)
    if len(languages) == 1:
        scores[languages[0]] = 1 + len(text) / 10
        return scores
    telling = _telling(languages)
    lowered = text.lower()
    for word in _WORD.findall(lowered):
        for language, weight in telling.get(strip_marks(word), ()):
            scores[language] += weight
    for language in languages:
        scores[language] += 0.5 * sum(lowered.count(letter) for letter in _LETTERS.get(language, ""))
    return scores


def detect_languages(texts: Iterable[str]) -> list[str]:
    """The language of each text (ISO 639-1, `und` where nothing tells).

    A text that does not clearly speak another language is taken to be in the main language of the whole set,
    so that three words without any stop word among them follow their neighbours.
    """
    scored = [_scores(text) for text in texts]
    total: dict[str, float] = defaultdict(float)
    for scores in scored:
        weight = sum(scores.values())
        for language, score in scores.items():
            total[language] += score / max(weight, 1)
    main = max(sorted(total), key=total.__getitem__, default=UNKNOWN)
    return [_choose(scores, total, main) for scores in scored]


def _choose(scores: dict[str, float], total: dict[str, float], main: str) -> str:
    if not scores:
        return main
    best = max(sorted(scores), key=lambda language: (scores[language], total[language]))
    if main not in scores:  # another script: nearest by its own words, else by what the set has of that script
        return best
    clear = scores[best] >= 1.5 and scores[best] > _CLEAR * scores[main] + 0.5
    return best if clear else main


def detect_language(texts: Iterable[str]) -> str:
    """The language that most of the texts are in; `und` where nothing tells."""
    counts = Counter(detect_languages(texts))
    return max(sorted(counts), key=counts.__getitem__, default=UNKNOWN)
