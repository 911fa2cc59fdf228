"""Invitations: handed out once, used once, and in an anonymous survey without a thread to the answers."""

import json
import os
import re
from pathlib import Path

import pytest
from invitations import IDENTITIES, REGISTER, send, tokens

from consult.errors import AnswerError, ConsultationError, NotFoundError, UsageError
from consult.model.question import Question, QuestionType
from consult.model.response import Channel
from consult.model.survey import Page, Survey
from consult.service import collecting, defining
from consult.service.consultation import open_consultation
from consult.service.register import inviting, people, redeeming, registering, reminding
from consult.store import people as stored


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
    from consult.service.register import invitation_files

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
