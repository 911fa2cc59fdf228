"""The register of people: listing it, finding somebody in it, taking somebody out."""

from __future__ import annotations

from dataclasses import replace

from consult.errors import NotFoundError
from consult.i18n import _, quoted, sort_key
from consult.model.person import Contact, Person
from consult.model.typed_values import fold
from consult.service.consultation import Consultation, log
from consult.store import people

__all__ = ["Contact", "Person", "contacts", "listing", "named", "remove"]


def listing(consultation: Consultation, *, group: str = "", area: str = "") -> list[Person]:
    """The people of the register, of one group or area where it is named; raises NotFoundError where it has nobody."""
    found = sorted(people.people(consultation.database).values(), key=lambda person: sort_key(person.organisation or person.name))
    for field, wanted in (("group", group), ("area", area)):
        if wanted:
            there = sorted({getattr(person, field) for person in found if getattr(person, field)}, key=sort_key)
            found = [person for person in found if fold(getattr(person, field)) == fold(wanted)]
            if not found:
                way_out = _("use one of {names}").format(names=", ".join(there)) if there else ""
                raise NotFoundError(_("the register has nobody of {name}").format(name=quoted(wanted)), way_out)
    return found


def contacts(consultation: Consultation) -> dict[str, Contact]:
    """Code → how to reach the person."""
    return people.contacts(consultation.database)


def named(consultation: Consultation, code: str) -> Person:
    """The person with this code; raises NotFoundError."""
    found = people.people(consultation.database).get(code)
    if found is None:
        raise NotFoundError(_("the register has no code {code}").format(code=quoted(code)), _("see “consult people list”"))
    return found


def remove(consultation: Consultation, code: str) -> bool:
    """Takes a person out of the register, with contact and open invitations; raises NotFoundError.

    Where they have answered, code, organisation, group and area stay, for the answers are counted by them; name and contact
    go. Returns whether the person is gone wholly.
    """
    db = consultation.database
    with db.atomic():
        person = named(consultation, code)
        bound = people.is_bound(db, code)
        if bound:
            people.put(db, replace(person, name=""), Contact())
        else:
            people.remove(db, code)
        log(consultation, "remove person", "register", {"wholly": not bound})
    return not bound
