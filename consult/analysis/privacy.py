"""Personal details in typed text: finding and masking them before anything is published."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Latvian numbers have eight digits and begin with 2 or 6; abroad a + stands in front.
_PHONE = re.compile(
    r"(?<![\w+])(?:\+\d{1,3}[\s-]?(?:\d[\s-]?){6,12}\d|(?:\+?371[\s-]?)?(?!20\d\d[\s-])[26]\d{3}[\s-]?\d{4}|[26]\d(?:\s\d{2,3}){2,3})(?!\w)"
)
# Old personal codes begin with the day of birth, new ones with 32 to 39.
_PERSONAL_CODE = re.compile(r"(?<!\d)(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d|3[2-9]\d{4})-?[0-9]\d{4}(?!\d)")
_USER = re.compile(r"(?<![\w@/])@[A-Za-z_]\w{2,30}")


def mask_personal(text: str, mark: str) -> str:
    """`text` with e-mail addresses, phone numbers, Latvian personal codes and @names replaced by `mark`."""
    for pattern in (_EMAIL, _PERSONAL_CODE, _PHONE, _USER):
        text = pattern.sub(mark, text)
    return text
