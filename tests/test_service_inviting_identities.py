"""An invitation gives one response, and a survey tells of its respondents what it promised and no more."""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from invitations import IDENTITIES, send, tokens

from consult.errors import AnswerError
from consult.model.response import Channel, Response
from consult.service import collecting, defining, sessions
from consult.service.consultation import new_id, now_here, open_consultation
from consult.service.kiosk import open_kiosk
from consult.service.paper.paper_entry import open_batch
from consult.service.register import inviting, redeeming, registering
from consult.store import people as stored
from consult.store import responses


@pytest.mark.parametrize("identity", IDENTITIES)
def test_an_invitation_gives_one_response_which_tells_no_more_than_was_promised(invited, identity):
    token = tokens(inviting.invite(invited, identity, wave="2026"))["riga"]
    send(invited, identity, token)
    with pytest.raises(AnswerError, match="used already"):
        send(invited, identity, token)
    (response,) = responses.responses(invited.database, identity)
    assert response.wave == "2026"
    assert response.respondent == ("" if identity == "anonymous" else "riga")


@pytest.mark.parametrize("identity", IDENTITIES)
def test_two_forms_open_on_one_invitation_give_one_response(invited, identity):
    token = tokens(inviting.invite(invited, identity))["riga"]
    first, second = (redeeming.open_session_by_token(invited, identity, token) for _i in range(2))
    first.submit({"clients": "5"})
    with pytest.raises(AnswerError, match="used already"):
        second.submit({"clients": "6"})
    assert responses.count(invited.database, identity) == 1


REDEEM = """
import sys
from pathlib import Path
from consult.errors import AnswerError
from consult.service.register import redeeming
from consult.service.consultation import open_consultation

folder, survey, token = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
with open_consultation(folder) as opened:
    session = redeeming.open_session_by_token(opened, survey, token)
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        session.submit({"clients": "5"})
        print("sent")
    except AnswerError as error:
        print(error.problems[0].fault)
"""


@pytest.mark.parametrize("identity", ["anonymous", "token"])
def test_two_processes_at_once_use_an_invitation_once(invited, identity):
    token = tokens(inviting.invite(invited, identity))["riga"]
    command = [sys.executable, "-c", REDEEM, str(invited.folder), identity, token]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path(inviting.__file__).parents[2])}
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) for _i in range(2)
    ]
    assert [process.stdout.readline() for process in both] == ["ready\n"] * 2
    for process in both:
        process.stdin.write("\n")
        process.stdin.flush()
    said = sorted(process.communicate(timeout=20)[0].strip() for process in both)
    assert said == ["sent", "this invitation was used already"]
    assert responses.count(invited.database, identity) == 1


def keep(consultation, survey, raw, invitation, session="one"):
    """What is kept of a response, by the core that every door uses."""
    from consult.model.checking import Checker

    response = Response(
        new_id(), survey.id, survey.version, Channel.WEB, now_here(), Checker(survey).check(raw).answers, f"session:{session}",
        seconds=93,
    )  # fmt: skip
    with consultation.database.atomic():
        receipt = redeeming.redeem(consultation, survey, response, f"RECE-{session}", invitation)
    redeeming.settle(consultation, survey, invitation)
    return receipt


@pytest.mark.parametrize("identity", IDENTITIES)
def test_the_same_session_sent_again_has_the_same_receipt(invited, identity):
    survey = defining.current(invited, identity)
    token = tokens(inviting.invite(invited, identity))["riga"]
    invitation = redeeming.check_token(invited, identity, token)
    assert (
        keep(invited, survey, {"clients": "5"}, invitation) == keep(invited, survey, {"clients": "5"}, invitation) == "RECE-one"
    )
    with pytest.raises(AnswerError, match="used already"):
        keep(invited, survey, {"clients": "5"}, invitation, session="two")
    assert responses.count(invited.database, identity) == 1


def test_who_answered_on_paper_cannot_use_the_invitation_too(invited):
    survey = defining.current(invited, "token")
    token = tokens(inviting.invite(invited, "token"))["riga"]
    collecting.submit(invited, survey, {"clients": "5"}, channel=Channel.PAPER, respondent="riga")
    with pytest.raises(AnswerError, match="used already"):
        redeeming.check_token(invited, "token", token)


def every_value(path):
    """Every value of every table of a SQLite file with its table and column, and the tables with their rows in rowid order."""
    import sqlite3

    with sqlite3.connect(path) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        tables = {}
        for name in names:
            found = raw.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in found.description]
            tables[name] = [dict(zip(columns, row, strict=True)) for row in found]
    raw.close()
    return tables


def places(path, values):
    """Where in the bytes of the file each of `values` lies."""
    content = path.read_bytes()
    return {value: [found.start() for found in re.finditer(re.escape(value.encode()), content)] for value in values}


def test_nothing_in_the_file_joins_a_token_or_a_person_to_an_anonymous_answer(invited, table):
    """Looked for in the raw file: equal values, moments, order of keys, order of bytes, the log, and what was deleted."""
    path = invited.folder / "consult.db"
    survey = defining.current(invited, "anonymous")
    registering.import_people(invited, table("code,organisation\n" + "".join(f"p{n:02},Org {n}\n" for n in range(40))))
    handed = {code: token for code, token in tokens(inviting.invite(invited, "anonymous")).items() if code.startswith("p")}
    hashes = {code: redeeming.token_hash("anonymous", token) for code, token in handed.items()}
    stored.empty_journal(invited.database)
    before = places(path, hashes.values())
    order = sorted(handed, key=lambda code: hashes[code])  # an order of its own, neither of codes nor of keys
    for n, code in enumerate(order):
        invitation = redeeming.check_token(invited, "anonymous", handed[code])
        assert invitation.person == ""
        keep(invited, survey, {"clients": str(1000 + n)}, invitation, session=f"s{n}")
        if n == len(order) // 2:  # while the program runs on, the log holds no transaction that has both
            log = path.with_name("consult.db-wal")
            assert not log.exists() or log.stat().st_size == 0

    tables = every_value(path)
    answers = [response for response in tables["response"] if response["survey"] == "anonymous"]
    assert len(answers) == 40 == sum(invitation["used"] for invitation in tables["invitation"])

    personal = {value for row in (*tables["person"], *tables["contact"], *tables["invitation"]) for value in row.values()}
    personal |= set(handed.values())
    given = [row for row in tables["answer"] if row["response"] in {response["nr"] for response in answers}]
    said = {value for row in (*answers, *given) for value in row.values()}
    joined = {value for value in said & personal if isinstance(value, str) and value}
    assert joined == {"anonymous"}, "only the survey's name stands on both sides"
    numbers = {value for value in said & personal if isinstance(value, int | float)}
    assert numbers <= {0, 1}, "the mark and the version"

    assert {response["respondent"] for response in answers} == {None} == {response["seconds"] for response in answers}
    assert {response["submitted_at"][10:] for response in answers} == {" 00:00:00"}
    assert {response["received_at"][10:] for response in answers} == {" 00:00:00"}
    assert {response["id"][14] for response in answers} == {"4"}, "UUIDs of version 7 tell their moment"
    assert not [response for response in answers if "s1" in response["source_key"]]
    assert "at" not in tables["invitation"][0] and set(tables["invitation"][0]) == {
        "token_hash", "survey", "wave", "person", "used",
    }  # fmt: skip
    logged = json.dumps(tables["audit"])
    assert not [response["id"] for response in answers if response["id"] in logged] and '"submit"' not in logged
    assert not tables["draft"]

    came = [next(a["number"] for a in tables["answer"] if a["response"] == r["nr"] and a["number"]) for r in answers]
    assert came != sorted(came), "the keys are in no order of coming"
    after = places(path, hashes.values())
    assert after == before, "a mark moves nothing: bytes of invitations lie as they lay before anybody answered"


def test_nobody_waits_for_who_reads_while_an_anonymous_response_comes_in(invited):
    survey = defining.current(invited, "anonymous")
    handed = tokens(inviting.invite(invited, "anonymous"))
    with open_consultation(invited.folder) as reader:
        reader.database.connection.execute("BEGIN")
        assert next(reader.database.rows("SELECT count(*) FROM person")) == (3,)
        began = time.monotonic()
        keep(invited, survey, {"clients": "5"}, redeeming.check_token(invited, "anonymous", handed["riga"]))
        assert time.monotonic() - began < 2
    keep(invited, survey, {"clients": "6"}, redeeming.check_token(invited, "anonymous", handed["nvo"]), session="two")
    log = invited.folder / "consult.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    assert invited.database.one("PRAGMA busy_timeout") == (5000,)


def test_the_whole_way_through_the_form_leaves_no_thread_either(invited):
    path = invited.folder / "consult.db"
    handed = tokens(inviting.invite(invited, "anonymous"))
    session = redeeming.open_session_by_token(invited, "anonymous", handed["riga"])
    session.keep({"clients": "4711"})
    session.submit({"clients": "4711"})
    invited.close()
    tables = every_value(path)
    (response,) = [row for row in tables["response"] if row["survey"] == "anonymous"]
    assert response["respondent"] is None and response["seconds"] is None and response["id"][14] == "4"
    assert response["submitted_at"].endswith(" 00:00:00") and " 00:00:00" in response["received_at"]
    assert response["id"] not in json.dumps(tables["audit"]) and not tables["draft"]


def kept_drafts(consultation):
    """The rows of the table of drafts."""
    stored.empty_journal(consultation.database)
    return every_value(consultation.folder / "consult.db")["draft"]


def test_what_was_typed_on_an_anonymous_invitation_comes_back_with_its_token_alone_and_goes_when_it_is_sent(invited):
    handed = tokens(inviting.invite(invited, "anonymous"))
    redeeming.open_session_by_token(invited, "anonymous", handed["riga"]).keep({"clients": "4711"})
    with open_consultation(invited.folder) as later:
        assert redeeming.open_session_by_token(later, "anonymous", handed["nvo"]).draft() == {}
        again = redeeming.open_session_by_token(later, "anonymous", handed["riga"].lower().replace("-", " "))
        assert again.draft() == {"clients": "4711"} and len(kept_drafts(later)) == 1
        again.submit({"clients": "4712"})
        assert not kept_drafts(later)
    assert b"4711" not in (invited.folder / "consult.db").read_bytes()


def test_an_anonymous_draft_tells_neither_the_token_nor_whose_it_is(invited):
    token = tokens(inviting.invite(invited, "anonymous"))["riga"]
    redeeming.open_session_by_token(invited, "anonymous", token).keep({"clients": "4711"})
    (draft,) = kept_drafts(invited)
    assert redeeming.token_hash("anonymous", token) not in draft["holder"]
    tables = every_value(invited.folder / "consult.db")
    elsewhere = {value for name in ("person", "contact", "invitation", "audit") for row in tables[name] for value in row.values()}
    assert not {value for value in draft.values() if value in elsewhere} - {"anonymous"}
    content = (invited.folder / "consult.db").read_bytes()
    assert token.encode() not in content and token.replace("-", "").encode() not in content
    redeeming.open_session_by_token(invited, "anonymous", token).submit({"clients": "4711"})
    stored.empty_journal(invited.database)
    assert draft["holder"].encode() not in (invited.folder / "consult.db").read_bytes(), "nor is a trace left beside the answers"


def test_an_anonymous_draft_of_another_window_does_not_outlive_its_used_invitation(invited):
    token = tokens(inviting.invite(invited, "anonymous"))["riga"]
    first, second = (redeeming.open_session_by_token(invited, "anonymous", token) for _i in range(2))
    first.submit({"clients": "5"})
    second.keep({"clients": "6"})
    with pytest.raises(AnswerError, match="used already"):
        redeeming.open_session_by_token(invited, "anonymous", token)
    assert not kept_drafts(invited)


def test_a_survey_that_names_respondents_keeps_moment_and_person(invited):
    survey = defining.current(invited, "named")
    token = tokens(inviting.invite(invited, "named"))["riga"]
    keep(invited, survey, {"clients": "5"}, redeeming.check_token(invited, "named", token))
    (row,) = [row for row in every_value(invited.folder / "consult.db")["response"] if row["survey"] == "named"]
    assert row["respondent"] == "riga" and row["seconds"] == 93 and len(row["received_at"]) > 19


@pytest.mark.parametrize("identity", IDENTITIES)
def test_the_id_of_an_anonymous_response_tells_no_moment_also_without_invitation(invited, identity):
    survey = defining.current(invited, identity)
    collecting.submit(invited, survey, {"clients": "5"}, channel=Channel.WEB)
    sessions.open_session(invited, identity).submit({"clients": "6"})
    open_kiosk(invited, identity).begin().submit({"clients": "7"})
    batch = open_batch(invited, identity, "A", "Anna")
    batch.send({"clients": "8"})
    batch.close()
    ids = [response.id for response in responses.responses(invited.database, identity)]
    assert len(ids) == 4 and {id_[14] for id_ in ids} == {"4" if identity == "anonymous" else "7"}
    keys = [row["source_key"] or "" for row in every_value(invited.folder / "consult.db")["response"]]
    forms = [key for key in keys if key.startswith("session:")][:2]  # the third is of the clerk, who types it another day
    assert {key[8 + 14] for key in forms} == {"4"}, "nor does the key of the form that was open"


def test_responses_come_in_the_order_of_submission_though_their_ids_tell_none(invited):
    survey = defining.current(invited, "anonymous")
    for n in range(12):
        collecting.submit(invited, survey, {"clients": str(n)}, channel=Channel.WEB)
    found = list(responses.responses(invited.database, "anonymous"))
    assert [next(a.number for a in one.answers if a.question == "clients") for one in found] == list(range(12))


def test_an_open_anonymous_response_never_names_a_respondent():
    from consult.model.survey import Survey

    survey = Survey("s", ("lv",), {}, ())
    given = Response("id", "s", 1, Channel.WEB, None, (), respondent="riga")
    assert redeeming.as_promised(survey, given) == replace(given, respondent="")
