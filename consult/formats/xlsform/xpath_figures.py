"""Figures in XPath: what is reckoned from answers of which some may be blank.

What is reckoned from a blank is no number there (NaN), which is not even equal to itself. A sum, the smallest and the largest
leave blanks out, as here, and are themselves blank where there is nothing else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from consult.formats.xlsform.form_paths import Paths, quoted_text
from consult.model.question import QuestionType

SEVERAL = (QuestionType.MULTI, QuestionType.RANKING)
_ARITHMETIC: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_IS_PATH = re.compile(r"\$\{[^{}]*\}|\.")
_IS_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_BEYOND = "999999999999999"
"""More than any answer: what stands for a blank where the smallest is looked for."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Says figures; `said` gives the XPath of a value, `inner` the same in brackets where something is joined in it."""

    said: Callable[[ast.expr], str]
    inner: Callable[[ast.expr], str]
    paths: Paths

    @property
    def calls(self) -> Mapping[str, Callable[[list[ast.expr]], str]]:
        """What each function that it knows makes of what it is given."""
        return {
            "sum": self._sum, "total": self._sum, "count": self._count, "len": self._length, "days": self._days,
            "min": lambda given: self._least_or_most("min", given), "max": lambda given: self._least_or_most("max", given),
            "coalesce": self._coalesce,
        }  # fmt: skip

    def arithmetic(self, node: ast.BinOp) -> str:
        """An operation; by zero nothing is divided, and what is left over has the sign of the divisor."""
        left, right = self.inner(node.left), self.inner(node.right)
        if isinstance(node.op, ast.Pow):
            return f"pow({left}, {right})"
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
            return f"{left} {_ARITHMETIC[type(node.op)]} {right}"
        told = {
            ast.Div: f"{left} div {right}",
            ast.FloorDiv: f"floor({left} div {right})",
            ast.Mod: f"{left} mod {right}" if self._is_never_negative(node) else f"{left} - {right} * floor({left} div {right})",
        }[type(node.op)]
        by_number = isinstance(node.right, ast.Constant) and node.right.value
        return told if by_number else f"if({right} != 0, {told}, '')"

    def _is_never_negative(self, node: ast.BinOp) -> bool:
        """Whether both sides of a remainder have no sign, by which XPath and Python differ."""
        asked = self.paths.asked(node.left)
        return (
            isinstance(node.right, ast.Constant) and asked is not None and (-1 if asked.minimum is None else asked.minimum) >= 0
        )

    def _sum(self, given: list[ast.expr]) -> str:
        cells = self._cells(given)
        if len(cells) == 1:
            return f"sum({cells[0]})"
        return self._over(cells, " + ".join(self._or(cell, "0") for cell in cells))

    def _least_or_most(self, name: str, given: list[ast.expr]) -> str:
        cells, beyond = self._cells(given), _BEYOND if name == "min" else f"0 - {_BEYOND}"
        if len(cells) == 1:
            return f"{name}({cells[0]})"
        return self._over(cells, f"{name}({', '.join(self._or(cell, beyond) for cell in cells)})")

    def _count(self, given: list[ast.expr]) -> str:
        asked = self.paths.asked(given[0])
        if len(given) == 1 and asked and asked.type in SEVERAL:
            return f"count-selected({self.said(given[0])})"
        cells = self._cells(given)
        if len(cells) == 1 and asked is not None:
            return f"count-non-empty({cells[0]})"
        return f"({' + '.join(f'if({cell} != {quoted_text(str())}, 1, 0)' for cell in cells)})"

    def _length(self, given: list[ast.expr]) -> str:
        asked, text = self.paths.asked(given[0]), self.said(given[0])
        length = f"{'count-selected' if asked is not None and asked.type in SEVERAL else 'string-length'}({text})"
        return length if self.paths.is_own(given[0]) else f"if({text} != '', {length}, '')"

    def _days(self, given: list[ast.expr]) -> str:
        start, end = (f"decimal-date-time({self.said(one)})" for one in given)
        return f"({end} - {start})"

    def _coalesce(self, given: list[ast.expr]) -> str:
        told = self.said(given[-1])
        for one in reversed(given[:-1]):
            told = self._or(self.said(one), told)
        return told

    def _cells(self, given: list[ast.expr]) -> list[str]:
        """The single values in what a function is given."""
        return [cell for one in given for cell in self.paths.cells(one) or [self.said(one)]]

    def _or(self, cell: str, instead: str) -> str:
        """A value, or `instead` where it is blank; what is computed from a blank is no number, and so not even itself."""
        if _IS_NUMBER.fullmatch(cell):
            return cell
        return f"coalesce({cell}, {instead})" if _IS_PATH.fullmatch(cell) else f"if({cell} = {cell}, {cell}, {instead})"

    def _over(self, cells: list[str], told: str) -> str:
        """What is reckoned from several cells; nothing where all are blank."""
        if any(map(_IS_NUMBER.fullmatch, cells)):
            return f"({told})"
        answered = (f"{cell} != ''" if _IS_PATH.fullmatch(cell) else f"{cell} = {cell}" for cell in cells)
        return f"if({' or '.join(answered)}, {told}, '')"
