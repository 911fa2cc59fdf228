"""Whether two wordings, or two expressions, say the same.

Two wordings say the same where the same letters, digits and signs stand in the same order: capitals, spaces and punctuation
may differ. What changes a figure counts: signs such as %, < and +, a minus before a number, and whatever stands between two
digits („1–5” is not „15”), save the spaces between thousands and the kind of dash. So does the name of an earlier answer
in braces.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_DASHES = str.maketrans({dash: "-" for dash in "‐‑‒–—―−"})
_THOUSANDS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*([^\w\s]*)\s*(?=\d)")
_MINUS = re.compile(r"(?<![\w\ue000])-(?=\d)")
_TELLING = frozenset("%‰&@#§{}")  # punctuation by its category, yet it is read
_PIPE = re.compile(r"\{\{|\{(\w+)")
_KEPT_SIGN = "\ue000"  # stands for a sign that counts while the rest of the punctuation goes


@dataclass(frozen=True, slots=True)
class Names:
    """What was renamed between two versions, so that a mere change of name is no change of what is asked."""

    questions: Mapping[str, str] = field(default_factory=dict)
    """Old code → new code."""
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Old code of a question → old code of a column or field → its new code."""

    def inside(self, question: str) -> Names:
        """The names as the expressions of the parts of `question` use them: the parts are called by their own codes."""
        return Names({**self.questions, **self.parts.get(question, {})}, self.parts)


def same_wording(old: str, new: str, names: Names | None = None) -> bool:
    """Whether two wordings differ in capitals, spaces and punctuation alone."""
    return _letters(_piped(old, names)) == _letters(new)


def _piped(text: str, names: Names | None) -> str:
    known = names.questions if names else {}
    return _PIPE.sub(lambda found: "{" + known.get(found[1], found[1]) if found[1] else found[0], text)


def _letters(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    text = _BETWEEN_DIGITS.sub(_between, _THOUSANDS.sub("", text))
    text = _MINUS.sub(_KEPT_SIGN + "-", text)
    kept, take = [], False
    for sign in text:
        if sign == _KEPT_SIGN:
            take = True
        elif take or sign in _TELLING or unicodedata.category(sign)[0] in "LMNS":
            kept.append(sign)
            take = False
    return "".join(kept)


def _between(found: re.Match[str]) -> str:
    """What stands between two digits, marked as counting; a decimal comma is a decimal point."""
    signs = found[1].replace(",", ".") or " "
    return "".join(_KEPT_SIGN + sign for sign in signs) if found[0] else ""


def same_expression(old: str, new: str, names: Names | None = None) -> bool:
    """Whether two expressions are the same but for spaces, superfluous brackets and the names that were changed."""
    return old == new or _normal(old, names or Names()) == _normal(new, Names())


def _normal(expression: str, names: Names) -> str:
    try:
        tree = ast.parse(f"({expression.strip()}\n)", mode="eval")
        return ast.unparse(_Renaming(names).visit(tree)) if expression.strip() else ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return " ".join(expression.split())


class _Renaming(ast.NodeTransformer):
    def __init__(self, names: Names):
        self.names = names

    def visit_Attribute(self, node: ast.Attribute) -> ast.Attribute:
        parts = self.names.parts.get(node.value.id, {}) if isinstance(node.value, ast.Name) else {}
        if isinstance(node.value, ast.Attribute) and isinstance(node.value.value, ast.Name):  # table.row.column
            parts = self.names.parts.get(node.value.value.id, {})
        node.attr = parts.get(node.attr, node.attr)
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.questions.get(node.id, node.id)
        return node
