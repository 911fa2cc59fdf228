"""What another database has and ours has not, brought over. It is attached as `other`; ours is `main`."""

from __future__ import annotations

from collections.abc import Collection

from consult.store.database import Database
from consult.store.differences import CONTENT

Counts = dict[str, int]
"""What was added → how much of it."""


def add(db: Database, shuffled: Collection[str]) -> Counts:
    """Adds what is not here and not left out; call it after `differences`, in one transaction with it.

    Responses to the surveys in `shuffled` get numbers from which nobody can tell in which order they came.
    """
    db.write("DROP TABLE IF EXISTS temp.new_response")
    db.write(
        "CREATE TEMP TABLE new_response AS SELECT nr AS theirs, id FROM other.response"
        " WHERE nr NOT IN left_response AND nr NOT IN (SELECT theirs FROM same_response)"
    )
    marks = ", ".join("?" * len(shuffled))
    counts = {
        "versions": db.write(
            "INSERT INTO main.survey_version SELECT * FROM other.survey_version o WHERE NOT EXISTS (SELECT 1 FROM left_version v"
            " WHERE v.survey = o.survey AND v.version = o.version) AND NOT EXISTS (SELECT 1 FROM main.survey_version m"
            " WHERE m.survey = o.survey AND m.version = o.version)"
        ),
        "people": _add_people(db),
        "imports": db.write(
            "INSERT INTO main.table_import SELECT * FROM other.table_import WHERE id NOT IN (SELECT id FROM main.table_import)"
            " AND id IN (SELECT table_import FROM other.response WHERE nr IN (SELECT theirs FROM new_response)) ORDER BY id"
        ),
        "responses": db.write(
            "INSERT INTO main.response (nr, id, survey, version, channel, submitted_at, received_at, receipt, table_import,"
            " source_key, wave, respondent, seconds) SELECT"
            f" CASE WHEN survey IN ({marks}) THEN random() & 4503599627370495 END, id, survey, version, channel, submitted_at,"
            " received_at, receipt, table_import, source_key, wave, respondent, seconds FROM other.response"
            " WHERE nr IN (SELECT theirs FROM new_response) ORDER BY nr",
            tuple(shuffled),
        ),
        "attachments": db.write(
            "INSERT INTO main.attachment SELECT * FROM other.attachment WHERE sha256(content) = sha256"
            " AND sha256 NOT IN (SELECT sha256 FROM main.attachment)"
        ),
    }
    _add_answers(db)
    counts |= _add_corrections(db)
    _add_papers(db)
    return {**counts, "second_entries": _add_second_entries(db), "invitations": _add_invitations(db)}


def _add_people(db: Database) -> int:
    db.write("DROP TABLE IF EXISTS temp.new_person")
    db.write("CREATE TEMP TABLE new_person AS SELECT code FROM other.person WHERE code NOT IN (SELECT code FROM main.person)")
    added = db.write("INSERT INTO main.person SELECT * FROM other.person WHERE code IN (SELECT code FROM new_person)")
    db.write("INSERT INTO main.contact SELECT * FROM other.contact WHERE person IN (SELECT code FROM new_person)")
    return added


def _add_answers(db: Database) -> None:
    """The answers of the new responses, and which of ours they are now."""
    db.write("INSERT INTO same_response SELECT n.theirs, m.nr FROM new_response n JOIN main.response m ON m.id = n.id")
    db.write(
        f"INSERT INTO main.answer (response, revision, {CONTENT}) SELECT s.ours, a.revision, {CONTENT} FROM other.answer a"
        " JOIN same_response s ON s.theirs = a.response WHERE a.revision = 0 AND a.response IN (SELECT theirs FROM new_response)"
    )


def _add_corrections(db: Database) -> Counts:
    """Revisions and reviews that the other database has beyond ours."""
    beyond = "v.number > ifnull((SELECT max(w.number) FROM main.revision w WHERE w.response = s.ours), 0)"
    source = f"other.revision v JOIN same_response s ON s.theirs = v.response WHERE {beyond} AND s.theirs NOT IN left_revision"
    db.write("DROP TABLE IF EXISTS temp.new_revision")
    db.write(f"CREATE TEMP TABLE new_revision AS SELECT s.ours, v.* FROM {source}")
    theirs = ", ".join(f"a.{name}" for name in CONTENT.split(", "))
    revisions = db.write("INSERT INTO main.revision SELECT ours, number, at, actor, reason FROM new_revision")
    db.write(
        f"INSERT INTO main.answer (response, revision, {CONTENT}) SELECT n.ours, a.revision, {theirs} FROM other.answer a"
        " JOIN new_revision n ON n.response = a.response AND n.number = a.revision"
    )
    reviews = db.write(
        "INSERT INTO main.review (response, at, actor, state, reason) SELECT ours, at, actor, state, reason FROM ("
        "SELECT s.ours, v.*, row_number() OVER (PARTITION BY v.response ORDER BY v.id) AS n FROM other.review v"
        " JOIN same_response s ON s.theirs = v.response WHERE s.theirs NOT IN left_review) AS x"
        " WHERE n > (SELECT count(*) FROM main.review w WHERE w.response = x.ours) ORDER BY id"
    )
    return {"revisions": revisions, "reviews": reviews}


_SAME = "other.response o JOIN same_response s ON s.theirs = o.nr JOIN main.response m ON m.nr = s.ours"
"""A response that both have now, there (o) and here (m)."""


def _add_papers(db: Database) -> None:
    """The sheets of the new responses, and the notes of the revisions that came over."""
    db.write(
        f"INSERT INTO main.paper_form SELECT p.survey, p.batch, p.number, m.id, p.typed_by FROM {_SAME}"
        " JOIN other.paper_form p ON p.response = o.id WHERE o.nr IN (SELECT theirs FROM new_response)"
    )
    db.write(
        f"INSERT INTO main.paper_note SELECT m.id, n.revision, n.field, n.note FROM {_SAME}"
        " JOIN other.paper_note n ON n.response = o.id WHERE (n.revision = 0 AND o.nr IN (SELECT theirs FROM new_response))"
        " OR EXISTS (SELECT 1 FROM new_revision v WHERE v.response = o.nr AND v.number = n.revision)"
    )


def _add_second_entries(db: Database) -> int:
    """Second typings of forms that have none here, and decisions that were made there; of two different ones ours stays."""
    db.write("DROP TABLE IF EXISTS temp.new_entry")
    db.write(
        f"CREATE TEMP TABLE new_entry AS SELECT e.id, m.id AS response FROM {_SAME}"
        " JOIN other.second_entry e ON e.response = o.id"
        " WHERE NOT EXISTS (SELECT 1 FROM main.second_entry x WHERE x.response = m.id)"
        " AND EXISTS (SELECT 1 FROM main.paper_form p WHERE p.response = m.id)"
    )
    added = db.write(
        "INSERT INTO main.second_entry SELECT e.id, n.response, e.revision, e.version, e.typed_by, e.at FROM other.second_entry e"
        " JOIN new_entry n ON n.id = e.id"
    )
    for table in ("second_answer", "second_note"):
        db.write(f"INSERT INTO main.{table} SELECT * FROM other.{table} WHERE entry IN (SELECT id FROM new_entry)")
    db.write(
        "INSERT INTO main.resolution (entry, field, at, actor, taken, value) SELECT entry, field, at, actor, taken, value"
        " FROM other.resolution r WHERE entry IN (SELECT id FROM main.second_entry)"
        " AND NOT EXISTS (SELECT 1 FROM main.resolution x WHERE (x.entry, x.field, x.at, x.actor, x.taken, x.value)"
        " = (r.entry, r.field, r.at, r.actor, r.taken, r.value)) ORDER BY id"
    )
    return added


def _add_invitations(db: Database) -> int:
    """New invitations; those that were used there are used here as well, under whichever token."""
    added = db.write(
        "INSERT INTO main.invitation SELECT * FROM other.invitation o WHERE NOT EXISTS (SELECT 1 FROM main.invitation m"
        " WHERE m.token_hash = o.token_hash OR (m.survey = o.survey AND m.wave = o.wave AND m.person = o.person))"
    )
    db.write(
        "UPDATE main.invitation SET used = 1 WHERE used = 0 AND EXISTS (SELECT 1 FROM other.invitation o WHERE o.used = 1"
        " AND o.survey = invitation.survey AND o.wave = invitation.wave AND o.person = invitation.person)"
    )
    return added
