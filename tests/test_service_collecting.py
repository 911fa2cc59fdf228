"""Sending a response: once, safely, and with the draft gone in the same moment."""

import pytest

from consult.errors import AnswerError, ConsultationError, SurveyError
from consult.service import collecting, defining
from consult.service.consultation import open_consultation
from consult.store import responses


def test_a_response_sent_twice_from_one_form_is_one_with_one_receipt(consultation):
    session = collecting.open_session(consultation, "needs")
    assert session.submit({"clients": "5"}) == session.submit({"clients": "5"})
    assert responses.count(consultation.database, "needs") == 1
    assert collecting.open_session(consultation, "needs").submit({"clients": "5"})
    assert responses.count(consultation.database, "needs") == 2


def test_the_draft_is_kept_until_the_response_is_sent_and_goes_with_it(consultation, folder):
    collecting.open_session(consultation, "needs").keep({"clients": "5", "services": ["home"]})
    with open_consultation(folder) as again:
        session = collecting.open_session(again, "needs")
        assert session.draft() == {"clients": "5", "services": ["home"]}
        session.submit(session.draft())
    assert collecting.open_session(consultation, "needs").draft() == {}


def test_a_faulty_response_is_not_kept_and_its_draft_stays(consultation):
    session = collecting.open_session(consultation, "needs")
    session.keep({"clients": "daudz"})
    with pytest.raises(AnswerError) as caught:
        session.submit({"clients": "daudz"})
    assert [problem.place for problem in caught.value.problems] == ["clients"]
    assert session.draft() == {"clients": "daudz"}
    assert responses.count(consultation.database, "needs") == 0


def test_a_survey_whose_file_has_another_name_is_not_published(consultation):
    path = consultation.folder / "surveys" / "copy.yaml"
    path.write_text((consultation.folder / "surveys" / "needs.yaml").read_text("utf-8"), "utf-8")
    with pytest.raises(SurveyError, match="the file of the survey “needs” is called “copy”"):
        defining.read_file(path)


def test_a_ready_survey_never_overwrites_ones_own(consultation):
    mine = consultation.folder / "surveys" / "seminar-poll.yaml"
    mine.write_text("mine", "utf-8")
    with pytest.raises(ConsultationError, match="there is a file already"):
        defining.take_ready_survey(consultation, "seminar-poll")
    assert mine.read_text("utf-8") == "mine"
