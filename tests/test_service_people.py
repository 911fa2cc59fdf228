"""The register of people: read from tables as people write them, known again, and silent about how to reach them."""

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.errors import NotFoundError, TableError
from consult.model.person import Contact, Person
from consult.service.consultation import backup
from consult.service.register import people, registering

REGISTER = """\
Organizācija;Kontaktpersona;Iesaistīto pušu grupa;Pašvaldība;E-pasts;Tālrunis
Rīgas dome;Anna O'Brien;pašvaldība;Rīga;anna@riga.example;+371 67000000
Jūrmalas dome;Jānis;pašvaldība;Jūrmala;janis@jurmala.example;
Biedrība „Aprūpe”;Ilze;NVO;Rīga;ilze@nvo.example;
"""


def codes(changes):
    return [change.code for change in changes]


def said(error):
    return [str(problem) for problem in error.value.problems]


def test_a_register_with_latvian_headers_comes_in_with_codes_from_the_organisations(consultation, table):
    done = registering.import_people(consultation, table(REGISTER))
    assert codes(done.added) == ["rigas_dome", "jurmalas_dome", "biedriba_aprupe"]
    assert people.named(consultation, "rigas_dome") == Person("rigas_dome", "Rīgas dome", "Anna O'Brien", "pašvaldība", "Rīga")
    assert people.contacts(consultation)["rigas_dome"] == Contact("anna@riga.example", "+371 67000000")


def test_the_same_table_again_changes_nothing(consultation, table):
    path = table(REGISTER)
    registering.import_people(consultation, path)
    again = registering.import_people(consultation, path)
    assert (again.added, again.updated, again.unchanged) == ((), (), 3)


def test_the_same_person_is_known_by_code_by_email_and_by_organisation(consultation, table):
    registering.import_people(consultation, table(REGISTER))
    again = registering.import_people(
        consultation,
        table(
            "code,organisation,name,email,phone\n"
            "rigas_dome,Rīgas valstspilsēta,,,\n"  # by its code
            ",Jūrmalas valstspilsēta,,JANIS@jurmala.example,26000000\n"  # by the address, whatever its case
            ",Biedrība „Aprūpe”,Līga,liga@nvo.example,\n"  # the only one of this organisation
        ),
    )
    assert not again.added
    assert [(change.code, change.fields) for change in again.updated] == [
        ("rigas_dome", ("organisation",)),
        ("jurmalas_dome", ("organisation", "email", "phone")),
        ("biedriba_aprupe", ("name", "email")),
    ]
    assert people.named(consultation, "rigas_dome").name == "Anna O'Brien", "a blank cell leaves what was known"


def test_a_person_whose_table_has_another_code_keeps_the_one_of_the_register(consultation, table):
    registering.import_people(consultation, table("code,organisation,email\nr1x,Rīgas dome,a@riga.example\n"))
    done = registering.import_people(consultation, table("code,organisation,email\nother,Rīgas dome,a@riga.example\n"))
    assert not done.added and not done.updated
    assert done.notes == ("row 2 is known by its e-mail address and keeps the code “r1x”",)


def test_two_people_of_one_organisation_stay_two(consultation, table):
    path = table("organisation,name,email\nRīgas dome,Anna,a@x.example\nRīgas dome,Jānis,j@x.example\n")
    assert codes(registering.import_people(consultation, path).added) == ["rigas_dome", "rigas_dome_2"]
    assert registering.import_people(consultation, path).unchanged == 2
    without_mail = table("organisation,name\nRīgas dome,Jānis\nRīgas dome,Anna\nRīgas dome,Zane\n")
    assert codes(registering.import_people(consultation, without_mail).added) == ["rigas_dome_3"]


def test_a_code_is_never_made_of_the_name_of_a_person(consultation, table):
    done = registering.import_people(consultation, table("Vārds,Uzvārds\nAnna,Liepa\nJānis,Ozols\n"))
    assert codes(done.added) == ["r1", "r2"]
    assert people.named(consultation, "r1").name == "Anna Liepa"


def test_codes_with_leading_zeros_stay_and_formulas_are_text(consultation, table):
    registering.import_people(consultation, table('kods,organizācija,tālrunis\n0010000,"\'=cmd|calc",+371 2\n'))
    assert people.named(consultation, "0010000").organisation == "=cmd|calc"


def test_a_workbook_is_read_too(consultation, tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "people.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nosaukums", "E-pasta adrese", "Grupa"])
        sheet.write_row(1, 0, ["Cēsu novads", "c@cesis.example", "pašvaldība"])
    assert codes(registering.import_people(consultation, tmp_path / "people.xlsx").added) == ["cesu_novads"]


def test_every_faulty_row_is_told_and_nothing_is_kept(consultation, table):
    faulty = table(
        "code,organisation,name,email\na,One,,no-address\nb c,Two,,\na,Three,,t@x.example\n,Four,,t@x.example\n,,,t2@x.example\n"
    )
    with pytest.raises(TableError) as error:
        registering.import_people(consultation, faulty)
    assert [line.partition(": ")[0] for line in said(error)] == [f"answers.csv, row {n}" for n in (2, 3, 6, 4, 5)]
    assert "“no-address” is not an e-mail address" in said(error)[0]
    assert "the code “a” stands in row 2 already" in said(error)[3]
    assert "the e-mail address stands in row 4 already" in said(error)[4]
    assert people.listing(consultation) == []


def test_an_address_of_several_people_needs_a_code(consultation, table):
    registering.import_people(consultation, table("code,organisation,email\na,One,info@x.example\nb,Two,info@x.example\n"))
    with pytest.raises(TableError, match="belongs to several people: a, b"):
        registering.import_people(consultation, table("organisation,email\nThree,info@x.example\n"))
    assert registering.import_people(consultation, table("organisation,email\nTwo,info@x.example\n")).unchanged == 1


@pytest.mark.parametrize("text", ["colour,size\nred,1\n", "email\na@x.example\n"])
def test_a_table_that_names_nobody_is_refused(consultation, table, text):
    with pytest.raises(TableError, match="no column names an organisation or a person"):
        registering.import_people(consultation, table(text))


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(["a@x.example", "riga", "=1", "", "Rīga"])
CODES = st.sampled_from(["", "", "riga", "jurmala", "0010000"])
EMAILS = st.sampled_from(["", "", "a@x.example", "b@x.example", "A@x.example"])
ROWS = st.tuples(CODES, CELLS, EMAILS) | st.tuples(CELLS, CELLS, CELLS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(CODES, CELLS, EMAILS), min_size=1, max_size=4) | st.lists(ROWS, min_size=1, max_size=6))
def test_whatever_stands_in_the_cells_rows_become_people_or_are_told(consultation, tmp_path, rows):
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("code", "organisation", "email"), *rows])
    with consultation.database.atomic():
        for code in [person.code for person in people.listing(consultation)]:
            consultation.database.write("DELETE FROM person WHERE code = ?", (code,))
    try:
        done = registering.import_people(consultation, path)
    except TableError as error:
        assert all(problem.fault for problem in error.problems) and people.listing(consultation) == []
        return
    assert len(people.listing(consultation)) == len(done.added) == len(set(codes(done.added)))
    again = registering.import_people(consultation, path)
    assert (again.added, again.updated) == ((), ())


def test_a_dry_run_tells_and_keeps_nothing(folder, consult, table):
    done = consult("people", "import", table(REGISTER), "--dry-run", at=folder)
    assert "3 added" in done.stderr and "+ rigas_dome  Rīgas dome" in done.stdout
    assert json.loads(consult("people", "list", "--json", at=folder).stdout) == []


def test_contacts_are_shown_only_where_they_are_asked_for(folder, consult, table):
    imported = consult("people", "import", table(REGISTER), at=folder)
    for shown in (imported, consult("people", "list", at=folder), consult("people", "list", "--json", at=folder)):
        assert shown.exit_code == 0 and "@" not in shown.output and "67000000" not in shown.output
    assert "anna@riga.example" in consult("people", "list", "--contacts", at=folder).stdout
    with_json = json.loads(consult("people", "list", "--contacts", "--json", "--area", "rīga", at=folder).stdout)
    assert [person["email"] for person in with_json] == ["ilze@nvo.example", "anna@riga.example"]


def test_the_list_can_be_narrowed_and_a_group_that_is_not_there_is_told(folder, consult, table):
    consult("people", "import", table(REGISTER), at=folder)
    listed = json.loads(consult("people", "list", "--group", "nvo", "--json", at=folder).stdout)
    assert [person["code"] for person in listed] == ["biedriba_aprupe"]
    done = consult("people", "list", "--group", "ministrija", at=folder)
    assert done.exit_code == 1 and "use one of NVO, pašvaldība" in done.stderr


def test_a_person_who_is_removed_leaves_no_trace_in_the_file(consultation, table, tmp_path):
    registering.import_people(consultation, table(REGISTER))
    assert people.remove(consultation, "rigas_dome")
    backup(consultation, tmp_path / "copy.db")
    assert b"anna@riga" not in (tmp_path / "copy.db").read_bytes()
    with pytest.raises(NotFoundError, match="no code “rigas_dome”"):
        people.remove(consultation, "rigas_dome")


def test_control_characters_do_not_reach_the_terminal(folder, consult, table):
    consult("people", "import", table("organisation,name\nOne\x1b[31m,Two\u202e\n"), at=folder)
    shown = consult("people", "list", at=folder).stdout
    assert "\x1b" not in shown and "\u202e" not in shown
