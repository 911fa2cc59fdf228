"""Latvian nouns and adjectives: the base form of a written one where it is certain, and what tells them from verbs."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from consult.analysis.language import strip_marks
from consult.analysis.text import base_form, is_known

_INFINITIVE = tuple("ēt āt īt ot kt pt st zt rt et it ut aut ļaut ties".split())
_ADJECTIVE = ("īgs", "isks", "ošs", "ēts", "īts", "ots", "ams", "āms", "ains")
_UNLISTED = re.compile(
    "..(?:ēt|īt|ot|oš|īg|isk|ain)(?:s|a|ā|o|i|u|as|ās|am|ai|us|os|ie|ais|iem|ām|ajam|ajai|ajos|ajās|ajiem|ajām)$"
)
_ABSTRACT = ("ība", "šana", "tāte", "cija", "sme")  # nouns that are hardly used in the plural
_CASES = (
    ("s", ("iem", "am", "us", "os", "um", "u", "i", "ā", "a")), ("š", ("iem", "am", "us", "os", "u", "i", "ā", "a")),
    ("a", ("ām", "ai", "as", "ās", "u", "ā")), ("e", ("ēm", "ei", "es", "ēs", "i", "ē")), ("is", ("im", "ī", "i")),
)  # fmt: skip
_PLURALS = (("iem", "i"), ("us", "i"), ("os", "i"), ("ām", "as"), ("ās", "as"), ("ēm", "es"), ("ēs", "es"))


@lru_cache(maxsize=50_000)
def is_verb(form: str) -> bool:
    """Whether a word is a form of a verb, or a participle that the dictionary has under its verb."""
    lemma = base_form(form, "lv").lower()
    if len(form) > 5 and form.startswith("jā") and not is_known(form, "lv"):
        return True  # „jāapmāca”
    return len(lemma) > 3 and lemma.endswith(_INFINITIVE)


@lru_cache(maxsize=50_000)
def is_adjective(form: str) -> bool:
    """Whether a word is an adjective or its adverb: the dictionary has its definite form, or its suffix makes adjectives."""
    lemma = base_form(form, "lv").lower()
    if lemma == "vecāks":
        return False  # parents
    if lemma.endswith("ais") and len(lemma) > 5:
        return True
    if lemma.endswith("i") and is_known(lemma[:-1] + "ais", "lv"):
        return True  # „grūti”
    if not is_known(lemma, "lv") and _UNLISTED.search(form):
        return True  # „specializētā”
    return lemma.endswith(("s", "š")) and (lemma.endswith(_ADJECTIVE) or is_known(lemma[:-1] + "ais", "lv"))


def singular(form: str, seen: Collection[str] = ()) -> str:
    """The nominative singular of a noun or an adjective; empty where it is not certain to be the same word.

    The dictionary's base form counts if it is a noun's and begins as the written form does but for the last letter of the
    stem; that of an unknown word counts if somebody wrote it (`seen`, in lower case), and „-a” may be a genitive.
    """
    if is_verb(form):
        return ""
    lemma = base_form(form, "lv").lower()
    if is_known(lemma, "lv") or (lemma != form and (lemma in seen or _declined(form, lemma))):
        return lemma if _begins_alike(form, lemma) else ""
    guesses = (form.removesuffix(end) + base for base, ends in _CASES for end in ends if form.endswith(end))
    written = [guess for guess in guesses if guess in seen and len(guess) > 3]
    if written:
        return min(written, key=lambda guess: (len(guess), guess))
    feminine = form.endswith(("a", "e")) and any(form[:-1] + end in seen for end in ("ai", "ei", "ām", "ēm", form[-1] + "s"))
    masculine = form.endswith(("s", "š")) and not form.endswith(("as", "es", "us", "os", "ās", "ēs", "ūs"))
    return form if feminine or masculine else ""


def nominative(form: str, base: str, genitive: float) -> dict[str, float]:
    """The nominatives for which a written `form` of the noun `base` speaks, with their shares.

    `genitive` is the share of its uses where „-as” and „-es” are genitives: right before another noun, or after „bez”.
    """
    if form == base or base.endswith(_ABSTRACT):
        return {base: 1.0}
    if _is_plural(form, base):
        share = genitive if form.endswith(("as", "es")) else 0.0
        return {form: 1 - share, base: share}
    plural = next((form[: -len(end)] + to for end, to in _PLURALS if form.endswith(end)), "")
    return {plural if len(plural) > 3 and _begins_alike(plural, base) else base: 1.0}


def is_genitive(form: str, base: str) -> bool:
    """Whether a form of the noun `base` can be a genitive, singular or plural."""
    if form.endswith("u") or (base.endswith(("a", "e")) and form == base + "s"):
        return True
    return base.endswith(("s", "š")) and form.endswith("a")


def _is_plural(form: str, base: str) -> bool:
    if base.endswith("is"):
        return form.endswith("i") and form != base[:-2] + "i"  # „dzīvokli” is an accusative; many are „dzīvokļi”
    if base.endswith(("s", "š")):
        return form == base[:-1] + "i"
    return base.endswith(("a", "e")) and form == base + "s"


def _declined(form: str, base: str) -> bool:
    """Whether a form is what the endings of Latvian make of a base form."""
    return any(base.endswith(last) and form in {base.removesuffix(last) + end for end in ends} for last, ends in _CASES)


def _begins_alike(form: str, lemma: str) -> bool:
    """Whether two words share their stem; of four letters and more the last one may change its sound („brīža”, „brīdis”)."""
    if not lemma.endswith(("s", "š", "a", "e")):
        return lemma == form
    stem = strip_marks(lemma.removesuffix("is") if lemma.endswith("is") else lemma[:-1])
    return len(stem) >= 2 and strip_marks(form).startswith(stem[:-1] if len(stem) > 3 else stem)
