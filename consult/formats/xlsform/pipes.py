"""Answers named inside texts: `${name}` of an XLSForm and `{code}` of a survey file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from consult.formats.our_expressions import in_braces_twice
from consult.formats.xlsform.scope import Scope, Sort
from consult.formats.xlsform.xpath import Untranslatable
from consult.model.piping import UNKNOWN

_NAMED = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
_PIPED = re.compile(r"\{\{|\}\}|\{(?P<path>[a-z][a-z0-9_]{0,39}[^\s{}]*)\}")
_PATH = re.compile(r"[a-z][a-z0-9_]{0,39}(?:\.[A-Za-z_][A-Za-z0-9_]{0,99}){0,3}")


def piped(texts: Mapping[str, str], scope: Scope, inside: str = "") -> tuple[dict[str, str], list[str]]:
    """The texts with `{code}` for `${name}`, and the names that stand for no answer here: „…” is in their place."""
    lost: list[str] = []

    def said(found: re.Match[str]) -> str:
        try:
            target = scope.find(found[1], inside)
        except Untranslatable:
            target = None
        if target and target.sort is not Sort.LIST and not target.inside and _PATH.fullmatch(target.path):
            return f"{{{target.path}}}"
        lost.append(found[1])
        return UNKNOWN

    return {language: _replaced(text, said) for language, text in texts.items()}, list(dict.fromkeys(lost))


def _replaced(text: str, said: Callable[[re.Match[str]], str]) -> str:
    pieces: list[str] = []
    at = 0
    for found in _NAMED.finditer(text):
        pieces += [in_braces_twice(text[at : found.start()]), said(found)]
        at = found.end()
    return "".join([*pieces, in_braces_twice(text[at:])])


def without_pipes(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts in which no answer can be named, as labels of choices: … stands for each."""
    return {language: _NAMED.sub(UNKNOWN, text) for language, text in texts.items()}


def unpiped(text: str, names: Mapping[str, str] | None = None) -> str:
    """A text of a survey file as a form writes it: `${name}` for `{code}`, braces single.

    `names` leads from paths to names; … stands for those that have none.
    """

    def told(found: re.Match[str]) -> str:
        if found["path"] is None:
            return found[0][0]
        name = (names or {}).get(found["path"])
        return f"${{{name}}}" if name else UNKNOWN

    return _PIPED.sub(told, text)


def label_text(text: str) -> str:
    """The label of a choice, in which no answer can be named, as a form may hold it."""
    return text.replace("${", "$ {")
