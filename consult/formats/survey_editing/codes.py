"""Codes made of wordings: short, in plain letters, and never one that is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_CYRILLIC = zip("абвгдезийклмнопрстуфхыэ", "abvgdezijklmnoprstufhye", strict=True)
_LETTERS = str.maketrans(
    dict(_CYRILLIC)
    | {"ж": "zh", "ё": "jo", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "ju", "я": "ja", "ъ": "", "ь": ""}
    | {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_RESERVED = frozenset("row choice other no_opinion and or not in if else true false none yes no".split())
_LONGEST = 24


def code_of(text: str, taken: Collection[str], otherwise: str) -> str:
    """A code for a wording: its first words in plain small letters; `otherwise` where it has none. Never one of `taken`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", plain)
    code = ""
    for word in words:
        if code and len(code) + len(word) + 1 > _LONGEST:
            break
        code = f"{code}_{word}" if code else word[:_LONGEST]
    if code and not code[0].isalpha():
        code = f"{otherwise}_{code}"[:_LONGEST].rstrip("_")
    return free(code or otherwise, taken)


def free(code: str, taken: Collection[str]) -> str:
    """The code, with a number behind it where it is taken."""
    own, n = code, 1
    while own in taken or own in _RESERVED:
        n += 1
        own = f"{code[:36]}_{n}"
    return own
