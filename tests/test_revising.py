"""Correcting a response: only what was touched changes, the reason stays, and nothing is stored for nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from consult.errors import AnswerError, DraftChangedError, NotFoundError, UsageError
from consult.model.response import Answer, Channel, Missing, Response, Review
from consult.service import collecting, defining, reading_over, reviewing, revising, sessions
from consult.service.consultation import Consultation, new_id
from consult.service.history import history
from consult.store import responses

FULL = {"area": "0010000", "services": ["home"], "need.here": "1", "clients": "12", "proposal": "Vairāk ārstu"}

ROUTED = """\
consult: 1
survey: routed
languages: [en]
title: {en: "Routed"}
pages:
  - page: all
    questions:
      - {code: uses, type: yesno, required: yes, ask: {en: "Uses?"}}
      - {code: which, type: text, show_if: "uses == 'yes'", ask: {en: "Which?"}}
      - {code: n, type: number, max: 100, ask: {en: "How many?"}}
      - {code: double, type: computed, value: "n * 2", ask: {en: "Twice"}}
      - {code: paper, type: file, ask: {en: "A file"}}
"""


def given(consultation: Consultation, raw: dict[str, object], channel: Channel = Channel.WEB, survey: str = "needs") -> str:
    """The id of a response."""
    receipt = collecting.submit(consultation, defining.current(consultation, survey), raw, channel=channel)  # type: ignore[arg-type]
    return collecting.show(consultation, receipt)[1].id


def publish(consultation: Consultation, text: str, name: str) -> None:
    path = consultation.folder / "surveys" / f"{name}.yaml"
    path.write_text(text, "utf-8")
    defining.publish(consultation, defining.read_file(path))


def answers(consultation: Consultation, id_: str) -> set[Answer]:
    return set(collecting.show(consultation, id_)[1].answers)


def test_only_the_field_that_was_touched_changes(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    before = answers(consultation, id_)
    session = revising.open_revision(consultation, id_)
    done = session.correct({**session.raw, "clients": "21"}, " typing\n mistake ")
    assert answers(consultation, id_) - before == {Answer("clients", number=21.0)}
    assert before - answers(consultation, id_) == {Answer("clients", number=12.0)}
    assert [(one.label, one.old, one.new) for one in done.changes] == [("Clients", "12", "21")]
    assert [(one.number, one.reason) for one in reviewing.revisions_of(consultation, id_)] == [(1, "typing mistake")]
    assert collecting.show(consultation, id_)[1].review is Review.EDITED


def test_nothing_changed_stores_nothing_and_asks_no_reason(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    session = revising.open_revision(consultation, id_)
    shown = {**session.raw, "since": "", "services.other": "", "clients": " 12 "}  # a form opens all of its fields
    assert session.correct(shown, "").revision == 0
    assert not reviewing.revisions_of(consultation, id_)
    assert collecting.show(consultation, id_)[1].review is Review.RECEIVED


def test_a_change_needs_a_reason(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    session = revising.open_revision(consultation, id_)
    with pytest.raises(UsageError, match="say why"):
        session.correct({**session.raw, "clients": "21"}, "  ")
    assert not reviewing.revisions_of(consultation, id_)


def test_a_value_that_does_not_fit_is_refused(consultation: Consultation) -> None:
    session = revising.open_revision(consultation, given(consultation, FULL))
    with pytest.raises(AnswerError, match="number"):
        session.correct({**session.raw, "clients": "many"}, "why")


def test_taking_an_answer_away_leaves_it_blank(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    session = revising.open_revision(consultation, id_)
    session.correct({**session.raw, "proposal": "", "need.here": ""}, "asked to")
    assert {Answer("proposal", missing=Missing.BLANK), Answer("need", "here", missing=Missing.BLANK)} <= answers(
        consultation, id_
    )


def test_what_was_known_before_a_correction_is_read_afterwards(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    for n, services in enumerate((["home", "day"], ["day"]), 1):
        session = revising.open_revision(consultation, id_)
        session.correct({**session.raw, "services": services}, f"reason {n}")
    revisions = reading_over.read(consultation, id_, "en").revisions
    told = [(one.revision.reason, *[(change.old, change.new) for change in one.changes]) for one in revisions]
    assert told == [
        ("reason 1", ("Home care", "Home care, Day centre")),
        ("reason 2", ("Home care, Day centre", "Day centre")),
    ]


def test_a_question_that_is_asked_no_more_has_no_answer_and_one_that_is_asked_now_is_blank(consultation: Consultation) -> None:
    publish(consultation, ROUTED, "routed")
    id_ = given(consultation, {"uses": "yes", "which": "home", "n": "4"}, survey="routed")
    session = revising.open_revision(consultation, id_)
    done = session.correct({**session.raw, "uses": "no", "n": "5"}, "rang")
    assert {one.question for one in done.changes} == {"uses", "which", "n", "double"}
    assert not {one for one in answers(consultation, id_) if one.question == "which"}
    assert Answer("double", number=10.0) in answers(consultation, id_)
    session = revising.open_revision(consultation, id_)
    session.correct({**session.raw, "uses": "yes", "which": ""}, "rang again")
    assert Answer("which", missing=Missing.BLANK) in answers(consultation, id_)


def test_a_table_may_break_the_rules_and_still_be_corrected(consultation: Consultation) -> None:
    publish(consultation, ROUTED, "routed")
    broken = (Answer("uses", missing=Missing.BLANK), Answer("which", text="home"), Answer("n", number=3.0))
    response = Response(new_id(), "routed", 1, Channel.IMPORT, None, broken)
    with consultation.database.atomic():
        responses.add(consultation.database, [response], "2026-01-01")
    session = revising.open_revision(consultation, response.id)
    session.correct({**session.raw, "n": "4"}, "typing mistake")
    kept = {one for one in answers(consultation, response.id) if one.question != "double"}
    assert kept == {Answer("uses", missing=Missing.BLANK), Answer("which", text="home"), Answer("n", number=4.0)}


def test_what_was_wrong_before_is_not_in_the_way_but_told(consultation: Consultation) -> None:
    publish(consultation, ROUTED, "routed")
    response = Response(
        new_id(), "routed", 1, Channel.WEB, None, (Answer("uses", missing=Missing.BLANK), Answer("n", number=3.0))
    )
    with consultation.database.atomic():
        responses.add(consultation.database, [response], "2026-01-01")
    session = revising.open_revision(consultation, response.id)
    changed = {**session.raw, "n": "4"}
    assert not session.problems(changed) and [one.place for one in session.warnings(changed)] == ["uses"]
    assert [one.place for one in session.problems({**changed, "n": "101"})] == ["n"]


def test_an_attached_file_stays_and_can_be_taken_away(consultation: Consultation, tmp_path: Path) -> None:
    publish(consultation, ROUTED, "routed")
    (tmp_path / "plan.txt").write_text("plan", "utf-8")
    typing = sessions.open_session(consultation, "routed")
    receipt = typing.submit({"uses": "no", "paper": typing.attach(str(tmp_path / "plan.txt"))})
    session = revising.open_revision(consultation, receipt)
    assert str(session.raw["paper"]).endswith(" plan.txt")
    session.correct({**session.raw, "n": "1"}, "why")
    assert [one.text for one in collecting.show(consultation, receipt)[1].answers if one.question == "paper"] == ["plan.txt"]
    session = revising.open_revision(consultation, receipt)
    session.correct({**session.raw, "paper": ""}, "why")
    assert Answer("paper", missing=Missing.BLANK) in answers(consultation, session.response.id)


def test_what_is_typed_is_kept_apart_from_what_a_respondent_types(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    typing = sessions.open_session(consultation, "needs")
    typing.keep({"proposal": "mine"})
    session = revising.open_revision(consultation, id_)
    assert session.draft() == {}
    session.keep({**session.raw, "clients": "99"})
    assert sessions.open_session(consultation, "needs").draft() == {"proposal": "mine"}
    again = revising.open_revision(consultation, id_)
    assert again.draft()["clients"] == "99" and again.raw["clients"] == "12"
    again.keep(again.raw)
    assert again.draft() == {}, "nothing is changed, so there is nothing to keep"
    again.keep({**again.raw, "clients": "99"})
    again.correct({**again.raw, "clients": "99"}, "why")
    assert revising.open_revision(consultation, id_).draft() == {} and typing.draft() == {"proposal": "mine"}


def test_two_who_correct_at_once_do_not_write_over_one_another(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    first, second = revising.open_revision(consultation, id_), revising.open_revision(consultation, id_)
    first.correct({**first.raw, "clients": "1"}, "first")
    second.keep({**second.raw, "clients": "2"})
    with pytest.raises(AnswerError, match="meanwhile"):
        second.correct({**second.raw, "clients": "2"}, "second")
    assert second.draft()["clients"] == "2"
    assert [one.reason for one in reviewing.revisions_of(consultation, id_)] == ["first"]


def test_two_windows_that_correct_one_response_do_not_overwrite_each_other(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    here, there = revising.open_revision(consultation, id_), revising.open_revision(consultation, id_)
    here.keep({**here.raw, "clients": "1"})
    with pytest.raises(DraftChangedError, match="another window"):
        there.keep({**there.raw, "clients": "2"})
    with pytest.raises(DraftChangedError, match="another window"):
        there.correct({**there.raw, "clients": "2"}, "why")
    there.discard()
    assert here.draft()["clients"] == "1", "who leaves forgets what was typed there alone"
    assert there.draft()["clients"] == "1"
    there.keep({**there.raw, "clients": "2"})
    with pytest.raises(DraftChangedError):
        here.keep(here.raw)
    there.correct({**there.raw, "clients": "2"}, "why")
    assert revising.open_revision(consultation, id_).draft() == {}


def test_the_log_tells_who_corrected_which_questions(consultation: Consultation) -> None:
    id_ = given(consultation, FULL)
    session = revising.open_revision(consultation, id_)
    session.correct({**session.raw, "clients": "1"}, "why")
    line = consultation.database.one("SELECT subject, detail FROM audit WHERE verb = 'correct'")
    assert line and line[0] == f"response {id_}"
    assert json.loads(line[1]) == {"revision": 1, "reason": "why", "questions": ["clients"]}


# Older versions


@pytest.fixture
def merged(consultation: Consultation) -> str:
    """A response to a version with two choices that the newest version calls one."""
    id_ = given(consultation, {"services": ["home", "day"], "clients": "3"})
    text = (consultation.folder / "surveys" / "needs.yaml").read_text("utf-8")
    text = text.replace('{code: home, lv: "Aprūpe mājās", en: "Home care"}', '{code: care, lv: "Aprūpe", en: "Care"}')
    text = text.replace('          - {code: day, lv: "Dienas centrs", en: "Day centre"}\n', "")
    text = text.replace("pages:\n", "migrations:\n  - {recode: {services: {home: care, day: care}}}\npages:\n", 1)
    publish(consultation, text, "needs")
    return id_


def test_what_does_not_fit_the_older_version_stays_where_it_was_typed(consultation: Consultation, merged: str) -> None:
    session = revising.open_revision(consultation, merged)
    session.keep({**session.raw, "services": ["day", "none such"], "clients": "many"})
    again = revising.open_revision(consultation, merged).draft()
    assert (again["services"], again["clients"]) == (["day", "none such"], "many")


def test_an_older_response_is_corrected_in_its_own_words(consultation: Consultation, merged: str) -> None:
    session = revising.open_revision(consultation, merged)
    assert session.survey.version == 1 and session.raw["services"] == ["home", "day"]
    done = session.correct({**session.raw, "services": ["day"]}, "why")
    found = collecting.show(consultation, merged)[1]
    assert [(one.old, one.new) for one in done.changes] == [("Home care, Day centre", "Day centre")]
    assert found.version == 1 and {one.code for one in found.answers if one.question == "services"} == {"day"}
    assert Answer("services", code="care") in history(consultation, "needs").current(found).answers


@pytest.fixture
def older(consultation: Consultation) -> str:
    """A response to a version whose question of the number of clients gave way to another."""
    id_ = given(consultation, {"services": ["home"], "clients": "4"})
    text = (consultation.folder / "surveys" / "needs.yaml").read_text("utf-8")
    text = text.replace("code: clients, type: number, integer: yes, min: 0, ask: {lv: \"Klienti\", en: \"Clients\"}",
                        "code: staff, type: number, integer: yes, ask: {lv: Darbinieki, en: Staff}")  # fmt: skip
    text = text.replace("          - {code: day", "          - {code: phone, lv: Tālrunis, en: Phone}\n          - {code: day")
    text = text.replace("pages:\n", "migrations:\n  - {retire: [clients]}\npages:\n", 1)
    publish(consultation, text, "needs")
    return id_


def test_the_form_of_a_correction_is_the_one_that_the_person_had(consultation: Consultation, older: str) -> None:
    session = revising.open_revision(consultation, older)
    assert session.survey.question("staff") is None and session.raw["clients"] == "4"
    asked = session.survey.question("services")
    assert asked and [choice.code for choice in asked.choices] == ["home", "day"]
    session.correct({**session.raw, "clients": "5"}, "why")
    found = collecting.show(consultation, older)[1]
    assert found.version == 1 and Answer("clients", number=5.0) in found.answers
    assert not [one for one in found.answers if one.question == "staff"]


def test_the_command_line_corrects_the_form_that_the_person_had(
    consultation: Consultation, folder: Path, older: str, consult: Callable[..., Result]
) -> None:
    done = consult("responses", "correct", older, "--set", "clients=5", "--reason", "why", at=folder)
    assert done.exit_code == 0 and "Clients: 4 → 5" in done.output
    later = consult("responses", "correct", older, "--set", "staff=5", "--reason", "why", at=folder)
    assert later.exit_code == 1 and "version 1, which was answered, has no such field" in later.output
    assert "consult survey show needs --version 1" in later.output


# Own words


def test_own_words_are_ticked_where_they_stand(consultation: Consultation) -> None:
    id_ = given(consultation, {"services": ["home"], "services.other": "Rīga"})
    session = revising.open_revision(consultation, id_)
    assert session.raw["services"] == ["home", "other"] and session.raw["services.other"] == "Rīga"
    session.correct({**session.raw, "services.other": "Rīgas pilsēta"}, "why")
    assert {one for one in answers(consultation, id_) if one.question == "services"} == {
        Answer("services", code="home"), Answer("services", code="other", text="Rīgas pilsēta"),
    }  # fmt: skip


def test_own_words_named_alone_take_the_choice_with_them(consultation: Consultation) -> None:
    id_ = given(consultation, {"services": ["home"]})
    session = revising.open_revision(consultation, id_)
    session.correct(revising.with_fields(session, [("services.other", "Bus")]), "why")
    assert Answer("services", code="other", text="Bus") in answers(consultation, id_)
    session = revising.open_revision(consultation, id_)
    session.correct(revising.with_fields(session, [("services.other", "")]), "why")
    assert {one for one in answers(consultation, id_) if one.question == "services"} == {Answer("services", code="home")}


# The command line


def test_a_response_is_corrected_from_the_command_line(
    consultation: Consultation, folder: Path, consult: Callable[..., Result]
) -> None:
    id_ = given(consultation, FULL)
    sets = ["--set", "clients=21", "--set", "services=day", "--set", "services=home", "--set", "need.here="]
    dry = consult("responses", "correct", id_, *sets, "--dry-run", at=folder)
    assert dry.exit_code == 0 and "Clients: 12 → 21" in dry.output and not reviewing.revisions_of(consultation, id_)
    done = consult("responses", "correct", id_, *sets, "--reason", "typing mistake", at=folder)
    assert done.exit_code == 0 and "Need (In your municipality): None → (left blank)" in done.output
    assert len(reviewing.revisions_of(consultation, id_)) == 1
    again = consult("responses", "correct", id_, *sets, "--reason", "twice", "--json", at=folder)
    assert json.loads(again.stdout)["revision"] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--set", "clients=many", "--reason", "x"], 1, "not a number"),
        (["--set", "nothing=1", "--reason", "x"], 1, "no such field"),
        (["--set", "clients", "--reason", "x"], 2, "FIELD=VALUE"),
        (["--set", "clients=1"], 2, "say why"),
        ([], 2, "nothing is to be corrected"),
    ],
)
def test_what_the_command_line_refuses(
    consultation: Consultation, folder: Path, consult: Callable[..., Result], arguments: list[str], code: int, told: str
) -> None:
    done = consult("responses", "correct", given(consultation, FULL), *arguments, at=folder)
    assert done.exit_code == code and told in done.output


def test_a_response_that_is_not_there(consultation: Consultation) -> None:
    with pytest.raises(NotFoundError):
        revising.open_revision(consultation, "nothing")
