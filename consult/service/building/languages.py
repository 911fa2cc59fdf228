"""The languages of a survey as people write them: codes, or names such as „krievu” or “Russian”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from consult.errors import SurveyError
from consult.i18n import _, quoted
from consult.model.typed_values import without_marks

CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")
_CODE_TYPED = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)?")
_BETWEEN = re.compile(r"[\s,;/+&]+")
_SAID_BESIDE = frozenset({"un", "and", "и", "valoda", "valodā", "valodas", "valodās", "language", "languages", "язык"})
_SPOKEN = ("lv", "en", "ru", "uk", "de", "fr", "pl", "lt", "et")
"""The languages in which the names of languages are understood, beside each by its own name."""


def codes(given: str | Sequence[str]) -> tuple[str, ...]:
    """The codes of the languages given, each once: a text with anything between them, or one by one.

    Raises SurveyError for a word that is neither a code nor the name of a language.
    """
    words = _BETWEEN.split(given) if isinstance(given, str) else given
    return tuple(dict.fromkeys(_code(word) for word in words if word and word.lower() not in _SAID_BESIDE))


def _code(word: str) -> str:
    if CODE.fullmatch(word):
        return word
    if found := _names().get(without_marks(word)):
        return found
    if _CODE_TYPED.fullmatch(word):
        return word.lower()
    raise SurveyError(_("{language} is no language that is known here").format(language=quoted(word)), like(), place="languages")


def like() -> str:
    """How several languages are written."""
    return _("write names or codes with commas between them: {line}").format(line=quoted(_("Latvian, Russian, en")))


@cache
def _names() -> dict[str, str]:
    """Name of a language, in small letters without marks → its code."""
    from babel import Locale

    names: dict[str, str] = {}
    for spoken in _SPOKEN:
        for code, name in Locale.parse(spoken).languages.items():
            if CODE.fullmatch(code):
                names.setdefault(without_marks(name), code)
    return names
