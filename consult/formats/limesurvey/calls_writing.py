"""Calls of our functions as LimeSurvey says them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from consult.formats.limesurvey.em_text import in_marks, listed, opposite
from consult.formats.limesurvey.em_tokens import NotTranslated
from consult.formats.limesurvey.patterns import their_pattern
from consult.formats.limesurvey.said import Said, called
from consult.formats.our_expressions import ATOM
from consult.i18n import _, quoted
from consult.model.expression_syntax import steps_of

if TYPE_CHECKING:
    from consult.formats.limesurvey.relevance_writing import Writer

_PLAIN = {"abs": "abs", "ceil": "ceil", "floor": "floor", "round": "round", "int": "intval", "min": "min", "max": "max",
          "sum": "sum", "total": "sum", "lower": "strtolower", "concat": "join"}  # fmt: skip
_REGULAR = ".^$*+?{}[]\\|()/"


def call(writer: Writer, name: str, arguments: list[ast.expr]) -> Said:
    """A call of one of our functions, said there. Raises NotTranslated where it has no counterpart."""
    special: Mapping[str, Callable[..., Said]] = {
        "blank": writer.blank, "answered": lambda node: opposite(writer.blank(node)), "len": partial(_length, writer),
        "number": writer.said, "text": writer.said, "matches": partial(_matches, writer), "label": partial(_label, writer),
        "contains": partial(_contains, writer), "starts_with": lambda text, part: _fits(writer, text, part, "/^{part}/"),
        "ends_with": lambda text, part: _fits(writer, text, part, "/{part}$/"),
        "if_": lambda test, one, other: writer.said(ast.IfExp(test, one, other)),
        "join": partial(_imploded, writer), "today": lambda: called("date", '"Y-m-d"'),
        "count": lambda *several: called("count", *map(partial(_cells, writer), several)),
    }  # fmt: skip
    if name in special:
        return special[name](*arguments)
    if name == "coalesce":
        *rest, last = [writer.said(argument)[0] for argument in arguments]
        for one in reversed(rest):
            last = f"if(is_empty({one}), {last}, {one})"
        return last, ATOM
    if name not in _PLAIN:
        raise NotTranslated(_("the function {name} has no counterpart").format(name=quoted(name)))
    return called(_PLAIN[name], *map(partial(_cells, writer), arguments))


def _cells(writer: Writer, node: ast.expr) -> str:
    """An argument; of a path to several answers, all of them."""
    place = writer.place(node) if steps_of(node) and writer.literal(node) is None else None
    return listed(place) if place and place.several else writer.said(node)[0]


def _length(writer: Writer, node: ast.expr) -> Said:
    place = writer.place(node) if steps_of(node) else None
    if place and place.several:
        return called("count", listed(place))
    return called("strlen", writer.said(node)[0])


def _label(writer: Writer, node: ast.expr) -> Said:
    place = writer.place(node)
    if place is None or place.several:
        raise NotTranslated(_("several answers stand where one is wanted"))
    return f"{place.names[0]}.shown", ATOM


def _matches(writer: Writer, text: ast.expr, pattern: ast.expr) -> Said:
    literal = writer.literal(pattern)
    return called("regexMatch", in_marks(their_pattern(str(literal))), writer.said(text)[0])


def _contains(writer: Writer, several: ast.expr, part: ast.expr) -> Said:
    place = writer.place(several) if steps_of(several) and writer.literal(several) is None else None
    if place and place.taken:
        return writer.within(part, several)
    return _fits(writer, several, part, "/{part}/")


def _fits(writer: Writer, text: ast.expr, part: ast.expr, form: str) -> Said:
    literal = writer.literal(part)
    if not isinstance(literal, str) or not literal:
        raise NotTranslated(_("only a plain text can be looked for"))
    escaped = "".join(f"\\{letter}" if letter in _REGULAR else letter for letter in literal)
    return called("regexMatch", in_marks(form.replace("{part}", escaped)), writer.said(text)[0])


def _imploded(writer: Writer, several: ast.expr, between: ast.expr | None = None) -> Said:
    return called("implode", writer.said(between)[0] if between else '", "', _cells(writer, several))
