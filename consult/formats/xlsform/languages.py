"""The languages of an XLSForm: from names as people write them to codes, and back."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TAGGED = re.compile(r"(?P<name>.*)\(\s*(?P<code>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)\s*")
_BARE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_OWN_NAMES = {
    "Deutsch": "de", "Français": "fr", "Español": "es", "Português": "pt", "Italiano": "it", "Nederlands": "nl", "Svenska": "sv",
    "Suomi": "fi", "Polski": "pl", "Eesti": "et", "Lietuvių": "lt", "Latviešu": "lv", "Русский": "ru", "Українська": "uk",
    "Kiswahili": "sw", "العربية": "ar", "中文": "zh", "Türkçe": "tr", "Bahasa Indonesia": "id", "Tiếng Việt": "vi",
}  # fmt: skip
"""Names of languages in themselves that are met often: asking babel for all takes a second."""
_LATVIAN = re.compile("[āēģīķļņūĀĒĢĪĶĻŅŪ]")
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


def code_of(written: str) -> str:
    """The code of a language written as „English (en)”, „English”, „Kiswahili” or „EN”; empty where it is not known."""
    tagged = _TAGGED.fullmatch(written.strip())
    if tagged and _known(tagged["code"]):
        return _tidy(tagged["code"])
    if _BARE.fullmatch(written.strip()) and _known(written.strip()):
        return _tidy(written.strip())
    name = _fold(tagged["name"] if tagged else written)
    before = _fold(written.partition("(")[0])
    for names in (_by_name, _by_own_name) if name else ():
        known = names()
        if name in known or before in known:
            return known.get(name) or known[before]
    return ""


def private_code(n: int) -> str:
    """A code that stands for no language in the world, for the `n`-th (from 0) that is not known."""
    return f"qa{chr(ord('a') + n % 26)}"


def guessed(texts: str) -> str:
    """The code for texts that name no language: Latvian or Russian by their letters, else English."""
    letters = sum(map(str.isalpha, texts)) or 1
    if len(_LATVIAN.findall(texts)) / letters > 0.02:
        return "lv"
    return "ru" if len(_RUSSIAN.findall(texts)) / letters > 0.3 else "en"


def name_of(code: str) -> str:
    """How a form writes a language: „Latviešu (lv)”."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name() or code
    except (UnknownLocaleError, ValueError):
        name = code
    name = " ".join(re.sub(r"[():]+", " ", name).split())
    return f"{name[:1].upper()}{name[1:]} ({code})"


def _tidy(code: str) -> str:
    first, *rest = re.split("[-_]", code)
    return "-".join([first.lower(), *rest])


def _known(code: str) -> bool:
    from babel import Locale

    first = re.split("[-_]", code)[0].lower()
    return first in Locale("en").languages or ("qaa" <= first <= "qtz")


def _fold(name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


@cache
def _by_name() -> dict[str, str]:
    """English and Latvian names of languages."""
    from babel import Locale

    names = {_fold(name): _tidy(code) for code, name in Locale("lv").languages.items()}
    names |= {_fold(name).removesuffix(" valoda"): code for name, code in names.items()}
    names |= {_fold(name): code for name, code in _OWN_NAMES.items()}
    return names | {_fold(name): _tidy(code) for code, name in Locale("en").languages.items()}


@cache
def _by_own_name() -> dict[str, str]:
    """The names of languages in themselves: Kiswahili, Français, Русский."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    codes = [code for code in locale_identifiers() if "_" not in code]
    return {_fold(Locale.parse(code).get_display_name() or code): code for code in codes}
