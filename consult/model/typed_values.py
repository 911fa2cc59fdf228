"""Typed text to numbers, dates and comparable forms: how people write them in Latvian and English."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from consult.i18n import _, day, quoted
from consult.model.visible_text import shortened

_LONGEST_QUOTED = 60
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")
_TURN_OF_CENTURY = 50
"""Years of two digits below this are of the 21st century, where no limits say otherwise."""


class Refused(Exception):
    """One typed value does not fit its question: fault and way out."""

    def __init__(self, fault: str, way_out: str):
        self.fault, self.way_out = fault, way_out
        super().__init__(fault)


def normalise(text: str) -> str:
    """Text as it is kept: composed Unicode (NFC), outer white space gone, what no file can hold replaced by �."""
    if text.isascii() and "\0" not in text:
        return text.strip()
    return unicodedata.normalize("NFC", storable(text)).strip()


def storable(text: str) -> str:
    """The text with what no file can hold replaced by �."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


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


def day_in_words(text: str) -> str:
    """A day kept as ISO text, as people of the current language read it; any other text as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def written_date(text: str, earliest: date | None = None, latest: date | None = None) -> date:
    """The date typed as 050326, 05032026, 5.3.26, 5.3.2026, 5/3/26 or 2026-03-05; raises Refused where it is none.

    Of two centuries the one is meant that lies within the limits, else 1950 to 2049.
    """
    joined = re.fullmatch(r"(\d\d)(\d\d)(\d{4}|\d\d)", text, re.ASCII)
    parted = re.fullmatch(r"(\d{1,2})[./ ,-] ?(\d{1,2})[./ ,-] ?(\d{4}|\d\d)\.?", text, re.ASCII)
    found = joined or parted
    if not found:
        return read_date(text)
    the_day, month, year = found.groups()
    if len(year) == 4:
        return read_date(f"{the_day}.{month}.{year}")
    near = 2000 + int(year) if int(year) < _TURN_OF_CENTURY else 1900 + int(year)
    years = (near, near - 100 if near >= 2000 else near + 100)
    inside = (one for one in years if (not earliest or one >= earliest.year) and (not latest or one <= latest.year))
    return read_date(f"{the_day}.{month}.{next(inside, near)}")
