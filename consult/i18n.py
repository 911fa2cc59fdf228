"""Messages, numbers, dates and sorting in the language of the reader (Latvian or English).

Messages are written in English in the code and translated by the gettext catalogues in `locales/`.
Only the standard library loads with this module; babel, which knows numbers and dates, loads when first asked.
"""

from __future__ import annotations

import gettext as _gettext
import locale as _locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path

LANGUAGES = ("lv", "en")
FOLDER = Path(__file__).resolve().parent / "locales"
_chosen = "en"
_language: ContextVar[str] = ContextVar("consult_language", default="en")


def current() -> str:
    """The language that messages are in now: `lv` or `en`."""
    return _language.get()


def activate(language: str) -> None:
    """Speak `language` from now on; where there is no catalogue of it, the one that was spoken last.

    So around a Russian survey stands the language that the program was started in.
    """
    global _chosen
    _chosen = language if language in LANGUAGES else _chosen
    _language.set(_chosen)


@contextmanager
def using(language: str) -> Iterator[None]:
    """Speak `language` inside the block; for a language without a catalogue, the one that was activated."""
    before = _language.set(language if language in LANGUAGES else _chosen)
    try:
        yield
    finally:
        _language.reset(before)


def preferred() -> str:
    """The language asked for by CONSULT_LANG, else by the locale, else English."""
    for name in ("CONSULT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = os.environ.get(name, "")
        if asked:
            return "lv" if asked.lower().startswith("lv") else "en"
    system = _locale.getlocale()[0] or ""
    return "lv" if system.lower().startswith(("lv", "latvia")) else "en"


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    # English has none that is compiled: it would say the same words again, and be read at every start.
    return _gettext.translation("consult", FOLDER, [language], fallback=True)


def _(message: str) -> str:
    """`message` in the current language."""
    return _catalogue(current()).gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a message that goes with the number `n`; Latvian has three."""
    return _catalogue(current()).ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a message for translation where it stands before a language is chosen; returns it unchanged."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """Marks both forms of a message for translation; returns them unchanged."""
    return one, many


def text_in(texts: Mapping[str, str], language: str = "") -> str:
    """The text of a mapping language → text, falling back to its first language; empty if there is none."""
    return texts.get(language or current()) or next((text for text in texts.values() if text), "")


def number(value: float, decimals: int | None = None) -> str:
    """`value` as people of the current language write it: 1234.5 → „1 234,5” in Latvian, “1,234.5” in English.

    `decimals` fixes the number of digits after the separator; without it up to two are shown, of small values the first
    three that count.
    """
    from babel.numbers import format_decimal

    if decimals is None and 0 < abs(value) < 0.1:
        value, pattern = float(f"{value:.3g}"), "#,##0." + "#" * 12
    else:
        pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=current())


def percent(share: float, decimals: int = 0) -> str:
    """A share from 0 to 1 as a percentage: 0.52 → „52 %” in Latvian, “52%” in English."""
    return number(share * 100, decimals) + ("\N{NO-BREAK SPACE}%" if current() == "lv" else "%")


def day(value: date) -> str:
    """A date in words: „2026. gada 3. marts”, “3 March 2026”."""
    from babel.dates import format_date

    pattern = "y. 'gada' d. MMMM" if current() == "lv" else "d MMMM y"
    return format_date(value, format=pattern, locale=current())


def deadline(value: date) -> str:
    """A date as it stands behind „līdz” or “by”: „2026. gada 31. decembrim”, “31 December 2026”."""
    said = day(value)
    if current() != "lv":
        return said
    return f"{said[:-1]}m" if said.endswith("is") else f"{said[:-1]}am"  # decembris, decembrim; marts, martam


def moment(value: datetime) -> str:
    """A date and time: „2026. gada 3. marts, plkst. 14.05”, “3 March 2026, 14:05”."""
    clock = f"plkst. {value:%H.%M}" if current() == "lv" else f"{value:%H:%M}"
    return f"{day(value)}, {clock}"


def quoted(text: str) -> str:
    """`text` in the quotation marks of the current language."""
    return f"„{text}”" if current() == "lv" else f"“{text}”"


# The letters that Latvian sorts as letters of their own, after the plain one (CLDR collation for lv);
# long vowels differ only where all else is equal.
_LATVIAN_LETTERS = {letter: (base, 1) for letter, base in zip("čģķļņŗšž", "cgklnrsz", strict=True)} | {"y": ("i", 1)}
_LONG_VOWELS = dict(zip("āēīōū", "aeiou", strict=True))


def sort_key(text: str) -> tuple[object, ...]:
    """A key that sorts text as Latvian dictionaries do: Cēsis < Česlavs < Dobele, Ādaži beside Adulienas.

    Digits sort by their value, so „2. posms” stands before „10. posms”.
    """
    primary: list[tuple[int, object, int]] = []
    secondary: list[bool] = []
    digits = ""
    for letter in text.casefold() + "\0":
        if letter.isascii() and letter.isdigit():
            digits += letter
            continue
        if digits:
            plain_digits = digits.lstrip("0")
            primary.append((1, (len(plain_digits), plain_digits), 0))
            digits = ""
        if letter == "\0":
            break
        base = _LONG_VOWELS.get(letter, letter)
        plain, order = _LATVIAN_LETTERS.get(base, (base, 0))
        if plain.isalnum():
            primary.append((2, plain, order))
            secondary.append(base != letter)
        elif primary and primary[-1][0] != 0:
            primary.append((0, "", 0))
    return tuple(primary), tuple(secondary), text
