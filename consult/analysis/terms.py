"""Single words and phrases of neighbouring words that can name a theme."""

from __future__ import annotations

from collections.abc import Iterator

from consult.analysis.text import Word

Term = tuple[str, ...]
"""The keys of one word or of a phrase of neighbouring words; pairs of characters for scripts without spaces."""


def is_pair(word: Word) -> bool:
    """Whether a word is a pair of characters from a script without spaces."""
    return len(word.key) == 2 and word.key == word.surface and not word.key.isascii() and word.key[0] > "\u0e00"


def terms_of(document: list[Word]) -> Iterator[list[Word]]:
    """Single words, phrases of two neighbours in one sentence, and runs of up to five overlapping pairs."""
    for place, word in enumerate(document):
        if not word.key:
            continue
        yield [word]
        run = [word]
        for follower in document[place + 1 : place + 5]:
            if not follower.key or follower.first or follower.apart or ((len(run) > 1 or is_pair(word)) and not follower.joined):
                break
            run.append(follower)
            yield list(run)
