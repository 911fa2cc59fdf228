"""The database: safe settings, whole transactions, two writers, and files that are not ours."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time

import pytest

from consult.errors import ConsultationError
from consult.model.response import Channel
from consult.service import collecting, defining
from consult.service.consultation import open_consultation
from consult.store.database import Database
from consult.store.responses import count


def said(path, **options):
    with pytest.raises(ConsultationError) as caught:
        Database(path, **options)
    return str(caught.value)


def test_the_settings_that_keep_answers_safe_are_on(consultation):
    def pragma(name):
        return consultation.database.one(f"PRAGMA {name}")[0]

    assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys"), pragma("secure_delete")) == ("wal", 2, 1, 1)


def test_only_the_owner_may_read_the_file(consultation):
    assert stat.S_IMODE(consultation.database.path.stat().st_mode) == 0o600


def test_a_newer_database_is_left_alone(consultation, folder):
    consultation.database.write("PRAGMA user_version = 99")
    assert said(folder / "consult.db").endswith("the database was written by a newer version of Consult: update Consult")


def test_foreign_and_broken_files_are_left_alone(tmp_path):
    foreign = tmp_path / "foreign.db"
    sqlite3.connect(foreign).executescript("CREATE TABLE x (y); PRAGMA user_version = 0;")
    before = foreign.read_bytes()
    assert "does not belong to Consult" in said(foreign)
    assert foreign.read_bytes() == before
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a database at all" * 100)
    assert "not a sound database" in said(broken)


def test_a_missing_database_and_a_folder_that_cannot_be_written_are_told(tmp_path):
    assert "there is no database" in said(tmp_path / "none.db")
    assert "cannot be written" in said(tmp_path / "none" / "x.db", create=True)


def test_a_database_that_lost_its_content_is_not_begun_anew(consultation, folder):
    consultation.close()
    (folder / "consult.db").write_bytes(b"")
    assert "its content was lost" in said(folder / "consult.db")
    assert (folder / "consult.db").read_bytes() == b""


def test_answers_cannot_be_changed(consultation):
    survey = defining.current(consultation, "needs")
    collecting.submit(consultation, survey, {"clients": "5"}, channel=Channel.TERMINAL)
    for statement in ("UPDATE answer SET number = 6", "UPDATE response SET channel = 'web'", "DELETE FROM audit"):
        with pytest.raises(sqlite3.DatabaseError, match="never changed"):
            consultation.database.write(statement)


def test_a_fault_inside_a_transaction_undoes_all_of_it(consultation):
    with pytest.raises(RuntimeError), consultation.database.atomic():
        consultation.database.write("INSERT INTO draft VALUES ('needs', 'x', '{}', 'now')")
        raise RuntimeError
    assert consultation.database.one("SELECT count(*) FROM draft") == (0,)


def test_two_programs_may_write_at_once(folder):
    with open_consultation(folder) as one, open_consultation(folder) as other:
        survey = defining.current(one, "needs")
        for at in range(20):
            collecting.submit((one, other)[at % 2], survey, {"clients": str(at)}, channel=Channel.TERMINAL)
        assert count(one.database, "needs") == 20


def test_a_writer_that_never_ends_is_told_of_instead_of_waited_for(folder, monkeypatch):
    with open_consultation(folder) as one, open_consultation(folder) as other:
        other.database.write("PRAGMA busy_timeout = 50")
        with one.database.atomic(), pytest.raises(ConsultationError, match="another program has been writing"):
            with other.database.atomic():
                pass


def test_a_backup_is_whole_while_others_write(consultation, tmp_path):
    survey = defining.current(consultation, "needs")
    collecting.submit(consultation, survey, {"clients": "5"}, channel=Channel.TERMINAL)
    consultation.database.copy_to(tmp_path / "copy.db")
    copy = Database(tmp_path / "copy.db")
    assert count(copy, "needs") == 1
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


WRITER = """
import sys
from pathlib import Path
from consult.model.response import Channel
from consult.service import collecting, defining
from consult.service.consultation import open_consultation
with open_consultation(Path(sys.argv[1])) as consultation:
    survey = defining.current(consultation, "needs")
    for n in range(100000):
        print(collecting.submit(consultation, survey, {"clients": str(n)}, channel=Channel.TERMINAL), flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_what_was_acknowledged_survives_kill_9(folder, tmp_path):
    acknowledged = []
    for round_ in range(3):
        out = tmp_path / f"receipts{round_}"
        with out.open("w") as file:
            writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=file)
            deadline = time.monotonic() + 20
            while out.stat().st_size < 400 and time.monotonic() < deadline:
                time.sleep(0.02)
            os.kill(writer.pid, signal.SIGKILL)
            writer.wait()
        acknowledged += [line for line in out.read_text().splitlines() if len(line) == 9]
    assert len(acknowledged) > 60
    with open_consultation(folder) as opened:
        for receipt in acknowledged:
            _survey, response = collecting.show(opened, receipt)
            assert [answer.number is not None for answer in response.answers] == [True]
        assert opened.database.one("PRAGMA integrity_check") == ("ok",)


OPEN = """
import sys
from pathlib import Path
from consult.store.database import Database
print("ready", flush=True)
sys.stdin.readline()
Database(Path(sys.argv[1])).close()
"""


def first_version(path):
    """A database as the first version of the program left it, with enough answers that its migration takes a moment."""
    import sqlite_utils

    from consult.store import migrations
    from consult.store.database import APPLICATION_ID

    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = wal")
    steps = sqlite_utils.Migrations("consult")

    @steps()
    def m001_surveys_responses_themes(db):
        for statement in migrations._statements(migrations._M001):
            db.conn.execute(statement)

    steps.apply(sqlite_utils.Database(raw))
    raw.execute("INSERT INTO survey_version VALUES ('old', 1, '', '', '')")
    for at in range(5000):
        raw.execute("INSERT INTO response VALUES (?, 'old', 1, 'web', NULL, '', NULL, NULL, NULL)", (f"{at:05}",))
        raw.execute("INSERT INTO answer (response, question, number) VALUES (?, 'clients', ?)", (f"{at:05}", at))
    raw.commit()
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("PRAGMA user_version = 1")
    raw.close()


def test_two_programs_may_open_an_older_database_at_once(tmp_path):
    path = tmp_path / "consult.db"
    first_version(path)
    command = [sys.executable, "-c", OPEN, str(path)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _n in range(3)]
    assert [process.stdout.readline() for process in both] == [b"ready\n"] * 3
    for process in both:
        process.stdin.write(b"\n")
        process.stdin.flush()
    assert [process.communicate(timeout=20)[1] for process in both] == [b""] * 3
    database = Database(path)
    assert count(database, "old") == 5000
    assert database.one("SELECT count(*), sum(number) FROM answer") == (5000, sum(range(5000)))


def test_an_older_database_whose_steps_fail_stays_as_it_was(tmp_path, monkeypatch):
    from consult.store import migrations

    path = tmp_path / "consult.db"
    first_version(path)
    monkeypatch.setattr(migrations, "_M002", migrations._M002 + "CREATE TABLE answer (x);\n")
    assert "already exists" in said(path)
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    assert raw.execute("SELECT count(*) FROM response WHERE id = '00042'").fetchone() == (1,)
