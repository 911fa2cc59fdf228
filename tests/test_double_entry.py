"""Blind second entry: what two clerks typed differently is found, nothing else is, and deciding it gives what is on the paper."""

import json
import os
import random
import signal
import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted_errors import OF_FIRST, OF_SECOND, PAPER, PLANTED, SAME, TODAY, blank_or, sheets
from ready_answers import SURVEYS, answers_to

from consult.errors import AnswerError, NotFoundError
from consult.model.checking import Checker
from consult.model.double_entry import Rate
from consult.model.question import QuestionType
from consult.model.response import Review
from consult.model.typed_twice import cells_of, differing, fields_of, kappa, on_offer, rate_of, typing_of
from consult.service import collecting, defining, reviewing, sessions
from consult.service import consultation as consultations
from consult.service.merging import merge
from consult.service.paper import double_entry, paper_batches
from consult.service.paper.double_entry import agreement, differences, open_second, resolve, undo
from consult.service.paper.paper_batches import BatchStanding, batch_standings
from consult.service.paper.paper_entry import open_batch
from consult.service.reports.results import results


@pytest.fixture
def residents(consultation):
    defining.publish(consultation, PAPER)
    return consultation


def test_errors_of_both_clerks_are_found_none_is_invented_and_deciding_gives_the_paper(residents):
    papers = sheets()
    first = open_batch(residents, PAPER.id, "Cēsis", "Anna")
    for n, paper in papers.items():
        assert first.send({**paper, **OF_FIRST.get(n, {})}).number == n
    second = open_second(residents, PAPER.id, "Cēsis", "Bea")
    found = []
    while second.number:
        n = second.number
        found += second.send({**papers[n], **OF_SECOND.get(n, {}), **SAME.get(n, {})})
    assert {(one.number, one.field) for one in found} == PLANTED
    assert len(found) == len(PLANTED) == 14
    assert second.done == 20 and second.left == ()
    assert second.differences() == tuple(found)

    told = second.agreement()
    compared = sum(written_down(papers[n], OF_FIRST.get(n, {}), OF_SECOND.get(n, {})) for n in papers)
    fields = 20 * sum(len(question.cells) for question in PAPER.questions)
    assert told.rate == Rate(compared, compared - 14, fields - compared)
    assert (told.forms, told.once, told.open, told.decided, told.same_person) == (20, 0, 14, 0, 0)
    near = next(one for one in told.questions if one.question == "near")
    assert near.rate.compared - near.rate.alike == 5
    assert [(pair.first_by, pair.second_by, pair.forms, pair.rate) for pair in told.pairs] == [("Anna", "Bea", 20, told.rate)]

    for one in found:
        if one.number == "15":
            second.resolve("15", one.field, "other", papers["15"][one.field])
        else:
            second.resolve(one.number, one.field, "second" if one.field in OF_FIRST.get(one.number, {}) else "first")
    read = Checker(PAPER, insist=False, today=TODAY)
    for form in first.typed:
        response = collecting.show(residents, form.id)[1]
        assert set(response.answers) == set(read.check(papers[form.number]).answers), form.number
        assert [revision.reason for revision in reviewing.revisions_of(residents, form.id)] == (
            ["double entry"] if form.number in OF_FIRST else []
        )
    after = agreement(residents, PAPER.id, "Cēsis")
    assert (after.rate, after.open, after.decided) == (told.rate, 0, 14)
    assert {one.taken for one in second.differences()} == {"first", "second", "other"}
    assert len(list(collecting.listing(residents, PAPER.id))) == 20


def written_down(paper, first, second):
    """In how many fields one of the two clerks typed something."""
    typed = ({**paper, **first}, {**paper, **second})
    cells = [cell for question in PAPER.questions for cell in question.cells]
    return sum(any(raw.get(name) for raw in typed for name in cell.names) for cell in cells)


FORM = {
    "area": "0010000",
    "services": ["home", "day"],
    "need.here": "2",
    "clients": "12",
    "since": "5.3.2026",
    "proposal": "A bus",
}


@pytest.fixture
def typed(consultation):
    """Three forms of the batch “a”, typed by Anna."""
    batch = open_batch(consultation, "needs", "a", "Anna")
    for clients in ("10", "11", "12"):
        batch.send({**FORM, "clients": clients})
    return consultation


def test_a_difference_is_told_in_words(typed):
    second = open_second(typed, "needs", "a", "Bea")
    found = second.send({**FORM, "clients": "10", "services": ["home"], "need.here": "", "since": "2026-03-06"})
    assert [(one.label, one.first, one.second) for one in found] == [
        ("Services", "Home care, Day centre", "Home care"),
        ("Need – In your municipality", "Great", ""),
        ("Since", "5 March 2026", "6 March 2026"),
    ]
    assert {(one.number, one.batch, one.first_by, one.second_by, one.taken) for one in found} == {("1", "a", "Anna", "Bea", "")}


def test_how_batches_stand_is_compared_anew_only_where_a_form_changed(typed, monkeypatch):
    open_batch(typed, "needs", "b", "Anna").send({**FORM, "clients": "5"})
    assert batch_standings(typed, "needs") == [BatchStanding("a", 3, 0, 0), BatchStanding("b", 1, 0, 0)]
    second = open_second(typed, "needs", "a", "Bea")
    second.send({**FORM, "clients": "20", "services": ["home"]})
    second.send({**FORM, "clients": "11"})
    asked = [*batch_standings(typed, "needs")]
    assert asked == [BatchStanding("a", 1, 2, 2), BatchStanding("b", 1, 0, 0)]
    with monkeypatch.context() as patched:
        patched.setattr(paper_batches, "typed_twice", lambda *_given: pytest.fail("nothing changed"))
        sessions.open_session(typed, "needs").keep({"clients": "1"})
        assert batch_standings(typed, "needs") == asked
    resolve(typed, "needs", "a", "1", "clients", "second")
    assert batch_standings(typed, "needs")[0].unsettled == 1
    open_batch(typed, "needs", "a", "Anna").correct("1", {**FORM, "clients": "10", "services": ["home"]}, "looked again")
    assert batch_standings(typed, "needs")[0].unsettled == 0
    undo(typed, "needs", "a", "1", "clients")
    assert batch_standings(typed, "needs")[0].unsettled == 1
    reviewing.review(typed, [open_batch(typed, "needs", "b", "X").form("1").id], Review.EXCLUDED, "twice")
    assert batch_standings(typed, "needs")[1].waiting == 0


def test_the_second_typing_is_no_response(typed):
    second = open_second(typed, "needs", "a", "Bea")
    (before,) = results(typed, "en").surveys
    second.send({**FORM, "clients": "99"})
    (after,) = results(typed, "en").surveys
    assert after.work != before.work and replace(after, work=before.work) == before
    assert len(list(collecting.listing(typed, "needs"))) == 3
    assert typed.database.one("SELECT count(*) FROM answer WHERE number = 99") == (0,)


def test_forms_come_in_the_order_of_their_numbers_and_what_was_begun_is_there_again(typed):
    open_batch(typed, "needs", "a", "Anna", "0").send(FORM)
    second = open_second(typed, "needs", "a", "Bea")
    assert (second.number, second.left, second.draft()) == ("0", ("0", "1", "2", "3"), {})
    second.go_to("2")
    second.keep({"clients": "7"}, {"since": "?"})
    again = open_second(typed, "needs", "a", "Bea")
    assert (again.number, again.draft(), again.draft_unclear()) == ("2", {"clients": "7"}, {"since": "?"})
    assert again.skip() == "3"
    again.go_to("2")
    assert again.draft() == {"clients": "7"}
    for number, error in (("2", AnswerError), ("9", NotFoundError)):
        again.send(FORM) if number == "2" else None
        with pytest.raises(error):
            again.go_to(number)


def test_two_may_type_a_second_time_at_once(typed):
    bea, cilda = (open_second(typed, "needs", "a", by) for by in ("Bea", "Cilda"))
    assert (bea.number, cilda.number) == ("1", "2")
    cilda.go_to("1")
    bea.send(FORM)
    with pytest.raises(AnswerError, match="second time already, by “Bea”"):
        cilda.send(FORM)
    assert cilda.done == 1


def test_the_same_person_may_and_it_is_told(typed):
    second = open_second(typed, "needs", "a", "Anna")
    assert second.same_person
    second.send(FORM)
    assert agreement(typed, "needs", "a").same_person == 1
    assert not open_second(typed, "needs", "a", "Bea").same_person


def test_what_cannot_be_stored_is_refused_and_what_is_unclear_is_blank(typed):
    second = open_second(typed, "needs", "a", "Bea")
    assert [problem.place for problem in second.check({"clients": "many"})] == ["clients"]
    with pytest.raises(AnswerError):
        second.send({"clients": "many"})
    (found,) = second.send({**FORM, "clients": "1?"}, {"clients": "one or ten"})
    assert (found.field, found.first, found.second) == ("clients", "10", "")
    resolve(typed, "needs", "a", "1", "clients", "second", by="Cilda")
    batch = open_batch(typed, "needs", "a", "Anna")
    assert batch.form("1").unclear == {"clients": "one or ten"}
    assert collecting.show(typed, batch.form("1").id)[1].review is Review.HAS_ISSUES
    resolve(typed, "needs", "a", "1", "clients", "first", by="Cilda")
    assert batch.form("1").unclear == {}


def test_decisions_make_one_revision_a_form_and_may_be_taken_back(typed):
    second = open_second(typed, "needs", "a", "Bea")
    second.send({**FORM, "clients": "1", "proposal": "A train"})
    batch = open_batch(typed, "needs", "a", "Cilda")
    decided = second.resolve("1", "clients", "second")
    assert (decided.taken, decided.value, decided.decided_by) == ("second", "1", "Bea")
    assert batch.form("1").revision == 0
    second.resolve("1", "proposal", "other", "A tram")
    assert (batch.form("1").revision, batch.reopen("1")["clients"], batch.reopen("1")["proposal"]) == (1, "1", "A tram")
    assert undo(typed, "needs", "a", "1", "clients").taken == ""
    assert agreement(typed, "needs", "a").open == 1
    assert second.resolve("1", "clients", "first").value == "10"
    assert (batch.form("1").revision, batch.reopen("1")["clients"], batch.reopen("1")["proposal"]) == (2, "10", "A tram")
    second.resolve("1", "clients", "first")
    assert batch.form("1").revision == 2


def test_what_cannot_be_decided_is_told(typed):
    second = open_second(typed, "needs", "a", "Bea")
    second.send({**FORM, "clients": "1"})
    for number, field in (("2", "clients"), ("1", "proposal"), ("1", "nothing"), ("9", "clients")):
        with pytest.raises(NotFoundError):
            second.resolve(number, field, "first")
    assert second.check_value("clients", "many")
    with pytest.raises(AnswerError):
        second.resolve("1", "clients", "other", "many")
    with pytest.raises(AnswerError):
        second.resolve("1", "clients", "third")
    assert [one.taken for one in second.differences()] == [""]
    assert second.resolve("1", "clients", "other", "").value == ""


def test_a_correction_elsewhere_settles_a_difference_and_stays(typed):
    second = open_second(typed, "needs", "a", "Bea")
    second.send({**FORM, "clients": "1", "proposal": "A train"})
    batch = open_batch(typed, "needs", "a", "Anna")
    batch.correct("1", {**batch.reopen("1"), "clients": "5"}, "looked again")
    assert [(one.field, one.taken, one.value) for one in second.differences()] == [
        ("clients", "corrected", "5"), ("proposal", "", ""),
    ]  # fmt: skip
    second.resolve("1", "proposal", "second")
    assert (batch.reopen("1")["clients"], batch.reopen("1")["proposal"]) == ("5", "A train")
    assert agreement(typed, "needs", "a").rate == Rate(6, 4, 1)


def test_an_excluded_form_waits_for_nothing(typed):
    reviewing.review(typed, [open_batch(typed, "needs", "a", "X").form("2").id], Review.EXCLUDED, "twice")
    assert open_second(typed, "needs", "a", "Bea").left == ("1", "3")


def test_a_new_version_between_the_typings_is_no_difference(typed):
    path = typed.folder / "surveys" / "needs.yaml"
    text = path.read_text("utf-8").replace("code: clients, type", "code: customers, type")
    path.write_text(text + "migrations:\n  - rename: {clients: customers}\n", "utf-8")
    defining.publish(typed, defining.read_file(path))
    second = open_second(typed, "needs", "a", "Bea")
    assert second.survey.version == 1  # it is the paper of the first version that lies there
    assert second.send({**FORM, "clients": "10"}) == ()
    (found,) = second.send({**FORM, "clients": "111"})
    assert (found.field, found.first, found.second) == ("customers", "11", "111")
    second.resolve("2", "customers", "second")
    response = collecting.show(typed, open_batch(typed, "needs", "a", "X").form("2").id)[1]
    assert [answer.number for answer in response.answers if answer.question == "clients"] == [111]


def test_batches_that_are_not_there_are_told(consultation, typed):
    with pytest.raises(NotFoundError, match="use one of “a”"):
        open_second(typed, "needs", "b", "Bea")
    with pytest.raises(NotFoundError, match="use one of"):
        agreement(typed, "needs", "b")
    assert differences(typed, "needs") == ()


def test_without_paper_forms_the_way_to_them_is_told(consultation):
    for asked in (open_second, agreement, differences):
        with pytest.raises(NotFoundError, match="consult answer needs --clerk"):
            asked(consultation, "needs")


def test_the_agreement_is_told_on_the_command_line(typed, folder, consult):
    assert "No form was typed twice" in consult("--dir", folder, "responses", "agreement", "needs").stderr
    second = open_second(typed, "needs", "a", "Bea")
    second.send({**FORM, "clients": "10"})
    second.send({**FORM, "clients": "1"})
    told = consult("--dir", folder, "responses", "agreement", "needs", "--batch", "a").stdout
    assert "2 forms were typed twice, 1 form once so far." in told
    assert "Alike: 11 of 12 fields that were filled (91.7%); with the 2 that both left blank: 92.9%." in told
    plain = json.loads(consult("--dir", folder, "responses", "agreement", "needs", "--json").stdout)
    assert plain["rate"] == {"compared": 12, "alike": 11, "blank": 2, "share": 11 / 12, "share_with_blanks": 13 / 14}
    assert [pair["forms"] for pair in plain["pairs"]] == [2]
    assert consult("--dir", folder, "responses", "agreement", "needs", "--batch", "x").exit_code == 1


def test_merging_brings_second_typings_and_decisions_once(typed, tmp_path):
    from test_paper_entry import other_folder

    with other_folder(tmp_path / "other") as other:
        merge(other, typed.folder)
        second = open_second(other, "needs", "a", "Bea")
        second.send({**FORM, "clients": "1"})
        second.resolve("1", "clients", "second")
        second.send({**FORM, "clients": "2"})
    for added in (2, 0):
        merged = merge(typed, tmp_path / "other")
        assert (merged.conflicts, merged.added["second_entries"]) == ((), added)
    assert [(one.number, one.taken) for one in differences(typed, "needs", "a")] == [("1", "second"), ("2", "")]
    assert open_batch(typed, "needs", "a", "X").reopen("1")["clients"] == "1"
    with consultations.open_consultation(tmp_path / "other") as other:
        open_second(other, "needs", "a", "Bea").send(FORM)
    open_second(typed, "needs", "a", "Cilda").send(FORM)
    assert [conflict.kind for conflict in merge(typed, tmp_path / "other").conflicts] == ["second_entry"]


SECOND = """
import sys
from pathlib import Path
from consult.service.consultation import open_consultation
from consult.service.paper.double_entry import open_second
with open_consultation(Path(sys.argv[1])) as consultation:
    second = open_second(consultation, "needs", "a", "Bea")
    while second.number:
        number = second.number
        second.keep({"proposal": number})
        second.send({"proposal": number})
        print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_second_typing_loses_and_doubles_nothing(consultation, folder):
    batch = open_batch(consultation, "needs", "a", "Anna")
    for n in range(60):
        batch.send({"proposal": str(n + 1)})
    acknowledged = []
    for n in (5, 9, 60):
        with subprocess.Popen([sys.executable, "-c", SECOND, str(folder)], stdout=subprocess.PIPE, text=True) as one:
            lines = [one.stdout.readline() for _n in range(n)]
            os.kill(one.pid, signal.SIGKILL)
            lines += one.stdout.readlines()
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
    assert len(set(acknowledged)) == len(acknowledged)
    assert differences(consultation, "needs", "a") == ()
    assert open_second(consultation, "needs", "a", "Bea").done in range(len(acknowledged), len(acknowledged) + 4)


# The comparison itself.

CALLS = ("municipal-data-call", "municipal-priorities", "good-practice", "residents-needs", "award-scoring")


def answers_of(survey, raw):
    checked = Checker(survey, insist=False, today=TODAY).check(raw)
    assert not checked.problems
    return checked.answers


@settings(max_examples=25)
@given(st.sampled_from(CALLS), st.integers(0, 10**6), st.data())
def test_a_field_that_was_skipped_is_the_one_difference(name, seed, data):
    survey = SURVEYS[name]
    raw = blank_or(answers_to(survey, random.Random(seed), TODAY, attached=f"{'0' * 64} plan.pdf"), survey)
    written = [
        cell
        for question in survey.questions
        for cell in question.cells
        if question.type is not QuestionType.ALLOCATION and any(raw[one] for one in cell.names)
    ]
    whole = typing_of(survey, answers_of(survey, raw))
    assert set(whole) >= {cell.name for cell in written}
    if written:
        cell = data.draw(st.sampled_from(written))
        rest = typing_of(survey, answers_of(survey, {**raw, **dict.fromkeys(cell.names, "")}))
        assert differing(whole, rest) == differing(rest, whole) == (cell.name,)


@settings(max_examples=25)
@given(st.sampled_from(CALLS), st.integers(0, 10**6), st.randoms())
def test_another_way_of_writing_the_same_is_none(name, seed, chance):
    survey = SURVEYS[name]
    raw = blank_or(answers_to(survey, random.Random(seed), TODAY, attached=f"{'0' * 64} plan.pdf"), survey)
    kinds = {
        one: question.type if cell.question is question else cell.question.type
        for question in survey.questions
        for cell in question.cells
        for one in cell.names
    }
    otherwise = {}
    for field, value in raw.items():
        if kinds[field] is QuestionType.MULTI and isinstance(value, list):
            value = chance.sample(value, len(value))
        elif kinds[field] is QuestionType.TEXT and isinstance(value, str):
            value = unicodedata.normalize("NFD", value.replace(" ", " \N{NO-BREAK SPACE}\n "))
        elif kinds[field] is QuestionType.DATE and isinstance(value, str) and value[:1] == "2":
            value = "{2}.{1}.{0}".format(*value.split("-"))
        otherwise[field] = value
    try:
        told = answers_of(survey, otherwise)
    except AssertionError:  # more spaces than the text may have letters
        return
    assert differing(typing_of(survey, answers_of(survey, raw)), typing_of(survey, told)) == ()


@settings(max_examples=25)
@given(st.sampled_from(CALLS), st.integers(0, 10**6), st.integers(0, 10**6))
def test_every_field_is_counted_once(name, one, other):
    survey = SURVEYS[name]
    first, second = (
        typing_of(survey, answers_of(survey, answers_to(survey, random.Random(seed), TODAY, attached=f"{'0' * 64} a.pdf")))
        for seed in (one, other)
    )
    fields = [cell.name for question in survey.questions for cell in cells_of(question, first, second)]
    rate = rate_of(fields, first, second)
    assert rate.compared + rate.blank == len(fields) == len(set(fields))
    assert rate.compared - rate.alike == len(differing(first, second))
    assert rate == rate_of(fields, second, first)
    assert rate_of(fields, first, first).share in (1, None)


@settings(max_examples=25)
@given(st.sampled_from(CALLS), st.integers(0, 10**6))
def test_a_form_typed_from_its_answers_has_the_same_answers(name, seed):
    survey = SURVEYS[name]
    answers = answers_of(survey, answers_to(survey, random.Random(seed), TODAY, attached=f"{'0' * 64} plan.pdf"))
    again = answers_of(survey, blank_or(fields_of(on_offer(survey), answers), survey))
    assert typing_of(survey, again) == typing_of(survey, answers)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [("Aprūpe", "Aprupe", False), ("A bus", "a bus", False), ("A bus.", "A bus", False), (" A \n bus", "A bus", True)],
)
def test_which_texts_are_alike(first, second, alike):
    survey = SURVEYS["residents-needs"]
    typings = [typing_of(survey, answers_of(survey, {"own_words": text})) for text in (first, second)]
    assert (differing(*typings) == ()) is alike


def test_kappa_of_a_table_that_was_worked_out_by_hand():
    table = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(table) == pytest.approx(0.4)  # (0.7 - 0.5) / (1 - 0.5)
    assert kappa([]) is None and kappa([("a", "a")] * 3) is None
    assert kappa([("a", "b"), ("b", "a")]) == -1


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_kappa_is_what_others_compute(pairs):
    from sklearn.metrics import cohen_kappa_score

    found = kappa(pairs)
    if found is None:
        assert len({letter for pair in pairs for letter in pair}) == 1
    else:
        assert found == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


def test_forms_of_an_unknown_survey_are_told(consultation):
    with pytest.raises(NotFoundError):
        double_entry.open_second(consultation, "nothing")
