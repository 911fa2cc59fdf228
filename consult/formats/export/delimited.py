"""Rows of text to lines of CSV or TSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

NEWLINE = "\r\n"


class _Returned:
    """A „file” that gives back what is written to it."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def lines(rows: Iterable[Sequence[str]], delimiter: str = ",") -> Iterator[str]:
    """Each row as RFC 4180 writes it, quoted where it must be; a row that needs no quotes is not looked at cell by cell."""
    slowly: Callable[[Sequence[str]], Any] = csv.writer(_Returned(), delimiter=delimiter, lineterminator=NEWLINE).writerow
    for row in rows:
        line = delimiter.join(row)
        if '"' in line or "\n" in line or "\r" in line or line.count(delimiter) != len(row) - 1 or not line:
            yield slowly(row)
        else:
            yield line + NEWLINE
