"""Codes made from wordings: readable, and each of its own."""

from __future__ import annotations

import re
import unicodedata


class Codes:
    """Gives every question, choice or row a code of its own, readable where the wording lets it be."""

    def __init__(self, *reserved: str) -> None:
        self.taken = set(reserved)

    def code(self, wording: str, at: int) -> str:
        """A code for `wording`, which stands at index `at`; never one that was given before."""
        words = re.findall(r"[a-z0-9]+", plain_letters(wording))
        telling = [word for word in words if word not in _LITTLE_WORDS] or words
        code = "_".join(telling[:4])
        code = code if len(code) <= 32 else code[:32].rpartition("_")[0] or code[:32]
        if not code or len(code) < 2:
            code = f"q{at + 1}"
        if not code[0].isalpha():
            code = f"q_{code}"
        return self._free(code)

    def _free(self, code: str) -> str:
        free, n = code, 2
        while free in self.taken:
            free, n = f"{code}_{n}", n + 1
        self.taken.add(free)
        return free


_LITTLE_WORDS = frozenset(
    "a an the of to in on at is are do does did you your we our us have has had be been for and or with that this these there any"
    " what which who how when where why please if it its kā kas vai un par no ar uz jūs jūsu ir ko kuri kādi der "
    "die das und".split()
)


def plain_letters(text: str) -> str:
    """`text` in small letters without diacritics; letters of other scripts fall away."""
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
