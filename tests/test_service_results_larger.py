"""From answers in the database to results: what is excluded, what was not asked, older versions, and every type of question."""

from __future__ import annotations

import pytest

from consult.model.distributions import PairedTable
from consult.model.preferences import RankingResult
from consult.model.question_results import FiguresTable, RepeatResult
from consult.model.response import Channel, Missing, Review
from consult.model.summaries import FileCount
from consult.service import collecting, defining, reviewing
from consult.service.history import history
from consult.service.reports import reporting
from consult.service.reports.results import results
from consult.store import attachments, responses
from tests.conftest import NEEDS
from tests.whole_survey import WHOLE_ANSWER, with_changes

EVERY = with_changes(
    ("type: number, integer: yes,", "type: number, show_if: \"provides == 'yes'\", integer: yes,"),
    ('    title: {lv: "Viedokļi", en: "Opinions"}\n', ""),
)


def publish(consultation, text, name="needs"):
    path = consultation.folder / "surveys" / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def submit(consultation, raw, **more):
    return collecting.submit(consultation, defining.current(consultation, "needs"), raw, channel=Channel.TERMINAL, **more)


def questions(consultation, language="en"):
    return {q.code: q for page in results(consultation, language).surveys[0].pages for q in page.questions}


def turnout(consultation):
    return results(consultation, "en").surveys[0].turnout


@pytest.fixture
def every(consultation):
    publish(consultation, EVERY, "whole")
    with consultation.database.atomic():
        attachments.add(consultation.database, "ab" * 32, b"%PDF")
    return consultation


def answered(n, **more):
    return {**WHOLE_ANSWER, "staff": str(n), "attachment": "ab" * 32 + " Vēstule.pdf", **more}


def give(consultation, raw):
    return collecting.submit(consultation, defining.current(consultation, "whole"), raw, channel=Channel.WEB)


def of_every(consultation, language="en"):
    (survey,) = (one for one in results(consultation, language).surveys if one.id == "whole")
    return survey, {q.code: q for page in survey.pages for q in page.questions}


def test_every_type_comes_through_the_database(every):
    for n in range(3):
        give(every, answered(n))
    survey, found = of_every(every)
    assert "hello" not in found and [page.title for page in survey.pages] == ["About you", "Figures", ""]
    top, need, clients, plans = (found[code].result for code in ("top", "need", "clients", "plans"))
    assert isinstance(top, RankingResult) and [(one.code, one.points) for one in top.choices] == [
        ("day", 6),
        ("home", 3),
        ("street", 0),
    ]
    assert isinstance(need, PairedTable) and need.rows[0].lower == 3 and need.rows[1].sides[1].blank == 3
    assert isinstance(clients, FiguresTable) and clients.years
    assert [row.whole.total for row in clients.rows if row.whole] == [300, 150, 0]
    assert dict(clients.columns[1].whole.missing) == {Missing.NOT_KNOWN: 3}
    assert isinstance(plans, RepeatResult) and (plans.n, plans.instances) == (3, 6)
    assert found["attachment"].result == FileCount(3, 0)
    assert [one.total for one in found["budget"].result.choices] == [180, 120, 0]


def test_what_was_not_shown_was_not_asked(every):
    give(every, answered(1))
    give(every, answered(1, staff="refused"))
    give(every, {key: value for key, value in answered(1, provides="no", main="street").items() if key != "staff"})
    staff = of_every(every)[1]["staff"]
    assert (staff.asked, staff.responses) == (2, 3)
    assert (staff.result.n, staff.result.blank, dict(staff.result.missing)) == (1, 0, {Missing.REFUSED: 1})
    page = reporting.build(every, language="en", formats=["html"]).files[0].read_text("utf-8")
    assert "n = 1 of 2 asked; refused 1; asked: 2 of 3 responses" in page


def test_an_earlier_answer_in_a_wording_becomes_three_dots(every):
    give(every, answered(1))
    assert of_every(every)[1]["easy"].label == "How easy in …?"
    assert of_every(every, "lv")[1]["easy"].label == "Cik viegli pašvaldībā …?"


def test_a_report_of_every_type_can_be_built_twice_alike(every, tmp_path):
    for n in range(12):
        give(every, answered(n))
    for language in ("lv", "en"):
        one, two = (reporting.build(every, language=language, output=tmp_path / f"{language}{n}") for n in (1, 2))
        assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in two.files]


def test_excluded_responses_count_nowhere_but_in_the_cascade(consultation):
    for n in range(5):
        submit(consultation, {"clients": str(n), "proposal": f"Vajag {n}"})
    ids = [response.id for response in responses.responses(consultation.database, "needs")]
    whole = results(consultation, "en").fingerprint
    reviewing.review(consultation, ids[:2], Review.EXCLUDED, "twice, call 29123456")
    reviewing.review(consultation, ids[2:3], Review.EXCLUDED, "a test")
    found = turnout(consultation)
    assert (found.received, found.responses) == (5, 2)
    assert found.excluded == (("twice, call […]", 2), ("a test", 1))
    assert questions(consultation)["clients"].result.n == questions(consultation)["proposal"].result.n == 2
    assert results(consultation, "en").fingerprint != whole
    reviewing.review(consultation, ids[:3], Review.APPROVED)
    assert turnout(consultation).excluded == () and results(consultation, "en").fingerprint == whole


def test_when_all_are_excluded_there_is_nothing_to_report(consultation):
    submit(consultation, {"clients": "5"})
    ids = [response.id for response in responses.responses(consultation.database, "needs")]
    reviewing.review(consultation, ids, Review.EXCLUDED, "a test")
    assert turnout(consultation).responses == 0 and turnout(consultation).received == 1


def test_waves_and_versions_are_told_apart_and_new_questions_say_since_when(consultation):
    submit(consultation, {"clients": "1"}, wave="2025")
    publish(consultation, NEEDS + "      - {code: extra, type: text, ask: {lv: Vēl, en: More}}\n")
    for _n in range(2):
        submit(consultation, {"clients": "2", "extra": "jauns"}, wave="2026")
    found = turnout(consultation)
    assert [(bar.label, bar.count) for bar in found.waves.bars] == [("2025", 1), ("2026", 2)]
    assert [(bar.code, bar.count) for bar in found.versions.bars] == [("1", 1), ("2", 2)]
    told = questions(consultation)
    assert (told["extra"].since, told["extra"].asked, told["extra"].responses) == (2, 2, 3)
    assert (told["clients"].since, told["clients"].asked) == (0, 3)


def test_a_renamed_question_is_one_and_a_retired_one_stands_last(consultation):
    submit(consultation, {"clients": "3", "since": "2026-01-02"})
    text = NEEDS.replace("{code: clients,", "{code: visitors,")
    text = "".join(line for line in text.splitlines(keepends=True) if "code: since" not in line)
    publish(consultation, text + "migrations:\n  - rename: {clients: visitors}\n  - retire: [since]\n")
    submit(consultation, {"visitors": "4"})
    survey = results(consultation, "en").surveys[0]
    told = questions(consultation)
    assert (told["visitors"].result.total, told["visitors"].since) == (7, 0)
    assert survey.pages[-1].title == "Asked in earlier versions only"
    assert [question.code for question in survey.pages[-1].questions] == ["since"]
    assert (told["since"].asked, told["since"].responses) == (1, 2)
    assert history(consultation, "needs").latest.question("since") is None


def test_answers_alike_in_all_but_their_column_have_another_fingerprint(every):
    give(every, answered(1, **{"clients.home.y2026": "10", "clients.home.y2027": "20"}))
    one = results(every, "en").fingerprint
    ids = [response.id for response in responses.responses(every.database, "whole")]
    reviewing.review(every, ids, Review.EXCLUDED, "typed into the wrong year")
    give(every, answered(1, **{"clients.home.y2026": "20", "clients.home.y2027": "10"}))
    assert results(every, "en").fingerprint != one
