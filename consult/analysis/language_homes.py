"""Which language's themes an answer takes part in, where people answered in several languages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from consult.analysis.folding import Folded
from consult.analysis.language import UNKNOWN

FEWEST = 20
"""Different answers with words in them that are needed to look for themes at all."""

_OWN_THEMES = 0.1  # share of the answers from which a second language gets themes of its own
_OWN_WORDS = 5  # answers from which a smaller language is at least read as what it is


@dataclass(frozen=True, slots=True)
class Homes:
    """Answers by the language whose themes they take part in; small languages go with the largest."""

    by_language: dict[str, list[Folded]]
    """The language with the most answers first."""
    main: str
    """The language with the most telling answers."""
    guests: frozenset[str]
    """Languages frequent enough to be read as what they are."""
    told: int
    """How many different answers have a word that means something, in the language that each is read in."""

    def of(self, language: str) -> str:
        """The language whose themes an answer in `language` takes part in."""
        return language if language in self.by_language else self.main

    def spoken(self, language: str, home: str) -> str:
        """The language as which an answer is read among those of `home`; a language seen once or twice may be mistaken."""
        return language if language in self.guests else home

    def numbers(self, themes: int | None) -> dict[str, int | None]:
        """How many of `themes` each language gets: in proportion, at least one; None for all where none were asked for."""
        if themes is None:
            return dict.fromkeys(self.by_language)
        left, answers = themes, sum(map(len, self.by_language.values()))
        numbers: dict[str, int | None] = {}
        for language, home in reversed(self.by_language.items()):  # the smallest first, so that it is not rounded away
            numbers[language] = max(1, round(left * len(home) / answers))
            left -= numbers[language] or 0
            answers -= len(home)
        return numbers


def share_out(answers: Sequence[Folded], themes: int | None, with_words: Callable[[str, list[str]], list[bool]]) -> Homes:
    """The homes of the answers; `with_words` says of a language and texts which of them have a word that means something."""
    told = Counter({answer.language: 0 for answer in answers})
    told.update(answer.language for answer in answers if with_words(answer.language, [answer.text])[0])
    said: Counter[str] = Counter()
    for answer in answers:
        said[answer.language] += len(answer.places)
    guests = frozenset(language for language in told if said[language] >= _OWN_WORDS)
    main = min(told, key=lambda language: (-told[language], language), default=UNKNOWN)
    own = {language for language, n in told.items() if n >= max(FEWEST, _OWN_THEMES * len(answers))}
    if themes is not None and themes < 2 * len(own):
        own = set()
    homes: dict[str, list[Folded]] = defaultdict(list)
    for answer in answers:
        homes[answer.language if answer.language in own else main].append(answer)
    known = own | {main} | guests
    astray = [answer.text for answer in answers if answer.language not in known]
    telling = sum(told[language] for language in known) + sum(with_words(main, astray))
    ordered = {language: homes[language] for language in sorted(homes, key=lambda name: (-len(homes[name]), name))}
    return Homes(ordered, main, guests, telling)
