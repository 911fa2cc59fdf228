"""One export while it runs: the responses that are wanted, told as tables, written in the format that is wanted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from consult.formats.export import codebook, frictionless, json_lines, long, spss
from consult.formats.export.delimited import lines
from consult.formats.export.guarding import UNANSWERED
from consult.formats.export.placing import zipped
from consult.formats.export.variables import NUMERIC, Kind, meta_columns, variables
from consult.formats.export.wide import Style, WideTable, nothing_withheld
from consult.formats.export.workbook import ANSWERS, CODEBOOK, LONG, MOST_ROWS, AnswerBook
from consult.i18n import _, number
from consult.model.packed_answers import Packed, pack
from consult.model.question import QuestionType
from consult.model.response import Response
from consult.model.survey import Identity
from consult.model.versions.history import History
from consult.service.consultation import Consultation
from consult.service.exchange.withheld_choices import withheld
from consult.service.progress import Progress
from consult.store import answer_rows
from consult.store.answer_rows import Selection

T = TypeVar("T")

_SESSION = "session:"
_PLACED = frozenset({QuestionType.MATRIX, QuestionType.TABLE, QuestionType.REPEAT, QuestionType.RANKING, QuestionType.ALLOCATION})
"""The types of question whose answers have a row, a column or an instance."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported, and how it is to be written."""

    format: str = "csv"
    long: bool = False
    version: int | None = None
    wave: str | None = None
    excluded: bool = False
    """Whether responses that were excluded are in it."""
    delimiter: str = ""
    """What separates cells, where it is not what the format has."""
    decimal: str = "."
    byte_order_mark: bool = False
    labels: str | None = None
    """The language whose labels stand for the codes of choices."""


class ExportWork:
    """One export while it runs."""

    def __init__(self, consultation: Consultation, found: History, wanted: Wanted, progress: Progress | None):
        self.database, self.wanted, self.progress, self.found = consultation.database, wanted, progress, found
        self.survey = found.survey if wanted.version is None else found.version(wanted.version)
        self.selection = Selection(found.survey.id, wanted.version, wanted.wave, wanted.excluded)
        self._anonymous = found.survey.identity is Identity.ANONYMOUS
        self.total = answer_rows.count(self.database, self.selection)
        newest = answer_rows.count(self.database, replace(self.selection, version=found.latest.version))
        self._paper = answer_rows.on_paper(self.database, self.selection)
        self._moved = wanted.version is None and found.moves and newest < self.total
        repeats = [question.code for question in self.survey.questions if question.type is QuestionType.REPEAT]
        self._highest = {code: answer_rows.highest_instance(self.database, found.survey.id, code) for code in repeats}
        if self._moved and repeats:
            self._highest |= self._highest_after_migration(repeats)

    def _highest_after_migration(self, repeats: Sequence[str]) -> Mapping[str, int]:
        highest = dict(self._highest)
        for response in self._responses():
            for answer in response.answers:
                if answer.instance > highest.get(answer.question, 0) and answer.question in repeats:
                    highest[answer.question] = answer.instance
        return highest

    def write(self, path: Path, *, archive: bool = False) -> list[str]:
        """Writes the format to `path`; returns what is to be said of it."""
        wanted = self.wanted
        if wanted.format == "jsonl":
            _put(path, json_lines.lines(self._told(self._raw()), named=not self._anonymous))
            return []
        if wanted.format in ("csv", "tsv"):
            self._text(path)
            return []
        if wanted.format == "xlsx":
            style = Style(formulas=False, labels=wanted.labels)
            return self._with_all_columns(style, lambda table: self._workbook(table, path))
        if wanted.format == "spss":
            return self._with_all_columns(Style(formulas=False), lambda table: self._spss(table, path))
        if not archive:
            self._with_all_columns(Style(), lambda table: self._package(table, path))
            return []
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f"{path.name}-") as folder:
            self._with_all_columns(Style(), lambda table: self._package(table, Path(folder)))
            zipped(Path(folder), path)
        return []

    def _with_all_columns(self, style: Style, write: Callable[[WideTable], list[str]]) -> list[str]:
        """Writes once, and once more where answers turned up that have no column yet."""
        unknown: set[str] = set()
        while True:
            columns = variables(self.survey, self._highest, unknown)
            # One version alone is told in its own codes, and had all of its choices.
            held = withheld(self.found, columns) if self.wanted.version is None else nothing_withheld
            table = WideTable(self.survey, columns, style, paper=self._paper, withheld=held)
            notes = write(table)
            if not table.unknown - unknown:
                return notes
            unknown |= table.unknown

    def _raw(self) -> Iterator[Response]:
        found = answer_rows.responses(self.database, self.selection)
        return map(_without_moment, found) if self._anonymous else found

    def _responses(self) -> Iterator[Response]:
        """The responses with their answers as the newest version means them."""
        return map(self.found.current, self._raw())

    def _packed(self) -> Iterator[Packed]:
        """The same in the form that tables are made of; where nothing was migrated the database makes it."""
        if self._moved:
            return map(pack, self._responses())
        placed = any(question.type in _PLACED for question in self.survey.questions)
        return answer_rows.packed(self.database, self.selection, placed=placed, anonymous=self._anonymous)

    def _told(self, things: Iterable[T], total: int | None = None) -> Iterator[T]:
        """`things`, telling of the progress."""
        total = self.total if total is None else total
        if not self.progress:
            yield from things
            return
        for done, thing in enumerate(things):
            if not done % 1000:
                self.progress(done, total)
            yield thing
        self.progress(total, total)

    def _rows(self, table: WideTable) -> Iterator[list[str]]:
        return table.rows(self._told(self._packed()))

    def _counted(self, table: WideTable, answered: list[int]) -> Iterator[list[str]]:
        """The rows, and in `answered` how many have a value in each column of an answer."""
        first = len(meta_columns(self.survey, paper=self._paper))
        for cells in self._rows(table):
            for at, cell in enumerate(cells[first:]):
                if cell not in UNANSWERED:
                    answered[at] += 1
            yield cells

    def _lines(self, style: Style) -> Iterator[list[str]]:
        """The rows of the long table."""
        found: Iterable[long.Line]
        if self._moved:
            found = (line for response in self._told(self._responses()) for line in long.lines_of(response))
        else:
            found = self._told(answer_rows.answer_lines(self.database, self.selection), self._answers())
        language = style.labels or self.survey.languages[0]
        return long.rows(found, self.survey, language, formulas=style.formulas, decimal=style.decimal)

    def _answers(self) -> int:
        return answer_rows.count_answers(self.database, self.selection)

    def _book(self, table: WideTable, answered: Sequence[int]) -> Iterator[list[str]]:
        """The rows of the codebook."""

        def versions(code: str) -> Sequence[int]:
            asked = self.found.asked(code)
            return asked if self.wanted.version is None else [self.wanted.version] if self.wanted.version in asked else []

        formulas = table.style.formulas
        return codebook.rows(self.survey, table.variables, answered, versions, formulas=formulas, paper=self._paper)

    def _text(self, path: Path) -> None:
        wanted = self.wanted
        delimiter = wanted.delimiter or ("\t" if wanted.format == "tsv" else ",")
        style = Style(decimal=wanted.decimal, labels=wanted.labels)
        mark = ["\ufeff"] if wanted.byte_order_mark else []
        if wanted.long:
            _put(path, chain(mark, lines(chain([long.HEADER], self._lines(style)), delimiter)))
            return

        def write(table: WideTable) -> list[str]:
            _put(path, chain(mark, lines(chain([table.header], self._rows(table)), delimiter)))
            return []

        self._with_all_columns(style, write)

    def _workbook(self, table: WideTable, path: Path) -> list[str]:
        book = AnswerBook(path)
        notes = []
        answered = [0] * len(table.variables)
        first = len(meta_columns(self.survey, paper=self._paper))
        mixed = NUMERIC | {Kind.COMPUTED, Kind.CHOSEN_WORDS}
        figures = [first + at for at, variable in enumerate(table.variables) if variable.kind in mixed]
        figures += [at for at, name in enumerate(table.header[:first]) if name in ("version", "seconds")]
        try:
            book.sheet(ANSWERS, table.header, self._counted(table, answered), figures)
            if self._moved or self._answers() < MOST_ROWS:
                numeric = [at for at, name in enumerate(long.HEADER) if name in long.FIGURES]
                book.sheet(LONG, long.HEADER, self._lines(table.style), numeric)
            else:
                told = _("The long table has {n} rows, more than a sheet holds; --format csv --long writes it.")
                notes.append(told.format(n=number(self._answers())))
            book.sheet(CODEBOOK, codebook.header(self.survey), self._book(table, answered), ())
        finally:
            notes += book.close()
        return notes

    def _spss(self, table: WideTable, path: Path) -> list[str]:
        language = self.survey.languages[0]
        return spss.write(path, self.survey, table.variables, self._rows(table), language, paper=self._paper)

    def _package(self, table: WideTable, folder: Path) -> list[str]:
        folder.mkdir(exist_ok=True)
        answered = [0] * len(table.variables)
        whole, long_, book = (folder / name for name in frictionless.FILES)
        _put(whole, lines(chain([table.header], self._counted(table, answered))))
        _put(long_, lines(chain([long.HEADER], self._lines(table.style))))
        _put(book, lines(chain([codebook.header(self.survey)], self._book(table, answered))))
        asked = self.found.versions if self.wanted.version is None else (self.survey,)
        described = frictionless.describe(folder, self.survey, table.variables, asked, paper=self._paper)
        _put(folder / frictionless.DESCRIPTION, [described])
        return []


def _without_moment(response: Response) -> Response:
    """An anonymous response: the day, not the hour, and neither how long the form was open nor the key of its session.

    Whoever knows who sat there at which hour would read whose answers these are.
    """
    day = response.submitted_at and response.submitted_at.replace(hour=0, minute=0, second=0, microsecond=0)
    key = "" if response.source_key.startswith(_SESSION) else response.source_key
    return replace(response, submitted_at=day, seconds=None, source_key=key)


def _put(path: Path, texts: Iterable[str]) -> None:
    """Writes texts one after another as UTF-8."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(texts)
