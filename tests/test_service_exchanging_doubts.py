"""What a table may mean otherwise than it says is told or refused: rows at its end, per cent, thousands, days as figures."""

import json
from datetime import date

import pytest

from consult.formats import mapping_yaml
from consult.formats.mapping_yaml import Column, Mapping
from consult.formats.tables.table import Layout
from consult.service import defining
from consult.service.exchange import exchanging
from consult.store import responses
from tests.imported_tables import said
from tests.table_making import workbook

ASKED = """\
consult: 1
survey: asked
languages: [en]
title: Asked
pages:
  - page: all
    questions:
      - {code: who, type: text, ask: Who}
      - {code: change, type: text, ask: Change}
      - {code: euros, type: number, ask: Euros}
      - {code: ease, type: number, ask: Ease}
      - {code: share, type: number, min: 0, max: 100, unit: "%", ask: Share}
      - {code: since, type: date, ask: Since}
"""
HEAD = "Who,Change,Euros,Ease\n"
KEEP = "If somebody answered so, write “all_rows: yes” at the top of the mapping and import the table with --update."


@pytest.fixture
def asked(consultation):
    path = consultation.folder / "surveys" / "asked.yaml"
    path.write_text(ASKED, "utf-8")
    defining.publish(consultation, defining.read_file(path))
    return consultation


@pytest.fixture
def book(tmp_path):
    """Writes a workbook of `rows`."""

    def write(*rows):
        path = tmp_path / "answers.xlsx"
        path.write_bytes(workbook(rows))
        return path

    return write


def values(consultation, question):
    """The answers to one question, in order."""
    found = responses.responses(consultation.database, "asked")
    return [a.number if a.number is not None else a.text for one in found for a in one.answers if a.question == question]


def mapping_of(consultation):
    return consultation.folder / "mappings" / "asked.yaml"


def change(consultation, old, new):
    path = mapping_of(consultation)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_last_person_whose_words_begin_as_a_remark_does_is_kept_and_told(asked, table):
    path = table(HEAD + "Club,More,1,1\nClub,Most,2,2\n,Dati par rindām nav pieejami; lūdzu publicējiet,,\n")
    done = exchanging.import_table(asked, path, "asked")
    assert (done.added, values(asked, "change")[-1]) == (3, "Dati par rindām nav pieejami; lūdzu publicējiet")
    assert done.notes == (
        "Row 4 may be a remark below the table, but was taken for an answer. If it is none, delete it from the table.",
    )
    assert exchanging.import_table(asked, path, "asked").already_there == 3


def test_a_remark_under_a_column_of_figures_is_left_out_and_told(asked, table):
    done = exchanging.import_table(asked, table(HEAD + "Club,More,1,1\nClub,Most,2,2\n,,Source: us,\n"), "asked")
    assert done.added == 2
    assert done.notes == ("Row 4 was left out, for it is a remark below the table.", KEEP)


def test_totals_are_told_and_can_be_kept_by_the_mapping(asked, table, consult):
    path = table(HEAD + "Club,More,1,1\nClub,Most,2,2\nKopā,5,,\n")
    told = consult("responses", "import", path, "--survey", "asked", "--json", at=asked.folder)
    assert json.loads(told.stdout)["notes"] == ["Row 4 was left out, for it holds totals.", KEEP]
    change(asked, "columns:", "all_rows: yes\ncolumns:")
    done = exchanging.import_table(asked, path, "asked", update=True)
    assert (done.added, done.already_there, done.notes) == (1, 2, ())
    assert values(asked, "who") == ["Club", "Club", "Kopā"]


def test_percentages_of_a_workbook_are_refused_until_the_mapping_says_what_they_mean(asked, book):
    path = book(["Who", "Share"], ["a", 0.45], ["b", 0.07], ["c", 1], ["d", 0])
    for dry_run in (False, True):
        assert said(lambda dry_run=dry_run: exchanging.import_table(asked, path, "asked", dry_run=dry_run)) == [
            "answers.xlsx, column B “Share”: the question asks for per cent, but all figures are from 0 to 1, as spreadsheets"
            ' keep 45 % as 0.45: write beside the column in mappings/asked.yaml “format: "0%"” if 0.45 means 45 %,'
            ' “format: "0"” if it means 0.45 %'
        ]
    assert not values(asked, "who"), "nothing came in"
    change(asked, "question: share", 'question: share, format: "0%"')
    assert exchanging.import_table(asked, path, "asked").added == 4
    assert values(asked, "share") == [45, 7, 100, 0]


def test_fractions_of_a_per_cent_come_in_where_the_mapping_says_so(asked, book):
    path = book(["Who", "Share"], ["a", 0.45])
    said(lambda: exchanging.import_table(asked, path, "asked"))
    change(asked, "question: share", 'question: share, format: "0"')
    exchanging.import_table(asked, path, "asked")
    assert values(asked, "share") == [0.45]


@pytest.mark.parametrize("shares", [(0.45, 45), (0, 1), (1, 1), (45, 7)])
def test_other_shares_of_a_workbook_are_taken_as_they_are(asked, book, shares):
    exchanging.import_table(asked, book(["Who", "Share"], *(["a", share] for share in shares)), "asked")
    assert values(asked, "share") == [*shares]


def test_shares_typed_into_a_text_file_are_taken_as_they_are(asked, table):
    exchanging.import_table(asked, table("Who;Share\na;45%\nb;0,5\n"), "asked")
    assert values(asked, "share") == [45, 0.5]


def test_days_that_a_workbook_counts_are_read_and_told(asked, book):
    done = exchanging.import_table(asked, book(["Who", "Since"], ["a", 43895], ["b", "5.3.2020"], ["c", 43895.5]), "asked")
    assert values(asked, "since") == ["2020-03-05"] * 3
    assert done.notes == (
        "In 2 cells of “Since” figures were read as the days that spreadsheets keep so: 43895 as 5 March 2020.",
    )


@pytest.mark.parametrize("cell", [19999, 80001, 5, 438950])
def test_other_figures_are_no_days(asked, book, cell):
    assert "is not a date" in said(lambda: exchanging.import_table(asked, book(["Who", "Since"], ["a", cell]), "asked"))[0]


def test_counted_days_in_a_text_file_want_a_word_in_the_mapping(asked, table):
    path = table("Who;Since\na;43895\n")
    assert "is not a date" in said(lambda: exchanging.import_table(asked, path, "asked"))[0]
    change(asked, "question: since", "question: since, format: excel")
    exchanging.import_table(asked, path, "asked")
    assert values(asked, "since") == [date(2020, 3, 5).isoformat()]


def test_figures_that_look_like_thousands_are_told(asked, table):
    done = exchanging.import_table(asked, table("Who;Euros\na;1.234\nb;2.500\nc;12.000\n"), "asked", dry_run=True)
    assert done.notes == (
        '“Euros” was read with three decimals: 1.234 as 1.234. If it means 1,234, write “format: "1.234"” beside the column in'
        " mappings/asked.yaml and read the table into a new folder.",
    )
    assert not exchanging.import_table(asked, table("Who;Euros\na;1.234\nb;2.5\n"), "asked").notes


def test_a_mapping_to_a_question_that_is_gone_names_its_line_and_the_new_code(asked, table):
    path = table("Who;Euros\na;5\n")
    exchanging.import_table(asked, path, "asked")
    text = ASKED.replace("code: euros", "code: euros_all").replace("code: who", "code: person")
    survey = asked.folder / "surveys" / "asked.yaml"
    survey.write_text(text + "migrations:\n  - rename: {euros: euros_all}\n  - retire: [who]\n", "utf-8")
    defining.publish(asked, defining.read_file(survey))
    lines = mapping_of(asked).read_text("utf-8").splitlines()
    who, euros = (next(n for n, line in enumerate(lines, 1) if f"question: {code}" in line) for code in ("who", "euros"))
    assert said(lambda: exchanging.import_table(asked, table("Who;Euros\nb;6\n"), "asked")) == [
        f"mappings/asked.yaml:{who}: the mapping names the question “who”, which the survey does not have:"
        " correct the mapping of the column “Who”",
        f"mappings/asked.yaml:{euros}: the question “euros” is called “euros_all” now:"
        " write “question: euros_all” for the column “Euros”",
    ]


@pytest.mark.parametrize("width", [2, 3])
def test_two_stray_quotation_marks_do_not_swallow_the_rows_of_a_narrow_table(asked, table, width):
    names = ["Club"] * 100
    names[5], names[50] = '"Saule', '"Mēness" club'
    rows = "".join(",".join((name, "More", "1")[:width]) + "\n" for name in names)
    (told,) = said(
        lambda: exchanging.import_table(asked, table(",".join(("Who", "Change", "Euros")[:width]) + "\n" + rows), "asked")
    )
    assert told == "answers.csv, row 7: a quotation mark opens here and is never closed: close it, or write it twice"


def test_paragraphs_with_commas_are_an_answer(asked, table):
    text = "\n".join(["First, this.", "Then, that.", "And, too.", "Or, not.", "So, there.", "End, of it."])
    exchanging.import_table(asked, table(f'Who,Change\na,"{text}"\n'), "asked")
    assert values(asked, "change") == [text]


def test_a_mapping_that_keeps_all_rows_is_written_and_read():
    mapping = Mapping("asked", (Column("Who", "who"),), Layout(all_rows=True))
    assert mapping_yaml.read(mapping_yaml.write(mapping), "asked.yaml") == mapping
