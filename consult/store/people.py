"""The register of people, how to reach them, and their invitations."""

from __future__ import annotations

from collections.abc import Iterable

from consult.model.person import Contact, Invitation, Person
from consult.store.database import Database


def people(db: Database) -> dict[str, Person]:
    """Code → person, all of the register."""
    rows = db.rows("SELECT code, organisation, name, stakeholder_group, area FROM person ORDER BY code")
    return {row[0]: Person(*row) for row in rows}


def contacts(db: Database) -> dict[str, Contact]:
    """Code → how to reach the person, of those who can be reached."""
    return {code: Contact(email, phone) for code, email, phone in db.rows("SELECT person, email, phone FROM contact")}


def put(db: Database, person: Person, contact: Contact) -> None:
    """Writes a person and how to reach them over what was known."""
    db.write(
        "INSERT INTO person (code, organisation, name, stakeholder_group, area) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (code) DO UPDATE SET organisation = excluded.organisation, name = excluded.name,"
        " stakeholder_group = excluded.stakeholder_group, area = excluded.area",
        (person.code, person.organisation, person.name, person.group, person.area),
    )
    db.write("DELETE FROM contact WHERE person = ?", (person.code,))
    if contact != Contact():
        db.write("INSERT INTO contact (person, email, phone) VALUES (?, ?, ?)", (person.code, contact.email, contact.phone))


def remove(db: Database, code: str) -> None:
    """Takes a person out with contact and invitations; only where `is_bound` is false."""
    db.write("DELETE FROM invitation WHERE person = ?", (code,))
    db.write("DELETE FROM person WHERE code = ?", (code,))


def is_bound(db: Database, code: str) -> bool:
    """Whether a response or a used invitation speaks of the person."""
    row = db.one(
        "SELECT EXISTS (SELECT 1 FROM response WHERE respondent = ?)"
        " OR EXISTS (SELECT 1 FROM invitation WHERE person = ? AND used = 1)",
        (code, code),
    )
    return bool(row and row[0])


def invite(db: Database, invitations: Iterable[Invitation]) -> int:
    """Keeps invitations; one that is not used yet is replaced, and its token is void. Returns how many were kept."""
    return sum(
        db.write(
            "INSERT INTO invitation (token_hash, survey, wave, person) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (survey, wave, person) DO UPDATE SET token_hash = excluded.token_hash WHERE used = 0",
            (invitation.token_hash, invitation.survey, invitation.wave, invitation.person),
        )
        for invitation in invitations
    )


def invitations(db: Database, survey: str, wave: str) -> list[Invitation]:
    """All invitations to one wave of a survey."""
    rows = db.rows(
        "SELECT token_hash, survey, wave, person, used FROM invitation WHERE survey = ? AND wave = ? ORDER BY person",
        (survey, wave),
    )
    return [_invitation(row) for row in rows]


def invitation(db: Database, token_hash: str) -> Invitation | None:
    """The invitation whose token has this hash, or None."""
    row = db.one("SELECT token_hash, survey, wave, person, used FROM invitation WHERE token_hash = ?", (token_hash,))
    return _invitation(row) if row else None


def _invitation(row: tuple[str, str, str, str, int]) -> Invitation:
    token_hash, survey, wave, person, used = row
    return Invitation(token_hash, survey, wave, person, bool(used))


def use_invitation(db: Database, token_hash: str) -> bool:
    """Marks the invitation as used; False where it was used before, or is void.

    Call it in the transaction that keeps the response. It is one compare-and-set: of two that try at once, one succeeds.
    The mark changes in place and takes no space, so that nothing in the file tells the order in which invitations were used.
    """
    return db.write("UPDATE invitation SET used = 1 WHERE token_hash = ? AND used = 0", (token_hash,)) == 1


def waves_invited(db: Database, survey: str) -> list[str]:
    """The waves of a survey that somebody was invited to."""
    return [wave for (wave,) in db.rows("SELECT DISTINCT wave FROM invitation WHERE survey = ? ORDER BY wave", (survey,))]


def answered(db: Database, survey: str, wave: str) -> set[str]:
    """The codes that responses to one wave of a survey carry; nobody where it is anonymous."""
    rows = db.rows("SELECT respondent FROM response WHERE survey = ? AND wave = ? AND respondent IS NOT NULL", (survey, wave))
    return {code for (code,) in rows}


def empty_journal(db: Database) -> None:
    """Empties the write-ahead log, in which a response and its invitation stand side by side until then.

    Call it after the transaction. Where another program is reading, nobody waits for it: the log is emptied with the next
    response, or when the last program closes the database.
    """
    patience = db.one("PRAGMA busy_timeout")
    db.one("PRAGMA busy_timeout = 0")
    db.one("PRAGMA wal_checkpoint(TRUNCATE)")
    db.one(f"PRAGMA busy_timeout = {int(patience[0]) if patience else 5000}")
