"""XPath as XLSForms use it, to a tree: a parser by precedence (Pratt 1973) of expressions without paths and predicates."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>'[^']*'|\"[^\"]*\")|\$\{\s*(?P<ref>[^{}]*?)\s*\}"
    r"|(?P<mark><=|>=|!=|\.\.|//|::|[-+*/=<>|(),.\[\]@])|(?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?))"
)
_POWERS = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6}
_MOST_TOKENS = 500
_DEEPEST = 30


class Untranslatable(Exception):
    """An expression that cannot be carried over; `what` names the part that stops it."""

    def __init__(self, what: str):
        self.what = what
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to another question: `${name}`."""

    name: str


@dataclass(frozen=True, slots=True)
class Itself:
    """The answer to the question itself: `.`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name: a column of the sheet of choices."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with what it is given."""

    name: str
    given: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator between two sides; a minus sign alone has 0 on its left."""

    sign: str
    left: Tree
    right: Tree


Tree = Number | Text | Reference | Itself | Name | Call | Operation
_Token = tuple[str, str]


def parse(expression: str) -> Tree:
    """The tree of an expression. Raises Untranslatable for paths, predicates and whatever is no XPath at all."""
    parser = _Parser(_tokens(expression))
    tree = parser.expression(0)
    if parser.kind:
        raise Untranslatable(parser.text)
    return tree


def _tokens(expression: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, end = 0, len(expression.rstrip())
    while at < end:
        found = _TOKEN.match(expression, at)
        if not found or len(tokens) > _MOST_TOKENS:
            raise Untranslatable(expression[at : at + 20].strip())
        kind = found.lastgroup or ""
        text = found[kind]
        tokens.append((kind, text[1:-1] if kind == "text" else text))
        at = found.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[_Token]):
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    @property
    def text(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def expression(self, power: int) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Untranslatable("(((")
        left = self._operand()
        while self.kind in ("mark", "name") and _POWERS.get(self.text, 0) > power:
            sign = self._take()
            left = Operation(sign, left, self.expression(_POWERS[sign]))
        if self.kind == "mark" and self.text in ("|", "[", "/", "//", "::", "@"):
            raise Untranslatable(self.text)
        self._depth -= 1
        return left

    def _take(self) -> str:
        text = self.text
        self._at += 1
        return text

    def _operand(self) -> Tree:
        kind, text = self.kind, self._take()
        if kind == "number":
            return Number(text)
        if kind == "text":
            return Text(text)
        if kind == "ref":
            return Reference(text)
        if kind == "mark" and text == ".":
            return Itself()
        if kind == "mark" and text == "-":
            return Operation("-", Number("0"), self.expression(6))
        if kind == "mark" and text == "(":
            return self._closed(self.expression(0))
        if kind == "name":
            return Call(text, self._given()) if self.text == "(" and self.kind == "mark" else Name(text)
        raise Untranslatable(text or "…")

    def _closed(self, tree: Tree) -> Tree:
        if self.kind != "mark" or self.text != ")":
            raise Untranslatable(self.text or "(")
        self._take()
        return tree

    def _given(self) -> tuple[Tree, ...]:
        self._take()
        given: list[Tree] = []
        while not (self.kind == "mark" and self.text == ")"):
            if given and not (self.kind == "mark" and self._take() == ","):
                raise Untranslatable(self.text or "(")
            given.append(self.expression(0))
        self._take()
        return tuple(given)
