"""Receipt codes at the command line: who phones with one is found, and an anonymous survey lists none."""

import json
import re

import pytest

from consult.model.response import Channel, Review
from consult.service import collecting, defining, reviewing, revising
from consult.store import responses
from tests.conftest import NEEDS


@pytest.fixture
def answered(consultation):
    """Sends a response to a survey of the identity that is named; its id and receipt code."""

    def send(identity):
        path = consultation.folder / "surveys" / f"{identity}.yaml"
        path.write_text(NEEDS.replace("survey: needs", f"survey: {identity}\nidentity: {identity}"), "utf-8")
        survey = defining.publish(consultation, defining.read_file(path))
        receipt = collecting.submit(consultation, survey, {"clients": "5"}, channel=Channel.WEB)
        return responses.response(consultation.database, receipt).id, receipt

    return send


@pytest.mark.parametrize("identity", ["token", "named"])
def test_receipts_stand_in_the_list(answered, consult, folder, identity):
    id_, receipt = answered(identity)
    listed = consult("responses", "list", identity, at=folder)
    assert "Receipt" in listed.stdout.splitlines()[0]
    assert any(id_ in line and line.endswith(receipt) for line in listed.stdout.splitlines())
    (line,) = json.loads(consult("responses", "list", identity, "--json", at=folder).stdout)
    assert line["receipt"] == receipt


def test_an_anonymous_survey_lists_none_and_says_how_its_holder_finds_it(answered, consult, folder):
    _id, receipt = answered("anonymous")
    listed = consult("responses", "list", "anonymous", at=folder)
    assert receipt not in listed.stdout and "“consult responses show CODE”" in listed.stderr
    (line,) = json.loads(consult("responses", "list", "anonymous", "--json", at=folder).stdout)
    assert line["receipt"] == ""


def test_an_anonymous_survey_tells_the_day_alone(answered, consult, folder, consultation):
    id_, _receipt = answered("anonymous")
    reviewing.review(consultation, [id_], Review.HAS_ISSUES, "why")
    session = revising.open_revision(consultation, id_)
    session.correct({**session.raw, "clients": "6"}, "why")
    for command in (["list", "anonymous"], ["show", id_]):
        for more in ([], ["--json"]):
            told = consult("responses", *command, *more, at=folder).stdout
            assert re.search(r"\d{4}-\d\d-\d\d", told) and not re.search(r"\d\d:\d\d", told), told
    assert "session" not in consult("responses", "show", id_, "--json", at=folder).stdout


@pytest.mark.parametrize("identity", ["token", "anonymous"])
@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_a_receipt_opens_its_response_however_it_is_typed(answered, consult, folder, identity, typed):
    id_, receipt = answered(identity)
    told = consult("responses", "show", typed(receipt), at=folder)
    assert told.exit_code == 0 and told.stdout.startswith(id_)


def test_responses_from_a_table_have_no_receipt(consultation, consult, folder, table):
    consult("responses", "import", table("ID;Klienti\na1;5\n"), at=folder)
    assert "Receipt" not in consult("responses", "list", at=folder).stdout


def test_an_unknown_code_is_told(consult, folder):
    told = consult("responses", "show", "ABCD-EFGH", at=folder)
    assert told.exit_code == 1 and "there is no response “ABCD-EFGH”" in told.output
