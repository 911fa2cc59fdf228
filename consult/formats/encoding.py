"""Bytes to text: which encoding a file was saved in."""

from __future__ import annotations

import codecs

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
    """The text of `content` and the name of its encoding; `encoding` overrides the guess.

    Tries byte order marks, UTF-8, UTF-16 without a mark, then the one-byte encoding whose letters fit best
    (Windows-1257 for Latvian first). Raises TableError where the content is no text.
    """
    if encoding:
        try:
            return content.decode(encoding), encoding
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
    guess = next((name for mark, name in _MARKS if content.startswith(mark)), "") or _without_mark(content)
    try:
        text = content.decode(guess)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise TableError(_("the file is not text that can be read"), _("save the table as XLSX or as CSV in UTF-8"), place=place)
    return text, guess


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
