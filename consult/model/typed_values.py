"""Typed text to numbers, dates and comparable forms: how people write them in Latvian and English."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from consult.i18n import _, quoted
from consult.model.visible_text import shortened

_LONGEST_QUOTED = 60
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")


class Refused(Exception):
    """One typed value does not fit its question: fault and way out."""

    def __init__(self, fault: str, way_out: str):
        self.fault, self.way_out = fault, way_out
        super().__init__(fault)


def normalise(text: str) -> str:
    """Text as it is kept: composed Unicode (NFC), outer white space gone, what no file can hold replaced by �."""
    if text.isascii() and "\0" not in text:
        return text.strip()
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)).strip()


def fold(text: str) -> str:
    """The form in which labels are compared: composed, small letters, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def without_marks(text: str) -> str:
    """The form in which codes are compared for being mistaken for one another: small letters without diacritics."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(letter))


def told(text: str) -> str:
    """What was typed, in quotation marks and not too long."""
    return quoted(shortened(text, _LONGEST_QUOTED))


def read_number(text: str, *, integer: bool = False) -> float:
    """The number a person wrote, with a decimal comma or point and with spaces between thousands.

    Raises Refused where it is none, and where „1,234” could be a thousand or a fraction.
    """
    plain = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", "", text.strip().replace("\N{MINUS SIGN}", "-"))
    if integer and re.fullmatch(r"[+-]?\d{1,3}[.,]\d{3}", plain):
        raise Refused(
            _("{answer} can be read in two ways").format(answer=told(text)),
            _("write it without a separator, such as 1234"),
        )
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+\.\d+", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "")
    if len(plain) > 40 or not _PLAIN_NUMBER.fullmatch(plain):
        raise Refused(_("{answer} is not a number").format(answer=told(text)), _("write digits only"))
    return float(plain.replace(",", "."))


def read_date(text: str) -> date:
    """The date written as 2026-03-05 or 5.3.2026; raises Refused where it is none."""
    day_first = _DAY_FIRST.fullmatch(text)
    try:
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        return date.fromisoformat(text[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", text) else text)
    except ValueError:
        raise Refused(
            _("{answer} is not a date").format(answer=told(text)),
            _("write it as 2026-03-05 or 5.3.2026"),
        ) from None
