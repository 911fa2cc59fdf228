"""Names of an XLSForm to codes of questions: small letters, unique, at most 40 characters."""

from __future__ import annotations

import re
import unicodedata

from consult.model.question import CODE

_LONGEST = 40
_RESERVED = frozenset({"and", "or", "not", "in", "if", "else", "row", "choice", "other"})
"""Words that expressions keep for themselves."""


def code_from(name: str, taken: set[str], fallback: str = "q") -> str:
    """A code that `taken` does not hold yet, as near to `name` as can be; it is added to `taken`."""
    code = _plain(name)
    if not code or not code[0].isalpha():
        code = f"{fallback}_{code}".rstrip("_")
    code = code[:_LONGEST].rstrip("_")
    code = unused(f"{code}_" if code in _RESERVED else code, taken, _LONGEST)
    taken.add(code)
    return code


def unused(code: str, taken: set[str], longest: int = 1_000) -> str:
    """`code`, or with a number behind it where that is taken."""
    if code not in taken:
        return code
    return next(free for n in range(2, len(taken) + 3) if (free := f"{code[: longest - len(f'_{n}')]}_{n}") not in taken)


def _plain(name: str) -> str:
    if CODE.fullmatch(name):
        return name
    letters = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip()))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
