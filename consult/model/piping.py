"""Earlier answers in the wording of later questions: `{code}` is replaced, `{{` and `}}` are braces."""

from __future__ import annotations

import re
from collections.abc import Mapping

UNKNOWN = "…"
"""What stands where the answer is not known."""

_STEP = r"""(?:\.[^\W\d]\w{0,99}|\["[^"{}]{1,100}"\]|\['[^'{}]{1,100}'\])"""
_PIPED = re.compile(r"\{\{|\}\}|\{(?P<path>[a-z][a-z0-9_]{0,39}" + _STEP + r"{0,3})\}|(?P<stray>\{ *[^\W\d][^{}]*\})")


def references(text: str) -> list[str]:
    """What stands in braces in `text`, each once, in order: codes, and paths as expressions write them, such as `need.home`."""
    return list(dict.fromkeys(found["path"] for found in _PIPED.finditer(text) if found["path"]))


def code_of(reference: str) -> str:
    """The code of the question that a reference begins with: `need` of `need.home` and of `need["01"]`."""
    return re.split(r"[.\[]", reference, maxsplit=1)[0]


def stray_braces(text: str) -> list[str]:
    """What in `text` looks like a piped answer, but names nothing: `{Area}`, `{area.}`. A lone brace is only a brace."""
    return [found["stray"] for found in _PIPED.finditer(text) if found["stray"]]


def piped(text: str, told: Mapping[str, str]) -> str:
    """`text` with every `{code}` replaced by what `told` has for it, or … where it has nothing.

    Braces within a told answer stay as they were typed: an answer is never piped again. Other braces stay as they are.
    """

    def replaced(found: re.Match[str]) -> str:
        if found["path"]:
            return told.get(found["path"]) or UNKNOWN
        return found["stray"] or found[0][0]

    return _PIPED.sub(replaced, text)
