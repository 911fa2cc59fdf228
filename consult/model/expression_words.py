"""Cuts the text of an expression into words and signs, and tells in plain words what does not belong there."""

from __future__ import annotations

import keyword
import re
import unicodedata
from dataclasses import dataclass

from consult.i18n import _

LONGEST = 2_000
"""The most characters of an expression."""

MOST_NESTED = 50
"""How deep brackets and operators may stand in one another."""

_TOKEN = re.compile(
    r"(?P<text>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<sign>\*\*|//|==|!=|<=|>=|<(?!>)|[,.+\-*/%>])"
    r"|(?P<space> +)",
    re.DOTALL,
)
_OWN_WORDS = frozenset({"and", "or", "not", "in", "if", "else", "True", "False", "None"})
_PYTHON_WORDS = frozenset(keyword.kwlist) - _OWN_WORDS
_MARK = "\N{MIDDLE DOT}"
"""Makes a plain name of a word that Python keeps for itself, such as the question code `from`; no word may hold it."""

_SLIPS = {
    "=": "==", "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=",
    "\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/", "\N{MINUS SIGN}": "-", "–": "-", "—": "-",
}  # fmt: skip
_SMART_QUOTES = frozenset("‘’‚‛“”„‟«»‹›`´")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"})


class ExpressionFault(ValueError):
    """An expression that cannot be read: what is wrong, what to do, and at which character, counted from 1."""

    def __init__(self, fault: str, way_out: str = "", column: int = 1):
        self.fault, self.way_out, self.column = fault, way_out, column
        super().__init__(fault)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An expression as Python's parser may read it: one line, backslashes plain."""

    text: str
    origin: tuple[int, ...]
    """For every character of `text`, at which character it stands in the source, from 1."""

    def column(self, offset: int) -> int:
        """Where the character at this offset of bytes, as the parser counts, stands in the source."""
        before = len(self.text.encode()[: max(0, offset)].decode(errors="ignore"))
        return self.origin[min(before, len(self.origin) - 1)]


def plain_name(name: str) -> str:
    """A name of the tree as it stands in the source."""
    return name.removesuffix(_MARK)


def prepared(source: str) -> Prepared:
    """`source` ready for the parser; raises ExpressionFault where it has what is not of the language."""
    _check_characters(source)
    line = source.replace("\r", " ").replace("\n", " ")
    text: list[str] = []
    origin: list[int] = []
    opened: list[tuple[str, int]] = []
    position = len(line) - len(line.lstrip(" "))
    while position < len(line):
        token = _TOKEN.match(line, position)
        if token is None:
            raise _slip(line, position)
        _check_token(token, line)
        if token["open"] or token["close"]:
            _follow_brackets(opened, token[0], position)
        for letter, at in _for_parser(token):
            text.append(letter)
            origin.append(at)
        position = token.end()
    if opened:
        raise ExpressionFault(_("this bracket is not closed"), _("close it"), opened[-1][1] + 1)
    return Prepared("".join(text), (*origin, len(source) or 1))


def _check_characters(source: str) -> None:
    if not source.strip():
        raise ExpressionFault(_("the expression is empty"), _("write a condition or leave the field out"))
    if len(source) > LONGEST:
        raise ExpressionFault(
            _("the expression is too long"), _("say it in at most {n} characters").format(n=LONGEST), LONGEST + 1
        )
    for at, letter in enumerate(source, 1):
        if letter == "\t":
            raise ExpressionFault(_("there is a tab"), _("use a space"), at)
        if letter not in " \r\n" and unicodedata.category(letter) in _HIDDEN:
            name = unicodedata.name(letter, f"U+{ord(letter):04X}")
            way_out = _("use a space") if unicodedata.category(letter) == "Zs" else _("take it out")
            raise ExpressionFault(_("there is an invisible character: {name}").format(name=name), way_out, at)


def _check_token(token: re.Match[str], line: str) -> None:
    at, after = token.start() + 1, line[token.end() : token.end() + 1]
    if token["number"] and (after.isalnum() or after == "_"):
        raise ExpressionFault(_("a number runs into a word"), _("put a code that begins with a digit in quotation marks"), at)
    if token["number"] and re.match(r"0[0-9]", token[0]):
        raise ExpressionFault(
            _("a number begins with a zero"), _("put a code in quotation marks: '{code}'").format(code=token[0]), at
        )
    if token["word"] and after in ("'", '"') and token[0] not in _OWN_WORDS:
        raise ExpressionFault(_("a word runs into a quotation mark"), _("put a sign between them"), token.end() + 1)


def _slip(line: str, position: int) -> ExpressionFault:
    """The fault of a sign that is not of the language, with what was probably meant."""
    sign, at = line[position], position + 1
    if sign in "'\"":
        return ExpressionFault(_("this quotation mark is not closed"), _("close it with the same mark"), at)
    if sign in _SMART_QUOTES:
        return ExpressionFault(
            _("{sign} is a typographic quotation mark").format(sign=sign), _("use straight quotation marks: 'text'"), at
        )
    two = line[position : position + 2]
    meant = _SLIPS.get(two) or _SLIPS.get(sign)
    if meant:
        sign = two if two in _SLIPS else sign
        return ExpressionFault(_("there is no sign {sign}").format(sign=sign), _("write {meant}").format(meant=meant), at)
    return ExpressionFault(_("there is no sign {sign}").format(sign=sign), _("take it out"), at)


def _follow_brackets(opened: list[tuple[str, int]], bracket: str, position: int) -> None:
    if bracket in "([":
        opened.append((bracket, position))
        if len(opened) > MOST_NESTED:
            raise too_deep(position + 1)
    elif not opened or opened.pop()[0] != {")": "(", "]": "["}[bracket]:
        raise ExpressionFault(_("this bracket closes nothing"), _("take it out, or open it before"), position + 1)


def too_deep(column: int) -> ExpressionFault:
    """The fault of an expression that is nested too deep."""
    return ExpressionFault(_("the expression is nested too deep"), _("split it into computed questions"), column)


def _for_parser(token: re.Match[str]) -> list[tuple[str, int]]:
    """The characters of a token for the parser, each with its place: a backslash stands for itself but before \\ ' and \"."""
    first = token.start() + 1
    if token["word"] and token[0] in _PYTHON_WORDS:
        return [*zip(token[0], range(first, first + len(token[0])), strict=True), (_MARK, token.end())]
    letters: list[tuple[str, int]] = []
    escaped = False
    for at, letter in enumerate(token[0], first):
        if escaped and letter not in "\\'\"":
            letters.append(("\\", at - 1))
        letters.append((letter, at))
        escaped = letter == "\\" and not escaped
    return letters
