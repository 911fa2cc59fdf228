"""Dates and times as form tools write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

ISO, MILLISECONDS, SECONDS = "iso", "epoch-ms", "epoch-s"
EXCEL = "excel"
"""Days counted as spreadsheets do. Nothing is guessed to be so, for five digits are many other things."""
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(20_000, 80_001)
FORMS = (
    ISO,
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%y %H:%M:%S",
    "%m/%d/%y %H:%M",
    "%Y/%m/%d %I:%M:%S %p",
    "%Y/%m/%d %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%d-%m-%Y %H:%M:%S",
    "%a %b %d %H:%M:%S %Y",
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    MILLISECONDS,
    SECONDS,
)
_ZONE = re.compile(r"\s+(?:(?:GMT|UTC)[+-]\d{1,2}(?::\d\d)?|(?!AM|PM)[A-Z]{3,5})(?=\s|$)")


def read_moment(text: str, form: str) -> datetime | None:
    """The wall-clock time in `text`, written in `form` (one of FORMS or a strptime pattern); None where it is not."""
    text = _ZONE.sub("", text.strip())
    try:
        if form == ISO:
            return datetime.fromisoformat(text).replace(tzinfo=None) if re.match(r"\d{4}-\d\d-\d\d", text) else None
        if form in (MILLISECONDS, SECONDS):
            seconds = int(text) / (1000 if form == MILLISECONDS else 1)
            found = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
            return found if 1990 <= found.year <= 2100 else None
        return datetime.strptime(text.replace("\N{NARROW NO-BREAK SPACE}", " ").rstrip("."), form)
    except (ValueError, OverflowError, OSError):
        return None


def moment_form(texts: Sequence[str]) -> str:
    """The form that all of `texts` are written in; empty where there is none.

    Where day and month could be either way round, the reading in which the rows follow each other in time is taken.
    """
    fitting = [form for form in FORMS if texts and all(read_moment(text, form) for text in texts[:50])]
    fitting = [form for form in fitting if all(read_moment(text, form) for text in texts)]

    def disorder(form: str) -> int:
        moments = [moment for text in texts if (moment := read_moment(text, form))]
        return sum(later < earlier for earlier, later in pairwise(moments))

    return min(fitting, key=disorder, default="")


def read_day(text: str, form: str) -> date | None:
    """The day in `text`; see `read_moment`. The form may be EXCEL too."""
    if form == EXCEL:
        return day_of_serial(text)
    moment = read_moment(text, form)
    return moment.date() if moment else None


def day_of_serial(text: str) -> date | None:
    """The day that a spreadsheet keeps as so many days since the end of 1899 („43895”, with or without a time behind the point).

    None where it is no figure, or not between 1954 and 2119.
    """
    found = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", text)
    days = int(found[1]) if found else 0
    return _FIRST_DAY + timedelta(days) if days in _SERIALS else None
