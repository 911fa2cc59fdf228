"""Latvian phrases of two words put into the nominative: „sociālajam darbiniekam” → „sociālais darbinieks”."""

from __future__ import annotations

from collections.abc import Callable

from consult.analysis.latvian_nouns import is_adjective

_DEFINITE = ("ajam", "ajai", "ajiem", "ajām", "ajās", "ajos", "ajā", "ajo", "ajai")
_ENDINGS = ("iem", "ām", "ēm", "am", "ai", "as", "ās", "os", "us", "im", "ā", "ī", "ē", "i", "u", "o", "a", "e")
# Endings of adjectives by gender and number of their noun: of the definite and of the indefinite form.
_AGREEING = {"m": ("ais", "s"), "f": ("ā", "a"), "mm": ("ie", "i"), "ff": ("ās", "as")}


def nominative_phrase(first: str, last: str, nominative: str, base_form: Callable[[str], str]) -> str:
    """The phrase with its noun `last` in the form `nominative` and an adjective before it made to agree.

    A first word that is no adjective is an attribute in the genitive („grupu dzīvokli”) and stays as it is.
    """
    kind = _kind(nominative, base_form(last))
    definite, indefinite = _AGREEING[kind]
    ending = next((ending for ending in _DEFINITE if first.endswith(ending)), "")
    if ending:
        return f"{first.removesuffix(ending)}{definite} {nominative}"
    lemma = base_form(first)
    if lemma.endswith(("s", "š")) and first in (lemma[:-1] + "o", lemma[:-1] + "ā", lemma[:-1] + "ās"):
        return f"{lemma[:-1]}{definite} {nominative}"
    agrees = any(first.endswith(ending) and last.endswith(ending) for ending in _ENDINGS)
    if agrees and lemma.endswith(("s", "š")) and first != lemma and first[:3] == lemma[:3] and is_adjective(first):
        return f"{lemma[:-1]}{indefinite} {nominative}"
    return f"{first} {nominative}"


def _kind(nominative: str, lemma: str) -> str:
    """Gender and number of a noun: m, f, and doubled in the plural."""
    gender = "f" if lemma.endswith(("a", "e")) else "m"
    plural = nominative != lemma and nominative.endswith("i" if gender == "m" else ("as", "es"))
    return gender * 2 if plural else gender
