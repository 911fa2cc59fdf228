"""Imported answers that the form would not take: kept, counted and told."""

import json

import pytest

from consult.service import defining
from consult.service.exchange import exchanging
from tests.imported_tables import TABLE

RULED = """\
consult: 1
survey: ruled
languages: [en]
title: Ruled
pages:
  - page: all
    questions:
      - code: who
        type: single
        other: yes
        required: yes
        ask: Who
        choices: [{code: mum, en: Mum}, {code: dad, en: Dad}]
      - code: points
        type: allocation
        total: 100
        ask: Divide
        choices: [{code: home, en: Home}, {code: day, en: Day}]
      - code: end
        type: number
        required: yes
        ask: End
        check: [{must: "end >= 5", say: Too small}, {must: "end <= 50", level: warn, say: Rather large}]
"""


@pytest.fixture
def ruled(consultation):
    (consultation.folder / "surveys" / "ruled.yaml").write_text(RULED, "utf-8")
    defining.publish(consultation, defining.read_file(consultation.folder / "surveys" / "ruled.yaml"))
    return consultation


def test_answers_that_break_the_rules_of_the_form_are_kept_and_counted(ruled, table):
    text = "id;who;points.home;points.day;end\n1;Mum;60;60;7\n2;Dad;50;50;4\n3;Mum;10;20;1\n4;Dad;40;60;90\n5;Mum;;;\n"
    done = exchanging.import_table(ruled, table(text), "ruled")
    assert done.added == 5
    assert done.notes == ("In 3 responses answers do not agree with the checks of the survey: points.home (2), end (2).",), (
        "a warning and a required question left blank are none of them"
    )


def test_a_table_that_keeps_the_rules_has_no_notes(ruled, table):
    text = "id;who;who.other;points.home;points.day;end\n1;Mum;;60;40;7\n2;;A neighbour;;;\n3;;;100;;\n"
    assert exchanging.import_table(ruled, table(text), "ruled").notes == ()


def test_what_is_none_of_the_choices_is_told(ruled, table, consult):
    path = table("id;who\n1;mumi\n2;Mum\n3;MUMI\n4;dda\n5;\n6;mum\n")
    done = consult("responses", "import", path, "--survey", "ruled", "--json", at=ruled.folder)
    assert json.loads(done.stdout)["notes"] == [
        "In 3 cells of “who” the answer is none of the choices and was taken as own words: “mumi”, “MUMI”, “dda”."
    ]
    again = consult("responses", "import", path, "--survey", "ruled", at=ruled.folder)
    assert "In 3 cells of “who”" in again.stderr


def test_many_mistyped_choices_are_told_shortly(ruled, table):
    rows = "".join(f"{n};word {n} {'x' * 90}\n" for n in range(9))
    (note,) = exchanging.import_table(ruled, table(f"id;who\n{rows}"), "ruled").notes
    assert note.startswith("In 9 cells of “who”") and note.endswith("…”, ….") and len(note) < 450


def test_notes_count_several_choices_in_one_cell(consultation, table):
    (note,) = exchanging.import_table(consultation, table(TABLE), "needs").notes
    assert note == "In 1 cell of “services” the answer is none of the choices and was taken as own words: “Pirts”."
