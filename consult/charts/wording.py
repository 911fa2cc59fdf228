"""How counts and shares are written: in drawings, in tables and in sentences alike."""

from __future__ import annotations

from consult.charts.lettering import clean
from consult.charts.style import FEW
from consult.i18n import _, current, ngettext, number, percent
from consult.model.summaries import Bin, NumberSummary


def share_text(share: float) -> str:
    """A share from 0 to 1 as a whole percentage; what rounds to 0 or 100 without being so is marked: “<1%”."""
    if 0 < share < 0.005:
        return "<" + percent(0.01)
    if 0.995 <= share < 1:
        return ">" + percent(0.99)
    return percent(share)


def counted(count: int, share: float, n: int) -> str:
    """“52 (55%)”; the count alone where n is under ten."""
    return f"{number(count)} ({share_text(share)})" if n >= FEW else number(count)


def base(n: int) -> str:
    """“n = 95”."""
    return _("n = {n}").format(n=number(n))


def figure(summary: NumberSummary, value: float) -> str:
    """A figure as it is written: years without a separator."""
    return str(round(value)) if summary.years else number(value)


def bin_text(summary: NumberSummary, one: Bin) -> str:
    """The limits of a class of figures, “0 – 200”, or its only value."""
    low, high = figure(summary, one.low), figure(summary, one.high)
    return low if one.low == one.high else f"{low} – {high}"


def signed(value: float) -> str:
    """A difference with its sign: “+12”, “−3”, “0”."""
    return ("+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "") + number(abs(value))


def point_difference(first: float, second: float) -> str:
    """How many percentage points the second share lies above the first, of the whole percentages that stand beside it."""
    return signed(round(second * 100) - round(first * 100))


def more_in_table(rest: int) -> str:
    """“17 more in the table”, where a drawing leaves rows out."""
    return ngettext("{n} more in the table", "{n} more in the table", rest).format(n=number(rest))


def with_unit(value: float, unit: str) -> str:
    """“1,234.5 EUR”; the value alone where there is no unit."""
    unit = clean(unit)[:24]
    between = "" if unit == "%" and current() == "en" else "\N{NO-BREAK SPACE}"
    return f"{number(value)}{between}{unit}".rstrip()
