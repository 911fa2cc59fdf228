"""Bytes to text: which encoding a file was saved in."""

from __future__ import annotations

import codecs
import re

from consult.errors import TableError
from consult.i18n import _, quoted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters beyond ASCII that texts of these languages really use. On the few bytes that a short answer has,
# asking which reading gives such letters is surer than general statistics.
_LETTERS = {
    "cp1257": "āčēģīķļņōŗšūžąęėįųöäüõéó–—„“”’‘…•€£§°«»",
    "cp1252": "äöüßéèêëàâçñíóúáîïôûùœæøåãõ–—„“”’‘…•€£§°«»ìòýþð",
    "cp1250": "ąćęłńóśźżčďěňřšťůžáéíúýőűăâîșțäöü–—„”’…€§°",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ–—«»№…",
}
_ANY_LETTERS = frozenset("".join(_LETTERS.values())) | {"\ufeff"}
_KNOWN_BINARY = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"SQLite format 3", "SQLite"),
)

_KNOWN_TEXT = (
    ((b"<!doctype html", b"<html", b"<table", b"<body"), "HTML"),
    ((b"<?xml", b"<!doctype"), "XML"),
    ((b'{"', b'{ "', b"[{", b"[ {", b"{\n", b"[\n"), "JSON"),
)


def foreign_kind(content: bytes) -> str:
    """The name of the well-known format, other than a table, that `content` is in; empty where it is none of them."""
    kind = next((kind for mark, kind in _KNOWN_BINARY if content.startswith(mark)), "")
    beginning = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return kind or next((kind for marks, kind in _KNOWN_TEXT if beginning.startswith(marks)), "")


def decode(content: bytes, place: str, encoding: str = "") -> tuple[str, str]:
    """The text of `content`, which is no table, and the name of its encoding; see `encoding_of`."""
    found = encoding_of(content, place, encoding, _("save it as text in UTF-8"))
    return content.decode(found), found


def encoding_of(content: bytes, place: str, encoding: str = "", way_out: str = "") -> str:
    """The encoding that `content` was saved in; `encoding` overrides the guess.

    Tries byte order marks, UTF-8, UTF-16 without a mark, then the one-byte encoding whose letters fit best
    (Windows-1257 for Latvian first). Raises TableError where the content is no text, with the line where it is text in two
    encodings; `way_out` tells what to do with what is no text.
    """
    if encoding:
        try:
            content.decode(encoding)
            return encoding
        except UnicodeDecodeError:
            raise TableError(
                _("the file is not in the encoding {encoding}").format(encoding=encoding),
                _("leave out the encoding, or name another one"),
                place=place,
            ) from None
        except (LookupError, ValueError):  # „undefined” and „base64” are codecs that Python knows and that read no file
            raise TableError(
                _("there is no encoding {encoding}").format(encoding=quoted(encoding)),
                _("leave out the encoding, or name another one"),
                place=place,
            ) from None
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    guess = marked or _without_mark(content)
    if guess == "utf-8":
        return guess  # found out by reading all of it
    try:
        text = content.decode(guess)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        _refuse_broken_utf8(content, place)
        way_out = way_out or _("save the table as XLSX or as CSV in UTF-8")
        raise TableError(_("the file is not text that can be read"), way_out, place=place)
    if guess in _LETTERS:
        _refuse_broken_utf8(content, place)
    return guess


def _refuse_broken_utf8(content: bytes, place: str) -> None:
    """Where some lines are UTF-8 beyond doubt and another is not, no single encoding reads the file: name the line."""
    if b"\0" in content or content.startswith(tuple(mark for mark, _name in _MARKS[1:])):
        return
    broken = 0
    sure = False
    for line, text in enumerate(re.split(rb"\r\n|\r|\n", content), 1):
        if text.isascii():
            continue
        try:
            beyond = {letter for letter in text.decode("utf-8").lower() if letter > "\x7f"}
            sure = sure or beyond <= _ANY_LETTERS
        except UnicodeDecodeError:
            broken = broken or line
        if sure and broken:
            raise TableError(
                _("this line is in another encoding than the lines before and after it, or is cut short"),
                _("save the file in one encoding, such as UTF-8"),
                place=f"{place}:{broken}",
            )


def _without_mark(content: bytes) -> str:
    try:
        if "\0" not in content.decode("utf-8"):
            return "utf-8"
    except UnicodeDecodeError:
        pass
    sample = content[:4096]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) * 0.3:
        return "utf-16-le"
    if len(sample) >= 4 and sample[0::2].count(0) > len(sample) * 0.3:
        return "utf-16-be"
    return max(_LETTERS, key=lambda name: _fitness(content, name))


def _fitness(content: bytes, encoding: str) -> float:
    beyond = [letter for letter in content[:200_000].decode(encoding, errors="replace").lower() if letter > "\x7f"]
    return sum(letter in _LETTERS[encoding] for letter in beyond) / max(1, len(beyond))
