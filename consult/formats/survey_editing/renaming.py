"""Giving a code another name wherever expressions and wordings of the survey file use it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping

from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.scalars import restyled
from consult.formats.survey_editing.splices import Splice
from consult.model.expression_syntax import steps_of
from consult.model.expression_words import prepared
from consult.model.expressions import ExpressionFault, parse

EXPRESSIONS = frozenset({"show_if", "choices_if", "rows_if", "value", "must"})
WORDINGS = frozenset({"ask", "hint", "title", "intro", "say"})
_TEXT = r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
_PATH = re.compile(
    rf"(?P<text>{_TEXT})|(?<![\w.])(?P<name>[^\W\d]\w*)(?P<steps>(?:\s*\.\s*[^\W\d]\w*|\s*\[\s*(?:{_TEXT}|[^\W\d]\w*)\s*\])*)(?P<call>\s*\()?"
)
_STEP = re.compile(rf"(?P<dot>\s*\.\s*)(?P<word>[^\W\d]\w*)|(?P<open>\s*\[\s*)(?P<text>{_TEXT})(?P<close>\s*\])|\s*\[[^\]]*\]")
_PIPED = re.compile(r"(?<!\{)\{(?P<path>[a-z][^{}]*)\}(?!\})")

Changed = Callable[[str], str]
"""An expression as it reads after the change."""


def in_part(source: str, part: Part, changed: Changed, skip: frozenset[int] = frozenset()) -> Iterator[Splice]:
    """The changes to all expressions and wordings in `part`; mappings whose start is in `skip` are left out."""
    if part.start in skip and part.mapping:
        return
    for key, child in part.mapping.items():
        if key in EXPRESSIONS and isinstance(child.value, str):
            yield from _if_new(source, child, changed(child.text), part.flow)
        elif key in WORDINGS:
            inner = (
                [(child, part.flow)] if isinstance(child.value, str) else [(one, child.flow) for one in child.mapping.values()]
            )
            for text, inside_flow in inner:
                if isinstance(text.value, str):
                    yield from _if_new(source, text, in_wording(text.text, changed), inside_flow)
        else:
            yield from in_part(source, child, changed, skip)
    for child in part.sequence:
        yield from in_part(source, child, changed, skip)


def _if_new(source: str, old: Part, text: str, inside_flow: bool) -> Iterator[Splice]:
    if text != old.text:
        yield Splice(old.start, old.end, restyled(text, old, source, inside_flow))


def in_wording(text: str, changed: Changed) -> str:
    """A wording with what stands in braces changed."""
    return _PIPED.sub(lambda found: "{" + changed(found["path"]) + "}", text)


def names(codes: Mapping[str, str]) -> Changed:
    """Old code of a question → its new one."""

    def changed(expression: str) -> str:
        def one(found: re.Match[str]) -> str:
            if found["text"] or found["call"] or found["name"] not in codes:
                return found[0]
            return codes[found["name"]] + found["steps"]

        return _PATH.sub(one, expression)

    return changed


def steps(question: str, old: str, new: str, *, last: bool) -> Changed:
    """What follows `question` in a path: the `last` step (a column or field), or else the first (a row), from `old` to `new`."""

    def changed(expression: str) -> str:
        def one(found: re.Match[str]) -> str:
            if found["text"] or found["call"] or found["name"] != question or not found["steps"]:
                return found[0]
            pieces = [*_STEP.finditer(found["steps"])]
            at = len(pieces) - 1 if last else 0
            made = [_step(piece, new) if n == at and _code(piece) == old else piece[0] for n, piece in enumerate(pieces)]
            return found["name"] + "".join(made)

        return _PATH.sub(one, expression)

    return changed


def _code(step: re.Match[str]) -> str:
    return step["word"] or (step["text"] or "''")[1:-1]


def _step(step: re.Match[str], new: str) -> str:
    return (
        f".{new}" if new.isidentifier() and step["word"] else f'["{new}"]' if '"' not in (step["text"] or "'") else f"['{new}']"
    )


def literals(first_names: frozenset[str], old: str, new: str) -> Changed:
    """Texts in quotation marks that are compared with one of these names, from `old` to `new`."""

    def changed(expression: str) -> str:
        try:
            tree, ready = parse(expression).tree, prepared(expression)
        except ExpressionFault:
            return expression
        offsets = {ready.column(node.col_offset) - 1 for node in _compared(tree, first_names) if node.value == old}
        for at in sorted(offsets, reverse=True):
            found = re.compile(_TEXT).match(expression, at)
            if found:
                mark = found[0][0]
                expression = expression[:at] + mark + new.replace(mark, "\\" + mark) + mark + expression[found.end() :]
        return expression

    return changed


def _compared(tree: ast.expr, first_names: frozenset[str]) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Call):
            sides = node.args
        else:
            continue
        if any(steps_of(side) and str(steps_of(side)[0]) in first_names for side in sides):
            for side in sides:
                inner = side.elts if isinstance(side, ast.List | ast.Tuple) else [side]
                yield from (one for one in inner if isinstance(one, ast.Constant))


def names_in(expression: str) -> frozenset[str]:
    """The codes that an expression begins its paths with, also where it cannot be read."""
    return frozenset(found["name"] for found in _PATH.finditer(expression) if found["name"] and not found["call"])
