"""What a reader tells of an XLSForm: faults, notes on what was left out, and the original text of lost logic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from consult.errors import Problem
from consult.i18n import _

MOST_ROWS = 8
"""How many rows a note names before it only says that there are more."""


@dataclass(slots=True)
class Findings:
    """Collects what is found while one file is read; `file` stands in the places of problems."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    _notes: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _names: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def problem(self, sheet: str, row: int, column: str, fault: str, way_out: str = "") -> None:
        """A fault that makes the file unusable."""
        self.problems.append(Problem(place(self.file, sheet, row, column), fault, way_out))

    def note(self, sheet: str, row: int, told: str) -> None:
        """A sentence on what was left out or read approximately; the same sentence of several rows is told once."""
        rows = self._notes.setdefault((sheet, told), [])
        if row not in rows:
            rows.append(row)

    def note_name(self, sheet: str, row: int, told: str, name: str) -> None:
        """As `note`, for a sentence with {names}: all names of the same sentence are told in one."""
        self.note(sheet, row, told)
        names = self._names.setdefault((sheet, told), [])
        if name not in names:
            names.append(name)

    def remark(self, code: str, column: str, text: str) -> None:
        """The original text of what the question `code` could not take over."""
        told = f"{column}: {text}"
        kept = self.remarks.setdefault(code, [])
        if told not in kept:
            kept.append(told)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes as sentences, each with its sheet and rows, in the order in which they were found."""
        return tuple(
            f"{_where(sheet, rows)}: " + told.replace("{names}", ", ".join(self._names.get((sheet, told), ())))
            for (sheet, told), rows in self._notes.items()
        )


def place(file: str, sheet: str = "", row: int = 0, column: str = "") -> str:
    """Where a fault is: file, sheet, row, column, as far as they are known."""
    parts = [
        file,
        _("sheet {sheet}").format(sheet=sheet) if sheet else "",
        _("row {row}").format(row=row) if row else "",
        _("column {column}").format(column=column) if column else "",
    ]
    return ", ".join(filter(None, parts))


def _where(sheet: str, rows: Iterable[int]) -> str:
    numbered = sorted(row for row in rows if row)
    if not numbered:
        return sheet
    told = ", ".join(map(str, numbered[:MOST_ROWS])) + (" …" if len(numbered) > MOST_ROWS else "")
    if len(numbered) == 1:
        return _("{sheet}, row {row}").format(sheet=sheet, row=told)
    return _("{sheet}, rows {rows}").format(sheet=sheet, rows=told)
