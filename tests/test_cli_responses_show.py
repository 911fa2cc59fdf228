"""A response as the command line tells it: every answer with what it was asked for, and what became of the response."""

import json

import pytest

from consult.i18n import using
from consult.model.response import Answer, Channel, Missing, Review
from consult.service import collecting, defining, reviewing
from consult.service.consultation import now_utc
from consult.store import responses
from tests.whole_survey import WHOLE, WHOLE_ANSWER


@pytest.fixture
def answered(consultation):
    """A response to every type of question but a file; its id."""
    (consultation.folder / "surveys" / "whole.yaml").write_text(WHOLE, "utf-8")
    survey = defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "whole.yaml"))
    collecting.submit(consultation, survey, WHOLE_ANSWER, channel=Channel.WEB, wave="2026")
    return next(collecting.listing(consultation, "whole")).id


@pytest.fixture
def shown(answered, consult, folder):
    """What is told of it, by the wording of the question."""
    told = consult("responses", "show", answered, at=folder)
    assert told.exit_code == 0, told.output
    head, *parts = told.stdout.split("\n\n")
    found = {part.splitlines()[0]: [line.strip() for line in part.splitlines()[1:]] for part in parts}
    return found | {"": head.splitlines()}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Municipality", ["Rīga"]),
        ("Which?", ["Home care", "Day centre"]),
        ("How many staff?", ["12\N{NO-BREAK SPACE}people"]),
        ("How easy in …?", ["4"]),
        ("The two most important", ["1. Day centre", "2. Home care"]),
        ("Divide 100%", ["Home care: 60\N{NO-BREAK SPACE}%", "Day centre: 40\N{NO-BREAK SPACE}%", "Street work: (left blank)"]),
        ("All clients 2026", ["120"]),
        (
            "Clients",
            ["Home care – 2026: 100", "Home care – 2027: (not known)", "Home care – Queue: Yes", "Day centre – 2026: 20",
             "Day centre – 2027: 30", "Day centre – Queue: (left blank)"],
        ),
        (
            "How great a need?",
            ["Home care – In the municipality: Great", "Home care – In the region: Some",
             "Day centre – In the municipality: No opinion", "Day centre – In the region: (left blank)",
             "Street work – In the municipality: None", "Street work – In the region: None"],
        ),
        ("Do you agree?", ["Nearer: Yes", "Cheaper: No"]),
        (
            "Your proposals",
            ["1. About what? Home care", "1. Proposal: Vairāk aprūpētāju", "1. Cost: 1,000.5",
             "1. Where? In the municipality, In the region", "2. About what? (left blank)", "2. Proposal: =2+2",
             "2. Cost: (left blank)", "2. Where? (left blank)"],
        ),
    ],
)  # fmt: skip
def test_every_answer_stands_with_what_was_asked(shown, asked, told):
    assert shown[asked] == told


def test_the_wave_and_the_state_stand_at_the_head(shown):
    assert shown[""][1:] == ["Wave: 2026", "State: received"]


def test_who_looked_and_who_corrected_is_told_with_the_reason(answered, consultation, consult, folder):
    with consultation.database.atomic():
        given = [Answer("remarks", text="Otrā\nrinda\x1b[2J"), Answer("attachment", code="ab" * 32, text="vēstule.pdf")]
        responses.add_revision(consultation.database, answered, given, now_utc(), "clerk", "a typo\nin it")
    reviewing.review(consultation, [answered], Review.EXCLUDED, "sent twice")
    told = consult("responses", "show", answered, at=folder).stdout
    assert "State: excluded\n" in told and "excluded: sent twice\n" in told
    assert "  clerk  correction 1: a typo in it\n" in told
    assert "  Otrā\n    rinda" in told and "\x1b" not in told and "\n  vēstule.pdf" in told


def test_rows_and_choices_that_nobody_knows_are_told_by_their_codes(answered, consultation, consult, folder):
    with consultation.database.atomic():
        given = [Answer("need", row="gone", column="here", code="9"), Answer("top", missing=Missing.NOT_REACHED)]
        responses.add_revision(consultation.database, answered, given, now_utc(), "clerk", "")
    told = consult("responses", "show", answered, at=folder).stdout
    assert "  gone – In the municipality: 9\n" in told and "  (not reached)\n" in told


def test_programs_get_the_whole_response(answered, consult, folder):
    found = json.loads(consult("responses", "show", answered, "--json", at=folder).stdout)
    assert (found["wave"], found["review"], found["revision"]) == ("2026", "received", 0)
    assert {answer["question"] for answer in found["answers"]} >= {"top", "plans", "clients", "all_clients"}


def test_in_latvian_reasons_and_states_are_latvian(answered, consult, folder):
    with using("lv"):
        told = consult("responses", "show", answered, at=folder).stdout
    assert "Aprūpe mājās – 2027: (nav zināms)" in told and "3. " not in told
