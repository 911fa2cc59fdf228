"""Attached files: kept once under their hash, told in the answer by name, written out again under safe names."""

import hashlib
import json
import os

import pytest

from consult.errors import AnswerError, ConsultationError
from consult.model.response import Channel
from consult.service import attaching, collecting, defining, sessions
from consult.store import responses
from tests.whole_survey import WHOLE, WHOLE_ANSWER


@pytest.fixture
def every(consultation):
    (consultation.folder / "surveys" / "whole.yaml").write_text(WHOLE, "utf-8")
    return defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "whole.yaml"))


def send(consultation, survey, attachment):
    receipt = collecting.submit(consultation, survey, WHOLE_ANSWER | {"attachment": attachment}, channel=Channel.TERMINAL)
    return responses.response(consultation.database, receipt)


def test_an_attached_file_comes_out_as_it_went_in(consultation, every, tmp_path):
    letter = tmp_path / "vēstule 'x'.pdf"
    letter.write_bytes(b"%PDF\x00\xff")
    sent = send(consultation, every, attaching.attach(consultation, letter))
    (answer,) = [answer for answer in sent.answers if answer.question == "attachment"]
    assert (answer.code, answer.text) == (hashlib.sha256(b"%PDF\x00\xff").hexdigest(), "vēstule 'x'.pdf")
    done = attaching.write_out(consultation, "whole", tmp_path / "out")
    (written,) = done.files
    assert done.absent == 0 and written == tmp_path / "out" / sent.id / "attachment-vēstule _x_.pdf"
    assert written.read_bytes() == b"%PDF\x00\xff"
    with pytest.raises(ConsultationError, match="there is a file already"):
        attaching.write_out(consultation, "whole", tmp_path / "out")


def test_a_name_that_climbs_out_of_the_folder_stays_inside(consultation, every, tmp_path):
    letter = tmp_path / "x"
    letter.write_bytes(b"x")
    attaching.attach(consultation, letter)
    sent = send(consultation, every, hashlib.sha256(b"x").hexdigest() + " ../../../etc/passwd")
    (written,) = attaching.write_out(consultation, "whole", tmp_path / "out").files
    assert written.parent == tmp_path / "out" / sent.id


@pytest.mark.parametrize("name", ["missing.pdf", "."])
def test_a_file_that_cannot_be_read_is_named(consultation, tmp_path, name):
    with pytest.raises(AnswerError, match="cannot be read"):
        attaching.attach(consultation, tmp_path / name)


def test_the_command_line_writes_them(consultation, every, tmp_path, consult, folder):
    letter = tmp_path / "a.txt"
    letter.write_text("a")
    send(consultation, every, attaching.attach(consultation, letter))
    done = consult("responses", "files", "whole", "-o", tmp_path / "out", at=folder)
    assert done.exit_code == 0 and "attachment-a.txt" in done.stdout
    told = consult("responses", "files", "whole", "-o", tmp_path / "again", "--json", at=folder)
    assert json.loads(told.stdout)["absent"] == 0 and len(json.loads(told.stdout)["files"]) == 1


def kept(consultation):
    return {sha256 for (sha256,) in consultation.database.rows("SELECT sha256 FROM attachment")}


def test_a_file_that_was_never_attached_is_refused_at_its_question(consultation, every):
    with pytest.raises(AnswerError) as caught:
        send(consultation, every, "0" * 64 + " plans.pdf")
    assert [str(problem) for problem in caught.value.problems] == [
        "attachment: the file “plans.pdf” is not here: attach it again"
    ]
    assert responses.count(consultation.database, "whole") == 0


def test_files_whose_content_is_not_here_are_counted(consultation, every, tmp_path, consult, folder):
    letter = tmp_path / "a.txt"
    letter.write_text("a")
    send(consultation, every, attaching.attach(consultation, letter))
    consultation.database.write("DELETE FROM attachment")
    done = consult("responses", "files", "whole", "-o", tmp_path / "out", at=folder)
    assert done.exit_code == 0 and "1 file is not here" in done.stderr and "Nothing is attached" not in done.stderr


def test_a_file_that_nothing_speaks_of_goes_with_the_draft(consultation, every, tmp_path):
    files = []
    for name in ("first", "second", "third"):
        (tmp_path / name).write_text(name)
        files.append(tmp_path / name)
    session = sessions.open_session(consultation, "whole")
    first, second = session.attach(str(files[0])), session.attach(str(files[1]))
    session.keep({"attachment": second})
    other = sessions.open_session(consultation, "whole", wave="other")
    other.keep({"attachment": other.attach(str(files[2]))})
    assert len(kept(consultation)) == 3
    session.submit(WHOLE_ANSWER | {"attachment": second})
    assert first[:64] not in kept(consultation) and second[:64] in kept(consultation) and len(kept(consultation)) == 2
    sessions.open_session(consultation, "whole", wave="other").discard()
    assert kept(consultation) == {second[:64]}


@pytest.mark.parametrize("path", ["a\0b", "~nobody-here/plan.pdf", "a\ud800b"])
def test_a_path_that_no_system_knows_is_refused_and_breaks_nothing(consultation, path):
    with pytest.raises(AnswerError, match="cannot be read"):
        sessions.open_session(consultation, "needs").attach(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_file_is_not_waited_for(consultation, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(AnswerError, match="a device or a pipe"):
            attaching.attach(consultation, path)
