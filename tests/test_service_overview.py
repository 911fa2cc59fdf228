"""The consultation at a glance: the figures are those of the responses, the events are told in words."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta

from conftest import NEEDS

from consult import i18n
from consult.cli.speech import tell_json
from consult.model.consultation import Settings
from consult.model.response import Channel, Review
from consult.service import collecting, defining, ready_surveys, reviewing, theming
from consult.service.consultation import create, log, today
from consult.service.events import events, when
from consult.service.overview import overview
from consult.service.register import inviting, registering
from consult.service.register.reminding import outstanding
from consult.store import audit

REGISTER = """\
code,organisation,group,area,email
riga,Rīgas dome,pašvaldība,Rīga,anna@riga.example
jurmala,Jūrmalas dome,pašvaldība,Jūrmala,
nvo,Biedrība,NVO,Rīga,
"""


def send(consultation, channel=Channel.TERMINAL, n=1, **raw):
    survey = defining.current(consultation, "needs")
    return [collecting.submit(consultation, survey, raw, channel=channel) for _i in range(n)]


def standing(consultation, name="needs"):
    return next(one for one in overview(consultation).surveys if one.id == name)


def invite(consultation, table):
    registering.import_people(consultation, table(REGISTER, "people.csv"))
    inviting.invite(consultation, "needs")


def test_channels_add_up_to_the_responses_and_excluded_ones_are_apart(consultation):
    send(consultation, Channel.PAPER, 3)
    receipts = send(consultation, Channel.TERMINAL, 4)
    reviewing.review(consultation, receipts[:1], Review.EXCLUDED, "a trial")
    found = standing(consultation)
    assert {part.code: part.responses for part in found.channels} == {"terminal": 3, "paper": 3}
    assert found.responses == sum(part.responses for part in found.channels) == 6
    assert found.excluded == 1 and found.today == 6


def test_areas_are_counted_by_what_responses_say_and_silent_ones_are_there(consultation):
    send(consultation, n=2, area="0010000")
    (areas,) = standing(consultation).breakdowns
    assert areas.role == "area" and areas.label == "Municipality"
    assert [(part.label, part.responses, part.invited) for part in areas.parts] == [("Rīga", 2, None), ("Jūrmala", 0, None)]


def test_a_recoded_choice_is_counted_under_its_new_code(consultation):
    send(consultation, area="0010000")
    path = defining.path_of(consultation, "needs")
    path.write_text(NEEDS.replace('"0010000"', '"riga"') + 'migrations:\n  - recode: {area: {"0010000": riga}}\n', "utf-8")
    defining.publish(consultation, defining.read_file(path))
    send(consultation, area="riga")
    (areas,) = standing(consultation).breakdowns
    assert [(part.code, part.responses) for part in areas.parts] == [("riga", 2), ("0004000", 0)]


def test_invited_and_answered_are_those_of_consult_people_missing(consultation, table):
    invite(consultation, table)
    consultation.database.write("UPDATE invitation SET used = 1 WHERE person = 'riga'")
    found, missing = standing(consultation), outstanding(consultation, "needs")
    assert (found.invited, found.answered) == (missing.invited, missing.answered) == (3, 1)
    groups, areas = found.breakdowns
    assert [(part.label, part.responses, part.invited) for part in groups.parts] == [("NVO", 0, 1), ("pašvaldība", 1, 2)]
    assert [(part.label, part.responses, part.invited) for part in areas.parts] == [("Jūrmala", 0, 1), ("Rīga", 1, 2)]


def test_open_questions_wait_for_themes_until_somebody_looks_and_again_when_answers_come(consultation):
    assert overview(consultation).open_questions == ()
    send(consultation, n=3, proposal="Vairāk autobusu uz laukiem")
    (question,) = overview(consultation).to_theme
    assert (question.question, question.answers, question.later, question.looked) == ("proposal", 3, 3, False)
    theming.find(consultation)
    assert overview(consultation).to_theme == ()
    send(consultation, proposal="Dienas centrs Ogrē")
    (question,) = overview(consultation).to_theme
    assert (question.answers, question.later, question.looked) == (4, 1, True)


def test_a_survey_that_was_never_published_and_one_with_faults(consultation):
    folder = consultation.folder / "surveys"
    (folder / "draft.yaml").write_text(NEEDS.replace("survey: needs", "survey: draft"), "utf-8")
    (folder / "bad.yaml").write_text("consult: 1\n\tx\n", "utf-8")
    (folder / "needs.yaml").write_text(NEEDS.replace("en: Needs", "en: Wants").replace('"Needs"', '"Wants"'), "utf-8")
    draft, bad, needs = (standing(consultation, name) for name in ("draft", "bad", "needs"))
    assert (draft.version, draft.faulty, draft.questions) == (0, False, 6)
    assert (bad.version, bad.faulty, bad.title) == (0, True, "bad")
    assert (needs.version, needs.changed, needs.faulty) == (1, True, False)
    (folder / "needs.yaml").write_text("consult: 1\n\tx\n", "utf-8")
    assert standing(consultation).faulty and standing(consultation).title == "Needs"


def test_stages_are_told_in_words_with_their_plurals(consultation):
    day = today()
    lines = [
        f"  - {{stage: notice, on: {day - timedelta(8)}}}",
        f"  - {{stage: survey, opens: {day}, closes: {day + timedelta(21)}}}",
        f"  - {{stage: seminar, on: {day + timedelta(1)}}}",
        f"  - {{stage: decisions, closes: {day - timedelta(1)}}}",
        f"  - {{stage: report, closes: {day + timedelta(40)}}}",
    ]
    file = consultation.folder / "consultation.yaml"
    file.write_text(file.read_text("utf-8") + "stages:\n" + "\n".join(lines) + "\ndeadlines: lv-970\n", "utf-8")
    found = overview(consultation).schedule
    assert [(one.kind, one.told) for one in found.stages] == [
        ("notice", "over"), ("decisions", "1 day overdue"), ("survey", "21 days left"), ("seminar", "tomorrow"),
        ("report", "40 days left"),
    ]  # fmt: skip
    assert [(one.told, one.kept) for one in found.periods] == [
        ("From the notice to the beginning: 8 days (at least 14)", False),
        ("Open for answers: 22 days (at least 30)", False),
        ("From the end to the report: 19 days (at most 30)", True),
    ]
    assert "970" in found.source and "639" in found.remark


def test_dates_are_written_as_people_write_them(consultation):
    file = consultation.folder / "consultation.yaml"
    whole = "stages:\n  - {stage: survey, opens: 2026-10-01, closes: 2026-10-31}\n  - {stage: report, closes: 2027-01-05}\n"
    file.write_text(file.read_text("utf-8") + whole, "utf-8")
    assert [one.dates for one in overview(consultation).schedule.stages] == ["1 Oct–31 Oct 2026", "by 5 Jan 2027"]
    with i18n.using("lv"):
        assert overview(consultation).schedule.stages[0].dates == "01.10.–31.10.2026."


def test_faults_of_consultation_yaml_are_told_and_the_rest_stays(consultation):
    (consultation.folder / "consultation.yaml").write_text("consult: 1\nnonsense: 3\n", "utf-8")
    found = overview(consultation)
    assert found.title == "Programme" and any("nonsense" in problem.fault for problem in found.problems)


def test_events_say_who_did_what(consultation, table):
    send(consultation, Channel.PAPER, 2)
    receipts = send(consultation, Channel.TERMINAL)
    reviewing.review(consultation, receipts, Review.EXCLUDED, "a trial")
    invite(consultation, table)
    with consultation.database.atomic():
        log(consultation, "purify", "the well")
        for one in "xyz":
            log(consultation, "correct", f"response {one}", {"survey": "needs", "reason": "double entry"})
    told = [event.told for event in overview(consultation).events]
    assert told == [
        "Corrected 3 responses to “Needs”: double entry",
        "purify: the well",
        "Invited 3 people to “Needs”",
        "Added 3 people to the register",
        "Excluded 1 response: a trial",
        "1 response to “Needs”, at a terminal",
        "2 responses to “Needs”, on paper",
        "Published “Needs”, version 1",
        "Made the consultation",
    ]


def test_events_of_different_days_are_told_apart(consultation):
    for at in ("2026-03-01 09:00:00.000+00:00", "2026-03-02 09:00:00.000+00:00"):
        detail = {"survey": "needs", "channel": "paper"}
        audit.add(consultation.database, audit.Event(at, "anna", "submit", "response x", detail))
    last, before, *_rest = events(consultation, {})
    assert (last.n, before.n, last.who) == (1, 1, "anna") and "“needs”" in last.told


def test_a_log_of_another_version_is_told_as_far_as_it_goes(consultation):
    verbs = (
        "create", "publish", "submit", "import", "review", "merge", "invite", "import people", "remove person", "find themes",
        "correct",
        "build report",
    )  # fmt: skip
    details = ({}, {"channel": "pigeon"}, {"survey": 3, "channel": None}, {"files": "x"}, {"state": "odd"})
    for verb in verbs:
        for detail in details:
            audit.add(consultation.database, audit.Event("2026-03-01 09:00:00.000+00:00", "anna", verb, "?", detail))
            assert events(consultation, {}, limit=1)[0].told


def test_when_something_happened():
    day = date(2026, 3, 5)
    assert [when(datetime(2026, 3, n, 14, 5), day) for n in (5, 4, 3)] == ["14:05", "yesterday", "3 Mar 2026"]
    with i18n.using("lv"):
        assert when(datetime(2026, 3, 5, 14, 5), day) == "14:05"


def test_an_empty_consultation_and_json(tmp_path, capsys):
    with create(tmp_path / "new", Settings(title={"en": "New"})) as made:
        found = overview(made)
    assert (found.surveys, found.open_questions, found.schedule.stages, found.responses) == ((), (), (), 0)
    tell_json(asdict(found))
    assert json.loads(capsys.readouterr().out)["title"] == "New"


def test_ready_surveys_have_titles_and_new_ones_get_names(consultation):
    found = ready_surveys.ready_surveys(consultation)
    titles = {one.name: one.title for one in found}
    assert titles["residents-needs"] == "What help do you need?" and "demo" not in titles
    assert not any(one.there for one in found)
    defining.take_ready_survey(consultation, "residents-needs")
    assert [one.name for one in ready_surveys.ready_surveys(consultation) if one.there] == ["residents-needs"]
    assert ready_surveys.proposed_name(consultation, "Jūrmalas vajadzības: 2027?") == "jurmalas-vajadzibas-2027"
    assert ready_surveys.proposed_name(consultation, "Needs!") == "needs-2"
    assert ready_surveys.proposed_name(consultation, "…") == ""


def test_status_tells_stages_and_channels_and_keeps_its_keys(consultation, consult):
    send(consultation, Channel.PAPER, 2, proposal="Autobuss")
    file = consultation.folder / "consultation.yaml"
    file.write_text(file.read_text("utf-8") + f"opens: {today()}\ncloses: {today() + timedelta(2)}\n", "utf-8")
    told = json.loads(consult("status", "--json", at=consultation.folder).stdout)
    assert {"folder", "surveys", "themes"} <= told.keys()
    (line,) = told["surveys"]
    assert {"id", "title", "version", "questions", "responses", "changed", "excluded"} <= line.keys()
    assert line["channels"] == [{"code": "paper", "label": "on paper", "responses": 2, "invited": None}]
    assert told["schedule"]["stages"][0]["days"] == 2
    shown = consult("status", at=consultation.folder).stdout
    assert "2 days left" in shown and "on paper 2" in shown


def test_where_no_themes_were_found_the_event_says_so(consultation):
    log(consultation, "find themes", "survey needs, question why", {"survey": "needs", "themes": 0})
    assert overview(consultation).events[0].told == "Found no themes in “Needs”"


def test_fields_of_one_question_differ_by_their_first_words(consultation):
    path = defining.path_of(consultation, "needs")
    fields = (
        '{code: name, type: text, ask: {lv: "Nosaukums", en: "Name"}}, {code: why, type: text, ask: {lv: "Kāpēc", en: "Why"}}'
    )
    asked = f'      - {{code: ideas, type: repeat, ask: {{lv: "Idejas", en: "Ideas"}}, fields: [{fields}]}}\n'
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n" + asked, "utf-8")
    defining.publish(consultation, defining.read_file(path))
    collecting.submit(
        consultation, defining.current(consultation, "needs"), {"ideas.1.name": "a", "ideas.1.why": "b"}, channel=Channel.PAPER
    )
    labels = [one.label for one in overview(consultation).open_questions if one.question.startswith("ideas")]
    assert labels == ["Name · Ideas", "Why · Ideas"]


def test_settings_that_are_gone_are_told_and_those_of_before_stay(consultation):
    title = overview(consultation).title
    (consultation.folder / "consultation.yaml").unlink()
    found = overview(consultation)
    assert found.title == title and str(found.problems[0]) == "consultation.yaml: the file is gone: put it back"
