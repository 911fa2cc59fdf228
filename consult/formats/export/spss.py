"""The wide table as an SPSS file: numbers with labels, dates as dates, missing reasons as user-missing values."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from consult.errors import ReportError
from consult.formats.export import codebook
from consult.formats.export.guarding import NOT_ASKED, unguarded
from consult.formats.export.variables import NUMERIC, Kind, Variable, meta_columns
from consult.i18n import _, ngettext, number, using
from consult.model.missing_reasons import reason_label
from consult.model.response import Missing
from consult.model.survey import Survey

LONGEST_TEXT, LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_NAME = 32_767, 255, 120, 64
"""In bytes."""
MISSING = {
    NOT_ASKED: -999_999_995, Missing.NOT_REACHED.value: -999_999_996, Missing.NOT_KNOWN.value: -999_999_997,
    Missing.NOT_APPLICABLE.value: -999_999_998, Missing.REFUSED.value: -999_999_999,
}  # fmt: skip
"""What stands for the lack of an answer; left blank is system-missing."""
_RANGE: Any = {"lo": min(MISSING.values()), "hi": max(MISSING.values())}
_RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
_EPOCH = date(1582, 10, 14)  # SPSS counts seconds from the beginning of the Gregorian calendar
_MADE_AT, _MADE = slice(92, 109), b"01 Jan 0000:00:00"


def write(
    path: Path,
    survey: Survey,
    variables: Sequence[Variable],
    rows: Iterable[Sequence[str]],
    language: str,
    *,
    paper: bool = False,
) -> list[str]:
    """Writes the file from rows of the wide table; returns what is to be said of it.

    Raises ReportError where pyreadstat is not installed.
    """
    if not (importlib.util.find_spec("pyreadstat") and importlib.util.find_spec("pandas")):
        raise ReportError(
            _("SPSS files need two further libraries, pyreadstat and pandas"),
            _("install them: pip install 'consult-toolkit[spss]'"),
        )
    import pyreadstat

    pandas = importlib.import_module("pandas")
    first = meta_columns(survey, paper=paper)
    meta = [Variable(name, Kind.NUMBER if name in ("version", "seconds") else Kind.TEXT) for name in first]
    with using(language):
        columns = [_Column(variable, at < len(meta), language) for at, variable in enumerate([*meta, *variables])]
    for cells in rows:
        for column, cell in zip(columns, cells, strict=True):
            column.add(cell)
    names = names_of([column.variable.name for column in columns])
    frame = pandas.DataFrame({name: column.series() for name, column in zip(names, columns, strict=True)})
    numeric = {name: column for name, column in zip(names, columns, strict=True) if column.numeric}
    asked = {name: column for name, column in numeric.items() if not column.meta}
    pyreadstat.write_sav(
        frame, str(path), file_label=_cut(survey.title_in(language), 64), row_compress=True,
        column_labels=[_cut(column.label, LONGEST_LABEL) for column in columns],
        variable_value_labels={name: column.labels for name, column in asked.items()},
        missing_ranges={name: [_RANGE] for name in asked},
        variable_format={name: column.format for name, column in numeric.items()},
        variable_measure={name: column.measure for name, column in zip(names, columns, strict=True)},
    )  # fmt: skip
    _without_clock(path)
    return _notes(columns)


def _notes(columns: Iterable[_Column]) -> list[str]:
    cut = sum(column.cut for column in columns)
    if not cut:
        return []
    said = ngettext(
        "{n} text was longer than SPSS holds and was cut; --format csv writes it whole.",
        "{n} texts were longer than SPSS holds and were cut; --format csv writes them whole.",
        cut,
    )
    return [said.format(n=number(cut))]


class _Column:
    """One variable of the file and its values."""

    def __init__(self, variable: Variable, meta: bool, language: str):
        self.variable, self.meta = variable, meta
        self.numeric = variable.kind in NUMERIC or variable.kind in (Kind.CODE, Kind.DATE)
        self.label = variable.name if meta else codebook.wording(variable, language)
        self.cut = 0
        self._values: list[Any] = []
        choices = codebook.choices_of(variable)
        self._codes = {code: float(value) for code, value in codebook.numbers(choices).items()}
        names = {choice.code: choice.label_in(language) for choice in choices}
        self.labels: dict[float, str] = {value: _cut(names[code], LONGEST_VALUE_LABEL) for code, value in self._codes.items()}
        if variable.kind is Kind.CHOSEN:
            self.labels = {0: _("no"), 1: _("yes")}
        said = {word: reason_label(Missing(word), language) if word in set(Missing) else _("not asked") for word in MISSING}
        self.labels |= {float(value): said[word] for word, value in MISSING.items()}

    @property
    def format(self) -> str:
        """How SPSS shows the numbers."""
        asked = self.variable.asked
        if self.variable.kind is Kind.DATE:
            return "SDATE10"
        whole = self.variable.kind is not Kind.NUMBER or self.meta or (asked is not None and asked.integer)
        return "F12.0" if whole else "F12.2"

    @property
    def measure(self) -> str:
        """Whether the values can be counted, put in order, or only told apart."""
        if self.variable.kind in (Kind.NUMBER, Kind.DATE):
            return "scale"
        return "ordinal" if self.variable.kind is Kind.RANK else "nominal"

    def add(self, cell: str) -> None:
        """Takes the next value from its cell."""
        self._values.append(self._number(cell) if self.numeric else self._text(cell))

    def _number(self, cell: str) -> float:
        if not cell:
            return float("nan")
        if cell in MISSING and not self.meta:
            return float(MISSING[cell])
        if self.variable.kind is Kind.CODE:
            return self._codes.get(unguarded(cell), float("nan"))
        if self.variable.kind is Kind.DATE:
            return (date.fromisoformat(cell) - _EPOCH).days * 86_400.0
        return float(cell)

    def _text(self, cell: str) -> str:
        """Reasons stand as words in columns of text, and guarded texts stay guarded: the two are not to be mistaken."""
        text = cell if unguarded(cell) in MISSING else unguarded(cell)
        kept = _cut(text.replace("\0", ""), LONGEST_TEXT)
        self.cut += kept != text
        return kept

    def series(self) -> Any:
        """The values as pandas holds them."""
        return importlib.import_module("pandas").Series(self._values, dtype="float64" if self.numeric else "object")


def names_of(names: Iterable[str]) -> list[str]:
    """Names that SPSS takes, each once however letters are written: letters of ASCII, figures, dot and underscore."""
    used: set[str] = set()
    found = []
    for name in names:
        plain = re.sub(r"[^A-Za-z0-9_.]", "_", name).rstrip("._") or "v"
        plain = (plain if plain[0].isalpha() and plain.lower() not in _RESERVED else f"v_{plain}")[:LONGEST_NAME].rstrip("._")
        chosen, at = plain, 1
        while chosen.lower() in used:
            at += 1
            chosen = f"{plain[: LONGEST_NAME - len(str(at)) - 1]}_{at}"
        used.add(chosen.lower())
        found.append(chosen)
    return found


def _cut(text: str, longest: int) -> str:
    """The beginning of `text` that has at most so many bytes, in whole characters."""
    return text.encode("utf-8", "replace")[:longest].decode("utf-8", "ignore")


def _without_clock(path: Path) -> None:
    """The header tells when the file was made; the same database makes the same bytes."""
    with path.open("r+b") as file:
        file.seek(_MADE_AT.start)
        file.write(_MADE)
