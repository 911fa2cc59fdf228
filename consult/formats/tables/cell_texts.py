"""Cells of a workbook, as the library that reads it gives them, to text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import cast

from consult.model.typed_values import normalise

_AT_A_TIME = 500
"""Rows whose cells fit the nearest memory of a processor."""
_BESIDE = "."
"""Neither white space nor what other signs combine with."""


def texts_of(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    """The cells of `rows`, which are all equally long, as text.

    Column by column, for most columns hold cells of one kind: texts are looked at together, figures are worked out once.
    """
    known = _Texts()
    found: list[list[str]] = []
    for at in range(0, len(rows), _AT_A_TIME):
        columns = zip(*rows[at : at + _AT_A_TIME], strict=True)
        found += map(list, zip(*[_column(cells, known) for cells in columns], strict=True))
    return found


def cell_text(value: object) -> str:
    """One cell as text: dates as 2026-03-05, whole figures without a decimal point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else _decimal(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return normalise(str(value))


def _decimal(value: float) -> str:
    """A figure as text. Three decimals get a fourth, lest „1.234” be read as a thousand and some."""
    text = repr(value)
    return f"{text}0" if re.fullmatch(r"-?\d+\.\d{3}", text) else text


def _column(cells: Sequence[object], known: _Texts) -> Iterable[str]:
    kinds = {*map(type, cells)}
    if bool in kinds:  # True and 1.0 are one key
        return map(cell_text, cells)
    if kinds != {str}:
        return map(known.__getitem__, cells)
    texts = cast(Sequence[str], cells)
    together = f"{_BESIDE}{_BESIDE.join(texts)}{_BESIDE}"
    # What is kept as it is as a whole is so in each of its parts, but for white space at their ends.
    return map(str.strip if normalise(together) == together else normalise, texts)


class _Texts(dict[object, str]):
    """Cells to text. Answers repeat, so each is worked out once; a million cells are then looked up without a call."""

    def __missing__(self, value: object) -> str:
        if len(self) > 100_000:
            self.clear()
        text = self[value] = cell_text(value)
        return text
