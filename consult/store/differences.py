"""Where two databases do not agree. The other one is attached as `other`; ours is `main`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from consult.store.database import Database


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that both databases have, but not the same."""

    kind: str
    """`version`, `person`, `response`, `source_key`, `respondent`, `receipt`, `paper`, `second_entry`, `revision`, `review`,
    `invitation` or `attachment`."""
    survey: str
    here: str
    """The id, code or hash in our database."""
    there: str
    """The id, code or hash in the other one."""
    detail: str = ""
    """What tells more: the number of the version, the wave."""


CONTENT = "question, row, col, instance, code, number, text, missing"
"""The columns of what an answer says."""
_HEAD = "survey, version, channel, submitted_at, source_key, wave, respondent, seconds, receipt"


def differences(db: Database) -> Iterator[Difference]:
    """All that the two do not agree on. Notes in temporary tables which responses are the same, and which are left out."""
    for table in ("same_response", "left_response", "left_version"):
        db.write(f"DROP TABLE IF EXISTS temp.{table}")
    db.write("CREATE TEMP TABLE same_response (theirs INTEGER PRIMARY KEY, ours INTEGER NOT NULL)")
    db.write("CREATE TEMP TABLE left_response (theirs INTEGER PRIMARY KEY)")
    db.write("CREATE TEMP TABLE left_version (survey TEXT, version INTEGER, PRIMARY KEY (survey, version))")
    yield from _versions(db)
    yield from _people(db)
    yield from _responses(db)
    yield from _corrections(db, "revision", "number, at, actor, reason", "number")
    yield from _corrections(db, "review", "at, actor, state, reason", "id")
    yield from _second_entries(db)
    yield from _invitations(db)
    yield from _attachments(db)


def _found(db: Database, kind: str, sql: str) -> list[Difference]:
    """Differences from the rows of `sql`: survey, ours, theirs, detail."""
    return [Difference(kind, *map(str, row)) for row in db.rows(sql)]


def _versions(db: Database) -> Iterator[Difference]:
    yield from _found(
        db, "version",
        "SELECT o.survey, m.sha256, o.sha256, o.version FROM other.survey_version o JOIN main.survey_version m"
        " USING (survey, version) WHERE m.sha256 <> o.sha256 ORDER BY 1, 4",
    )  # fmt: skip
    # What builds on a version that is another one here is left out as well.
    db.write(
        "INSERT INTO left_version SELECT o.survey, o.version FROM other.survey_version o"
        " LEFT JOIN main.survey_version m USING (survey, version) WHERE m.sha256 IS NOT o.sha256 AND o.version >= ("
        "SELECT min(x.version) FROM other.survey_version x JOIN main.survey_version y USING (survey, version)"
        " WHERE x.survey = o.survey AND x.sha256 <> y.sha256)"
    )
    db.write(
        "INSERT INTO left_response SELECT nr FROM other.response o"
        " WHERE EXISTS (SELECT 1 FROM left_version v WHERE v.survey = o.survey AND v.version = o.version)"
    )


def _people(db: Database) -> Iterator[Difference]:
    """Other details, other ways to reach them; one that is known here only is no difference."""
    yield from _found(
        db, "person",
        "SELECT '', m.code, o.code, '' FROM other.person o JOIN main.person m USING (code)"
        " LEFT JOIN other.contact d ON d.person = o.code LEFT JOIN main.contact c ON c.person = m.code"
        " WHERE (o.organisation, o.name, o.stakeholder_group, o.area)"
        " IS NOT (m.organisation, m.name, m.stakeholder_group, m.area)"
        " OR (d.person IS NOT NULL AND (d.email, d.phone) IS NOT (c.email, c.phone)) ORDER BY m.code",
    )  # fmt: skip


def _other_answers(theirs: str, ours: str) -> str:
    """A condition: the two responses were not answered alike at first."""
    their_answers = f"SELECT {CONTENT} FROM other.answer WHERE response = {theirs} AND revision = 0"
    our_answers = f"SELECT {CONTENT} FROM main.answer WHERE response = {ours} AND revision = 0"
    return f"(EXISTS ({their_answers} EXCEPT {our_answers}) OR EXISTS ({our_answers} EXCEPT {their_answers}))"


def _responses(db: Database) -> Iterator[Difference]:
    heads = [", ".join(f"{side}.{name}" for name in _HEAD.split(", ")) for side in "om"]
    known = "FROM other.response o JOIN main.response m ON m.id = o.id"
    differ = f"(({heads[0]}) IS NOT ({heads[1]}) OR {_other_answers('o.nr', 'm.nr')})"
    yield from _left_out(db, "response", f"{known} WHERE {differ}", "''")
    db.write(f"INSERT INTO same_response SELECT o.nr, m.nr {known} WHERE o.nr NOT IN left_response")
    new = "o.nr NOT IN left_response AND o.nr NOT IN (SELECT theirs FROM same_response)"
    keyed = "FROM other.response o JOIN main.response m ON m.survey = o.survey AND m.source_key = o.source_key"
    yield from _left_out(
        db, "source_key", f"{keyed} WHERE {new} AND (o.version <> m.version OR {_other_answers('o.nr', 'm.nr')})", "o.source_key"
    )
    db.write(f"INSERT INTO same_response SELECT o.nr, m.nr {keyed} WHERE {new}")
    answered = (
        "FROM other.response o JOIN main.response m ON m.survey = o.survey AND m.wave = o.wave AND m.respondent = o.respondent"
    )
    yield from _left_out(db, "respondent", f"{answered} WHERE {new}", "o.respondent || ' ' || o.wave")
    receipt = "FROM other.response o JOIN main.response m ON m.receipt = o.receipt"
    yield from _left_out(db, "receipt", f"{receipt} WHERE {new}", "o.receipt")
    sheet = (
        "FROM other.response o JOIN other.paper_form q ON q.response = o.id JOIN main.paper_form p"
        " ON p.survey = q.survey AND p.batch = q.batch AND p.number = q.number JOIN main.response m ON m.id = p.response"
    )
    yield from _left_out(db, "paper", f"{sheet} WHERE {new}", "ltrim(q.batch || ' ' || q.number)")


def _left_out(db: Database, kind: str, source: str, detail: str) -> list[Difference]:
    """The responses that `source` finds as differences; they are left out."""
    found = _found(db, kind, f"SELECT o.survey, m.id, o.id, {detail} {source} AND o.nr NOT IN left_response ORDER BY o.id")
    db.write(f"INSERT OR IGNORE INTO left_response SELECT o.nr {source}")
    return found


def _corrections(db: Database, table: str, columns: str, order: str) -> Iterator[Difference]:
    """Revisions or reviews of the same response that went different ways; one that only went further is no difference."""
    db.write(f"DROP TABLE IF EXISTS temp.left_{table}")
    db.write(f"CREATE TEMP TABLE left_{table} (theirs INTEGER PRIMARY KEY)")
    pairs = list(
        db.rows(
            f"SELECT s.theirs, s.ours, m.survey, m.id, o.id FROM same_response s JOIN main.response m ON m.nr = s.ours"
            f" JOIN other.response o ON o.nr = s.theirs WHERE EXISTS (SELECT 1 FROM other.{table} WHERE response = s.theirs)"
            f" AND EXISTS (SELECT 1 FROM main.{table} WHERE response = s.ours) ORDER BY o.id"
        )
    )
    for theirs, ours, survey, here, there in pairs:
        told = list(db.rows(f"SELECT {columns} FROM other.{table} WHERE response = ? ORDER BY {order}", (theirs,)))
        known = list(db.rows(f"SELECT {columns} FROM main.{table} WHERE response = ? ORDER BY {order}", (ours,)))
        both = min(len(told), len(known))
        if told[:both] != known[:both] or (table == "revision" and not _corrected_alike(db, theirs, ours, both)):
            db.write(f"INSERT INTO left_{table} VALUES (?)", (theirs,))
            yield Difference(table, survey, here, there)


def _corrected_alike(db: Database, theirs: int, ours: int, both: int) -> bool:
    content = f"revision, {CONTENT}"
    sql = "SELECT {0} FROM {1}.answer WHERE response = ? AND revision BETWEEN 1 AND ? ORDER BY {0}"
    return list(db.rows(sql.format(content, "other"), (theirs, both))) == list(db.rows(sql.format(content, "main"), (ours, both)))


def _second_entries(db: Database) -> Iterator[Difference]:
    """Forms that were typed a second time here and there."""
    yield from _found(
        db, "second_entry",
        "SELECT m.survey, m.id, o.id, ltrim(p.batch || ' ' || p.number) FROM same_response s"
        " JOIN other.response o ON o.nr = s.theirs JOIN main.response m ON m.nr = s.ours"
        " JOIN main.paper_form p ON p.response = m.id JOIN other.second_entry e ON e.response = o.id"
        " JOIN main.second_entry x ON x.response = m.id WHERE x.id <> e.id ORDER BY o.id",
    )  # fmt: skip


def _invitations(db: Database) -> Iterator[Difference]:
    yield from _found(
        db, "invitation",
        "SELECT o.survey, m.person, o.person, o.wave FROM other.invitation o JOIN main.invitation m"
        " ON m.token_hash <> o.token_hash AND m.survey = o.survey AND m.wave = o.wave AND m.person = o.person ORDER BY 1, 3, 4",
    )  # fmt: skip
    yield from _found(
        db, "invitation",
        "SELECT o.survey, m.person, o.person, o.wave FROM other.invitation o JOIN main.invitation m USING (token_hash)"
        " WHERE (m.survey, m.wave, m.person) IS NOT (o.survey, o.wave, o.person) ORDER BY 1, 3, 4",
    )  # fmt: skip


def _attachments(db: Database) -> Iterator[Difference]:
    """Files that are not what their hash says."""
    db.connection.create_function("sha256", 1, lambda content: hashlib.sha256(content).hexdigest(), deterministic=True)
    yield from _found(
        db, "attachment",
        "SELECT '', '', o.sha256, '' FROM other.attachment o WHERE sha256(o.content) <> o.sha256 ORDER BY 3",
    )  # fmt: skip


def already_there(db: Database) -> int:
    """How many responses of the other database are here; call it after `differences`."""
    row = db.one("SELECT count(*) FROM same_response")
    return int(row[0]) if row else 0


def surveys_there(db: Database) -> list[str]:
    """The surveys that were published in the other database."""
    return [name for (name,) in db.rows("SELECT DISTINCT survey FROM other.survey_version ORDER BY survey")]


def definitions(db: Database) -> Iterator[tuple[str, str]]:
    """Survey and text of one of its versions, for all surveys of both databases; ours comes last where both have it."""
    yield from db.rows("SELECT survey, definition FROM other.survey_version GROUP BY survey")
    yield from db.rows("SELECT survey, definition FROM main.survey_version GROUP BY survey")
