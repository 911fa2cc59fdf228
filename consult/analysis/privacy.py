"""Personal details in typed text: finding and masking them before anything is published.

Every pattern is anchored at the start of a run of its letters and takes a bounded or possessive bite, so that the time taken
grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LINK = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:[a-z]{1,6}(?:-[a-z]{2})?\.)?"
    r"(?:(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|snapchat|vk)\.com|threads\.(?:net|com)|draugiem\.lv|ok\.ru"
    r"|(?:fb|m|t|wa|telegram)\.me|youtube\.com(?=/(?:@|user/|c/|channel/)))/[^\s<>\"'„”“]*[^\s<>\"'„”“.,;:!?)\]]",
    re.IGNORECASE,
)
_AT = r"(?:\s?@\s?|\s{0,2}[(\[{]\s?(?:at|et|@)\s?[)\]}]\s{0,2})"
_DOT = r"(?:\.|\s{0,2}[(\[{]\s?(?:dot|punkts)\s?[)\]}]\s{0,2})"
_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]++{_AT}[\w-]++(?:{_DOT}[\w-]++)+", re.IGNORECASE)
_IBAN = re.compile(r"(?<!\w)LV\d\d\s?[A-Z]{4}(?:\s?[0-9A-Z]){13}(?!\w)", re.IGNORECASE)
# Old personal codes begin with the day of birth, their seventh digit is the century; new ones begin with 32 to 39.
_BIRTH = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d"
_DOTTED = r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:\d\d)?\d\d"
_DASH = r"\s?[-\u2010-\u2015\u2212]\s?"
_PERSONAL_CODE = re.compile(
    rf"(?<![\d+])(?:(?:{_BIRTH}|{_DOTTED}|3[2-9]\d{{4}}){_DASH}\d|{_BIRTH}\s?[0-2]|3[2-9]\d{{4}}\s?\d)\d{{4}}(?!\d)"
)
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[\s().-]{0,2}\d){6,12}(?!\d)")
_LATVIAN = re.compile(
    r"(?<![\d+/=])(?:(?:\((?:\+|00)?371\)|(?:\+|00)?371)[\s.-]{0,2})?([26]\d(?:[\s./\u2010-\u2015-]?\d){6})(?!\d)(?![.,]\d)"
)
_GROUPINGS = frozenset({(8,), (4, 4), (2, 3, 3), (2, 2, 2, 2), (3, 2, 3), (3, 3, 2), (2, 6), (3, 5), (5, 3), (2, 2, 4)})
_NAME = re.compile(r"(?<![\w@/])@(?=\w{3})(?=\w*[^\W\d_])\w++(?:\.\w++)*+(?![(\w])")
_MONEY_AFTER = re.compile(r"\s?(?:€|\$|eiro|euro?|usd|ls\b|lat[iu]|евро)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:€|\$|\beiro|\beuro?|\busd)\s?$", re.IGNORECASE)


def mask_personal(text: str, mark: str) -> str:
    """`text` with e-mail addresses, phone numbers, Latvian personal codes and IBANs, @names and profile links as `mark`.

    Sums of money, years, dates, hours, postal codes and formulas such as @SUM(A1) are left. Names of people are not found.
    """
    tests: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
        (_LINK, _always), (_EMAIL, _always), (_IBAN, _is_account), (_PERSONAL_CODE, _always),
        (_LATVIAN, _is_latvian_phone), (_ABROAD, _is_no_sum), (_NAME, _always),
    )  # fmt: skip
    for pattern, is_personal in tests:
        text = pattern.sub(lambda found, test=is_personal: mark if test(found) else found[0], text)  # type: ignore[misc]
    return text


def _always(found: re.Match[str]) -> bool:
    return True


def _is_account(found: re.Match[str]) -> bool:
    """Account numbers are mostly digits; „LV10” before words in a sentence is none."""
    return sum(map(str.isdigit, found[0])) >= 8


def _is_no_sum(found: re.Match[str]) -> bool:
    """Whether a run of digits is neither money nor a round million."""
    text, digits = found.string, re.sub(r"\D", "", found[0])
    money = _MONEY_AFTER.match(text, found.end()) or _MONEY_BEFORE.search(text[max(0, found.start() - 6) : found.start()])
    return not money and not digits.endswith("00000")


def _is_latvian_phone(found: re.Match[str]) -> bool:
    """Eight digits in the groups in which people write phone numbers; not years, dates, ranges or parts of longer numbers."""
    number, text = found[1], found.string
    groups = re.split(r"\D", number)
    marks = set(re.findall(r"\D", number))
    if tuple(map(len, groups)) not in _GROUPINGS or len(marks) > 1 or not _is_no_sum(found):
        return False
    if number == found[0] and groups[1:]:
        before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 5]
        if re.search(r"\d[\s.,-]$", before) or re.match(r"[\s.,]\d{3}(?!\d)", after):
            return False
    if len(groups) == 2 and len(groups[0]) == 4:
        return not all(re.match("19|20", group) for group in groups) and not all(group.endswith("00") for group in groups)
    is_date = tuple(map(len, groups)) == (2, 2, 4) and re.match("19|20", groups[2])
    return not is_date
