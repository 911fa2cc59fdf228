"""Texts as they stand in YAML: in the quotation marks that are there already, plain where nothing can mistake them."""

from __future__ import annotations

import json
import re

from consult.formats.survey_editing.located import NotPlainError, Part, compose

_PLAIN = re.compile(r"[^\W\d_](?:(?! {2})[\w ./()<>=!+*?-])*(?<! )")
_WORD = re.compile(r"[^\W\d_][\w-]*|[0-9]+(?:\.[0-9]+)?|-[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TAKEN = frozenset("y n yes no on off true false null none".split())
"""Words that other readers of YAML take for something else than a text."""
_ESCAPED = re.compile("[\x7f-\x9f\u00ad\u2028\u2029\ufeff\ufff0-\uffff\ud800-\udfff]")
_HEADER = re.compile(r"[|>][+-]?(?=[ \t]*(?:#[^\n]*)?\n)")
WIDTH = 120
_FOLDED_FROM = 240


class Word(str):
    """A word of the survey language, a number or a day: it needs no quotation marks."""


def in_quotes(text: str) -> str:
    """The text in double quotation marks; what no file can hold as it is, is escaped."""
    safe = "".join(letter if not "\ud800" <= letter <= "\udfff" else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(safe, ensure_ascii=False))


def word(text: str) -> str:
    """A word, a number or a code: plain where it can be."""
    return text if _WORD.fullmatch(text) and text.casefold() not in _TAKEN and not text.startswith("0") else in_quotes(text)


def written(text: str) -> str:
    """A new text on one line: a Word plain, anything else in quotation marks."""
    plain = isinstance(text, Word) and (_WORD.fullmatch(text) or _DAY.fullmatch(text))
    return text if plain else in_quotes(text)


def restyled(text: str, old: Part, source: str, inside_flow: bool) -> str:
    """The text as it takes the place of `old` in `source`, written as that was, wherever it can be."""
    if isinstance(text, Word) and old.style == "":
        return written(text)
    if old.style == "" and old.end > old.start and _is_plain(text):
        return str(text)
    if old.style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if old.style in ("|", ">") and not inside_flow:
        block = _block(text, old, source)
        if block:
            return block
    return in_quotes(text)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and text.casefold() not in _TAKEN


def _block(text: str, old: Part, source: str) -> str:
    header = _HEADER.match(source, old.start)
    if not header:
        return ""
    first = source.index("\n", header.end()) + 1
    before = source[first : old.end]
    indent = len(before) - len(before.lstrip(" "))
    newline = "\r\n" if "\r\n" in before else "\n"
    lines = text.split("\n") if old.style == "|" else folded(text, indent)
    made = (
        source[old.start : first].rstrip("\r\n") + newline + newline.join(" " * indent + line if line else "" for line in lines)
    )
    return made if _reads_as(f"x:\n  y: {made}\n", text) else ""


def folded(text: str, indent: int) -> list[str]:
    """The lines of a text under `>-`: a line break of its own is an empty line."""
    lines: list[str] = []
    for n, paragraph in enumerate(text.split("\n")):
        if n:
            lines.append("")
        line = ""
        for piece in re.split(r"(?<=\S) (?=\S)", paragraph):
            if line and len(line) + len(piece) + 1 + indent > WIDTH:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
        lines.append(line)
    return lines


def long_text(text: str, indent: int) -> str:
    """A long text under `>-`, folded; empty where it is not long or cannot be written so."""
    if len(text) < _FOLDED_FROM:
        return ""
    made = ">-\n" + "\n".join(" " * indent + line if line else "" for line in folded(text, indent))
    return made if _reads_as(f"x:\n  y: {made}\n", text) else ""


def _reads_as(source: str, text: str) -> bool:
    try:
        inner = compose(source).mapping["x"].mapping["y"]
    except (NotPlainError, KeyError):
        return False
    return inner.text == text.strip()
