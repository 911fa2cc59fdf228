"""Paper forms: typed in batch by batch, once each, what nobody can read told, and nothing lost when the program is killed."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from consult.errors import AnswerError, NotFoundError, UsageError
from consult.model.consultation import Settings
from consult.model.paper import following, in_order
from consult.model.response import Answer, Channel, Review
from consult.service import collecting, defining, reviewing
from consult.service import consultation as consultations
from consult.service.merging import merge
from consult.service.paper import paper_entry
from consult.service.paper.paper_entry import NumberTaken, open_batch
from consult.service.reports.results import results

FORM = {
    "area": "0010000",
    "services": ["home", "day"],
    "need.here": "2",
    "need.region": "1",
    "clients": "12",
    "since": "5.3.2026",
}


def stored(consultation, form):
    return collecting.show(consultation, form.id)[1]


def answered(response):
    return {
        (a.question, a.row): a.code or a.number or a.text
        for a in response.answers
        if a.missing is None and a.question != "services"
    }


def test_a_form_is_a_response_on_paper_with_its_sheet(consultation):
    batch = open_batch(consultation, "needs", "Cēsis 1", "Anna")
    assert batch.next_number == "1"
    form = batch.send(FORM)
    response = stored(consultation, form)
    assert (form.number, form.typed_by, form.answered, batch.next_number) == ("1", "Anna", 7, "2")
    assert (response.channel, response.seconds) == (Channel.PAPER, None)
    assert (response.paper.batch, response.paper.number, response.paper.typed_by) == ("Cēsis 1", "1", "Anna")
    assert collecting.show(consultation, form.receipt)[1].id == form.id
    assert answered(response)["since", ""] == "2026-03-05"
    assert next(collecting.listing(consultation, "needs")).number == "1"


def test_what_is_not_on_the_paper_is_blank_and_not_unasked(consultation):
    response = stored(consultation, open_batch(consultation, "needs").send({"clients": "3"}))
    assert {answer.question for answer in response.answers if answer.missing == "blank"} == {
        "area", "services", "need", "since", "proposal",
    }  # fmt: skip


STRICT = """\
consult: 1
survey: strict
languages: [en]
title: {en: "Strict"}
pages:
  - page: all
    questions:
      - {code: name, type: text, required: yes, ask: {en: "Name"}}
      - {code: cares, type: yesno, ask: {en: "Do you care?"}}
      - code: hours
        type: number
        max: 24
        show_if: "cares == 'yes'"
        ask: {en: "Hours"}
      - code: top
        type: multi
        max: 1
        ask: {en: "The one thing"}
        choices: [{code: a, en: A}, {code: b, en: B}]
"""


@pytest.fixture
def strict(consultation):
    (consultation.folder / "surveys" / "strict.yaml").write_text(STRICT, "utf-8")
    defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "strict.yaml"))
    return consultation


def test_paper_may_break_the_rules_of_the_form(strict):
    batch = open_batch(strict, "strict")
    typed = {"name": "", "cares": "no", "hours": "3", "top": ["a", "b"]}
    assert batch.check(typed) == ()
    assert [problem.place for problem in batch.warnings(typed)] == ["top"]
    response = stored(strict, batch.send(typed))
    assert {(a.question, a.code or a.number) for a in response.answers if a.missing is None} == {
        ("cares", "no"), ("hours", 3.0), ("top", "a"), ("top", "b"),
    }  # fmt: skip
    with pytest.raises(AnswerError, match="required"):
        collecting.submit(strict, batch.survey, typed, channel=Channel.PAPER)


def test_what_cannot_be_stored_is_told_by_field_and_may_be_marked_unclear(strict):
    batch = open_batch(strict, "strict")
    typed = {"cares": "yes", "hours": "31", "name": "Anna"}
    assert [problem.place for problem in batch.check(typed)] == ["hours"]
    with pytest.raises(AnswerError) as caught:
        batch.send(typed)
    assert [problem.place for problem in caught.value.problems] == ["hours"]
    assert batch.typed == ()
    form = batch.send(typed, {"hours": "says 31\n of 24", "top": ""})
    response = stored(strict, form)
    assert form.unclear == {"hours": "says 31 of 24", "top": "unclear"}
    assert response.review is Review.HAS_ISSUES
    assert [look.reason for look in reviewing.reviews_of(strict, form.id)] == ["hours: says 31 of 24; top: unclear"]
    assert {a.question for a in response.answers if a.missing == "blank"} == {"hours", "top"}
    with pytest.raises(AnswerError):
        batch.send({}, {"nothing": "such"})


def test_a_form_is_typed_once(consultation):
    batch = open_batch(consultation, "needs", "a", number="7")
    batch.send({"clients": "1"})
    assert batch.next_number == "8"
    for number in ("7", " 7 "):
        with pytest.raises(AnswerError, match="typed in already"):
            batch.renumber(number)
        with pytest.raises(AnswerError, match="typed in already"):
            open_batch(consultation, "needs", "a", number=number)
    assert open_batch(consultation, "needs", "b", number="7").next_number == "7"
    with pytest.raises(AnswerError, match="needs a number"):
        batch.renumber("  ")
    with pytest.raises(AnswerError, match="too long"):
        batch.renumber("7" * 61)


def test_the_database_itself_keeps_a_form_from_being_there_twice(consultation):
    import sqlite3

    form = open_batch(consultation, "needs", "a").send({"clients": "1"})
    other = open_batch(consultation, "needs", "b").send({"clients": "2"})
    with pytest.raises(sqlite3.IntegrityError):
        consultation.database.write("INSERT INTO paper_form VALUES ('needs', 'a', '1', ?, 'x')", (other.id,))
    with pytest.raises(sqlite3.DatabaseError, match="never changed"):
        consultation.database.write("UPDATE paper_form SET number = '9' WHERE response = ?", (form.id,))


def test_a_database_from_before_paper_forms_takes_them(consultation, folder):
    collecting.submit(consultation, defining.current(consultation, "needs"), {"clients": "1"}, channel=Channel.TERMINAL)
    write = consultation.database.write
    for table in ("resolution", "second_note", "second_answer", "second_entry", "paper_note", "paper_form"):
        write(f"DROP TABLE {table}")
    write("DELETE FROM _sqlite_migrations WHERE name LIKE 'm003%'")
    write("PRAGMA user_version = 2")
    consultation.close()
    with consultations.open_consultation(folder) as opened:
        assert open_batch(opened, "needs", "a").send(FORM).number == "1"
        assert [line.number for line in collecting.listing(opened, "needs")].count("") == 1
        assert opened.database.one("PRAGMA user_version") == (3,)


@pytest.mark.parametrize(
    ("number", "next_"),
    [("1", "2"), ("009", "010"), ("99", "100"), ("C-017", "C-018"), ("17b", "18b"), ("A", "1"), ("", "1"), ("2026/3", "2026/4")],
)
def test_numbers_count_on_as_they_stand_on_the_paper(number, next_):
    assert following(number) == next_


def test_numbers_sort_as_people_count():
    assert sorted(["10", "C-9", "9", "C-10", "", "²"], key=in_order) == ["", "9", "10", "C-9", "C-10", "²"]


def test_what_was_typed_is_there_again_with_its_number_and_notes(consultation):
    batch = open_batch(consultation, "needs", "a", "Anna", "12")
    batch.keep({"clients": "5", "services": ["home"]}, {"since": "smudged"})
    again = open_batch(consultation, "needs", "a", "Anna")
    assert again.next_number == "12"
    assert (again.draft(), again.draft_unclear()) == ({"clients": "5", "services": ["home"]}, {"since": "smudged"})
    again.renumber("14")
    assert open_batch(consultation, "needs", "a", "Anna").draft() == {"clients": "5", "services": ["home"]}
    again.send(again.draft(), again.draft_unclear())
    fresh = open_batch(consultation, "needs", "a", "Anna")
    assert (fresh.next_number, fresh.draft(), fresh.draft_unclear()) == ("15", {}, {})
    assert open_batch(consultation, "needs", "a", "Bea").draft() == {}


def test_a_number_under_which_another_types_is_not_proposed_and_is_given_back(consultation):
    anna, bea = (open_batch(consultation, "needs", "a", by) for by in ("Anna", "Bea"))
    assert (anna.next_number, bea.next_number) == ("1", "2")
    bea.close()
    assert open_batch(consultation, "needs", "a", "Cilda").next_number == "2"
    anna.keep({"clients": "1"})
    anna.close()
    assert open_batch(consultation, "needs", "a", "Anna").draft() == {"clients": "1"}
    assert anna.skip() == "3"
    assert open_batch(consultation, "needs", "a", "Anna").draft() == {}


def test_where_a_proposed_number_is_taken_meanwhile_the_form_gets_the_next_one(consultation):
    anna, bea = open_batch(consultation, "needs", "a", "Anna"), open_batch(consultation, "needs", "a", "Bea")
    bea.renumber("1")
    bea.send({"clients": "2"})
    anna.keep({"clients": "1"}, {"since": "?"})
    form = anna.send({"clients": "1"}, {"since": "?"})
    assert (form.number, form.unclear) == ("3", {"since": "?"})
    assert len(anna.typed) == 2


def test_where_a_number_that_was_set_is_taken_meanwhile_nothing_is_sent_and_nothing_lost(consultation):
    anna, bea = open_batch(consultation, "needs", "a", "Anna"), open_batch(consultation, "needs", "a", "Bea")
    anna.renumber("5")
    anna.keep({"clients": "1"})
    bea.renumber("5")
    bea.send({"clients": "2"})
    with pytest.raises(AnswerError, match="typed in already"):
        anna.send({"clients": "1"})
    assert anna.draft() == {"clients": "1"}
    later = open_batch(consultation, "needs", "a", "Anna")
    assert (later.draft(), later.next_number) == ({"clients": "1"}, "5")
    with pytest.raises(NumberTaken):
        later.send(later.draft())
    assert later.send_under_next(later.draft()).number == "7"  # Bea is at 6
    assert (later.next_number, later.draft()) == ("8", {})


def begun(consultation, **typed):
    """Drafts of Anna in the batch a: of each number what was typed under it; the last stays the one that is typed."""
    for number, clients in typed.items():
        batch = open_batch(consultation, "needs", "a", "Anna", number.removeprefix("n"))
        batch.keep({"clients": clients} if clients else {})
        batch.close()
    return open_batch(consultation, "needs", "a", "Anna", batch.next_number)


def test_a_number_that_was_begun_is_gone_on_with_where_nothing_was_typed_under_the_present_one(consultation):
    batch = begun(consultation, n1="5", n7="")
    batch.renumber("1")
    assert (batch.next_number, batch.draft()) == ("1", {"clients": "5"})
    assert open_batch(consultation, "needs", "a", "Bea", "7").draft() == {}
    assert batch.send(batch.draft()).number == "1"


def test_a_form_never_takes_the_place_of_another_that_was_begun(consultation):
    batch = begun(consultation, n1="5", n7="8")
    with pytest.raises(AnswerError, match="you began the form"):
        batch.renumber("1")
    assert (batch.next_number, batch.draft()) == ("7", {"clients": "8"})
    assert open_batch(consultation, "needs", "a", "Anna", "1").draft() == {"clients": "5"}
    batch.renumber("9")
    assert (batch.next_number, batch.draft()) == ("9", {"clients": "8"})


def test_a_note_alone_is_typed_as_well(consultation):
    batch = begun(consultation, n1="", n7="8")
    open_batch(consultation, "needs", "a", "Anna", "1").keep({}, {"since": "smudged"})
    with pytest.raises(AnswerError, match="did not send it"):
        batch.renumber("1")


def test_a_form_whose_number_was_taken_moves_on_past_those_that_were_begun(consultation):
    anna = open_batch(consultation, "needs", "a", "Anna")
    assert anna.next_number == "1"
    open_batch(consultation, "needs", "a", "Anna", "2").keep({"clients": "5"})
    bea = open_batch(consultation, "needs", "a", "Bea")
    bea.renumber("1")
    bea.send({"clients": "1"})
    assert anna.send({"clients": "8"}).number == "4"  # 2 was begun, and 3 is held by Bea now
    assert open_batch(consultation, "needs", "a", "Anna", "2").draft() == {"clients": "5"}


def test_a_draft_whose_number_was_taken_while_nobody_typed_moves_on_past_those_that_were_begun(consultation):
    anna = open_batch(consultation, "needs", "a", "Anna")
    begun(consultation, n2="5")
    time.sleep(0.01)  # the newest draft is gone on with
    anna.keep({"clients": "8"})
    anna.close()
    bea = open_batch(consultation, "needs", "a", "Bea")
    bea.renumber("1")
    bea.send({"clients": "1"})
    again = open_batch(consultation, "needs", "a", "Anna")
    assert again.draft() == {"clients": "8"} and again.next_number not in ("1", "2")
    assert open_batch(consultation, "needs", "a", "Anna", "2").draft() == {"clients": "5"}


def test_after_a_form_the_next_one_that_was_begun_is_gone_on_with(consultation):
    batch = begun(consultation, n2="5", n1="8")
    batch.send(batch.draft())
    assert (batch.next_number, batch.draft()) == ("2", {"clients": "5"})


def windows(consultation):
    """Two windows in which Anna types the batch a."""
    return [open_batch(consultation, "needs", "a", "Anna") for _window in range(2)]


def test_a_number_that_was_sent_from_another_window_is_not_sent_again_under_the_next_one(consultation):
    one, other = windows(consultation)
    one.send(FORM)
    other.keep(FORM)
    with pytest.raises(NumberTaken):
        other.send(FORM)
    assert other.differing(FORM) == () and other.differing({**FORM, "clients": "13"}) == ("clients",)
    assert [form.number for form in one.typed] == ["1"] and other.draft() == FORM


def test_another_paper_under_a_number_that_was_sent_gets_the_next_one(consultation):
    one, other = windows(consultation)
    one.send(FORM)
    other.keep({"clients": "7"})
    number = other.next_free
    assert number != one.next_number
    assert other.send_under_next({"clients": "7"}).number == number
    assert one.send({"clients": "8"}).number == "2"
    assert len({one.next_number, other.next_number, "1", "2", number}) == 5


def test_the_same_paper_typed_in_two_windows_is_a_correction_of_what_was_sent(consultation):
    one, other = windows(consultation)
    one.send(FORM)
    assert other.make_correction({**FORM, "clients": "13"}) == "1" and other.next_number == "3"  # the other window is at 2
    assert other.corrections == ("1",) and other.correction("1").raw["clients"] == "13"
    third = open_batch(consultation, "needs", "a", "Bea")
    third.renumber("1b")
    third.send(FORM)
    assert len(one.typed) == 2


def test_where_the_same_was_typed_in_two_windows_there_is_nothing_to_correct(consultation):
    one, other = windows(consultation)
    one.send(FORM, {"proposal": "smudged"})
    other.keep(FORM, {"proposal": "smudged"})
    other.make_correction(FORM, {"proposal": "smudged"})
    assert other.corrections == () and open_batch(consultation, "needs", "a", "Anna").draft() == {}


def test_a_number_that_was_set_is_there_the_next_time_and_is_never_changed_for_another(consultation):
    batch = open_batch(consultation, "needs", "a", "Anna")
    batch.renumber("17")
    batch.close()
    again = open_batch(consultation, "needs", "a", "Anna")
    assert again.next_number == "17"
    assert open_batch(consultation, "needs", "a", "Bea").next_number == "1"
    bea = open_batch(consultation, "needs", "a", "Bea", "17")
    bea.send({"clients": "2"})
    again.keep({"clients": "1"})
    again.close()
    later = open_batch(consultation, "needs", "a", "Anna")
    with pytest.raises(NumberTaken):
        later.send(later.draft())


def test_an_earlier_number_that_was_set_does_not_come_back_after_another_one(consultation):
    open_batch(consultation, "needs", "a", "Anna", "17").close()
    batch = open_batch(consultation, "needs", "a", "Anna", "31")
    batch.send({"clients": "1"})
    batch.close()
    assert open_batch(consultation, "needs", "a", "Anna").next_number == "32"


def test_what_is_pinned_is_there_the_next_time(consultation):
    batch = open_batch(consultation, "needs", "a", "Anna")
    batch.keep_pinned({"area": "0010000"})
    batch.close()
    assert open_batch(consultation, "needs", "a", "Anna").pinned() == {"area": "0010000"}
    for others in (("a", "Bea"), ("b", "Anna")):
        assert open_batch(consultation, "needs", *others).pinned() == {}
    assert open_batch(consultation, "needs", "a", "Anna").begun == ()
    batch.keep_pinned({})
    assert open_batch(consultation, "needs", "a", "Anna").pinned() == {}


def test_the_forms_that_were_begun_are_told(consultation):
    batch = begun(consultation, n12="5", n3="6", n4="")
    assert batch.begun == ("3", "12")
    batch.keep({}, {"since": "smudged"})
    assert batch.begun == ("3", "4", "12")


def published_anew(consultation, *changes):
    """The survey with each `old` text as `new`, published as the next version."""
    path = consultation.folder / "surveys" / "needs.yaml"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    defining.publish(consultation, defining.read_file(path))


STAFF = (
    "      - {code: proposal",
    "      - {code: staff, type: number, ask: {lv: Darbinieki, en: Staff}}\n      - {code: proposal",
)
TWICE = (
    "      - {code: proposal",
    '      - {code: twice, type: computed, value: "clients * 2", ask: {en: Twice, lv: Divreiz}}\n      - {code: proposal',
)
CLOSED = ("{code: home, lv", "{code: home, closed: yes, lv")
WITHOUT_SINCE = ('      - {code: since, type: date, ask: {lv: "Kopš", en: "Since"}}\n', "")
RETIRED = ("pages:\n", "migrations:\n  - {retire: [since]}\npages:\n")


def test_a_form_of_an_older_version_is_corrected_and_nothing_invented(consultation):
    form = open_batch(consultation, "needs", "a", "Anna").send(FORM, {"proposal": "illegible"})
    before = stored(consultation, form)
    published_anew(consultation, STAFF, TWICE, CLOSED, WITHOUT_SINCE, RETIRED)
    batch = open_batch(consultation, "needs", "a", "Anna")
    raw, notes = batch.reopen("1"), batch.unclear_of("1")
    assert batch.correct("1", raw, "looked again", notes).revision == 0
    assert batch.correct("1", {**raw, "clients": "13"}, "looked again", notes).revision == 1
    after = stored(consultation, form)
    assert after.version == before.version == 1
    assert set(before.answers) ^ set(after.answers) == {Answer("clients", number=12.0), Answer("clients", number=13.0)}
    batch.correct("1", {**batch.reopen("1"), "services": ["home"]}, "looked again", notes)
    assert {a.code for a in stored(consultation, form).answers if a.question == "services"} == {"home"}


def test_a_form_of_an_older_version_is_corrected_as_it_was_printed(consultation):
    form = open_batch(consultation, "needs", "a", "Anna").send(FORM)
    published_anew(consultation, STAFF, CLOSED, WITHOUT_SINCE, RETIRED)
    batch = open_batch(consultation, "needs", "a", "Anna")
    printed = batch.version_of("1")
    assert printed == 1 and batch.version(printed).question("since") and batch.survey.version == 2
    raw = batch.reopen("1", printed)
    assert raw == {**FORM, "since": "2026-03-05"}
    assert batch.correct("1", raw, "looked again", version=printed).revision == 0
    changed = {**raw, "since": "6.3.2026", "services": ["home"]}
    assert batch.check(changed, version=printed) == () == batch.warnings(changed, version=printed)
    batch.keep_correction("1", changed, version=printed)
    assert batch.correction("1", printed).raw == changed
    batch.correct("1", changed, "looked again", version=printed)
    assert batch.corrections == ()
    now = stored(consultation, form)
    assert now.version == 1 and {a.code for a in now.answers if a.question == "services"} == {"home"}
    assert batch.reopen("1", printed)["since"] == "2026-03-06"


def test_papers_of_an_older_version_are_typed_as_they_are_printed(consultation):
    published_anew(consultation, CLOSED, WITHOUT_SINCE, RETIRED)
    batch = open_batch(consultation, "needs", "a", "Anna")
    assert batch.versions == (1, 2) and batch.check({"since": "5.3.2026"})
    batch.keep_pinned({"area": "0010000"})
    batch.keep({"clients": "12"})
    batch.print_as(1)
    assert (batch.draft(), batch.pinned()) == ({"clients": "12"}, {"area": "0010000"})
    assert batch.check(FORM) == ()
    sent = stored(consultation, batch.send(FORM))
    assert sent.version == 1 and {a.code for a in sent.answers if a.question == "services"} == {"home", "day"}
    batch.close()
    again = open_batch(consultation, "needs", "a", "Anna")
    assert (again.survey.version, again.pinned()) == (1, {"area": "0010000"})
    again.print_as(2)
    assert open_batch(consultation, "needs", "a", "Anna").survey.version == 2
    assert open_batch(consultation, "needs", "a", "Bea").survey.version == 2
    with pytest.raises(NotFoundError):
        batch.print_as(7)


def test_what_only_the_newest_version_asks_can_still_be_typed_from_the_paper(consultation):
    form = open_batch(consultation, "needs", "a", "Anna").send(FORM)
    published_anew(consultation, STAFF)
    batch = open_batch(consultation, "needs", "a", "Anna")
    batch.correct("1", {**batch.reopen("1"), "staff": "4"}, "it stands there")
    assert answered(stored(consultation, form))["staff", ""] == 4


def test_correcting_makes_a_revision_with_its_reason(consultation):
    batch = open_batch(consultation, "needs", "a", "Anna")
    form = batch.send(FORM, {"proposal": "illegible"})
    raw = batch.reopen("1")
    assert raw == {**FORM, "since": "2026-03-05"}
    assert batch.unclear_of("1") == {"proposal": "illegible"}
    assert batch.correct("1", raw, "looked again", {"proposal": "illegible"}).revision == 0
    with pytest.raises(UsageError):
        batch.correct("1", raw, " ")
    with pytest.raises(AnswerError):
        batch.correct("1", {**raw, "clients": "many"}, "typo")
    with pytest.raises(NotFoundError):
        batch.reopen("2")
    corrected = batch.correct("1", {**raw, "clients": "13", "proposal": "A bus"}, "a magnifying glass")
    assert (corrected.revision, corrected.unclear, corrected.answered) == (1, {}, 8)
    assert answered(stored(consultation, form))["clients", ""] == 13
    assert [(r.actor, r.reason) for r in reviewing.revisions_of(consultation, form.id)] == [("Anna", "a magnifying glass")]
    marked = batch.correct("1", {**raw, "clients": ""}, "no", {"clients": "12 or 13"})
    assert (marked.revision, marked.unclear) == (2, {"clients": "12 or 13"})
    assert stored(consultation, form).review is Review.HAS_ISSUES


def test_paper_counts_as_every_response_does(consultation):
    batch = open_batch(consultation, "needs")
    for at in range(3):
        batch.send({"clients": str(at)})
    (counted,) = results(consultation, "en").surveys
    assert counted.turnout.responses == 3


def test_a_retry_of_the_same_form_is_the_same_response(consultation):
    from consult.model.paper import Paper

    survey = defining.current(consultation, "needs")
    paper = {"paper": Paper("a", "1", "Anna"), "unclear": {"since": "?"}}
    sent = [collecting.submit(consultation, survey, FORM, channel=Channel.PAPER, session="s", **paper) for _n in range(2)]
    assert sent[0] == sent[1]
    assert len(list(collecting.listing(consultation, "needs"))) == 1


def test_receipts_of_an_anonymous_survey_are_told_once(consultation):
    batch = open_batch(consultation, "needs", by="Anna")
    sent = batch.send(FORM)
    assert sent.receipt and batch.typed[-1].receipt == sent.receipt
    assert batch.survey.identity == "anonymous"
    assert open_batch(consultation, "needs", by="Anna").typed[-1].receipt == ""


CLERK = """
import sys
from pathlib import Path
from consult.service.consultation import open_consultation
from consult.service.paper.paper_entry import NumberTaken, open_batch
folder, by, n, mark = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
with open_consultation(folder) as consultation:
    batch = open_batch(consultation, "needs", "a", by)
    print("ready", flush=True)
    sys.stdin.readline()
    for at in range(n):
        batch.keep({"proposal": f"{mark} {at}"})
        try:
            form = batch.send({"proposal": f"{mark} {at}"})
        except NumberTaken:
            form = batch.send_under_next({"proposal": f"{mark} {at}"})
        print(form.number, f"{mark} {at}", flush=True)
"""


def clerk(folder, by, n, mark="form"):
    command = [sys.executable, "-c", CLERK, str(folder), by, str(n), mark]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def proposal(consultation, form):
    return next(answer.text for answer in stored(consultation, form).answers if answer.question == "proposal")


@pytest.mark.parametrize("names", [("Anna", "Bea"), ("Anna", "Anna")])
def test_two_clerks_type_the_same_batch_at_once(folder, names):
    both = [clerk(folder, by, 25, mark) for by, mark in zip(names, ("left", "right"), strict=True)]
    assert [one.stdout.readline() for one in both] == ["ready\n"] * 2
    for one in both:
        one.stdin.write("\n")
        one.stdin.flush()
    told = [one.communicate(timeout=30)[0].splitlines() for one in both]
    assert [len(lines) for lines in told] == [25, 25]
    numbers = [line.split(" ", 1)[0] for lines in told for line in lines]
    assert len(set(numbers)) == 50
    with consultations.open_consultation(folder) as opened:
        typed = open_batch(opened, "needs", "a", "Cilda").typed
        assert sorted(form.number for form in typed) == sorted(numbers)
        said = {f"{form.number} {proposal(opened, form)}" for form in typed}
        assert said == {line for lines in told for line in lines}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_terminal_loses_and_doubles_nothing(folder):
    acknowledged = []
    for round_ in range(3):
        with clerk(folder, "Anna", 100_000, f"round {round_}") as one:
            one.stdin.write("\n")
            one.stdin.flush()
            lines = [one.stdout.readline() for _n in range(9 + 3 * round_)]
            os.kill(one.pid, signal.SIGKILL)
            lines += one.stdout.readlines()
        acknowledged += [line.split(" ", 1)[0] for line in lines[1:] if line.endswith("\n")]
    with consultations.open_consultation(folder) as opened:
        batch = open_batch(opened, "needs", "a", "Anna")
        numbers = [form.number for form in batch.typed]
        assert len(set(numbers)) == len(numbers)
        assert set(acknowledged) <= set(numbers)
        # The one that was stored and not told is no draft any more, and the one that was begun is.
        assert batch.next_number not in numbers
        assert batch.draft().get("proposal") != proposal(opened, batch.typed[-1])
        assert len(numbers) - len(acknowledged) <= 3
        assert opened.database.one("PRAGMA foreign_key_check") is None
        assert opened.database.one("SELECT count(*) FROM response") == (len(numbers),)


def test_a_draft_typed_before_a_new_version_is_not_lost(consultation):
    batch = open_batch(consultation, "needs", "a", "Anna")
    batch.keep({"clients": "5", "proposal": "A bus"}, {"since": "?"})
    path = consultation.folder / "surveys" / "needs.yaml"
    text = path.read_text("utf-8").replace("code: clients, type", "code: customers, type")
    path.write_text(text + "migrations:\n  - rename: {clients: customers}\n", "utf-8")
    defining.publish(consultation, defining.read_file(path))
    again = open_batch(consultation, "needs", "a", "Anna")
    assert again.draft() == {"customers": "5", "proposal": "A bus"}
    assert again.draft_unclear() == {"since": "?"}


def test_sheets_stand_on_the_command_line_and_in_exports(consultation, folder, consult):
    open_batch(consultation, "needs", "Cēsis 1", "Anna").send(FORM, {"proposal": "illegible"})
    collecting.submit(consultation, defining.current(consultation, "needs"), {"clients": "1"}, channel=Channel.TERMINAL)
    lines = json.loads(consult("--dir", folder, "responses", "list", "needs", "--json").stdout)
    assert sorted((line["batch"], line["number"], line["typed_by"]) for line in lines) == [("", "", ""), ("Cēsis 1", "1", "Anna")]
    told = consult("--dir", folder, "responses", "show", next(line["id"] for line in lines if line["number"])).stdout
    assert "Paper: Cēsis 1, 1; typed by Anna" in told and "proposal: illegible" in told
    table = consult("--dir", folder, "responses", "export", "needs").stdout.splitlines()
    at = table[0].split(",").index("paper_batch")
    assert table[0].split(",")[at + 1] == "paper_number"
    assert sorted(tuple(line.split(",")[at : at + 2]) for line in table[1:]) == [("", ""), ("Cēsis 1", "1")]


def test_without_paper_exports_have_no_columns_for_it(consultation, folder, consult):
    collecting.submit(consultation, defining.current(consultation, "needs"), {"clients": "1"}, channel=Channel.TERMINAL)
    assert "paper" not in consult("--dir", folder, "responses", "export", "needs").stdout


def test_an_export_brings_its_sheets_back(consultation, folder, tmp_path, consult):

    open_batch(consultation, "needs", "Cēsis 1", "Anna").send(FORM)
    for name in ("answers.csv", "answers.jsonl", "answers.xlsx"):
        file = tmp_path / name
        assert consult("--dir", folder, "responses", "export", "needs", "-o", str(file)).exit_code == 0
        with other_folder(tmp_path / f"other-{name}") as other:
            assert consult("--dir", other.folder, "responses", "import", str(file)).exit_code == 0
            assert [(line.batch, line.number) for line in collecting.listing(other, "needs")] == [("Cēsis 1", "1")]
            again = consult("--dir", other.folder, "responses", "import", str(file))
            assert again.exit_code == 0, again.output


def other_folder(path):
    from conftest import NEEDS

    made = consultations.create(path, Settings(title={"en": "Other"}))
    (made.folder / "surveys" / "needs.yaml").write_text(NEEDS, "utf-8")
    defining.publish(made, defining.read_file(made.folder / "surveys" / "needs.yaml"))
    return made


def test_merging_two_laptops_keeps_the_sheets(consultation, tmp_path):
    open_batch(consultation, "needs", "Cēsis", "Anna").send(FORM)
    with other_folder(tmp_path / "other") as other:
        form = open_batch(other, "needs", "Valka", "Bea").send({"clients": "1"}, {"since": "?"})
        open_batch(other, "needs", "Valka", "Bea").correct("1", {"clients": "2"}, "typo", {"since": "??"})
    for added in (1, 0):
        merged = merge(consultation, tmp_path / "other")
        assert (merged.added["responses"], merged.conflicts) == (added, ())
    assert paper_entry.batches(consultation, "needs") == ["Cēsis", "Valka"]
    (there,) = open_batch(consultation, "needs", "Valka", "Cilda").typed
    assert (there.id, there.typed_by, there.unclear, there.revision) == (form.id, "Bea", {"since": "??"}, 1)


def test_a_sheet_that_both_laptops_have_is_a_conflict(consultation, tmp_path):
    here = open_batch(consultation, "needs", "a", "Anna").send(FORM)
    with other_folder(tmp_path / "other") as other:
        there = open_batch(other, "needs", "a", "Bea").send({"clients": "1"})
    (conflict,) = merge(consultation, tmp_path / "other").conflicts
    assert (conflict.kind, conflict.here, conflict.there) == ("paper", here.id, there.id)
    assert merge(consultation, tmp_path / "other", skip_conflicts=True).added["responses"] == 0


def test_the_form_needs_a_terminal_and_options_that_go_together(folder, consult):
    def said(*options):
        done = consult("--dir", folder, "answer", "needs", *options)
        return done.exit_code, done.stderr

    assert said("--clerk", "--second")[0] == 2
    assert said("--clerk", "--token", "X") == (2, "Error: --token does not go with paper forms: leave it out\n")
    assert said("--batch", "a")[0] == 2
    assert "needs a terminal" in said("--clerk", "--batch", "a")[1]
