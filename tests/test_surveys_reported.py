"""The ready surveys in one consultation: published, answered, counted, and in one report."""

from __future__ import annotations

import pytest
from ready_answers import ATTACHED, SURVEYS, told, typed_by

from consult.model.checking import Checker
from consult.model.consultation import Settings
from consult.model.response import Channel
from consult.service import attaching, collecting, defining
from consult.service import consultation as consultations
from consult.service.consultation import today
from consult.service.reports import reporting
from consult.service.reports.results import results
from consult.store import responses

PEOPLE = range(5)


@pytest.fixture(scope="module")
def attached(tmp_path_factory):
    """A file that people attach."""
    file = tmp_path_factory.mktemp("files") / "shēma.pdf"
    file.write_bytes(b"%PDF-1.7")
    return file


@pytest.fixture(scope="module")
def talks(tmp_path_factory, attached):
    """A consultation in which every ready survey was published, and what people typed there."""
    made = consultations.create(tmp_path_factory.mktemp("all") / "talks", Settings(title={"lv": "Programma", "en": "Programme"}))
    given = attaching.attach(made, attached)
    typed = {}
    for name in SURVEYS:
        published = defining.publish(made, defining.read_file(defining.take_ready_survey(made, name)))
        for n in PEOPLE:
            one = {field: given if value == ATTACHED else value for field, value in typed_by(name, n).items()}
            collecting.submit(made, published, one, channel=Channel.TERMINAL)
            typed.setdefault(name, []).append(one)
    yield made, typed
    made.close()


def test_everything_that_was_typed_is_kept(talks):
    made, typed = talks
    for name, survey in SURVEYS.items():
        checker = Checker(survey, today=today())
        kept = [told(response.answers) for response in responses.responses(made.database, name)]
        expected = [told(checker.check(one).answers) for one in typed[name]]
        assert all(kept) and len(kept) == len(expected)
        assert all(answers in expected for answers in kept) and all(answers in kept for answers in expected)


def test_the_surveys_are_counted(talks):
    counted = {survey.id: survey for survey in results(talks[0], "en").surveys}
    assert set(counted) == set(SURVEYS)
    assert {survey.turnout.responses for survey in counted.values()} == {len(PEOPLE)}


def test_one_report_has_all_of_them_and_nobodys_address(talks, tmp_path):
    built = reporting.build(talks[0], language="lv", output=tmp_path / "all", formats=("html",))
    page = built.files[0].read_text("utf-8")
    assert [survey.id for survey in SURVEYS.values() if survey.title["lv"] not in page] == []
    assert "anna.piemere@example.org" not in page and "shēma.pdf" not in page
