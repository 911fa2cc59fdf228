"""Expressions of LimeSurvey as tokens, and as a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consult.i18n import _, quoted

_LONGEST, _DEEPEST, _MOST_LINKS = 20_000, 40, 300
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d+)?(?![\w.])|\.\d+(?![\w.]))
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<name>(?:\d+X\d+X\d+\w*(?:\#\d)?|[A-Za-z_][\w:]*)(?:\.[A-Za-z]\w*)*)
    |(?P<sign>\&\&|\|\||==|!=|<=|>=|<>|[-+*/<>!(),=])
    )""",
    re.VERBOSE,
)
_WORDS = {"and": "and", "or": "or", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_SIGNS = {"&&": "and", "||": "or", "<>": "!="}
_BINDING = {
    "or": 1, "and": 2, "==": 4, "!=": 4, "<": 5, "<=": 5, ">": 5, ">=": 5, "+": 6, "-": 6, "*": 7, "/": 7,
}  # fmt: skip
_UNARY = 8


class NotTranslated(Exception):
    """An expression cannot be said in the other language; the text names what stands in the way."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number, text or name (`kind`, `value`), a call (`call`, name), or an operator with its operands (`operator`, sign)."""

    kind: str
    value: str
    parts: tuple[Term, ...] = ()


def parse(expression: str) -> Term:
    """The tree of an expression. Raises NotTranslated where it is none, or is beyond all measure."""
    if len(expression) > _LONGEST:
        raise NotTranslated(_("it is too long"))
    tokens = list(_tokens(expression))
    parser = _Parser(tokens)
    found = parser.expression(0, 0)
    if parser.at < len(tokens):
        raise NotTranslated(_("{word} stands where nothing may stand").format(word=quoted(tokens[parser.at][1])))
    return found


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, at, text = [], 0, expression.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise NotTranslated(_("{word} is not understood").format(word=quoted(text[at : at + 10].strip())))
        kind, value = match.lastgroup, match.group(match.lastgroup)
        if kind == "name" and value.lower() in _WORDS:
            kind, value = "sign", _WORDS[value.lower()]
        found.append((kind, _SIGNS.get(value, value) if kind == "sign" else value))
        at = match.end()
    return found


class _Parser:
    """Reads by strength of binding (Pratt, „Top down operator precedence”, 1973)."""

    def __init__(self, tokens: list[tuple[str, str]]):
        self._tokens = tokens
        self.at = 0
        self._links = 0

    def expression(self, binding: int, depth: int) -> Term:
        if depth > _DEEPEST:
            raise NotTranslated(_("it is nested too deeply"))
        left = self._operand(depth)
        while self._sign() in _BINDING and _BINDING[self._sign()] > binding:
            sign = self._next()[1]
            right = self.expression(_BINDING[sign], depth + 1)
            # a and b and c and … is one operator with many operands, however long it is.
            if sign in ("and", "or"):
                left = Term("operator", sign, (*_operands(left, sign), *_operands(right, sign)))
            else:
                self._links += 1
                left = Term("operator", sign, (left, right))
            if self._links > _MOST_LINKS:
                raise NotTranslated(_("it is too long"))
        return left

    def _operand(self, depth: int) -> Term:
        kind, value = self._next()
        if kind in ("number", "name", "text"):
            if kind == "name" and self._sign() == "(":
                return Term("call", value, self._arguments(depth))
            return Term(kind, value[1:-1] if kind == "text" else value)
        if value in ("-", "+", "!"):
            return Term("operator", value, (self.expression(_UNARY, depth + 1),))
        if value == "(":
            inside = self.expression(0, depth + 1)
            self._expect(")")
            return inside
        raise NotTranslated(_("{word} stands where nothing may stand").format(word=quoted(value)))

    def _arguments(self, depth: int) -> tuple[Term, ...]:
        self._expect("(")
        found: list[Term] = []
        while self._sign() != ")":
            if found:
                self._expect(",")
            found.append(self.expression(0, depth + 1))
        self._expect(")")
        return tuple(found)

    def _sign(self) -> str:
        kind, value = self._tokens[self.at] if self.at < len(self._tokens) else ("", "")
        return value if kind == "sign" else ""

    def _next(self) -> tuple[str, str]:
        if self.at >= len(self._tokens):
            raise NotTranslated(_("it ends too early"))
        self.at += 1
        return self._tokens[self.at - 1]

    def _expect(self, sign: str) -> None:
        if self._sign() != sign:
            raise NotTranslated(_("{word} is missing").format(word=quoted(sign)))
        self.at += 1


def _operands(term: Term, sign: str) -> tuple[Term, ...]:
    return term.parts if (term.kind, term.value) == ("operator", sign) else (term,)
