"""The line by which responses are sought: words, and conditions such as `area:ādaži state:excluded`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.i18n import N_, _, quoted

_TOKEN = re.compile(r'(-?)([^\W\d_]+):("[^"]*"?|\S*)|"([^"]*)"?|([+-]?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?(?!\S)|\S+)')
"""A figure with blanks between its thousands is one word."""
_MARKS = re.compile("[\u0300-\u036f]+")
_COMMON_MARKS = "\u0304\u030c\u0327\u0301"  # long, soft, below, sharp: taken out of long texts many times faster one by one


class Facet(StrEnum):
    """What a condition may ask of a response."""

    GROUP = "group"
    AREA = "area"
    CHANNEL = "channel"
    STATE = "state"
    WAVE = "wave"
    FLAG = "flag"
    VERSION = "version"


FACETS: Mapping[Facet, str] = {
    Facet.GROUP: N_("group"),
    Facet.AREA: N_("area"),
    Facet.CHANNEL: N_("channel"),
    Facet.STATE: N_("state"),
    Facet.WAVE: N_("wave"),
    Facet.FLAG: N_("flag"),
    Facet.VERSION: N_("version"),
}
"""What each is called in the line; the English name works in every language."""

Names = Mapping[Facet, Mapping[str, str]]
"""Facet → code → what it is called."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: the facet has one of these codes, or with `not_` none of them."""

    facet: Facet
    codes: frozenset[str]
    not_: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What is sought: all conditions hold, and every word stands somewhere in what is read."""

    words: tuple[str, ...] = ()
    """Folded."""
    conditions: tuple[Condition, ...] = ()
    unknown: tuple[str, ...] = ()
    """What was asked for and is not there, as sentences."""

    def asks(self, facet: Facet) -> bool:
        """Whether anything is asked of `facet`."""
        return any(condition.facet is facet for condition in self.conditions)


def folded(text: str) -> str:
    """Small letters without diacritics, in which words are sought."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    for mark in _COMMON_MARKS:
        apart = apart.replace(mark, "")
    return apart if apart.isascii() else _MARKS.sub("", apart)


def read_filter(line: str, names: Names) -> Filter:
    """What `line` asks for. Values are codes or beginnings of names, several with commas between; „-” in front turns round."""
    words: list[str] = []
    conditions: list[Condition] = []
    unknown: list[str] = []
    for minus, field, value, phrase, word in _TOKEN.findall(line):
        facet = _facet(field) if field else None
        if facet is None:
            words += filter(None, [folded(phrase or word or f"{minus}{field}:{value}")])
            continue
        wanted = [folded(one.strip()) for one in value.strip('"').split(",") if one.strip()]
        if not wanted:
            continue  # it is still being typed
        codes: set[str] = set()
        for one in wanted:
            found = _codes(one, names.get(facet, {}))
            codes |= found
            if not found:
                unknown.append(_("no {facet} is called {value}").format(facet=_(FACETS[facet]), value=quoted(one)))
        conditions.append(Condition(facet, frozenset(codes), bool(minus)))
    return Filter(tuple(words), tuple(conditions), tuple(unknown))


def completed(line: str, names: Names) -> str:
    """`line` with its last word completed to a facet or a value; empty where there is nothing to add."""
    head, space, last = line.rpartition(" ")
    if not last or '"' in last:
        return ""
    sign, last = ("-", last[1:]) if last.startswith("-") else ("", last)
    field, colon, value = last.partition(":")
    if not colon:
        found = [name for name in _facet_names() if folded(name).startswith(folded(last)) and len(last) > 1]
        return f"{head}{space}{sign}{last}{found[0][len(last) :]}:" if found else ""
    facet = _facet(field)
    if facet is None:
        return ""
    before, comma, typed = value.rpartition(",")
    for offer in offers(names.get(facet, {})):
        if typed and folded(offer).startswith(folded(typed)) and len(offer) > len(typed):
            return f"{head}{space}{sign}{field}:{before}{comma}{typed}{offer[len(typed) :]}"
    return ""


def offers(known: Mapping[str, str]) -> list[str]:
    """How the values of a facet can be typed without quotation marks: their names, else their codes."""
    return [name if " " not in name else code if not code.isdigit() else name.split()[0] for code, name in known.items()]


def with_condition(line: str, facet: Facet, value: str) -> str:
    """`line` with `facet:value` in place of what it asked of that facet; without it where `value` is empty."""
    kept = [match[0] for match in _TOKEN.finditer(line) if _facet(match[2] or "") is not facet]
    told = ":".join((_(FACETS[facet]), value))
    return " ".join([*kept, told] if value else kept)


def _facet_names() -> Sequence[str]:
    return list(dict.fromkeys([*(_(name) for name in FACETS.values()), *FACETS.values()]))


def _facet(field: str) -> Facet | None:
    sought = folded(field)
    return next((facet for facet, name in FACETS.items() if sought in (facet.value, folded(_(name)))), None)


def _codes(sought: str, known: Mapping[str, str]) -> set[str]:
    """Codes whose name begins with what is sought, or has it in it; at last those that differ in their ending only."""
    names = {code: folded(name) for code, name in known.items()}
    exact = {code for code, name in names.items() if sought in (folded(code), name)}
    if exact:
        return exact
    inside = {code for code, name in names.items() if sought in name}
    if inside or len(sought) < 4:
        return inside
    stem = sought[:-1]  # „Ādaži” and „Ādažu novads”
    return {code for code, name in names.items() if any(word.startswith(stem) for word in name.split())}
