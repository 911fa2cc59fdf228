"""What the formats hold: the workbook, the codebook, the data package and the SPSS file, read by other programs."""

from __future__ import annotations

import csv
import json
import warnings

import pytest
from exported_responses import made_in, response

from consult.formats.export import delimited, guarding, spss
from consult.model.response import Answer, Missing
from consult.service.exchange import exporting
from consult.service.exchange.exporting import Wanted


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Writes a few responses in a format and gives back the path and what was noted."""
    found = [
        response(
            Answer("area", code="0010000"), Answer("offered", code="a"), Answer("easy", code="2"),
            Answer("staff", number=0.1 + 0.2), Answer("remarks", text="=1+1 ā 🙂"), Answer("since", text="2026-03-05"),
            Answer("top", row="a.b", number=1), Answer("clients", row="a", column="y2026", number=5),
            Answer("plans", column="cost", instance=2, number=7), Answer("attachment", code="ab" * 32, text="f.pdf"),
        ),
        response(
            Answer("staff", missing=Missing.REFUSED), Answer("easy", missing=Missing.BLANK),
            Answer("offered", missing=Missing.BLANK), Answer("since", missing=Missing.NOT_KNOWN), 
            Answer("remarks", text="not_asked"),
            n=2, seconds=40,
        ),
    ]  # fmt: skip
    with made_in(tmp_path_factory) as build:
        consultation = build(found)

        def export(wanted, name="out"):
            path = tmp_path_factory.mktemp("exports") / name
            return path, exporting.export(consultation, "whole", wanted, path).notes

        yield export


def test_the_workbook_has_three_sheets_with_figures_as_numbers_and_no_formula(exported):
    from python_calamine import CalamineWorkbook

    path, notes = exported(Wanted("xlsx"))
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["answers", "answers long", "codebook"] and notes == ()
    header, first, second = book.get_sheet_by_name("answers").to_python()
    row = dict(zip(header, first, strict=True))
    assert (row["area"], row["staff"], row["remarks"]) == ("0010000", 0.1 + 0.2, "=1+1 ā 🙂")
    assert (row["offered.a"], row["offered.a.b"]) == (1, 0)
    assert dict(zip(header, second, strict=True))["staff"] == "refused"
    assert len(book.get_sheet_by_name("answers long").to_python()) == 16
    book_rows = book.get_sheet_by_name("codebook").to_python()
    assert [cells[0] for cells in book_rows[1:]] == header


def test_a_text_longer_than_a_cell_is_cut_and_told(tmp_path_factory, tmp_path):
    with made_in(tmp_path_factory) as build:
        consultation = build([response(Answer("remarks", text="x" * 40_000))])
        notes = exporting.export(consultation, "whole", Wanted("xlsx"), tmp_path / "out.xlsx").notes
        assert notes == (
            "2 texts were longer than a cell of a workbook holds and were cut; --format csv writes them whole.",
        )  # fmt: skip


def test_the_codebook_says_what_each_column_is(exported):
    path, _notes = exported(Wanted("frictionless"))
    with (path / "codebook.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["variable"]: row for row in csv.DictReader(file)}
    area = rows["area"]
    assert (area["question"], area["type"], area["wording_en"], area["answered"]) == ("area", "code", "Municipality", "1")
    assert area["choices_lv"].splitlines() == ["0010000 = Rīga", "-1 = =Cita", "refused = Vecais novads", "other = other"]
    assert area["numbers"].splitlines() == ["0010000 = 1", "-1 = 2", "refused = 3", "other = 4"]
    assert (
        rows["easy"]["numbers"].splitlines() == [*(f"{n} = {n}" for n in range(1, 6)), "no_opinion = 6"]
        and rows["easy"]["versions"] == "1"
    )
    assert rows["staff"]["missing"] == "not_asked, not_reached, not_known, refused" and rows["staff"]["unit_lv"] == "cilvēki"
    assert rows["remarks"]["wording_lv"] == "'=Piezīmes"
    need = rows["need.a.b.region"]
    assert (need["row"], need["column"]) == ("a.b", "region")
    assert need["wording_lv"] == "Cik liela vajadzība? – Dienas centrs – Reģionā"
    plan = rows["plans.2.helpers.other"]
    assert (plan["instance"], plan["wording_en"]) == ("2", "Your proposals – 2 – Where? – in own words")
    assert rows["top.a.b"]["choice"] == "a.b" and rows["top.a.b"]["type"] == "rank"


def test_the_data_package_is_valid(exported):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        path, _notes = exported(Wanted("frictionless"), "package")
        report = frictionless.Package(str(path / "datapackage.json")).validate()
        assert report.valid, report.flatten(["title", "message"])
        answers = frictionless.Package(str(path / "datapackage.json")).get_resource("answers").read_rows()
    assert [row["staff"] and float(row["staff"]) for row in answers] == [0.1 + 0.2, None]
    assert answers[1]["remarks"] == "'not_asked"


def test_the_description_of_the_package_fits_the_tables(exported):
    path, _notes = exported(Wanted("frictionless"))
    package = json.loads((path / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (path / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert [field["name"] for field in resource["schema"]["fields"]] == next(csv.reader(file))
    assert package["resources"][0]["schema"]["primaryKey"] == ["response"]


def test_spss_reads_numbers_with_labels_and_reasons_as_missing(exported):
    pyreadstat = pytest.importorskip("pyreadstat")
    path, notes = exported(Wanted("spss"), "out.sav")
    assert notes == ()
    frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
    assert len(frame) == 2 and "need.a.b.region" in meta.column_names
    assert meta.variable_value_labels["area"][1] == "Rīga" and frame["area"][0] == 1
    assert meta.variable_value_labels["staff"][spss.MISSING["refused"]] == "atteikts"
    assert frame["staff"][1] == spss.MISSING["refused"] and frame["staff"][0] == 0.1 + 0.2
    assert frame["easy"].isna()[1] and frame["offered.a"][0] == 1
    assert str(frame["since"][0])[:10] == "2026-03-05" and frame["remarks"][0] == "=1+1 ā 🙂"
    assert meta.column_names_to_labels["need.a.b.region"] == "Cik liela vajadzība? – Dienas centrs – Reģionā"
    usual, _meta = pyreadstat.read_sav(str(path))
    assert usual["staff"].isna()[1]


def test_names_and_labels_fit_spss():
    assert spss.names_of(["a", "A", "1x", "with", "a.b.", "č", "x" * 80, "x" * 90]) == [
        "a", "A_2", "v_1x", "v_with", "a.b", "v", "x" * 64, "x" * 62 + "_2",
    ]  # fmt: skip
    assert spss._cut("ā" * 200, 255) == "ā" * 127


def test_without_pyreadstat_it_says_what_to_install(exported, monkeypatch):
    monkeypatch.setattr(spss.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(Exception, match="pip install"):
        exported(Wanted("spss"))


@pytest.mark.parametrize("cells", [["a", "b"], ["a,b", 'c"d'], ["a\rb", "c\nd"], ["", ""], [""], ["ā", " x "]])
def test_lines_are_what_the_csv_module_reads_back(cells):
    (line,) = delimited.lines([cells])
    assert line.endswith("\r\n") and list(csv.reader([line])) == [cells]


@pytest.mark.parametrize("text", ["", "'", "''a", "=1", "-5", "not_asked", "blank", "a", "\t", "@"])
def test_a_guard_is_taken_away_again(text):
    for guard in (guarding.guard, guarding.guard_beside_figures, guarding.guard_code):
        cell = guard(text)
        assert guarding.unguarded(cell) == text and cell not in guarding.UNANSWERED
