"""Rows at the end of a table that are no people: totals, and remarks below the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from consult.formats.tables.packed_lines import Line
from consult.i18n import _, ngettext
from consult.model.typed_values import Refused, read_number

_TOTALS = re.compile(
    r"(?i)(pavisam\s+)?(kopā|kopsumma|pavisam|summa|vidēji|(grand )?total|sum|average|mean|insgesamt|gesamt|итого|всего)"
    r"[\s:.]*(\w+[\s:.]*)?"
)
_REMARK = re.compile(
    r"(?i)(sagatavoja|izpildīja|aizpildīja|sastādīja|apstiprin\w+|avots|piezīme\w*|dati|prepared by|source|notes?|compiled by"
    r"|quelle|erstellt|источник|подготовил\w*|примечани\w+)\b"
)
_NO_FIGURE = {"", "-", "–", "—", "x"}


@dataclass(frozen=True, slots=True)
class Tail:
    """The rows at the end of a table that were left out, by their numbers in the file."""

    totals: tuple[int, ...] = ()
    remarks: tuple[int, ...] = ()

    def notes(self) -> tuple[str, ...]:
        """Which rows were left out, and how they are kept, a sentence each; nothing where there are none."""
        notes = []
        if self.totals:
            told = ngettext(
                "Row {rows} was left out, for it holds totals.", "Rows {rows} were left out, for they hold totals.",
                len(self.totals),
            )  # fmt: skip
            notes.append(told.format(rows=", ".join(map(str, self.totals))))
        if self.remarks:
            told = ngettext(
                "Row {rows} was left out, for it is a remark below the table.",
                "Rows {rows} were left out, for they are remarks below the table.",
                len(self.remarks),
            )
            notes.append(told.format(rows=", ".join(map(str, self.remarks))))
        if notes:
            way_out = _(
                "If somebody answered so, write “all_rows: yes” at the top of the mapping and import the table with --update."
            )
            notes.append(way_out)
        return tuple(notes)


def tail_of(lines: Sequence[Line]) -> tuple[Sequence[Line], Tail]:
    """The lines below the header without the totals and remarks at their end, and which those are."""
    kept = lines
    totals: list[int] = []
    remarks: list[int] = []
    while len(kept) > 1:
        n, cells = kept[-1]
        if _is_totals(cells):
            totals.insert(0, n)
        elif _is_remark(kept):
            remarks.insert(0, n)
        else:
            break
        kept = kept[:-1]
    return kept, Tail(tuple(totals), tuple(remarks))


def _is_totals(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(cells) > 1 and bool(filled) and bool(_TOTALS.fullmatch(filled[0])) and all(map(_is_figure, filled[1:]))


def _is_figure(cell: str) -> bool:
    try:
        read_number(cell.strip("%€$£ \N{NO-BREAK SPACE}").removesuffix("EUR"))
    except Refused:
        return cell in _NO_FIGURE or bool(re.fullmatch(r"[\d\s.,%€]+", cell))
    return True


def _is_remark(lines: Sequence[Line]) -> bool:
    """Whether the last line holds one cell of words alone, in a wide table, and says or stands as a remark does."""
    (before, _cells), (n, cells) = lines[-2:]
    filled = [cell for cell in cells if cell]
    if len(filled) != 1 or not any(letter.isalpha() for letter in filled[0]):
        return False
    widths = sorted(sum(map(bool, others)) for _n, others in lines[:-1])
    if widths[len(widths) // 2] < 3:
        return False
    at = cells.index(filled[0])
    seen = {others[at] for _n, others in lines[:-1] if at < len(others)}
    return filled[0] not in seen and (n > before + 1 or bool(_REMARK.match(filled[0])))
