"""Waves: their order, what the same respondent changed, and what the next form is filled with and asks about."""

import json
from datetime import datetime

import pytest

from consult import i18n
from consult.errors import NotFoundError
from consult.model.checking import Checker
from consult.model.prefilling import raw_of
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer, Channel, Response, Review
from consult.model.survey import Identity, Page, Survey
from consult.service import collecting, defining, sessions, wave_changes, waves
from consult.service.consultation import new_id, now_utc
from consult.service.register import inviting, redeeming, registering
from consult.store import responses

CALL = """\
consult: 1
survey: call
identity: {identity}
change: 0.25
languages: [en]
title: Call
pages:
  - page: all
    questions:
      - code: municipality
        type: single
        role: area
        ask: Municipality
        choices: [{{code: riga, en: Rīga}}, {{code: cesis, en: Cēsis}}, {{code: jurmala, en: Jūrmala}}]
      - {{code: clients, type: number, integer: yes, ask: Clients}}
      - {{code: cost, type: number, ask: Cost}}
      - code: need
        type: matrix
        ask: Need
        rows: [{{code: here, en: Here}}, {{code: region, en: In the region}}]
        choices: [{{code: "1", en: None}}, {{code: "2", en: Great}}]
      - code: services
        type: multi
        other: yes
        ask: Services
        choices: [{{code: home, en: Home care}}, {{code: day, en: Day centre}}]
      - {{code: remark, type: text, ask: Remark}}
"""


def publish(consultation, identity="named"):
    path = consultation.folder / "surveys" / "call.yaml"
    path.write_text(CALL.format(identity=identity), "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def add(consultation, survey, wave, raw, respondent="", moment=None):
    """One response of a wave; returns its id."""
    answers = Checker(survey, insist=False).check(raw).answers
    response = Response(new_id(), survey.id, survey.version, Channel.IMPORT, moment, answers, wave=wave, respondent=respondent)
    with consultation.database.atomic():
        responses.add(consultation.database, [response], now_utc())
    return response.id


@pytest.fixture
def survey(consultation, table):
    """A data call with a register."""
    register = "code,organisation\nd_riga,Rīgas dome\nd_cesis,Cēsu novads\nd_jurmala,Jūrmalas dome\n"
    registering.import_people(consultation, table(register))
    return publish(consultation)


def test_waves_stand_in_the_order_of_their_first_submission(consultation, survey):
    for wave, year in (("autumn", 2025), ("spring", 2026), ("autumn", 2027)):
        add(consultation, survey, wave, {"clients": "1"}, moment=datetime(year, 1, 1))
    inviting.invite(consultation, "call", wave="2030")
    found = waves.listing(consultation, "call")
    assert [(wave.name, wave.responses) for wave in found] == [("autumn", 2), ("spring", 1), ("2030", 0)]


def test_waves_without_moments_stand_in_the_order_of_their_names(consultation, survey):
    for wave in ("10. posms", "2. posms", "1. posms"):
        add(consultation, survey, wave, {"clients": "1"}, moment=datetime(2026, 1, 1) if wave[0] == "2" else None)
    assert [wave.name for wave in waves.listing(consultation, "call")] == ["1. posms", "2. posms", "10. posms"]


def test_the_wave_before_is_the_year_before_though_it_was_answered_later(consultation, survey):
    for at, wave in enumerate(("2026", "2028", "2027"), 1):
        add(consultation, survey, wave, {"clients": wave}, "d_riga", datetime(2029, at, 1))
    inviting.invite(consultation, "call", wave="2025")
    assert [wave.name for wave in waves.listing(consultation, "call")] == ["2025", "2026", "2027", "2028"]
    before = {wave: waves.previous(consultation, survey, "d_riga", wave).wave for wave in ("2027", "2028", "2030")}
    assert before == {"2027": "2026", "2028": "2027", "2030": "2028"}
    add(consultation, survey, "2024", {"clients": "1"}, "d_cesis", datetime(2029, 5, 1))
    assert not waves.previous(consultation, survey, "d_cesis", "2023"), "not yet among the waves, and before them all"


@pytest.mark.parametrize(
    "names",
    [
        ("2", "10"), ("2026", "2026-05", "2026-11", "2027"), ("31.12.2025", "1.2.2026."), ("2026/9", "2026/10"),
        ("2026-05-09", "2026-05-10"),
    ],
)  # fmt: skip
def test_numbers_years_and_dates_have_an_order_of_their_own(consultation, survey, names):
    for at, wave in enumerate(reversed(names), 1):
        add(consultation, survey, wave, {"clients": "1"}, moment=datetime(2029, at, 1))
    assert tuple(wave.name for wave in waves.listing(consultation, "call")) == names


@pytest.mark.parametrize("names", [("2027", "spring", "2026"), ("2026-13", "2026-02"), ("12", "2026-05", "3"), ("2026", "", "1")])
def test_other_names_stand_in_the_order_of_submission(consultation, survey, names):
    for at, wave in enumerate(names, 1):
        add(consultation, survey, wave, {"clients": "1"}, moment=datetime(2029, at, 1))
    assert tuple(wave.name for wave in waves.listing(consultation, "call")) == names


def test_what_the_same_respondent_changed_is_told_in_words(consultation, survey):
    before = {"clients": "100", "cost": "10.5", "need.here": "1", "services": ["home"], "services.other": "Pirts", "remark": ""}
    after = {"clients": "180", "cost": "10.6", "need.here": "2", "services": ["home", "day"], "remark": "=1+1"}
    add(consultation, survey, "2025", before, "d_riga")
    add(consultation, survey, "2026", after, "d_riga")
    found = wave_changes.changes(consultation, "call", "2025", "2026")
    assert [(line.label, line.old_label, line.new_label, line.over) for line in found.lines] == [
        ("Clients", "100", "180", True),
        ("Cost", "10.5", "10.6", False),
        ("Need · Here", "None", "Great", False),
        ("Services", "Home care, Pirts", "Home care, Day centre", False),
        ("Remark", "(left blank)", "=1+1", False),
    ]
    first = found.lines[0]
    assert (first.respondent, first.name, first.field, first.difference, first.share) == (
        "d_riga",
        "Rīgas dome",
        "clients",
        80,
        0.8,
    )
    assert wave_changes.changes(consultation, "call", "2025", "2026", threshold=0.005).lines[1].over


def test_who_is_new_and_who_is_gone_is_listed(consultation, survey):
    add(consultation, survey, "1", {"clients": "1"}, "d_riga")
    add(consultation, survey, "1", {"clients": "1"}, "d_cesis")
    add(consultation, survey, "2", {"clients": "1"}, "d_riga")
    add(consultation, survey, "2", {"clients": "1"}, "d_jurmala")
    add(consultation, survey, "2", {"clients": "1"})
    found = wave_changes.changes(consultation, "call", "1", "2")
    assert (found.new, found.gone, found.compared, found.unknown) == (("Jūrmalas dome",), ("Cēsu novads",), 1, 1)


def test_without_register_codes_the_area_tells_who_is_the_same(consultation):
    survey = publish(consultation, "anonymous")
    for wave, area, clients in (
        ("1", "riga", "10"), ("2", "riga", "20"), ("1", "cesis", "5"), ("2", "jurmala", "7"),
    ):  # fmt: skip
        add(consultation, survey, wave, {"municipality": area, "clients": clients})
    found = wave_changes.changes(consultation, "call", "1", "2")
    assert [(line.respondent, line.name, line.field) for line in found.lines] == [("riga", "Rīga", "clients")]
    assert (found.new, found.gone) == (("Jūrmala",), ("Cēsis",))
    add(consultation, survey, "2", {"municipality": "riga", "clients": "30"})
    unclear = wave_changes.changes(consultation, "call", "1", "2")
    assert unclear.unclear == ("Rīga",) and not unclear.lines and "Rīga" not in unclear.new


def test_a_wave_imported_without_codes_meets_one_with_codes_by_its_area(consultation, survey):
    add(consultation, survey, "1", {"municipality": "riga", "clients": "10"})
    add(consultation, survey, "2", {"municipality": "riga", "clients": "20"}, "d_riga")
    found = wave_changes.changes(consultation, "call", "1", "2")
    assert [line.respondent for line in found.lines] == ["riga"] and not found.new and not found.gone


def test_two_people_of_one_area_are_not_one_respondent(consultation, survey):
    add(consultation, survey, "1", {"municipality": "riga", "clients": "10"}, "d_riga")
    add(consultation, survey, "2", {"municipality": "riga", "clients": "20"}, "d_cesis")
    found = wave_changes.changes(consultation, "call", "1", "2")
    assert (found.compared, found.new, found.gone) == (0, ("Cēsu novads",), ("Rīgas dome",))


def test_organisations_are_named_only_where_the_survey_may(consultation, table):
    registering.import_people(consultation, table("code,organisation\nd_riga,Rīgas dome\n"))
    survey = publish(consultation, "token")
    for wave, clients in (("1", "1"), ("2", "9")):
        add(consultation, survey, wave, {"clients": clients}, "d_riga")
    assert [line.name for line in wave_changes.changes(consultation, "call", "1", "2").lines] == ["d_riga"]


def test_responses_that_were_excluded_do_not_count(consultation, survey):
    add(consultation, survey, "1", {"clients": "1"}, "d_riga")
    id_ = add(consultation, survey, "2", {"clients": "9"}, "d_riga")
    (nr,) = consultation.database.one("SELECT nr FROM response WHERE id = ?", (id_,))
    consultation.database.write(
        "INSERT INTO review (response, at, actor, state, reason) VALUES (?, '', '', ?, '')", (nr, Review.EXCLUDED.value)
    )
    assert wave_changes.changes(consultation, "call", "1", "2").compared == 0


def test_a_wave_that_is_not_there_is_told(consultation, survey):
    add(consultation, survey, "1", {"clients": "1"})
    with pytest.raises(NotFoundError, match="no wave “9”: use one of 1"):
        wave_changes.changes(consultation, "call", "1", "9")


FULL = {
    "municipality": "riga", "clients": "1200", "cost": "0.1", "need.here": "2", "need.region": "1", "services": ["home", "day"],
    "services.other": "Pirts", "remark": "It's <b>fine</b>",
}  # fmt: skip


def test_the_form_of_the_next_wave_is_filled_with_the_answers_of_the_last(consultation, survey):
    add(consultation, survey, "2024", {"clients": "1"}, "d_riga", datetime(2024, 5, 1))
    add(consultation, survey, "2025", FULL, "d_riga", datetime(2025, 5, 1))
    assert waves.previous(consultation, survey, "d_riga", "2026").raw == FULL
    assert waves.previous(consultation, survey, "d_riga", "2025").raw == {"clients": "1"}
    assert not waves.previous(consultation, survey, "d_riga", "2024")
    assert not waves.previous(consultation, survey, "d_cesis", "2026")


def test_the_answers_of_the_last_wave_are_told_field_by_field_in_the_language_of_the_reader(consultation, survey):
    add(consultation, survey, "2024", {"clients": "1"}, "d_riga", datetime(2024, 5, 1))
    add(consultation, survey, "2025", FULL | {"cost": "12345.5", "need.region": ""}, "d_riga", datetime(2025, 5, 1))
    add(consultation, survey, "2026", {"clients": "7"}, "d_cesis", datetime(2026, 5, 1))
    session = sessions.open_session(consultation, "call", respondent="d_riga", wave="2027")
    assert session.draft() == {} and not session.prefilled
    assert session.previous and session.previous.wave == "2025"
    told = {name: session.previous.words(name) for name in ("municipality", "clients", "need.here", "services", "remark")}
    assert told == {
        "municipality": "Rīga", "clients": "1,200", "need.here": "Great", "services": "Home care, Day centre, Pirts",
        "remark": "It's <b>fine</b>",
    }  # fmt: skip
    assert session.previous.words("services.other") == told["services"]
    assert session.previous.words("need.region") == session.previous.words("nothing") == ""
    with i18n.using("lv"):
        assert session.previous.words("cost") == "12\u00a0345,5"
    assert not sessions.open_session(consultation, "call", respondent="d_cesis", wave="2027").previous.words("cost")


def test_what_is_offered_no_more_is_still_told_and_not_taken_over(consultation, survey):
    add(consultation, survey, "2025", {"services": ["home", "day"], "clients": "3"}, "d_riga")
    path = consultation.folder / "surveys" / "call.yaml"
    path.write_text(path.read_text("utf-8").replace("en: Home care}", "en: Home care, closed: yes}"), "utf-8")
    defining.publish(consultation, defining.read_file(path))
    before = sessions.open_session(consultation, "call", respondent="d_riga", wave="2026").previous
    assert before.words("services") == "Home care, Day centre"
    assert before.raw == {"services": ["day"], "clients": "3"}


def test_a_session_says_whether_its_draft_is_that_of_the_last_wave(consultation, survey):
    add(consultation, survey, "2025", {"clients": "100"}, "d_riga")
    session = sessions.open_session(consultation, "call", respondent="d_riga", wave="2026", prefill=True)
    assert (session.draft(), session.prefilled) == ({"clients": "100"}, True)
    session.keep({"clients": "110"})
    assert (session.draft(), session.prefilled) == ({"clients": "110"}, False)
    session.discard()
    assert (session.draft(), session.prefilled) == ({}, False)
    assert session.warnings({"clients": "200"})


def test_corrected_answers_are_those_of_the_last_correction(consultation, survey):
    id_ = add(consultation, survey, "2025", {"clients": "1"}, "d_riga")
    answers = Checker(survey, insist=False).check({"clients": "2"}).answers
    with consultation.database.atomic():
        responses.add_revision(consultation.database, id_, answers, now_utc(), "me", "typing error")
    assert waves.previous(consultation, survey, "d_riga", "2026").raw == {"clients": "2"}


def test_filling_in_and_checking_gives_the_same_answers_again(survey):
    checker = Checker(survey, insist=False)
    answers = checker.check(FULL).answers
    assert set(checker.check(raw_of(survey, answers)).answers) == set(answers)


@pytest.mark.parametrize("text", ["0", "-3", "0.1", "123456789.25", "1000000"])
def test_figures_are_written_as_people_type_them(survey, text):
    answers = Checker(survey, insist=False).check({"cost": text}).answers
    assert raw_of(survey, answers) == {"cost": text}


def test_answers_to_an_earlier_version_are_read_as_the_newest_means_them(consultation, survey):
    add(consultation, survey, "2025", {"clients": "100", "need.here": "1"}, "d_riga")
    path = consultation.folder / "surveys" / "call.yaml"
    text = path.read_text("utf-8").replace("code: clients", "code: customers").replace("Need", "Needs")
    path.write_text(text + "migrations:\n  - rename: {clients: customers}\n  - reworded: [need]\n", "utf-8")
    renamed = defining.publish(consultation, defining.read_file(path))
    assert renamed.version == 2
    add(consultation, renamed, "2026", {"customers": "200", "need.here": "1"}, "d_riga")
    assert waves.previous(consultation, renamed, "d_riga", "2026").raw == {"customers": "100", "need.here": "1"}
    (line,) = wave_changes.changes(consultation, "call", "2025", "2026").lines
    assert (line.field, line.old, line.new, line.over) == ("customers", 100, 200, True)


def test_an_anonymous_survey_fills_nothing_in(consultation, table):
    registering.import_people(consultation, table("code,organisation\nd_riga,Rīgas dome\n"))
    survey = publish(consultation, "anonymous")
    assert survey.identity is Identity.ANONYMOUS
    add(consultation, survey, "2025", {"clients": "1"}, "d_riga")
    assert not waves.previous(consultation, survey, "d_riga", "2026")


def test_the_form_asks_once_about_figures_that_moved_much(consultation, survey):
    now = Checker(survey, insist=False).check({"clients": "180", "cost": "11", "remark": "x"}).answers
    before = Checker(survey, insist=False).check({"clients": "100", "cost": "10", "remark": "y"}).answers
    asked = waves.questions_about(survey, before, now)
    assert [(problem.place, problem.fault, problem.way_out) for problem in asked] == [
        ("clients", "the figure changed from 100 to 180 (+80%)", "is that right?")
    ]
    from_nothing = waves.questions_about(survey, Checker(survey, insist=False).check({"clients": "0"}).answers, now)
    assert [problem.fault for problem in from_nothing] == ["the figure changed from 0 to 180"]


def test_an_invitation_opens_a_form_with_the_answers_of_the_wave_before(consultation, survey):
    add(consultation, survey, "2025", {"clients": "100"}, "d_riga")
    done = inviting.invite(consultation, "call", wave="2026", output=consultation.folder / "letters.csv")
    token = next(line.split(",")[4] for line in done.files[0].read_text("utf-8").splitlines() if line.startswith("d_riga"))
    session = redeeming.open_session_by_token(consultation, "call", token)
    assert (session.previous.wave, session.previous.raw) == ("2025", {"clients": "100"})
    session.submit({"clients": "120"})
    assert [wave.name for wave in waves.listing(consultation, "call")] == ["2025", "2026"]


def test_the_command_line_lists_waves_and_changes(consultation, survey, consult):
    add(consultation, survey, "1", {"clients": "100"}, "d_riga", datetime(2025, 1, 2))
    add(consultation, survey, "2", {"clients": "50"}, "d_riga", datetime(2026, 1, 2))
    collecting.submit(consultation, survey, {"clients": "1"}, channel=Channel.PAPER)
    at = consultation.folder
    listed = json.loads(consult("responses", "waves", "call", "--json", at=at).stdout)
    assert [(wave["name"], wave["responses"]) for wave in listed] == [("1", 1), ("2", 1), ("", 1)]
    assert len(json.loads(consult("responses", "list", "call", "--wave", "2", "--json", at=at).stdout)) == 1
    assert consult("responses", "list", "call", "--wave", "3", at=at).exit_code == 1
    shown = consult("responses", "changes", "call", "--from", "1", "--to", "2", at=at)
    assert "−50" in shown.stdout and "▲" in shown.stdout and "Rīgas dome" in shown.stdout
    assert "1 respondent compared, 1 answer changed, 1 figure moved by 25% or more (▲)." in shown.stderr
    as_json = json.loads(consult("responses", "changes", "call", "--from", "1", "--to", "2", "--json", at=at).stdout)
    assert as_json["lines"][0]["share"] == -0.5


def preferring(kind, **more):
    """A question of `kind` about three services, of which the fax is no longer on offer."""
    services = tuple(Choice(code, {"lv": code}, closed=code == "fax") for code in ("home", "day", "fax"))
    question = Question("prefers", kind, {"lv": "Kas?"}, choices=services, **more)
    return Survey("likes", ("lv",), {"lv": "Aptauja"}, (Page("one", {}, (question,)),))


def given_points(**points):
    return [Answer("prefers", choice, number=number) for choice, number in points.items()]


def test_a_ranking_begins_without_what_is_no_longer_on_offer():
    survey = preferring(QuestionType.RANKING)
    assert raw_of(survey, given_points(fax=1, day=2, home=3)) == {"prefers": ["day", "home"]}
    assert raw_of(survey, given_points(fax=1)) == {}


def test_points_begin_anew_where_a_choice_that_had_some_is_gone():
    survey = preferring(QuestionType.ALLOCATION, total=100)
    assert raw_of(survey, given_points(home=60, fax=40)) == {}
    assert raw_of(survey, given_points(home=60, gone=40)) == {}
    assert raw_of(survey, given_points(home=60, day=40, fax=0)) == {"prefers.home": "60", "prefers.day": "40"}
