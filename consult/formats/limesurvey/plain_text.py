"""HTML, as the texts of LimeSurvey are written, to plain text; and plain text to HTML that means the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from consult.formats.our_expressions import in_braces_twice

_SILENT = frozenset({"script", "style", "head", "template", "iframe", "object"})
_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol option p"
    " pre section table tbody td tfoot th thead tr ul".split()
)
_EXPRESSION = re.compile(r"\{(?=\S)([^{}]*)(?<=\S)\}")
_LONGEST = 100_000
_PIPE = "consult-pipe"
_PIPED = re.compile("\x02([0-9]+)\x03")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class _Stripper(HTMLParser):
    """Keeps what a reader would see; what is piped comes as a tag of its own, and goes on as a number between controls."""

    def __init__(self, piped: int):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent, self._piped = 0, piped

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")
        number = dict(attrs).get("n") or ""
        if tag == _PIPE and number.isdecimal() and len(number) < 9 and int(number) < self._piped and not self._silent:
            self.parts.append(f"\x02{int(number)}\x03")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", _NOT_TEXT.sub("", data)))


def plain(html: str, *, lines: bool = False) -> str:
    """What a reader of `html` sees, as one line; with `lines`, paragraphs and line breaks stay lines.

    Tags and scripts are gone, references are letters, control characters and marks of direction are gone.
    """
    return _seen(_NOT_TEXT.sub("", html), lines, 0)


def _seen(html: str, lines: bool, piped: int) -> str:
    if len(html) > _LONGEST:  # nobody wrote that by hand, and the parser takes its time with it
        html = re.sub(r"<[^<>]*>", " ", html[:_LONGEST])
    stripper = _Stripper(piped)
    # A `<` that opens no tag, as in „< 18”, is text; the parser would wait for its end.
    stripper.feed(re.sub(r"<(?![a-zA-Z/!?])", "&lt;", html))
    stripper.close()
    text = unicodedata.normalize("NFC", "".join(stripper.parts))
    told = [" ".join(line.split()) for line in text.split("\n")]
    return ("\n" if lines else " ").join(line for line in told if line)


def with_answers(html: str, translated: Callable[[str], str | None], *, lines: bool = False) -> tuple[str, list[str]]:
    """`html` as plain text whose `{code}` stand for earlier answers, and the expressions that could not be translated.

    `translated` gives the code that the inside of a brace stands for, or None: then it stays as text, its braces written twice.
    """
    lost: list[str] = []
    found: list[str] = []

    def piped(match: re.Match[str]) -> str:
        inside = plain(match.group(1))
        code = translated(inside)
        if code is None:
            lost.append("{" + inside + "}")
        found.append(in_braces_twice("{" + inside + "}") if code is None else "{" + code + "}")
        return f"<{_PIPE} n={len(found) - 1}>"

    marked = _EXPRESSION.sub(piped, _NOT_TEXT.sub("", html))
    text = _seen(marked, lines, len(found))
    return _PIPED.sub(lambda match: found[int(match.group(1))], in_braces_twice(text)), lost


def cleaned(text: str) -> str:
    """`text` without control characters and marks of direction."""
    return _NOT_TEXT.sub("", text)


def html_of(text: str) -> str:
    """Plain text as HTML that shows it; nothing in it is markup or an expression of LimeSurvey."""
    safe = escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;")
    return safe.replace("\n", "<br />")
