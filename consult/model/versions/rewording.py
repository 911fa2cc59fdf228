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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from consult.model.expression_syntax import steps_of

_DASHES = str.maketrans({dash: "-" for dash in "‐‑‒–—―−"})
_THOUSANDS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*([^\w\s]*)\s*(?=\d)")
_MINUS = re.compile(r"(?<![\w\ue000])-(?=\d)")
_TELLING = frozenset("%‰&@#§{}")  # punctuation by its category, yet it is read
_PIPE = re.compile(r"\{\{|\{(\w+)")
_COMPARED_WITH_CODES = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
_KEPT_SIGN = "\ue000"  # stands for a sign that counts while the rest of the punctuation goes


_Codes = Mapping[str, str]
"""Old code → new code."""


@dataclass(frozen=True, slots=True)
class Names:
    """What was renamed between two versions, so that a mere change of name is no change of what is asked."""

    questions: _Codes = field(default_factory=dict)
    parts: Mapping[str, _Codes] = field(default_factory=dict)
    """Old code of a question → its columns or fields."""
    steps: Mapping[str, tuple[_Codes, _Codes]] = field(default_factory=dict)
    """Old code of a question → what may follow it in a path, and what may follow that: rows, sides, choices with points."""
    choices: Mapping[str, _Codes] = field(default_factory=dict)
    """Old `question` or `question.part` → its choices."""

    def inside(self, question: str) -> Names:
        """The names as the expressions of the parts of `question` use them: the parts are called by their own codes."""
        parts = self.parts.get(question, {})
        own = {part: self.choices.get(f"{question}.{part}", {}) for part in parts}
        return replace(self, questions={**self.questions, **parts}, choices={**self.choices, **own})

    def walking(self, choices: _Codes, rows: _Codes) -> Names:
        """The names where `choice` and `row` stand for the choices and rows of one question."""
        return replace(self, choices={**self.choices, "choice": choices, "row": rows})

    def follows(self, question: str, nth: int, code: str) -> str:
        """What the step `code` of a path is called now, the `nth` behind the question."""
        parts = self.parts.get(question, {})
        return parts[code] if code in parts else self.steps.get(question, ({}, {}))[nth].get(code, code)

    def chosen(self, path: Sequence[object]) -> _Codes:
        """The choices of what a path, by its old codes, names."""
        name, *further = path or ("",)
        if name in self.parts and further:
            return self.choices.get(f"{name}.{further[-1]}", {})
        return self.choices.get(str(name), {}) if name not in ("choice", "row") or not further else {}


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

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.questions.get(node.id, node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.Attribute:
        node.attr = self._step(node.value, node.attr)
        self.generic_visit(node)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            node.slice.value = self._step(node.value, node.slice.value)
        self.generic_visit(node)
        return node

    def _step(self, behind: ast.expr, code: str) -> str:
        if isinstance(behind, ast.Name):
            return self.names.follows(behind.id, 0, code)
        if isinstance(behind, ast.Attribute | ast.Subscript) and isinstance(behind.value, ast.Name):  # table.row.column
            return self.names.follows(behind.value.id, 1, code)
        return code

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        if len(node.ops) == 1 and isinstance(node.ops[0], _COMPARED_WITH_CODES):
            self._compared(node.left, node.comparators[0])
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        if isinstance(node.func, ast.Name) and node.func.id == "contains" and len(node.args) == 2:
            self._compared(*node.args)
        self.generic_visit(node)
        return node

    def _compared(self, one: ast.expr, other: ast.expr) -> None:
        """Gives the codes that stand beside a path the names that its choices have now."""
        for path, beside in ((one, other), (other, one)):
            codes = self.names.chosen(steps_of(path))
            for literal in beside.elts if isinstance(beside, ast.List | ast.Tuple) else [beside]:
                if isinstance(literal, ast.Constant) and str(literal.value) in codes:
                    code = codes[str(literal.value)]
                    literal.value = int(code) if isinstance(literal.value, int) and code.isdecimal() else code
