"""Two databases to one: a union that can be repeated, and conflicts that nobody guesses."""

import json
import shutil
import sqlite3

import pytest

from consult.errors import ConsultationError, UsageError
from consult.model.person import Contact, Invitation, Person
from consult.model.response import Channel, Review
from consult.service import attaching, collecting, defining, merging, survey_list
from consult.service.consultation import open_consultation
from consult.service.exchange import exchanging
from consult.service.merging import merge
from consult.store import migrations, people, responses, surveys
from consult.store.reviews import add_all
from tests.conftest import NEEDS


@pytest.fixture
def other(folder, tmp_path):
    """A second laptop that began with the same consultation."""
    shutil.copytree(folder, tmp_path / "second")
    with open_consultation(tmp_path / "second") as opened:
        yield opened


def answered(consultation, survey="needs", **more):
    """One more response; its id."""
    raw = {name: more.pop(name) for name in ("clients", "proposal", "area") if name in more}
    collecting.submit(consultation, defining.current(consultation, survey), raw, channel=Channel.PAPER, **more)
    return list(responses.responses(consultation.database, survey))[-1].id


def stored(consultation):
    return {response.id: response for response in responses.responses(consultation.database, "needs")}


def dump(consultation):
    """All that the database says, but for its log and the numbers that only it knows."""
    skipped = ("audit", "sqlite_sequence", "_sqlite_migrations")
    tables = [name for (name,) in consultation.database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name: sorted(map(repr, consultation.database.rows(f"SELECT * FROM {name}"))) for name in tables if name not in skipped
    }


def test_what_was_said_on_the_other_laptop_comes_over_once(consultation, other):
    mine = answered(consultation, clients="5", proposal="Viens")
    theirs = answered(other, clients="7", proposal="Divi")
    done = merge(consultation, other.folder)
    assert (done.added["responses"], done.already_there, done.conflicts, done.written) == (1, 0, (), True)
    assert set(stored(consultation)) == {mine, theirs}
    assert stored(consultation)[theirs] == stored(other)[theirs]
    before = dump(consultation)
    again = merge(consultation, other.folder / "consult.db")
    assert not any(again.added.values()) and again.already_there == 1 and dump(consultation) == before


def test_both_ways_they_say_the_same(consultation, other):
    answered(consultation, clients="5")
    answered(other, clients="7")
    merge(consultation, other.folder)
    merge(other, consultation.folder)
    assert stored(consultation) == stored(other)


def test_the_other_file_is_left_as_it_is(consultation, other):
    answered(other, clients="7")
    other.close()
    files = {path.name: path.read_bytes() for path in other.folder.glob("consult.db*")}
    merge(consultation, other.folder)
    assert {path.name: path.read_bytes() for path in other.folder.glob("consult.db*")} == files


def test_what_another_program_has_just_written_comes_along(consultation, other):
    theirs = answered(other, clients="7")  # still open, and still in the write-ahead log
    assert (other.folder / "consult.db-wal").stat().st_size
    merge(consultation, other.folder)
    assert theirs in stored(consultation)


def test_a_dry_run_counts_and_keeps_nothing(consultation, other):
    answered(other, clients="7")
    before = dump(consultation)
    done = merge(consultation, other.folder, dry_run=True)
    assert (done.added["responses"], done.written) == (1, False) and dump(consultation) == before


def test_corrections_and_reviews_go_on_where_ours_end(consultation, other):
    theirs = answered(other, clients="7")
    merge(consultation, other.folder)
    found = stored(other)[theirs]
    with other.database.atomic():
        responses.add_revision(other.database, theirs, found.answers[:1], "2026-03-05", "clerk", "typo")
        add_all(other.database, [(theirs, Review.APPROVED)], "", "2026-03-05", "clerk")
    reviews = other.database.one("SELECT count(*) FROM review")[0]
    done = merge(consultation, other.folder)
    assert (done.added["responses"], done.added["revisions"], done.added["reviews"]) == (0, 1, reviews)
    assert stored(consultation)[theirs] == stored(other)[theirs]
    assert stored(consultation)[theirs].review is Review.APPROVED
    assert not any(merge(consultation, other.folder).added.values())


def test_corrections_that_went_different_ways_are_a_conflict(consultation, other):
    theirs = answered(other, clients="7")
    merge(consultation, other.folder)
    for one, reason in ((consultation, "mine"), (other, "theirs")):
        with one.database.atomic():
            responses.add_revision(one.database, theirs, stored(one)[theirs].answers[:1], "2026-03-05", "clerk", reason)
            add_all(one.database, [(theirs, Review.APPROVED)], "", "2026-03-05", reason)
    new = answered(other, clients="8")
    before = dump(consultation)
    done = merge(consultation, other.folder)
    assert [conflict.kind for conflict in done.conflicts] == ["revision", "review"] and not done.written
    assert dump(consultation) == before
    done = merge(consultation, other.folder, skip_conflicts=True)
    assert done.written and new in stored(consultation)
    assert [revision.reason for revision in responses.revisions(consultation.database, theirs)] == ["mine"]


def changed(consultation, response, text):
    """Somebody meddled with a database."""
    connection = consultation.database.connection
    connection.execute("DROP TRIGGER answer_is_kept")
    connection.execute(
        "UPDATE answer SET text = ? WHERE text IS NOT NULL AND response = (SELECT nr FROM response WHERE id = ?)",
        (text, response),
    )


def test_the_same_id_with_another_content_is_a_conflict(consultation, other):
    theirs = answered(other, proposal="Viens")
    merge(consultation, other.folder)
    changed(other, theirs, "Divi")
    done = merge(consultation, other.folder, skip_conflicts=True)
    assert [(c.kind, c.survey, c.here, c.there) for c in done.conflicts] == [("response", "needs", theirs, theirs)]
    assert "Viens" in {answer.text for answer in stored(consultation)[theirs].answers}


def test_the_same_table_read_on_both_laptops_is_one(consultation, other, table):
    text = "ID;Klienti;Priekšlikums\na;5;Viens\nb;6;Divi\n"
    exchanging.import_table(consultation, table(text), "needs")
    exchanging.import_table(other, table(text + "c;7;Trīs\n", "more.csv"), "needs")
    done = merge(consultation, other.folder)
    assert (done.added["responses"], done.added["imports"], done.already_there) == (1, 1, 2)
    assert len(stored(consultation)) == 3
    assert not any(merge(consultation, other.folder).added.values())


def test_the_same_row_with_other_answers_is_a_conflict(consultation, other, table):
    exchanging.import_table(consultation, table("ID;Klienti\na;5\nb;6\n"), "needs")
    exchanging.import_table(other, table("ID;Klienti\na;5\nb;9\nc;1\n", "more.csv"), "needs")
    done = merge(consultation, other.folder)
    (conflict,) = done.conflicts
    assert (conflict.kind, done.written, len(stored(consultation))) == ("source_key", False, 2)
    assert conflict.said == f"“id:b” was answered otherwise there: {conflict.there} there, {conflict.here} here"
    assert merge(consultation, other.folder, skip_conflicts=True).added["responses"] == 1


NAMED = NEEDS.replace("survey: needs", "survey: named\nidentity: named")


def registered(consultation, *organisations):
    with consultation.database.atomic():
        for code, organisation in organisations:
            people.put(consultation.database, Person(code, organisation), Contact(f"{code}@example.org"))


def named(consultation):
    path = consultation.folder / "surveys" / "named.yaml"
    path.write_text(NAMED, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def test_people_invitations_and_surveys_come_over(consultation, other):
    named(other)
    registered(consultation, ("riga", "Rīga"))
    registered(other, ("riga", "Rīga"), ("cesis", "Cēsis"))
    with other.database.atomic():
        people.invite(other.database, [Invitation("t1", "named", "2026", "cesis"), Invitation("t2", "named", "2026", "riga")])
        people.use_invitation(other.database, "t2")
    answered(other, "named", clients="5", wave="2026", respondent="riga")
    done = merge(consultation, other.folder)
    assert {what: n for what, n in done.added.items() if n} == {"versions": 1, "people": 1, "responses": 1, "invitations": 2}
    assert defining.current(consultation, "named").identity == "named"
    assert people.contacts(consultation.database)["cesis"] == Contact("cesis@example.org")
    assert {one.token_hash: one.used for one in people.invitations(consultation.database, "named", "2026")} == {
        "t1": False,
        "t2": True,
    }
    assert next(responses.responses(consultation.database, "named")).respondent == "riga"
    assert not any(merge(consultation, other.folder).added.values())


def test_the_same_person_written_down_or_invited_otherwise_is_a_conflict(consultation, other):
    registered(consultation, ("riga", "Rīga"))
    registered(other, ("riga", "Rīgas dome"), ("cesis", "Cēsis"))
    for one, token in ((consultation, "t1"), (other, "t2")):
        with one.database.atomic():
            people.invite(one.database, [Invitation(token, "needs", "", "riga")])
    with other.database.atomic():
        people.use_invitation(other.database, "t2")
    done = merge(consultation, other.folder)
    assert [(c.kind, c.here, c.there) for c in done.conflicts] == [("person", "riga", "riga"), ("invitation", "riga", "riga")]
    merge(consultation, other.folder, skip_conflicts=True)
    assert people.people(consultation.database)["riga"].organisation == "Rīga"
    (invitation,) = people.invitations(consultation.database, "needs", "")
    assert (invitation.token_hash, invitation.used) == ("t1", True)  # who answered there does not answer here once more


def test_somebody_whose_contact_was_taken_out_here_does_not_get_it_back(consultation, other):
    registered(consultation, ("riga", "Rīga"))
    registered(other, ("riga", "Rīga"))
    with consultation.database.atomic():
        people.put(consultation.database, Person("riga", "Rīga"), Contact())
    (conflict,) = merge(consultation, other.folder, skip_conflicts=True).conflicts
    assert conflict.kind == "person" and people.contacts(consultation.database) == {}


def test_the_same_respondent_twice_in_a_wave_is_a_conflict(consultation, other):
    for one, clients in ((consultation, "5"), (other, "6")):
        named(one)
        registered(one, ("riga", "Rīga"))
        answered(one, "named", clients=clients, wave="2026", respondent="riga")
    (conflict,) = merge(consultation, other.folder).conflicts
    assert conflict.kind == "respondent" and conflict.said.startswith("“riga 2026” answered there as well: ")


def test_two_versions_of_the_same_number_are_a_conflict_and_what_builds_on_them_stays_away(consultation, other):
    ours = answered(consultation, clients="1")
    for one, label in ((consultation, "Skaits"), (other, "Daudzums")):
        path = one.folder / "surveys" / "needs.yaml"
        path.write_text(NEEDS.replace('lv: "Vajadzības"', f'lv: "{label}"'), "utf-8")
        assert defining.publish(one, defining.read_file(path)).version == 2
    path.write_text(NEEDS.replace('lv: "Vajadzības"', 'lv: "Trešā"'), "utf-8")
    assert defining.publish(other, defining.read_file(path)).version == 3
    answered(other, clients="7")
    (conflict,) = merge(consultation, other.folder).conflicts
    here, there = (surveys.versions(one.database, "needs")[1].sha256 for one in (consultation, other))
    assert (conflict.kind, conflict.here, conflict.there) == ("version", here, there)
    assert conflict.said == f"version 2 of the survey “needs” is {there[:12]} there and {here[:12]} here"
    done = merge(consultation, other.folder, skip_conflicts=True)
    assert not any(done.added.values()) and set(stored(consultation)) == {ours}


def test_numbers_of_an_anonymous_survey_tell_no_order(consultation, other):
    ids = [answered(other, clients=str(n)) for n in range(30)]
    merge(consultation, other.folder)
    order = [id_ for (id_,) in consultation.database.rows("SELECT id FROM response ORDER BY nr")]
    assert sorted(order) == sorted(ids) and order != ids
    assert consultation.database.one("SELECT min(nr) > 1000 FROM response") == (1,)


def test_attachments_come_over_and_damaged_ones_are_told(consultation, other, tmp_path):
    (tmp_path / "plan.txt").write_text("Plāns", "utf-8")
    sha256 = attaching.attach(other, tmp_path / "plan.txt").partition(" ")[0]
    assert merge(consultation, other.folder).added["attachments"] == 1
    other.database.connection.execute("INSERT INTO attachment VALUES ('ab', x'00')")
    (conflict,) = merge(consultation, other.folder, skip_conflicts=True).conflicts
    assert (conflict.kind, conflict.there) == ("attachment", "ab")
    assert [hash for (hash,) in consultation.database.rows("SELECT sha256 FROM attachment")] == [sha256]


def test_an_older_database_is_read_and_stays_old(consultation, tmp_path):
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    for statement in migrations._statements(migrations._M001):
        connection.execute(statement)
    version = surveys.latest(consultation.database, "needs")
    connection.execute(
        "INSERT INTO survey_version VALUES (?, ?, ?, ?, ?)", (version.survey, 1, version.definition, version.sha256, "2026")
    )
    connection.execute(
        "INSERT INTO response (id, survey, version, channel, received_at) VALUES ('r1', 'needs', 1, 'web', '2026')"
    )
    connection.execute("INSERT INTO answer (response, question, number) VALUES ('r1', 'clients', 5)")
    connection.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    connection.execute("INSERT INTO _sqlite_migrations VALUES ('consult', 'm001_surveys_responses_themes', '2026')")
    connection.execute(f"PRAGMA application_id = {0x434F4E53}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert merge(consultation, path).added["responses"] == 1
    assert [(a.question, a.number) for a in stored(consultation)["r1"].answers] == [("clients", 5)]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"not a database at all" * 100, "this is no database that can be read"), (b"", "the database is empty")],
)
def test_what_is_no_database_is_refused(consultation, tmp_path, content, expected):
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(ConsultationError, match=expected) as caught:
        merge(consultation, path)
    assert caught.value.problems[0].place == str(path)


def test_foreign_and_newer_databases_and_missing_files_are_refused(consultation, other, tmp_path):
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (a)")
    with pytest.raises(ConsultationError, match=f"{foreign}: this database does not belong to Consult"):
        merge(consultation, foreign)
    other.database.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ConsultationError, match="the database was written by a newer version of Consult"):
        merge(consultation, other.folder)
    with pytest.raises(ConsultationError, match="the file cannot be read"):
        merge(consultation, tmp_path / "gone.db")
    with pytest.raises(UsageError, match="this is the database of this consultation itself"):
        merge(consultation, consultation.folder)


def test_the_command_tells_conflicts_and_what_it_added(consult, consultation, other):
    registered(consultation, ("riga", "Rīga"))
    registered(other, ("riga", "Rīgas dome"))
    answered(other, clients="7")
    refused = consult("responses", "merge", other.folder, at=consultation.folder)
    assert refused.exit_code == 1 and "the person riga is written down otherwise there" in refused.output
    assert "1 conflict. Nothing was added; --skip-conflicts leaves them out and adds the rest." in refused.output
    done = consult("responses", "merge", other.folder, "--skip-conflicts")
    assert done.exit_code == 0 and "Added: 1 response." in done.output and "Themes are not merged" in done.output
    told = json.loads(consult("responses", "merge", other.folder, "--json").stdout)
    assert (told["written"], told["already_there"], told["conflicts"][0]["kind"]) == (False, 1, "person")


def test_a_merge_leaves_a_line_in_the_log(consultation, other):
    answered(other, clients="7")
    merging.merge(consultation, other.folder)
    assert consultation.database.one("SELECT verb FROM audit ORDER BY id DESC") == ("merge",)


def published_there(other, name="views"):
    """A survey that only the other laptop has."""
    path = other.folder / "surveys" / f"{name}.yaml"
    path.write_text(NEEDS.replace("survey: needs", f"survey: {name}"), "utf-8")
    return defining.publish(other, defining.read_file(path))


def test_a_survey_that_only_the_other_laptop_has_comes_with_its_file(consultation, other):
    published_there(other)
    answered(other, survey="views", clients="7")
    path = consultation.folder / "surveys" / "views.yaml"
    assert merge(consultation, other.folder, dry_run=True).files == (path,) and not path.exists()
    assert merge(consultation, other.folder).files == (path,)
    assert [line.changed for line in survey_list.listing(consultation) if line.id == "views"] == [False]
    assert defining.publish(consultation, defining.read_file(path)).version == 1, "the file says what was published"
    path.unlink()
    assert merge(consultation, other.folder).files == (path,), "it can be repeated"
    assert merge(consultation, other.folder).files == ()


@pytest.mark.parametrize("place", ["views.yaml", "views/survey.yaml"])
def test_a_survey_file_that_is_there_is_not_written_over(consultation, other, place):
    published_there(other)
    path = consultation.folder / "surveys" / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("# mine\n", "utf-8")
    done = merge(consultation, other.folder)
    assert done.files == () and path.read_text("utf-8") == "# mine\n"
    assert [(one.survey, one.version, one.file) for one in done.behind] == [("views", 1, path)]
    assert merge(consultation, other.folder).behind == (), "nothing newer came"


def test_a_file_that_says_the_same_as_what_came_is_not_spoken_of(consultation, other):
    published_there(other)
    text = (other.folder / "surveys" / "views.yaml").read_text("utf-8")
    (consultation.folder / "surveys" / "views.yaml").write_text(text, "utf-8")
    done = merge(consultation, other.folder)
    assert (done.files, done.behind) == ((), ())


def test_a_survey_of_another_name_than_its_text_writes_no_file(consultation, other):
    published_there(other)
    text = surveys.latest(other.database, "views").definition
    with other.database.atomic():
        surveys.add(other.database, surveys.Published("../../evil", 1, text, "0" * 64, "2026-01-01"))
    done = merge(consultation, other.folder)
    assert [file.name for file in done.files] == ["views.yaml"]
    assert not list(consultation.folder.parent.rglob("evil*"))


def test_the_command_line_tells_which_survey_files_it_wrote(consultation, other, consult):
    published_there(other)
    (other.folder / "surveys" / "needs.yaml").write_text(NEEDS.replace("Klienti", "Klienti gadā"), "utf-8")
    defining.publish(other, defining.read_file(other.folder / "surveys" / "needs.yaml"))
    told = consult("responses", "merge", other.folder / "consult.db", at=consultation.folder)
    assert told.exit_code == 0 and "Wrote the survey file " in told.stderr and "views.yaml" in told.stderr
    assert "needs.yaml was left as it is" in told.stderr and "“consult survey diff needs”" in told.stderr
