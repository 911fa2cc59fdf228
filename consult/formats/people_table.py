"""The register of people as a table: CSV or XLSX with headers in Latvian or English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats.tables.table import Layout, Row, Table, read_table
from consult.i18n import _, quoted
from consult.model.gathered_problems import GatheredProblems
from consult.model.typed_values import fold
from consult.model.visible_text import shortened

FIELDS = ("code", "organisation", "name", "group", "area", "email", "phone")
_HEADERS = {
    "code": "code kods id identifier identifikators registracijasnumurs regnr registrationnumber",
    "organisation": "organisation organization organizacija organizacijasnosaukums iestade institucija institution uznemums"
    " company nosaukums organisationname organizationname",
    "first": "firstname vards",
    "last": "lastname surname uzvards",
    "name": "name fullname contact contactperson person vardsuzvards vardsunuzvards kontaktpersona persona respondents"
    " atbildigapersona",
    "group": "group grupa stakeholdergroup iesaistitopusugrupa iesaistitapuse merkgrupa",
    "area": "area pasvaldiba municipality teritorija territory novads teritorijavaipasvaldiba",
    "email": "email mail emailaddress epasts epastaadrese epastsadrese",
    "phone": "phone phonenumber telephone tel telefons talrunis talrunanumurs talr mobile mobilais",
}
_FIELD_OF = {header: field for field, headers in _HEADERS.items() for header in headers.split()}
_CODE = re.compile(r"[\w.\-]{1,60}")
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_GUARDED = re.compile(r"'(?=[=+\-@])")
_LONGEST = 300
_MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of the table, with its number in the file. Fields are empty where nothing stands."""

    number: int
    code: str = ""
    organisation: str = ""
    name: str = ""
    group: str = ""
    area: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The rows of a register, and the columns that were not understood."""

    name: str
    rows: tuple[PersonRow, ...]
    ignored: tuple[str, ...]
    how: str

    def place(self, number: int) -> str:
        """Where a row is."""
        return f"{self.name}, " + _("row {row}").format(row=number)


def read_people(path: Path, layout: Layout | None = None) -> PeopleTable:
    """The register in the file at `path`; raises TableError with the fault of every row.

    Headers are read leniently: „E-pasts”, „e-mail” and „EMAIL” are the same column. First and last name may stand apart.
    """
    table = read_table(path, layout)
    columns, ignored = _columns(table)
    rows = tuple(_row(row, columns) for row in table.rows)
    people = PeopleTable(table.name, rows, ignored, table.how)
    problems = GatheredProblems(_MOST_PROBLEMS, (problem for row in rows for problem in _problems(people, row)))
    problems.add(*_twice(people))
    if problems:
        raise TableError(problems=problems.told())
    return people


def _columns(table: Table) -> tuple[dict[str, int], tuple[str, ...]]:
    """Field → column, and the headers that name no field; of two columns for one field the first counts."""
    columns: dict[str, int] = {}
    ignored = []
    for at, header in enumerate(table.header):
        field = _FIELD_OF.get(_plain(header), "")
        if not field or field in columns:
            ignored.append(header)
        else:
            columns[field] = at
    if not columns.keys() & {"code", "organisation", "name", "first", "last"}:
        raise TableError(
            _("no column names an organisation or a person"),
            _("call the columns {columns}").format(columns=", ".join(FIELDS)),
            place=table.name,
        )
    return columns, tuple(ignored)


def _plain(header: str) -> str:
    """The header in small letters without accents, spaces and marks."""
    spread = unicodedata.normalize("NFKD", header.casefold())
    return "".join(letter for letter in spread if letter.isalnum())


def _row(row: Row, columns: dict[str, int]) -> PersonRow:
    cells = {field: _GUARDED.sub("", " ".join(row.cells[at].split()), count=1) for field, at in columns.items()}
    name = cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
    return PersonRow(row.number, **{field: name if field == "name" else cells.get(field, "") for field in FIELDS})


def _problems(table: PeopleTable, row: PersonRow) -> Iterator[Problem]:
    place = table.place(row.number)
    if not (row.code or row.organisation or row.name):
        yield Problem(place, _("the row names nobody"), _("write an organisation or a name, or take the row out"))
    if row.code and not _CODE.fullmatch(row.code):
        fault = _("{code} cannot be a code").format(code=quoted(shortened(row.code, 60)))
        yield Problem(place, fault, _("use up to 60 letters, digits, dots, dashes and underscores"))
    if row.email and not _EMAIL.fullmatch(row.email):
        fault = _("{email} is not an e-mail address").format(email=quoted(shortened(row.email, 60)))
        yield Problem(place, fault, _("write one address, such as name@example.org"))
    if any(len(getattr(row, field)) > _LONGEST for field in FIELDS):
        yield Problem(place, _("a cell has over {n} characters").format(n=_LONGEST), _("shorten it"))


def _twice(table: PeopleTable) -> Iterator[Problem]:
    """Rows that would be the same person: of the same code; of the same address where one has no code; alike without both."""
    codes: dict[str, int] = {}
    alike: dict[tuple[str, str], int] = {}
    emails: dict[str, PersonRow] = {}
    for row in table.rows:
        if row.code and row.code in codes:
            fault = _("the code {code} stands in row {row} already").format(code=quoted(row.code), row=codes[row.code])
            yield Problem(table.place(row.number), fault, _("give every person a code of its own"))
        before = emails.get(row.email.casefold()) if row.email else None
        if before and not (before.code and row.code):
            fault = _("the e-mail address stands in row {row} already").format(row=before.number)
            yield Problem(table.place(row.number), fault, _("give both rows a code, or take one out"))
        who = fold(row.organisation), fold(row.name)
        if not (row.code or row.email) and alike.setdefault(who, row.number) != row.number:
            fault = _("the same organisation and name stand in row {row} already").format(row=alike[who])
            yield Problem(table.place(row.number), fault, _("give both rows a code, or take one out"))
        codes.setdefault(row.code, row.number)
        emails.setdefault(row.email.casefold(), row)
