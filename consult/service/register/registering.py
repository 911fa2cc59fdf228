"""Reading the register of people from a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats.people_table import FIELDS, PeopleTable, PersonRow, read_people
from consult.formats.tables.table import Layout
from consult.i18n import _, quoted
from consult.model.person import Contact, Person
from consult.model.typed_values import fold
from consult.service.consultation import Consultation, log
from consult.store import people

_LONGEST_MADE = 40


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who was added or changed, and which fields are new."""

    code: str
    organisation: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """What reading a register did, or would do."""

    added: tuple[Change, ...]
    updated: tuple[Change, ...]
    unchanged: int
    how: str
    notes: tuple[str, ...] = ()


def import_people(consultation: Consultation, path: Path, *, layout: Layout | None = None, dry_run: bool = False) -> Registered:
    """Reads a table of people into the register: all rows, or none where one is faulty.

    The same person is known again by code, else by e-mail, else by organisation and name, else by the organisation alone
    where both sides have it once. A blank cell leaves what was known. Nobody is taken out. Raises TableError.
    """
    table = read_people(path, layout)
    db = consultation.database
    with db.atomic():
        known, reached = people.people(db), people.contacts(db)
        codes = _Matching(table, known, reached).codes()
        notes = tuple(_notes(table, codes))
        added: list[Change] = []
        updated: list[Change] = []
        for row in table.rows:
            code = codes[row.number]
            before, contact = known.get(code), reached.get(code, Contact())
            person, now = _merged(row, before or Person(code)), _reached(row, contact)
            fields = _new_fields(before or Person(code), person, contact, now)
            if before is None or fields:
                (updated if before else added).append(Change(code, person.organisation or person.name, fields))
                if not dry_run:
                    people.put(db, person, now)
        if (added or updated) and not dry_run:
            log(consultation, "import people", "register", {"added": len(added), "updated": len(updated)})
    return Registered(tuple(added), tuple(updated), len(table.rows) - len(added) - len(updated), table.how, notes)


def _merged(row: PersonRow, before: Person) -> Person:
    return replace(
        before, organisation=row.organisation or before.organisation, name=row.name or before.name,
        group=row.group or before.group, area=row.area or before.area,
    )  # fmt: skip


def _reached(row: PersonRow, before: Contact) -> Contact:
    return Contact(row.email or before.email, row.phone or before.phone)


def _new_fields(before: Person, person: Person, contact: Contact, now: Contact) -> tuple[str, ...]:
    new = [field for field in FIELDS[1:5] if getattr(before, field) != getattr(person, field)]
    return (*new, *(field for field in FIELDS[5:] if getattr(contact, field) != getattr(now, field)))


def _notes(table: PeopleTable, codes: Mapping[int, str]) -> Iterable[str]:
    if table.ignored:
        yield _("not read: the columns {columns}").format(columns=", ".join(map(quoted, table.ignored)))
    for row in table.rows:
        if row.code and codes[row.number] != row.code:
            yield _("row {row} is known by its e-mail address and keeps the code {code}").format(
                row=row.number, code=quoted(codes[row.number])
            )


class _Matching:
    """Which code each row of a table belongs to. The surest marks are looked at first, in all rows."""

    def __init__(self, table: PeopleTable, known: Mapping[str, Person], reached: Mapping[str, Contact]):
        self._table, self._known, self._reached = table, known, reached
        self._code: dict[int, str] = {}
        self._taken: set[str] = set()

    def codes(self) -> dict[int, str]:
        """Row number → code, new ones made where the table gives none. Raises TableError where a row fits several people."""
        self._pass(lambda row: [row.code] if row.code in self._known else [])
        self._pass(self._by_email, sure=True)
        given = {row.code for row in self._table.rows if row.code}
        self._pass(lambda row: [row.code] if row.code else [])
        self._pass(lambda row: self._who(lambda person: _same(row, person) and fold(person.name) == fold(row.name)))
        self._pass(self._by_organisation)
        for row in self._table.rows:
            if row.number not in self._code:
                self._take(row, _made_code(row.organisation, {*self._known, *given, *self._taken}))
        return self._code

    def _pass(self, candidates: Callable[[PersonRow], list[str]], *, sure: bool = False) -> None:
        problems = []
        for row in self._table.rows:
            found = [] if row.number in self._code else [code for code in candidates(row) if code not in self._taken]
            if len(found) == 1:
                self._take(row, found[0])
            elif sure and found and not row.code:
                fault = _("the e-mail address belongs to several people: {codes}").format(codes=", ".join(found))
                problems.append(Problem(self._table.place(row.number), fault, _("write the code of one of them")))
        if problems:
            raise TableError(problems=problems)

    def _take(self, row: PersonRow, code: str) -> None:
        self._code[row.number] = code
        self._taken.add(code)

    def _by_email(self, row: PersonRow) -> list[str]:
        if not row.email:
            return []
        found = [code for code, contact in self._reached.items() if contact.email.casefold() == row.email.casefold()]
        return [code for code in found if _same(row, self._known[code])] or found

    def _by_organisation(self, row: PersonRow) -> list[str]:
        alike = [other for other in self._table.rows if fold(other.organisation) == fold(row.organisation)]
        found = [person.code for person in self._known.values() if _same(row, person)]
        return found if row.organisation and len(alike) == 1 else []

    def _who(self, test: Callable[[Person], bool]) -> list[str]:
        return [code for code, person in self._known.items() if code not in self._taken and test(person)]


def _same(row: PersonRow, person: Person) -> bool:
    return fold(person.organisation) == fold(row.organisation)


def _made_code(organisation: str, used: Collection[str]) -> str:
    """A code from the organisation; a neutral one where there is none, for a code must not tell the name of a person."""
    plain = unicodedata.normalize("NFKD", organisation.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_MADE].rstrip("_")
    if stem and stem not in used:
        return stem
    prefix, at = (f"{stem}_", 2) if stem else ("r", 1)
    while f"{prefix}{at}" in used:
        at += 1
    return f"{prefix}{at}"
