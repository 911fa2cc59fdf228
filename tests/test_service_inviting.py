"""Invitations: handed out once, used once, and in an anonymous survey without a thread to the answers."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import NEEDS

from consult.errors import AnswerError, ConsultationError, NotFoundError, UsageError
from consult.model.question import Question, QuestionType
from consult.model.response import Channel, Response
from consult.model.survey import Page, Survey
from consult.service import collecting, defining, inviting, people, redeeming, registering, reminding
from consult.service import consultation as consultations
from consult.service.consultation import Settings, new_id, now_here, open_consultation
from consult.store import people as stored
from consult.store import responses

REGISTER = """\
code,organisation,name,group,area,email
riga,Rīgas dome,Anna O'Brien,pašvaldība,Rīga,anna@riga.example
jurmala,Jūrmalas dome,,pašvaldība,Jūrmala,
nvo,"=cmd|'<b>x</b>'",,NVO,Rīga,
"""
IDENTITIES = ("anonymous", "token", "named")


def publish(consultation, name, identity):
    path = consultation.folder / "surveys" / f"{name}.yaml"
    path.write_text(NEEDS.replace("survey: needs", f"survey: {name}\nidentity: {identity}"), "utf-8")
    return defining.publish(consultation, defining.read_file(path))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The folder of a consultation with a register and a survey of each identity, made once."""
    table = tmp_path_factory.mktemp("register") / "people.csv"
    table.write_text(REGISTER, "utf-8")
    with consultations.create(tmp_path_factory.mktemp("prepared") / "talks", Settings(title={"en": "Programme"})) as made:
        registering.import_people(made, table)
        for name in IDENTITIES:
            publish(made, name, name)
    return made.folder


@pytest.fixture
def invited(prepared, tmp_path):
    """A copy of it for one test, open."""
    with open_consultation(Path(shutil.copytree(prepared, tmp_path / "talks"))) as opened:
        yield opened


def tokens(done):
    """Code → token, as the table hands them out."""
    file = next(file for file in done.files if file.suffix == ".csv")
    return {row["code"]: row["token"] for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))}


def send(consultation, survey, token, raw=None):
    """Answers as the web page would, from the token to the receipt."""
    return redeeming.open_session_by_token(consultation, survey, token).submit(raw or {"clients": "5"})


def test_a_token_is_written_once_and_only_its_hash_is_kept(invited):
    done = inviting.invite(invited, "token")
    assert done.new == 3 and [file.name for file in done.files] == ["token.csv", "token.html"]
    invited.close()
    kept = (invited.folder / "consult.db").read_bytes()
    for token in tokens(done).values():
        assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}", token)
        assert token.encode() not in kept and redeeming.token_hash("token", token).encode() in kept


def test_the_files_are_secret_and_out_of_version_control(invited, tmp_path):
    done = inviting.invite(invited, "token")
    assert (invited.folder / "invitations" / ".gitignore").read_text("utf-8").splitlines()[-1] == "*"
    if os.name == "posix":
        assert all(file.stat().st_mode & 0o777 == 0o600 for file in done.files)
    inviting.invite(invited, "named", output=invited.folder / "letters.csv")
    assert "/letters.csv" in (invited.folder / ".gitignore").read_text("utf-8").splitlines()
    inviting.invite(invited, "anonymous", output=tmp_path / "elsewhere" / "a.csv")
    assert not (tmp_path / "elsewhere" / ".gitignore").exists(), "nobody versions this folder"


def test_a_second_round_invites_only_who_is_new_or_asked_again(invited, table):
    first = tokens(inviting.invite(invited, "token"))
    assert inviting.invite(invited, "token").files == ()
    send(invited, "token", first["riga"])
    registering.import_people(invited, table("code,organisation\ncesis,Cēsu novads\n"))
    second = inviting.invite(invited, "token")
    assert (second.new, second.waiting, second.answered) == (1, 2, 1) and set(tokens(second)) == {"cesis"}
    third = inviting.invite(invited, "token", again=True)
    assert (third.new, third.again, third.answered) == (0, 3, 1) and set(tokens(third)) == {"jurmala", "nvo", "cesis"}
    with pytest.raises(NotFoundError, match="this invitation is not known"):
        redeeming.check_token(invited, "token", first["nvo"])
    assert redeeming.check_token(invited, "token", tokens(third)["nvo"]).person == "nvo"


def test_invitations_can_be_for_one_group_area_and_wave(invited):
    assert set(tokens(inviting.invite(invited, "token", group="PAŠVALDĪBA", area="Rīga", wave="2026"))) == {"riga"}
    assert inviting.invite(invited, "token", wave="2027").new == 3
    with pytest.raises(NotFoundError, match="nobody of “ministrija”"):
        inviting.invite(invited, "token", group="ministrija")


def test_a_file_that_is_there_is_not_overwritten_and_then_nobody_is_invited(invited, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("mine", "utf-8")
    with pytest.raises(ConsultationError, match="there is a file already"):
        inviting.invite(invited, "token", output=mine)
    assert mine.read_text("utf-8") == "mine" and inviting.invite(invited, "token").new == 3


def test_where_the_second_file_cannot_be_written_the_first_goes_and_no_token_counts(invited, monkeypatch):
    from consult.service import invitation_files

    monkeypatch.setattr(invitation_files, "_ignore", lambda folder, path: path.suffix == ".html" and path.touch())
    with pytest.raises(ConsultationError, match="there is a file already"):
        inviting.invite(invited, "token")
    assert not list((invited.folder / "invitations").glob("*.csv"))
    assert stored.invitations(invited.database, "token", "") == []


@pytest.mark.parametrize("url", ["riga.lv", "javascript:alert(1)", "https://x.lv/?q=1", "http://[", "https://"])
def test_a_base_that_is_no_web_address_is_refused(invited, url):
    with pytest.raises(UsageError, match="not the address of a web page"):
        inviting.invite(invited, "token", url=url)


def test_another_kind_of_file_is_refused(invited, tmp_path):
    with pytest.raises(UsageError, match=r"cannot be written as “\.docx”"):
        inviting.invite(invited, "token", output=tmp_path / "letters.docx")


class Text(HTMLParser):
    """What a page shows, and the tags it has."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags = [], []
        self.feed(page)

    def handle_data(self, data):
        self.words.append(data)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize(("language", "once"), [("lv", "nobody can tell"), ("en", "nobody can tell")])
def test_the_sheet_is_one_page_without_requests_and_typed_names_are_text(invited, language, once):
    done = inviting.invite(invited, "anonymous", url="https://talks.example/", language=language)
    page = next(file for file in done.files if file.suffix == ".html").read_text("utf-8")
    shown = Text(page)
    words = "".join(shown.words)
    assert "=cmd|'<b>x</b>'" in words and "Anna O'Brien" in words and "anna@riga" not in page
    names = [tag for tag, _attributes in shown.tags]
    assert names.count("svg") == names.count("article") == 3 and not {"b", "script", "img", "link"} & set(names)
    assert not [value for _tag, attributes in shown.tags for key, value in attributes.items() if key in ("src", "href")]
    assert all(token in words for token in tokens(done).values())
    if language == "en":
        assert once in words


def test_the_qr_code_is_the_link_of_the_card(invited):
    import segno

    done = inviting.invite(invited, "token", url="https://talks.example/", area="Jūrmala")
    page = next(file for file in done.files if file.suffix == ".html").read_text("utf-8")
    link = f"https://talks.example/token/{tokens(done)['jurmala']}"
    drawn = re.search(r'<path[^>]* d="([^"]+)"', page)[1]
    assert drawn in segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=4)


def test_formulas_are_guarded_in_the_table(invited):
    done = inviting.invite(invited, "token", output=invited.folder / "letters.csv")
    rows = list(csv.DictReader(io.StringIO(done.files[0].read_text("utf-8-sig"))))
    assert [row["organisation"] for row in rows if row["code"] == "nvo"] == ["'=cmd|'<b>x</b>'"]
    assert rows[0].keys() == {"code", "organisation", "name", "email", "token", "link"}


def test_the_sheet_is_a_pdf_too(invited, tmp_path):
    done = inviting.invite(invited, "anonymous", output=tmp_path / "sheet.pdf", url="https://talks.example")
    assert done.files[0].read_bytes().startswith(b"%PDF-")


DAY = date(2030, 12, 31)


def settled(consultation, **settings):
    return replace(consultation, settings=replace(consultation.settings, **settings))


def page_of(done):
    return "".join(Text(next(file for file in done.files if file.suffix == ".html").read_text("utf-8")).words)


@pytest.mark.parametrize(("language", "told"), [("lv", "2030. gada 31. decembrim"), ("en", "Please answer by 31 December 2030.")])
def test_the_sheet_tells_the_last_day_and_whom_to_ask(invited, language, told):
    opened = settled(invited, closes=DAY, contact="Anna, tālr. 67000000")
    done = inviting.invite(opened, "token", language=language)
    words = page_of(done)
    assert words.count(told) == 3 and words.count("Anna, tālr. 67000000") == 3
    assert (done.until, done.contact) == (DAY, "Anna, tālr. 67000000")


def test_what_the_command_says_goes_before_consultation_yaml(invited):
    opened = settled(invited, closes=DAY, contact="Anna")
    words = page_of(inviting.invite(opened, "token", until=date(2031, 3, 5), contact="<b>Bens</b>", language="en"))
    assert "by 5 March 2031." in words and "<b>Bens</b>" in words and "Anna, " not in words and "2030" not in words


def test_a_day_that_has_passed_is_told_on_no_sheet(invited):
    done = inviting.invite(settled(invited, closes=date(2020, 1, 1)), "token")
    assert done.until is None and "answer by" not in page_of(done)
    with pytest.raises(UsageError, match="1 January 2020 has passed already"):
        inviting.invite(invited, "named", until=date(2020, 1, 1))
    assert stored.invitations(invited.database, "named", "") == []


def test_a_contact_that_a_card_would_cut_is_refused_before_anybody_is_invited(invited):
    with pytest.raises(UsageError, match="the contact has 91 characters, and a sheet has room for 90: give a shorter one"):
        inviting.invite(settled(invited, contact="x" * 91), "token")
    assert inviting.invite(settled(invited, contact="x" * 91), "token", contact="x" * 90).new == 3


def test_without_a_day_or_a_contact_the_command_says_where_they_are_written(invited, consult):
    told = consult("people", "invite", "token", at=invited.folder)
    assert "no last day to answer" in told.stderr and "nobody to ask" in told.stderr
    told = consult("people", "invite", "named", "--until", "2030-12-31", "--contact", "Anna", at=invited.folder)
    assert "Last day to answer: 31 December 2030." in told.stderr and "nobody to ask" not in told.stderr
    told = consult("people", "invite", "anonymous", "--until", "31.13.2030", at=invited.folder)
    assert told.exit_code == 2 and "“31.13.2030” is no date: write it as 2026-12-31" in told.output


@pytest.mark.parametrize("typed", [str.lower, lambda token: token.replace("-", " "), lambda token: f" {token.replace('-', '')} "])
def test_a_token_is_read_as_people_type_it(invited, typed):
    token = tokens(inviting.invite(invited, "token"))["riga"]
    assert redeeming.check_token(invited, "token", typed(token)).person == "riga"


def test_a_wrong_token_is_told_friendly(invited):
    token = tokens(inviting.invite(invited, "token", wave="2026"))["riga"]
    for survey, typed, wave, said in (
        ("token", "XXXX-XXXX-XXXX", "", "this invitation is not known"),
        ("token", "", "", "this invitation is not known"),
        ("named", token, "", "this invitation is for the survey “token”"),
        ("token", token, "2027", "this invitation is for another wave: “2026”"),
    ):
        with pytest.raises(NotFoundError, match=said):
            redeeming.check_token(invited, survey, typed, wave)
    send(invited, "token", token)
    with pytest.raises(AnswerError, match="used already"):
        redeeming.check_token(invited, "token", token)


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
from consult.service import redeeming
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


def test_a_survey_that_names_respondents_keeps_moment_and_person(invited):
    survey = defining.current(invited, "named")
    token = tokens(inviting.invite(invited, "named"))["riga"]
    keep(invited, survey, {"clients": "5"}, redeeming.check_token(invited, "named", token))
    (row,) = [row for row in every_value(invited.folder / "consult.db")["response"] if row["survey"] == "named"]
    assert row["respondent"] == "riga" and row["seconds"] == 93 and len(row["received_at"]) > 19


def test_an_open_anonymous_response_never_names_a_respondent():
    from consult.model.survey import Survey

    survey = Survey("s", ("lv",), {}, ())
    given = Response("id", "s", 1, Channel.WEB, None, (), respondent="riga")
    assert redeeming.as_promised(survey, given) == replace(given, respondent="")


@pytest.mark.parametrize("identity", IDENTITIES)
def test_who_has_not_answered_is_known_by_group_and_area(invited, identity):
    handed = tokens(inviting.invite(invited, identity))
    send(invited, identity, handed["riga"], {"area": "0010000"})
    found = reminding.outstanding(invited, identity)
    assert (found.invited, found.answered) == (3, 1)
    assert [person.code for person in found.people] == ["nvo", "jurmala"]
    assert [(t.name, t.invited, t.answered, t.share) for t in found.by_area] == [("Jūrmala", 1, 0, 0.0), ("Rīga", 2, 1, 0.5)]
    assert [(t.name, t.invited, t.answered) for t in found.by_group] == [("NVO", 1, 0), ("pašvaldība", 2, 1)]


def test_without_a_wave_the_last_one_is_meant_and_one_that_is_not_there_is_told(invited):
    inviting.invite(invited, "token", wave="2025", area="Rīga")
    inviting.invite(invited, "token", wave="2026", area="Jūrmala")
    assert (reminding.outstanding(invited, "token").wave, reminding.outstanding(invited, "token").invited) == ("2026", 1)
    assert reminding.outstanding(invited, "token", "2025").invited == 2
    with pytest.raises(NotFoundError, match="no wave “2030”"):
        reminding.outstanding(invited, "token", "2030")


def test_areas_without_a_response_are_known_without_any_invitation(folder, consult):
    with open_consultation(folder) as opened:
        survey = defining.current(opened, "needs")
        collecting.submit(opened, survey, {"area": "0010000"}, channel=Channel.WEB)
        (silent,) = reminding.outstanding(opened, "needs").silent
    assert (silent.question, silent.asked, silent.missing) == ("area", 2, (("0004000", "Jūrmala"),))
    shown = consult("people", "missing", at=folder)
    assert shown.exit_code == 0 and "Municipality: 1 of 2 have a response" in shown.stdout and "Jūrmala" in shown.stdout


def test_the_command_line_invites_and_tells_who_is_missing(folder, consult, table):
    empty = consult("people", "invite", at=folder)
    assert empty.exit_code == 1 and "the register has nobody" in empty.stderr
    consult("people", "import", table(REGISTER), at=folder)
    done = consult("people", "invite", "--url", "https://talks.example", at=folder)
    assert done.exit_code == 0 and "3 invitations made." in done.stderr
    assert [Path(line).name for line in done.stdout.splitlines()] == ["needs.csv", "needs.html"]
    again = consult("people", "invite", at=folder)
    assert again.stdout == "" and "3 were invited before. New tokens only with --again." in again.stderr
    by_area = consult("people", "missing", "--by", "area", at=folder)
    assert "0 of 3 have answered (0%)" in by_area.stderr and "Jūrmala" in by_area.stdout
    assert not re.search(r"^Group", by_area.stdout, re.MULTILINE)
    found = json.loads(consult("people", "missing", "--json", at=folder).stdout)
    assert found["invited"] == 3 and "email" not in found["people"][0]


def test_that_nobody_was_invited_is_a_state_and_no_fault(consultation, consult, folder):
    plain = Question("clients", QuestionType.NUMBER, {"lv": "Klienti"})
    defining.publish(consultation, Survey("plain", ("lv",), {"lv": "Aptauja"}, (Page("one", {}, (plain,)),)))
    told = consult("people", "missing", "plain", at=folder)
    assert told.exit_code == 0 and "Nobody was invited to this survey, and it asks for no area or group" in told.stderr
    assert json.loads(consult("people", "missing", "plain", "--json", at=folder).stdout)["invited"] == 0


def test_a_person_who_answered_keeps_the_code_and_loses_name_and_contact(invited):
    send(invited, "token", tokens(inviting.invite(invited, "token"))["riga"])
    assert not people.remove(invited, "riga")
    left = people.named(invited, "riga")
    assert (left.organisation, left.name) == ("Rīgas dome", "") and "riga" not in people.contacts(invited)
    assert people.remove(invited, "nvo"), "who was only invited goes wholly"
