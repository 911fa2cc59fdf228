"""The patterns of `matches`: which are allowed, and how long a match can take.

A pattern that tries the same text in ever more ways can run for years. So the number of ways is counted beforehand: where
it may grow with powers of two the pattern is refused, and where a text is so long that there are too many, nothing is said.
Allowed is what regular expressions everywhere have in common: letters, classes, groups, alternatives and quantifiers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from consult.i18n import _

LONGEST_PATTERN = 200
LONGEST_TEXT = 1_000
_MOST_WAYS = 2e7
_MOST_LOOPS = 1e6
_SHORT = 40
"""A pattern that cannot be tried on a text of this many characters is of no use."""

_SIGNS: Mapping[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}

Ways = Callable[[int], float]
"""Length of the text → at most how many ways there are to match it."""

_TOKEN = re.compile(
    r"(?P<repeat>(?:[*+?]|\{(?P<low>\d{1,3})(?P<comma>,)?(?P<high>(?<=,)\d{1,3})?\})\??)"
    r"|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<one>\\[^\d]|\[\^?\]?(?:\\.|(?!--|&&|~~|\|\|)[^\[\]\\])*\]|[^\\\[\]{}()*+?|])",
    re.DOTALL,
)


class PatternFault(ValueError):
    """A pattern that is refused: fault and way out."""

    def __init__(self, fault: str, way_out: str):
        self.fault, self.way_out = fault, way_out
        super().__init__(fault)


def matches(text: str, pattern: str) -> bool | None:
    """Whether the whole of `text` fits `pattern`; None where the text is too long to tell."""
    try:
        compiled, ways = read(pattern)
    except PatternFault:
        return None
    if len(text) > LONGEST_TEXT or ways(len(text)) > _MOST_WAYS:
        return None
    return compiled.fullmatch(text) is not None


@lru_cache(maxsize=256)
def read(pattern: str) -> tuple[re.Pattern[str], Ways]:
    """The compiled pattern and the ways it has; raises PatternFault where it is refused."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternFault(_("the pattern is too long"), _("say it in at most {n} characters").format(n=LONGEST_PATTERN))
    tokens = _tokens(pattern)
    ways = _Counting(tokens).alternatives()
    loops = _product([float(token["high"] or token["low"]) for token in tokens if token["low"]])
    if ways(_SHORT) > _MOST_WAYS or loops > _MOST_LOOPS:
        raise _too_hard()
    try:
        return re.compile(pattern), ways
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternFault(_("the pattern cannot be read: {reason}").format(reason=error), _("check its brackets")) from error


def _tokens(pattern: str) -> list[re.Match[str]]:
    tokens: list[re.Match[str]] = []
    position = 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None or (token["repeat"] and not (tokens and (tokens[-1]["one"] or tokens[-1]["close"]))):
            raise PatternFault(
                _("the pattern has something that is not known here: {part}").format(part=pattern[position : position + 8]),
                _("use letters, classes such as [0-9], groups, | and the signs * + ?"),
            )
        tokens.append(token)
        position = token.end()
    return tokens


def _too_hard() -> PatternFault:
    return PatternFault(
        _("the pattern can be tried in so many ways that it might run for ever"),
        _("do not repeat what is itself repeated, as (a+)+ does"),
    )


class _Counting:
    """Reads tokens to the number of ways they can be tried. Sequence: product; alternatives: sum; repeat: powers."""

    def __init__(self, tokens: list[re.Match[str]]):
        self._tokens, self._next, self._depth = tokens, 0, 0

    def alternatives(self) -> Ways:
        branches = [self._sequence()]
        while self._kind() == "bar":
            self._next += 1
            branches.append(self._sequence())
        if self._depth == 0 and self._kind() == "close":
            raise PatternFault(_("the pattern closes a bracket that it did not open"), _("check its brackets"))
        return branches[0] if len(branches) == 1 else lambda n: sum(ways(n) for ways in branches)

    def _kind(self) -> str | None:
        return self._tokens[self._next].lastgroup if self._next < len(self._tokens) else None

    def _sequence(self) -> Ways:
        factors: list[Ways] = []
        while (kind := self._kind()) not in (None, "bar", "close"):
            token = self._tokens[self._next]
            self._next += 1
            if kind == "open":
                factors.append(self._group())
            elif token["repeat"]:
                factors[-1] = _repeated(factors[-1], token)
            else:
                factors.append(_once)
        return lambda n: _product([ways(n) for ways in factors if ways is not _once])

    def _group(self) -> Ways:
        self._depth += 1
        if self._depth > 10:
            raise _too_hard()
        inside = self.alternatives()
        self._depth -= 1
        self._next += 1
        return inside


def _once(n: int) -> float:
    return 1.0


def _product(factors: list[float]) -> float:
    result = 1.0
    for factor in factors:
        result = min(result * factor, 1e30)
    return result


def _repeated(inside: Ways, token: re.Match[str]) -> Ways:
    """The ways of `inside` repeated: one for every number of times where it has one way, powers where it has more."""
    low, high = _bounds(token)
    if inside(_SHORT) > 1 and high is None:
        raise _too_hard()

    def ways(n: int) -> float:
        most = max(low, n) if high is None else high
        base = inside(n)
        if base <= 1:
            return float(max(1, most - low + 1))
        return min(sum(min(base, 1e9) ** min(times, 30) for times in range(low, min(most, low + 60) + 1)), 1e30)

    return ways


def _bounds(token: re.Match[str]) -> tuple[int, int | None]:
    if not token["low"]:
        return _SIGNS[token[0][0]]
    return int(token["low"]), int(token["high"]) if token["high"] else None if token["comma"] else int(token["low"])
