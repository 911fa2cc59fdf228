"""Correcting responses by a table: only what it asks, in the words of the version that was answered."""

from consult.model.response import Answer, Channel, Response, Review
from consult.service import defining, reviewing
from consult.service.consultation import new_id, now_utc
from consult.service.exchange import exchanging
from consult.service.history import history
from consult.store import responses
from tests.imported_tables import facts, said


def update(consultation, path, survey="needs", **options):
    return exchanging.import_table(consultation, path, survey, update=True, **options)


def told_by(consultation, survey="needs"):
    """The answers of each response, those that have a value, by the place they stand in."""
    return [
        sorted(f"{a.question}.{a.row}={a.code or ''}{a.number or ''}{a.text or ''}" for a in response.answers if not a.missing)
        for response in responses.responses(consultation.database, survey)
    ]


def without_mapping(consultation, survey="needs"):
    (consultation.folder / "mappings" / f"{survey}.yaml").unlink()


def test_a_correction_leaves_alone_what_the_table_does_not_ask(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti;Priekšlikums;Pašvaldība\na1;5;Autobuss;Rīga\n"), "needs")
    without_mapping(consultation)
    narrow = table("ID;Klienti\na1;7\n", "narrow.csv")
    done = update(consultation, narrow)
    assert (done.updated, done.added) == (1, 0)
    assert told_by(consultation) == [["area.=0010000", "clients.=7.0", "proposal.=Autobuss"]]
    assert update(consultation, narrow).updated == 0
    without_mapping(consultation)
    assert update(consultation, table("ID;Priekšlikums\na1;\n", "blank.csv")).updated == 1
    assert told_by(consultation) == [["area.=0010000", "clients.=7.0"]]


def test_a_narrow_table_with_the_same_answers_is_no_conflict(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti;Priekšlikums\na1;5;Autobuss\n"), "needs")
    without_mapping(consultation)
    assert exchanging.import_table(consultation, table("ID;Klienti\na1;5\n", "narrow.csv"), "needs").already_there == 1


def test_one_row_of_a_matrix_and_some_of_the_choices_are_corrected_alone(consultation, table):
    wide = "ID;Vajadzība [Jūsu pašvaldībā];Vajadzība [Reģionā];Pakalpojumi\na1;Liela;Nav;Aprūpe mājās, Pirts\n"
    exchanging.import_table(consultation, table(wide), "needs")
    mapping = consultation.folder / "mappings" / "needs.yaml"
    columns = ["ID, role: id", "v, question: need, row: here", "d, question: services, choice: day"]
    lines = "".join(f"  - {{column: {column}}}\n" for column in columns)
    mapping.write_text(f"consult: 1\nsurvey: needs\ncolumns:\n{lines}", "utf-8")
    assert update(consultation, table("ID;v;d\na1;Nav;1\n", "narrow.csv")).updated == 1
    expected = ["need.here=1", "need.region=1", "services.=day", "services.=home", "services.=otherPirts"]
    assert told_by(consultation) == [expected]
    assert update(consultation, table("ID;v;d\na1;Nav;0\n", "none.csv")).updated == 1
    assert told_by(consultation) == [[one for one in expected if one != "services.=day"]]


def test_what_is_computed_follows_from_old_and_new_answers_together(whole, table):
    text = "ID;clients.home.y2026;clients.day.y2026\n1;100;20\n"
    exchanging.import_table(whole, table(text), "whole")
    without_mapping(whole, "whole")
    assert update(whole, table("ID;clients.day.y2026\n1;50\n", "narrow.csv"), "whole").updated == 1
    assert {("all_clients", "", "", 0, None, 150.0, None), ("clients", "home", "y2026", 0, None, 100.0, None)} < facts(whole)[0]


def test_a_long_table_corrects_only_what_its_rows_name(whole, table):
    head = "respondent,question,row,value\n"
    exchanging.import_table(whole, table(head + "1,area,,Rīga\n1,staff,,5\n2,area,,Rīga\n2,staff,,8\n"), "whole")
    done = update(whole, table(head + "1,area,,Rīga\n1,staff,,6\n2,area,,Jūrmala\n", "more.csv"), "whole")
    assert done.updated == 2
    numbers = [{code: number for code, *_place, number, _text in given if number} for given in facts(whole)]
    assert numbers == [{"staff": 6.0}, {"staff": 8.0}]


def test_a_table_that_only_corrected_is_kept_in_mind(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti\na1;5\n"), "needs")
    update(consultation, table("ID;Klienti\na1;6\n", "corrected.csv"))
    update(consultation, table("ID;Klienti\na1;6\n", "again.csv"))
    assert [past.name for past in responses.imports(consultation.database, "needs")] == ["answers.csv", "corrected.csv"]


def republish(consultation, *changes, more=""):
    path = consultation.folder / "surveys" / "needs.yaml"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text + more, "utf-8")
    return defining.publish(consultation, defining.read_file(path))


def test_a_response_to_an_older_version_is_compared_as_the_newest_means_it(consultation, table):
    first = table("ID;Klienti;Pakalpojumi\na1;5;Aprūpe mājās\n")
    exchanging.import_table(consultation, first, "needs")
    without_mapping(consultation)
    republish(
        consultation, ("code: clients,", "code: visitors,"), ("{code: home,", "{code: care,"),
        more="migrations:\n  - rename: {clients: visitors}\n  - recode: {services: {home: care}}\n",
    )  # fmt: skip
    again = table("ID;Klienti;Pakalpojumi\na1;5;Aprūpe mājās\na2;6;\n", "longer.csv")
    done = exchanging.import_table(consultation, again, "needs")
    assert (done.added, done.already_there) == (1, 1)
    without_mapping(consultation)
    changed = table("ID;Klienti;Pakalpojumi\na1;9;Aprūpe mājās, Dienas centrs\na2;7;\n", "changed.csv")
    assert update(consultation, changed).updated == 2
    old, new = responses.responses(consultation.database, "needs")
    assert (old.version, new.version) == (1, 2)
    assert told_by(consultation) == [["clients.=9.0", "services.=day", "services.=home"], ["visitors.=7.0"]]
    meant = history(consultation, "needs").current(old)
    assert {(a.question, a.code) for a in meant.answers if not a.missing} == {
        ("visitors", None), ("services", "care"), ("services", "day"),
    }  # fmt: skip
    assert update(consultation, changed).updated == 0, "it says the same now"


JOINED = """\
migrations:
  - recode: {area: {"0010000": near, "0004000": near}}
"""


def merged_areas(consultation, table):
    """A response to two municipalities told apart, which the newest version knows as one."""
    exchanging.import_table(consultation, table("ID;Klienti;Pašvaldība\na1;5;Rīga\n"), "needs")
    without_mapping(consultation)
    republish(
        consultation,
        ('[{code: "0010000", lv: Rīga}, {code: "0004000", lv: Jūrmala}]', "[{code: near, lv: Tuvu}, {code: far, lv: Tālu}]"),
        more=JOINED,
    )


def test_what_a_correction_leaves_alone_keeps_the_code_of_its_version(consultation, table):
    merged_areas(consultation, table)
    assert update(consultation, table("ID;Klienti;Pašvaldība\na1;9;Tuvu\n", "same.csv")).updated == 1
    assert told_by(consultation) == [["area.=0010000", "clients.=9.0"]]


def test_a_choice_that_the_older_version_did_not_have_is_kept_by_its_new_code(consultation, table):
    merged_areas(consultation, table)
    assert update(consultation, table("ID;Klienti;Pašvaldība\na1;5;Tālu\n", "far.csv")).updated == 1
    assert told_by(consultation) == [["area.=far", "clients.=5.0"]]


def test_what_became_one_choice_is_not_told_apart_by_a_correction(consultation, table):
    merged_areas(consultation, table)
    update(consultation, table("ID;Klienti;Pašvaldība\na1;5;Tālu\n", "far.csv"))
    assert update(consultation, table("ID;Klienti;Pašvaldība\na1;5;Tuvu\n", "near.csv")).updated == 1
    assert told_by(consultation) == [["area.=near", "clients.=5.0"]]


def test_a_correction_that_the_older_version_cannot_say_tells_what_to_do(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti;Pakalpojumi\na1;5;\n"), "needs")
    without_mapping(consultation)
    republish(
        consultation, ("{code: home,", "{code: care,"), ('{code: day, lv: "Dienas centrs"', '{code: street, lv: "Ielu darbs"'),
        more="migrations:\n  - recode: {services: {home: care, day: care}}\n",
    )  # fmt: skip
    (id_,) = [response.id for response in responses.responses(consultation.database, "needs")]
    (problem,) = said(lambda: update(consultation, table("ID;Klienti;Pakalpojumi\na1;5;Aprūpe mājās\n", "care.csv")))
    assert problem == (
        "care.csv, row 2: the response “a1” was given to version 1, in which “Services” could mean several of what is one"
        " now: leave that column out, or exclude the response (“consult responses review "
        f"{id_} --state excluded --reason …”) and give the row a new id"
    )
    reviewing.review(consultation, [id_], Review.EXCLUDED, "corrected as a2")
    assert update(consultation, table("ID;Klienti;Pakalpojumi\na2;5;Aprūpe mājās\n", "new.csv")).added == 1


def test_a_question_that_changed_its_meaning_is_not_corrected_in_the_older_response(consultation, table):
    republish(consultation, ('lv: "Klienti", en: "Clients"', 'lv: "Klienti gadā", en: "Clients a year"'))
    late = Response(new_id(), "needs", 1, Channel.IMPORT, None, (Answer("clients", number=5),), "id:a1")
    responses.add(consultation.database, [late], now_utc())
    assert history(consultation, "needs").current(late).answers[0].question == "clients_v1"
    (problem,) = said(lambda: update(consultation, table("ID;Klienti gadā\na1;9\n", "changed.csv")))
    assert "was given to version 1, which did not ask “Clients a year” so: leave that column out, or exclude" in problem


def test_a_response_to_an_older_version_that_no_migration_touches_is_corrected(consultation, table):
    exchanging.import_table(consultation, table("ID;Klienti\na1;5\n"), "needs")
    without_mapping(consultation)
    republish(
        consultation,
        ("      - {code: since", '      - {code: staff, type: number, ask: {lv: "Darbinieki"}}\n      - {code: since'),
    )
    wider = table("ID;Klienti;Darbinieki\na1;5;\n", "wider.csv")
    assert exchanging.import_table(consultation, wider, "needs").already_there == 1, "it was not asked, so it is not blank"
    assert update(consultation, table("ID;Klienti;Darbinieki\na1;6;\n", "other.csv")).updated == 1
    assert told_by(consultation) == [["clients.=6.0"]]
