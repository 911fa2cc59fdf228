"""Sending a response: once, safely, and with the draft gone in the same moment."""

import json
from functools import partial

import pytest

from consult.errors import AnswerError, ConsultationError, NotFoundError, SurveyError
from consult.model.response import Channel, Review
from consult.service import collecting, defining, reviewing, sessions
from consult.service.consultation import open_consultation
from consult.service.exchange import exchanging
from consult.service.register import registering
from consult.store import responses
from tests.conftest import NEEDS


def test_a_response_sent_twice_from_one_form_is_one_with_one_receipt(consultation):
    session = sessions.open_session(consultation, "needs")
    assert session.submit({"clients": "5"}) == session.submit({"clients": "5"})
    assert responses.count(consultation.database, "needs") == 1
    assert sessions.open_session(consultation, "needs").submit({"clients": "5"})
    assert responses.count(consultation.database, "needs") == 2


def test_the_draft_is_kept_until_the_response_is_sent_and_goes_with_it(consultation, folder):
    sessions.open_session(consultation, "needs").keep({"clients": "5", "services": ["home"]})
    with open_consultation(folder) as again:
        session = sessions.open_session(again, "needs")
        assert session.draft() == {"clients": "5", "services": ["home"]}
        session.submit(session.draft())
    assert sessions.open_session(consultation, "needs").draft() == {}


def test_a_faulty_response_is_not_kept_and_its_draft_stays(consultation):
    session = sessions.open_session(consultation, "needs")
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


@pytest.fixture
def call(consultation, table):
    """A published data call that names respondents, and two of them in the register."""
    registering.import_people(consultation, table("code,organisation\nx,Rīgas dome\ny,Cēsu novads\n", "people.csv"))
    return publish(consultation, "call", NEEDS.replace("survey: needs", "survey: call\nidentity: named"))


def publish(consultation, name, text):
    path = consultation.folder / "surveys" / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def test_drafts_of_two_respondents_and_of_two_waves_are_never_mixed(consultation, call):
    opened = partial(sessions.open_session, consultation, "call")
    opened(respondent="x", wave="2026").keep({"clients": "5"})
    assert opened(respondent="y", wave="2026").draft() == {}
    assert opened(respondent="x", wave="2027").draft() == {}
    assert opened(wave="2026").draft() == {} == opened().draft()
    assert opened(respondent="x", wave="2026").draft() == {"clients": "5"}
    opened(wave="2026").keep({"clients": "6"})
    assert opened().draft() == {} and opened(wave="2027").draft() == {}


def test_what_is_filled_in_beforehand_is_no_draft_until_something_is_typed(consultation, call):
    opened = partial(sessions.open_session, consultation, "call", prefill=True)
    opened(respondent="x", wave="2026").submit({"clients": "100"})
    session = opened(respondent="x", wave="2027")
    assert session.draft() == {"clients": "100"}
    assert opened(respondent="y", wave="2027").draft() == {}
    assert consultation.database.one("SELECT count(*) FROM draft") == (0,)
    session.keep({"clients": "110"})
    assert opened(respondent="x", wave="2027").draft() == {"clients": "110"}
    session.discard()
    assert session.draft() == {}


def test_who_answered_already_is_told_before_the_form_is_filled(consultation, call):
    receipt = sessions.open_session(consultation, "call", respondent="x", wave="2026").submit({"clients": "5"})
    id_ = responses.response(consultation.database, receipt).id
    with pytest.raises(AnswerError, match="“x” has answered in the wave “2026” already: see it with .* show " + id_):
        sessions.open_session(consultation, "call", respondent="x", wave="2026")
    reviewing.review(consultation, [id_], Review.EXCLUDED, "a trial")
    with pytest.raises(AnswerError, match="and the response is excluded: take it back with"):
        sessions.open_session(consultation, "call", respondent="x", wave="2026")
    assert sessions.open_session(consultation, "call", respondent="x", wave="2027")
    with pytest.raises(AnswerError, match="“x” has answered in the wave “2026” already"):
        collecting.submit(consultation, call, {}, channel=Channel.PAPER, respondent="x", wave="2026")


def test_a_draft_moves_with_the_questions_and_choices_that_were_renamed(consultation):
    text = NEEDS.replace("survey: needs", "survey: moving")
    publish(consultation, "moving", text)
    session = sessions.open_session(consultation, "moving")
    typed = {"area": "0010000", "services": ["home", "other"], "services.other": "Pirts", "need.here": "2", "clients": "x5"}
    session.keep(typed | {"proposal": "Vairāk", "since": ""})
    migrations = (
        "migrations:\n  - rename: {clients: visitors}\n  - rename: {need: want}\n  - retire: [proposal]\n"
        "  - recode: {services: {home: care}}\n"
    )
    changed = text.replace("code: clients,", "code: visitors,").replace("code: need", "code: want")
    changed = changed.replace("{code: home,", "{code: care,")
    changed = "".join(line for line in changed.splitlines(keepends=True) if "code: proposal" not in line)
    publish(consultation, "moving", changed + migrations)
    session = sessions.open_session(consultation, "moving")
    assert session.draft() == {
        "area": "0010000", "services": ["care", "other"], "services.other": "Pirts", "want.here": "2", "visitors": "x5",
        "since": "",
    }  # fmt: skip
    assert session.dropped == {"proposal": "Vairāk"}
    session.keep(session.draft() | {"visitors": "5"})
    again = sessions.open_session(consultation, "moving")
    assert again.draft()["visitors"] == "5" and again.dropped == {"proposal": "Vairāk"}
    again.submit(again.draft())
    assert sessions.open_session(consultation, "moving").dropped == {}


def test_answers_that_would_belong_to_nothing_are_refused_in_words(consultation, call):
    with pytest.raises(NotFoundError, match="the register has no code “z”: see “consult people list”"):
        collecting.submit(consultation, call, {"clients": "5"}, channel=Channel.PAPER, respondent="z")
    draft = defining.read_file(consultation.folder / "surveys" / "call.yaml")
    with pytest.raises(NotFoundError, match="this version of the survey “call” is not published: publish it with"):
        collecting.submit(consultation, draft, {"clients": "5"}, channel=Channel.PAPER)


def test_a_response_of_a_table_has_no_receipt(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti\na1;5\n"), "needs")
    assert responses.receipt_of(consultation.database, "needs", "id:a1") == ""


def test_excluded_responses_are_told_apart_wherever_responses_are_counted(consultation, consult):
    survey = defining.current(consultation, "needs")
    receipts = [collecting.submit(consultation, survey, {}, channel=Channel.PAPER, wave="1") for _n in range(3)]
    reviewing.review(consultation, receipts[:2], Review.EXCLUDED, "a trial")
    at = consultation.folder
    for command in (("status",), ("survey", "list"), ("responses", "waves")):
        shown = consult(*command, at=at)
        assert "1 (+2 excluded)" in shown.stdout, command
        told = json.loads(consult(*command, "--json", at=at).stdout)
        (line,) = told["surveys"] if isinstance(told, dict) else told
        assert (line["responses"], line["excluded"]) == (1, 2)


def test_a_form_that_changes_its_answers_in_place_is_checked_anew(consultation):
    session = sessions.open_session(consultation, "needs")
    raw = {"services": ["home"], "clients": "5"}
    assert not session.problems(raw) and not session.warnings(raw)
    raw["clients"] = "five"
    assert [problem.place for problem in session.problems(raw)] == ["clients"]
    raw["clients"] = "5"
    assert not session.problems(raw)
    raw["services"] *= 2
    raw["nothing"] = "x"
    assert [problem.place for problem in session.problems(raw)] == ["nothing"]
